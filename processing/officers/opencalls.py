"""Which calls are tasks of a shift: those that come in during it, and those that are still open when it begins."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ...algorithms.officers.reward import arrival_factor
from ...algorithms.texts import Text
from ...algorithms.times.timeclasses import shown_time

if TYPE_CHECKING:
    from ..framework.run import Run
    from .calls import CallTable
    from .shift import Shift


def calls_of_shift(run: Run, calls: CallTable, shift: Shift) -> CallTable:
    """The calls that come in during the shift, or are open when it begins; what is left out is said."""
    inside = (calls.start >= shift.start) & (calls.start < shift.end)
    oldest = shift.start - np.timedelta64(round(run.number("CALL_OPEN_HOURS") * 3600), "s")
    before = calls.start < shift.start
    closed = before & (calls.closed <= shift.start)
    still_open = before & (calls.start >= oldest) & ~closed
    tasks = inside | still_open
    if len(calls) and not tasks.any():
        _warn_of_another_day(run, calls, shift)
    else:
        _report_left_out(run, calls, ~tasks & ~closed, closed, shift)
    _report_open(run, calls.where(still_open), shift)
    return calls.where(tasks)


def _report_left_out(run: Run, calls: CallTable, outside: np.ndarray, closed: np.ndarray, shift: Shift) -> None:
    """Count the calls (m,) of another time than the shift's, and those closed before it."""
    label, total = run.label("CALLS"), len(calls)
    if closed.any():
        run.info(
            "{label}: {n:,} of {total:,} calls were closed before the shift ({shift}); they are left out.",
            label=label,
            n=int(closed.sum()),
            total=total,
            shift=shift.span,
        )
    if outside.any():
        run.info(
            "{label}: {n:,} of {total:,} calls came in outside the shift ({shift}) and more than {hours:g} hours "
            "before it; they are left out.",
            label=label,
            n=int(outside.sum()),
            total=total,
            shift=shift.span,
            hours=run.number("CALL_OPEN_HOURS"),
        )


def _report_open(run: Run, calls: CallTable, shift: Shift) -> None:
    """Say which calls are open when the shift begins, and how many of them earn nothing any more."""
    if not len(calls):
        return
    waited = (shift.start - calls.start).astype("timedelta64[s]").astype(np.int64) / 60.0
    run.info(
        "{label}: {n:,} calls came in before the shift and are still open; they are tasks from its start, and the "
        "longest has waited {minutes:,.0f} minutes by then.",
        one="{label}: {n:,} call came in before the shift and is still open; it is a task from its start, and has "
        "waited {minutes:,.0f} minutes by then.",
        label=run.label("CALLS"),
        n=len(calls),
        minutes=float(waited.max()),
    )
    lost = arrival_factor(waited, calls.priority) == 0
    if lost.any():
        run.warn(
            "{label}: of the {calls} open when the shift begins, {lost:,} waited too long to earn anything (after 15 "
            "minutes nothing is earned at priority 5 and 4, after 30 at 3, after 60 at 2): visits go there only where "
            "nothing else is to do. Where they must be answered, say so by their priority.",
            label=run.label("CALLS"),
            lost=int(lost.sum()),
            calls=Text("{n:,} calls", one="{n:,} call", n=len(calls)),
        )


def _warn_of_another_day(run: Run, calls: CallTable, shift: Shift) -> None:
    """Warn that none of the calls (there are some) is of the shift, and when they came in."""
    first, last = shown_time(calls.start.min()), shown_time(calls.start.max())
    run.warn(
        "{label}: none of the {calls} came in during the shift ({shift}), nor is one open when it begins; they are of "
        "{first} to {last}. The shift is planned without calls. Choose a {start} within that time to replay them, or "
        "leave the calls out.",
        label=run.label("CALLS"),
        calls=Text("{n:,} calls", one="{n:,} call", n=len(calls)),
        shift=shift.span,
        first=first,
        last=last,
        start=run.label("SHIFT_START"),
    )
