"""Genetic algorithm and cuckoo search over random keys, for one moment of a shift (Rumi, Qin & Salim, V-B,
algorithms 1 and 2, tables V and VI).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Callable

import numpy as np

from .keys import Encoding, best_first
from .moment import Effort, Moment

Encode = Callable[[Moment], Encoding]


class _Plans:
    """A population of keys with what each earns, the best first."""

    def __init__(self, moment: Moment, encoding: Encoding, effort: Effort) -> None:
        self.moment = moment
        self.encoding = encoding
        self.effort = effort
        self.keys = encoding.random(effort.settings.breeding.population, effort.rng)
        self.reward = self.rewards(self.keys)
        self.rank()

    def __len__(self) -> int:
        return len(self.keys)

    def rewards(self, keys: np.ndarray) -> np.ndarray:
        return self.moment.rewards(self.encoding.decode(keys)) if len(keys) else np.zeros(0)

    def rank(self) -> None:
        order = np.argsort(-self.reward, kind="stable")
        self.keys, self.reward = self.keys[order], self.reward[order]

    def replace(self, where: slice | np.ndarray, keys: np.ndarray, reward: np.ndarray | None = None) -> None:
        self.keys[where] = keys
        self.reward[where] = self.rewards(keys) if reward is None else reward

    def optimised(self, keys: np.ndarray) -> np.ndarray:
        """Keys of new plans, some of them optimised locally."""
        some = self.effort.rng.random(len(keys)) < self.effort.settings.breeding.local
        if some.any():
            keys[some] = best_first(self.moment, self.encoding, keys[some])
        return keys

    def best(self) -> list[list[int]]:
        """The nodes of each officer, in their order, of the plan that earns most."""
        routes = self.encoding.decode(self.keys[:1])[0]
        return [[int(node) for node in route if node >= 0] for route in routes]


@dataclass(frozen=True)
class Genetic:
    """Algorithm 1. Children take each key from one of two random parents; they stand in for the plans after the elite,
    and new plans for the worst.
    """

    encode: Encode

    def sequences(self, moment: Moment, effort: Effort) -> list[list[int]]:
        """See MomentPlanner."""
        plans, rng, rates = _Plans(moment, self.encode(moment), effort), effort.rng, effort.settings.genetic
        count = len(plans)
        elite = max(1, round(rates.elitist * count))
        children = min(round(rates.crossover * count), count - elite)
        fresh = min(round(rates.immigration * count), count - elite - children)
        for _ in effort.rounds():
            mother, father = rng.integers(0, count, (2, children))
            from_mother = rng.random((children, plans.keys.shape[1])) < 0.5
            born = plans.optimised(np.where(from_mother, plans.keys[mother], plans.keys[father]))
            new = plans.encoding.random(fresh, rng)
            plans.replace(np.r_[elite : elite + children, count - fresh : count], np.concatenate([born, new]))
            plans.rank()
        return plans.best()


@dataclass(frozen=True)
class Cuckoo:
    """Algorithm 2. Plans among the best fly by Lévy steps; each takes the place of a random plan that earns less; then
    the worst nests are built anew.
    """

    encode: Encode

    def sequences(self, moment: Moment, effort: Effort) -> list[list[int]]:
        """See MomentPlanner."""
        plans, rng, rates = _Plans(moment, self.encode(moment), effort), effort.rng, effort.settings.cuckoo
        count = len(plans)
        flying = max(1, round(rates.flying * count))
        superior = max(1, round(rates.superior * count))
        dropped = min(round(rates.dropped * count), count - 1)
        for _ in effort.rounds():
            nest = rng.integers(0, superior, flying)
            moved = plans.keys[nest] + rates.step * levy(rng, (flying, plans.keys.shape[1]), rates.exponent)
            moved = plans.optimised(plans.encoding.wrapped(moved))
            # One after another in the study; each against a plan of its own here, so that none is asked twice.
            rival = rng.permutation(count)[:flying]
            reward = plans.rewards(moved)
            better = reward > plans.reward[rival]
            plans.replace(rival[better], moved[better], reward[better])
            plans.rank()
            plans.replace(slice(count - dropped, count), plans.encoding.random(dropped, rng))
            plans.rank()
        return plans.best()


def levy(rng: np.random.Generator, shape: tuple[int, int], exponent: float) -> np.ndarray:
    """Steps of a Lévy flight whose lengths follow a power law: P(|step| > s) falls as s^−exponent for large s
    (Mantegna 1994).
    """
    from math import gamma, pi, sin

    wide = (
        gamma(1 + exponent)
        * sin(pi * exponent / 2)
        / (gamma((1 + exponent) / 2) * exponent * 2 ** ((exponent - 1) / 2))
    )
    return rng.normal(0.0, wide ** (1 / exponent), shape) / np.abs(rng.normal(size=shape)) ** (1 / exponent)
