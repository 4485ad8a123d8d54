"""Whether the clocks of this computer are changed during a shift, which times without a zone cannot say."""

from __future__ import annotations

import datetime
from typing import Callable

import numpy as np

from ...algorithms.route.plan import minutes_text
from ...algorithms.texts import Text


def report_clock_change(warn: Callable[..., None], start: np.datetime64, hours: float) -> None:
    """Warn where the clocks are changed during a shift of so many hours, by the time zone of this computer.

    All times are read, planned and written as a clock that is never changed shows them. QGIS has no value for a time in
    the hour that is left out in spring.
    """
    change = _first_change(start, hours)
    if change is None:
        return
    day, minutes = change
    warn(
        "The clocks of this computer's time zone are put {way} by {minutes} on {day}, during the shift. Its times are "
        "those of a clock that is not changed: after it they are off by as much.{left_out}",
        way=Text("forward") if minutes > 0 else Text("back"),
        minutes=minutes_text(abs(minutes)),
        day=str(day),
        left_out=Text(" Times in what is left out do not exist, and QGIS shows them empty.") if minutes > 0 else "",
    )


def _first_change(start: np.datetime64, hours: float) -> tuple[datetime.date, int] | None:
    """The day of the first change within so many hours, and by how many minutes the clocks are put forward."""
    try:
        begin = start.astype("datetime64[s]").item()
        before = _offset(begin)
        # An hour after the end: what is left out lies before the moment from which another offset holds.
        for after_h in [*range(1, int(np.ceil(hours))), hours + 1.0]:
            moment = begin + datetime.timedelta(hours=after_h)
            after = _offset(moment)
            if after != before:
                return moment.date(), round((after - before).total_seconds() / 60)
    except (OverflowError, OSError, ValueError, AttributeError):
        # The computer's clock does not know years so far away; NumPy does.
        return None
    return None


def _offset(moment: datetime.datetime) -> datetime.timedelta:
    return moment.astimezone().utcoffset() or datetime.timedelta()
