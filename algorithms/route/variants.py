"""Variants: routes about as good as the best, made unlike each other on purpose, so that nobody can predict them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import permutations

import numpy as np

from ..control import Control
from ..errors import PatrolError
from .plan import Deadline
from .repair import driven_anew, filled
from .route import Route
from .schedule import Schedule
from .variantpool import Pool

# Up to so many stops every order is tried.
ALL_TRIED = 6
_ROUNDS, _AS_LONG, _AT_ONCE, _REPAIRED = 200, 4, 64, 2
# After so many rounds without a better or less alike route the search ends.
_IN_VAIN = 48
# Routes as unlike as this have hardly a visit in common; a longer search gains nothing.
_ALL_UNLIKE = 0.999


@dataclass(frozen=True)
class Variants:
    """``routes``: different orders, the planned one first where it is good enough. ``best``: the highest score found.
    ``least``: the score that none of them is below. ``complete``: whether every order was tried, so that fewer than
    asked for means that there are no more. ``stopped``: whether the time limit ended the search.
    """

    routes: list[Route]
    best: float
    least: float
    complete: bool = False
    stopped: bool = False


def varied(
    schedule: Schedule,
    route: Route,
    count: int,
    within_percent: float,
    control: Control | None = None,
    deadline: Deadline | None = None,
) -> Variants:
    """Up to ``count`` different routes whose score is at most ``within_percent`` below the best found.

    Orders are made from the route's own: parts of them turned round, moved or taken out, what does not fit passed over,
    and what then fits put in where it costs least (destroy and repair; Shaw 1998). Among all that are good enough those
    are chosen whose visit times differ most: each next one is the one least like any before (farthest first; Gonzalez
    1985), bettered by exchanges. Up to six stops, every order is tried instead. What must be visited and is on the
    route is on every one. Equal seed, equal routes, unless the time limit ends the search.

    schedule: of the problem and settings that the route was planned for.
    route: from any planner, without revisits.
    count: how many routes, 1 or more.
    within_percent: from 0, as good as the best, to 100.
    control: progress, stop; warned where there are fewer routes than asked for.
    deadline: when the search ends at the latest; None for the time limit of the settings from now on.
    """
    if count < 1:
        raise PatrolError("The number of variants must be 1 or more, not {count}.", count=count)
    if not 0 <= within_percent <= 100:
        raise PatrolError(
            "Variants may be from 0 to 100 % below the best score, not {percent:g} %.", percent=within_percent
        )
    control = control or Control()
    planned = [visit.stop for visit in route.visits]
    if count == 1:
        return Variants([route], route.score, route.score)
    deadline = deadline or schedule.settings.due()
    if schedule.settings.revisit_min > 0:
        # As with_revisits does: two routes must not become equal by it.
        planned = filled(schedule, planned, np.arange(len(schedule)), control=control, deadline=deadline)
    pool = Pool(schedule, planned, within_percent, deadline)
    complete, stopped = int(schedule.can.sum()) <= ALL_TRIED, False
    if complete:
        _try_all(pool, control)
    else:
        stopped = _search(pool, count, control)
    chosen = pool.completed(count, control)
    # Of a search that was ended nobody knows what it would have found.
    if len(chosen) < count and not stopped:
        _say_few(control, len(chosen), within_percent, complete)
    routes = [driven_anew(schedule, route, pool.orders[one]) for one in chosen]
    return Variants(routes, pool.best, pool.least, complete, stopped)


def _say_few(control: Control, found: int, within_percent: float, complete: bool) -> None:
    if complete:
        control.warn(
            "There are only {n:,} different routes within {percent:g} % of the best score.",
            one="There is only {n:,} route within {percent:g} % of the best score.",
            n=found,
            percent=within_percent,
        )
    else:
        control.warn(
            "Only {n:,} different routes within {percent:g} % of the best score were found; a larger share, or a "
            "longer shift, gives more.",
            one="Only {n:,} route within {percent:g} % of the best score was found; a larger share, or a longer "
            "shift, gives more.",
            n=found,
            percent=within_percent,
        )


def _try_all(pool: Pool, control: Control) -> None:
    """Every order of every choice of the few stops there are into which no more stop fits."""
    able = np.flatnonzero(pool.schedule.can)
    found: dict[tuple[int, ...], np.ndarray] = {}
    partial: set[tuple[int, ...]] = set()
    for size in range(1, len(able) + 1):
        every = np.array(list(permutations(able.tolist(), size)), dtype=np.int64)
        control.step(size, len(able))
        for order, arrive in _passed_over(pool.schedule, every):
            if len(order) == size:
                found[order] = arrive
                partial.update(order[:turn] + order[turn + 1 :] for turn in range(size))
    for order, arrive in found.items():
        if order not in partial:
            pool.mark_full(order)
            pool.add(order, arrive)


def _passed_over(schedule: Schedule, tours: np.ndarray) -> Iterator[tuple[tuple[int, ...], np.ndarray]]:
    """Each tour of stops, int (b, t), −1 for none, without the stops that do not fit, and when the others are reached.

    The same as Schedule.passing_over, for all tours at once.
    """
    kept = np.zeros(tours.shape, dtype=bool)
    times = np.full(tours.shape, np.nan)
    at, free = np.full(len(tours), schedule.start), np.zeros(len(tours))
    for turn, stop in enumerate(tours.T):
        arrive = schedule.arrive(at, stop, free)
        end = schedule.stay(stop, arrive)
        fits = (stop >= 0) & schedule.can[stop] & np.isfinite(schedule.home(stop, end))
        at, free = np.where(fits, stop, at), np.where(fits, end, free)
        kept[:, turn], times[:, turn] = fits, arrive
    for tour, keep, arrive in zip(tours, kept, times):
        yield tuple(tour[keep].tolist()), arrive[keep]


def _search(pool: Pool, count: int, control: Control) -> bool:
    """Fills the pool from the orders least like each other; returns whether the time limit ended it."""
    schedule = pool.schedule
    rng = np.random.default_rng(schedule.settings.seed)
    able = np.flatnonzero(schedule.can)
    parents: list[int] = []
    most, since = (0.0, 0, 0.0), 0
    for done in range(_ROUNDS):
        control.step(done, _ROUNDS)
        if pool.deadline.passed():
            return True
        if done % _AS_LONG == 0:
            chosen, apart = pool.most_unlike(count, exchanges=0)
            reached = (pool.best, len(chosen), apart)
            if reached > most:
                most, since = reached, done
            if len(chosen) == count and apart > _ALL_UNLIKE or done - since >= _IN_VAIN:
                return False
            parents = [*chosen, *rng.choice(pool.good(), count).tolist()]
        moved = [_moved(list(pool.orders[parents[turn % len(parents)]]), able, rng) for turn in range(_AT_ONCE)]
        tours = np.full((len(moved), max(map(len, moved), default=0)), -1)
        for row, tour in zip(tours, moved):
            row[: len(tour)] = tour
        broken: list[tuple[int, ...]] = []
        for order, arrive in _passed_over(schedule, tours):
            if pool.score_of(order) >= pool.least:
                pool.add(order, arrive)
            elif pool.musts <= set(order):
                broken.append(order)
        broken.sort(key=pool.score_of, reverse=True)
        for order in broken[:_REPAIRED]:
            pool.add_filled(order, rng.uniform(0.5, 1.5, len(schedule)), control)
    return False


def _moved(order: list[int], able: np.ndarray, rng: np.random.Generator) -> list[int]:
    """An order with a stretch of it turned round, moved, mixed or taken out, and perhaps a few other stops put in."""
    if order:
        low, high = np.sort(rng.integers(0, len(order) + 1, 2)).tolist()
        stretch, rest = order[low:high], order[:low] + order[high:]
        kind = int(rng.integers(5))
        if kind == 0:
            order = order[:low] + stretch[::-1] + order[high:]
        elif kind == 1:
            place = int(rng.integers(len(rest) + 1))
            order = rest[:place] + (stretch[::-1] if rng.random() < 0.5 else stretch) + rest[place:]
        elif kind == 2:
            order = order[low:] + order[:low]
        elif kind == 3:
            order = order[:low] + rng.permutation(stretch).tolist() + order[high:]
        else:
            order = [stop for stop in order if rng.random() > 0.3]
    # Drawn from all, those already there passed over: that is quicker than to know the others.
    for stop in rng.choice(able, int(rng.integers(4))).tolist():
        if stop not in order:
            order.insert(int(rng.integers(len(order) + 1)), stop)
    return order
