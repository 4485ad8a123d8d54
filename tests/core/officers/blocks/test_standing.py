"""Where one stands in a cell, what is expected there, and which beat each officer has."""

from __future__ import annotations

import numpy as np
import pytest

from patrol_planner.algorithms.errors import PatrolError
from patrol_planner.algorithms.officers.blocks.beats import shared_out
from patrol_planner.algorithms.officers.blocks.rates import SLOT_MIN, rates_of_nodes, rates_of_record, slots_of
from patrol_planner.algorithms.officers.blocks.standing import chosen_corners
from patrol_planner.algorithms.officers.record import Record

EIGHT = np.datetime64("2024-05-31T08:00:00")


def record_of(*rows, days=10, has_hours=True):
    """Rows of (x, y, clock time); all on one day, of a record of so many days."""
    x, y = (np.array([row[axis] for row in rows], dtype=float) for axis in (0, 1))
    time = np.array([f"2024-05-30T{row[2]}" for row in rows], dtype="datetime64[s]")
    return Record(x, y, time, np.full(len(rows), "", dtype=object), days, has_hours)


def rates_at(record, *places, shift_min=720.0):
    xy = np.array(places, dtype=float).reshape(-1, 2)
    return rates_of_record(record, xy[:, 0], xy[:, 1], EIGHT, shift_min)


def test_a_cell_has_the_corner_with_most_events_and_no_two_cells_share_one():
    cell, corner = np.array([0, 0, 1, 1, 2, 3]), np.array([0, 1, 1, 2, 1, 3])
    events = np.array([5, 9, 4, 0])
    # Cells 0, 1 and 2 all may have corner 1; the first has it, the second takes its next best, the third has no other.
    assert chosen_corners(cell, corner, events, 5).tolist() == [1, 2, -1, -1, -1]


def test_of_equal_corners_the_first_is_taken():
    assert chosen_corners(np.array([0, 0]), np.array([1, 0]), np.array([3, 3]), 1).tolist() == [0]


def test_no_cells_and_no_corners():
    none = np.zeros(0, dtype=np.int64)
    assert chosen_corners(none, none, none, 2).tolist() == [-1, -1]


def test_a_day_of_rates_adds_up_to_the_events_of_a_day():
    record = record_of((0, 0, "09:00"), (100, 0, "09:00"), (0, 140, "21:00"), (900, 0, "12:00"))
    rates = rates_at(record, (0, 0), (900, 0), (5000, 5000), shift_min=1440.0)
    assert (rates.sum(axis=1) * SLOT_MIN).tolist() == pytest.approx([0.3, 0.1, 0.0])
    # A second day is as the first.
    assert (rates_at(record, (0, 0), shift_min=2880.0)[0, 96:] == rates[0]).all()


def test_rates_are_highest_at_the_hours_of_the_place_and_those_of_the_city_where_it_has_few():
    busy = [(0, 0, "10:00")] * 300
    city = [(5000, 0, "16:00")] * 3000 + [(2000, 0, "10:00")]
    rates = rates_at(record_of(*busy, *city), (0, 0), (2000, 0))
    hour = lambda slot: 8 + (slot + 0.5) * SLOT_MIN / 60  # noqa: E731
    assert hour(rates[0].argmax()) == pytest.approx(10, abs=0.25)
    assert hour(rates[1].argmax()) == pytest.approx(16, abs=0.25)


def test_events_of_the_cell_count_too_and_one_at_several_places_less_at_each():
    # The first is near both places, the second near the other and in the cell of the first, the third in it alone.
    record = record_of((0, 0, "09:00"), (220, 0, "09:00"), (-400, 0, "09:00"), (0, 9000, "09:00"))
    xy = np.array([0.0, 100.0]), np.zeros(2)
    both = 2**-0.5
    plain = rates_of_record(record, *xy, EIGHT, 1440.0)
    assert (plain.sum(axis=1) * SLOT_MIN * 10).tolist() == pytest.approx([both, both + 1.0])
    within = np.array([0, 0, 0]), np.array([0, 1, 2])
    rates = rates_of_record(record, *xy, EIGHT, 1440.0, within=within)
    assert (rates.sum(axis=1) * SLOT_MIN * 10).tolist() == pytest.approx([both + both + 1.0, both + both])


def test_without_any_event_nothing_is_expected():
    assert not rates_at(record_of(), (0, 0)).any()


def test_a_record_without_hours_makes_all_hours_alike():
    rates = rates_at(record_of((0, 0, "00:00"), (0, 0, "00:00"), has_hours=False), (0, 0))
    assert rates.tolist() == [pytest.approx([0.2 / 1440] * 48)]


def test_rates_of_nodes_are_those_of_the_interval_that_is_open():
    cell = np.array([0, 0, 1, 1])
    start, end = np.array([0.0, 60.0, -np.inf, 30.0]), np.array([60.0, 120.0, np.inf, 60.0])
    rates = rates_of_nodes(cell, start, end, np.array([1.0, 2.0, 4.0, 8.0]), 3, 120.0)
    assert rates.tolist() == [[1, 1, 1, 1, 2, 2, 2, 2], [4, 4, 12, 12, 4, 4, 4, 4], [0] * 8]


@pytest.mark.parametrize(("minutes", "slots"), [(720, 48), (721, 49), (1, 1), (15, 1)])
def test_slots_cover_the_shift(minutes, slots):
    assert slots_of(minutes) == slots


def test_officers_are_shared_among_beats_by_what_is_expected():
    assert shared_out(np.array([6.0, 3.2, 0.0]), 5).tolist() == [0, 0, 0, 1, 2]
    assert shared_out(np.array([0.0, 0.0]), 3).tolist() == [0, 0, 1]
    rng = np.random.default_rng(2)
    for _ in range(20):
        worth = rng.uniform(0, 9, 4)
        count = np.bincount(shared_out(worth, 9), minlength=4)
        assert count.sum() == 9 and count.min() >= 1
        # Nobody but a beat's only officer could be moved to one where each would then be worth more.
        spare = count > 1
        assert (worth[spare] / count[spare]).min() >= (worth / (count + 1)).max() - 1e-12
    with pytest.raises(PatrolError, match="2 officers cannot have 3 beats"):
        shared_out(np.ones(3), 2)
