"""What the plans of a whole population earn, all of them at once (Rumi, Qin & Salim, eq. 8)."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from ..route.plan import ON_TIME_MIN
from .moment import Moment
from .orders import Orders

# The visits of plans: of which route, at which node, when they begin, (n,) each.
_Visits = tuple[np.ndarray, np.ndarray, np.ndarray]


class _Stops(NamedTuple):
    """Nodes that are still to be driven to, route by route, (n,) each: of which route, at which place, and when the
    visit may begin at the latest.
    """

    route: np.ndarray
    node: np.ndarray
    place: np.ndarray
    limit: np.ndarray

    def only(self, chosen: np.ndarray) -> _Stops:
        return _Stops(*(column.take(chosen) for column in self))


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
        moment, plans = self.moment, len(orders.count)
        team, dwell = moment.team, moment.nodes.dwell_min
        who, at, free = (_for_each(plans, own) for own in (np.arange(len(team)), team.at, team.free))
        since, stop = np.empty(len(who)), np.empty(len(who), dtype=np.int64)
        left, made = self._stops(orders, who), [_NOTHING]
        while len(left.route):
            route, node, place, limit = left
            first = _begins(route)
            head = route.take(first)
            start = np.empty_like(place)
            start[1:], start[first] = place[:-1], at.take(head)
            drive = self._drives(who, route, start, place)
            spent = np.cumsum(drive + dwell)
            if not np.isfinite(spent[-1]):
                return None
            since[head] = free.take(head) + drive.take(first) - spent.take(first)
            begin = spent + since.take(route)
            if self.waits:
                begin += _delays(moment.nodes.opens.take(node) - begin, route)
            misfit = (begin > limit).nonzero()[0]
            if not len(misfit):
                made.append((route, node, begin))
                break
            # Where the first that does not fit stands in each route; beyond all of them where all do.
            misfit = misfit.take(_begins(route.take(misfit)))
            ends, turn = route.take(misfit), np.arange(len(route))
            stop.fill(len(route))
            stop[ends] = misfit
            until = stop.take(route)
            good, rest = (turn < until).nonzero()[0], (turn > until).nonzero()[0]
            made.append((route.take(good), node.take(good), begin.take(good)))
            # Whoever came to a place before sets out from there.
            last = misfit - 1
            moved = (last >= 0) & (route.take(last) == ends)
            ends, last = ends[moved], last[moved]
            at[ends], free[ends] = place.take(last), begin.take(last) + dwell
            left = left.only(rest)
            # Drives are quickest ways: what is too far from here is too far by way of others, too.
            there = free.take(left.route) + self._drives(who, left.route, at.take(left.route), left.place)
            left = left.only((there <= left.limit).nonzero()[0])
        return _joined(made)

    def _stops(self, orders: Orders, who: np.ndarray) -> _Stops:
        """All nodes of all routes, but those that their officers cannot come to; ``who`` goes each route, (r,)."""
        moment, nodes = self.moment, len(self.moment.nodes)
        route, node = orders.route, orders.node.reshape(-1)
        pair = (who * nodes).take(route) + node
        stops = _Stops(route, node, moment.nodes.place.take(node), self.latest.take(pair))
        return stops if self.everywhere else stops.only(moment.can.take(pair).nonzero()[0])

    def _drives(self, who: np.ndarray, route: np.ndarray, start: np.ndarray, end: np.ndarray) -> np.ndarray:
        """Minutes from places to places, (n,) each, for those of the team, ``who`` (r,), who go the routes (n,)."""
        if len(self.moment.journeys) > 1:
            return self.moment.arrivals(who.take(route), start, end, np.zeros(len(start)))
        minutes = self.moment.journeys[0].travel.minutes
        return minutes.take(start * minutes.shape[1] + end)

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


def _for_each(plans: int, own: np.ndarray) -> np.ndarray:
    """What each officer has, (k,), for each of so many plans, (plans × k,)."""
    every = np.empty((plans, len(own)), dtype=own.dtype)
    every[:] = own
    return every.reshape(-1)


def _begins(route: np.ndarray) -> np.ndarray:
    """Where in ``route``, (n,), at least one, each of its routes begins."""
    begins = np.ones(len(route), dtype=np.bool_)
    np.not_equal(route[1:], route[:-1], out=begins[1:])
    return begins.nonzero()[0]


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
