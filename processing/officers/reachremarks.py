"""What the log says of what a plan of several officers reaches."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...algorithms.officers.reach.reached import DELIVERED, WEEK_DAYS
from ...algorithms.texts import Text

if TYPE_CHECKING:
    from ...algorithms.officers.reach.expected import ExpectedMet
    from ...algorithms.officers.reach.reached import Reached
    from ..framework.run import Run
    from .reach import PlanReach

# Of fewer, one more or less is whole percents.
_FEW_EVENTS = 50


def report_reach(run: Run, reach: PlanReach) -> None:
    """A sentence on what is expected, one on last week, and what to mind."""
    if reach.expected is not None:
        _report_expected(run, reach.expected, reach.are_incidents)
    if reach.reached is None:
        return
    if reach.reached.events:
        _report_week(run, reach.reached)
    else:
        run.warn(
            "No incident is known of the shift's hours in the seven days before it, so what the plan reaches is not "
            "measured. Add the latest incidents."
        )


def _report_expected(run: Run, expected: ExpectedMet, are_incidents: bool) -> None:
    what = Text("{n:,.1f} expected incidents", n=expected.total) if are_incidents else Text("all weights")
    run.info(
        "Of {what}, {visit:.1%} fall into the place and hour of a visit, {after:.1%} with the half hour after it "
        "({less:.1%} where {share:.0%} of it is delivered).",
        what=what,
        visit=expected.in_visit / expected.total,
        after=expected.after / expected.total,
        less=expected.after_55 / expected.total,
        share=DELIVERED,
    )


def _report_week(run: Run, met: Reached) -> None:
    run.info(
        "Of last week's {n:,} incidents at the shift's hours this plan would have met {plan:.1f} % in place and hour "
        "({plan_55:.1f} % where {share:.0%} of it is delivered); its minutes spread evenly {even:.1f} %, its officers "
        "standing at the busiest places {count:.1f} %. Plan and count know last week; of a week to come less is met.",
        n=met.events,
        plan=met.plan,
        plan_55=met.plan_55,
        share=DELIVERED,
        even=met.even,
        count=met.count,
    )
    if met.count > met.plan:
        run.warn("The officers standing at the busiest places all shift would have met more than this plan.")
    if met.days < WEEK_DAYS:
        run.warn(
            "Only {n} of the seven days before the shift have incidents at its hours: the record may end before the "
            "shift, and what the plan reaches is measured on those days alone.",
            one="Only {n} of the seven days before the shift has incidents at its hours: the record may end before the "
            "shift, and what the plan reaches is measured on that day alone.",
            n=met.days,
        )
    if met.events < _FEW_EVENTS:
        run.info(
            "Last week's incidents are few: one more or less that is met makes {points:.1f} points.",
            points=100.0 / met.events,
        )
