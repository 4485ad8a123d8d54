"""Whether the clocks of this computer are changed during a shift, which times without a zone cannot say."""

from __future__ import annotations

import calendar
import datetime
import time
from typing import Callable

import numpy as np

from ...algorithms.route.plan import minutes_text
from ...algorithms.texts import Text

# No zone is farther from UTC.
_FARTHEST_S = 15 * 3600


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
    """The day of the first change that a shift of so many hours meets, and by how many minutes the clocks are put
    forward.

    Asked are moments that exist, in UTC: what a clock shows in the hour that is left out is read one way by one version
    of Python and the other way by the next.
    """
    begin = start.astype("datetime64[s]").item()
    # The computer's clock does not know years so far away; NumPy does.
    if not isinstance(begin, datetime.datetime):
        return None
    first = calendar.timegm(begin.timetuple())
    last = first + hours * 3600.0
    try:
        moments = range(first - _FARTHEST_S, int(last) + _FARTHEST_S, 3600)
        offsets = [_offset(moment) for moment in moments]
        for moment, before, after in zip(moments, offsets, offsets[1:]):
            if before == after:
                continue
            change = _moment_of_change(moment, moment + 3600)
            shown = sorted((change + before, change + after))
            if first < shown[1] and last > shown[0]:
                return datetime.date(1970, 1, 1) + datetime.timedelta(seconds=change + before), (after - before) // 60
    except (OverflowError, OSError, ValueError):
        return None
    return None


def _moment_of_change(before: int, after: int) -> int:
    """The first second of another offset, between two moments that have different ones."""
    while after - before > 1:
        middle = (before + after) // 2
        before, after = (middle, after) if _offset(middle) == _offset(before) else (before, middle)
    return after


def _offset(moment: int) -> int:
    """Seconds that the clock of this computer shows more than UTC, at a moment in seconds since 1970."""
    return time.localtime(moment).tm_gmtoff
