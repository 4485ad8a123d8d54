"""Layers of officers, nodes and calls on a small grid of streets."""

from __future__ import annotations

import pytest
from streetgrid import EIGHT, OUTPUTS, PLAIN, at, moment


@pytest.fixture
def officers(make_layer):
    """Rows of (WKT, name, on, off, speed, break on, break minutes), clock times as text → layer."""

    def make(*rows):
        fields = ["officer:string", "shift_on:datetime", "shift_off:datetime", "speed_kmh:double"]
        fields += ["break_on:datetime", "break_min:double"]
        full = []
        for row in rows:
            wkt, name, on, off, speed, rest, rest_min = (*row, *[None] * (7 - len(row)))
            full.append((wkt, name, moment(on), moment(off), speed, moment(rest), rest_min))
        return make_layer("Point", fields, full)

    return make


@pytest.fixture
def nodes(make_layer):
    """Rows of (WKT, name, hotspot, weight, start, end), clock times as text → layer."""

    def make(*rows):
        fields = ["node:string", "hotspot:integer", "weight:double", "start:datetime", "end:datetime"]
        full = []
        for row in rows:
            wkt, name, hotspot, weight, start, end = (*row, *[None] * (6 - len(row)))
            full.append((wkt, name, hotspot, weight, moment(start), moment(end)))
        return make_layer("Point", fields, full)

    return make


@pytest.fixture
def calls(make_layer):
    def make(*rows, kind="string"):
        return make_layer(
            "Point",
            ["id:string", "time:datetime", f"type:{kind}"],
            [(wkt, name, moment(when), what) for wkt, name, when, what in rows],
        )

    return make


@pytest.fixture
def cells(make_layer):
    """Rows of (WKT, cell, hotspot, weight, start, end), clock times as text → layer of polygons."""

    def make(*rows):
        fields = ["cell_id:integer", "hotspot:integer", "weight:double", "start:datetime", "end:datetime"]
        full = [(*row[:4], moment(row[4]), moment(row[5])) for row in rows]
        return make_layer("Polygon", fields, full)

    return make


@pytest.fixture
def assign(run_algorithm, streets):
    def run(nodes, officers, **parameters):
        given = {
            "NODES": nodes,
            "OFFICERS": officers,
            "ROADS": streets,
            "DIRECTION_FIELD": "oneway",
            "DEFAULT_SPEED": 36,
            "JUNCTION_DELAY": 0,  # minutes worked out by hand
            "SHIFT_START": EIGHT,
            **PLAIN,
            **OUTPUTS,
        }
        given.update(parameters)
        return run_algorithm("assignofficers", **{name: value for name, value in given.items() if value is not None})

    return run


@pytest.fixture
def refused(assign):
    """The message of a run that must fail."""
    from qgis.core import QgsProcessingException

    def run(*layers, **parameters) -> str:
        with pytest.raises(QgsProcessingException) as caught:
            assign(*layers, **parameters)
        return str(caught.value)

    return run


@pytest.fixture
def two(officers):
    return officers((at(0, 0), "Ada"), (at(4, 4), "Ben"))


@pytest.fixture
def three(nodes):
    """A hotspot two blocks from Ada, a denser one in the middle, a coldspot one block from Ben."""
    return nodes((at(2, 0), "near", 1, 0.0), (at(2, 2), "dense", 1, 1.0), (at(4, 3), "cold", 0, 0.0))
