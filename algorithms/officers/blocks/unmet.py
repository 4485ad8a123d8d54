"""Why a place that is a must has no stop in a plan of blocks."""

from __future__ import annotations

import numpy as np

from ...route.plan import CANNOT_REACH, TOO_FAR
from ...texts import Text
from .duty import Duties, Stay
from .problem import HARD

NOBODY_ON_DUTY = Text("nobody is on duty")
OTHER_BEAT = Text("nobody who can get there may leave their beat for it")
NO_STAY_FITS = Text("with the way there, no block fits into the duty of anybody who may go")
NO_ROOM = Text("the blocks of those who may go leave no room")


def why_unmet(duties: Duties, place: int) -> Text:
    """What bars it first: nobody on duty, no road or way there, the beats, no block that fits, or the other blocks.

    duties: what the plan was made for.
    place: the number of a place that is a must and has no stop.
    """
    problem, settings = duties.problem, duties.settings
    able = problem.officers.on_duty(settings.shift_min)
    if not able.any():
        return NOBODY_ON_DUTY
    at = problem.places.place[place]
    if problem.travel[0].too_far[at]:
        return TOO_FAR
    able = able & np.array(
        [np.isfinite(problem.travel[speed].minutes[home, at]) for speed, home in zip(duties.speed, duties.home)]
    )
    if not able.any():
        return CANNOT_REACH
    if settings.beat_rule == HARD:
        able = able & problem.within_beat()[:, place]
        if not able.any():
            return OTHER_BEAT
    areas = [number for number, members in enumerate(duties.areas) if place in members]
    alike: set[tuple[float, ...]] = set()
    for officer in np.flatnonzero(able).tolist():
        # Who starts at the same place and time has the same ways.
        key = (
            *(duties.speed[officer], duties.home[officer], duties.on[officer], duties.off[officer]),
            *(duties.break_on[officer], duties.break_off[officer]),
        )
        if key not in alike and any(_fits(duties, officer, area, place) for area in areas):
            return NO_ROOM
        alike.add(key)
    return NO_STAY_FITS


def _fits(duties: Duties, officer: int, area: int, place: int) -> bool:
    """Whether a block of the area with a stop at the place, and nothing else, keeps the rules."""
    rounds = duties.rounds(officer, area)
    is_there = (rounds.member == place).cumsum(axis=1) > 0
    within = (rounds.starts[:, None] >= duties.on[officer]) & (rounds.depart <= duties.off[officer] + 1e-6)
    found = np.argwhere(rounds.fits & is_there[:, None, :] & within)
    return any(
        duties.worth(officer, [Stay(start, area, way, stop + 1)]) > -np.inf for way, start, stop in found.tolist()
    )
