"""The demo on files whose times are as the world writes them: named by parts, without hours, in two columns."""

from __future__ import annotations

import sqlite3
import subprocess
from pathlib import Path

import numpy as np
import pytest

DEMO = Path(__file__).resolve().parents[2] / "examples" / "demo.py"


@pytest.fixture
def run_demo(qgis_environment, tmp_path):
    """Files of a city, by name → the demo's run, into the folder demo."""

    def run(files: dict[str, list[str]], *arguments: str) -> subprocess.CompletedProcess[str]:
        city = tmp_path / "city"
        city.mkdir()
        for name, lines in files.items():
            (city / name).write_text("\n".join(lines) + "\n", encoding="utf-8")
        environment = {name: value for name, value in qgis_environment.items() if name != "QGIS_PLUGINPATH"}
        return subprocess.run(
            ["/usr/bin/python3", str(DEMO), "--city", str(city), "--out", str(tmp_path / "demo"), *arguments],
            env={**environment, "QT_QPA_PLATFORM": "offscreen"},
            capture_output=True,
            text=True,
            timeout=180,
            encoding="utf-8",
        )

    return run


def places(number: int) -> list[str]:
    rng = np.random.default_rng(2)
    return [f"{rng.normal(9.0, 0.01)},{rng.normal(50.0, 0.007)}" for _ in range(number)]


def test_dates_without_hours_are_planned_as_one_interval(run_demo, tmp_path):
    days = [np.datetime64("2024-01-01") + number % 60 for number in range(600)]
    incidents = ["lon,lat,update_date,occurred_on_date"]
    incidents += [f"{place},2025-05-05,{day}" for place, day in zip(places(600), days)]
    calls = ["lon,lat,priority,CALL DATE,CALL TIME"]
    calls += [
        f"{place},3,02/{1 + number % 28:02d}/2024,{1 + number % 12}:30 PM" for number, place in enumerate(places(60))
    ]
    done = run_demo({"crimes.csv": incidents, "911_calls.csv": calls}, "--day", "2024-02-20")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "the shift is one interval." in done.stdout
    assert " blocks" in done.stdout
    with sqlite3.connect(tmp_path / "demo" / "patrol.gpkg") as database:
        [(start, end)] = database.execute('SELECT DISTINCT "start", "end" FROM forecast').fetchall()
        assert (start[:16], end[:16]) == ("2024-02-20T08:00", "2024-02-20T20:00")
        # Dates of the shift's own day are not known on its morning.
        assert database.execute("SELECT sum(n) FROM risk_grid").fetchone()[0] <= sum(day < days[50] for day in days)


def test_without_a_time_the_names_looked_for_and_found_are_told(run_demo):
    lines = ["lon,lat,when_closed,kind", *(f"{place},2024-01-01 10:00,theft" for place in places(60))]
    done = run_demo({"incidents.csv": lines})
    assert done.returncode == 1
    assert "Looked for datetime, date_time," in done.stderr and "there are lon, lat, when_closed, kind." in done.stderr


@pytest.mark.parametrize(
    ("header", "form"),
    [
        ("occurred_on_date", "{0:%m/%d/%Y %I:%M:%S %p}"),
        ("reported_at", "{0:%Y-%m-%d %H:%M:%S+00}"),
        ("Incident Date,Incident Time", "{0:%Y/%m/%d},{0:%H%M}"),
        ("CMPLNT_FR_DT,CMPLNT_FR_TM", "{0:%m/%d/%Y},{0:%H:%M:%S}"),
        ("crime_date", "{1}"),
    ],
)
def test_times_are_found_and_read_as_the_plugin_reads_them(qgis_app, monkeypatch, tmp_path, header, form):
    import datetime

    monkeypatch.syspath_prepend(str(DEMO.parent))
    from cityfolder import read_city
    from demojob import times_of

    moments = [datetime.datetime(2016, 1, 4) + datetime.timedelta(minutes=911 * number) for number in range(40)]
    epoch = datetime.datetime(1970, 1, 1)
    times = [form.format(one, int((one - epoch).total_seconds() * 1000)) for one in moments]
    lines = [f"lon,lat,{header}", *(f"{place},{one}" for place, one in zip(places(40), times))]
    (tmp_path / "incidents.csv").write_text("\n".join(lines), encoding="utf-8")
    city = read_city(tmp_path, tmp_path)
    assert times_of(city.layers["incidents"]).tolist() == moments
