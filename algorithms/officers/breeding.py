"""Genetic algorithm and cuckoo search over random keys, for one moment of a shift (Rumi, Qin & Salim, V-B,
algorithms 1 and 2, tables V and VI).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Callable

import numpy as np

from .fitness import Fitness
from .keys import Encoding, best_first
from .moment import Effort, Moment
from .orders import Orders

Encode = Callable[[Moment], Encoding]


class _Plans:
    """A population of keys with what each earns, the best first."""

    def __init__(self, moment: Moment, encoding: Encoding, effort: Effort) -> None:
        self.moment = moment
        self.encoding = encoding
        self.effort = effort
        self.fitness = Fitness(moment)
        self.keys = encoding.random(effort.settings.breeding.population, effort.rng)
        self.reward = self.fitness.rewards(encoding.decode(self.keys))
        self.rank()

    def __len__(self) -> int:
        return len(self.keys)

    def rank(self) -> None:
        order = np.argsort(-self.reward, kind="stable")
        self.keys, self.reward = self.keys[order], self.reward[order]

    def grown(self, born: np.ndarray, fresh: int) -> tuple[np.ndarray, np.ndarray]:
        """Keys of new plans, and what they earn: those ``born``, some of them optimised locally, and random ones."""
        rng = self.effort.rng
        keys = np.concatenate([born, self.encoding.random(fresh, rng)])
        orders = self.encoding.decode(keys)
        some = np.flatnonzero(rng.random(len(born)) < self.effort.settings.breeding.local)
        if len(some):
            few = Orders(orders.node[some], orders.count[some])
            keys[some], better = best_first(self.moment, self.encoding, keys[some], few)
            orders.node[some] = better.node
        return keys, self.fitness.rewards(orders)

    def best(self) -> list[list[int]]:
        """The nodes of each officer, in their order, of the plan that earns most."""
        return self.encoding.decode(self.keys[:1]).lists()[0]


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
        replaced = np.r_[elite : elite + children, count - fresh : count]
        for _ in effort.rounds():
            mother, father = rng.integers(0, count, (2, children))
            from_mother = rng.integers(0, 2, (children, plans.keys.shape[1]), dtype=np.bool_)
            born = np.where(from_mother, plans.keys[mother], plans.keys[father])
            plans.keys[replaced], plans.reward[replaced] = plans.grown(born, fresh)
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
            # New nests are random whatever becomes of the others, so that all are read at once.
            keys, reward = plans.grown(plans.encoding.wrapped(moved), dropped)
            # One after another in the study; each against a plan of its own here, so that none is asked twice.
            rival = rng.permutation(count)[:flying]
            better = np.flatnonzero(reward[:flying] > plans.reward[rival])
            plans.keys[rival[better]], plans.reward[rival[better]] = keys[better], reward[better]
            plans.rank()
            plans.keys[count - dropped :], plans.reward[count - dropped :] = keys[flying:], reward[flying:]
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
