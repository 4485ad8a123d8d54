"""What an analyst meets in the toolbox: groups in the order of the work, and help without a network."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest


@pytest.fixture(scope="module")
def algorithms(qgis_app):
    found = qgis_app.processingRegistry().providerById("patrol").algorithms()
    assert found
    return found


def test_the_toolbox_shows_the_groups_in_the_order_of_the_work(algorithms):
    from qgis.gui import QgsProcessingToolboxProxyModel

    model = QgsProcessingToolboxProxyModel()
    model.sort(0)
    top = [model.index(row, 0) for row in range(model.rowCount())]
    ours = next(index for index in top if index.data() == "Patrol Planner")
    shown = [model.index(row, 0, ours).data() for row in range(model.rowCount(ours))]
    titles = [re.sub(r"^\d+\. ", "", title) for title in shown]
    assert titles == ["Prepare", "Risk and hotspots", "Prediction", "Patrol"]
    assert {algorithm.groupId() for algorithm in algorithms} == {"prepare", "risk", "prediction", "patrol"}


def test_every_algorithm_has_a_page_of_its_own_on_this_machine(algorithms):
    from qgis.PyQt.QtCore import QUrl

    for algorithm in algorithms:
        address = QUrl(algorithm.helpUrl())
        assert address.isLocalFile(), algorithm.name()
        page = Path(address.toLocalFile()).read_text(encoding="utf-8")
        assert f"<h1>{algorithm.displayName()}</h1>" in page


def test_the_pages_say_what_the_algorithms_say(algorithms):
    from patrol_planner.processing.framework.declared import HELP_FOLDER

    sys.path.append(str(HELP_FOLDER.parent / ".ci"))
    from helppages import help_pages

    written = {path.name: path.read_text(encoding="utf-8") for path in HELP_FOLDER.iterdir()}
    assert written == help_pages(algorithms), "run .ci/write_help"


def test_the_pages_need_no_network_and_are_packed(algorithms):
    from patrol_planner.processing.framework.declared import HELP_FOLDER

    for path in HELP_FOLDER.iterdir():
        page = path.read_text(encoding="utf-8")
        assert not re.search(r"(src|href)=\"(?!\w+\.html)", page), path.name
        for link in re.findall(r"href=\"([^\"]+)\"", page):
            assert (HELP_FOLDER / link).is_file(), link
    ignored = (HELP_FOLDER.parent / ".gitattributes").read_text(encoding="utf-8")
    assert "/help export-ignore" not in ignored


def test_help_that_is_left_for_later_comes_and_is_the_same(algorithms, qgis_app):
    """QGIS's window starts without it; what is shown or run has it at once."""
    from patrol_planner.processing.provider import PatrolProvider

    def helps(algorithm):
        return [definition.help() for definition in algorithm.parameterDefinitions()]

    known = {algorithm.name(): helps(algorithm) for algorithm in algorithms}
    provider = PatrolProvider(describes_later=True)
    provider.refreshAlgorithms()
    listed = provider.algorithms()
    assert {algorithm.name() for algorithm in listed} == set(known)
    for algorithm in listed:
        assert not any(helps(algorithm)), algorithm.name()
        assert helps(algorithm.create()) == known[algorithm.name()]
        assert algorithm.shortHelpString() == algorithm.create().shortHelpString()
    qgis_app.processEvents()
    assert {algorithm.name(): helps(algorithm) for algorithm in listed} == known
    # Taken away before its time comes.
    gone = PatrolProvider(describes_later=True)
    gone.refreshAlgorithms()
    gone.unload()
    qgis_app.processEvents()


def test_a_value_is_read_though_a_layer_beside_it_was_deleted(qgis_app, make_layer):
    """QGIS converts all it is handed, and crashed at a layer that was taken out of the project amid a run."""
    from qgis.core import QgsProcessingContext, QgsProcessingFeedback
    from qgis.PyQt import sip

    from patrol_planner.processing.framework.run import Run
    from patrol_planner.processing.risk.riskgrid import RiskGrid

    layer = make_layer("Point", ["t:string"], [("Point(551000 4181000)", "2024-01-01 10:00")])
    parameters = {"INCIDENTS": layer, "CELL_SIZE": 120.0, "METHOD": "count", "TIME_FIELD": "t", "CLIP": True}
    algorithm = RiskGrid().create()
    run = Run(algorithm, parameters, QgsProcessingContext(), QgsProcessingFeedback(False))
    sip.delete(layer)
    assert (run.number("CELL_SIZE"), run.word("METHOD"), run.flag("CLIP")) == (120.0, "count", True)
    assert (run.integer("HALF_LIFE"), run.field("TIME_FIELD"), run.text("WEIGHT_FIELD")) == (0, "t", "")
