"""What the log says of the officers: breaks that come to nothing, odd speeds, and who is not on duty."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ...algorithms.errors import PatrolError
from ...algorithms.route.plan import Clock
from ...algorithms.times.timeclasses import shown_time
from ..common.wording import counted, listed

if TYPE_CHECKING:
    from ..framework.run import Run
    from .nodes import OfficerTable
    from .shift import Shift

_NAMED = 10
# A name and a moment are as long as two names, with two moments as three.
_NAMED_WITH_TIME, _NAMED_WITH_TIMES = 5, 3
# km/h; on foot and in the fastest car.
_SLOWEST, _FASTEST = 1.0, 200.0


def report_officers(run: Run, table: OfficerTable, shift: Shift) -> None:
    """Check the officers, an error for those who cannot be, and warn of what does not count.

    Raises PatrolError where none is on duty during the shift.
    """
    officers = table.on_clock(Clock(shift.start), shift.minutes)
    label = run.label("OFFICERS")
    absent = ~officers.on_duty(shift.minutes)
    if absent.all():
        raise PatrolError(
            f"{label}: nobody is on duty during the shift ({shift}): {_duties(table)}. Choose another "
            f"{run.label('SHIFT_START')}, or correct shift_on and shift_off."
        )
    if absent.any():
        run.warn(
            f"{counted(int(absent.sum()), 'officer')} {'is' if absent.sum() == 1 else 'are'} not on duty within the "
            f"shift and get{'s' if absent.sum() == 1 else ''} no visit: {listed(table.name[absent], _NAMED)}. Check "
            "shift_on and shift_off."
        )
    _report_breaks(run, table, officers.missed_breaks(), officers.cut_breaks())
    resting = ~absent & (officers.working_min(shift.minutes) <= 0)
    if resting.any():
        run.warn(
            f"{label}: the break lasts for all the duty in the shift, so there is no visit by "
            f"{listed(table.name[resting], _NAMED)}. Check break_on and break_min."
        )
    odd = (table.speed_kmh < _SLOWEST) | (table.speed_kmh > _FASTEST)
    if odd.any():
        shown = [f"{name} ({speed:g})" for name, speed in zip(table.name[odd], table.speed_kmh[odd])]
        run.warn(
            f"{label}: no patrol has such a speed_kmh: {listed(shown, _NAMED_WITH_TIME)}. Give km/h, or NULL for the "
            "speed of the roads."
        )


def _report_breaks(run: Run, table: OfficerTable, missed: np.ndarray, cut: np.ndarray) -> None:
    label = run.label("OFFICERS")
    if missed.any():
        shown = [f"{name} ({shown_time(moment)})" for name, moment in zip(table.name[missed], table.break_on[missed])]
        run.warn(
            f"{label}: {counted(len(shown), 'break')} never fall{'s' if len(shown) == 1 else ''} into the duty and "
            f"{'does' if len(shown) == 1 else 'do'} not count: {listed(shown, _NAMED_WITH_TIME)}. Give break_on with "
            "its date, between shift_on and shift_off."
        )
    if cut.any():
        run.info(f"{label}: only the part within the duty counts of the break of {listed(table.name[cut], _NAMED)}.")
    lonely = np.isnat(table.break_on) & (table.break_min > 0)
    if lonely.any():
        run.warn(
            f"{label}: {counted(int(lonely.sum()), 'officer')} with a length of the break (break_min) but no break_on "
            f"get{'s' if lonely.sum() == 1 else ''} none: {listed(table.name[lonely], _NAMED)}. Say when it begins."
        )


def _duties(table: OfficerTable) -> str:
    """The duty of the first few officers."""
    duties = zip(table.name, table.shift_on, table.shift_off)
    return listed([f"{name} {_or_open(on)} to {_or_open(off)}" for name, on, off in duties], _NAMED_WITH_TIMES)


def _or_open(moment: np.datetime64) -> str:
    return "…" if np.isnat(moment) else shown_time(moment)
