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

    A leaf says what those of its rows say that its tree was not grown on, when each counts for as many targets as it
    stands for: the odds of one in two are multiplied by the odds of the record, leaf by leaf. So the expected incidents
    of all targets together are about as many as there are, which correcting the mean of the trees does not give.
    """
    jobs = threads()
    rngs = [np.random.default_rng([seed, number]) for number in range(TREES)]
    trees, leaves, importance = [], [], np.zeros(table.shape[1])
    with ThreadPoolExecutor(jobs) as pool:
        for begin in range(0, TREES, jobs):
            control.step(begin, TREES)
            for grown, values in pool.map(lambda rng: _grown(table, sample, rng), rngs[begin : begin + jobs]):
                trees.append(grown.tree_)
                leaves.append(values)
                importance += grown.feature_importances_
    return Trees(importance / max(importance.sum(), 1e-300), tuple(trees), tuple(leaves))


def _grown(table: np.ndarray, sample: Balanced, rng: np.random.Generator) -> tuple[Any, np.ndarray]:
    """A tree on a draw of the rows, and what its leaves say: see ``_leaves``."""
    from sklearn.tree import DecisionTreeClassifier

    row, times = np.unique(rng.integers(0, len(table), min(_ROWS_A_TREE, len(table))), return_counts=True)
    grown = DecisionTreeClassifier(
        min_samples_leaf=LEAF, max_features="sqrt", random_state=int(rng.integers(2**31))
    ).fit(table[row], sample.happened[row], sample_weight=times.astype(np.float64))
    others = np.ones(len(table), dtype=bool)
    others[row] = False
    return grown, _leaves(grown.tree_, table, sample, others)


def _leaves(tree: Any, table: np.ndarray, sample: Balanced, others: np.ndarray) -> np.ndarray:
    """Incidents a target, and the share of targets with one, of each node that is a leaf: float64 (nodes, 2).

    tree: grown.
    table: features of the sample.
    sample: what happened.
    others: the rows it was not grown on, bool (n,); a leaf without any says what those do that it was.
    """
    leaf = tree.apply(table)
    worth = np.column_stack([np.ones(len(leaf)), sample.number, sample.happened]) * sample.weight[:, None]
    every, unseen = (
        np.stack([np.bincount(leaf[rows], one[rows], minlength=tree.node_count) for one in worth.T])
        for rows in (slice(None), others)
    )
    stand, number, happened = np.where(unseen[0] > 0, unseen, every)
    stand = np.maximum(stand, 1e-300)
    return np.column_stack([number / stand, happened / stand])


def threads() -> int:
    """How many threads to use: as many as there are processors for this process, a few at most."""
    of_process = getattr(os, "sched_getaffinity", None)
    number = len(of_process(0)) if of_process else os.cpu_count() or 1
    return min(_MOST_THREADS, number)
