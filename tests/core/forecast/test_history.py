"""Historical features of Table II, venues, and the rhythm: by hand, and by plain loops."""

from __future__ import annotations

import math

import numpy as np
import pytest
from activitycases import lively_city, plain_density, rows, some_rows

from patrol_planner.algorithms.control import Control
from patrol_planner.algorithms.errors import PatrolError
from patrol_planner.algorithms.forecast.activity import CheckIns, Pois
from patrol_planner.algorithms.forecast.features import clock, history, venues
from patrol_planner.algorithms.forecast.features.rows import Rows, seconds
from patrol_planner.algorithms.forecast.features.tally import Recurring, Tally

NINE = rows((0, "2024-03-31 22:00", "2024-03-31 00:00"), (1, "2024-03-31 22:00", "2024-03-31 00:00"))
LONG_AGO = int(seconds(np.datetime64("2023-01-01")))


def incidents(*rows: tuple[int, str]) -> tuple[np.ndarray, np.ndarray]:
    return np.array([cell for cell, _ in rows]), seconds(np.array([time for _, time in rows], "M8[s]"))


def test_densities_by_hand():
    cell, time = incidents(
        (0, "2024-03-30 22:30"),  # yesterday, same interval
        (0, "2024-03-30 23:59:59"),
        (0, "2024-03-24 22:00"),  # six days before the origin
        (0, "2024-03-23 23:00"),  # more than seven
        (0, "2024-03-01 22:00"),  # within thirty
        (0, "2024-02-28 22:00"),  # before them
        (0, "2024-03-30 21:59:59"),  # another interval
        (0, "2024-03-31 22:30"),  # the target itself
        (1, "2024-03-02 22:00"),
    )
    by_interval = Recurring(cell, time, NINE.start, NINE.length_s)
    assert history.density_30_days(by_interval, NINE, LONG_AGO) == pytest.approx([5 / 30, 1 / 30])
    assert history.density_7_days(by_interval, NINE, LONG_AGO) == pytest.approx([3 / 7, 0])
    # Of a record of ten days these ten count.
    begin = int(seconds(np.datetime64("2024-03-21")))
    assert history.density_30_days(by_interval, NINE, begin)[0] == pytest.approx(4 / 10)
    assert history.density_all_days(by_interval, NINE, begin)[0] == pytest.approx(4 / 10)
    assert history.daily_count(Tally(cell, time), NINE, LONG_AGO, 7) == pytest.approx([4 / 7, 0])


@pytest.mark.parametrize("hours", [0.5, 2.0, 5.0, 24.0, 72.0])
def test_densities_are_those_of_plain_loops(hours):
    known = lively_city(a_day=60.0).events
    cell, time = known.cell, seconds(known.time)
    targets = some_rows(400, known.cells, hours)
    by_interval = Recurring(cell, time, targets.start, targets.length_s)
    for days, feature in ((30, history.density_30_days), (7, history.density_7_days)):
        wanted = plain_density(cell, time, targets, days)
        assert feature(by_interval, targets, LONG_AGO) == pytest.approx(wanted)
        assert max(wanted) > 0


def test_a_cell_without_any_record_has_none():
    cell, time = incidents((0, "2024-03-30 22:30"))
    beyond = rows((7, "2024-03-31 22:00", "2024-03-31 00:00"))
    assert history.density_7_days(Recurring(cell, time, beyond.start, 7200), beyond, LONG_AGO).tolist() == [0]
    nothing = np.zeros(0, dtype=np.int64)
    assert history.density_7_days(Recurring(nothing, nothing, beyond.start, 7200), beyond, LONG_AGO).tolist() == [0]


def test_a_thousand_beginnings_are_taken_to_the_quarter():
    known = lively_city().events
    rng = np.random.default_rng(2)
    start = int(seconds(np.datetime64("2024-05-20"))) + rng.integers(0, 86_400, 3000)
    targets = Rows(rng.integers(0, known.cells, 3000), start, start, 2 * 3600)
    by_interval = Recurring(known.cell, seconds(known.time), start, targets.length_s)
    assert len(by_interval.phases) == 96
    quarter = Rows(targets.cell, start // 900 * 900, targets.origin, targets.length_s)
    wanted = plain_density(known.cell, seconds(known.time), quarter.where(np.arange(50)), 30)
    assert history.density_30_days(by_interval, targets, LONG_AGO)[:50] == pytest.approx(wanted)


def test_venues_by_hand():
    pois = Pois(np.array([0, 0, 0, 0, 2]), np.array([0, 0, 1, 2, 1]), ("bar", "bank", "school"), 3)
    share = venues.poi_distribution(pois)
    assert share.tolist() == [[0.5, 0.25, 0.25], [0, 0, 0], [0, 1, 0]]
    assert venues.poi_density(pois, np.array([2e6, 1e6, 5e5])).tolist() == [2, 0, 2]
    diversity = -(0.5 * math.log(0.5) + 2 * 0.25 * math.log(0.25))
    assert venues.location_diversity(pois) == pytest.approx([diversity, 0, 0])
    inner = pois.within(np.array([False, True, True]))
    assert (inner.cell.tolist(), inner.kind.tolist(), inner.cells) == ([1], [1], 2)


def test_what_does_not_fit_together_is_refused():
    two, three = np.zeros(2, dtype=int), np.zeros(3, dtype=int)
    with pytest.raises(PatrolError, match="a cell and a kind"):
        Pois(two, three, ("a",), 1)
    with pytest.raises(PatrolError, match="a cell and a time"):
        CheckIns(two, three.astype("M8[s]"), None, 1)
    with pytest.raises(PatrolError, match="a cell and a time"):
        CheckIns(two, two.astype("M8[s]"), three, 1)


def test_hour_and_weekday():
    found = rows((0, "2024-06-03 22:00", "2024-06-03"), (0, "2024-06-02 00:30", "2024-06-01"))
    assert clock.hour(found).tolist() == [22, 0.5] and clock.weekday(found).tolist() == [0, 6]
    assert clock.hour(rows((0, "2024-06-03 22:00", "2024-06-03"), hours=24)).tolist() == [0]


def test_the_rhythm_is_the_one_before_the_origin():
    # Friday nights alone, for twenty weeks; then another life begins.
    friday = np.datetime64("2024-01-05T22:30", "s") + np.arange(20) * np.timedelta64(7, "D")
    nights = np.repeat(friday, 50)
    mornings = friday[-1] + np.arange(15, 2015) * np.timedelta64(60, "s")
    targets = rows(
        (0, "2024-05-24 22:00", "2024-05-17 22:45"),  # a Friday night
        (0, "2024-05-23 22:00", "2024-05-17 22:45"),  # a Thursday night
        (0, "2024-05-24 08:00", "2024-05-17 22:45"),
        (0, "2024-03-01 22:00", "2024-01-01 00:00"),  # nothing was known yet
    )
    begin = int(seconds(np.datetime64("2024-01-01")))
    alone, both = (
        clock.Rhythms(seconds(time), targets.start, targets.length_s, Control())
        for time in (nights, np.concatenate([nights, mornings]))
    )
    assert np.array_equal(alone.of_week(targets, begin), both.of_week(targets, begin))
    week, day = alone.of_week(targets, begin), alone.of_day(targets, begin)
    product = (1005 / (1000 / 12 + 5)) * (1005 / (1000 / 7 + 5))
    assert week[0] == pytest.approx((1000 + 50 * product) / (1000 / 84 + 50)) and day[0] == pytest.approx(
        1005 / (1000 / 12 + 5)
    )
    assert week[0] > 10 > 1 > week[1] > 0 and week[3] == day[3] == 1
    assert (
        clock.Rhythms(seconds(nights), targets.start, 7 * 86_400, Control())
        .of_week(Rows(targets.cell, targets.start, targets.origin, 7 * 86_400), begin)
        .tolist()
        == [1] * 4
    )


def test_the_usual_number_is_the_cells_own_where_that_is_long_known():
    known = lively_city(days=365.0, a_day=100.0).events
    time, begin = seconds(known.time), int(seconds(known.time.min()))
    targets = some_rows(200, known.cells)
    args = time, targets.start, targets.length_s
    by_interval, rhythms = Recurring(known.cell, *args), clock.Rhythms(*args, Control())
    usual = clock.usual_number(by_interval, Tally(known.cell, time), rhythms, targets, begin)
    own = history.density_all_days(by_interval, targets, begin)
    flat = history.daily_count(Tally(known.cell, time), targets, begin, None) / 12
    assert usual.mean() == pytest.approx(own.mean(), rel=0.1)
    # It lies between the cell's own record of the hour and its mean, as this city has no hours.
    assert np.corrcoef(usual, own)[0, 1] > 0.8 and np.abs(usual - flat).mean() < np.abs(own - flat).mean()
