"""The public interface, kept: saved models, batch scripts and qgis_process calls depend on these names."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from publicnames import ANY, COMES_WITH, CONTRACTS, RESERVED

HEAVY = {
    "numpy",
    "scipy",
    "sklearn",
    "networkx",
    "skfuzzy",
    "shapely",
    "matplotlib",
    "jinja2",
    "pandas",
    "numba",
    "osgeo",
}


@pytest.fixture(scope="module")
def algorithms(qgis_app):
    """Every algorithm of our provider, by id; never empty."""
    found = {
        algorithm.name(): algorithm for algorithm in qgis_app.processingRegistry().providerById("patrol").algorithms()
    }
    assert found
    return found


def is_due(algorithm, name: str) -> bool:
    """Whether a promised name must be there with the words the algorithm offers now."""
    parameter, word = COMES_WITH.get((algorithm.name(), name), (None, None))
    return parameter is None or word in algorithm.parameterDefinition(parameter).options()


def same_default(found: object, promised: object) -> bool:
    if isinstance(promised, str):
        return found == promised
    return found is not None and float(found) == float(promised)


def test_the_ids_are_promised_names(algorithms):
    unknown = set(algorithms) - set(CONTRACTS) - set(RESERVED)
    assert not unknown, f"give {unknown} a row in CONTRACTS, from the interface"
    assert [name for name in algorithms if not re.fullmatch(r"[a-z]+", name)] == []
    assert {algorithm.id() for algorithm in algorithms.values()} == {f"patrol:{name}" for name in algorithms}


def test_the_titles_stand(algorithms):
    titles = {name: algorithm.displayName() for name, algorithm in algorithms.items() if name in CONTRACTS}
    assert titles == {name: CONTRACTS[name].title for name in titles}
    shown = [algorithm.displayName() for algorithm in algorithms.values()]
    assert len(set(shown)) == len(shown)


def test_every_promised_parameter_is_there_with_its_default(algorithms):
    wrong = []
    for name, algorithm in algorithms.items():
        for parameter, promised in CONTRACTS[name].parameters.items() if name in CONTRACTS else ():
            definition = algorithm.parameterDefinition(parameter)
            if definition is None:
                if is_due(algorithm, parameter):
                    wrong.append(f"{name} lacks {parameter}")
            elif definition.name() != parameter:
                wrong.append(f"{name}: {definition.name()} must be written {parameter}")
            elif promised is not ANY and not same_default(definition.defaultValue(), promised):
                wrong.append(f"{name}: {parameter} is {definition.defaultValue()!r} by default, not {promised!r}")
    assert not wrong, "\n".join(wrong)


def test_every_promised_output_is_there_and_no_name_twice(algorithms):
    wrong = []
    for name, algorithm in algorithms.items():
        found = [output.name() for output in algorithm.outputDefinitions()]
        promised = CONTRACTS[name].outputs.split() if name in CONTRACTS else []
        wrong += [
            f"{name} lacks the output {output}"
            for output in promised
            if output not in found and is_due(algorithm, output)
        ]
        wrong += [f"{name} declares {output} twice" for output in set(found) if found.count(output) > 1]
    assert not wrong, "\n".join(wrong)


def test_figures_are_number_outputs(algorithms):
    from qgis.core import QgsProcessingOutputNumber

    wrong = []
    for name, algorithm in algorithms.items():
        inputs_and_layers = {definition.name() for definition in algorithm.parameterDefinitions()}
        for output in algorithm.outputDefinitions():
            if output.name() not in inputs_and_layers and not isinstance(output, QgsProcessingOutputNumber):
                wrong.append(f"{name}: {output.name()} is {output.type()}")
    assert not wrong, "\n".join(wrong)


def test_choices_are_words_that_the_interface_knows(algorithms):
    wrong = []
    for name, algorithm in algorithms.items():
        for definition in algorithm.parameterDefinitions():
            if definition.type() != "enum":
                continue
            if not definition.usesStaticStrings():
                wrong.append(f"{name}: {definition.name()} stores numbers, not words")
            if not definition.allowMultiple() and definition.defaultValue() not in definition.options():
                wrong.append(
                    f"{name}: the default {definition.defaultValue()!r} of {definition.name()} is not among its words"
                )
            allowed = CONTRACTS[name].words.get(definition.name()) if name in CONTRACTS else None
            if allowed is not None and not set(definition.options()) <= set(allowed.split()):
                wrong.append(f"{name}: {definition.name()} offers {definition.options()}, the interface {allowed}")
        for parameter in CONTRACTS[name].words if name in CONTRACTS else ():
            definition = algorithm.parameterDefinition(parameter)
            if definition is not None and definition.type() != "enum":
                wrong.append(f"{name}: {parameter} must be a choice of words")
    assert not wrong, "\n".join(wrong)


def test_layers_come_as_sources_and_go_as_sinks(algorithms):
    # Only these carry "selected features only" and write wherever the user says.
    wrong = [
        f"{name}: {definition.name()} is a {definition.type()}"
        for name, algorithm in algorithms.items()
        for definition in algorithm.parameterDefinitions()
        if definition.type() in ("vector", "layer", "vectorDestination")
    ]
    assert not wrong, "\n".join(wrong)


def test_every_parameter_and_output_is_explained(algorithms):
    wrong = []
    for name, algorithm in algorithms.items():
        page = algorithm.shortHelpString()
        for definition in algorithm.parameterDefinitions():
            if len(definition.help()) < 10:
                wrong.append(f"{name}: {definition.name()} has no help")
            elif definition.help() not in page:
                wrong.append(f"{name}: the help of {definition.name()} is not on the help page")
            if not definition.description() or definition.description() == definition.name():
                wrong.append(f"{name}: {definition.name()} has no label")
        wrong += [
            f"{name}: HELP explains {unknown}, which does not exist"
            for unknown in algorithm.HELP
            if algorithm.parameterDefinition(unknown) is None and algorithm.outputDefinition(unknown) is None
        ]
        if len(algorithm.shortDescription()) < 20:
            wrong.append(f"{name}: no short description")
    assert not wrong, "\n".join(wrong)


def test_every_algorithm_has_a_group_and_an_icon(algorithms):
    wrong = []
    groups: dict[str, str] = {}
    for name, algorithm in algorithms.items():
        if not re.fullmatch(r"[a-z]+", algorithm.groupId()) or not algorithm.group():
            wrong.append(f"{name}: group {algorithm.groupId()!r}, {algorithm.group()!r}")
        if groups.setdefault(algorithm.groupId(), algorithm.group()) != algorithm.group():
            wrong.append(f"{name}: group {algorithm.groupId()} has two titles")
        icon = Path(algorithm.svgIconPath())
        if not icon.is_file() or algorithm.icon().pixmap(24, 24).toImage().isNull():
            wrong.append(f"{name}: no icon at ui/icons/{icon.name}")
    assert not wrong, "\n".join(wrong)


def test_the_flags_of_qgis_are_kept(algorithms):
    from qgis.core import QgsProcessingAlgorithm

    flag = QgsProcessingAlgorithm.Flag
    for name, algorithm in algorithms.items():
        assert algorithm.flags() & flag.FlagSupportsBatch, f"{name} lost batch"
        assert algorithm.flags() & flag.FlagCanCancel, f"{name} lost cancel"
        hidden = flag.FlagHideFromToolbox | flag.FlagHideFromModeler | flag.FlagDeprecated | flag.FlagNoThreading
        assert not algorithm.flags() & hidden, f"{name} is hidden or blocks the window"


def test_a_created_instance_is_a_fresh_equal_one(algorithms):
    for name, algorithm in algorithms.items():
        clone = algorithm.create()
        assert clone is not algorithm, name
        assert type(clone) is type(algorithm), name
        assert clone.id() == algorithm.id()
        ours, theirs = algorithm.parameterDefinitions(), clone.parameterDefinitions()
        assert [one.toVariantMap() for one in ours] == [one.toVariantMap() for one in theirs], name
        assert [one.name() for one in algorithm.outputDefinitions()] == [
            one.name() for one in clone.outputDefinitions()
        ]


def test_loading_the_plugin_loads_no_heavy_package(plugin_parent):
    # What our modules ask for counts, too, where QGIS (3.44 does with NumPy) has loaded it before us.
    program = """
import builtins, os, sys
sys.path.insert(0, sys.argv[1])
from qgis.core import QgsApplication
app = QgsApplication([], False)
app.initQgis()
before = set(sys.modules)
asked = set()
plain_import = builtins.__import__
def noting_import(name, globals=None, locals=None, fromlist=(), level=0):
    if globals is not None and str(globals.get("__name__")).startswith("patrol_planner") and level == 0:
        asked.add(name)
    return plain_import(name, globals, locals, fromlist, level)
builtins.__import__ = noting_import
from patrol_planner.plugin import PatrolPlannerPlugin
plugin = PatrolPlannerPlugin(None)
plugin.initProcessing()
count = len(QgsApplication.processingRegistry().providerById("patrol").algorithms())
print(count, *sorted(asked | (set(sys.modules) - before)))
sys.stdout.flush()
os._exit(0)
"""
    command = [sys.executable, "-c", program, str(plugin_parent)]
    done = subprocess.run(command, capture_output=True, text=True, cwd=plugin_parent, timeout=60)
    assert done.returncode == 0, done.stderr
    count, *loaded = done.stdout.split()
    assert int(count) > 0
    assert {"patrol_planner.processing.provider", "qgis.core"} <= set(loaded)
    assert not HEAVY & {name.split(".")[0] for name in loaded}
    # Of Python's own, what takes longer to load than all of ours.
    ours_brought = {
        name for name in loaded if name.startswith(("importlib.metadata", "email", "subprocess", "multiprocessing"))
    }
    assert not ours_brought
