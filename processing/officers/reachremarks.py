"""What the log says of what a plan of several officers reaches."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...algorithms.officers.reach.reached import DELIVERED, WEEK_DAYS
from ...algorithms.texts import Text

if TYPE_CHECKING:
    from ...algorithms.officers.reach.expected import ExpectedMet
    from ...algorithms.officers.reach.reached import Shares
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
    week, unseen = reach.reached.week, reach.reached.unseen
    if not week.events:
        run.warn(
            "No incident is known of the shift's hours in the seven days before it, so what the plan reaches is not "
            "measured. Add the latest incidents."
        )
        return
    _report_days(run, week)
    if reach.known_days in (0, WEEK_DAYS):
        _report_met(run, Text("last week's"), week)
        if reach.known_days:
            run.info(
                "Both know last week: blocks are planned by the whole record. The shorter that is, the more these "
                "figures flatter."
            )
        return
    run.info(
        "Of last week's {n:,} incidents at the shift's hours this plan would have met {plan:.1f} % in place and hour. "
        "It is made by weights, which are the incidents of the last three of these days, so it meets those best.",
        n=week.events,
        plan=week.plan,
    )
    if unseen.events:
        _report_met(run, Text("the four days before them, which no weight counts, with their"), unseen)
    else:
        run.warn("Of the four days before them no incident is known, so this figure flatters the plan.")


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


def _report_met(run: Run, days: Text, met: Shares) -> None:
    """Say what is met of some days, and what the plan's rivals meet of them."""
    run.info(
        "Of {days} {n:,} incidents at the shift's hours this plan would have met {plan:.1f} % in place and hour "
        "({plan_55:.1f} % where {share:.0%} of it is delivered), its minutes spread evenly {even:.1f} %.",
        days=days,
        n=met.events,
        plan=met.plan,
        plan_55=met.plan_55,
        share=DELIVERED,
        even=met.even,
    )
    if met.count == met.count:
        say = run.warn if met.count > met.plan else run.info
        say(
            "Its officers standing all shift at the places with most past incidents would have met "
            "{count:.1f} % of them ({count_55:.1f} % where {share:.0%} is delivered); this plan {plan:.1f} %.",
            count=met.count,
            count_55=met.count_55,
            share=DELIVERED,
            plan=met.plan,
        )
    if met.events < _FEW_EVENTS:
        run.info("These incidents are few: one more or less that is met makes {points:.1f} points.",
                 points=100.0 / met.events)  # fmt: skip


def _report_days(run: Run, week: Shares) -> None:
    if week.days < WEEK_DAYS:
        run.warn(
            "Only {n} of the seven days before the shift have incidents at its hours: the record may end before the "
            "shift, and what the plan reaches is measured on those days alone.",
            one="Only {n} of the seven days before the shift has incidents at its hours: the record may end before the "
            "shift, and what the plan reaches is measured on that day alone.",
            n=week.days,
        )
