"""How ready a team is for calls that have not come in yet: who is free, and where."""

from __future__ import annotations

import numpy as np

from .reward import arrival_factor
from .shift import Shift

# The rate is of the calls since the shift began, as if there had been so many minutes without any before.
_QUIET_BEFORE_MIN = 60.0
# How far ahead is thought, and at how many moments of it.
_AHEAD_MIN, _MOMENTS = 30.0, 5
# Delays are told apart by so much, up to the last change of the reward.
_STEP_MIN, _LATEST_MIN = 2.5, 65.0
# Of more places those that are likeliest count, where a shift is asked about thousands of times.
_MOST_PLACES = 256
# A node counts as nodes of its kind do on the average, and with this share of its own weight, which is of few days.
_OWN_SHARE = 0.5


class Readiness:
    """What a team as it stands would earn of calls to come: the reward of whoever is there first, wherever they come in
    (preparedness: Andersson & Värbrand 2007).

    As many are expected as have come in since the shift began, and worth as much if they are answered as late; where
    and when nodes weigh. ``expected``: calls a minute.
    """

    def __init__(self, shift: Shift) -> None:
        self.shift = shift
        self.expected = 0.0
        self._delays = np.arange(0.0, _LATEST_MIN + _STEP_MIN, _STEP_MIN)
        # What a call is worth by the delay, and where calls are expected in an interval: places and shares.
        self._worth = np.zeros(len(self._delays))
        self._where: dict[float, tuple[np.ndarray, np.ndarray]] = {}
        nodes = shift.problem.nodes
        weight = np.maximum(nodes.weight, 0.0)
        likely = _OWN_SHARE * weight
        for kind in np.unique(nodes.kind).tolist():
            likely[nodes.kind == kind] += weight[nodes.kind == kind].mean()
        self._likely = np.where(shift.is_call, 0.0, likely)
        self._openings = np.unique(nodes.start_min[~shift.is_call])

    def learn(self, now: float) -> None:
        """Take the calls into account that have come in since the shift began."""
        nodes = self.shift.problem.nodes
        seen = np.flatnonzero(self.shift.is_call & (nodes.start_min > 0.0) & (nodes.start_min <= now))
        self.expected = len(seen) / (max(now, 0.0) + _QUIET_BEFORE_MIN)
        if len(seen):
            factor = arrival_factor(self._delays, nodes.priority[seen, None])
            self._worth = (self.shift.full[seen, None] * factor).mean(axis=0)

    def gains(self, officer: int, now: float, place: np.ndarray, free: np.ndarray) -> np.ndarray:
        """By how much more the team earns of calls to come, (n,), when an officer goes somewhere than by staying free.

        officer: who is free.
        now: the moment.
        place: int64 (n,), where the officer may go.
        free: float64 (n,), when the officer is free again there.
        """
        where, share = self._places(now)
        moment = now + (np.arange(_MOMENTS) + 0.5) * _AHEAD_MIN / _MOMENTS
        shift = self.shift
        speed, at, free_at = shift.problem.speed_class, np.append(shift.at[officer], place), np.append(now, free)
        others = np.flatnonzero((np.arange(len(speed)) != officer) & (shift.off > now) & (shift.free < moment[-1]))
        soonest = np.full((_MOMENTS, len(where)), np.inf)
        for one in others.tolist():
            drive = shift.problem.travel[speed[one]].minutes[shift.at[one], where]
            np.minimum(soonest, np.maximum(shift.free[one] - moment, 0.0)[:, None] + drive, out=soonest)
        drive = shift.problem.travel[speed[officer]].minutes[at[:, None], where]
        own = np.maximum(free_at[:, None] - moment, 0.0)[:, :, None] + drive[:, None, :]
        late = np.minimum(np.minimum(own, soonest), _LATEST_MIN)
        worth = (self._worth[(late / _STEP_MIN).astype(np.int64)] @ share).mean(axis=1)
        earned: np.ndarray = self.expected * _AHEAD_MIN * (worth[1:] - worth[0])
        return earned

    def _places(self, now: float) -> tuple[np.ndarray, np.ndarray]:
        """Where calls are expected at a moment, int64 (p,), and which share of them is at each, (p,)."""
        opened = self._openings[self._openings <= now]
        key = float(opened[-1]) if len(opened) else -np.inf
        if key not in self._where:
            nodes = self.shift.problem.nodes
            likely = np.where((nodes.start_min <= now) & (nodes.end_min > now), self._likely, 0.0)
            total = np.bincount(nodes.place, likely, minlength=len(self.shift.busy))
            most = np.argsort(-total, kind="stable")[:_MOST_PLACES]
            most = most[total[most] > 0]
            self._where[key] = most, total[most] / max(float(total.sum()), 1e-300)
        return self._where[key]
