"""One shift: when it is, and which nodes and calls fall into it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from ...algorithms.errors import PatrolError
from ...algorithms.texts import Text
from ...algorithms.times.timeclasses import shown_time
from ..roads.travel import read_moment, today_at_eight
from ..times.clockchanges import report_clock_change

if TYPE_CHECKING:
    from ..framework.run import Run
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

    @property
    def span(self) -> Text:
        """From when to when, for the log."""
        return Text("{start} to {end}", start=shown_time(self.start), end=shown_time(self.end))


def read_shift(run: Run, officers: OfficerTable, nodes: NodeTable) -> Shift:
    """The shift of SHIFT_START and SHIFT_HOURS; without a start the earliest duty, else interval, else today 08:00."""
    start = read_moment(run, "SHIFT_START")
    if start is None:
        sources = ((officers.shift_on, Text("the earliest shift_on")), (nodes.start, Text("the first interval")))
        for moments, source in sources:
            known = moments[~np.isnat(moments)]
            if len(known):
                start = known.min()
                run.info("No start of the shift is given: {moment}, {source}.", moment=shown_time(start), source=source)
                break
        else:
            start = today_at_eight()
            run.info("No start of the shift is given: {moment}.", moment=shown_time(start))
    report_clock_change(run.warn, start, run.number("SHIFT_HOURS"))
    return Shift(start, run.number("SHIFT_HOURS"))


def nodes_in_shift(run: Run, label: str, nodes: NodeTable, shift: Shift) -> NodeTable:
    """The nodes whose interval overlaps the shift; an error when there is none."""
    outside = (nodes.end <= shift.start) | (nodes.start >= shift.end)
    if outside.all():
        first, last = shown_time(nodes.start.min()), shown_time(nodes.end.max())
        raise PatrolError(
            "{label}: the forecast covers {first} to {last}, the shift is {shift}. Choose another start of the "
            "shift, or a forecast of its hours.",
            label=label,
            first=first,
            last=last,
            shift=shift.span,
        )
    if outside.any():
        run.info(
            "{label}: {n:,} of {total:,} nodes lie outside the shift ({shift}); they are left out.",
            label=label,
            n=int(outside.sum()),
            total=len(nodes),
            shift=shift.span,
        )
    return nodes.where(~outside)
