"""One direction only: ui → algorithm ids → processing → algorithms; and the core knows neither QGIS nor Qt."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
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
