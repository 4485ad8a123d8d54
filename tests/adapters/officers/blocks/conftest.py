"""A grid of named streets with a forecast, a record and officers, and a plan of it in blocks."""

from __future__ import annotations

import pytest
from streetgrid import EAST, FORECAST, NORTH, at, moment, square, street

pytest.importorskip("qgis.core")

LAYERS = {"BLOCKS": "memory:", "AREAS": "memory:"}
HOURS = ("08:00", "10:00", "12:00", "14:00", "16:00", "18:00")


@pytest.fixture
def named(make_layer):
    """The grid with names: rows A to E, columns 1st to 5th."""
    rows = [street((0, row), *((column, row) for column in range(1, 5))) for row in range(5)]
    columns = [street((column, 0), *((column, row) for row in range(1, 5))) for column in range(5)]
    lines = [(line, f"{'ABCDE'[row]} Street", "residential") for row, line in enumerate(rows)]
    lines += [(line, f"{1 + column}th Avenue", "secondary") for column, line in enumerate(columns)]
    return make_layer("LineString", ["name:string", "highway:string"], lines)


@pytest.fixture
def forecast(make_layer):
    """A cell around each crossing, in six intervals, likelier towards the southwest."""
    rows, fields = [], ["cell_id:integer", "hotspot:integer", "weight:double", "prob:double"]
    for number, (column, row) in enumerate((column, row) for column in range(5) for row in range(5)):
        for begin, end in zip(HOURS, (*HOURS[1:], "20:00")):
            prob = 0.6 / (1 + column + row)
            rows.append((square(column, row), number, int(prob > 0.2), prob, prob, moment(begin), moment(end)))
    return make_layer("Polygon", [*fields, "start:datetime", "end:datetime"], rows)


@pytest.fixture
def incidents(make_layer):
    """Of 20 days in May, each day: two at 09:10 and one at 14:40 at the first crossing, one at 15:00 at the second, the
    last of them told by two records; and one every other day far from it.
    """

    def make(**moved):
        from qgis.PyQt.QtCore import QDateTime

        rows = []
        for day in range(5, 25):
            for clock, kind, place in (
                ("09:10", "THEFT", at(0, 0)),
                ("09:20", "ASSAULT", at(0, 0)),
                ("14:40", "THEFT", at(0, 0)),
                ("15:00", "VANDALISM", at(1, 0)),
                ("15:00", "THEFT", at(1, 0)),
                *([("18:30", "FRAUD", at(4, 4))] if day % 2 else []),
            ):
                rows.append((place, QDateTime.fromString(f"2024-05-{day:02d}T{clock}:00", "yyyy-MM-ddTHH:mm:ss"), kind))
        return make_layer("Point", ["time:datetime", "kind:string"], rows, **moved)

    return make


@pytest.fixture
def team(make_layer):
    """Rows of (WKT, name) and more by field."""

    def make(*rows, **fields):
        from qgis.core import NULL

        names = list(fields)
        full = [
            (wkt, name, *(fields[field][number] or NULL for field in names)) for number, (wkt, name) in enumerate(rows)
        ]
        return make_layer("Point", ["officer:string", *(f"{name}:string" for name in names)], full)

    return make


@pytest.fixture
def plan(few_moves, assign, forecast, team, named, incidents):
    """Blocks of three officers in the grid; more parameters, or None to leave one out."""

    def run(nodes=None, officers=None, **given):
        known = {"INCIDENTS": incidents(), "INCIDENT_TIME_FIELD": "time", "TYPE_FIELD": "kind"}
        if "INCIDENTS" in given and given["INCIDENTS"] is None:
            known = {}
        return assign(
            nodes or forecast,
            officers or team((at(0, 0), "1A1"), (at(2, 2), "1A2"), (at(4, 4), "1A3")),
            **{"UNIT": "block", "ROADS": named, "DIRECTION_FIELD": None, **FORECAST, **LAYERS, **known, **given},
        )

    return run


@pytest.fixture
def beats(make_layer):
    """West, with the two columns at the left, and East."""
    west = f"Polygon(({EAST - 300} {NORTH - 300}, {EAST + 900} {NORTH - 300}, {EAST + 900} {NORTH + 2700}, "
    west += f"{EAST - 300} {NORTH + 2700}, {EAST - 300} {NORTH - 300}))"
    east = f"Polygon(({EAST + 900} {NORTH - 300}, {EAST + 2700} {NORTH - 300}, {EAST + 2700} {NORTH + 2700}, "
    east += f"{EAST + 900} {NORTH + 2700}, {EAST + 900} {NORTH - 300}))"
    return make_layer("Polygon", ["beat:string"], [(west, "West"), (east, "East")])
