"""One shift: when it is, and which nodes and calls fall into it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from ...algorithms.errors import PatrolError
from ...algorithms.times.timeclasses import shown_time
from ..common.wording import counted
from ..roads.travel import read_moment, today_at_eight

if TYPE_CHECKING:
    from ..framework.run import Run
    from .calls import CallTable
    from .nodes import NodeTable
    from .officers import OfficerTable


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
        _warn_of_another_day(run, calls, shift)
    elif not inside.all():
        run.info(
            f"{run.label('CALLS')}: {int((~inside).sum()):,} of {len(calls):,} calls came in outside the shift "
            f"({shift}); they are left out."
        )
    return calls.where(inside)


def _warn_of_another_day(run: Run, calls: CallTable, shift: Shift) -> None:
    """Warn that none of the calls (there are some) comes in during the shift, and when they do."""
    first, last = shown_time(calls.start.min()), shown_time(calls.start.max())
    run.warn(
        f"{run.label('CALLS')}: none of the {counted(len(calls), 'call')} came in during the shift ({shift}); they are "
        f"of {first} to {last}. The shift is planned without calls. Choose a {run.label('SHIFT_START')} within that "
        "time to replay them, or leave the calls out."
    )
