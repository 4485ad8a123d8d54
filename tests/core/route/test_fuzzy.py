"""The fuzzy rules of CPSPA: the table, its scores beside scikit-fuzzy's own control system, and routes by hand."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from routecases import EIGHT, inf, on_a_street, stops_of, travel_of

pytest.importorskip("skfuzzy")

from skfuzzy import control, trapmf, trimf

from patrol_planner.algorithms.control import Control
from patrol_planner.algorithms.roads.traffic import Traffic
from patrol_planner.algorithms.route.fuzzy import (
    FAR,
    HIGH,
    LOW,
    MEDIUM,
    MIDDLE,
    NEAR,
    RULES,
    SETS,
    Fuzzy,
    point_selection,
)
from patrol_planner.algorithms.route.route import RouteProblem, RouteSettings
from patrol_planner.algorithms.route.stops import StopProbabilities, StopRules

LEVELS = range(3)


def selected(probability, distance, time):
    return RULES[probability, distance][time]


def test_there_are_27_rules_and_the_papers_own_is_among_them():
    assert set(RULES) == set(itertools.product(LEVELS, LEVELS))
    assert all(len(outputs) == 3 for outputs in RULES.values())
    assert not selected(HIGH, MIDDLE, NEAR)
    assert selected(HIGH, NEAR, NEAR)
    assert not selected(LOW, FAR, FAR)
    assert [selected(MEDIUM, NEAR, time) for time in (NEAR, MIDDLE, FAR)] == [True, False, False]


@pytest.mark.parametrize("rule", list(itertools.product(LEVELS, LEVELS, LEVELS)))
def test_nearer_quicker_and_more_probable_never_count_against_a_stop(rule):
    probability, distance, time = rule
    if selected(*rule):
        assert probability == HIGH or selected(probability + 1, distance, time)
        assert distance == NEAR or selected(probability, distance - 1, time)
        assert time == NEAR or selected(probability, distance, time - 1)


def test_the_sets_are_the_papers():
    assert SETS == ((0, 0, 0.4), (0.1, 0.5, 0.9), (0.6, 1, 1))


def peer(probability, distance, time):
    """The same decision by scikit-fuzzy's own control system, with singletons of a width that does not matter."""
    universe = np.linspace(0, 1, 101)
    inputs = [control.Antecedent(universe, label) for label in ("probability", "distance", "time")]
    for variable in inputs:
        for level, (begin, full, end) in enumerate(((0, 0, 0.4), (0.1, 0.5, 0.9), (0.6, 1, 1))):
            variable[str(level)] = trimf(universe, [begin, full, end])
    half, edge = 1e-3, 1e-11
    around = np.array([-half - edge, -half, half, half + edge])
    output = control.Consequent(np.concatenate([around, 1 + around]), "selection", defuzzify_method="centroid")
    for label, at in (("no", 0.0), ("yes", 1.0)):
        output[label] = trapmf(output.universe, at + around)
    rules = [
        control.Rule(
            inputs[0][str(p)] & inputs[1][str(d)] & inputs[2][str(t)], output["yes" if selected(p, d, t) else "no"]
        )
        for p, d, t in itertools.product(LEVELS, LEVELS, LEVELS)
    ]
    simulation = control.ControlSystemSimulation(control.ControlSystem(rules))
    simulation.inputs({"probability": probability, "distance": distance, "time": time})
    simulation.compute()
    return simulation.output["selection"]


def test_scores_are_those_of_scikit_fuzzys_control_system():
    grid = np.linspace(0, 1, 14)
    # Half of the others among near stops, where rules that select and rules that do not meet.
    random = np.random.default_rng(1).random((3, 1000)) * np.repeat([1.0, 0.4], 500)
    probability, distance, time = np.concatenate(
        [np.stack(np.meshgrid(grid, grid, grid)).reshape(3, -1), random], axis=1
    )
    ours = point_selection(probability, distance, time)
    assert np.abs(ours - peer(probability, distance, time)).max() < 1e-6
    assert ours.min() == 0 and ours.max() == 1 and 0.2 < (ours > 0).mean() < 0.8 and len(np.unique(ours)) > 400


def test_a_score_by_hand():
    # Distance and time 0.2: near by a half, middle by a quarter. Probability 0.3: low by a quarter, medium by a half.
    # Selected as far as medium, near, near: a half. Not selected by a quarter. Weighted: 0.5 / 0.75.
    assert point_selection(np.array([0.3]), np.array([0.2]), np.array([0.2])) == pytest.approx([2 / 3])
    assert point_selection(np.array([0.0, 1.0]), np.array([0.0, 1.0]), np.array([0.0, 0.0])).tolist() == [0.0, 0.0]


def probabilities(rows):
    """From {(stop, hour): P} on Friday."""
    matrix = np.zeros((1 + max(stop for stop, _ in rows), 7, 24))
    for (stop, hour), value in rows.items():
        matrix[stop, 4, hour] = value
    return StopProbabilities(matrix)


def fuzzy_order(stops, travel, chances, plan, traffic=None):
    route = Fuzzy().plan(RouteProblem(stops, travel, traffic, chances), plan)
    return [visit.stop for visit in route.visits]


def test_of_two_near_stops_the_more_probable_goes_first():
    # A at 3 and B at 4 of 40 (from the far stop C to the start); B twice as probable.
    stops = stops_of([3, 4, 40])
    chances = probabilities({(0, 8): 0.1, (1, 8): 0.4, (2, 8): 0.4})
    assert fuzzy_order(stops, on_a_street(stops.x, 0), chances, RouteSettings(EIGHT, 3, 8, 10)) == [1, 0, 2]


def test_the_clock_moves_on_so_that_the_probability_is_that_of_the_hour():
    # At 08:00 A; at 09:04 B is probable and C is not, and where nothing changes C stays more probable.
    stops = stops_of([4, 6, 5, 60])
    travel = on_a_street(stops.x, 0)
    plan = RouteSettings(EIGHT, 4, 8, 60)
    eight = {(0, 8): 0.5, (1, 8): 0.1, (2, 8): 0.2, (3, 8): 0.0}
    nine = {(0, 9): 0.0, (1, 9): 0.5, (2, 9): 0.0, (3, 9): 0.0}
    assert fuzzy_order(stops, travel, probabilities(eight | nine), plan)[:2] == [0, 1]
    steady = eight | {(stop, 9): chance for (stop, _), chance in eight.items()}
    assert fuzzy_order(stops, travel, probabilities(steady), plan)[:2] == [0, 2]


def test_each_probability_counts_beside_the_greatest_of_its_hour():
    stops = stops_of([3, 4, 40])
    travel, plan = on_a_street(stops.x, 0), RouteSettings(EIGHT, 3, 8, 10)
    small = probabilities({(0, 8): 0.001, (1, 8): 0.004, (2, 8): 0.004})
    assert fuzzy_order(stops, travel, small, plan) == [1, 0, 2]


def test_inputs_are_shares_of_the_greatest_among_the_stops_that_can_be_on_the_route():
    # Of 100 (B to C): A 0.12 and half as probable as B and C, rated 0.7 / 0.75; B 0.22, rated 0.45 / 0.75. Twice the
    # greatest probability, or ways, as of D, would put B first.
    stops = stops_of([12, -22, 78, -122])
    travel, plan = on_a_street(stops.x, 0), RouteSettings(EIGHT, 4, 8, 10)
    rules = StopRules.none(4)
    rules.must[3] = -1
    chances = probabilities({(0, 8): 0.2, (1, 8): 0.4, (2, 8): 0.4, (3, 8): 0.8})
    route = Fuzzy().plan(RouteProblem(stops, travel, None, chances, rules), plan)
    assert route.visits[0].stop == 0
    far = Fuzzy().plan(RouteProblem(stops, travel, None, chances), plan)
    assert far.visits[0].stop == 1


def test_time_counts_beside_distance():
    # A and B equally far and probable; the way to A takes nearly as long as any.
    minutes = np.full((4, 4), 80.0)
    minutes[3, 0], minutes[3, 1] = 70.0, 5.0
    travel = travel_of(minutes)
    travel.metres[:] = 80_000
    travel.metres[3, :2] = 5_000
    stops = stops_of([0, 0, 0])
    chances = probabilities({(stop, 8): 0.3 for stop in range(3)})
    assert fuzzy_order(stops, travel, chances, RouteSettings(EIGHT, 3, 20, 10))[0] == 1


def test_equally_rated_the_more_probable_then_the_nearer_then_the_seed():
    # All far: rated 0.
    stops = stops_of([40, 38, 39, 38])
    travel = on_a_street(stops.x, 0)
    chances = probabilities({(0, 8): 0.3, (1, 8): 0.3, (2, 8): 0.4, (3, 8): 0.3})
    firsts = {tuple(fuzzy_order(stops, travel, chances, RouteSettings(EIGHT, 4, 2, 10, seed=s))[:1]) for s in range(9)}
    assert firsts == {(2,)}
    even = probabilities({(stop, 8): 0.3 for stop in range(4)})
    firsts = {fuzzy_order(stops, travel, even, RouteSettings(EIGHT, 4, 2, 10, seed=s))[0] for s in range(30)}
    assert firsts == {1, 3}


def test_without_probabilities_the_priority_stands_in_and_it_is_said():
    said = []
    stops = stops_of([3, 4, 40], priority=[1, 4, 4])
    problem = RouteProblem(stops, on_a_street(stops.x, 0))
    plan = RouteSettings(EIGHT, 3, 8, 10)
    route = Fuzzy().plan(problem, plan, Control(warn=lambda text: said.append(str(text))))
    assert [visit.stop for visit in route.visits] == [1, 0, 2]
    assert len(said) == 1 and "priority in their place" in said[0]


@pytest.mark.parametrize("priority", [None, [0, 0, 0]])
def test_nothing_to_compare_is_no_error(priority):
    # All at one place, and what nobody can reach.
    minutes = np.zeros((4, 4))
    minutes[2], minutes[:, 2] = inf, inf
    stops = stops_of([0, 0, 0], priority=priority)
    assert sorted(fuzzy_order(stops, travel_of(minutes), None, RouteSettings(EIGHT, 3, 8, 10))) == [0, 1]
    alone = travel_of([[0, inf], [inf, 0]])
    assert fuzzy_order(stops_of([0]), alone, None, RouteSettings(EIGHT, 1, 8, 10)) == []


def test_traffic_slows_all_alike_and_shifts_no_choice():
    stops = stops_of([3, 4, 40])
    travel, plan = on_a_street(stops.x, 0), RouteSettings(EIGHT, 3, 8, 10)
    chances = probabilities({(stop, hour): chance for hour in range(24) for stop, chance in enumerate((0.1, 0.4, 0.4))})
    slow = Traffic(np.full(24, 3.0))
    assert fuzzy_order(stops, travel, chances, plan, slow) == fuzzy_order(stops, travel, chances, plan)
