"""The best plan of a few officers by trying all, and a plan's rules looked at one by one: no code shared with planners.

Clocks are those of the problem: minutes since the start of the shift. A drive takes what the matrix says, by the hour's
factor on the way.
"""

from __future__ import annotations

import itertools
from math import exp, floor, inf, isfinite, isnan

COLDSPOT, HOTSPOT, CALL = 0, 1, 2
TABLE_III = {5: (1, 0, 0, 0), 4: (1, 0, 0, 0), 3: (1, 0.8, 0, 0), 2: (1, 0.8, 0.6, 0), 1: (1, 0.8, 0.6, 0.5)}


def arrives(depart, minutes, factors, clock):
    """When a drive of so many free minutes ends; what is left at a full hour goes on with the next hour's factor."""
    if not isfinite(minutes):
        return inf
    if factors is None:
        return depart + minutes
    now, left = depart + clock, minutes
    while True:
        hour = floor(now / 60.0 + 1e-12)
        room = ((hour + 1) * 60.0 - now) / factors[hour % 24]
        if left <= room:
            return now + left * factors[hour % 24] - clock
        left -= room
        now = (hour + 1) * 60.0


class Oracle:
    """All there is to know of a problem and its settings, in plain numbers."""

    def __init__(self, problem, settings):
        self.problem, self.settings = problem, settings
        nodes = problem.nodes
        self.factors = None if problem.traffic is None else problem.traffic.factors.tolist()
        start = settings.shift_start
        self.clock = float((start - start.astype("datetime64[D]")).astype("timedelta64[m]").astype(int))
        self.must = [0] * len(nodes) if problem.must is None else problem.must.tolist()

    def reward(self, node, begin):
        """What a visit that begins then earns."""
        nodes = self.problem.nodes
        kind = int(nodes.kind[node])
        full = exp(nodes.weight[node]) * nodes.priority[node] * exp((0, 2, 4)[kind])
        if kind != CALL:
            return full
        late = begin - nodes.start_min[node]
        row = 0 if late < 15 else 1 if late <= 30 else 2 if late <= 60 else 3
        return full * TABLE_III[int(nodes.priority[node])][row]

    def duty(self, officer):
        """From when to when, and the break."""
        officers, shift = self.problem.officers, self.settings.shift_min
        on, off = max(float(officers.on_min[officer]), 0.0), min(float(officers.off_min[officer]), shift)
        rest = float(officers.break_on_min[officer])
        if isnan(rest) or officers.break_min[officer] == 0:
            return on, off, inf, inf
        return on, off, rest, rest + float(officers.break_min[officer])

    def go(self, officer, at, place, free, opens, dwell):
        """When a stay begins at a place, drive and stay before the break or after it."""
        _, _, rest_on, rest_off = self.duty(officer)
        minutes = float(self.problem.travel[self.problem.speed_class[officer]].minutes[at, place])
        begin = max(arrives(free, minutes, self.factors, self.clock), opens)
        if free < rest_off and begin + dwell > rest_on + 1e-9:
            begin = max(arrives(rest_off, minutes, self.factors, self.clock), opens)
        return begin

    def drive(self, officer, order):
        """The stays (node, begin, end) of an order, as early as can be; None where it does not fit."""
        nodes, dwell = self.problem.nodes, self.settings.dwell_min
        on, off, _, _ = self.duty(officer)
        at, free, stays = int(self.problem.home[officer]), on, []
        for node in order:
            place = int(nodes.place[node])
            begin = self.go(officer, at, place, free, float(nodes.start_min[node]), dwell)
            if not (begin < nodes.end_min[node] and begin + dwell <= off + 1e-9):
                return None
            stays.append((node, begin, begin + dwell))
            at, free = place, begin + dwell
        if order and self.settings.return_to_start:
            home = int(self.problem.home[officer])
            if self.go(officer, at, home, free, -inf, 0.0) > off + 1e-9:
                return None
        return stays

    def routes(self, officer, allowed):
        """Set of nodes → the stays and what they earn, of the best order of each set that fits."""
        best = {frozenset(): ((), 0.0)}
        if self.duty(officer)[0] >= self.duty(officer)[1]:
            return best
        for length in range(1, len(allowed) + 1):
            for order in itertools.permutations(allowed, length):
                stays = self.drive(officer, order)
                if stays is None:
                    continue
                earned = sum(self.reward(node, begin) for node, begin, _ in stays)
                if earned > best.get(frozenset(order), ((), -1.0))[1]:
                    best[frozenset(order)] = (tuple(stays), earned)
        return best

    def best(self):
        """Most musts, then most reward less the officers' cost; cells are taken to be used by one officer only."""
        nodes = self.problem.nodes
        allowed = [node for node in range(len(nodes)) if self.must[node] >= 0]
        choices = [self.routes(officer, allowed) for officer in range(len(self.problem.home))]
        found = (0, 0.0)
        for pick in itertools.product(*choices):
            if sum(map(len, pick)) > len(frozenset().union(*pick)):
                continue
            cost = self.settings.officer_cost * sum(bool(part) for part in pick)
            earned = sum(options[part][1] for options, part in zip(choices, pick)) - cost
            musts = sum(self.must[node] > 0 for part in pick for node in part)
            found = max(found, (musts, earned))
        return found
