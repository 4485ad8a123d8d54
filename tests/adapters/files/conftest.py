"""What the tests of files share."""

from __future__ import annotations

import pytest


@pytest.fixture
def grid(run_algorithm, scattered_incidents):
    """A small risk grid to any outputs."""

    def run(**parameters):
        return run_algorithm("riskgrid", **{"INCIDENTS": scattered_incidents(60), "METHOD": "count", **parameters})

    return run
