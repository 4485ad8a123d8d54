"""The trees of the forest, grown a few at a time, with leaves that tell the base rate."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import numpy as np

from ....control import Control
from .balanced import Balanced

TREES, LEAF = 60, 50
# What each tree is grown on at most, drawn with replacement.
_ROWS_A_TREE = 20_000
# Threads: each tree is one's, and more than these gain little.
_MOST_THREADS = 4


@dataclass(frozen=True)
class Trees:
    """Fitted trees. ``importance``: of the columns, (columns,), together 1; all 0 where no tree was ever split."""

    importance: np.ndarray
    _trees: tuple[Any, ...]
    _leaves: tuple[np.ndarray, ...]

    def of(self, table: np.ndarray, control: Control) -> tuple[np.ndarray, np.ndarray]:
        """Incidents, and the probability of at least one, of rows of features, float32 (n, columns): (n,) each."""
        found = np.zeros((len(table), 2))
        jobs = threads()

        def told(place: int) -> np.ndarray:
            return self._leaves[place][self._trees[place].apply(table)]

        with ThreadPoolExecutor(jobs) as pool:
            for begin in range(0, len(self._trees), jobs):
                control.step(begin, len(self._trees))
                for values in pool.map(told, range(begin, min(begin + jobs, len(self._trees)))):
                    found += values
        found /= len(self._trees)
        return found[:, 0], found[:, 1]


def grow_trees(table: np.ndarray, sample: Balanced, seed: int, control: Control) -> Trees:
    """Fit a forest of classification trees on a balanced sample.

    table: features of the sample, float32 (n, columns).
    sample: what happened, and how much of the record each row stands for.
    seed: equal seed, equal trees, however many threads grow them.
    control: progress, and stop between a few trees.

    What a tree says is what a leaf's rows say when each counts for as many targets as it stands for: the odds of one in
    two are multiplied by the odds of the record, leaf by leaf. So the expected incidents of all targets of the record
    are as many as there were, which correcting the forest's mean instead does not give.
    """
    from sklearn.ensemble import RandomForestClassifier

    jobs = threads()
    forest = RandomForestClassifier(
        n_estimators=0,
        min_samples_leaf=LEAF,
        max_samples=min(_ROWS_A_TREE, len(table)),
        n_jobs=jobs,
        random_state=seed,
        warm_start=True,
    )
    leaves: list[np.ndarray] = []
    while len(leaves) < TREES:
        control.step(len(leaves), TREES)
        forest.n_estimators = min(TREES, len(leaves) + jobs)
        forest.fit(table, sample.happened)
        for grown in forest.estimators_[len(leaves) :]:
            leaves.append(_leaves(grown.tree_, table, sample))
    return Trees(
        np.asarray(forest.feature_importances_), tuple(grown.tree_ for grown in forest.estimators_), tuple(leaves)
    )


def _leaves(tree: Any, table: np.ndarray, sample: Balanced) -> np.ndarray:
    """Incidents a target, and the share of targets with one, of each node that is a leaf: float64 (nodes, 2)."""
    leaf = tree.apply(table)
    stand, number, happened = (
        np.bincount(leaf, weight, minlength=tree.node_count)
        for weight in (sample.weight, sample.weight * sample.number, sample.weight * sample.happened)
    )
    stand = np.maximum(stand, 1e-300)
    return np.column_stack([number / stand, happened / stand])


def threads() -> int:
    """How many threads to use: as many as there are processors for this process, a few at most."""
    of_process = getattr(os, "sched_getaffinity", None)
    number = len(of_process(0)) if of_process else os.cpu_count() or 1
    return min(_MOST_THREADS, number)
