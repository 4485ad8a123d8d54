"""What a planner of several officers is given: places and times worth a visit, officers, travel times, settings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ..errors import PatrolError
from ..roads.traffic import Traffic
from ..roads.travel import TravelTimes, mutual_groups
from ..route.plan import visitable
from .officers import Officers
from .rates import Breeding, CuckooRates, GeneticRates
from .reward import CALL


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
                    "Nodes: {places} places but {count} {field}; they must match.",
                    places=len(self.place),
                    count=len(getattr(self, name)),
                    field=name,
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
    distinct speed; ``speed_class``: int64 (k,), which of them is each officer's. ``must``: int64 (m,), 1 for a node
    that must be visited, −1 for one that must not; None where all is as it comes.
    """

    nodes: PatrolNodes
    officers: Officers
    home: np.ndarray
    travel: Sequence[TravelTimes]
    speed_class: np.ndarray
    traffic: Traffic | None = None
    must: np.ndarray | None = None

    @property
    def all_pairs(self) -> bool:
        """Whether travel between all places of nodes is known; see fill.with_fill."""
        return bool((self.nodes.place < len(self.travel[0])).all())


@dataclass(frozen=True)
class AssignmentSettings:
    """``officer_cost``: ρ, for each officer who makes a visit. ``seed`` breaks exact ties, and is what methods that
    breed plans draw on; ``breeding``, ``genetic``, ``cuckoo``: how they do it. What ``best`` alone knows:
    ``return_to_start``, whether everybody ends where they began; ``balance``, what each hour costs, while planning, by
    which the one who works longest works longer than the one who does so least.
    """

    shift_start: np.datetime64
    shift_hours: float = 12.0
    dwell_min: float = 10.0
    officer_cost: float = 0.0
    seed: int = 1
    time_limit_s: float | None = None
    breeding: Breeding = Breeding()
    genetic: GeneticRates = GeneticRates()
    cuckoo: CuckooRates = CuckooRates()
    return_to_start: bool = False
    balance: float = 0.0

    def __post_init__(self) -> None:
        if not (self.shift_hours > 0 and np.isfinite(self.shift_hours)):
            raise PatrolError("The shift must be longer than 0 hours, not {hours:g}.", hours=self.shift_hours)
        if not (self.dwell_min >= 0 and np.isfinite(self.dwell_min)):
            raise PatrolError("The dwell time must be 0 minutes or more, not {minutes:g}.", minutes=self.dwell_min)
        if not (self.officer_cost >= 0 and np.isfinite(self.officer_cost)):
            raise PatrolError("The cost of an officer must be 0 or more, not {cost:g}.", cost=self.officer_cost)
        if not (self.balance >= 0 and np.isfinite(self.balance)):
            raise PatrolError("The balance must be 0 or more, not {balance:g}.", balance=self.balance)

    @property
    def shift_min(self) -> float:
        return self.shift_hours * 60.0


def within_reach(problem: PatrolProblem, returns: bool = False) -> np.ndarray:
    """Which nodes each officer can drive to and away from, to the start where everybody ``returns``, bool (k, m)."""
    # Which ways exist does not depend on the speed.
    minutes = problem.travel[0].minutes
    group = mutual_groups(minutes)
    return np.stack(
        [
            visitable(minutes, group, home, problem.nodes.place, home if returns else None)
            for home in problem.home.tolist()
        ]
    )


def longest_drive(problem: PatrolProblem) -> float:
    """The minutes that the longest of all drives takes, in the slowest hour."""
    finite = [travel.minutes[np.isfinite(travel.minutes)] for travel in problem.travel]
    slowest = 1.0 if problem.traffic is None else problem.traffic.most
    return slowest * max(float(values.max()) if len(values) else 0.0 for values in finite)
