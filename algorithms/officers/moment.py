"""What a planner knows at one moment of a shift: who is where and free when, and what is open; what orders earn."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from ..control import Control
from ..route.plan import ON_TIME_MIN, Deadline, Journeys
from .problem import AssignmentSettings
from .reward import arrival_factor


@dataclass(frozen=True)
class Effort:
    """What a planner may spend on one moment, and the chance it draws on."""

    settings: AssignmentSettings
    rng: np.random.Generator
    deadline: Deadline
    control: Control

    def rounds(self) -> Iterator[int]:
        """Iterations, until those asked for are done or the deadline has passed. A stop raises Cancelled."""
        for turn in range(self.settings.breeding.iterations):
            self.control.check()
            if self.deadline.passed():
                return
            yield turn


@dataclass(frozen=True)
class Team:
    """The k officers who can still work, in minutes since the shift's start, float64 (k,) each but for the integers.

    ``officer``: int64, their numbers in the problem. ``at``: int64, the place where each is or will be. ``free``: when
    each is free to go on. ``off``: when each must have ended. ``break_on``, ``break_off``: inf without a break.
    """

    officer: np.ndarray
    at: np.ndarray
    free: np.ndarray
    off: np.ndarray
    break_on: np.ndarray
    break_off: np.ndarray

    def __len__(self) -> int:
        return len(self.officer)


@dataclass(frozen=True)
class OpenNodes:
    """The m nodes that are waiting. ``node``: int64, their numbers in the problem. ``place``: int64. ``full``: what a
    visit in time earns. ``opens``, ``closes``: a visit begins within [opens, closes). ``called``: when a call came in,
    NaN for others. ``priority``: of the call, 1 for others. ``hot``: bool, whether it is a hotspot or a call.
    ``dwell_min``: how long a visit is, one for all.
    """

    node: np.ndarray
    place: np.ndarray
    full: np.ndarray
    opens: np.ndarray
    closes: np.ndarray
    called: np.ndarray
    priority: np.ndarray
    hot: np.ndarray
    dwell_min: float

    def __len__(self) -> int:
        return len(self.node)


@dataclass(frozen=True)
class Moment:
    """A problem of several officers as it stands at a moment; an order is a list of ``nodes`` for each of ``team``.

    ``can``: bool (k, m), who can drive where and away again.
    """

    team: Team
    nodes: OpenNodes
    can: np.ndarray
    journeys: list[Journeys]
    speed_class: np.ndarray

    def arrivals(
        self, who: np.ndarray, at: np.ndarray, to: np.ndarray, depart: np.ndarray, where: np.ndarray | None = None
    ) -> np.ndarray:
        """When officers are at places, (p,): of the team's ``who`` (p,), from places ``at`` to ``to``, setting out at
        ``depart``; only ``where`` it is asked for, inf elsewhere.
        """
        classes = self.speed_class[who]
        if len(self.journeys) == 1 and where is None:
            return self.journeys[0].arrivals(at, to, depart)
        there = np.full(len(who), np.inf)
        asked = np.ones(len(who), dtype=bool) if where is None else where
        for number, journeys in enumerate(self.journeys):
            these = np.flatnonzero(asked & (classes == number))
            if len(these):
                there[these] = journeys.arrivals(at[these], to[these], depart[these])
        return there

    @cached_property
    def has_breaks(self) -> bool:
        return bool(np.isfinite(self.team.break_on).any())

    @cached_property
    def _last_begin(self) -> np.ndarray:
        """When each officer's last visit may begin, (k,)."""
        return self.team.off - self.nodes.dwell_min + ON_TIME_MIN

    @cached_property
    def _everywhere(self) -> bool:
        return bool(self.can.all())

    @cached_property
    def _is_call(self) -> np.ndarray:
        return ~np.isnan(self.nodes.called)

    def stays(
        self, who: np.ndarray, at: np.ndarray, free: np.ndarray, node: np.ndarray
    ) -> tuple[np.ndarray, np.ndarray]:
        """When visits begin and end, (p,) each, inf where they do not fit.

        who: int (p,), of the team.
        at: int (p,), where each is.
        free: float64 (p,), when each may set out.
        node: int (p,), of the nodes.
        """
        team, nodes = self.team, self.nodes
        place, dwell = nodes.place[node], nodes.dwell_min
        begin = np.maximum(self.arrivals(who, at, place, free), nodes.opens[node])
        if self.has_breaks:
            # Drive and visit lie before the break or after it.
            rests = (free < team.break_off[who]) & (begin + dwell > team.break_on[who] + ON_TIME_MIN)
            if rests.any():
                after = np.maximum(self.arrivals(who, at, place, team.break_off[who], rests), nodes.opens[node])
                begin = np.where(rests, after, begin)
        fits = (begin < nodes.closes[node] - ON_TIME_MIN) & (begin <= self._last_begin[who])
        if not self._everywhere:
            fits &= self.can[who, node]
        begin = np.where(fits, begin, np.inf)
        return begin, begin + dwell

    def earned(self, node: np.ndarray, begin: np.ndarray) -> np.ndarray:
        """What visits that begin then earn, (p,); 0 for those that do not fit."""
        nodes = self.nodes
        worth = nodes.full.take(node) * np.isfinite(begin)
        # The arrival counts at calls only.
        calls = (self._is_call.take(node) & (worth > 0)).nonzero()[0]
        if len(calls):
            late = begin[calls] - nodes.called[node[calls]]
            worth[calls] *= arrival_factor(late, nodes.priority[node[calls]])
        return worth

    @cached_property
    def benefit_rank(self) -> np.ndarray:
        """The place of each node when an officer's first visit is chosen by what it earns, int64 (k, m)."""
        team, nodes = self.team, self.nodes
        who, node = (every.reshape(-1) for every in np.indices((len(team), len(nodes))))
        begin, _ = self.stays(who, team.at[who], team.free[who], node)
        return _rank(-self.earned(node, begin).reshape(len(team), len(nodes)))

    @cached_property
    def importance_rank(self) -> np.ndarray:
        """The place of each node when they stand by what a visit in time earns, int64 (m,)."""
        return _rank(-self.nodes.full[None])[0]


def _rank(values: np.ndarray) -> np.ndarray:
    """The place of each value in its row, (r, n), in ascending order; the first of equals first."""
    rank = np.empty(values.shape, dtype=np.int64)
    np.put_along_axis(rank, np.argsort(values, axis=1, kind="stable"), np.arange(values.shape[1])[None], axis=1)
    return rank
