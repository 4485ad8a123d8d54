"""The route of least travel time, by a genetic algorithm over the order of its stops (Kim et al. 2023)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Callable

import numpy as np

from ..control import Control
from ..errors import PatrolError
from ..texts import Text
from .breeding import costs_of, inverted, moved, near_orders, order_crossover
from .plan import DOES_NOT_FIT, ON_TIME_MIN, Deadline
from .rounds import with_musts
from .route import Route, RouteProblem, RouteSettings
from .schedule import Schedule

# How many drawn by lot compete to be a parent.
_TOURNAMENT = 3
# Share of the orders that live on beside the children of all.
_ELITE = 0.2
# Each child is mutated a number of times of its own, from none to so many for each stop, but so many at most.
_MUTATIONS_A_STOP, _MOST_MUTATIONS = 2, 200
# Generations without a better order after which none is expected: so many, and one more for each stop.
_PATIENCE = 20
# Decimals of minutes and priorities that are told apart.
_DIGITS = 7


@dataclass(frozen=True)
class Genetic:
    """All stops in the order of least travel time with the traffic of the hour; then those that do not fit the shift
    are passed over.

    Where stops have openings or must be visited, or the shift has a break, an order may be quick and serve little:
    there the better order serves more of what must be visited, then more priority, then is quicker.

    A population of orders, each generation the children of the last: parents by tournament, order crossover, inversion
    and or-opt; the best fifth lives on. Mutations look for the cheapest place on free roads; who lives on is decided by
    the clock.

    ``population``: orders of a generation. ``generations``: the most there are; it ends sooner when no better order has
    come for long, and at the time limit, with the best so far.
    """

    population: int = 50
    generations: int = 2000

    weakness = Text("goes by the time on the road, not by priority")

    def __post_init__(self) -> None:
        if self.population < 4:
            raise PatrolError("The population must be 4 orders or more, not {n}.", n=self.population)
        if self.generations < 0:
            raise PatrolError("The generations must be 0 or more, not {n}.", n=self.generations)

    def plan(self, problem: RouteProblem, settings: RouteSettings, control: Control | None = None) -> Route:
        """See RoutePlanner."""
        schedule = Schedule(problem, settings)
        order, stopped = self.best_order(schedule, control or Control())
        return schedule.route(schedule.passing_over(order), DOES_NOT_FIT, stopped)

    def best_order(self, schedule: Schedule, control: Control) -> tuple[list[int], bool]:
        """All stops that can be on a route in the best order found, and whether the time limit ended the search."""
        deadline = schedule.settings.due()
        judge = _Judge(schedule, control, deadline)
        if len(judge.stops) < 2:
            return judge.stops.tolist(), False
        rng = np.random.default_rng(schedule.settings.seed)

        def over() -> bool:
            control.check()
            return deadline.passed()

        orders = near_orders(self.population, judge.cost, rng, over)
        orders[-1] = judge.musts_first(orders[0])
        orders, worth = _best_first(orders, judge.worth(orders, control))
        elite = max(1, int(_ELITE * self.population))
        idle = 0
        for generation in range(self.generations):
            control.step(generation, self.generations)
            if deadline.passed():
                return judge.stops[orders[0]].tolist(), True
            children = _crossed(orders, self.population - elite, rng)
            _mutate(children, judge.cost, rng, over)
            best = worth[:, 0]
            orders, worth = _best_first(
                np.concatenate([orders[:elite], children]),
                np.concatenate([worth[:, :elite], judge.worth(children, control)], axis=1),
            )
            idle = 0 if tuple(worth[:, 0]) < tuple(best) else idle + 1
            if idle > _PATIENCE + len(judge.stops):
                break
        return judge.stops[orders[0]].tolist(), False


class _Judge:
    """What orders of the n stops that can be on a route are worth.

    ``stops``: int (n,), which they are; orders hold their numbers among these. ``cost``: float64 (n + 1, n + 1),
    minutes on free roads, ``no_way`` where there is none; the last row from the start, the last column to the last
    place.
    """

    def __init__(self, schedule: Schedule, control: Control, deadline: Deadline) -> None:
        self.schedule = schedule
        self.stops = np.flatnonzero(schedule.can)
        self.placed = np.zeros(len(schedule), dtype=bool)
        self.first = with_musts(schedule, control, deadline)
        self.placed[self.first] = True
        usable = self.stops
        limits = np.isfinite(schedule.opens[usable]) | np.isfinite(schedule.closes[usable]) | self.placed[usable]
        self.ruled = bool(limits.any() or np.isfinite(schedule.break_on))
        minutes, count = schedule.problem.travel.minutes, len(usable)
        self.cost = np.zeros((count + 1, count + 1))
        self.cost[:count, :count] = minutes[np.ix_(usable, usable)]
        self.cost[count, :count] = minutes[schedule.start, usable]
        if schedule.last is not None:
            self.cost[:count, count] = minutes[usable, schedule.last]
        # More than all ways of any order together, and yet a number: of two orders the one with fewer ways that do not
        # exist is better, and what a change gains can be told.
        exists = np.isfinite(self.cost)
        self.no_way = (float(self.cost[exists].max()) + 1.0) * (count + 1)
        self.cost[~exists] = self.no_way

    def musts_first(self, order: np.ndarray) -> np.ndarray:
        """The order with what must be visited before all else, as with_musts has it."""
        musts = np.searchsorted(self.stops, self.first)
        return np.concatenate([musts, order[~np.isin(order, musts)]])

    def worth(self, orders: np.ndarray, control: Control) -> np.ndarray:
        """What orders (p, n) are worth, float64 (3, p), less is better, the first row before the second: minus what is
        served of that which must be, minus the priority served, minutes on the road.
        """
        if self.ruled:
            worth = self._served(orders, control)
        else:
            worth = np.zeros((3, len(orders)))
            worth[2] = (
                costs_of(orders, self.cost) if self.schedule.problem.traffic is None else self._driven(orders, control)
            )
        # Sums of other orders differ by rounding alone.
        return np.round(worth, _DIGITS)

    def _driven(self, orders: np.ndarray, control: Control) -> np.ndarray:
        """Minutes on the road of each order, driven to its end however long the shift."""
        schedule = self.schedule
        free, driven = np.zeros(len(orders)), np.zeros(len(orders))
        at = np.full(len(orders), schedule.start)
        for stop in self.stops[orders.T]:
            control.check()
            there = self._there(at, stop, free)
            driven += there - free
            at, free = stop, there + schedule.dwell[stop]
        if schedule.last is not None:
            driven += self._there(at, schedule.last, free) - free
        return driven

    def _there(self, at: np.ndarray, to: np.ndarray | int, free: np.ndarray) -> np.ndarray:
        """When journeys end, as if there were a long way where there is none."""
        there = self.schedule.journeys.arrivals(at, to, free)
        return np.where(np.isfinite(there), there, free + self.no_way)

    def _served(self, orders: np.ndarray, control: Control) -> np.ndarray:
        """Minus the musts and minus the priority served by each order, passing over what does not fit, and the minutes
        on the road.
        """
        schedule, priority = self.schedule, self.schedule.problem.stops.priority
        worth, free = np.zeros((3, len(orders))), np.zeros(len(orders))
        at = np.full(len(orders), schedule.start)
        for stop in self.stops[orders.T]:
            control.check()
            there, minutes = self._drive(at, stop, free)
            end = schedule.stay(stop, there)
            fits = np.isfinite(schedule.home(stop, end))
            worth -= np.where(fits, [self.placed[stop], priority[stop], -minutes], 0.0)
            at, free = np.where(fits, stop, at), np.where(fits, end, free)
        if schedule.last is not None:
            worth[2] += self._drive(at, schedule.last, free)[1]
        return worth

    def _drive(self, at: np.ndarray, to: np.ndarray | int, free: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """When one is there, and the minutes on the road."""
        schedule = self.schedule
        there = schedule.arrive(at, to, free)
        waits = schedule.journeys.arrivals(at, to, free) > schedule.break_on + ON_TIME_MIN
        return there, there - np.where(waits, np.maximum(free, schedule.break_off), free)


def _crossed(orders: np.ndarray, count: int, rng: np.random.Generator) -> np.ndarray:
    """``count`` children of orders (p, n), of which the best come first; their parents by tournament."""
    mother, father = rng.integers(0, len(orders), (2, count, _TOURNAMENT)).min(axis=2)
    return order_crossover(orders[mother], orders[father], rng)


def _mutate(children: np.ndarray, cost: np.ndarray, rng: np.random.Generator, over: Callable[[], bool]) -> None:
    """Mutate each order (p, n) a number of times, where it stands, until it is over."""
    rows, count = children.shape
    times = rng.integers(0, min(_MUTATIONS_A_STOP * count, _MOST_MUTATIONS) + 1, rows)
    # Whom no mutation is to make cheaper gets one at random, so that what is dearer on free roads comes up too.
    guided = times > 0
    times = np.maximum(times, 1)
    for turn in range(int(times.max())):
        if over():
            return
        inversion = rng.random(rows) < 0.5
        for mine, mutated in ((inversion, inverted), (~inversion, moved)):
            chosen = np.flatnonzero(mine & (times > turn))
            if len(chosen):
                children[chosen] = mutated(children[chosen], cost, guided[chosen], rng)


def _best_first(orders: np.ndarray, worth: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Orders and their worth, the best first; those that are worth the same as another come last."""
    by_worth = np.lexsort(worth[::-1])
    orders, worth = orders[by_worth], worth[:, by_worth]
    repeats = np.zeros(len(orders), dtype=bool)
    repeats[1:] = (np.diff(worth, axis=1) == 0).all(axis=0)
    new_first = np.argsort(repeats, kind="stable")
    return orders[new_first], worth[:, new_first]
