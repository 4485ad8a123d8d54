"""Aoristic weights: an incident of unknown minute counts in every time class it may have happened in."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ..errors import PatrolError
from ..times.spans import DAY_S, HOUR_S, WEEK_S
from ..times.timeclasses import CASES, TURN_HOURS, case_index

# 1970-01-01 was a Thursday; weeks begin on Monday.
_FIRST_MONDAY_S = 4 * DAY_S
_BREAK_S = TURN_HOURS * HOUR_S


@dataclass(frozen=True)
class CaseShares:
    """How n incidents are shared among the cases; m entries: ``incident`` (index), ``case`` (index), ``share``.

    The shares of an incident add up to 1.
    """

    incident: np.ndarray
    case: np.ndarray
    share: np.ndarray


def case_shares(time: np.ndarray, end: np.ndarray | None, cases: str) -> CaseShares:
    """The part of each incident's interval that lies in each case (Ratcliffe 2000).

    ``time``: datetime64[s] (n,); ``end``: the same, not before ``time``, or None where every moment is known; an
    interval holds its start, not its end. ``cases``: a word of CASES other than overall.
    """
    known = _cases_of(time, cases)
    number = len(time)
    if end is None or (end == time).all():
        return CaseShares(np.arange(number), known, np.ones(number))
    breaks = np.arange(0, WEEK_S + 1, _BREAK_S)
    of_piece = _cases_of((breaks[:-1] + _FIRST_MONDAY_S).astype("datetime64[s]"), cases)
    begin_s, end_s = (moment.astype("datetime64[s]").astype(np.int64) - _FIRST_MONDAY_S for moment in (time, end))
    span = np.maximum(end_s - begin_s, 1)
    share = np.empty((number, len(CASES[cases])))
    for case in range(share.shape[1]):
        # Seconds of this case from Monday 00:00 to each break of the week.
        seconds = np.concatenate([[0], np.cumsum(np.where(of_piece == case, _BREAK_S, 0))])
        until = [
            seconds[-1] * (moment // WEEK_S) + np.interp(moment % WEEK_S, breaks, seconds)
            for moment in (begin_s, end_s)
        ]
        share[:, case] = (until[1] - until[0]) / span
    share[end_s <= begin_s] = 0.0
    share[end_s <= begin_s, known[end_s <= begin_s]] = 1.0
    incident, of_case = np.nonzero(share)
    return CaseShares(incident, of_case, share[incident, of_case])


def _cases_of(time: np.ndarray, cases: str) -> np.ndarray:
    index = case_index(time, cases)
    if index is None:
        raise PatrolError("Cases {cases!r} do not divide the time, so nothing can be shared among them.", cases=cases)
    return index
