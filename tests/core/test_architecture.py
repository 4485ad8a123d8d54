"""One direction only: ui → algorithm ids → processing → algorithms; and the core knows neither QGIS nor Qt.

Within each part a table says which folder may import which; no circle, imports for types counted.
"""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

# Folder → the folders of the same part that its modules may import. A folder stands below those that import it.
# Modules directly in a part count as a folder called "".
MAY_IMPORT = {
    "algorithms": {
        "": (),
        "times": ("",),
        "incidents": ("", "times"),
        "cells": ("",),
        "roads": ("", "times"),
        "risk": ("", "times", "incidents", "cells"),
        "hotspots": ("", "cells", "roads"),
        "relevance": ("", "times"),
        "forecast": ("", "times"),
        "route": ("", "times", "roads"),
        "officers": ("", "times", "incidents", "roads", "route"),
        "waypoints": ("", "times", "incidents", "cells", "risk"),
        "samplecity": ("", "times", "cells"),
    },
    "processing": {
        "common": (),
        "times": ("common",),
        "files": ("common",),
        "framework": ("common", "times", "files"),
        "layers": ("common", "times", "files", "framework"),
        "geopackage": ("files", "framework", "layers"),
        "cells": ("common", "files", "framework", "layers", "geopackage"),
        "reports": ("common", "framework"),
        "roads": ("common", "times", "framework", "layers"),
        "risk": ("common", "framework", "layers", "cells", "reports"),
        "hotspots": ("common", "framework", "layers", "cells", "reports", "roads"),
        "relevance": ("common", "times", "framework", "layers", "reports"),
        "forecast": ("common", "times", "framework", "layers", "cells", "reports"),
        "route": ("common", "times", "framework", "layers", "roads", "reports"),
        "officers": ("common", "times", "framework", "layers", "roads", "reports"),
        "waypoints": ("common", "times", "framework", "layers", "cells", "reports"),
        "samplecity": ("common", "framework", "layers", "geopackage"),
        # What joins the subjects: the chain names the algorithms it runs.
        "plans": (
            "common",
            "times",
            "files",
            "framework",
            "layers",
            "cells",
            "reports",
            "roads",
            "risk",
            "hotspots",
            "forecast",
            "route",
            "officers",
        ),
        # The provider names every algorithm, and what the dock asks of it.
        "": None,
    },
    "ui": {
        "officers": ("",),
        "panel": ("", "officers"),
        "plan": ("", "officers"),
        # The dock joins the panels; settings and texts are everybody's.
        "": None,
    },
}
# The modules that stand directly in a part; anything else lives in the folder of its subject.
AT_THE_TOP = {
    "algorithms": {"arrays", "control", "errors", "falsediscovery", "methods", "texts"},
    "processing": {"provider"},
    "ui": {"dock", "settings", "text"},
}
PARTS = ("algorithms", "processing", "ui")
QGIS = {"qgis", "PyQt5", "PyQt6", "PySide2", "PySide6", "osgeo", "gdal", "ogr", "osr", "sip"}


def imported_names(source: str, package: tuple[str, ...]) -> set[str]:
    """The dotted names that a module of ``package`` imports; those of the plugin itself begin with a dot.

    ``package``: the module's folders below the root, so ("ui",) for ui/dock.py.
    """
    names = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level:
            above = package[: len(package) - node.level + 1]
            stem = ".".join(("", *above, *(node.module or "").split("."))).rstrip(".")
            names.update(f"{stem}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            names.update(f"{node.module}.{alias.name}" for alias in node.names)
    return {("." + name.partition(".")[2]) if name.startswith("patrol_planner.") else name for name in names}


def violation(name: str, part: str) -> str:
    """Why a module in ``part`` of the plugin may not import ``name``; "" when it may."""
    top = name.split(".")[0]
    own = name.split(".")[1] if name.startswith(".") else ""
    if part == "algorithms" and top in QGIS:
        return "the core knows neither QGIS nor Qt"
    if part == "algorithms" and own and own != "algorithms":
        return "the core imports nothing above it"
    if part == "processing" and own in ("ui", "plugin"):
        return "processing/ imports nothing above it"
    if part == "ui" and own in ("algorithms", "processing"):
        return "ui/ runs algorithms by id"
    if part == "ui" and own == "plugin":
        return "ui/ imports nothing above it"
    if own in ("tests", "benchmarks", "examples"):
        return "is not in the package"
    if top in PARTS:
        return "would find QGIS's package, or ours by accident; from qgis import processing, or a relative import"
    if top in ("PyQt5", "PyQt6"):
        return "import Qt through qgis.PyQt"
    if top in ("random", "pickle", "subprocess"):
        return "not in a plugin (seeded numpy.random.Generator; no pickle, no processes)"
    return ""


def modules() -> list[tuple[str, Path]]:
    """(part, file) of every module of the plugin; the part of the root's own is ""."""
    found = [("", ROOT / "__init__.py"), ("", ROOT / "plugin.py")]
    return found + [(part, path) for part in PARTS for path in sorted((ROOT / part).rglob("*.py"))]


def test_no_module_imports_against_the_direction():
    wrong = []
    for part, path in modules():
        inside = path.relative_to(ROOT)
        for name in sorted(imported_names(path.read_text(encoding="utf-8"), inside.parts[:-1])):
            if reason := violation(name, part):
                wrong.append(f"{inside} imports {name}: {reason}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize(
    ("part", "package", "source"),
    [
        ("algorithms", ("algorithms",), "from qgis.core import QgsPointXY"),
        ("algorithms", ("algorithms",), "def f():\n    import osgeo.gdal"),
        ("algorithms", ("algorithms", "samplecity"), "from ...processing import crs"),
        ("algorithms", ("algorithms",), "from .. import processing"),
        ("algorithms", ("algorithms",), "from patrol_planner.processing.crs import is_metric"),
        ("processing", ("processing",), "from ..ui.dock import PatrolDock"),
        ("processing", ("processing",), "import random"),
        ("ui", ("ui",), "from ..algorithms.grid import Grid"),
        ("ui", ("ui",), "from ..processing.dress import dress_layer"),
        ("ui", ("ui",), "def f():\n    from .. import processing"),
        ("ui", ("ui",), "from patrol_planner.processing import dress"),
        ("ui", ("ui",), "from ..plugin import PatrolPlannerPlugin"),
        ("ui", ("ui",), "import processing"),
        ("ui", ("ui",), "from PyQt5.QtWidgets import QDockWidget"),
        ("", (), "from .tests import conftest"),
    ],
)
def test_the_check_sees_what_is_forbidden(part, package, source):
    assert [name for name in imported_names(source, package) if violation(name, part)]


@pytest.mark.parametrize(
    ("part", "package", "source"),
    [
        ("algorithms", ("algorithms", "samplecity"), "from ..errors import PatrolError\nimport numpy as np"),
        ("processing", ("processing",), "from ..algorithms.grid import Grid\nfrom . import parameters as shared"),
        ("processing", ("processing",), "from qgis import processing"),
        ("ui", ("ui",), "from qgis.PyQt.QtWidgets import QDockWidget"),
        ("ui", ("ui",), "from .steps import STEPS\nfrom qgis import processing"),
    ],
)
def test_the_check_lets_pass_what_is_allowed(part, package, source):
    assert not [name for name in imported_names(source, package) if violation(name, part)]


def test_nothing_in_the_plugin_prints_or_asserts():
    wrong = []
    for _, path in modules():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            prints = isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print"
            if prints or isinstance(node, ast.Assert):
                wrong.append(f"{path.relative_to(ROOT)}:{node.lineno}")
    assert not wrong, f"print or assert at {wrong}"


def test_importing_the_whole_core_brings_in_neither_qgis_nor_qt(plugin_parent):
    program = """
import importlib, pkgutil, sys
sys.path.insert(0, sys.argv[1])
import patrol_planner.algorithms as core
names = [found.name for found in pkgutil.walk_packages(core.__path__, core.__name__ + ".")]
for name in names:
    importlib.import_module(name)
print(len(names), *sorted({name.split(".")[0] for name in sys.modules}))
"""
    done = subprocess.run(
        [sys.executable, "-c", program, str(plugin_parent)],
        capture_output=True,
        text=True,
        cwd=plugin_parent,
        check=True,
    )
    count, *loaded = done.stdout.split()
    assert int(count) == sum(1 for part, path in modules() if part == "algorithms") - 1
    assert "patrol_planner" in loaded
    assert not QGIS & set(loaded)


def inner_imports() -> dict[str, set[str]]:
    """Module → the modules of the plugin it imports, for types or not; both dotted, as algorithms.cells.grid."""
    files = {}
    for _, path in modules():
        inside = path.relative_to(ROOT).with_suffix("")
        parts = inside.parts[:-1] if inside.name == "__init__" else inside.parts
        if parts:
            files[".".join(parts)] = path
    found = {}
    for name, path in files.items():
        imported = imported_names(path.read_text(encoding="utf-8"), path.relative_to(ROOT).parts[:-1])
        inner = {text.lstrip(".") for text in imported if text.startswith(".")}
        # What is imported is a module, or something in one.
        found[name] = {text if text in files else text.rpartition(".")[0] for text in inner} & set(files) - {name}
    return found


def folder_of(module: str) -> tuple[str, str]:
    """The part and the folder of a module; "" where it stands directly in its part."""
    part, *rest = module.split(".")
    return part, rest[0] if len(rest) > 1 else ""


def against_the_table(imports: dict[str, set[str]]) -> list[str]:
    """The imports from a folder to one that it may not import."""
    wrong = []
    for module, imported in sorted(imports.items()):
        part, folder = folder_of(module)
        if part not in MAY_IMPORT or module.count(".") == 0:
            continue
        for other in sorted(imported):
            other_part, other_folder = folder_of(other)
            allowed = MAY_IMPORT[part].get(folder, ())
            if other_part == part and other_folder != folder and allowed is not None and other_folder not in allowed:
                wrong.append(f"{module} imports {other}")
    return wrong


def circles(arrows: dict[str, set[str]]) -> list[str]:
    """Each circle once, as the modules on the way round."""
    done, found = set(), []
    for first in sorted(arrows):
        way = [(first, iter(sorted(arrows.get(first, ()))))] if first not in done else []
        while way:
            here, onward = way[-1]
            following = next((name for name in onward if name not in done), None)
            if following is None:
                done.add(here)
                way.pop()
                continue
            names = [name for name, _ in way]
            if following in names:
                found.append(" → ".join([*names[names.index(following) :], following]))
            else:
                way.append((following, iter(sorted(arrows.get(following, ())))))
    return found


def test_no_folder_imports_one_above_it():
    assert not against_the_table(inner_imports())


def test_the_table_has_no_circle_and_no_folder_that_is_not_there():
    for part, table in MAY_IMPORT.items():
        assert not circles({folder: set(allowed or ()) for folder, allowed in table.items()})
        there = {
            path.parent.relative_to(ROOT / part).parts[0]
            for path in (ROOT / part).rglob("*.py")
            if path.parent != ROOT / part
        }
        assert there == set(table) - {""}


def test_no_module_imports_itself_by_way_of_others():
    assert not circles(inner_imports())


def test_a_circle_and_an_import_upwards_are_seen():
    assert circles({"a": {"b"}, "b": {"c"}, "c": {"a", "d"}, "d": set()}) == ["a → b → c → a"]
    assert not circles({"a": {"b", "c"}, "b": {"c"}, "c": set()})
    assert against_the_table({"algorithms.cells.grid": {"algorithms.risk.surface"}})
    assert against_the_table({"processing.files.staging": {"processing.framework.run"}})
    assert not against_the_table({"processing.framework.run": {"processing.files.staging"}})


@pytest.mark.parametrize("part", AT_THE_TOP)
def test_only_what_everybody_uses_stands_outside_the_folders(part):
    assert {path.stem for path in (ROOT / part).glob("*.py")} - {"__init__"} <= AT_THE_TOP[part]


def test_every_subject_is_called_alike_everywhere():
    subjects = {path.name for path in (ROOT / "algorithms").iterdir() if path.is_dir() and path.name != "__pycache__"}
    core_tests = {
        path.name for path in (ROOT / "tests" / "core").iterdir() if path.is_dir() and path.name != "__pycache__"
    }
    assert core_tests <= subjects
    # What only the core knows has no layer of its own.
    assert subjects - {"incidents"} <= set(MAY_IMPORT["processing"])


def test_a_package_only_says_what_lives_in_it():
    for part in PARTS:
        for path in (ROOT / part).rglob("__init__.py"):
            body = ast.parse(path.read_text(encoding="utf-8")).body
            assert len(body) == 1 and isinstance(body[0], ast.Expr), path
