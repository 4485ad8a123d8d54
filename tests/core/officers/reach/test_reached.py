"""What of last week a plan would have met: by hand, and by plain loops over days, events and stays."""

from __future__ import annotations

import itertools
import math
from typing import NamedTuple

import numpy as np
import pytest

from patrol_planner.algorithms.errors import PatrolError
from patrol_planner.algorithms.officers.officers import Officers
from patrol_planner.algorithms.officers.reach.meeting import Nearby, Places, Stays
from patrol_planner.algorithms.officers.reach.reached import laid_on, reached, standing
from patrol_planner.algorithms.officers.record import Record

START = np.datetime64("2024-06-10T08:00:00")
SHIFT = 720.0
NONE = np.zeros(0, dtype=int)


def team(*rows):
    """(on, off, break on, break minutes) each."""
    on, off, rest, rest_min = np.array(rows, dtype=float).T
    count = len(rows)
    names = np.array([f"1A{number}" for number in range(count)], dtype=object)
    return Officers(names, np.zeros(count), np.zeros(count), on, off, np.full(count, np.nan), rest, rest_min)


def plain_team(count):
    return team(*[(0, SHIFT, np.nan, 0)] * count)


def moments(*texts):
    return np.array([f"2024-06-{text}" for text in texts], dtype="datetime64[s]")


def events(*rows, cells=()):
    """(x, day and clock) each; ``cells``: pairs of an event and its cell."""
    within = np.array(cells, dtype=int).reshape(-1, 2)
    x = np.array([row[0] for row in rows], dtype=float)
    return past(x, np.zeros(len(x)), moments(*(row[1] for row in rows)), (within[:, 0], within[:, 1]))


class Past(NamedTuple):
    """Past events, and the pairs of an event and its cell."""

    record: Record
    within: tuple[np.ndarray, np.ndarray]


def past(x, y, time, within):
    return Past(Record(x, y, time, np.full(len(x), "", dtype=object), 30), within)


def line(*x, cells=None):
    """Places on a line."""
    return Places(np.array(x, dtype=float), np.zeros(len(x)), np.array([-1] * len(x) if cells is None else cells))


NOBODY = Stays(NONE, NONE, NONE)
ONE_STAY = Stays(np.zeros(1, int), np.zeros(1), np.full(1, 10.0))


def measured(own, places, stays=NOBODY, officers=1, known_days=0):
    """With so many officers on duty all shift, each of them used."""
    return reached(*own, places, stays, plain_team(officers), np.ones(officers, bool), START, SHIFT, known_days)


def test_moments_are_laid_on_the_shift_by_their_time_of_day():
    index, minute = laid_on(moments("09T08:00", "08T19:59", "08T20:00", "04T07:59", "09T09:30"), START, SHIFT)
    assert index.tolist() == [0, 1, 4] and minute.tolist() == [0, 719, 90]


def test_a_shift_past_midnight_and_one_of_two_days():
    index, minute = laid_on(moments("09T23:00", "09T01:00", "09T12:00"), np.datetime64("2024-06-10T22:00:00"), 480.0)
    assert index.tolist() == [0, 1] and minute.tolist() == [60, 180]
    index, minute = laid_on(moments("09T09:00", "09T20:00"), START, 2 * 1440.0)
    assert sorted(zip(index.tolist(), minute.tolist())) == [(0, 60), (0, 1500), (1, 720), (1, 2160)]


def test_only_the_last_seven_days_count():
    own = events((0, "03T07:59"), (0, "03T08:00"), (0, "09T08:00"), (0, "10T07:59"), (0, "05T12:00"))
    found = measured(own, line(0), ONE_STAY)
    # 08:00 on the third and on the ninth are met, 12:00 on the fifth is not; the others are outside the hours.
    assert (found.week.events, found.week.days) == (3, 3) and found.week.plan == pytest.approx(200 / 3)


def test_cell_and_metres_apart():
    own = events((0, "09T08:05"), (400, "09T08:05"), (140, "09T08:05"), (9000, "09T08:05"), cells=[(0, 4), (1, 4)])
    found = measured(own, line(0, cells=[4]), ONE_STAY)
    assert (found.week.plan, found.by_cell, found.by_metres) == (75.0, 50.0, 50.0)


def test_days_that_the_weights_count_are_known_and_the_others_are_not():
    own = events((0, "07T08:00"), (0, "07T07:59"), (0, "06T08:05"), (9000, "05T08:05"))
    found = measured(own, line(0, 9000), ONE_STAY, known_days=3)
    # 07:59 is outside the hours; 08:00 three days ago is the first moment that the weights count.
    assert (found.week.events, found.unseen.events, found.unseen.days) == (3, 2, 2)
    assert found.week.plan == pytest.approx(200 / 3) and found.unseen.plan == 50.0


def test_what_follows_a_stay_counts_half_an_hour_and_apart():
    own = events((0, "09T08:05"), (0, "08T08:39"), (0, "07T08:40"), (0, "06T09:00"))
    found = measured(own, line(0), ONE_STAY)
    assert (found.week.plan, found.in_visit) == (50.0, 25.0) and found.week.plan_55 == pytest.approx(27.5)


def test_the_plain_count_knows_last_week_or_not():
    week = [(0, f"0{day}T10:00") for day in (4, 5, 6)]
    before = [(5000, f"0{day}T10:00") for day in (1, 2)]
    found = measured(events(*week, *before), line(0, 5000))
    assert (found.week.count, found.unseen.count, found.week.plan, found.week.even) == (100.0, 0.0, 0.0, 0.0)
    # By the hour, and each hour's presence works on for half of the next.
    assert found.week.count_55 == pytest.approx(100 * (1 - 0.45**2))


def test_each_officer_stands_where_most_is_left():
    nearby = Nearby(np.array([0, 1, 2, 0, 1, 3]), np.array([0, 0, 0, 1, 1, 2]), 4, 3)
    own = standing(nearby, team((0, 720, np.nan, 0), (60, 600, 300, 30), (0, 720, np.nan, 0)),
                   np.array([True, True, False]), SHIFT)  # fmt: skip
    # The second place shares its incidents with the first; the break parts the second officer's stay.
    assert own.place.tolist() == [0, 2, 2]
    assert own.arrive_min.tolist() == [0, 60, 330] and own.depart_min.tolist() == [720, 300, 600]


def test_without_a_past_before_last_week_the_count_knows_nothing_of_it():
    found = measured(events((0, "09T08:05")), line(0), ONE_STAY)
    assert found.week.count == 100.0 and math.isnan(found.unseen.count) and math.isnan(found.unseen.count_55)


def test_without_events_of_last_week_nothing_is_known():
    found = measured(events((0, "01T10:00")), line(0))
    assert found.week.events == found.week.days == 0 and math.isnan(found.week.plan) and math.isnan(found.unseen.even)


def test_the_future_is_refused():
    with pytest.raises(PatrolError, match="the past alone"):
        measured(events((0, "10T08:00")), line(0))


def by_loops(own, place, stays, delivered, first_day=1, after=30.0):
    """Percent of last week's events that are met, day by day from so many days ago, event by event, stay by stay."""
    chances = []
    for day in range(first_day, 8):
        morning = START - np.timedelta64(day, "D")
        for event in range(len(own.record)):
            minute = (own.record.time[event] - morning).astype("timedelta64[s]").astype(int) / 60
            if not 0 <= minute < SHIFT:
                continue
            cells = {cell for which, cell in zip(*own.within) if which == event}
            missed = 1.0
            for at, arrive, depart in stays:
                near = math.hypot(place.x[at] - own.record.x[event], place.y[at] - own.record.y[event]) <= 150
                if (near or place.cell[at] in cells) and arrive <= minute < depart + after:
                    missed *= 1 - delivered
            chances.append(1 - missed)
    return 100 * sum(chances) / len(chances)


def test_as_by_plain_loops():
    random = np.random.default_rng(8)
    for _ in range(6):
        count = 300
        time = START - random.integers(60, 20 * 1440, count).astype("timedelta64[m]").astype("timedelta64[s]")
        cell = random.integers(0, 9, count)
        own = past(*random.uniform(0, 900, (2, count)), time, (np.arange(count), cell))
        place = Places(*random.uniform(0, 900, (2, 9)), np.arange(9))
        rows = [(int(at), float(a), float(a + d)) for at, a, d in zip(
            random.integers(0, 9, 12), random.integers(0, 650, 12), random.choice([10, 16, 60], 12)
        )]  # fmt: skip
        at, arrive, depart = zip(*rows)
        stays = Stays(np.array(at), np.array(arrive), np.array(depart))
        found = measured(own, place, stays, 2, known_days=3)
        assert found.in_visit == pytest.approx(by_loops(own, place, rows, 1.0, after=0.0))
        for shares, first, known in ((found.week, 1, True), (found.unseen, 4, False)):
            assert shares.plan == pytest.approx(by_loops(own, place, rows, 1.0, first))
            assert shares.plan_55 == pytest.approx(by_loops(own, place, rows, 0.55, first))
            best = best_two(own, place, known)
            assert shares.count == pytest.approx(by_loops(own, place, [(p, 0.0, SHIFT) for p in best], 1.0, first))
            pieces = [(p, h * 60.0, h * 60.0 + 60.0) for p, h in itertools.product(best, range(12))]
            assert shares.count_55 == pytest.approx(by_loops(own, place, pieces, 0.55, first))
            assert 0 < shares.even_55 < shares.even < shares.count


def best_two(own, place, last_week):
    """The places of two officers of the plain count, each with most events that nobody has yet."""
    taken, chosen = set(), []
    week = START - np.timedelta64(7, "D")
    hours = (own.record.time - START).astype("timedelta64[s]").astype(int) / 60 % 1440
    known = last_week | (own.record.time < week)
    usable = [event for event in range(len(own.record)) if hours[event] < SHIFT and known[event]]
    for _ in range(2):
        near = [
            {
                event
                for event in usable
                if event not in taken
                and (
                    math.hypot(place.x[p] - own.record.x[event], place.y[p] - own.record.y[event]) <= 150
                    or own.within[1][event] == place.cell[p]
                )
            }
            for p in range(len(place))
        ]
        chosen.append(max(range(len(place)), key=lambda p: (len(near[p]), -p)))
        taken |= near[chosen[-1]]
    return chosen
