"""What a user is told who lacks a Python package, in terms of what pip, Debian and conda call it."""

from __future__ import annotations

import ast
import re
from importlib import metadata
from pathlib import Path

import pytest

from patrol_planner.processing.common import packages
from patrol_planner.processing.common.packages import PACKAGES, install_message, missing_packages

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture
def absent(monkeypatch):
    """Nothing is installed."""
    monkeypatch.setattr(packages, "_is_there", lambda name: False)


def test_each_is_called_what_pip_and_debian_call_it(absent):
    text = install_message(["sklearn", "networkx"])
    assert text.startswith("Python package missing: sklearn, networkx.")
    assert "python -m pip install --user scikit-learn networkx." in text
    assert "sudo apt install python3-sklearn python3-networkx." in text
    assert "conda install -c conda-forge scikit-learn networkx." in text


def test_what_debian_has_not_comes_by_pip(absent):
    text = install_message(["skfuzzy", "scipy"])
    by_pip = "/usr/bin/python3 -m pip install --user --break-system-packages scikit-fuzzy"
    assert f"sudo apt install python3-scipy; {by_pip}." in text
    assert "apt" not in install_message(["skfuzzy"])


def test_a_version_that_is_too_old_is_missing_and_not_asked_of_apt_again(monkeypatch):
    monkeypatch.setattr(packages, "_is_there", lambda name: True)
    monkeypatch.setattr(metadata, "version", lambda name: "1.8.5")
    assert missing_packages(["numpy", "shapely"]) == ["shapely"]
    text = install_message(["shapely"])
    assert text.startswith("Python package missing: shapely (version 2 or later).")
    assert 'pip install --user "shapely>=2".' in text
    assert "apt" not in text


def test_a_newer_version_or_one_unknown_is_there(monkeypatch):
    monkeypatch.setattr(packages, "_is_there", lambda name: True)
    for version in ("2.0.1", "10.1", "unknown"):
        monkeypatch.setattr(metadata, "version", lambda name, version=version: version)
        assert missing_packages(["shapely"]) == []


def test_requirements_name_the_same_packages_and_versions():
    lines = (ROOT / "requirements.txt").read_text(encoding="utf-8").splitlines()
    wanted = dict(re.match(r"([\w-]+)>=(\S+)", line).groups() for line in lines if line and not line.startswith("#"))
    assert sorted(wanted) == sorted(package.name for package in PACKAGES.values())
    assert all(int(wanted[one.name].split(".")[0]) >= one.least for one in PACKAGES.values())


def test_each_is_installed_here():
    assert missing_packages(PACKAGES) == []


def imported(path: Path) -> tuple[set[Path], set[str]]:
    """The modules of the plugin that one of them imports, at once or later, and the packages."""
    own: set[Path] = set()
    others: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            others.update(alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level:
            others.add(node.module.partition(".")[0])
        elif isinstance(node, ast.ImportFrom):
            folder = path.parents[node.level - 1].joinpath(*(node.module or "").split("."))
            ways = [folder.with_suffix(".py"), *(folder / f"{alias.name}.py" for alias in node.names)]
            own.update(way for way in ways if way.is_file())
    return own, others & set(PACKAGES)


def test_every_algorithm_asks_for_the_packages_it_imports(qgis_app):
    from patrol_planner.algorithms.forecast.models.registry import MODELS
    from patrol_planner.algorithms.route.planners import PLANNERS
    from patrol_planner.processing.framework.base import REPORT_PACKAGES
    from patrol_planner.processing.provider import ALGORITHMS

    # Those of one method are asked for where it is chosen.
    of_methods = {package for method in (*PLANNERS, *MODELS) for package in method.packages}
    for algorithm in ALGORITHMS:
        todo, seen, needed = [ROOT.joinpath(*algorithm.__module__.split(".")[1:]).with_suffix(".py")], set(), set()
        while todo:
            module = todo.pop()
            if module not in seen:
                own, packages_of_it = imported(module)
                seen.add(module)
                # A road graph is handed to networkx only where an analyst asks for it.
                needed |= packages_of_it - ({"networkx"} if module.name == "graph.py" else set())
                todo.extend(own)
        assert len(seen) > 10, algorithm.ID
        assert needed - set(REPORT_PACKAGES) - of_methods <= set(algorithm.PACKAGES), algorithm.ID


@pytest.mark.parametrize("name", ["predictcrime", "extracthotspots"])
def test_an_algorithm_says_which_shapely_it_needs(qgis_app, monkeypatch, name):
    from qgis.core import QgsProcessingContext

    from patrol_planner.processing.provider import ALGORITHMS

    version = metadata.version
    monkeypatch.setattr(metadata, "version", lambda one: "1.8.5" if one == "shapely" else version(one))
    algorithm = next(found for found in ALGORITHMS if name == found.ID)().create()
    for done, text in (algorithm.canExecute(), algorithm.checkParameterValues({}, QgsProcessingContext())):
        assert not done
        assert text.startswith("Python package missing: shapely (version 2 or later).")
