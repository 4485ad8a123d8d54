"""patrol:planshift: what a record holds for other reasons makes neither its grid nor its hotspots nor its forecast."""

from __future__ import annotations

import numpy as np
import pytest
from smallcity import contents

core = pytest.importorskip("qgis.core")
AREA = "Polygon((550700 4180700, 553700 4180700, 553700 4183700, 550700 4183700, 550700 4180700))"
FIELDS = ["time:datetime", "beat:string", "source:string"]


@pytest.fixture
def record(incidents):
    """The small city's incidents with beat and source, as rows; on one point 30 more of six beats, and 60 stops."""
    from qgis.PyQt.QtCore import QDateTime

    rng, rows = np.random.default_rng(1), []
    for one in incidents().getFeatures():
        east = one.geometry().asPoint().x() > 552_000
        rows.append((one.geometry().asWkt(15), one["time"], "A1" if east else "B1", "call"))
    first = QDateTime(2024, 2, 1, 12, 0, 0)
    fallback = [("Point(551000 4183000)", first.addDays(number), f"C{number % 6}", "call") for number in range(30)]
    stops = [
        (f"Point({x} {y})", first.addDays(number % 90), "A1", "Traffic stop")
        for number, (x, y) in enumerate(rng.normal((553_200, 4_181_000), 60, (60, 2)))
    ]
    return rows, fallback, stops


def test_fallback_addresses_and_records_of_officers_reach_no_step(plan, make_layer, record):
    rows, fallback, stops = record
    given = {"STUDY_AREA": make_layer("Polygon", ["id:integer"], [(AREA, 1)]), "OFFICER_COUNT": 2}
    without = plan(INCIDENTS=make_layer("Point", FIELDS, rows), **given)
    given.update(INCIDENT_BEAT_FIELD="beat", CATEGORY_FIELD="source", OFFICER_INITIATED="traffic stop")
    found = plan(INCIDENTS=make_layer("Point", FIELDS, rows + fallback + stops), **given)
    for name in ("GRID", "HOTSPOTS", "POINTS", "FORECAST"):
        assert contents(found.layer(name)) == contents(without.layer(name)), name
    assert (found["RISK_SKIPPED"], found["FORECAST_SKIPPED"]) == (30, 30)
    # Both steps find it; it is warned of once.
    assert found.log.count("30 incidents are left out. The largest has 30 of them, of 6 beats") == 1
    assert found.log.count("60 incidents, of which 60 are left out (weight 0)") == 2


def test_the_plan_says_what_is_wrong_before_any_step(plan):
    with pytest.raises(core.QgsProcessingException, match="Records of officers need the Category of incident field"):
        plan(OFFICER_INITIATED="stop")
    with pytest.raises(core.QgsProcessingException, match="must be from 0"):
        plan(OFFICER_WEIGHT=2)
