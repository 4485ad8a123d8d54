"""A route planned on a small grid of streets."""

from __future__ import annotations

import pytest
from routestops import FRIDAY, START


@pytest.fixture
def plan(run_algorithm, streets, make_layer):
    """Stops as rows of (WKT, name, priority) and parameters → Outcome."""

    def run(rows, **parameters):
        stops = rows if not isinstance(rows, list) else make_layer("Point", ["stop:string", "risk:double"], rows)
        given = {
            "STOPS": stops,
            "PRIORITY_FIELD": "risk",
            "ROADS": streets,
            "DIRECTION_FIELD": "oneway",
            "DEFAULT_SPEED": 36,
            "JUNCTION_DELAY": 0,  # minutes worked out by hand
            "START": START,
            "DEPARTURE": FRIDAY,
            "DWELL": 10,
            "ROUTE": "memory:",
            "VISITS": "memory:",
            "SKIPPED_STOPS": "memory:",
        }
        given.update(parameters)
        return run_algorithm("planroute", **{name: value for name, value in given.items() if value is not None})

    return run
