"""Officers on a street and random problems of several officers, for the tests of assignment."""

from __future__ import annotations

import numpy as np
from hypothesis import strategies as st

from patrol_planner.algorithms.methods import choices
from patrol_planner.algorithms.officers.officers import Officers
from patrol_planner.algorithms.officers.planners import BASELINES, PLANNERS, planner_of
from patrol_planner.algorithms.officers.problem import AssignmentSettings, PatrolNodes, PatrolProblem
from patrol_planner.algorithms.officers.rates import Breeding
from patrol_planner.algorithms.officers.reward import CALL, HOTSPOT
from patrol_planner.algorithms.roads.traffic import Traffic
from patrol_planner.algorithms.roads.travel import StraightWays, TravelTimes

EIGHT = np.datetime64("2024-05-31T08:00:00")
METHODS = choices((*PLANNERS, *BASELINES))
GREEDY = ("importance_greedy", "distance_greedy", "given_order")
inf, nan = np.inf, np.nan


def travel_of(minutes):
    minutes = np.array(minutes, dtype=float)
    np.fill_diagonal(minutes, 0.0)
    return TravelTimes(minutes, minutes * 1000, np.zeros(len(minutes)), StraightWays(np.zeros((len(minutes), 2))))


def officers_of(count, on=0.0, off=720.0, break_on=nan, break_min=nan, names=None):
    def column(value):
        return np.broadcast_to(np.asarray(value, dtype=float), (count,)).copy()

    names = np.array(names or [f"P{number}" for number in range(count)], dtype=object)
    zero = np.zeros(count)
    return Officers(names, zero, zero, column(on), column(off), column(nan), column(break_on), column(break_min))


def nodes_of(place, kind=HOTSPOT, weight=0.0, priority=1.0, start=-inf, end=inf):
    def column(value, kind_of=float):
        return np.broadcast_to(np.asarray(value, dtype=kind_of), (len(place),)).copy()

    return PatrolNodes(
        np.array(place), column(kind, np.int64), column(weight), column(priority), column(start), column(end)
    )


def on_a_street(at, homes, nodes, officers, traffic=None):
    """A problem whose places lie on a street, one minute per unit; officers' homes come last."""
    place = np.array([*at, *homes], dtype=float)
    travel = travel_of(np.abs(place[:, None] - place[None, :]))
    home = np.arange(len(at), len(place))
    return PatrolProblem(nodes, officers, home, [travel], np.zeros(len(homes), dtype=int), traffic)


def assign_officers(problem, settings, control=None, method="importance_greedy"):
    return planner_of(method).plan(problem, settings, control)


def plan_of(result):
    """Officer → [(node, arrive), …]."""
    return [[(visit.stop, visit.arrive_min) for visit in route.visits] for route in result.routes]


@st.composite
def problems(draw, most_nodes=12, most_officers=4, ways=("all", "some"), apart=False, methods=METHODS):
    """Random nodes with intervals and calls, officers with duty and breaks, one-way streets, perhaps islands; with
    settings and the word of a planner.

    ``apart``: no two nodes at one place. ``methods``: the words to choose from.
    """
    places, count = draw(st.integers(1, 6)), draw(st.integers(1, most_nodes))
    count = min(count, places) if apart else count
    team = draw(st.integers(1, most_officers))
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    # Quickest ways obey the triangle inequality; the bound rests on nothing else.
    size = places + team
    minutes = rng.choice([0.0, 4.0, 9.5, 20.0, 33.0], (size, size))
    if draw(st.sampled_from(ways)) == "some":
        minutes[rng.random((size, size)) < 0.3] = inf
    np.fill_diagonal(minutes, 0.0)
    for middle in range(size):
        minutes = np.minimum(minutes, minutes[:, middle, None] + minutes[None, middle, :])
    kind = rng.integers(0, 3, count)
    start = np.where(kind == CALL, rng.integers(-90, 200, count).astype(float), rng.choice([-inf, 0.0, 60.0], count))
    end = np.where(kind == CALL, inf, np.maximum(start, 0) + rng.choice([30.0, 60.0, inf], count))
    nodes = PatrolNodes(
        rng.permutation(places)[:count] if apart else rng.integers(0, places, count),
        kind,
        rng.choice([0.0, 0.3, 1.2], count),
        np.where(kind == CALL, rng.integers(1, 6, count), 1).astype(float),
        start,
        end,
    )
    on = rng.choice([-30.0, 0.0, 45.0, 300.0], team)
    officers = officers_of(
        team,
        on,
        on + rng.choice([20.0, 120.0, 400.0], team),
        rng.choice([nan, 30.0, 100.0], team),
        rng.choice([15.0, 30.0], team),
    )
    traffic = Traffic(rng.choice([0.5, 1.0, 2.0], 24)) if draw(st.booleans()) else None
    problem = PatrolProblem(
        nodes,
        officers,
        np.arange(places, size),
        [travel_of(minutes), travel_of(minutes * 2)],
        rng.integers(0, 2, team),
        traffic,
    )
    plan = AssignmentSettings(
        EIGHT,
        draw(st.sampled_from([0.5, 2.0, 4.0])),
        draw(st.sampled_from([0.0, 5.0, 12.0])),
        draw(st.sampled_from([0.0, 3.0])),
        draw(st.integers(0, 3)),
        # What holds for every plan holds after a few generations.
        breeding=Breeding(8, 4),
    )
    return problem, plan, draw(st.sampled_from(methods))
