"""Calls of the past in a plan: a replay of the record, and calls of another day than the shift."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

import numpy as np

from ...algorithms.times.timeclasses import shown_time
from ..common.wording import counted

if TYPE_CHECKING:
    from ..framework.run import Run
    from .calls import CallTable
    from .shift import Shift


def now() -> np.datetime64:
    """The present moment, local time."""
    return np.datetime64(datetime.datetime.now(), "s")


def report_replay(run: Run, calls: CallTable) -> bool:
    """Whether calls (of the shift) have come in already; the plan is then a replay of the record, and the log says so.

    Whoever plans a shift to come does not know its calls.
    """
    past = calls.start[calls.start <= now()]
    if not len(past):
        return False
    first, last = past.min().astype("datetime64[D]"), past.max().astype("datetime64[D]")
    days = str(first) if first == last else f"{first} to {last}"
    run.info(
        f"Replay: the {counted(len(past), 'call')} of {days} {'is' if len(past) == 1 else 'are'} known from the "
        "record. The plan shows what these officers would have done then; to plan a shift to come, leave the calls out."
    )
    return True


def warn_of_another_day(run: Run, calls: CallTable, shift: Shift) -> None:
    """Warn that none of the calls (there are some) comes in during the shift, and when they do."""
    first, last = shown_time(calls.start.min()), shown_time(calls.start.max())
    run.warn(
        f"{run.label('CALLS')}: none of the {counted(len(calls), 'call')} came in during the shift ({shift}); they are "
        f"of {first} to {last}. The shift is planned without calls. Choose a {run.label('SHIFT_START')} within that "
        "time to replay them, or leave the calls out."
    )
