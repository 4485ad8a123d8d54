"""Several officers through one shift: who goes where next (Rumi, Qin & Salim, V-B: Imp-Greedy, Dis-Greedy)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Callable

import numpy as np

from ..control import Control
from ..route.plan import ON_TIME_MIN, Deadline
from .assignment import Assignment
from .problem import AssignmentSettings, PatrolProblem
from .reward import arrival_factor
from .shift import Shift

# A choice takes value and arrival of the open pairs (p,), and node and officer ranks of each (p,), and returns one's
# index.
_Choice = Callable[[np.ndarray, np.ndarray, np.ndarray, np.ndarray], int]


def _most_important(value: np.ndarray, arrive: np.ndarray, node: np.ndarray, officer: np.ndarray) -> int:
    top = value.max()
    best = np.flatnonzero(value >= top - 1e-12 * abs(top))
    return int(best[_nearest(value[best], arrive[best], node[best], officer[best])])


def _nearest(value: np.ndarray, arrive: np.ndarray, node: np.ndarray, officer: np.ndarray) -> int:
    near = np.flatnonzero(arrive <= arrive.min() + ON_TIME_MIN)
    return int(near[np.lexsort((officer[near], node[near]))[0]])


def _first_given(value: np.ndarray, arrive: np.ndarray, node: np.ndarray, officer: np.ndarray) -> int:
    first = np.flatnonzero(node == node.min())
    return int(first[_nearest(value[first], arrive[first], node[first], officer[first])])


@dataclass(frozen=True)
class Greedy:
    """A planner that works through the shift from event to event: whenever an officer is idle, its choice says who goes
    where.

    Open are nodes that are still unvisited and in whose interval the visit would begin; calls from the moment they come
    in. The visit must end before the officer goes off duty or has a break, and the shift ends. A cell that somebody is
    on the way to, or at, is out of the pool until that visit ends. Who finds nothing open picks from the nodes that
    open next, and sets out just in time to be there at the opening; until then a call may still take the officer.

    ``in_order``: nodes in their order instead of one drawn by lot.
    """

    choose: _Choice
    in_order: bool = False

    def plan(self, problem: PatrolProblem, settings: AssignmentSettings, control: Control | None = None) -> Assignment:
        return _Dispatch(self, problem, settings).run(control or Control())


IMPORTANCE_GREEDY = Greedy(_most_important)
DISTANCE_GREEDY = Greedy(_nearest)
GIVEN_ORDER = Greedy(_first_given, in_order=True)


class _Dispatch(Shift):
    """A shift in which idle officers are sent out from event to event."""

    def __init__(self, method: Greedy, problem: PatrolProblem, settings: AssignmentSettings) -> None:
        super().__init__(problem, settings)
        self.method = method
        nodes = len(problem.nodes)
        rng = np.random.default_rng(settings.seed)
        self.node_lot = np.arange(nodes) if method.in_order else rng.permutation(nodes)
        self.officer_lot = rng.permutation(len(problem.officers))

    def run(self, control: Control) -> Assignment:
        deadline = Deadline(self.settings.time_limit_s)
        now, stopped = float(self.free.min()), False
        while now < self.settings.shift_min and self.waiting.any():
            control.step(now, self.settings.shift_min)
            if deadline.passed():
                stopped = True
                break
            # Visits without dwell on the spot end at once, and their officers are idle again.
            while self._send_idle(now, control):
                pass
            now = self._look_ahead(now, control)
        return self.finished(stopped)

    def _next_event(self, now: float) -> float:
        """When next an officer becomes free or ends a break, a node opens or a call comes in; inf for never."""
        starts = self.problem.nodes.start_min[self.waiting]
        events = np.concatenate([self.free, self.break_off, starts])
        later = events[events > now + ON_TIME_MIN]
        return float(later.min()) if len(later) else np.inf

    def _idle(self, now: float) -> np.ndarray:
        resting = (now >= self.break_on - ON_TIME_MIN) & (now < self.break_off - ON_TIME_MIN)
        return np.flatnonzero((self.free <= now + ON_TIME_MIN) & (now < self.off) & ~resting)

    def _arrivals(self, idle: np.ndarray, place: np.ndarray, now: float) -> np.ndarray:
        """When officers (k,) who set out now are at places (m,), (k, m)."""
        classes = self.problem.speed_class
        return np.stack([self.journeys[classes[one]].arrivals(self.at[one], place, now) for one in idle.tolist()])

    def _until(self, idle: np.ndarray, now: float) -> np.ndarray:
        """When a visit must have ended, (k, 1): before a break when that begins; after it when the duty ends."""
        until = np.where(now < self.break_on, np.minimum(self.off, self.break_on), self.off)
        return until[idle][:, None] + ON_TIME_MIN

    def _send_idle(self, now: float, control: Control) -> bool:
        """Send out idle officers to what is open, or will be when they are there; whether one is idle again at once.

        An officer for whom nothing is open yet is left to _look_ahead.
        """
        idle, nodes, dwell = self._idle(now), self.problem.nodes, self.settings.dwell_min
        ahead = np.where(self.is_call, 0.0, self.longest)
        live = self.waiting & (nodes.end_min > now) & (nodes.start_min <= now + ahead + ON_TIME_MIN)
        node = np.flatnonzero(live)
        if len(idle) == 0 or len(node) == 0:
            return False
        place, is_call = nodes.place[node], self.is_call[node]
        arrive = self._arrivals(idle, place, now)
        cell_busy = np.where(is_call, -np.inf, self.busy[place])
        open_pairs = (
            self.reach[np.ix_(idle, node)]
            & (arrive >= np.maximum(nodes.start_min[node], cell_busy) - ON_TIME_MIN)
            & (arrive < nodes.end_min[node] - ON_TIME_MIN)
            & (arrive + dwell <= self._until(idle, now))
        )
        factor = arrival_factor(arrive - nodes.call_min[node], nodes.priority[node])
        value = self.full[node] * factor
        has_opened = nodes.start_min[node] <= now + ON_TIME_MIN
        again = False
        while True:
            control.check()
            finds_some = open_pairs[:, has_opened].any(axis=1)
            row, column = np.nonzero(open_pairs & finds_some[:, None])
            if len(row) == 0:
                return again
            picked = self._pick(value[row, column], arrive[row, column], node[column], idle[row])
            one, which = int(row[picked]), int(column[picked])
            leave = self.send(int(idle[one]), int(node[which]), now)
            again = again or leave <= now + ON_TIME_MIN
            self._take(open_pairs, one, which, place, is_call, arrive, leave)

    def _look_ahead(self, now: float, control: Control) -> float:
        """Send out those who are still idle and must leave now to be at a node when it opens; the next event's moment.

        Each is meant for the node the method would pick when the first of them opens for that officer. Who need not
        leave yet stays: until then others may become free and calls come in, so this is thought over at every event.
        """
        nodes, dwell = self.problem.nodes, self.settings.dwell_min
        event = self._next_event(now)
        idle = self._idle(now)
        opening = np.where(self.is_call, np.inf, np.maximum(nodes.start_min, self.busy[nodes.place]))
        # Who goes to what opens later than this need not leave before the next event.
        soon = (opening > now + ON_TIME_MIN) & (opening <= event + self.longest + ON_TIME_MIN)
        node = np.flatnonzero(self.waiting & soon & (nodes.end_min > now))
        if len(idle) == 0 or len(node) == 0:
            return event
        place, is_call, opening = nodes.place[node], self.is_call[node], opening[node]
        arrive = self._arrivals(idle, place, now)
        begin = np.maximum(arrive, opening)
        possible = (
            self.reach[np.ix_(idle, node)]
            & (begin < nodes.end_min[node] - ON_TIME_MIN)
            & (begin + dwell <= self._until(idle, now))
        )
        sent = False
        while True:
            control.check()
            first = np.where(possible, begin, np.inf).min(axis=1)
            row, column = np.nonzero(possible & (opening <= first[:, None] + ON_TIME_MIN))
            if len(row) == 0:
                break
            picked = self._pick(self.full[node[column]], arrive[row, column], node[column], idle[row])
            one, which = int(row[picked]), int(column[picked])
            officer = int(idle[one])
            journeys = self.journeys[self.problem.speed_class[officer]]
            depart = float(journeys.departures(self.at[officer], place[which], opening[which]))
            if depart <= now + ON_TIME_MIN:
                self.send(officer, int(node[which]), now)
                sent = True
            else:
                event = min(event, depart)
            leave = float(begin[one, which]) + dwell
            self._take(possible, one, which, place, is_call, begin, leave)
        return min(event, self._next_event(now)) if sent else event

    def _pick(self, value: np.ndarray, arrive: np.ndarray, node: np.ndarray, officer: np.ndarray) -> int:
        return self.method.choose(value, arrive, self.node_lot[node], self.officer_lot[officer])

    @staticmethod
    def _take(
        pairs: np.ndarray,
        one: int,
        which: int,
        place: np.ndarray,
        is_call: np.ndarray,
        begin: np.ndarray,
        leave: float,
    ) -> None:
        """Take a picked officer and node out of the pairs, and what would meet the officer in the same cell.

        pairs: bool (k, m), the officers and nodes that can be picked.
        one, which: the officer and the node, among the k and m.
        place, is_call: (m,), of the nodes.
        begin: float64 (k, m), when each visit would begin.
        leave: when the picked visit ends.
        """
        pairs[one, :] = False
        pairs[:, which] = False
        if not is_call[which]:
            same_cell = (place == place[which]) & ~is_call
            pairs[:, same_cell] &= begin[:, same_cell] >= leave - ON_TIME_MIN
