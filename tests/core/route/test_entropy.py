"""Entropy of visit times, worked by hand."""

from __future__ import annotations

import numpy as np
import pytest
from routecases import EIGHT

from patrol_planner.algorithms.errors import PatrolError
from patrol_planner.algorithms.route.entropy import entropy_of_day, visit_entropy
from patrol_planner.algorithms.route.plan import Visit
from patrol_planner.algorithms.route.route import Route

ONE = np.array([1.0])


def route(*visits):
    """From (stop, arrival) each."""
    return Route([Visit(stop, arrive, arrive + 10) for stop, arrive in visits])


def test_one_route_is_guessed_always():
    found = visit_entropy([route((0, 5), (0, 100), (1, 40))], np.ones(3), EIGHT)
    assert (found.relative, found.guessed) == (0, 1)
    assert found.bits.tolist()[:2] == [0, 0]
    assert np.isnan(found.bits[2])


def test_two_different_half_hours_are_one_bit_and_every_other_guess():
    found = visit_entropy([route((0, 5)), route((0, 35))], ONE, EIGHT)
    assert (found.bits[0], found.relative, found.guessed) == (1, 1, 0.5)
    # The same half hour is no difference.
    found = visit_entropy([route((0, 5)), route((0, 29))], ONE, EIGHT)
    assert (found.bits[0], found.relative, found.guessed) == (0, 0, 1)


def test_half_hours_are_those_of_the_clock():
    routes = [route((0, 5)), route((0, 20))]
    assert visit_entropy(routes, ONE, EIGHT).bits[0] == 0
    assert visit_entropy(routes, ONE, EIGHT + np.timedelta64(15, "m")).bits[0] == 1
    assert visit_entropy(routes, ONE, EIGHT, bin_min=10).bits[0] == 1
    # At nine itself, rounding errors or not.
    assert visit_entropy([route((0, 60)), route((0, 60 - 1e-9))], ONE, EIGHT).bits[0] == 0


def test_uneven_shares_and_not_at_all_is_an_outcome():
    # Three of four in the first half hour: −¾·log₂ ¾ − ¼·log₂ ¼; guessed 9/16 + 1/16.
    found = visit_entropy([route((0, 5)), route((0, 6)), route((0, 7)), route()], ONE, EIGHT)
    assert found.bits[0] == pytest.approx(0.811278, abs=1e-6)
    assert found.relative == pytest.approx(0.811278 / 2, abs=1e-6)
    assert found.guessed == pytest.approx(10 / 16)


def test_the_mean_is_by_priority_and_stops_on_no_route_do_not_count():
    routes = [route((0, 5), (1, 5)), route((0, 65), (1, 5))]
    found = visit_entropy(routes, np.array([3.0, 1.0, 50.0]), EIGHT)
    assert found.relative == pytest.approx(0.75)
    assert found.guessed == pytest.approx(0.75 * 0.5 + 0.25)
    assert visit_entropy(routes, np.zeros(3), EIGHT).relative == pytest.approx(0.5)


def test_with_revisits_one_of_the_visits_seen_is_the_guess():
    # First half hour and fourth, or first and sixth. Own plan again: right; the other: right in half of the cases.
    found = visit_entropy([route((0, 5), (0, 95)), route((0, 5), (0, 155))], ONE, EIGHT)
    assert (found.bits[0], found.guessed) == (1, 0.75)


def test_routes_without_visits_have_none():
    found = visit_entropy([route(), route()], ONE, EIGHT)
    assert (found.relative, found.guessed) == (0, 1)


def test_wrong_values_are_refused():
    with pytest.raises(PatrolError, match="no route"):
        visit_entropy([], ONE, EIGHT)
    for wrong in (0, -5, np.nan, np.inf):
        with pytest.raises(PatrolError, match="bins must be longer"):
            visit_entropy([route((0, 5))], ONE, EIGHT, wrong)


def of_day(*visits, start="2024-05-31T08:00:00", minutes=720.0):
    place, arrive = np.array(visits, dtype=float).reshape(-1, 2).T
    return entropy_of_day(place.astype(int), arrive, np.datetime64(start), minutes)


def test_within_a_day_one_half_hour_a_place_tells_all():
    assert of_day((0, 0), (0, 29), (1, 700)) == 0.0 and of_day() == 0.0


def test_within_a_day_evenly_in_all_half_hours_tells_nothing():
    assert of_day(*[(0, 30 * number) for number in range(24)]) == pytest.approx(1.0)


def test_within_a_day_places_weigh_by_their_visits():
    # Four half hours for three in four visits, one for the fourth place's two.
    visits = [(0, 0), (0, 30), (0, 60), (0, 90), (1, 0), (1, 10)]
    assert of_day(*visits) == pytest.approx(4 / 6 * 2 / np.log2(24))


def test_within_a_day_half_hours_are_those_of_the_clock():
    # From 08:20 to 09:10 three half hours of the clock have begun.
    found = of_day((0, 5), (0, 15), (0, 45), start="2024-05-31T08:20:00", minutes=50.0)
    assert found == pytest.approx(1.0)


def test_a_plan_of_one_half_hour_can_be_guessed():
    assert of_day((0, 0), (0, 20), minutes=30.0) == 0.0
