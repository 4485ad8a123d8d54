"""What the log says of a plan: of the officers it is made for, and of what came of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ...algorithms.errors import PatrolError
from ...algorithms.officers.assignment import figures_of
from ...algorithms.route.plan import CANNOT_REACH, Clock
from ...algorithms.texts import Text
from ...algorithms.times.timeclasses import shown_time
from ..common.wording import listed

if TYPE_CHECKING:
    from ...algorithms.officers.assignment import Assignment, PlanFigures
    from ...algorithms.officers.problem import PatrolProblem
    from ...algorithms.roads.sources import TravelSource
    from ..framework.run import Run
    from .officers import OfficerTable
    from .shift import Shift

_NAMED = 10
# A name and a moment are as long as two names, with two moments as three.
_NAMED_WITH_TIME, _NAMED_WITH_TIMES = 5, 3
# km/h; on foot and in the fastest car.
_SLOWEST, _FASTEST = 1.0, 200.0
# Minutes; calls that wait longer in the middle earn little (Table III), so the team is too small or too far away.
_LONG_WAIT = 30.0


def require_duty(run: Run, table: OfficerTable, shift: Shift) -> None:
    """Raise PatrolError where no officer is on duty during the shift."""
    if table.on_clock(Clock(shift.start), shift.minutes).on_duty(shift.minutes).any():
        return
    raise PatrolError(
        "{label}: nobody is on duty during the shift ({shift}): {duties}. Choose another {start}, or "
        "correct shift_on and shift_off.",
        label=run.label("OFFICERS"),
        shift=shift.span,
        duties=_duties(table),
        start=run.label("SHIFT_START"),
    )


def report_officers(run: Run, table: OfficerTable, shift: Shift) -> None:
    """Check the officers, an error for those who cannot be, and warn of what does not count.

    Raises PatrolError where none is on duty during the shift.
    """
    require_duty(run, table, shift)
    officers = table.on_clock(Clock(shift.start), shift.minutes)
    label = run.label("OFFICERS")
    absent = ~officers.on_duty(shift.minutes)
    if absent.any():
        run.warn(
            "{n:,} officers are not on duty within the shift and get no visit: {names}. Check shift_on and shift_off.",
            one="{n:,} officer is not on duty within the shift and gets no visit: {names}. Check shift_on and "
            "shift_off.",
            n=int(absent.sum()),
            names=listed(table.name[absent], _NAMED),
        )
    _report_breaks(run, table, officers.missed_breaks(), officers.cut_breaks())
    resting = ~absent & (officers.working_min(shift.minutes) <= 0)
    if resting.any():
        run.warn(
            "{label}: the break lasts for all the duty in the shift, so there is no visit by {names}. Check "
            "break_on and break_min.",
            label=label,
            names=listed(table.name[resting], _NAMED),
        )
    odd = (table.speed_kmh < _SLOWEST) | (table.speed_kmh > _FASTEST)
    if odd.any():
        shown = [f"{name} ({speed:g})" for name, speed in zip(table.name[odd], table.speed_kmh[odd])]
        run.warn(
            "{label}: no patrol has such a speed_kmh: {names}. Give km/h, or NULL for the speed of the roads.",
            label=label,
            names=listed(shown, _NAMED_WITH_TIME),
        )


def _report_breaks(run: Run, table: OfficerTable, missed: np.ndarray, cut: np.ndarray) -> None:
    label = run.label("OFFICERS")
    if missed.any():
        shown = [f"{name} ({shown_time(moment)})" for name, moment in zip(table.name[missed], table.break_on[missed])]
        run.warn(
            "{label}: {n:,} breaks never fall into the duty and do not count: {names}. Give break_on with its date, "
            "between shift_on and shift_off.",
            one="{label}: {n:,} break never falls into the duty and does not count: {names}. Give break_on with its "
            "date, between shift_on and shift_off.",
            label=label,
            n=len(shown),
            names=listed(shown, _NAMED_WITH_TIME),
        )
    if cut.any():
        run.info(
            "{label}: only the part within the duty counts of the break of {names}.",
            label=label,
            names=listed(table.name[cut], _NAMED),
        )
    lonely = np.isnat(table.break_on) & (table.break_min > 0)
    if lonely.any():
        run.warn(
            "{label}: {n:,} officers with a length of the break (break_min) but no break_on get none: {names}. Say "
            "when it begins.",
            one="{label}: {n:,} officer with a length of the break (break_min) but no break_on gets none: {names}. Say "
            "when it begins.",
            label=label,
            n=int(lonely.sum()),
            names=listed(table.name[lonely], _NAMED),
        )


def _duties(table: OfficerTable) -> Text:
    """The duty of the first few officers."""
    duties = zip(table.name, table.shift_on, table.shift_off)
    shown = [
        Text("{name} {start} to {end}", name=name, start=_or_open(on), end=_or_open(off)) for name, on, off in duties
    ]
    return listed(shown, _NAMED_WITH_TIMES)


def _or_open(moment: np.datetime64) -> str:
    return "…" if np.isnat(moment) else shown_time(moment)


def report_slow_officers(run: Run, officers: OfficerTable, source: TravelSource | None) -> None:
    """Say how many officers are slower than the roads allow."""
    if source is None:
        return
    if source.network is None:
        slow = officers.speed_kmh[np.isfinite(officers.speed_kmh)]
        if len(slow):
            run.info(
                "{officers} of {total:,}: no leg is quicker than at their own speed_kmh; a server knows one speed per "
                "road.",
                officers=_officers(len(slow)),
                total=len(officers.name),
            )
        return
    slow = officers.speed_kmh[officers.speed_kmh < source.network.speed_kmh.max()]
    if len(slow):
        least, most = slow.min(), slow.max()
        run.info(
            "{officers} of {total:,}: nowhere faster than their own speed_kmh ({speed} km/h), even where the roads "
            "allow more.",
            officers=_officers(len(slow)),
            total=len(officers.name),
            speed=Text("{least:g}" if least == most else "{least:g} to {most:g}", least=least, most=most),
        )


def _officers(number: int) -> Text:
    return Text("{n:,} officers", one="{n:,} officer", n=number)


def _visits(number: int) -> Text:
    return Text("{n:,} visits", one="{n:,} visit", n=number)


def report_replay(run: Run, past: np.ndarray) -> None:
    """Say that calls of the shift came in at these moments of the past (c,), so that the plan replays the record.

    Whoever plans a shift to come does not know its calls.
    """
    if not len(past):
        return
    first, last = past.min().astype("datetime64[D]"), past.max().astype("datetime64[D]")
    run.info(
        "Replay: the {n:,} calls of {days} are known from the record. The plan shows what these officers would have "
        "done then; to plan a shift to come, leave the calls out.",
        one="Replay: the {n:,} call of {days} is known from the record. The plan shows what these officers would have "
        "done then; to plan a shift to come, leave the calls out.",
        n=len(past),
        days=Text("{first}" if first == last else "{first} to {last}", first=first, last=last),
    )


def report_calls_left_free(run: Run, calls: int) -> None:
    """Say that calls of the shift are no part of a plan in blocks."""
    if calls:
        run.info(
            "{n:,} calls come in during the shift. Blocks do not plan for them, but keep {share:g} % of the time free.",
            one="{n:,} call comes in during the shift. Blocks do not plan for it, but keep {share:g} % of the time "
            "free.",
            n=calls,
            share=run.number("FREE_SHARE"),
        )


def _report_calls(run: Run, figures: PlanFigures) -> None:
    if not figures.calls_known:
        return
    answered, known = figures.calls_answered, figures.calls_known
    if figures.median_wait_min is None:
        run.warn("Calls answered: {answered:,} of {known:,} in the shift.", answered=answered, known=known)
        return
    run.info(
        "Calls answered: {answered:,} of {known:,} in the shift; until the officer is there, {median:,.0f} minutes "
        "(median), {longest:,.0f} at most.",
        answered=answered,
        known=known,
        median=figures.median_wait_min,
        longest=figures.longest_wait_min,
    )
    if figures.median_wait_min > _LONG_WAIT:
        run.warn(
            "Half of the answered calls wait longer than {minutes:,.0f} minutes: there are too few "
            "officers for these calls, or they start too far away.",
            minutes=figures.median_wait_min,
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
        run.info(
            "There are more officers ({officers:,}) than nodes ({nodes:,}): some stay where they are.",
            officers=len(officers),
            nodes=len(nodes),
        )
    islands = plan.reason.count(CANNOT_REACH)
    if islands:
        run.warn(
            "{n:,} nodes cannot be reached by road, or not be left again; they are among the unvisited.",
            one="{n:,} node cannot be reached by road, or not be left again; it is among the unvisited.",
            n=islands,
        )
    run.info(
        "{visits} by {used:,} of {officers:,} officers, reward {reward:,.1f} (at most {bound:,.1f} is possible). The "
        "baseline: {compared}, reward {baseline:,.1f}.",
        visits=_visits(plan.visited),
        used=plan.officers_used,
        officers=len(officers),
        reward=plan.reward,
        bound=bound,
        compared=_visits(baseline.visited),
        baseline=baseline.reward,
    )
    _report_calls(run, figures_of(problem, plan))
    if plan.stopped or baseline.stopped:
        run.warn(
            "The time limit of {seconds:g} s, or the share of it that each moment of the shift has, ended the "
            "planning; the plan so far is kept.",
            seconds=run.number("TIME_LIMIT"),
        )
    if not plan.visited:
        run.warn("Nobody visits anything: check the officers' duty, the dwell time and how far the nodes are.")
