"""The same stops in a better order: 2-opt and or-opt, every such change of a route looked at in one array."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ..control import Control
from .plan import Deadline
from .rounds import Round
from .schedule import Schedule

# Minutes. What gains less than this is a rounding error.
_GAIN_MIN = 1e-7
_LONGEST_CHAIN = 3


def reordered(made: Round, deadline: Deadline, control: Control) -> Round:
    """The round after the changes of order that let it end earlier, one after another, as long as the best one does and
    the deadline has not passed.

    The change is chosen by the minutes of free roads (there and back may differ) and kept if the schedule agrees.
    """
    while len(made.order) > 2 and not deadline.passed():
        control.check()
        order = _best_change(made.schedule, made.order)
        if order is None:
            return made
        times = made.schedule.times(order)
        if times.fitting < len(order) or times.home >= made.home - _GAIN_MIN:
            return made
        made = Round(made.schedule, order)
    return made


def _best_change(schedule: Schedule, order: Sequence[int]) -> list[int] | None:
    """The order with a part reversed, or a chain of up to three stops put elsewhere; None where none is shorter."""
    count = len(order)
    tour = np.array([schedule.start, *order] + ([] if schedule.last is None else [schedule.last]))
    way = schedule.problem.travel.minutes[tour[:, None], tour]
    if schedule.last is None:
        # From the last stop one goes on to nowhere.
        way = np.pad(way, ((0, 1), (0, 1)))
    gain, first, last = _best_reversal(way, count)
    change = None
    if gain < -_GAIN_MIN:
        change = [*order[:first], *order[first : last + 1][::-1], *order[last + 1 :]]
    for length in range(1, min(_LONGEST_CHAIN, count - 1) + 1):
        less, begin, behind = _best_move(way, count, length)
        if less < min(gain, -_GAIN_MIN):
            gain = less
            chain, rest = order[begin : begin + length], [*order[:begin], *order[begin + length :]]
            at = behind if behind <= begin else behind - length
            change = [*rest[:at], *chain, *rest[at:]]
    return change


def _best_reversal(way: np.ndarray, count: int) -> tuple[float, int, int]:
    """Minutes gained (negative) by reversing the stops ``first`` to ``last`` of the order, and these."""
    turn = np.arange(1, count + 1)
    onward = np.concatenate([[0.0], np.cumsum(way[turn - 1, turn])])
    back = np.concatenate([[0.0], np.cumsum(way[turn, turn - 1])])
    with np.errstate(invalid="ignore"):
        joined = way[turn - 1][:, turn] + way[turn][:, turn + 1]
        parted = way[turn - 1, turn][:, None] + way[turn, turn + 1]
        run = (back[turn] - back[turn][:, None]) - (onward[turn] - onward[turn][:, None])
        gain = joined - parted + run
    gain[np.tril_indices(count)] = 0.0
    best = int(np.nanargmin(gain))
    return float(gain.flat[best]), *divmod(best, count)


def _best_move(way: np.ndarray, count: int, length: int) -> tuple[float, int, int]:
    """Minutes gained (negative) by moving ``length`` stops from position ``begin`` of the order to behind so many
    stops, and these.
    """
    begin = np.arange(1, count - length + 2)
    end = begin + length - 1
    behind = np.arange(count + 1)
    with np.errstate(invalid="ignore"):
        closed = way[begin - 1, begin] + way[end, end + 1] - way[begin - 1, end + 1]
        opened = way[behind][:, begin].T + way[end][:, behind + 1] - way[behind, behind + 1]
        gain = opened - closed[:, None]
    gain[(behind >= begin[:, None] - 1) & (behind <= end[:, None])] = 0.0
    best = int(np.nanargmin(gain))
    row, column = divmod(best, count + 1)
    return float(gain.flat[best]), row, int(behind[column])
