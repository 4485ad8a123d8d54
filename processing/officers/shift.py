"""One shift: when it is, which nodes and calls fall into it, and the problem its planner solves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from ...algorithms.errors import PatrolError
from ...algorithms.officers.assignment import Assignment, PatrolNodes, PatrolProblem, waits_for_calls
from ...algorithms.officers.reward import CALL, COLDSPOT, HOTSPOT
from ...algorithms.roads.snapping import tie_places
from ...algorithms.route.plan import CANNOT_REACH, Clock
from ...algorithms.times.timeclasses import shown_time
from ..common.wording import counted
from ..layers.places import MOST_PLACES, read_moment, today_at_eight, travel_times
from ..roads.places import named, none_near, tie
from .replay import warn_of_another_day

if TYPE_CHECKING:
    from ...algorithms.roads.network import RoadNetwork
    from ...algorithms.roads.snapping import Ties
    from ...algorithms.roads.traffic import Traffic
    from ..framework.run import Run
    from .calls import CallTable
    from .nodes import NodeTable, OfficerTable

# Places this close are one: the same cell of a forecast in another interval.
_SAME_PLACE_M = 0.01
# Two matrices of doubles per distinct speed; more would not fit a small machine beside QGIS.
_MOST_PAIRS = 20_000_000
# Minutes; calls that wait longer in the middle earn little (Table III), so the team is too small or too far away.
_LONG_WAIT = 30.0


@dataclass(frozen=True)
class Shift:
    """When the planned shift begins and how long it is."""

    start: np.datetime64
    hours: float

    @property
    def end(self) -> np.datetime64:
        return self.start + np.timedelta64(round(self.hours * 3600), "s")

    @property
    def minutes(self) -> float:
        return self.hours * 60.0

    def __str__(self) -> str:
        return f"{shown_time(self.start)} to {shown_time(self.end)}"


def read_shift(run: Run, officers: OfficerTable, nodes: NodeTable) -> Shift:
    """The shift of SHIFT_START and SHIFT_HOURS; without a start the earliest duty, else interval, else today 08:00."""
    start = read_moment(run, "SHIFT_START")
    if start is None:
        for moments, source in ((officers.shift_on, "the earliest shift_on"), (nodes.start, "the first interval")):
            known = moments[~np.isnat(moments)]
            if len(known):
                start = known.min()
                run.info(f"No start of the shift is given: {shown_time(start)}, {source}.")
                break
        else:
            start = today_at_eight()
            run.info(f"No start of the shift is given: {shown_time(start)}.")
    return Shift(start, run.number("SHIFT_HOURS"))


def nodes_in_shift(run: Run, label: str, nodes: NodeTable, shift: Shift) -> NodeTable:
    """The nodes whose interval overlaps the shift; an error when there is none."""
    outside = (nodes.end <= shift.start) | (nodes.start >= shift.end)
    if outside.all():
        first, last = shown_time(nodes.start.min()), shown_time(nodes.end.max())
        raise PatrolError(
            f"{label}: the forecast covers {first} to {last}, the shift is {shift}. Choose another start of the shift, "
            "or a forecast of its hours."
        )
    if outside.any():
        run.info(
            f"{label}: {int(outside.sum()):,} of {len(nodes):,} nodes lie outside the shift ({shift}); they are left "
            "out."
        )
    return nodes.where(~outside)


def calls_in_shift(run: Run, calls: CallTable, shift: Shift) -> CallTable:
    """The calls that come in during the shift."""
    inside = (calls.start >= shift.start) & (calls.start < shift.end)
    if len(calls) and not inside.any():
        warn_of_another_day(run, calls, shift)
    elif not inside.all():
        run.info(
            f"{run.label('CALLS')}: {int((~inside).sum()):,} of {len(calls):,} calls came in outside the shift "
            f"({shift}); they are left out."
        )
    return calls.where(inside)


def calls_on_roads(run: Run, calls: CallTable, network: RoadNetwork | None) -> CallTable:
    """The calls that lie where there are roads; those of the rest of the city are outside the study area."""
    if network is None or not len(calls):
        return calls
    ties = tie_places(network, calls.x, calls.y, run.number("SNAP_MAX"))
    _leave_out(run, f"{run.label('CALLS')}: of the shift's {len(calls):,} calls", calls.name, ties, ties.far)
    return calls.where(~ties.far)


def nodes_on_roads(run: Run, label: str, nodes: NodeTable, network: RoadNetwork | None) -> NodeTable:
    """The nodes without the cells that lie far from every road; an error when no node is near one.

    Nobody placed a cell of a forecast: it may lie in a park or in the sea. A point somebody placed stays, to be found
    among the unvisited.
    """
    if network is None:
        return nodes
    cell = np.array([area is not None for area in nodes.area], dtype=bool)
    ties = tie_places(network, nodes.x, nodes.y, run.number("SNAP_MAX"))
    if ties.far.all():
        kind = "polygon" if cell.all() else "node"
        of_all = f"{label}: none of the {counted(len(nodes), kind)}"
        raise PatrolError(none_near(run, of_all, named(nodes.name, ties, ties.far)))
    lost = ties.far & cell
    _leave_out(run, f"{label}: of {len(nodes):,} polygons", nodes.name, ties, lost)
    return nodes.where(~lost)


def officers_on_roads(run: Run, officers: OfficerTable, network: RoadNetwork | None) -> OfficerTable:
    """The officers who start near a road; an error when none does."""
    if network is None:
        return officers
    ties, label = tie_places(network, officers.x, officers.y, run.number("SNAP_MAX")), run.label("OFFICERS")
    names = [f"officer {name}" for name in officers.name]
    if ties.far.all():
        raise PatrolError(none_near(run, f"{label}: none", named(names, ties, ties.far)))
    _leave_out(run, f"{label}: of {len(ties):,}", names, ties, ties.far)
    return officers.where(~ties.far)


def _leave_out(run: Run, of_which: str, names: Sequence[str], ties: Ties, far: np.ndarray) -> None:
    """Count the places that are far from every road, warn of them, and name the first.

    run: takes what is said.
    of_which: how the warning begins: whose places, and how many there are.
    names: of all places (n,).
    ties: theirs.
    far: bool (n,), those left out.
    """
    count = int(far.sum())
    if count:
        run.warn(
            f"{of_which}, {count:,} are farther than {run.number('SNAP_MAX'):g} m from every road; they are left out. "
            f"These are {named(names, ties, far)}."
        )
        run.counts.skip(count)


def within_limits(run: Run, nodes: NodeTable, officers: OfficerTable) -> NodeTable:
    """All nodes, or without the coldspots where a matrix of all places would not fit into memory."""
    speeds = len(np.unique(np.nan_to_num(officers.speed_kmh, nan=-1.0)))
    most = int(min(MOST_PLACES, (_MOST_PAIRS / speeds) ** 0.5)) - len(officers.name)
    if _count_places(nodes) <= most:
        return nodes
    hot = nodes.where(nodes.kind != COLDSPOT)
    if 0 < _count_places(hot) <= most:
        run.warn(
            f"{_count_places(nodes):,} places are more than can be planned at once ({most:,}): the "
            f"{len(nodes) - len(hot):,} coldspots are left out."
        )
        return hot
    raise PatrolError(
        f"The nodes and calls lie at {_count_places(nodes):,} places ({_count_places(hot):,} without the coldspots); "
        f"at most {most:,} can be planned at once. Select the hotspots, use larger cells, or plan one district at a "
        "time."
    )


def _rounded(x: np.ndarray, y: np.ndarray) -> np.ndarray:
    return np.rint(np.column_stack([x, y]) / _SAME_PLACE_M).astype(np.int64)


def _count_places(nodes: NodeTable) -> int:
    return len(np.unique(_rounded(nodes.x, nodes.y), axis=0)) if len(nodes) else 0


def patrol_problem(
    run: Run,
    shift: Shift,
    nodes: NodeTable,
    officers: OfficerTable,
    network: RoadNetwork | None,
    traffic: Traffic | None,
) -> PatrolProblem:
    """The core's problem: every place once, and travel times for each distinct speed."""
    clock = Clock(shift.start)
    x, y = np.concatenate([nodes.x, officers.x]), np.concatenate([nodes.y, officers.y])
    kinds = np.array(["node", "node", "call"], dtype=object)[nodes.kind]
    called = [f"{kind} {name}" for kind, name in zip(kinds, nodes.name)]
    called += [f"officer {name}" for name in officers.name]
    _, first, place = np.unique(_rounded(x, y), axis=0, return_index=True, return_inverse=True)
    place = place.reshape(-1)
    names = [called[index] for index in first]
    ties = tie(run, network, x[first], y[first], names)
    if ties is not None:
        run.counts.skip(int(ties.far[place[: len(nodes)]].sum()))
    known_speed = np.where(
        np.isnan(officers.speed_kmh), np.inf if network else run.number("DEFAULT_SPEED"), officers.speed_kmh
    )
    speeds, speed_class = np.unique(known_speed, return_inverse=True)
    people = officers.on_clock(clock, shift.minutes)
    _report_speeds(run, officers, network)
    travel = []
    for number, speed in enumerate(speeds):
        with run.part(number / len(speeds), (number + 1) / len(speeds)):
            cap = float(speed) if np.isfinite(speed) else None
            travel.append(travel_times(run, ties, x[first], y[first], cap))
    start, end = clock.minutes(nodes.start), clock.minutes(nodes.end)
    patrol = PatrolNodes(
        place[: len(nodes)],
        nodes.kind,
        nodes.weight,
        nodes.priority,
        np.where(np.isnan(start), -np.inf, start),
        np.where(np.isnan(end), np.inf, end),
    )
    return PatrolProblem(patrol, people, place[len(nodes) :], travel, speed_class.reshape(-1), traffic)


def _report_speeds(run: Run, officers: OfficerTable, network: RoadNetwork | None) -> None:
    if network is None:
        return
    slow = officers.speed_kmh[officers.speed_kmh < network.speed_kmh.max()]
    if len(slow):
        span = f"{slow.min():g}" if slow.min() == slow.max() else f"{slow.min():g} to {slow.max():g}"
        run.info(
            f"{counted(len(slow), 'officer')} of {len(officers.name):,}: nowhere faster than their own speed_kmh "
            f"({span} km/h), even where the roads allow more."
        )


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


def _report_calls(run: Run, figures: PlanFigures) -> None:
    if not figures.calls_known:
        return
    answered = f"Calls answered: {figures.calls_answered:,} of {figures.calls_known:,} in the shift"
    if figures.median_wait_min is None:
        run.warn(f"{answered}.")
        return
    run.info(
        f"{answered}; until the officer is there, {figures.median_wait_min:,.0f} minutes (median), "
        f"{figures.longest_wait_min:,.0f} at most."
    )
    if figures.median_wait_min > _LONG_WAIT:
        run.warn(
            f"Half of the answered calls wait longer than {figures.median_wait_min:,.0f} minutes: there are too few "
            "officers for these calls, or they start too far away."
        )


def report_plan(run: Run, problem: PatrolProblem, plan: Assignment, baseline: Assignment, bound: float) -> None:
    """What the log says of a plan.

    run: takes what is said.
    problem: what was planned.
    plan: what came of it.
    baseline: the plan it is compared with.
    bound: the reward that no plan can exceed.
    """
    officers, nodes = problem.officers, problem.nodes
    if len(officers) > len(nodes):
        run.info(f"There are more officers ({len(officers):,}) than nodes ({len(nodes):,}): some stay where they are.")
    islands = plan.reason.count(CANNOT_REACH)
    if islands:
        run.warn(f"{islands:,} nodes cannot be reached by road, or not be left again; they are among the unvisited.")
    run.info(
        f"{plan.visited:,} visits by {plan.officers_used:,} of {len(officers):,} officers, reward {plan.reward:,.1f} "
        f"(at most {bound:,.1f} is possible). The baseline: {baseline.visited:,} visits, reward {baseline.reward:,.1f}."
    )
    _report_calls(run, figures_of(problem, plan))
    if plan.stopped or baseline.stopped:
        run.warn(f"The time limit of {run.number('TIME_LIMIT'):g} s ended the planning; the plan so far is kept.")
    if not plan.visited:
        run.warn("Nobody visits anything: check the officers' duty, the dwell time and how far the nodes are.")
