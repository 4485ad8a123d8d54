"""The search for the routes of a team: known answers, rules, what it is offered, and the choice of routes met."""

from __future__ import annotations

import numpy as np
import pytest

from patrol_planner.algorithms.control import Control
from patrol_planner.algorithms.errors import PatrolError
from patrol_planner.algorithms.officers.team import rating, shortening
from patrol_planner.algorithms.officers.team.pool import Pool
from patrol_planner.algorithms.officers.team.problem import Crew, Tasks, TeamProblem, Times
from patrol_planner.algorithms.officers.team.routes import take_out
from patrol_planner.algorithms.officers.team.search import Cooling, TeamSearch
from patrol_planner.algorithms.officers.team.timetable import refresh
from patrol_planner.algorithms.route.plan import Deadline

SHORT = Cooling(steps=400, most=800)


def team_problem(score, xy, team=2, budget=10.0, cost=0.0):
    """Tasks at points, a team that begins and ends at the last point."""
    xy = np.array(xy, dtype=float)
    minutes = np.hypot(*(xy[:, None] - xy).transpose(2, 0, 1))
    tasks = Tasks.of_places(np.arange(len(score)), np.array(score))
    crew = Crew.alike(team, len(score), len(score), budget)
    return TeamProblem(tasks, crew, Times.steady(minutes), np.ones((team, len(score)), bool), cost)


def searched(problem, cooling=SHORT):
    search = TeamSearch(problem, 1, cooling)
    assert not search.run(Deadline(None), Control())
    return search


def test_each_takes_the_side_that_both_cannot_do():
    # Two clusters, 4 away on either side, and a rich point too far away.
    problem = team_problem([3, 2, 5, 1, 100], [(4, 0), (4, 1), (-4, 0), (-4, 1), (0, 9), (0, 0)])
    search = searched(problem)
    assert sorted(map(sorted, search.routes())) == [[0, 1], [2, 3]]
    assert search.best == 11


def test_what_is_offered_is_kept_as_far_as_it_fits():
    problem = team_problem([3, 2, 5], [(4, 0), (4, 1), (-4, 0), (0, 0)])
    search = TeamSearch(problem, 1, SHORT)
    assert search.offer([[0, 2], [1]])
    # Both sides by one officer are 16 away.
    assert search.routes() == [[0], [1]]
    assert not search.offer([[1], []])
    assert search.best == 5


def test_a_search_that_is_stopped_keeps_what_was_offered():
    problem = team_problem([3, 2, 5], [(4, 0), (4, 1), (-4, 0), (0, 0)])
    search = TeamSearch(problem, 1)
    search.offer([[0, 1], [2]])
    deadline = Deadline(1e-9)
    assert search.run(deadline, Control())
    assert search.routes() == [[0, 1], [2]]


def test_of_a_group_one_is_done_and_nobody_meets_at_one_place():
    minutes = np.abs(np.subtract.outer([5.0, 5.0, 0.0], [5.0, 5.0, 0.0]))
    minutes[0, 1] = minutes[1, 0] = 0.0
    together = Tasks(
        place=np.array([0, 0]),
        score=np.array([2.0, 3.0]),
        opens=np.zeros(2),
        closes=np.full(2, 8.0),
        dwell=np.full(2, 4.0),
        group=np.array([0, 1]),
        alone=np.ones(2, dtype=bool),
    )
    crew = Crew.alike(2, 2, -1, 30.0)
    can = np.ones((2, 2), bool)
    # The second would have to begin at 9, when it has closed: one of them is all there is, the better one.
    assert searched(TeamProblem(together, crew, Times.steady(minutes), can)).best == 3
    either = Tasks(**{**together.__dict__, "group": np.zeros(2, dtype=np.int64), "closes": np.full(2, 99.0)})
    assert searched(TeamProblem(either, crew, Times.steady(minutes), can)).best == 3


def test_who_cannot_does_not():
    problem = team_problem([3, 2], [(1, 0), (2, 0), (0, 0)])
    barred = TeamProblem(problem.tasks, problem.crew, problem.times, np.array([[False, True], [False, False]]))
    assert searched(barred).routes() == [[1], []]


def pool_of(problem, *met):
    pool = Pool(problem)
    for officer, route in met:
        pool.add(officer, route, 0.0)
    return pool


def test_the_best_choice_of_the_routes_met():
    places = [(1, 0), (2, 0), (3, 0), (4, 0), (0, 0)]
    pool = pool_of(team_problem([3, 2, 5, 1], places, cost=2.0), (0, [0, 1]), (1, [1, 2]), (0, [2, 3]), (0, [3]))
    # 5 + 6 for two officers of equal kind; a third route would need a third one.
    assert sorted(pool.best_choice(Deadline(None), [])) == [[0, 1], [2, 3]]
    assert sorted(pool.best_choice(Deadline(None), [[1, 2], [0]])) == [[0, 1], [2, 3]]
    assert pool.best_choice(Deadline(None), [[0, 1], [2, 3]]) is None
    assert pool.best_choice(Deadline(1e-9), []) is None
    dear = pool_of(team_problem([3, 2, 5, 1], places, cost=5.5), (0, [0, 1]), (1, [1, 2]), (0, [2, 3]))
    assert sorted(dear.best_choice(Deadline(None), [])) == [[], [1, 2]]


@pytest.mark.parametrize("seed", range(20))
def test_no_two_routes_are_worth_more_than_the_choice(seed):
    rng = np.random.default_rng(seed)
    score = rng.integers(1, 9, 8)
    met = [sorted(rng.choice(8, rng.integers(1, 5), replace=False).tolist()) for _ in range(14)]
    pool = pool_of(team_problem(score.tolist(), [(n, 0) for n in range(9)]), *((0, route) for route in met))
    pairs = [(a, b) for a in met for b in [*met, []] if not set(a) & set(b)]
    worth = [sum(score[task] for task in a + b) for a, b in pairs]
    most = max(worth)
    chosen = pool.best_choice(Deadline(None), pairs[int(np.argmin(worth))])
    assert min(worth) == most or sum(score[task] for route in chosen for task in route) == most
    assert chosen is None or not set(chosen[0]) & set(chosen[1])
    assert pool.best_choice(Deadline(None), pairs[int(np.argmax(worth))]) is None


def test_two_opt_takes_crossings_out():
    # A square whose corners are offered crosswise, so that the middle task does not fit.
    problem = team_problem([1, 1, 1, 1, 1], [(0, 2), (2, 0), (2, 2), (1, 2), (0, 0)][:4] + [(1, 0), (0, 0)], 1, 8.0)
    assert searched(problem).best == 5


@pytest.mark.parametrize(
    ("tasks", "can", "text"),
    [
        (Tasks.of_places(np.arange(2), np.array([1.0, 0.0])), np.ones((1, 2), bool), "worth more than 0"),
        (Tasks.of_places(np.arange(2), np.ones(2)), np.ones((2, 2), bool), "not for 1 officers"),
    ],
)
def test_problems_that_cannot_be_are_refused(tasks, can, text):
    with pytest.raises(PatrolError, match=text):
        TeamProblem(tasks, Crew.alike(1, 0, 0, 9.0), Times.steady(np.zeros((2, 2))), can)


@pytest.mark.parametrize("seed", range(5))
def test_what_twisted_scores_find_is_worth_what_it_is(seed):
    rng = np.random.default_rng(seed)
    problem = team_problem(rng.integers(1, 20, 14).tolist(), [*rng.uniform(0, 5, (14, 2)), (2, 2)])
    # Long enough for the milder cycles, which come when others have found nothing better for a while.
    search = TeamSearch(problem, seed, Cooling(steps=64, most=1280, patience=99))
    search.run(Deadline(None), Control())
    assert search.cycles == 20 and search.fruitless > 14
    done = [task for route in search.routes() for task in route]
    assert len(set(done)) == len(done)
    assert search.best == pytest.approx(problem.tasks.score[done].sum())
    minutes = problem.times.minutes[0, 0]
    for route in search.routes():
        stops = np.array([14, *route, 14])
        assert minutes[stops[:-1], stops[1:]].sum() <= 10.0 + 1e-6


@pytest.fixture(params=range(8))
def amid(request):
    """A search in the midst of its first cycle, its routes as they are, and which tasks are open."""
    rng = np.random.default_rng(request.param)
    count = int(rng.integers(3, 40))
    problem = team_problem(rng.integers(1, 9, count).tolist(), rng.uniform(0, 5, (count + 1, 2)), 3, 12.0)
    search = TeamSearch(problem, 1, Cooling(steps=32, most=32))
    search.run(Deadline(None), Control())
    search._set(search.routes())
    chosen = [c for c in range(count) if search._state.owner[c] < 0 or rng.random() < 0.3]
    for c in chosen:
        if search._state.owner[c] >= 0:
            r = search._state.owner[c]
            take_out(search._data, search._state, c)
            refresh(search._data, search._state, r)
    return search._data, search._state, search._work, chosen


def test_few_are_rated_alike_by_array_and_by_loop(amid):
    data, state, work, chosen = amid
    assert data.few
    number = len(chosen)
    work.ask[:number] = chosen
    found = []
    for find in (rating._find_by_array, rating._find_by_loop):
        find(data, state, work, number)
        found.append((work.found[:number], work.delay[:number]))
    assert found[0] == found[1]
    way, place = np.array(data.clock.minutes[0]), np.array(data.clock.place)
    a = np.array([one for one, then in enumerate(state.after) if then >= 0 and state.owner[one] >= 0])
    b = np.array(state.after)[a]
    room = np.array(state.slack)[np.array(state.owner)[a]]
    for c, spot, delay in zip(chosen, *found[0]):
        costs = way[place[a], c] + way[c, place[b]] - way[place[a], place[b]]
        costs = costs[costs <= room + 1e-7]
        assert (spot < 0) == (not len(costs))
        assert spot < 0 or delay == pytest.approx(costs.min())


@pytest.mark.parametrize("seed", range(8))
def test_the_part_to_turn_round_is_the_same_by_array_and_by_loop(seed):
    rng = np.random.default_rng(seed)
    problem = team_problem([1] * 12, rng.uniform(0, 5, (13, 2)), 1, 99.0)
    search = TeamSearch(problem, 1, SHORT)
    turn = [12, *rng.permutation(12).tolist(), 13]
    part = shortening._part(search._data, 0, turn, 13)
    assert part == shortening._part_by_array(search._data, 0, turn, 13)
    low, high = part
    way = problem.times.minutes[0, 0]

    def minutes(order):
        stops = np.array([min(stop, 12) for stop in order])
        return way[stops[:-1], stops[1:]].sum()

    turned = [minutes(turn[:i] + turn[i : j + 1][::-1] + turn[j + 1 :]) for i in range(1, 13) for j in range(i + 1, 13)]
    assert minutes(turn[:low] + turn[low : high + 1][::-1] + turn[high + 1 :]) == pytest.approx(min(turned))
