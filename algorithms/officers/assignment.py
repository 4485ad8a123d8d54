"""The assignment of several officers through one shift: problem, settings, result."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from ..errors import PatrolError
from ..roads.traffic import Traffic
from ..roads.travel import TravelTimes, mutual_groups
from ..route.plan import Leg, Visit, visitable
from .officers import Officers
from .reward import CALL

NOT_IN_TIME = "not reached in time"
METHODS = ("importance_greedy", "distance_greedy", "given_order")


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
        if self.method not in METHODS:
            raise PatrolError(f"The method must be one of {', '.join(METHODS)}, not {self.method!r}.")
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


def waits_for_calls(nodes: PatrolNodes, plan: Assignment) -> np.ndarray:
    """Minutes from each call that is answered to the officer's arrival, float64 (c,), officer by officer."""
    visits = [visit for route in plan.routes for visit in route.visits]
    stop = np.array([visit.stop for visit in visits], dtype=np.int64)
    waits = np.array([visit.arrive_min for visit in visits], dtype=np.float64) - nodes.call_min[stop]
    return waits[~np.isnan(waits)]


def within_reach(problem: PatrolProblem) -> np.ndarray:
    """Which nodes each officer can drive to and away from, bool (k, m)."""
    # Which ways exist does not depend on the speed.
    minutes = problem.travel[0].minutes
    group = mutual_groups(minutes)
    return np.stack([visitable(minutes, group, home, problem.nodes.place, False) for home in problem.home.tolist()])
