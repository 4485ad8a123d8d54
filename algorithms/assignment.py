"""Several officers through one shift: who goes where next (Rumi, Qin & Salim, V-B: Imp-Greedy, Dis-Greedy)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Callable

import numpy as np

from .control import Control
from .errors import PatrolError
from .officers import Officers
from .plan import CANNOT_REACH, ON_TIME_MIN, Clock, Deadline, Journeys, Leg, Visit, mutual_groups, visitable
from .reward import CALL, arrival_factor, full_reward
from .traffic import Traffic
from .travel import TravelTimes

NOT_IN_TIME = "not reached in time"


@dataclass(frozen=True)
class PatrolNodes:
    """m places and times worth a visit; a cell of a forecast is one node per interval.

    ``place``: int64 (m,), its place among the travel times. ``kind``: int64 (m,), COLDSPOT, HOTSPOT or CALL.
    ``weight``, ``priority``: float64 (m,), w and p of the reward. ``start_min``, ``end_min``: float64 (m,), a visit
    begins within [start, end), minutes since the start of the shift, ∓inf without an interval; a call is known from its
    start on.
    """

    place: np.ndarray
    kind: np.ndarray
    weight: np.ndarray
    priority: np.ndarray
    start_min: np.ndarray
    end_min: np.ndarray

    def __post_init__(self) -> None:
        for name in ("kind", "weight", "priority", "start_min", "end_min"):
            if len(getattr(self, name)) != len(self.place):
                raise PatrolError(
                    f"Nodes: {len(self.place)} places but {len(getattr(self, name))} {name}; they must match."
                )

    def __len__(self) -> int:
        return len(self.place)

    @property
    def call_min(self) -> np.ndarray:
        """When each call came in, NaN for a node without a call."""
        return np.where(self.kind == CALL, self.start_min, np.nan)


@dataclass(frozen=True)
class PatrolProblem:
    """Everything a planner of several officers must know.

    ``home``: int64 (k,), the place where each officer starts. ``travel``: travel times between all places, one for each
    distinct speed; ``speed_class``: int64 (k,), which of them is each officer's.
    """

    nodes: PatrolNodes
    officers: Officers
    home: np.ndarray
    travel: Sequence[TravelTimes]
    speed_class: np.ndarray
    traffic: Traffic | None = None


@dataclass(frozen=True)
class AssignmentSettings:
    """``method``: importance_greedy, distance_greedy, or given_order (nodes in their order, each to the officer who is
    there first). ``officer_cost``: ρ, for each officer who makes a visit. ``seed`` breaks exact ties.
    """

    shift_start: np.datetime64
    shift_hours: float = 12.0
    dwell_min: float = 10.0
    officer_cost: float = 0.0
    method: str = "importance_greedy"
    seed: int = 1
    time_limit_s: float | None = None

    def __post_init__(self) -> None:
        if self.method not in _CHOICES:
            raise PatrolError(f"The method must be one of {', '.join(_CHOICES)}, not {self.method!r}.")
        if not (self.shift_hours > 0 and np.isfinite(self.shift_hours)):
            raise PatrolError(f"The shift must be longer than 0 hours, not {self.shift_hours:g}.")
        if not (self.dwell_min >= 0 and np.isfinite(self.dwell_min)):
            raise PatrolError(f"The dwell time must be 0 minutes or more, not {self.dwell_min:g}.")
        if not (self.officer_cost >= 0 and np.isfinite(self.officer_cost)):
            raise PatrolError(f"The cost of an officer must be 0 or more, not {self.officer_cost:g}.")

    @property
    def shift_min(self) -> float:
        return self.shift_hours * 60.0


@dataclass
class OfficerRoute:
    """One officer's visits (of nodes) and the leg to each."""

    visits: list[Visit] = field(default_factory=list)
    legs: list[Leg] = field(default_factory=list)

    @property
    def driving_min(self) -> float:
        return sum(leg.minutes for leg in self.legs)

    @property
    def dwell_min(self) -> float:
        return sum(visit.depart_min - visit.arrive_min for visit in self.visits)

    @property
    def km(self) -> float:
        return sum(leg.metres for leg in self.legs) / 1000.0

    @property
    def reward(self) -> float:
        return sum(visit.reward for visit in self.visits)


@dataclass
class Assignment:
    """A route per officer. ``unvisited``: int64 (u,) nodes, ``reason``: why, strings (u,). ``reward``: the objective,
    that is, what all visits earn less the cost of the officers used. ``stopped``: whether the time limit ended the
    planning.
    """

    routes: list[OfficerRoute]
    unvisited: np.ndarray
    reason: list[str]
    reward: float
    stopped: bool = False

    @property
    def visited(self) -> int:
        return sum(len(route.visits) for route in self.routes)

    @property
    def officers_used(self) -> int:
        return sum(bool(route.visits) for route in self.routes)


def within_reach(problem: PatrolProblem) -> np.ndarray:
    """Which nodes each officer can drive to and away from, bool (k, m)."""
    # Which ways exist does not depend on the speed.
    minutes = problem.travel[0].minutes
    group = mutual_groups(minutes)
    return np.stack([visitable(minutes, group, home, problem.nodes.place, False) for home in problem.home.tolist()])


def assign_officers(problem: PatrolProblem, settings: AssignmentSettings, control: Control | None = None) -> Assignment:
    """Through the shift from event to event: whenever an officer is idle, the method picks who goes where.

    Open are nodes that are still unvisited and in whose interval the visit would begin; calls from the moment they come
    in. The visit must end before the officer goes off duty or has a break, and the shift ends. A cell that somebody is
    on the way to, or at, is out of the pool until that visit ends. Who finds nothing open waits for the next event.
    """
    return _Dispatch(problem, settings).run(control or Control())


# A choice takes value and arrival of the open pairs (p,), and node and officer ranks of each (p,), and returns one's
# index.
_Choice = Callable[[np.ndarray, np.ndarray, np.ndarray, np.ndarray], int]


def _most_important(value: np.ndarray, arrive: np.ndarray, node: np.ndarray, officer: np.ndarray) -> int:
    top = value.max()
    best = np.flatnonzero(value >= top - 1e-12 * abs(top))
    return int(best[_nearest(value[best], arrive[best], node[best], officer[best])])


def _nearest(value: np.ndarray, arrive: np.ndarray, node: np.ndarray, officer: np.ndarray) -> int:
    near = np.flatnonzero(arrive <= arrive.min() + ON_TIME_MIN)
    return int(near[np.lexsort((officer[near], node[near]))[0]])


def _first_given(value: np.ndarray, arrive: np.ndarray, node: np.ndarray, officer: np.ndarray) -> int:
    first = np.flatnonzero(node == node.min())
    return int(first[_nearest(value[first], arrive[first], node[first], officer[first])])


_CHOICES: dict[str, _Choice] = {
    "importance_greedy": _most_important,
    "distance_greedy": _nearest,
    "given_order": _first_given,
}


class _Dispatch:
    """The state of a shift: where every officer is and when free, which nodes are still waiting."""

    def __init__(self, problem: PatrolProblem, settings: AssignmentSettings) -> None:
        self.problem = problem
        self.settings = settings
        self.choose = _CHOICES[settings.method]
        now = Clock(settings.shift_start).start_min_of_day
        self.journeys = [Journeys(travel, problem.traffic, now) for travel in problem.travel]
        nodes, officers = problem.nodes, problem.officers
        self.full = full_reward(nodes.kind, nodes.weight, nodes.priority)
        self.reach = within_reach(problem)
        self.waiting = self.reach.any(axis=0)
        self.at = problem.home.copy()
        on, self.off = officers.duty(settings.shift_min)
        self.free = np.where(officers.on_duty(settings.shift_min), on, np.inf)
        self.break_on, self.break_off = officers.breaks()
        # When the last visit of a cell ends; calls do not count.
        self.busy = np.full(len(problem.travel[0]), -np.inf)
        rng = np.random.default_rng(settings.seed)
        in_order = settings.method == "given_order"
        self.node_lot = np.arange(len(nodes)) if in_order else rng.permutation(len(nodes))
        self.officer_lot = rng.permutation(len(officers))
        finite = [times.minutes[np.isfinite(times.minutes)] for times in problem.travel]
        slowest = 1.0 if problem.traffic is None else float(problem.traffic.factors.max())
        self.longest = slowest * max(float(values.max()) if len(values) else 0.0 for values in finite)
        self.routes = [OfficerRoute() for _ in range(len(officers))]

    def run(self, control: Control) -> Assignment:
        deadline = Deadline(self.settings.time_limit_s)
        now, stopped = float(self.free.min()), False
        while now < self.settings.shift_min and self.waiting.any():
            control.step(now, self.settings.shift_min)
            if deadline.passed():
                stopped = True
                break
            # Visits without dwell on the spot end at once, and their officers are idle again.
            while self._send_idle(now, control):
                pass
            now = self._next_event(now)
        nodes = np.arange(len(self.problem.nodes))
        seen = np.zeros(len(nodes), dtype=bool)
        seen[[visit.stop for route in self.routes for visit in route.visits]] = True
        reachable = self.reach.any(axis=0)
        reason = [NOT_IN_TIME if reachable[node] else CANNOT_REACH for node in nodes[~seen]]
        used = sum(bool(route.visits) for route in self.routes)
        reward = sum(route.reward for route in self.routes) - used * self.settings.officer_cost
        return Assignment(self.routes, nodes[~seen], reason, reward, stopped)

    def _next_event(self, now: float) -> float:
        """When next an officer becomes free or ends a break, a node opens or a call comes in; inf for never."""
        starts = self.problem.nodes.start_min[self.waiting]
        events = np.concatenate([self.free, self.break_off, starts])
        later = events[events > now + ON_TIME_MIN]
        return float(later.min()) if len(later) else np.inf

    def _send_idle(self, now: float, control: Control) -> bool:
        """Send out idle officers until none of them finds an open node; whether one of them is idle again at once."""
        resting = (now >= self.break_on - ON_TIME_MIN) & (now < self.break_off - ON_TIME_MIN)
        idle = np.flatnonzero((self.free <= now + ON_TIME_MIN) & (now < self.off) & ~resting)
        if len(idle) == 0:
            return False
        nodes, dwell = self.problem.nodes, self.settings.dwell_min
        is_call = nodes.kind == CALL
        ahead = np.where(is_call, 0.0, self.longest)
        live = self.waiting & (nodes.end_min > now) & (nodes.start_min <= now + ahead + ON_TIME_MIN)
        node = np.flatnonzero(live)
        if len(node) == 0:
            return False
        place = nodes.place[node]
        arrive = np.stack(
            [self.journeys[self.problem.speed_class[one]].arrivals(self.at[one], place, now) for one in idle.tolist()]
        )
        # Before a break the visit must end when it begins; after it, when the officer goes off duty.
        until = np.where(now < self.break_on, np.minimum(self.off, self.break_on), self.off)[idle]
        cell_busy = np.where(is_call[node], -np.inf, self.busy[place])
        open_pairs = (
            self.reach[np.ix_(idle, node)]
            & (arrive >= np.maximum(nodes.start_min[node], cell_busy) - ON_TIME_MIN)
            & (arrive < nodes.end_min[node] - ON_TIME_MIN)
            & (arrive + dwell <= until[:, None] + ON_TIME_MIN)
        )
        factor = arrival_factor(arrive - nodes.call_min[node], nodes.priority[node])
        value = self.full[node] * factor
        pairs = np.flatnonzero(open_pairs)
        again = False
        while len(pairs):
            control.check()
            row, column = np.unravel_index(pairs, open_pairs.shape)
            picked = self.choose(
                value[row, column], arrive[row, column], self.node_lot[node[column]], self.officer_lot[idle[row]]
            )
            one, which = int(row[picked]), int(column[picked])
            leave = float(arrive[one, which]) + dwell
            self._send(
                int(idle[one]), int(node[which]), now, leave, float(value[one, which]), float(factor[one, which])
            )
            open_pairs[one, :] = False
            open_pairs[:, which] = False
            if not is_call[node[which]]:
                same_cell = (place == place[which]) & ~is_call[node]
                open_pairs[:, same_cell] &= arrive[:, same_cell] >= leave - ON_TIME_MIN
            again = again or leave <= now + ON_TIME_MIN
            pairs = pairs[open_pairs.ravel()[pairs]]
        return again

    def _send(self, officer: int, node: int, now: float, leave: float, reward: float, factor: float) -> None:
        place = int(self.problem.nodes.place[node])
        journeys = self.journeys[self.problem.speed_class[officer]]
        leg = journeys.leg(int(self.at[officer]), place, node, now)
        self.routes[officer].legs.append(leg)
        self.routes[officer].visits.append(Visit(node, leg.arrive_min, leave, reward, factor))
        self.waiting[node] = False
        self.at[officer] = place
        self.free[officer] = leave
        if self.problem.nodes.kind[node] != CALL:
            self.busy[place] = leave
