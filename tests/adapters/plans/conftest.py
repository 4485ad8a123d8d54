"""A small city for plans: incidents of half a year, streets, calls and officers, and what a plan of it is asked for."""

from __future__ import annotations

import numpy as np
import pytest
from smallcity import LAYERS, SHIFT, here
from streetgrid import at


@pytest.fixture(autouse=True)
def short_search(few_moves):
    """What is tested is the chain."""


@pytest.fixture
def incidents(make_layer):
    """400 incidents of half a year, dense around two places; ``dates``: without their hours."""

    def make(dates: bool = False, rows: int = 400):
        from qgis.PyQt.QtCore import QDateTime

        rng, start = np.random.default_rng(7), QDateTime(2024, 1, 1, 0, 0, 0)
        found = []
        for number in range(rows):
            middle = (551300, 4181300) if number % 3 else (552900, 4182900)
            x, y = np.clip(rng.normal(middle, 250), (550800, 4180800), (553600, 4183600))
            when = start.addSecs(int(rng.integers(0, 181 * 86400)))
            found.append((f"Point({x} {y})", when.date() if dates else when))
        return make_layer("Point", ["time:date" if dates else "time:datetime"], found)

    return make


@pytest.fixture
def calls(make_layer):
    rows = [(at(1, 1), "c1", here("09:30"), "P1"), (at(3, 3), "c2", here("11:00"), "P3"), (at(2, 0), "c3", None, "P2")]
    return make_layer("Point", ["id:string", "time:datetime", "priority:string"], rows)


@pytest.fixture
def two_officers(make_layer):
    rows = [(at(0, 0), "1A1", here("08:00"), here("20:00"), None), (at(4, 4), "1A2", here("10:00"), None, 30.0)]
    fields = ["officer:string", "shift_on:datetime", "shift_off:datetime", "speed_kmh:double"]
    return make_layer("Point", fields, rows)


@pytest.fixture
def plan(run_algorithm, incidents, streets):
    """A plan of the small city, every layer in memory; more parameters, or None to leave one out."""

    def run(cancel_at: float | None = None, **parameters):
        given = {
            "INCIDENTS": parameters.pop("INCIDENTS", None) or incidents(),
            "TIME_FIELD": "time",
            "ROADS": streets,
            "DIRECTION_FIELD": "oneway",
            "SHIFT_START": SHIFT,
            "SHIFT_HOURS": 8,
            **dict.fromkeys((*LAYERS, "OFFICERS_OUT", "BLOCKS", "AREAS"), "memory:"),
            **parameters,
        }
        wanted = {name: value for name, value in given.items() if value is not None}
        return run_algorithm("planshift", cancel_at, **wanted)

    return run
