"""What a plan reaches, on the sample city: worked out anew from the layers alone, with plain loops."""

from __future__ import annotations

import math
from collections import Counter, defaultdict

import numpy as np
import pytest
from streetgrid import FORECAST, at, square

pytest.importorskip("qgis.core")
START = np.datetime64("2024-12-30T08:00:00")
HOURS, AFTER, NEAR = 12, 30, 150
SHARES = (
    "REACHED",
    "REACHED_55",
    "REACHED_EVEN",
    "REACHED_EVEN_55",
    "REACHED_COUNT",
    "REACHED_COUNT_55",
    "REACHED_UNSEEN",
    "REACHED_UNSEEN_55",
    "REACHED_UNSEEN_EVEN",
    "REACHED_UNSEEN_EVEN_55",
    "REACHED_UNSEEN_COUNT",
    "REACHED_UNSEEN_COUNT_55",
    "REACHED_VISIT",
    "REACHED_CELL",
    "REACHED_150",
)
# How many days ago: last week, and those of it that no weight counts.
ALL, UNSEEN = range(1, 8), range(4, 8)
STREETLESS = {"SHIFT_HOURS": HOURS, "SHIFT_START": "2024-12-30T08:00:00"}


def moment(value):
    """A QDateTime of local time."""
    return np.datetime64(value.toString("yyyy-MM-ddTHH:mm:ss"), "s")


def minutes(since, later):
    return (later - since) / np.timedelta64(1, "s") / 60


@pytest.fixture(scope="module")
def city(qgis_app, tmp_path_factory):
    """The sample city, its forecast of a shift and the plan of four officers: outputs and layers."""
    from qgis import processing
    from qgis.core import QgsVectorLayer

    path = str(tmp_path_factory.mktemp("reach") / "city.gpkg")
    processing.run("patrol:samplecity", {"SIZE": "small", "SEED": 1, "CITY": path})
    incidents = QgsVectorLayer(f"{path}|layername=incidents", "incidents", "ogr")
    truth = QgsVectorLayer(f"{path}|layername=truth", "truth", "ogr")
    record = {"INCIDENTS": incidents, "TIME_FIELD": "time"}
    grid = processing.run("patrol:riskgrid", {**record, "STUDY_AREA": truth, "GRID": "memory:"})["GRID"]
    forecast = processing.run(
        "patrol:predictcrime",
        {**record, "GRID": grid, "FORECAST_START": str(START), "FORECAST_HOURS": HOURS, "FORECAST": "memory:"},
    )["FORECAST"]
    middle = incidents.extent().center()
    officers = processing.run(
        "patrol:createofficers",
        {
            "NUMBER": 4,
            "START": f"{middle.x()},{middle.y()} [{incidents.crs().authid()}]",
            "SHIFT_START": str(START),
            "SHIFT_HOURS": HOURS,
            "BREAK_ON": "2024-12-30T12:00:00",
            "BREAK_MIN": 45,
            "OFFICERS": "memory:",
        },
    )["OFFICERS"]
    plan = processing.run(
        "patrol:assignofficers",
        {
            "NODES": forecast,
            **FORECAST,
            "OFFICERS": officers,
            **STREETLESS,
            "INCIDENTS": incidents,
            "INCIDENT_TIME_FIELD": "time",
            **dict.fromkeys(("ROUTES", "VISITS", "UNVISITED", "SUMMARY"), "memory:"),
        },
    )
    return {"plan": plan, "forecast": forecast, "incidents": incidents}


@pytest.fixture(scope="module")
def seen(city):
    """The layers as plain values: cells by number (geometry, place), stays (cell, arrive, depart), last week's and all
    events (cells that hold it, place, minute of the shift, how many days ago: 1 to 7 are last week).
    """
    cells = {}
    for feature in city["forecast"].getFeatures():
        cells.setdefault(feature["cell_id"], (feature.geometry(), feature.geometry().centroid().asPoint()))
    stays = [
        (int(row["node"]), minutes(START, moment(row["arrive"])), minutes(START, moment(row["depart"])))
        for row in city["plan"]["VISITS"].getFeatures()
    ]
    records = [(row.geometry(), moment(row["time"])) for row in city["incidents"].getFeatures()]
    events, known = [], set()
    for geometry, when in records:
        spot = geometry.asPoint()
        key = (round(spot.x()), round(spot.y()), when)
        minute = minutes(START, when) % 1440
        if key in known or when >= START or minute >= HOURS * 60:
            continue
        known.add(key)
        holding = {cell for cell, (shape, _) in cells.items() if shape.boundingBox().contains(spot)}
        events.append((holding, spot, minute, math.ceil((START - when) / np.timedelta64(1, "D"))))
    return cells, stays, events


def at_place(cells, event, cell, by_cell=True, by_metres=True):
    holding, spot, *_ = event
    centre = cells[cell][1]
    return (by_cell and cell in holding) or (
        by_metres and math.hypot(spot.x() - centre.x(), spot.y() - centre.y()) <= NEAR
    )


def percent(cells, events, stays, delivered=1.0, after=AFTER, days=ALL, **rule):
    met = 0.0
    week = [event for event in events if event[3] in days]
    for event in week:
        missed = 1.0
        for cell, arrive, depart in stays:
            if arrive <= event[2] < depart + after and at_place(cells, event, cell, **rule):
                missed *= 1 - delivered
        met += 1 - missed
    return 100 * met / len(week)


def evenly(cells, events, stays, delivered, days):
    """Every stay anywhere in the city at any moment that lets it end in time, on its own."""
    met, shift, week = 0.0, HOURS * 60.0, [event for event in events if event[3] in days]
    for event in week:
        share, missed = sum(at_place(cells, event, cell) for cell in cells) / len(cells), 1.0
        for _, arrive, depart in stays:
            length = depart - arrive
            first, last = max(event[2] - length - AFTER, 0), min(event[2], shift - length)
            missed *= 1 - delivered * share * max(last - first, 0) / (shift - length)
        met += 1 - missed
    return 100 * met / len(week)


def standing(cells, events, delivered=1.0):
    """Four officers from 8 to 20 with a break from 12:00 to 12:45, at the cells with most events that nobody has."""
    left, rows = list(events), []
    for _ in range(4):
        counts = {cell: sum(at_place(cells, event, cell) for event in left) for cell in cells}
        best = max(counts, key=lambda cell: counts[cell])
        left = [event for event in left if not at_place(cells, event, best)]
        for start, end in ((0, 240), (285, 720)):
            pieces = math.ceil((end - start) / 60) if delivered < 1 else 1
            length = (end - start) / pieces
            rows += [(best, start + k * length, start + (k + 1) * length) for k in range(pieces)]
    return rows


def test_last_week_as_plain_loops_have_it(city, seen):
    plan, (cells, stays, events) = city["plan"], seen
    for name, days in (("WEEK_EVENTS", ALL), ("UNSEEN_EVENTS", UNSEEN)):
        assert plan[name] == sum(event[3] in days for event in events) > 10
    expected = {
        "REACHED_VISIT": percent(cells, events, stays, after=0),
        "REACHED_CELL": percent(cells, events, stays, by_metres=False),
        "REACHED_150": percent(cells, events, stays, by_cell=False),
    }
    before = [event for event in events if event[3] > 7]
    for name, days, past in (("REACHED", ALL, events), ("REACHED_UNSEEN", UNSEEN, before)):
        for ending, delivered in (("", 1.0), ("_55", 0.55)):
            expected[f"{name}{ending}"] = percent(cells, events, stays, delivered, days=days)
            expected[f"{name}_EVEN{ending}"] = evenly(cells, events, stays, delivered, days)
            rival = standing(cells, past, delivered)
            expected[f"{name}_COUNT{ending}"] = percent(cells, events, rival, delivered, days=days)
    assert {name: plan[name] for name in SHARES} == pytest.approx(expected, abs=1e-9)
    assert plan["REACHED_EVEN"] < plan["REACHED"] and plan["REACHED_55"] < plan["REACHED"]


def test_what_is_expected_as_minute_by_minute(city, seen):
    plan, (_, stays, _) = city["plan"], seen
    rates = defaultdict(lambda: np.zeros(HOURS * 60))
    for row in city["forecast"].getFeatures():
        first, last = (int(minutes(START, moment(row[name]))) for name in ("start", "end"))
        rates[row["cell_id"]][first:last] += -math.log1p(-row["prob"]) / (last - first)
    total = sum(rate.sum() for rate in rates.values())
    assert plan["EXPECTED"] == pytest.approx(total)
    for name, after, delivered in (
        ("EXPECTED_VISIT", 0, 1.0),
        ("EXPECTED_AFTER", AFTER, 1.0),
        ("EXPECTED_AFTER_55", AFTER, 0.55),
    ):
        met = 0.0
        for cell, rate in rates.items():
            # Each second of the shift, as visits begin at any.
            there = np.zeros(HOURS * 3600)
            for which, arrive, depart in stays:
                if which == cell:
                    there[round(arrive * 60) : round((depart + after) * 60)] += 1
            met += ((1 - (1 - delivered) ** there) * np.repeat(rate, 60) / 60).sum()
        assert plan[name] == pytest.approx(100 * met / total), name


def test_entropy_of_the_visits_layer(city, seen):
    _, stays, _ = seen
    of_cell = defaultdict(Counter)
    for cell, arrive, _ in stays:
        of_cell[cell][arrive // 30] += 1
    bits = 0.0
    for counts in of_cell.values():
        visits = sum(counts.values())
        bits -= sum(count * math.log2(count / visits) for count in counts.values())
    assert city["plan"]["ENTROPY"] == pytest.approx(bits / len(stays) / math.log2(24))


PAST = {"INCIDENT_TIME_FIELD": "time"}


@pytest.fixture
def incidents(make_layer):
    return lambda *rows: make_layer("Point", ["time:string"], list(rows))


def test_the_log_says_what_was_met(assign, two, three, incidents):
    # An officer is at the near node from 08:06 to 08:16; the last three days are those of the weights.
    moments = ("30 08:06", "27 08:06", "26 08:45", "25 08:46", "20 12:00")
    rows = [(at(2, 0), f"2024-05-{moment}") for moment in moments]
    outcome = assign(three, two, INCIDENTS=incidents(*rows, (at(90, 0), "2024-05-30 08:05")), **PAST)
    assert (outcome["WEEK_EVENTS"], outcome["UNSEEN_EVENTS"]) == (4, 3)
    assert outcome["REACHED"] == 75 and outcome["REACHED_UNSEEN"] == pytest.approx(200 / 3)
    assert "Of last week's 4 incidents at the shift's hours this plan would have met 75.0 % in place" in outcome.log
    assert (
        "which no weight counts, with their 3 incidents at the shift's hours this plan would have met 66.7 %"
        in outcome.log
    )
    assert "1 of 6 events lie outside of the area that the nodes cover" in outcome.log
    assert "Only 4 of the seven days before the shift have incidents" in outcome.log
    assert "one more or less that is met makes 33.3 points" in outcome.log
    assert "with most past incidents would have met 100.0 % of them (" in outcome.log


def test_without_weights_all_of_last_week_is_unknown_to_the_plan(assign, two, nodes, incidents):
    rows = [(at(2, 0), f"2024-05-{day} 08:05") for day in (30, 29)]
    outcome = assign(nodes((at(2, 0), "near", 1, 0.0)), two, INCIDENTS=incidents(*rows), **PAST)
    assert outcome["UNSEEN_EVENTS"] == 2 and outcome["REACHED_UNSEEN"] == outcome["REACHED"] == 100
    assert "Of last week's 2 incidents at the shift's hours this plan would have met 100.0 %" in outcome.log
    assert "weights" not in outcome.log and outcome["REACHED_UNSEEN_COUNT"] is None


def test_days_of_the_weights_alone_flatter_and_it_is_said(assign, two, three, incidents):
    rows = [(at(2, 0), f"2024-05-{moment}") for moment in ("30 08:06", "20 12:00")]
    outcome = assign(three, two, INCIDENTS=incidents(*rows), **PAST)
    assert outcome["REACHED"] == 100 and outcome["REACHED_UNSEEN"] is None
    assert "no incident is known, so this figure flatters the plan" in outcome.log


def test_without_incidents_nothing_is_known_of_last_week(assign, two, three):
    outcome = assign(three, two)
    assert [outcome[name] for name in (*SHARES, "WEEK_EVENTS", "UNSEEN_EVENTS", "EXPECTED")] == [None] * (
        len(SHARES) + 3
    )
    # The weights, 0, 1 and 0, tell what to expect: ten minutes of twelve hours at the middle one, and the half hour.
    assert outcome["EXPECTED_VISIT"] == pytest.approx(100 * 10 / 720)
    assert outcome["EXPECTED_AFTER"] == pytest.approx(100 * 40 / 720) and outcome["ENTROPY"] == 0
    assert "Of all weights, 1.4% fall into the place and hour of a visit" in outcome.log


def test_a_record_that_ended_long_ago_measures_nothing(assign, two, three, incidents):
    outcome = assign(three, two, INCIDENTS=incidents((at(2, 0), "2024-04-01 08:05")), **PAST)
    assert outcome["WEEK_EVENTS"] == 0 and outcome["REACHED"] is None
    assert "No incident is known of the shift's hours in the seven days before it" in outcome.log


@pytest.mark.parametrize(
    ("field", "chosen", "total"),
    [
        ("expected", None, 3.0),
        ("prob", None, 2 * math.log(2)),
        ("Prob_any", "Prob_any", 2 * math.log(2)),
        ("n", "n", 3.0),
    ],
)
def test_fields_of_what_is_expected(assign, two, make_layer, field, chosen, total):
    values = (0.5, 0.5, None) if "prob" in field.lower() else (1.0, 2.0, None)
    rows = [(square(column, 0), column, value) for column, value in enumerate(values)]
    cells = make_layer("Polygon", ["cell_id:integer", f"{field}:double"], rows)
    outcome = assign(cells, two, HOTSPOT_FIELD=None, WEIGHT_FIELD=None, EXPECTED_FIELD=chosen)
    assert outcome["EXPECTED"] == pytest.approx(total)
    assert f"1 nodes have no usable value in {field}" in outcome.log


def test_visits_of_calls_are_no_patrol(assign, two, three, calls, incidents):
    from streetgrid import CALLS

    rows = [(at(0, 4), "2024-05-30 09:05")]
    told = assign(three, two, CALLS=calls((at(0, 4), "c1", "09:00", "P1")), INCIDENTS=incidents(*rows), **CALLS, **PAST)
    assert told["CALLS_ANSWERED"] == 1 and told["REACHED"] is None
