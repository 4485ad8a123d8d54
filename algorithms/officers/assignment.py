"""What a planner of several officers gives back: everyone's route through the shift, and what it comes to."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from ..route.plan import CANNOT_REACH, FORBIDDEN, MUST_DOES_NOT_FIT, TOO_FAR, Leg, Visit
from ..texts import Text
from .problem import AssignmentSettings, PatrolNodes, PatrolProblem
from .reward import CALL, HOTSPOT, arrival_factor

NOT_IN_TIME = Text("not reached in time")
# By Table III; nobody can be there before the shift begins.
WAITED_TOO_LONG = Text("waited too long before the shift to earn anything")


@dataclass
class OfficerRoute:
    """One officer's visits (of nodes), the leg to each, and the way ``home`` of who must end at the start."""

    visits: list[Visit] = field(default_factory=list)
    legs: list[Leg] = field(default_factory=list)
    home: Leg | None = None

    @property
    def all_legs(self) -> list[Leg]:
        return self.legs if self.home is None else [*self.legs, self.home]

    @property
    def driving_min(self) -> float:
        return sum(leg.minutes for leg in self.all_legs)

    @property
    def dwell_min(self) -> float:
        return sum(visit.depart_min - visit.arrive_min for visit in self.visits)

    @property
    def km(self) -> float:
        return sum(leg.metres for leg in self.all_legs) / 1000.0

    @property
    def reward(self) -> float:
        return sum(visit.reward for visit in self.visits)


@dataclass
class Assignment:
    """A route per officer. ``unvisited``: int64 (u,) nodes, ``reason``: why, Texts (u,). ``reward``: the objective,
    that is, what all visits earn less the cost of the officers used. ``stopped``: whether the time limit ended the
    planning.
    """

    routes: list[OfficerRoute]
    unvisited: np.ndarray
    reason: list[Text]
    reward: float
    stopped: bool = False

    @property
    def visited(self) -> int:
        return sum(len(route.visits) for route in self.routes)

    @property
    def officers_used(self) -> int:
        return sum(bool(route.visits) for route in self.routes)


def finished(
    problem: PatrolProblem,
    settings: AssignmentSettings,
    routes: list[OfficerRoute],
    reach: np.ndarray,
    stopped: bool,
) -> Assignment:
    """The routes (k) of a planned shift, with the nodes nobody visits and why.

    problem: what was planned.
    settings: how.
    routes: everyone's.
    reach: bool (k, m), who can drive to which node and away again.
    stopped: whether the time limit ended the planning.
    """
    nodes = np.arange(len(problem.nodes))
    seen = np.zeros(len(nodes), dtype=bool)
    seen[[visit.stop for route in routes for visit in route.visits]] = True
    too_far = problem.travel[0].too_far[problem.nodes.place]
    must = np.zeros(len(nodes), dtype=np.int64) if problem.must is None else problem.must
    in_vain = arrival_factor(np.maximum(-problem.nodes.call_min, 0.0), problem.nodes.priority) == 0
    # What bars a visit, first what holds however the shift is planned.
    bars = (must < 0, too_far, ~reach.any(axis=0), must > 0, in_vain)
    words = (FORBIDDEN, TOO_FAR, CANNOT_REACH, MUST_DOES_NOT_FIT, WAITED_TOO_LONG, NOT_IN_TIME)
    reason = [words[why] for why in np.select(bars, range(len(bars)), len(bars))[~seen].tolist()]
    used = sum(bool(route.visits) for route in routes)
    reward = sum(route.reward for route in routes) - used * settings.officer_cost
    return Assignment(routes, nodes[~seen], reason, reward, stopped)


def waits_for_calls(nodes: PatrolNodes, plan: Assignment) -> np.ndarray:
    """Minutes from each call that is answered to the officer's arrival, float64 (c,), officer by officer."""
    visits = [visit for route in plan.routes for visit in route.visits]
    stop = np.array([visit.stop for visit in visits], dtype=np.int64)
    waits = np.array([visit.arrive_min for visit in visits], dtype=np.float64) - nodes.call_min[stop]
    return waits[~np.isnan(waits)]


@dataclass(frozen=True)
class PlanFigures:
    """What a plan comes to: visits of hotspots, calls known and answered, minutes until the answer, kilometres."""

    hotspot_visits: int
    calls_known: int
    calls_answered: int
    median_wait_min: float | None
    longest_wait_min: float | None
    km: float


def figures_of(problem: PatrolProblem, plan: Assignment) -> PlanFigures:
    """The figures of a plan; no waits where no call is answered."""
    nodes = problem.nodes
    waits = waits_for_calls(nodes, plan)
    median, longest = (float(np.median(waits)), float(waits.max())) if len(waits) else (None, None)
    hotspots = sum(int(nodes.kind[visit.stop] == HOTSPOT) for route in plan.routes for visit in route.visits)
    km = sum(route.km for route in plan.routes)
    return PlanFigures(hotspots, int((nodes.kind == CALL).sum()), len(waits), median, longest, km)
