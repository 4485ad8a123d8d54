"""Past incidents of a plan: those before the shift, without excluded places and kinds, all else counted."""

from __future__ import annotations

import numpy as np
import pytest
from streetgrid import EAST, NORTH, at

pytest.importorskip("qgis.core")
FIELDS = {"INCIDENT_TIME_FIELD": "time", "TYPE_FIELD": "kind"}


@pytest.fixture
def incidents(make_layer):
    """Rows of (WKT, time as text, kind) → layer."""
    return lambda *rows: make_layer("Point", ["time:string", "kind:string"], list(rows))


@pytest.fixture
def read(assign, two, three, monkeypatch):
    """A run with incidents → its outcome and the table that was read (None where there is none)."""

    def run(layer, **parameters):
        from patrol_planner.processing.officers import inputs

        seen = []
        real = inputs.read_past_incidents

        def kept(*given):
            seen.append(real(*given))
            return seen[-1]

        monkeypatch.setattr(inputs, "read_past_incidents", kept)
        outcome = assign(three, two, INCIDENTS=layer, **{**FIELDS, **parameters})
        return outcome, seen[0]

    return run


PAST = "2024-05-30 22:15"


def test_place_time_kind_and_event_are_read(read, incidents):
    layer = incidents((at(1, 2), PAST, "Theft"), (at(1, 2), PAST, "Robbery"), (at(3, 0), "2024-05-29 10:00", None))
    _, table = read(layer)
    assert table.x.tolist() == [EAST + 600, EAST + 600, EAST + 1800] and table.y.tolist()[0] == NORTH + 1200
    assert table.kind.tolist() == ["Theft", "Robbery", ""] and table.event.tolist() == [0, 0, 1] and table.has_hours
    assert table.time[0] == np.datetime64("2024-05-30T22:15:00")


def test_what_happened_from_the_start_of_the_shift_on_is_not_known(read, incidents):
    rows = [(at(1, 1), f"2024-05-31 {clock}", "Theft") for clock in ("07:59", "08:00", "12:00")]
    outcome, table = read(incidents(*rows))
    assert table.time.tolist() == [np.datetime64("2024-05-31T07:59:00").tolist()]
    assert "2 of 3 happened after the start of the shift (2024-05-31 08:00); they are left out." in outcome.log


def test_a_plan_is_the_same_with_incidents_of_the_future(assign, two, three, incidents):
    plain = assign(three, two)
    told = assign(three, two, INCIDENTS=incidents((at(0, 0), "2024-05-31 09:00", "Theft")), **FIELDS)
    assert told.rows("VISITS") == plain.rows("VISITS") and told["REWARD"] == plain["REWARD"]
    assert "none is left that happened before the shift" in told.log


def test_unreadable_times_and_missing_places_are_skipped_and_counted(read, incidents):
    outcome, table = read(incidents((at(1, 1), PAST, "a"), (at(1, 1), "soon", "a"), (None, PAST, "a")))
    assert len(table) == 1 and outcome["SKIPPED"] == 2
    assert "without a readable time in time (the first: 'soon')" in outcome.log and "without geometry" in outcome.log


def test_incidents_within_50_m_of_a_point_are_left_out(read, incidents, make_layer):
    x, y = EAST + 600, NORTH + 600
    rows = [(f"Point({x + east} {y})", PAST, "Theft") for east in (0, 49, 51, 600)]
    outcome, table = read(incidents(*rows), EXCLUDE=make_layer("Point", ["id:integer"], [(f"Point({x} {y})", 1)]))
    assert (table.x - x).tolist() == [51, 600]
    assert "Places to leave out: 2 incidents left out." in outcome.log


def test_incidents_in_a_polygon_are_left_out_whatever_its_crs(read, incidents, make_layer):
    from qgis.core import QgsCoordinateReferenceSystem, QgsCoordinateTransform, QgsGeometry, QgsProject

    x, y = EAST + 600, NORTH + 600
    area = QgsGeometry.fromWkt(f"Polygon(({x - 90} {y - 90}, {x + 90} {y - 90}, {x + 90} {y + 90}, {x - 90} {y - 90}))")
    utm, degrees = (QgsCoordinateReferenceSystem(name) for name in ("EPSG:32610", "EPSG:4326"))
    area.transform(QgsCoordinateTransform(utm, degrees, QgsProject.instance()))
    layer = make_layer("Polygon", ["id:integer"], [(area.asWkt(12), 1)], crs="EPSG:4326")
    # The triangle's own half, the other half of its box, and elsewhere.
    rows = [(f"Point({x + east} {y + north})", PAST, "Theft") for east, north in ((60, -60), (-60, 60), (600, 0))]
    _, table = read(incidents(*rows), EXCLUDE=layer)
    assert (table.x - x).tolist() == [-60, 600]


def test_kinds_are_left_out_by_word_whatever_its_case(read, incidents):
    rows = [(at(1, 1), PAST, kind) for kind in ("Fraud", "THEFT, other", "Theft", None)]
    outcome, table = read(incidents(*rows), EXCLUDE_TYPES='fraud, "theft, Other"')
    assert table.kind.tolist() == ["Theft", ""]
    assert "Kinds to leave out: 2 incidents left out." in outcome.log


def test_a_kind_that_does_not_occur_is_a_warning_with_those_that_do(read, incidents):
    rows = [(at(1, 1), PAST, kind) for kind in ("Theft", "Theft", "Robbery")]
    outcome, table = read(incidents(*rows), EXCLUDE_TYPES="Frauds")
    assert len(table) == 3
    assert "no incident is of the kind Frauds. The most frequent kinds are Theft, Robbery." in outcome.log


def test_days_without_hours_place_incidents_but_measure_nothing(read, incidents):
    rows = [(at(1, 1), f"2024-05-{day}", "Theft") for day in (20, 21, 30, 31)]
    outcome, table = read(incidents(*rows))
    # What happened on the day of the shift may have happened after it began.
    assert len(table) == 3 and not table.has_hours
    assert "holds no hours, so what the plan reaches is not measured" in outcome.log


def test_a_clock_in_a_field_of_its_own(read, make_layer):
    rows = [(at(1, 1), "2024-05-30", "19:51")]
    layer = make_layer("Point", ["day:string", "clock:string"], rows)
    _, table = read(layer, INCIDENT_TIME_FIELD="day", INCIDENT_CLOCK_FIELD="clock", TYPE_FIELD=None)
    assert table.time[0] == np.datetime64("2024-05-30T19:51:00") and table.kind.tolist() == [""]


def test_an_empty_layer_is_a_warning(read, incidents):
    outcome, table = read(incidents())
    assert table is None and "Past incidents: the layer is empty" in outcome.log


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"INCIDENT_TIME_FIELD": None}, "Past incidents need the Incident time field"),
        ({"TYPE_FIELD": None, "EXCLUDE_TYPES": "Fraud"}, "Kinds to leave out need the Kind of incident field"),
        ({"TYPE_FIELD": "victim"}, "victim"),
    ],
)
def test_fields_that_are_missing_or_about_a_person_are_refused(refused, two, three, make_layer, changed, words):
    layer = make_layer("Point", ["time:string", "kind:string", "victim:string"], [(at(1, 1), PAST, "a", "b")])
    assert words in refused(three, two, INCIDENTS=layer, **{**FIELDS, **changed})
