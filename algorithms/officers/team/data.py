"""A problem and a solution laid out for the inner loops: officers' starts and ends stand behind the tasks as further
stations, and each route is a chain of stations.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from .kernel import prepared
from .neighbours import NEIGHBOURS, fellows, nearest_officers, nearest_tasks
from .problem import TeamProblem

# A visit that is late by less is in time; less than what a plan allows for rounding.
EPSILON = 1e-7
# With up to so many tasks each step tries to put in all that are not done; else so many at most.
ALL_UP_TO, MOST_OPEN = 150, 40
# No visit counts as delaying the rest by less than this share of the longest duty.
_LEAST_DELAY = 1e-4
# Routes noted in a batch of steps at most, and the length for which there is room.
_MET, _MET_LONG = 128, 40


class Clock(NamedTuple):
    """What times a route. Station i < n is task i, n + r the start of officer r, n + k + r the end.

    ``place``, ``opens``, ``last``, ``dwell``: (n + 2k,), where each is, from when to when a stay may begin, and how
    long it is. ``rest_on``, ``rest_off``: (k,), breaks. ``speed``: (k,), the first table of each officer. ``minutes``,
    ``table``, ``scale``, ``midnight``: see Times; ``steady``: whether these are the same at every hour.
    """

    steady: bool
    midnight: float
    place: Any
    opens: Any
    last: Any
    dwell: Any
    rest_on: Any
    rest_off: Any
    speed: Any
    minutes: Any
    table: Any
    scale: Any


class Data(NamedTuple):
    """The problem. ``plain``: always open, steady, without breaks. ``even``: and there and back take the same time.
    ``rests``: whether there are breaks. ``everyone``:
    whether everybody can do everything, else ``can``: (k, n). ``near``: (n, …), the nearest tasks of each, −1 for none.
    ``homes``: (n, …), officers who start near each. ``few``: whether the problem is plain, everybody can do everything
    equally fast, and tasks are so few that all are rated in one go, after every station: then (else empty) ``coming``
    and ``going``, (stations, n), are the minutes from each station to each task, stay included, and from the task to
    the station, and ``passing``, (stations, stations), those between stations. ``fellow``: those that must not be done
    at the same time as task i, from ``fellow_from[i]`` on.
    """

    tasks: int
    officers: int
    clock: Clock
    plain: bool
    even: bool
    rests: bool
    everyone: bool
    least_delay: float
    officer_cost: float
    balance: float
    score: Any
    group: Any
    near: Any
    homes: Any
    few: bool
    coming: Any
    going: Any
    passing: Any
    fellow_from: Any
    fellow: Any
    can: Any


class State(NamedTuple):
    """A solution. ``after``, ``before``: the next and the last station of each; ``owner``: whose it is, −1 for none.
    ``begin``: when a stay begins, ``late``: the latest moment at which it may, so that the rest still fits. ``slack``:
    minutes left of each officer where all is plain. ``end``: when each is done. ``visits``: of each officer.
    ``version``: counts the changes of each route. ``taken``: which groups are done. ``worth``: [what is earned].
    ``best``: the chain of the best solution; ``dirty``: whose route is not in it as it is now.
    """

    after: Any
    before: Any
    owner: Any
    begin: Any
    late: Any
    slack: Any
    end: Any
    worked: Any
    visits: Any
    version: Any
    taken: Any
    worth: Any
    best: Any
    dirty: Any


class Work(NamedTuple):
    """Scratch paper of one step. ``open``: the tasks that may be put in; ``mark``: (n,), the step in which one was.
    ``ask``: tasks to be rated; ``tails``: after which stations each of them may go, ``tail_count``: how many;
    ``found``: after which of them it delays least, ``delay``: by how much. ``weight``, ``ratio``, ``cost``, ``spot``,
    ``beyond``, ``stamp``: (n,), how much each is wanted, how attractive it is, what it delays, after which station it
    goes, which one follows there, and of which version of the route that holds.
    ``saved``: (k,), the step in which a route was kept as it was, in ``kept`` (the stations); ``touched``: those routes
    in turn; ``first``: where each begins. ``turn``: the stations of one route. ``count``:
    how many are [open, touched, kept], which step it is, how many random numbers are used, and the task that is put in
    first, −1 for none, whether nobody else may begin to work, and how many routes and stations are noted in
    ``met``: one after the other the routes of solutions that were kept, from ``met_from`` on, whose they are
    (``met_of``), and what the solution was worth (``met_worth``).
    """

    open: Any
    mark: Any
    ask: Any
    tails: Any
    tail_count: Any
    found: Any
    delay: Any
    weight: Any
    ratio: Any
    cost: Any
    spot: Any
    beyond: Any
    stamp: Any
    saved: Any
    touched: Any
    first: Any
    kept: Any
    turn: Any
    met: Any
    met_from: Any
    met_of: Any
    met_worth: Any
    count: Any


def data_of(problem: TeamProblem) -> Data:
    """The problem as the loops read it."""
    tasks, crew, times = problem.tasks, problem.crew, problem.times
    count, officers, size = len(tasks), len(crew), times.minutes.shape[-1]
    # Who may end anywhere ends at a place that is no minute away from any other.
    minutes = np.zeros((*times.minutes.shape[:2], size + 1, size + 1))
    minutes[:, :, :size, :size] = times.minutes
    finish = np.where(crew.finish < 0, size, crew.finish)
    always = bool((tasks.opens <= crew.free.min()).all() and (tasks.closes > crew.off.max()).all())
    rests = bool(np.isfinite(crew.rest_on).any())
    never, ever = np.full(officers, -np.inf), np.zeros(officers)
    other, first = fellows(problem)
    plain = always and times.is_steady and not rests
    few = plain and bool(problem.can.all()) and count <= ALL_UP_TO and bool((crew.speed == crew.speed[:1]).all())
    longest = float((crew.off - crew.free).max(initial=0.0))
    clock = Clock(
        steady=times.is_steady,
        midnight=float(times.clock),
        place=prepared(np.concatenate([tasks.place, crew.start, finish]).astype(np.int64)),
        opens=prepared(np.concatenate([tasks.opens, never, never])),
        last=prepared(np.concatenate([tasks.closes - 2e-6, crew.free, crew.off])),
        dwell=prepared(np.concatenate([tasks.dwell, ever, ever])),
        rest_on=prepared(crew.rest_on),
        rest_off=prepared(crew.rest_off),
        speed=prepared(crew.speed.astype(np.int64) * times.minutes.shape[1]),
        minutes=prepared(minutes.reshape(-1, size + 1, size + 1)),
        table=prepared(times.table.astype(np.int64)),
        scale=prepared(times.scale.astype(np.float64)),
    )
    stations = np.concatenate([tasks.place, crew.start, finish]) if few else np.zeros(0, dtype=np.int64)
    passing = minutes[crew.speed[0] if few else 0, 0][np.ix_(stations, stations)]
    some = count if few else 0
    return Data(
        tasks=count,
        officers=officers,
        plain=plain,
        clock=clock,
        even=bool(np.allclose(times.minutes, times.minutes.swapaxes(2, 3), rtol=0, atol=1e-9))
        and bool((tasks.dwell == tasks.dwell[:1]).all()),
        rests=rests,
        everyone=bool(problem.can.all()),
        least_delay=max(_LEAST_DELAY * longest, 1e-9),
        officer_cost=float(problem.officer_cost),
        balance=float(problem.balance),
        score=prepared(tasks.score.astype(np.float64)),
        group=prepared(np.unique(tasks.group, return_inverse=True)[1].reshape(-1).astype(np.int64)),
        near=prepared(nearest_tasks(problem, NEIGHBOURS)),
        homes=prepared(nearest_officers(problem)),
        few=few,
        coming=np.ascontiguousarray(passing[:, :some] + tasks.dwell[:some]),
        going=np.ascontiguousarray(passing[:some].T),
        passing=passing,
        fellow_from=prepared(first),
        fellow=prepared(other),
        can=prepared(problem.can.astype(np.int64)),
    )


def empty_state(problem: TeamProblem) -> State:
    """Nobody does anything yet."""
    count, officers = len(problem.tasks), len(problem.crew)
    stations = count + 2 * officers
    start, end = np.arange(count, count + officers), np.arange(count + officers, stations)
    after, before = np.full(stations, -1), np.full(stations, -1)
    after[start], before[end] = end, start
    owner = np.concatenate([np.full(count, -1), np.arange(officers), np.arange(officers)])
    zero, none = np.zeros(officers), np.zeros(officers, dtype=np.int64)
    begin = np.concatenate([np.zeros(count), problem.crew.free, problem.crew.free])
    return State(
        after=prepared(after),
        before=prepared(before),
        owner=prepared(owner),
        begin=prepared(begin),
        late=prepared(np.zeros(stations)),
        slack=prepared(zero),
        end=prepared(zero),
        worked=prepared(zero),
        visits=prepared(none),
        version=prepared(none),
        taken=prepared(np.zeros(max(count, 1), dtype=np.int64)),
        worth=prepared(np.zeros(1)),
        best=prepared(after),
        dirty=prepared(none),
    )


def work_of(problem: TeamProblem) -> Work:
    """Scratch paper for the problem."""
    count, officers = len(problem.tasks), len(problem.crew)
    stations = count + 2 * officers
    many, few = np.zeros(stations, dtype=np.int64), np.zeros(officers, dtype=np.int64)
    most = min(count, max(ALL_UP_TO, MOST_OPEN)) + 1
    return Work(
        open=prepared(many),
        mark=prepared(many),
        ask=prepared(np.zeros(most, dtype=np.int64)),
        tails=prepared(np.zeros((most, 2 * NEIGHBOURS + officers), dtype=np.int64)),
        tail_count=prepared(np.zeros(most, dtype=np.int64)),
        found=prepared(np.zeros(most, dtype=np.int64)),
        delay=prepared(np.zeros(most)),
        weight=prepared(np.zeros(stations)),
        ratio=prepared(np.zeros(stations)),
        cost=prepared(np.zeros(stations)),
        spot=prepared(many),
        beyond=prepared(many),
        stamp=prepared(many),
        saved=prepared(few),
        touched=prepared(few),
        first=prepared(few),
        kept=prepared(many),
        turn=prepared(many),
        met=prepared(np.zeros(_MET * _MET_LONG + stations, dtype=np.int64)),
        met_from=prepared(np.zeros(_MET + 1, dtype=np.int64)),
        met_of=prepared(np.zeros(_MET, dtype=np.int64)),
        met_worth=prepared(np.zeros(_MET)),
        count=prepared(np.zeros(9, dtype=np.int64)),
    )
