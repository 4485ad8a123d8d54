"""What the plans of a whole population earn, all of them at once (Rumi, Qin & Salim, eq. 8)."""

from __future__ import annotations

import numpy as np

from ..route.plan import ON_TIME_MIN
from .moment import Moment
from .orders import Orders

# The visits of plans: of which route, at which node, when they begin, (n,) each.
_Visits = tuple[np.ndarray, np.ndarray, np.ndarray]


class Fitness:
    """The fitness of plans at one moment. A node that does not fit in its turn is passed over."""

    def __init__(self, moment: Moment) -> None:
        self.moment = moment
        team, nodes = moment.team, moment.nodes
        # The last moment at which each officer may begin at each node, (k, m).
        closes = np.nextafter(nodes.closes - ON_TIME_MIN, -np.inf)
        self.latest = np.minimum((team.off - nodes.dwell_min + ON_TIME_MIN)[:, None], closes)
        self.latest[~moment.can] = -np.inf
        self.everywhere = bool(moment.can.all())
        self.waits = bool((nodes.opens > team.free.min(initial=np.inf)).any())
        plain = all(journeys.traffic is None and journeys.travel.hourly is None for journeys in moment.journeys)
        # A drive takes as long whenever it begins, and nobody rests on the way: sums will do.
        self.steady = plain and not moment.has_breaks

    def rewards(self, orders: Orders) -> np.ndarray:
        """What each plan earns, float64 (p,)."""
        plans, officers = orders.count.shape[:2]
        visits = self._visits_by_sums(orders) if self.steady else None
        route, node, begin = self._visits_by_turns(orders) if visits is None else visits
        return np.bincount(route // officers, weights=self.moment.earned(node, begin), minlength=plans)

    def _visits_by_sums(self, orders: Orders) -> _Visits | None:
        """The visits that are made; None where some drive is impossible.

        Running sums of drives and stays tell when every visit of every route would begin. Up to the first one that does
        not fit they are right; that one is left out, and what follows is summed anew, until everything fits.
        """
        moment = self.moment
        team, nodes, dwell = moment.team, moment.nodes, moment.nodes.dwell_min
        plans, officers = orders.count.shape[:2]
        who = np.tile(np.arange(officers), plans)
        at, free = team.at[who], team.free[who]
        route, node, made = orders.route, orders.node.reshape(-1), [_NOTHING]
        if not self.everywhere:
            can = moment.can[who[route], node]
            route, node = route[can], node[can]
        while len(node):
            is_first = np.concatenate([[True], route[1:] != route[:-1]])
            first, run = np.flatnonzero(is_first), np.cumsum(is_first) - 1
            officer, place = who[route], nodes.place[node]
            start = np.empty_like(place)
            start[1:], start[first] = place[:-1], at[route[first]]
            drive = self._drives(officer, start, place)
            spent = np.cumsum(drive + dwell)
            if not np.isfinite(spent[-1]):
                return None
            begin = spent - (spent[first] - drive[first] - free[route[first]])[run]
            if self.waits:
                begin += _delays(nodes.opens[node] - begin, run)
            misfit = np.flatnonzero(begin > self._latest(officer, node))
            if not len(misfit):
                made.append((route, node, begin))
                break
            # Where the first that does not fit stands in each route; its end where all do.
            end = np.append(first[1:], len(node))
            stop = end.copy()
            stop[run[misfit[::-1]]] = misfit[::-1]
            beyond = np.arange(len(node)) - stop[run]
            good, left = np.flatnonzero(beyond < 0), np.flatnonzero(beyond > 0)
            made.append((route[good], node[good], begin[good]))
            moved = stop > first
            went, last = route[first[moved]], stop[moved] - 1
            at[went], free[went] = place[last], begin[last] + dwell
            route, node, officer, place = route[left], node[left], officer[left], place[left]
            # Drives are quickest ways: what is too far from here is too far by way of others, too.
            there = free[route] + self._drives(officer, at[route], place)
            in_time = there <= self._latest(officer, node)
            route, node = route[in_time], node[in_time]
        return _joined(made)

    def _drives(self, officer: np.ndarray, start: np.ndarray, end: np.ndarray) -> np.ndarray:
        """Minutes from places to places, (n,) each, for those of the team."""
        if len(self.moment.journeys) > 1:
            return self.moment.arrivals(officer, start, end, np.zeros(len(start)))
        minutes = self.moment.journeys[0].travel.minutes
        return minutes.take(start * minutes.shape[1] + end)

    def _latest(self, officer: np.ndarray, node: np.ndarray) -> np.ndarray:
        return self.latest.take(officer * self.latest.shape[1] + node)

    def _visits_by_turns(self, orders: Orders) -> _Visits:
        """The visits that are made, one turn after another of all routes."""
        moment = self.moment
        routes = orders.routes()
        plans, officers, longest = routes.shape
        lists = routes.reshape(plans * officers, longest)
        who = np.tile(np.arange(officers), plans)
        at, free = moment.team.at[who], moment.team.free[who]
        until = self.latest.max(axis=1, initial=-np.inf)[who]
        row, made = np.arange(plans * officers), [_NOTHING]
        for turn in range(longest):
            node = lists[row, turn]
            on = (node >= 0) & (free[row] <= until[row])
            if not on.all():
                row, node = row[on], node[on]
            if not len(row):
                break
            begin, end = moment.stays(who[row], at[row], free[row], node)
            can = np.isfinite(begin)
            made.append((row[can], node[can], begin[can]))
            at[row[can]], free[row[can]] = moment.nodes.place[node[can]], end[can]
        return _joined(made)


_NOTHING: _Visits = (np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64), np.zeros(0))


def _joined(parts: list[_Visits]) -> _Visits:
    route, node, begin = (np.concatenate(column) for column in zip(*parts))
    return route, node, begin


def _delays(wait: np.ndarray, run: np.ndarray) -> np.ndarray:
    """How much later each visit begins because an officer waited, at it or before it in the route, for an opening.

    wait: float64 (n,), minutes from each visit's begin without any wait to the opening; negative where it is open.
    run: int (n,), the number of the route of each, ascending.
    """
    wait = np.maximum(wait, 0.0)
    # Each route's waits lie above those of the routes before it, so that one running maximum does.
    floor = (wait.max() + 1.0) * run
    return np.maximum.accumulate(wait + floor) - floor
