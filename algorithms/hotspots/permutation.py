"""p-values of neighbourhood sums by conditional permutation: what the sums would be if the values lay at random."""

from __future__ import annotations

import numpy as np

from ..control import Control

# Sums whose difference is less than this share of the greatest possible one are equal: they were added up in different
# orders.
_SAME = 1e-12
_CHECK_EVERY = 100
# So many cells are drawn before they are counted: some 40 MB, and well below a second of counting.
_DRAWN_AT_ONCE = 1_000_000


def permutation_p_values(
    value: np.ndarray, near: np.ndarray, number: np.ndarray, permutations: int, seed: int, control: Control
) -> np.ndarray:
    """Two-sided p of the sum of each cell's neighbours under conditional permutation: float64 (n,).

    value: of each cell (n,).
    near: the sum of its neighbours' values (n,).
    number: how many neighbours it has, int (n,).
    permutations: how many orders are drawn.
    seed: of the generator that draws them.
    control: progress and stop.

    Cell i keeps its value while the values of all others are dealt anew (Anselin 1995); whether i counts in its own
    sum (Gi*) makes no difference then. p = 2·(e + 1) / (permutations + 1), at most 1, where e permutations have a sum
    as extreme as the observed one or more, in the tail in which there are fewer. That is twice the one-sided p_sim of
    esda, except that a sum equal to the observed one counts in both tails; else a cell of 0 among cells of 0 would
    look cold, however many such there are.

    The orders are drawn one after another by one generator and counted block by block, so neither memory nor the
    result depends on how many there are in a block.
    """
    most = int(number.max(initial=0))
    rng = np.random.default_rng(seed)
    at_least, at_most = np.zeros(len(value), dtype=np.int64), np.zeros(len(value), dtype=np.int64)
    size = max(1, _DRAWN_AT_ONCE // (most + 1))
    for begin in range(0, permutations, size):
        end = min(begin + size, permutations)
        block = control.part(begin / permutations, end / permutations)
        drawn = draw(rng, len(value), most, end - begin, block.part(0.0, 0.7))
        more, less = count_extremes(value, near, number, drawn, block.part(0.7, 1.0))
        at_least += more
        at_most += less
    p = 2.0 * (np.minimum(at_least, at_most) + 1.0) / (permutations + 1.0)
    return np.where(number > 0, np.minimum(p, 1.0), np.nan)


def needed_permutations(p_values: np.ndarray, permutations: int, alpha: float) -> int:
    """How many permutations let the cells of the least possible p outlast the correction; 0 where these do.

    ``p_values`` (n,): of so many permutations, NaN where undefined. The correction for the false discovery rate
    multiplies the least p, 2 / (permutations + 1), by the number of cells for each cell that has it.
    """
    least = 2.0 / (permutations + 1.0)
    tests = int(np.isfinite(p_values).sum())
    with np.errstate(invalid="ignore"):
        at_least = int((p_values <= least).sum())
    if not at_least or least * tests / at_least <= alpha:
        return 0
    return int(np.ceil(2.0 * tests / (alpha * at_least)))


def draw(rng: np.random.Generator, n: int, most: int, permutations: int, control: Control) -> np.ndarray:
    """The first cells of random orders of n cells: int (permutations, most + 1).

    rng: draws them.
    n: how many cells there are.
    most: neighbours that a cell has; one cell more is drawn.
    permutations: how many orders.
    control: progress and stop.
    """
    wanted = min(most + 1, n)
    drawn = np.empty((permutations, wanted), dtype=np.int64)
    for row in range(permutations):
        if row % _CHECK_EVERY == 0:
            control.step(row, permutations)
        drawn[row] = rng.choice(n, wanted, replace=False)
    return drawn


def count_extremes(
    value: np.ndarray, near: np.ndarray, number: np.ndarray, drawn: np.ndarray, control: Control
) -> tuple[np.ndarray, np.ndarray]:
    """In how many permutations the neighbours' sum is at least, and at most, the observed one: int (n,) each.

    value, near, number: as permutation_p_values.
    drawn: the orders, int (permutations, most neighbours + 1).
    control: progress and stop.

    All cells share the same orders. A cell with k neighbours gets the first k cells of each order; in the
    few orders that hold the cell itself among these, the next one takes its place. So it gets every set of k others
    with the same probability, as if it had been held fixed.
    """
    n, most = len(value), drawn.shape[1] - 1
    tolerance = _SAME * np.abs(value).max(initial=0.0) * (most + 1)
    above, below = near - tolerance, near + tolerance
    sums = np.concatenate([np.zeros((len(drawn), 1)), np.cumsum(value[drawn], axis=1)], axis=1)
    at_least, at_most = np.zeros(n, dtype=np.int64), np.zeros(n, dtype=np.int64)
    order = np.argsort(number, kind="stable")
    sizes, begins = np.unique(number[order], return_index=True)
    for done, (size, which) in enumerate(zip(sizes.tolist(), np.split(order, begins[1:]))):
        control.step(done, len(sizes))
        ranked = np.sort(sums[:, size])
        at_least[which] = len(ranked) - np.searchsorted(ranked, above[which], side="left")
        at_most[which] = np.searchsorted(ranked, below[which], side="right")
    control.check()
    # Every (order, cell) in which the cell itself is among the first k.
    row, position = np.nonzero(np.arange(most) < number[drawn[:, :most]])
    cell = drawn[row, position]
    with_itself = sums[row, number[cell]]
    without = with_itself - value[cell] + value[drawn[row, number[cell]]]
    at_least += _changes(cell, without >= above[cell], with_itself >= above[cell], n)
    at_most += _changes(cell, without <= below[cell], with_itself <= below[cell], n)
    return at_least, at_most


def _changes(cell: np.ndarray, now: np.ndarray, before: np.ndarray, n: int) -> np.ndarray:
    """By how much the count of each of n cells changes: int64 (n,)."""
    return np.bincount(cell[now], minlength=n) - np.bincount(cell[before], minlength=n)
