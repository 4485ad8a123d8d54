"""Which incidents stays meet: known answers, every pair looked at one by one, and draws counted beside chances."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from patrol_planner.algorithms.errors import PatrolError
from patrol_planner.algorithms.officers.reach.meeting import (
    Nearby,
    Places,
    Stays,
    chance_met,
    chance_met_evenly,
    in_cells,
    times_met,
    within_metres,
)

NO_CELL = (np.zeros(0, dtype=int), np.zeros(0, dtype=int))


def stays(*rows):
    place, arrive, depart = np.array(rows, dtype=float).reshape(-1, 3).T
    return Stays(place.astype(int), arrive, depart)


def everywhere(incidents, places=1):
    """Every incident at every place."""
    pairs = np.array(list(itertools.product(range(incidents), range(places))), dtype=int).reshape(-1, 2)
    return Nearby(pairs[:, 0], pairs[:, 1], incidents, places)


def test_near_is_up_to_150_m():
    places = Places(np.array([0.0, 1000.0]), np.zeros(2), np.array([-1, -1]))
    found = within_metres(np.array([0.0, 150.0, 150.1, 900.0]), np.zeros(4), places)
    assert sorted(zip(found.incident.tolist(), found.place.tolist())) == [(0, 0), (1, 0), (3, 1)]


def test_places_of_one_cell_share_its_incidents_and_those_without_a_cell_have_none():
    places = Places(np.zeros(4), np.zeros(4), np.array([7, -1, 3, 7]))
    found = in_cells((np.array([0, 1, 1, 2]), np.array([7, 3, 7, 5])), 3, places)
    assert sorted(zip(found.incident.tolist(), found.place.tolist())) == [(0, 0), (0, 3), (1, 0), (1, 2), (1, 3)]


def test_by_either_is_each_pair_once():
    one = Nearby(np.array([0, 2]), np.array([1, 0]), 3, 2)
    both = one.or_by(Nearby(np.array([0, 1]), np.array([1, 1]), 3, 2))
    assert list(zip(both.incident.tolist(), both.place.tolist())) == [(0, 1), (1, 1), (2, 0)]


def test_an_incident_may_be_chosen_again():
    found = Nearby(np.array([0, 0, 2]), np.array([0, 1, 1]), 3, 2).of(np.array([2, 1, 0, 2]))
    assert sorted(zip(found.incident.tolist(), found.place.tolist())) == [(0, 1), (2, 0), (2, 1), (3, 1)]
    assert found.incidents == 4


@pytest.mark.parametrize(
    ("minute", "after", "met"),
    [(59.9, 30, 0), (60, 30, 1), (70, 30, 1), (99.9, 30, 1), (100, 30, 0), (69.9, 0, 1), (70, 0, 0), (60, 0, 1)],
)
def test_from_the_arrival_until_half_an_hour_after_the_departure(minute, after, met):
    assert times_met(everywhere(1), np.array([minute]), stays((0, 60, 70)), after).tolist() == [met]


def test_each_stay_counts_but_only_at_its_own_place():
    nearby = Nearby(np.array([0, 1, 1]), np.array([0, 0, 1]), 3, 2)
    own = stays((0, 0, 10), (0, 5, 15), (1, 0, 10), (1, 500, 510))
    assert times_met(nearby, np.array([8.0, 8.0, 8.0]), own).tolist() == [2, 3, 0]


def test_as_by_looking_at_every_stay():
    random = np.random.default_rng(3)
    x, y, minute = *random.uniform(0, 1500, (2, 150)), random.integers(-30, 720, 150).astype(float)
    places = Places(*random.uniform(0, 1500, (2, 25)), random.integers(-1, 12, 25))
    cell = random.integers(-1, 12, 150)
    own = random.integers(0, 25, 60)
    arrive = random.integers(0, 700, 60).astype(float)
    depart = arrive + random.choice([0.0, 10.0, 16.0], 60)
    within = (np.flatnonzero(cell >= 0), cell[cell >= 0])
    nearby = in_cells(within, 150, places).or_by(within_metres(x, y, places))
    for after in (0.0, 30.0):
        expected = [
            sum(
                (
                    np.hypot(places.x[p] - x[i], places.y[p] - y[i]) <= 150
                    or (cell[i] >= 0 and places.cell[p] == cell[i])
                )
                and a <= minute[i] < d + after
                for p, a, d in zip(own, arrive, depart)
            )
            for i in range(150)
        ]
        found = times_met(nearby, minute, Stays(own, arrive, depart), after)
        assert found.tolist() == expected and 4 < (found > 0).sum() < 140


def test_without_stays_or_incidents_nothing_is_met():
    assert times_met(everywhere(2), np.zeros(2), stays()).tolist() == [0, 0]
    assert times_met(everywhere(0), np.zeros(0), stays((0, 0, 10))).tolist() == []


def test_a_half_delivered_plan_by_hand():
    assert chance_met(np.array([0, 1, 2]), 0.55) == pytest.approx([0.0, 0.55, 1 - 0.45**2])
    assert chance_met(np.array([0, 3]), 1.0).tolist() == [0.0, 1.0]


def test_a_long_stay_is_delivered_by_the_hour():
    own = stays((0, 0, 150), (1, 100, 160), (2, 5, 5)).in_pieces()
    assert own.place.tolist() == [0, 0, 0, 1, 2]
    assert own.arrive_min.tolist() == [0, 50, 100, 100, 5] and own.depart_min.tolist() == [50, 100, 150, 160, 5]


def test_even_minutes_by_hand():
    # One of two places, ten minutes that begin from 0 to 90: those from 20 to 60 meet minute 60.
    nearby = Nearby(np.array([0, 1, 2]), np.array([0, 0, 1]), 3, 2)
    found = chance_met_evenly(nearby, np.array([60.0, 0.0, 99.0]), np.array([10.0]), 100.0)
    assert found == pytest.approx([0.5 * 40 / 90, 0.0, 0.5 * 31 / 90])
    twice = chance_met_evenly(nearby, np.array([60.0, 0.0, 99.0]), np.array([10.0, 10.0]), 100.0)
    assert twice[0] == pytest.approx(1 - (1 - 0.5 * 40 / 90) ** 2)


def test_who_is_everywhere_for_all_the_shift_meets_all_of_it():
    assert chance_met_evenly(everywhere(2), np.array([0.0, 99.0]), np.array([100.0]), 100.0).tolist() == [1.0, 1.0]


def test_even_minutes_as_draws_have_them():
    random = np.random.default_rng(5)
    nearby = Nearby(np.array([0, 1, 1, 2]), np.array([0, 1, 2, 3]), 3, 6)
    minute, lengths, draws = np.array([30.0, 200.0, 299.0]), np.array([10.0, 10.0, 25.0, 60.0] * 3), 20_000
    met = np.zeros(3)
    for _ in range(draws // 100):
        place = random.integers(0, 6, (100, 12))
        arrive = random.uniform(0, 300 - lengths, (100, 12))
        delivered = random.random((100, 12)) < 0.55
        for incident in range(3):
            at_place = np.isin(place, nearby.place[nearby.incident == incident])
            in_time = (arrive <= minute[incident]) & (minute[incident] < arrive + lengths + 30)
            met[incident] += (at_place & in_time & delivered).any(axis=1).sum()
    assert chance_met_evenly(nearby, minute, lengths, 300.0, 0.55) == pytest.approx(met / draws, abs=0.012)


def test_stays_that_cannot_be_are_refused():
    with pytest.raises(PatrolError, match="ends before it begins"):
        stays((0, 10, 5))
    with pytest.raises(PatrolError, match="2 places, 1 arrivals"):
        Stays(np.zeros(2, int), np.zeros(1), np.zeros(2))
