"""Incidents by turn of the day, and the error an algorithm ends with; for the tests of times in QGIS."""

from __future__ import annotations

import pytest

TURNS = {"CASES": "turn", "METHOD": "count", "GRID": "memory:"}
TWENTY = [f"2016-01-{day:02d} {day % 24:02d}:{day:02d}" for day in range(1, 21)]


def error_of(run_algorithm, algorithm: str = "riskgrid", **parameters) -> str:
    from qgis.core import QgsProcessingException

    outputs = {
        "riskgrid": ("GRID",),
        "predictcrime": ("FORECAST",),
        "assignofficers": ("ROUTES", "VISITS", "SUMMARY"),
    }
    with pytest.raises(QgsProcessingException) as caught:
        run_algorithm(algorithm, **{**dict.fromkeys(outputs[algorithm], "memory:"), **parameters})
    assert len(str(caught.value)) < 450
    return str(caught.value)


def night_morning_evening(done) -> list[float]:
    return [sum(row[f"w_t{turn}"] for row in done.rows("GRID")) for turn in (1, 2, 3)]
