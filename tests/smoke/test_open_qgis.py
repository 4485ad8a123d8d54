"""What ``make qgis`` opens: the project in demo/, which may be the user's own, else the sample city's elsewhere."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).resolve().parents[2] / ".ci" / "open-qgis"
# Instead of the demo, which takes half a minute.
DEMO = """
import pathlib, sys
out = pathlib.Path(sys.argv[sys.argv.index("--out") + 1])
out.mkdir(parents=True, exist_ok=True)
(out / "patrol.qgz").write_text("sample")
"""


@pytest.fixture
def open_qgis(tmp_path):
    """A checkout with the script in it and a QGIS that only says what it is to open → its folder and a call."""
    for folder in (".ci", "examples", "plugins", "bin", "venv/bin"):
        (tmp_path / folder).mkdir(parents=True)
    shutil.copy(SCRIPT, tmp_path / ".ci" / "open-qgis")
    (tmp_path / "examples" / "demo.py").write_text(DEMO, encoding="utf-8")
    (tmp_path / "bin" / "qgis").write_text(
        '#!/bin/sh\nwhile [ $# -gt 1 ]; do shift; done; echo "$1"\n', encoding="utf-8"
    )
    (tmp_path / "bin" / "qgis").chmod(0o755)
    (tmp_path / "venv" / "bin" / "python").symlink_to(sys.executable)
    environment = {**os.environ, "DISPLAY": ":9", "VENV": str(tmp_path / "venv"), "CITY": "mine"}
    environment["PATH"] = f"{tmp_path / 'bin'}:{environment['PATH']}"

    def call() -> str:
        script = [str(tmp_path / ".ci" / "open-qgis"), str(tmp_path / "plugins")]
        done = subprocess.run(script, env=environment, capture_output=True, text=True, check=True, timeout=60)
        return done.stdout.strip()

    return tmp_path, call


@pytest.mark.parametrize("name", ["patrol.qgz", "my own.qgs"])
def test_a_project_in_demo_is_opened_and_left_as_it_is(open_qgis, name):
    root, call = open_qgis
    demo = root / "demo"
    demo.mkdir()
    for file in (name, "patrol.gpkg", "map.png"):
        (demo / file).write_text("mine", encoding="utf-8")
    assert call() == f"demo/{name}"
    assert {path.name: path.read_text(encoding="utf-8") for path in demo.iterdir()} == dict.fromkeys(
        [name, "patrol.gpkg", "map.png"], "mine"
    )
    assert not (root / ".cache" / "demo").exists()


def test_without_one_the_sample_city_is_made_elsewhere_once(open_qgis):
    root, call = open_qgis
    demo = root / "demo"
    demo.mkdir()
    (demo / "patrol.gpkg").write_text("mine", encoding="utf-8")
    assert call() == ".cache/demo/patrol.qgz"
    assert [path.name for path in demo.iterdir()] == ["patrol.gpkg"]
    (root / ".cache" / "demo" / "patrol.qgz").write_text("changed since", encoding="utf-8")
    assert call() == ".cache/demo/patrol.qgz"
    assert (root / ".cache" / "demo" / "patrol.qgz").read_text(encoding="utf-8") == "changed since"
