"""The genetic route: optima by dynamic programming, operators that lose no stop, rules, limits."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from routecases import EIGHT, on_a_street, stops_of, travel_of

import patrol_planner.algorithms.route.genetic as genetic
from patrol_planner.algorithms.control import Control
from patrol_planner.algorithms.errors import Cancelled, PatrolError
from patrol_planner.algorithms.roads.traffic import Traffic
from patrol_planner.algorithms.route.breeding import costs_of, inverted, moved, near_orders, order_crossover
from patrol_planner.algorithms.route.genetic import Genetic
from patrol_planner.algorithms.route.plan import DOES_NOT_FIT, Clock
from patrol_planner.algorithms.route.route import RouteProblem, RouteSettings
from patrol_planner.algorithms.route.stops import StopRules


def quickest(minutes, returns, arrive=None):
    """The least time at the end of a route through all stops from the last place (Held & Karp 1962), by moments, which
    is exact with traffic too, as who is earlier is never later.

    ``arrive``: (depart, i, j) → arrival; None: free roads.
    """
    count = len(minutes) - 1
    drive = arrive or (lambda depart, i, j: depart + minutes[i, j])
    best = np.full((1 << count, count), np.inf)
    for stop in range(count):
        best[1 << stop, stop] = drive(np.zeros(1), np.array([count]), stop)[0]
    at = np.arange(count)
    for seen in range(1, 1 << count):
        for stop in range(count):
            if not seen >> stop & 1:
                new = seen | 1 << stop
                best[new, stop] = min(best[new, stop], drive(best[seen], at, stop).min())
    full = best[-1]
    return float(drive(full, at, count).min() if returns else full.min())


def quickest_on_free_roads(minutes, returns):
    """The same, whole layers of subsets at once."""
    count = len(minutes) - 1
    best = np.full((1 << count, count), np.inf)
    best[1 << np.arange(count), np.arange(count)] = minutes[count, :count]
    subsets = np.arange(1 << count)
    size = np.array([bin(subset).count("1") for subset in subsets.tolist()])
    for many in range(1, count):
        layer = subsets[size == many]
        for stop in range(count):
            without = layer[layer >> stop & 1 == 0]
            best[without | 1 << stop, stop] = (best[without] + minutes[:count, stop]).min(axis=1)
    return float((best[-1] + (minutes[:count, count] if returns else 0.0)).min())


def city(count, seed, one_way=0.6):
    """Minutes between points of a square and back, up to so much longer in one direction; the last is the start."""
    rng = np.random.default_rng(seed)
    place = rng.random((count + 1, 2)) * 30
    minutes = np.hypot(*(place[:, None] - place[None]).transpose(2, 0, 1)) * rng.uniform(
        1, 1 + one_way, (count + 1, count + 1)
    )
    np.fill_diagonal(minutes, 0)
    return minutes


def genetic_route(minutes, returns=False, traffic=None, rules=None, planner=None, control=None, **plan):
    count = len(minutes) - 1
    problem = RouteProblem(stops_of([0] * count, plan.pop("priority", None)), travel_of(minutes), traffic, rules=rules)
    given = {"departure": EIGHT, "start": count, "shift_hours": 1000.0, "dwell_min": 5.0, "return_to_start": returns}
    return (planner or Genetic()).plan(problem, RouteSettings(**{**given, **plan}), control)


@pytest.mark.parametrize("returns", [False, True])
def test_fifteen_stops_within_one_percent_of_the_optimum(returns):
    for seed in range(3):
        minutes = city(15, seed)
        optimum = quickest_on_free_roads(minutes, returns)
        for draw in (1, 2):
            route = genetic_route(minutes, returns, seed=draw)
            assert len(route.visits) == 15
            assert optimum - 1e-6 <= route.driving_min <= 1.01 * optimum


def test_the_two_optima_agree():
    for returns in (False, True):
        assert quickest(city(6, 3), returns) == pytest.approx(quickest_on_free_roads(city(6, 3), returns))


@pytest.mark.parametrize("returns", [False, True])
def test_with_the_traffic_of_the_hour_the_optimum_is_that_of_the_clock(returns):
    factors = np.ones(24)
    factors[[8, 10]] = 3.0, 0.5
    traffic, minutes = Traffic(factors), city(7, 5) * 2
    begin = Clock(EIGHT).start_min_of_day
    route = genetic_route(minutes, returns, traffic, dwell_min=0.0)

    def arrive(depart, i, j):
        return traffic.arrival_min(begin + depart, minutes[i, j]) - begin

    # Without stays the end of the route is the time on the road.
    assert route.driving_min == pytest.approx(quickest(minutes, returns, arrive), rel=1e-9)
    assert len(route.visits) == 7


def test_what_does_not_fit_the_shift_is_passed_over_not_the_order_changed():
    # A street with everything on one side: 1, 2, 3, then 30 back and forth.
    stops = stops_of([3, 1, 2, 30])
    problem = RouteProblem(stops, on_a_street(stops.x, 0))
    route = Genetic().plan(problem, RouteSettings(EIGHT, 4, 35 / 60, 10))
    assert [visit.stop for visit in route.visits] == [1, 2, 0]
    assert [(skip.stop, skip.reason) for skip in route.skipped] == [(3, DOES_NOT_FIT)]


def test_with_openings_more_is_served_before_quicker():
    # The quickest order, 1 2 3, meets 1 closed: it is open from 40 to 60 only; 3 until 20.
    stops = stops_of([1, 2, 3])
    rules = StopRules.none(3)
    rules.open_min[0], rules.close_min[0], rules.close_min[2] = 40, 60, 20
    problem = RouteProblem(stops, on_a_street(stops.x, 0), rules=rules)
    route = Genetic().plan(problem, RouteSettings(EIGHT, 3, 8, 10))
    assert {visit.stop for visit in route.visits} == {0, 1, 2}
    # C, B and A: 3 + 1 + 1 minutes.
    assert route.driving_min == 5


def test_with_openings_the_way_back_counts_too():
    # A first is quicker to the end of the last stay, B first to the start.
    minutes = np.array([[0.0, 1, 1], [2, 0, 50], [1, 2, 0]])
    rules = StopRules.none(2)
    rules.close_min[0] = 400
    route = genetic_route(minutes, returns=True, rules=rules)
    assert ([visit.stop for visit in route.visits], route.driving_min) == ([1, 0], 5)


def test_a_must_comes_before_more_priority():
    # Time for the must far to the left or for two others.
    stops = stops_of([-20, 5, 6], priority=[0, 9, 9])
    rules = StopRules.none(3)
    rules.must[0] = 1
    problem = RouteProblem(stops, on_a_street(stops.x, 0), rules=rules)
    route = Genetic().plan(problem, RouteSettings(EIGHT, 3, 31 / 60, 10))
    assert [visit.stop for visit in route.visits] == [0]


def test_at_the_time_limit_the_best_so_far_is_kept_and_marked(monkeypatch):
    import patrol_planner.algorithms.route.plan as plan

    ticks = iter(range(1000))
    monkeypatch.setattr(plan.time, "monotonic", lambda: float(next(ticks)))
    route = genetic_route(city(12, 1), time_limit_s=2.5)
    assert route.stopped and len(route.visits) == 12
    monkeypatch.undo()
    assert not genetic_route(city(12, 1)).stopped


def test_a_cancel_ends_it_within_a_generation():
    asked = iter([False] * 5)
    with pytest.raises(Cancelled):
        genetic_route(city(12, 1), control=Control(should_stop=lambda: next(asked, True)))


def test_no_generation_is_the_best_of_the_first_population():
    minutes = city(20, 2)
    first = genetic_route(minutes, planner=Genetic(generations=0))
    assert first.driving_min > genetic_route(minutes).driving_min
    assert len(first.visits) == 20


def test_the_seed_decides_and_equal_seeds_give_equal_routes():
    minutes = city(25, 4)
    planner = Genetic(population=10, generations=3)
    orders = {
        tuple(visit.stop for visit in genetic_route(minutes, planner=planner, seed=s).visits) for s in (1, 1, 2, 3)
    }
    assert 2 <= len(orders) <= 3


@pytest.mark.parametrize(("values", "said"), [({"population": 3}, "4 orders or more"), ({"generations": -1}, "0 or")])
def test_impossible_sizes_are_refused(values, said):
    with pytest.raises(PatrolError, match=said):
        Genetic(**values)


@settings(max_examples=60, deadline=None)
@given(count=st.integers(2, 12), seed=st.integers(0, 10_000), guided=st.booleans())
def test_no_operator_loses_a_stop_and_guided_ones_never_make_an_order_dearer(count, seed, guided):
    rng = np.random.default_rng(seed)
    cost = city(count, seed)
    orders = near_orders(9, cost, rng)
    whole = np.tile(np.arange(count), (9, 1))
    assert np.array_equal(np.sort(orders, axis=1), whole)
    children = order_crossover(orders, orders[::-1], rng)
    assert np.array_equal(np.sort(children, axis=1), whole)
    for mutated in (inverted, moved):
        changed = mutated(children, cost, np.full(9, guided), rng)
        assert np.array_equal(np.sort(changed, axis=1), whole)
        if guided:
            assert (costs_of(changed, cost) <= costs_of(children, cost) + 1e-9).all()


def test_first_orders_that_are_not_ended_hold_every_stop():
    cost, rng, asked = city(6, 1), np.random.default_rng(1), iter([False, False, True])
    orders = near_orders(3, cost, rng, lambda: next(asked))
    assert np.array_equal(np.sort(orders, axis=1), np.tile(np.arange(6), (3, 1)))
    whole = near_orders(3, cost, np.random.default_rng(1))
    assert np.array_equal(orders[:, :2], whole[:, :2])
    assert (np.diff(orders[:, 2:], axis=1) > 0).all()


def test_a_child_of_order_crossover_keeps_a_run_of_one_and_the_order_of_the_other():
    mother, father = np.arange(8)[None], np.array([[7, 5, 3, 1, 0, 2, 4, 6]])
    for seed in range(20):
        child = order_crossover(mother, father, np.random.default_rng(seed))[0]
        begin, end = np.sort(np.random.default_rng(seed).integers(0, 9, 2))
        assert np.array_equal(child[begin:end], mother[0, begin:end])
        # From the end of the run on, round to its begin.
        others = [stop for stop in np.roll(father[0], -end) if stop not in mother[0, begin:end]]
        assert np.roll(child, -end)[: len(others)].tolist() == others


@pytest.mark.parametrize("mutated", [inverted, moved])
def test_guided_mutations_take_of_each_run_the_cheapest_place(mutated):
    """Over many draws each run comes up; what becomes of it is what trying every place finds."""
    for city_seed in range(4):
        cost = city(6, city_seed)
        order = np.array([3, 0, 5, 1, 4, 2])
        rng = np.random.default_rng(0)
        found = mutated(np.tile(order, (600, 1)), cost, np.ones(600, dtype=bool), rng)
        expected = set()
        for tried in every_inversion(order) if mutated is inverted else every_move(order):
            tried.append(order)
            expected.add(tuple(tried[int(costs_of(np.array(tried), cost).argmin())].tolist()))
        assert {tuple(row) for row in found.tolist()} == expected


def every_inversion(order):
    """By where the run begins, the orders with a run turned round."""
    for begin in range(len(order) - 1):
        yield [
            np.concatenate([order[:begin], order[begin:end][::-1], order[end:]])
            for end in range(begin + 2, len(order) + 1)
        ]


def every_move(order):
    """By run of one to three stops, the orders with it in every other place, either way round."""
    for length in (1, 2, 3):
        for begin in range(len(order) - length + 1):
            run, rest = order[begin : begin + length], np.delete(order, np.s_[begin : begin + length])
            yield [
                np.concatenate([rest[:to], way, rest[to:]])
                for to in range(len(rest) + 1)
                for way in (run, run[::-1])
                if to != begin
            ]


def test_mutations_of_all_sizes_change_orders_without_a_guide(monkeypatch):
    monkeypatch.setattr(genetic, "_MUTATIONS_A_STOP", 0)
    minutes = city(8, 6)
    route = genetic_route(minutes, planner=Genetic(population=60))
    assert route.driving_min <= 1.1 * quickest_on_free_roads(minutes, False)


@pytest.mark.parametrize("traffic", [None, Traffic.from_table(np.array([8.0]), np.array([1.5]))])
def test_ways_that_do_not_exist_are_kept_out_of_the_order(traffic):
    import warnings

    # Each stop reaches every other one, but only along the ring straight on.
    count = 9
    minutes = np.full((count + 1, count + 1), np.inf)
    ring = np.random.default_rng(3).permutation(count)
    minutes[ring, np.roll(ring, -1)] = 10.0
    minutes[count, :count] = 10.0
    minutes[:count, count] = 10.0
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        route = genetic_route(minutes, True, traffic)
    assert route.visited == count
    assert route.km == pytest.approx((count + 1) * 10)
