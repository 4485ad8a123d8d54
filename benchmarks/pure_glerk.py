"""G-LERK-GA as the study describes it, plan by plan in plain Python: the peer of our plans for a whole population."""

from __future__ import annotations

import random
from typing import Any

POPULATION, ELITE, CHILDREN, FRESH, LOCAL = 100, 20, 30, 20, 0.5
# Table III: what an answer so many minutes after a call is worth, by priority.
TABLE = {
    1: (1.0, 0.8, 0.6, 0.5),
    2: (1.0, 0.8, 0.6, 0.0),
    3: (1.0, 0.8, 0.0, 0.0),
    4: (1.0, 0, 0, 0),
    5: (1.0, 0, 0, 0),
}

Keys = list[tuple[float, int]]


def plan(moment: Any, iterations: int, seed: int) -> float:
    """The reward of the best plan for a moment without breaks and traffic."""
    breeder = _Breeder(moment, random.Random(seed))
    ranked = sorted((breeder.new() for _ in range(POPULATION)), key=lambda one: -one[0])
    for _ in range(iterations):
        children = [
            breeder.child(breeder.chance.choice(ranked)[1], breeder.chance.choice(ranked)[1]) for _ in range(CHILDREN)
        ]
        ranked[ELITE : ELITE + CHILDREN] = children
        ranked[-FRESH:] = [breeder.new() for _ in range(FRESH)]
        ranked.sort(key=lambda one: -one[0])
    return ranked[0][0]


class _Breeder:
    """Makes plans; officers are the negative ids −1, −2, …"""

    def __init__(self, moment: Any, chance: random.Random) -> None:
        team, nodes = moment.team, moment.nodes
        self.chance = chance
        self.officers = [-1 - who for who in range(len(team))]
        self.at, self.free, self.off = team.at.tolist(), team.free.tolist(), team.off.tolist()
        self.place, self.full, self.dwell = nodes.place.tolist(), nodes.full.tolist(), nodes.dwell_min
        self.opens, self.closes = nodes.opens.tolist(), nodes.closes.tolist()
        self.called, self.priority = nodes.called.tolist(), nodes.priority.astype(int).tolist()
        self.minutes = moment.journeys[0].travel.minutes.tolist()
        hot = [node for node, one in enumerate(nodes.hot.tolist()) if one]
        cold = [node for node, one in enumerate(nodes.hot.tolist()) if not one]
        self.lists = ((hot, 0.5), (cold, 0.0))

    def new(self) -> tuple[float, list[Keys]]:
        keys = [
            [(low + 0.5 * (1 - self.chance.random()), one) for one in (*self.officers, *nodes)]
            for nodes, low in self.lists
        ]
        return self.reward(self.routes(keys)), keys

    def child(self, mother: list[Keys], father: list[Keys]) -> tuple[float, list[Keys]]:
        keys = [
            [one if self.chance.random() < 0.5 else other for one, other in zip(*both)] for both in zip(mother, father)
        ]
        if self.chance.random() < LOCAL:
            keys = [self.optimised(one) for one in keys]
        return self.reward(self.routes(keys)), keys

    def sub_tours(self, keys: Keys) -> dict[int, Keys]:
        ranked = sorted(keys)
        lead = next(place for place, (_, one) in enumerate(ranked) if one < 0)
        tours: dict[int, Keys] = {}
        for key in (ranked[lead], *ranked[:lead], *ranked[lead + 1 :]):
            if key[1] < 0:
                tour = tours.setdefault(key[1], [])
            else:
                tour.append(key)
        return tours

    def optimised(self, keys: Keys) -> Keys:
        moved = {}
        for officer, tour in self.sub_tours(keys).items():
            if tour:
                who = -1 - officer
                first = max(tour, key=lambda key: self.visit(who, self.at[who], self.free[who], key[1])[0])
                others = sorted((key for key in tour if key is not first), key=lambda key: -self.full[key[1]])
                moved.update({one: key for (key, _), (_, one) in zip(tour, (first, *others))})
        return [(moved.get(one, key), one) for key, one in keys]

    def routes(self, keys: list[Keys]) -> list[list[int]]:
        parts = [self.sub_tours(one) for one in keys]
        return [[node for part in parts for _, node in part[officer]] for officer in self.officers]

    def visit(self, who: int, at: int, free: float, node: int) -> tuple[float, float]:
        """What a visit earns and when it ends; a reward of −1 where it does not fit."""
        begin = max(free + self.minutes[at][self.place[node]], self.opens[node])
        if begin >= self.closes[node] or begin + self.dwell > self.off[who]:
            return -1.0, free
        late = begin - self.called[node]
        row = 0 if not late >= 15 else 1 if late <= 30 else 2 if late <= 60 else 3
        return self.full[node] * TABLE[self.priority[node]][row], begin + self.dwell

    def reward(self, routes: list[list[int]]) -> float:
        total = 0.0
        for who, route in enumerate(routes):
            at, free = self.at[who], self.free[who]
            for node in route:
                earned, end = self.visit(who, at, free, node)
                if earned >= 0:
                    total, at, free = total + earned, self.place[node], end
        return total
