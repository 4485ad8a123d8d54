"""Coldspots put into the gaps of a plan of hotspots and calls, where they are near: the way to plan a city whose places
are too many for travel times between all of them.
"""

from __future__ import annotations

import heapq
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from ..arrays import places_in_groups
from ..control import Control
from ..roads.near import BesideNear, NearPlaces, NearTimes
from ..route.plan import CANNOT_REACH, ON_TIME_MIN, TOO_FAR, Clock, Deadline, Journeys, Leg, Visit
from .assignment import NOT_IN_TIME, Assignment, OfficerRoute
from .gaps import Gap, gaps_of
from .problem import AssignmentSettings, PatrolNodes, PatrolProblem
from .reward import CALL, full_reward

# How much farther is looked where nothing is near.
_FARTHER = 3.0


@dataclass(frozen=True)
class Fill:
    """Nodes that are visited where there is time for them, beside those of a problem.

    ``nodes``: their places are among p, of which the first n are those of the problem's travel times. ``near``: travel
    between all p, for each speed of the problem. ``distance_m``, ``far``: (p,), see TravelTimes.
    """

    nodes: PatrolNodes
    near: Sequence[NearTimes]
    distance_m: np.ndarray
    far: np.ndarray


def with_fill(problem: PatrolProblem, fill: Fill) -> PatrolProblem:
    """The problem with the nodes of the fill after its own, for what is told of a plan; not for planners."""
    fields = {
        name: np.concatenate([getattr(problem.nodes, name), getattr(fill.nodes, name)])
        for name in PatrolNodes.__dataclass_fields__
    }
    travel = [BesideNear.of(travel, near, fill.distance_m, fill.far) for travel, near in zip(problem.travel, fill.near)]
    must = None if problem.must is None else np.append(problem.must, np.zeros(len(fill.nodes), dtype=np.int64))
    return replace(problem, nodes=PatrolNodes(**fields), travel=travel, must=must)


def filled(
    problem: PatrolProblem,
    fill: Fill,
    plan: Assignment,
    settings: AssignmentSettings,
    control: Control | None = None,
) -> Assignment:
    """A plan with visits of the fill in its gaps; none of its own visits is moved.

    From the earliest gap to the latest, each officer goes to the node that earns most for the time until the visit
    ends, of those near enough for the next visit of the plan to begin as planned. An officer without any visit is used
    where that earns more than the officer costs.

    problem: what was planned.
    fill: what may come between.
    plan: the plan.
    settings: how it was made.
    control: takes progress and the stop.
    """
    return _Filling(problem, fill, plan, settings).run(control or Control())


class _Filling:
    """A plan while it is filled. ``waiting``: bool (f,), the nodes of the fill that nobody visits yet. ``busy_on``,
    ``busy_off``: float64 (p, v), when visits of each place begin and end, calls left out.
    """

    def __init__(self, problem: PatrolProblem, fill: Fill, plan: Assignment, settings: AssignmentSettings) -> None:
        self.problem, self.fill, self.plan, self.settings = problem, fill, plan, settings
        nodes = fill.nodes
        self.full = full_reward(nodes.kind, nodes.weight, nodes.priority)
        self.group = fill.near[0].group
        self.waiting = self.group[nodes.place] >= 0
        self.lot = np.random.default_rng(settings.seed).permutation(len(nodes))
        self.by_place = np.argsort(nodes.place, kind="stable")
        self.count = np.bincount(nodes.place, minlength=len(self.group))
        self.first = np.cumsum(self.count) - self.count
        self.home_group = self._groups_of_officers()
        self.break_on, self.break_off = problem.officers.breaks()
        self.start_min_of_day = Clock(settings.shift_start).start_min_of_day
        # The free minutes that an hour may hold at most.
        self.quickest = 1.0 if problem.traffic is None else problem.traffic.least
        self._note_visits()

    def _groups_of_officers(self) -> np.ndarray:
        """The group of places that each officer can drive to and away again, (k,); see route.plan.visitable."""
        groups = self.group[self.problem.home]
        for officer, route in enumerate(self.plan.routes):
            if route.visits:
                groups[officer] = self.group[route.legs[0].end]
        return groups

    def _note_visits(self) -> None:
        core = self.problem.nodes
        is_call = core.kind == CALL
        most = self.count + np.bincount(core.place[~is_call], minlength=len(self.group))
        self.busy_on = np.full((len(self.group), int(most.max(initial=0))), np.inf)
        self.busy_off = np.full(self.busy_on.shape, -np.inf)
        self.visits_at = np.zeros(len(self.group), dtype=np.int64)
        for route in self.plan.routes:
            for visit in route.visits:
                if not is_call[visit.stop]:
                    self._occupy(int(core.place[visit.stop]), visit)

    def _occupy(self, place: int, visit: Visit) -> None:
        self.busy_on[place, self.visits_at[place]] = visit.arrive_min
        self.busy_off[place, self.visits_at[place]] = visit.depart_min
        self.visits_at[place] += 1

    def run(self, control: Control) -> Assignment:
        deadline = Deadline(self.settings.time_limit_s)
        gaps = gaps_of(self.problem, self.settings, self.plan)
        costs = [not self.plan.routes[gap.officer].visits and self.settings.officer_cost > 0 for gap in gaps]
        self._fill([gap for gap, cost in zip(gaps, costs) if not cost], control, deadline)
        for gap in (gap for gap, cost in zip(gaps, costs) if cost):
            self._fill([gap], control, deadline)
            if sum(visit.reward for visit in gap.visits) <= self.settings.officer_cost:
                self._empty(gap)
        return self._finished(gaps, deadline.passed())

    def _fill(self, gaps: list[Gap], control: Control, deadline: Deadline) -> None:
        line = [(gap.free, number) for number, gap in enumerate(gaps)]
        heapq.heapify(line)
        while line and self.waiting.any() and not deadline.passed():
            now, number = heapq.heappop(line)
            control.step(now, self.settings.shift_min)
            if self._extend(gaps[number]):
                heapq.heappush(line, (gaps[number].free, number))

    def _extend(self, gap: Gap) -> bool:
        """Put one more visit into a gap; whether there is one."""
        near = self.fill.near[self.problem.speed_class[gap.officer]]
        room = (gap.until - gap.free - self.settings.dwell_min) / self.quickest
        if room < 0:
            return False
        look = min(near.look_min, room)
        while not self._extend_within(gap, near, look):
            if look >= room:
                return False
            look = min(max(_FARTHER * look, 1.0), room)
        return True

    def _extend_within(self, gap: Gap, near: NearTimes, look_min: float) -> bool:
        """The same, with one of the nodes within so many minutes on free roads."""
        around = near.after(gap.at, look_min)
        which, nth = places_in_groups(self.count[around.place])
        node = self.by_place[self.first[around.place][which] + nth]
        asked = self.waiting[node] & (self.group[around.place[which]] == self.home_group[gap.officer])
        node, which = node[asked], which[asked]
        if not len(node):
            return False
        depart, begin = self._begins(gap, self._journeys(around), node, which)
        leave = begin + self.settings.dwell_min
        fits = np.isfinite(begin) & ~self._met(around.place[which], begin, leave)
        goes_on = None
        if gap.onward is not None:
            goes_on = near.before(gap.onward.end, look_min + gap.onward.minutes / self.quickest)
            fits &= self._comes_in_time(gap, goes_on, around.place[which], leave)
        if not fits.any():
            return False
        node, which, depart, begin, leave = (one[fits] for one in (node, which, depart, begin, leave))
        with np.errstate(divide="ignore"):
            worth = self.full[node] / (leave - gap.free)
        best = int(np.lexsort((self.lot[node], -worth))[0])
        self._put(gap, near, around, (int(node[best]), int(which[best])), (float(depart[best]), float(begin[best])))
        if gap.onward is not None and goes_on is not None:
            gap.onward = self._onward(gap, gap.onward, goes_on)
        return True

    def _journeys(self, near: NearPlaces) -> Journeys:
        return Journeys(near.travel, self.problem.traffic, self.start_min_of_day)

    def _begins(
        self, gap: Gap, journeys: Journeys, node: np.ndarray, which: np.ndarray
    ) -> tuple[np.ndarray, np.ndarray]:
        """When an officer could set out to nodes (c,), and when the visits would begin, inf where they do not fit.

        gap: the officer's.
        journeys: to the places around.
        node: int (c,), of the fill.
        which: int (c,), which of the places around each is at.
        """
        nodes, dwell = self.fill.nodes, self.settings.dwell_min
        rest_on, rest_off = self.break_on[gap.officer], self.break_off[gap.officer]
        depart = np.full(len(node), gap.free)
        begin = np.maximum(journeys.arrivals(0, which, depart), nodes.start_min[node])
        # Drive and visit lie before the break or after it.
        rests = (gap.free < rest_off) & (begin + dwell > rest_on + ON_TIME_MIN)
        if rests.any():
            depart[rests] = rest_off
            begin = np.maximum(journeys.arrivals(0, which, depart), nodes.start_min[node])
        fits = (begin < nodes.end_min[node] - ON_TIME_MIN) & (begin + dwell <= gap.until + ON_TIME_MIN)
        return depart, np.where(fits, begin, np.inf)

    def _met(self, place: np.ndarray, begin: np.ndarray, leave: np.ndarray) -> np.ndarray:
        """Whether another visit of a place (c,) lies within a stay there, bool (c,)."""
        meets = (self.busy_on[place] < leave[:, None] - ON_TIME_MIN) & (
            self.busy_off[place] > begin[:, None] + ON_TIME_MIN
        )
        return meets.any(axis=1)

    def _sets_out(self, gap: Gap, leave: np.ndarray | float) -> np.ndarray:
        """When an officer who leaves then can set out to the next visit of the plan."""
        rest_on, rest_off = self.break_on[gap.officer], self.break_off[gap.officer]
        rests = (np.asarray(leave) < rest_off) & (gap.until + self.settings.dwell_min > rest_on + ON_TIME_MIN)
        return np.where(rests, rest_off, leave)

    def _comes_in_time(self, gap: Gap, near: NearPlaces, place: np.ndarray, leave: np.ndarray) -> np.ndarray:
        """Whether an officer who leaves places (c,) then is at the next visit of the plan as planned, bool (c,)."""
        at = np.minimum(np.searchsorted(near.place, place), max(len(near.place) - 1, 0))
        known = np.flatnonzero(np.isfinite(leave) & (near.place[at] == place) if len(near.place) else [])
        there = np.full(len(place), np.inf)
        there[known] = self._journeys(near).arrivals(0, at[known], self._sets_out(gap, leave[known]))
        return there <= gap.until

    def _put(
        self,
        gap: Gap,
        near: NearTimes,
        around: NearPlaces,
        picked: tuple[int, int],
        times: tuple[float, float],
    ) -> None:
        """Let an officer visit a node in a gap.

        gap: the officer's.
        near: travel at the officer's speed.
        around: the places around the officer.
        picked: the node, and which of these places it is at.
        times: when the officer can set out, and when the visit begins.
        """
        (node, which), (depart, begin) = picked, times
        journeys = self._journeys(around)
        if journeys.arrivals(0, which, depart) < begin - ON_TIME_MIN:
            # Who would wait there waits here: a call may still come in.
            depart = max(depart, float(journeys.departures(0, which, begin)))
        leg = journeys.leg(0, which, len(self.problem.nodes) + node, depart)
        place = int(around.place[which])
        leave = leg.arrive_min + self.settings.dwell_min
        leg = _between(leg, gap.at, place, around, which)
        gap.legs.append(_measured(leg, near))
        gap.visits.append(Visit(leg.stop, leg.arrive_min, leave, float(self.full[node])))
        self.waiting[node] = False
        self._occupy(place, gap.visits[-1])
        gap.at, gap.free = place, leave

    def _onward(self, gap: Gap, planned: Leg, found: NearPlaces) -> Leg:
        """The leg from where an officer is now to the next visit of the plan, which begins as planned.

        gap: the officer's.
        planned: the leg to that visit so far.
        found: the places from which it can be reached.
        """
        which = int(np.searchsorted(found.place, gap.at))
        journeys = self._journeys(found)
        depart = max(float(self._sets_out(gap, gap.free)), float(journeys.departures(0, which, gap.until)))
        leg = replace(journeys.leg(0, which, planned.stop, depart), arrive_min=gap.until)
        return _between(leg, gap.at, planned.end, found, which)

    def _empty(self, gap: Gap) -> None:
        """Take back what was put into the last gap that was filled."""
        for visit in gap.visits:
            node = visit.stop - len(self.problem.nodes)
            place = int(self.fill.nodes.place[node])
            self.waiting[node] = True
            self.visits_at[place] -= 1
            self.busy_on[place, self.visits_at[place]] = np.inf
            self.busy_off[place, self.visits_at[place]] = -np.inf
        gap.legs, gap.visits = [], []

    def _finished(self, gaps: list[Gap], stopped: bool) -> Assignment:
        routes = [OfficerRoute(list(route.visits), list(route.legs), route.home) for route in self.plan.routes]
        # From the last gap of each officer to the first, so that what comes before keeps its number.
        for gap in reversed(gaps):
            route = routes[gap.officer]
            if isinstance(gap.onward, _Found):
                near = self.fill.near[self.problem.speed_class[gap.officer]]
                route.legs[gap.before] = _measured(gap.onward, near)
            route.visits[gap.before : gap.before] = gap.visits
            route.legs[gap.before : gap.before] = gap.legs
        core, nodes = len(self.problem.nodes), self.fill.nodes
        seen = np.zeros(len(nodes), dtype=bool)
        seen[[visit.stop - core for gap in gaps for visit in gap.visits]] = True
        left = np.flatnonzero(~seen)
        far, reached = self.fill.far[nodes.place], np.isin(self.group[nodes.place], self.home_group)
        why = [TOO_FAR if far[node] else NOT_IN_TIME if reached[node] else CANNOT_REACH for node in left.tolist()]
        gained = sum(visit.reward for gap in gaps for visit in gap.visits)
        used = sum(bool(route.visits) for route in routes)
        return replace(
            self.plan,
            routes=routes,
            unvisited=np.concatenate([self.plan.unvisited, core + left]),
            reason=[*self.plan.reason, *why],
            reward=self.plan.reward + gained - (used - self.plan.officers_used) * self.settings.officer_cost,
            stopped=self.plan.stopped or stopped,
        )


@dataclass(frozen=True)
class _Found(Leg):
    """A leg whose metres are not known yet; ``way_min``: how long its way takes, in its hour."""

    way_min: float = 0.0


def _between(leg: Leg, start: int, end: int, found: NearPlaces, which: int) -> _Found:
    """A leg between places that have been found.

    leg: with numbers among what was found.
    start, end: its places.
    found: the places around one of them.
    which: the other one among these.
    """
    hourly = found.travel.hourly
    state = found.travel.minutes if hourly is None or leg.hour is None else hourly.minutes[hourly.table[leg.hour]]
    times = (leg.stop, leg.depart_min, leg.arrive_min, leg.metres, leg.hour)
    return _Found(start, end, *times, way_min=float(state[0, which]))


def _measured(leg: _Found, near: NearTimes) -> Leg:
    """The leg with its metres."""
    metres = near.metres(leg.start, leg.end, leg.way_min, leg.hour)
    return Leg(leg.start, leg.end, leg.stop, leg.depart_min, leg.arrive_min, metres, leg.hour)
