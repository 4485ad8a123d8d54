"""The demo as a newcomer runs it: one command, a GeoPackage, a project, a map and a summary."""

from __future__ import annotations

import os
import re
import sqlite3
import subprocess
import zipfile
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

LAYERS = {
    "risk_grid",
    "hotspots",
    "hotspot_peaks",
    "forecast",
    "route",
    "route_visits",
    "officer_routes",
    "officer_visits",
    "officer_summary",
    "unvisited",
    "officers",
    "roads",
    "incidents",
    "calls",
}
FILES = ["map.png", "patrol.gpkg", "patrol.qgz", "report.html"]
DEMO = Path(__file__).resolve().parents[2] / "examples" / "demo.py"


def run_demo(environment: dict[str, str], *arguments: str) -> subprocess.CompletedProcess[str]:
    """The demo with the system's Python, as ``make demo`` calls it."""
    return subprocess.run(
        ["/usr/bin/python3", str(DEMO), *arguments],
        env={**environment, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        timeout=180,
        encoding="utf-8",
    )


@pytest.fixture
def demo_environment(qgis_environment: dict[str, str]) -> dict[str, str]:
    return {name: value for name, value in qgis_environment.items() if name != "QGIS_PLUGINPATH"}


def test_the_sample_citys_demo(demo_environment, tmp_path, qgis_app):
    from qgis.core import QgsProject
    from qgis.PyQt.QtGui import QImage

    # As a user's folders may be called: an apostrophe would end the name of a database in QGIS.
    out = tmp_path / "Bob's" / "city's demo"
    done = run_demo(demo_environment, "--out", str(out))
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stderr == ""
    # Nothing is left beside it, and it may be moved.
    assert [entry.name for entry in out.parent.iterdir()] == ["city's demo"]
    assert sorted(entry.name for entry in out.iterdir()) == FILES
    moved = tmp_path / "moved"
    out.rename(moved)
    with zipfile.ZipFile(moved / "patrol.qgz") as packed:
        text = packed.read("patrol.qgs").decode()
    # Nothing that QGIS 4 asks the user's trust for: actions, macros, code of forms, functions.
    assert not re.search(r"(?i)<actionsetting|<macros|pythoncode|<editforminitcode>\s*[^<\s]|expressionfunctions", text)
    sources = [source for source in re.findall(r"<datasource>(.*?)</datasource>", text) if source]
    assert len(sources) >= len(LAYERS)
    assert [source for source in sources if not source.startswith("./patrol.gpkg|")] == []

    with sqlite3.connect(moved / "patrol.gpkg") as connection:
        tables = {name for (name,) in connection.execute("SELECT table_name FROM gpkg_contents")}
        hotspots, used, blocks = (
            connection.execute(f"SELECT count(*) FROM {name}").fetchone()[0]
            for name in ("hotspots", "officers", "blocks")
        )
        km = connection.execute("SELECT sum(km) FROM route").fetchone()[0]
        stops = connection.execute("SELECT count(*) FROM officer_visits WHERE kind != 'call'").fetchone()[0]
    assert tables >= LAYERS
    assert stops > blocks > used

    project = QgsProject()
    assert project.read(str(moved / "patrol.qgz"))
    layers = list(project.mapLayers().values())
    assert len(layers) >= len(LAYERS) - 1
    assert [layer.name() for layer in layers if not layer.isValid()] == []
    [layout] = project.layoutManager().layouts()
    assert {layer.name() for layer in layout.referenceMap().layers()} >= {
        "Officers' areas",
        "Officers' routes",
        "Risk",
        "Roads",
        "Study area",
    }
    # Styles are in the project, too: a colour for each officer.
    [routes] = project.mapLayersByName("Officers' routes")
    assert len(routes.renderer().categories()) == used

    assert (moved / "map.png").stat().st_size > 50_000
    image = QImage(str(moved / "map.png"))
    colours = {image.pixel(x, y) for x in range(0, image.width(), 5) for y in range(0, image.height(), 5)}
    # White, roads, five officers, six classes of risk, hotspots.
    assert len(colours) > 14

    assert re.search(rf"^Hotspots +{hotspots} in ", done.stdout, re.MULTILINE), done.stdout
    told = rf"^Officers +{used}\nBlocks +{blocks} \({stops} stops\)"
    assert re.search(told, done.stdout, re.MULTILINE), done.stdout
    assert f"{stops:,} stops" in (moved / "report.html").read_text(encoding="utf-8")
    assert f"{km:.1f} km" in done.stdout
    assert "Baseline" in done.stdout
    assert "officers' first day of duty" in done.stdout


@pytest.mark.parametrize(
    ("step", "figures", "words"),
    [
        (
            "predictcrime",
            {"HIT_RATE": 0.43, "BASELINE_HIT_RATE": 0.47, "GAIN_HIGH": -0.01},
            "plain count of past incidents hits more often",
        ),
        ("predictcrime", {"HIT_RATE": None}, "not back-tested"),
        ("planroute", {"BASELINE_SCORE": 8.1}, "collects more priority"),
        ("planroute", {"BASELINE_SCORE": 8.0 + 1e-12, "BASELINE_KM": 11.0}, "as much with fewer kilometres"),
        ("assignofficers", {"BASELINE_REWARD": 501.0}, "plainer method earn more"),
        (
            "assignofficers",
            {"REACHED": 20.0, "REACHED_COUNT": 21.0, "REACHED_55": 9.0, "REACHED_EVEN": 5.0, "WEEK_EVENTS": 50},
            "only stand at the busiest places",
        ),
        ("assignofficers", {"BASELINE_REWARD": 501.0, "BLOCK_COUNT": 9, "CALLS_ANSWERED": 0}, ""),
        ("assignofficers", {"VISITED": 0}, "Nobody visits anything"),
        ("planroute", {"BASELINE_SCORE": 8.0 + 1e-12}, ""),
    ],
)
def test_the_summary_warns_where_a_baseline_is_better(monkeypatch, step, figures, words):
    monkeypatch.syspath_prepend(str(DEMO.parent))
    from demosummary import summary

    numbers = {
        "riskgrid": {"CELLS": 9, "INCIDENTS_USED": 80, "SKIPPED": 5, "CELL_SIZE_USED": 250.0},
        "extracthotspots": {"HOTSPOTS_FOUND": 2, "COVERED_PERCENT": 5.0, "PAI": None},
        "predictcrime": {"HIT_RATE": 0.5, "PAI": 5.0, "AUC": 0.8}
        | {"BASELINE_HIT_RATE": 0.4, "BASELINE_PAI": 4.0, "BASELINE_AUC": 0.7, "GAIN_HIGH": 0.2},
        "planroute": {"VISITED": 2, "KM": 12.0, "MINUTES": 15.0, "SCORE": 8.0}
        | {"BASELINE_VISITED": 2, "BASELINE_KM": 13.0, "BASELINE_MINUTES": 16.0, "BASELINE_SCORE": 7.0},
        "assignofficers": {"OFFICERS_USED": 2, "VISITED": 30, "REWARD": 500.0}
        | {"BASELINE_REWARD": 250.0, "BASELINE_VISITED": 40},
    }
    numbers[step] |= figures
    incidents = SimpleNamespace(layer=SimpleNamespace(featureCount=lambda: 100))
    job = SimpleNamespace(
        city=SimpleNamespace(name="a city", layers={"incidents": incidents}, notes=[]),
        day=np.datetime64("2024-05-31"),
        reason="as asked for",
    )
    text = summary(job, numbers)
    warnings = [line for line in text.splitlines() if line.startswith("! ")]
    assert len(warnings) == (1 if words else 0)
    assert all(words in line for line in warnings)
    # 100 incidents in the layer: 80 used and 5 left out leave 15 after the start of the shift.
    assert re.search(r"^Incidents +80, 5 left out\n +15 from the start of the shift on, not used$", text, re.MULTILINE)


def test_a_demo_that_fails_leaves_the_old_one(demo_environment, tmp_path):
    city, out = tmp_path / "city", tmp_path / "demo"
    city.mkdir()
    (city / "incidents.csv").write_text("lon,lat,time\n10.0,50.0,2024-01-01 10:00\n", encoding="utf-8")
    out.mkdir()
    (out / "map.png").write_bytes(b"the old one")
    # A shift before the only incident: no incident is left for the risk grid.
    done = run_demo(demo_environment, "--city", str(city), "--day", "2023-01-01", "--out", str(out))
    assert done.returncode == 1
    assert done.stderr.strip().startswith("Create a risk grid: No incident lies in the period chosen")
    assert len(done.stderr.strip().splitlines()) == 1
    assert (out / "map.png").read_bytes() == b"the old one"
    assert sorted(entry.name for entry in tmp_path.iterdir() if "demo" in entry.name) == ["demo"]
    assert os.listdir(out) == ["map.png"]


def test_nothing_about_a_person_is_copied(demo_environment, tmp_path):
    rng = np.random.default_rng(2)
    rows = ["lon,lat,time,category,victim_name,suspect_age"]
    for _ in range(600):
        lon, lat = rng.normal(9.0, 0.01), rng.normal(50.0, 0.007)
        moment = np.datetime64("2024-01-01T00:00") + rng.integers(0, 60 * 1440)
        rows.append(f"{lon},{lat},{str(moment).replace('T', ' ')},theft,Jane Doe,34")
    city, out = tmp_path / "city", tmp_path / "demo"
    city.mkdir()
    (city / "incidents.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    officers = "officer,lon,lat\nJane Doe,9.0,50.0\n17,9.001,50.001\n"
    (city / "officers.csv").write_text(officers, encoding="utf-8")
    bars = "name,type,owner,lon,lat\nThe Crown,bar,Jane Doe,9.0,50.0\nThe Swan,bar,Jane Doe,9.002,50.001\n"
    (city / "facilities.csv").write_text(bars, encoding="utf-8")
    done = run_demo(demo_environment, "--city", str(city), "--out", str(out))
    assert done.returncode == 0, done.stdout + done.stderr
    assert "1 of 2 values of officer look like names" in done.stdout and "Jane" not in done.stdout
    with sqlite3.connect(out / "patrol.gpkg") as database:
        tables = [name for (name,) in database.execute("SELECT table_name FROM gpkg_contents")]
        # QGIS has it for styles.
        tables.remove("layer_styles")
        fields = {name: {row[1] for row in database.execute(f'PRAGMA table_info("{name}")')} for name in tables}
        people = {name for (name,) in database.execute("SELECT officer FROM officer_summary")}
    assert people == {"1A1", "17"}
    assert {"time", "category"} <= fields["incidents"] and {"name", "type"} <= fields["facilities"]
    assert not any({"victim_name", "suspect_age", "owner"} & names for names in fields.values())
    assert b"Jane Doe" not in (out / "patrol.gpkg").read_bytes()


@pytest.fixture
def results_in(monkeypatch, tmp_path):
    """A folder to write into → the demo's Results with its files made."""
    monkeypatch.syspath_prepend(str(DEMO.parent))
    from demofiles import Results

    def make(out: Path):
        scratch = tmp_path / "scratch"
        scratch.mkdir()
        results = Results(out, scratch)
        with sqlite3.connect(results.geopackage) as connection:
            connection.execute("CREATE TABLE new (id INTEGER)")
        connection.close()
        results.project.write_bytes(b"new")
        results.map.write_bytes(b"new")
        results.report.write_bytes(b"new")
        return results

    return make


def test_results_replace_the_old_ones_and_nothing_else(results_in, tmp_path):
    out = tmp_path / "demo"
    out.mkdir()
    for name in ("map.png", "patrol.gpkg-wal", "notes.txt"):
        (out / name).write_bytes(b"old")
    results_in(out).move_in()
    assert sorted(entry.name for entry in out.iterdir()) == ["map.png", "notes.txt", *FILES[1:]]
    assert ((out / "map.png").read_bytes(), (out / "notes.txt").read_bytes()) == (b"new", b"old")


def test_a_disk_that_fills_up_while_results_move_leaves_the_old_ones(results_in, tmp_path, monkeypatch):
    import shutil

    out, move = tmp_path / "demo", shutil.move
    out.mkdir()
    (out / "patrol.gpkg").write_bytes(b"old")
    results = results_in(out)

    def full(source, target):
        if Path(source).name == "map.png":
            raise OSError(28, "No space left on device")
        return move(source, target)

    monkeypatch.setattr(shutil, "move", full)
    with pytest.raises(SystemExit, match=r"Nothing can be written into .*demo \(No space left on device\)"):
        results.move_in()
    assert [entry.name for entry in out.iterdir()] == ["patrol.gpkg"]
    assert (out / "patrol.gpkg").read_bytes() == b"old"


def test_folders_that_a_demo_would_make_are_there_only_after_it(results_in, tmp_path):
    out = tmp_path / "a" / "b"
    results = results_in(out)
    assert not (tmp_path / "a").exists()
    results.move_in()
    assert sorted(entry.name for entry in out.iterdir()) == FILES


@pytest.mark.parametrize(
    ("out", "words"), [("file", "file is a file. Choose a folder"), ("file/demo", "Nothing can be written into")]
)
def test_an_impossible_folder_is_one_sentence(demo_environment, tmp_path, out, words):
    (tmp_path / "file").write_bytes(b"mine")
    done = run_demo(demo_environment, "--out", str(tmp_path / out))
    assert done.returncode == 1
    assert words in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
    assert done.stdout == ""
    assert (tmp_path / "file").read_bytes() == b"mine"
