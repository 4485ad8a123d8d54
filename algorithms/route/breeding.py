"""What a genetic algorithm does to a whole population of orders at once: made, crossed and mutated, never one by one.

An order is a row of a matrix (p, n): the numbers of n stops, each once. Costs are float64 (n + 1, n + 1), from row to
column, of the stops and one place more, which every order begins at (its row) and ends at (its column).
"""

from __future__ import annotations

from typing import Callable

import numpy as np

# Longest run of stops that is moved elsewhere: of every other order as Or (1976) has it, else half of the stops, since
# where streets are one-way a run cannot be turned round as cheaply.
_SHORT_RUN, _LONG_SHARE = 3, 2


def costs_of(orders: np.ndarray, cost: np.ndarray) -> np.ndarray:
    """What each order costs from its begin to its end, float64 (p,)."""
    round_trip = closed(orders)
    return cost[round_trip[:, :-1], round_trip[:, 1:]].sum(axis=1)


def closed(orders: np.ndarray) -> np.ndarray:
    """The orders with the place that they begin and end at before and after them, (p, n + 2)."""
    rows, count = orders.shape
    home = np.full((rows, 1), count, dtype=orders.dtype)
    return np.concatenate([home, orders, home], axis=1)


def near_orders(
    count: int, cost: np.ndarray, rng: np.random.Generator, over: Callable[[], bool] = lambda: False
) -> np.ndarray:
    """``count`` orders from one that always goes on to the nearest stop to ones that hardly look at the distance; when
    it is over, the stops that are left follow in the order of their numbers.
    """
    stops = len(cost) - 1
    blur = np.linspace(0.0, 1.0, count)[:, None] ** 2 * 4.0
    rows, at = np.arange(count), np.full(count, stops)
    waiting = np.ones((count, stops), dtype=bool)
    orders = np.empty((count, stops), dtype=np.int64)
    for turn in range(stops):
        if over():
            orders[:, turn:] = np.nonzero(waiting)[1].reshape(count, -1)
            break
        seeming = cost[at, :stops] * np.exp(blur * rng.standard_normal((count, stops)))
        at = np.where(waiting, seeming, np.inf).argmin(axis=1)
        # A way of infinite length is no worse than a stop that is already in the order.
        at = np.where(waiting[rows, at], at, waiting.argmax(axis=1))
        orders[:, turn] = at
        waiting[rows, at] = False
    return orders


def order_crossover(mother: np.ndarray, father: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Children (p, n) of two populations (p, n): a run of the mother's order stays where it is, and the stops after it,
    and round to its begin, follow in the father's order (OX, Davis 1985).
    """
    rows, count = mother.shape
    begin, end = np.sort(rng.integers(0, count + 1, (rows, 2)), axis=1).T[..., None]
    turn = np.arange(count)
    # Both seen from the end of the run: what follows comes first, the run itself last.
    seen_from = (end + turn) % count
    from_mother = np.take_along_axis(mother, seen_from, axis=1)
    from_father = np.take_along_axis(father, seen_from, axis=1)
    others = count - (end - begin)
    in_run = np.zeros((rows, count), dtype=bool)
    np.put_along_axis(in_run, from_mother, turn >= others, axis=1)
    kept = np.take_along_axis(in_run, from_father, axis=1)
    following = np.take_along_axis(from_father, np.argsort(kept, axis=1, kind="stable"), axis=1)
    children = np.empty_like(mother)
    np.put_along_axis(children, seen_from, np.where(turn < others, following, from_mother), axis=1)
    return children


def inverted(orders: np.ndarray, cost: np.ndarray, guided: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """The orders with a run of each turned round (2-opt).

    orders: (p, n), n ≥ 2.
    cost: (n + 1, n + 1).
    guided: bool (p,). A run begins anywhere; where it ends is drawn by lot, or, of those guided, it is where the order
        becomes cheapest; and where it becomes cheaper nowhere the order stays.
    rng: draws.
    """
    rows, count = orders.shape
    trip = closed(orders)
    begin = rng.integers(1, count, rows)[:, None]
    turn = np.arange(count + 2)
    forth = np.cumsum(np.pad(cost[trip[:, :-1], trip[:, 1:]], ((0, 0), (1, 0))), axis=1)
    back = np.cumsum(np.pad(cost[trip[:, 1:], trip[:, :-1]], ((0, 0), (1, 0))), axis=1)
    first, before = _at(trip, begin), _at(trip, begin - 1)
    after = np.roll(trip, -1, axis=1)
    gain = (
        cost[before, trip]
        + cost[first, after]
        + (back - _at(back, begin))
        - (np.roll(forth, -1, axis=1) - _at(forth, begin - 1))
    )
    allowed = (turn > begin) & (turn <= count)
    gain = np.where(allowed, gain, np.inf)
    end = np.where(guided[:, None], gain.argmin(axis=1)[:, None], rng.integers(begin + 1, count + 1))
    stays = guided[:, None] & ~(_at(gain, end) < 0)
    turned = (turn >= begin) & (turn <= end) & ~stays
    return np.take_along_axis(trip, np.where(turned, begin + end - turn, turn), axis=1)[:, 1:-1]


def moved(orders: np.ndarray, cost: np.ndarray, guided: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """The orders with a run of one to three stops of each put in elsewhere, perhaps the other way round (or-opt).

    orders: (p, n), n ≥ 2.
    cost: (n + 1, n + 1).
    guided: bool (p,). Where a run is put in is drawn by lot, or, of those guided, it is where the order becomes
        cheapest; and where it becomes cheaper nowhere the order stays.
    rng: draws.
    """
    rows, count = orders.shape
    trip = closed(orders)
    longest = np.where(rng.random((rows, 1)) < 0.5, _SHORT_RUN, count // _LONG_SHARE)
    length = rng.integers(1, np.clip(longest, 1, count - 1) + 1)
    begin = rng.integers(1, count - length + 2)
    end = begin + length - 1
    turn = np.arange(count + 2)
    forth = np.cumsum(np.pad(cost[trip[:, :-1], trip[:, 1:]], ((0, 0), (1, 0))), axis=1)
    back = np.cumsum(np.pad(cost[trip[:, 1:], trip[:, :-1]], ((0, 0), (1, 0))), axis=1)
    first, last = _at(trip, begin), _at(trip, end)
    before, behind = _at(trip, begin - 1), _at(trip, end + 1)
    after = np.roll(trip, -1, axis=1)
    taken = cost[before, behind] - cost[before, first] - cost[last, behind]
    joint = taken - cost[trip, after]
    as_it_is = joint + cost[trip, first] + cost[last, after]
    round_about = joint + cost[trip, last] + cost[first, after]
    round_about += (_at(back, end) - _at(back, begin)) - (_at(forth, end) - _at(forth, begin))
    elsewhere = (turn <= count) & ((turn < begin - 1) | (turn > end))
    gain = np.where(elsewhere, np.minimum(as_it_is, round_about), np.inf)
    by_lot = np.where(elsewhere, rng.random(gain.shape), np.inf)
    to = np.where(guided[:, None], gain, by_lot).argmin(axis=1)[:, None]
    stays = guided[:, None] & ~(_at(gain, to) < 0)
    other_way = np.where(guided[:, None], _at(round_about, to) < _at(as_it_is, to), rng.random((rows, 1)) < 0.5)
    in_run = (turn >= begin) & (turn <= end) & ~stays
    offset = np.where(other_way, end - turn, turn - begin)
    key = np.where(in_run, to + 0.5 + offset / (2.0 * count), turn)
    return np.take_along_axis(trip, np.argsort(key, axis=1, kind="stable"), axis=1)[:, 1:-1]


def _at(values: np.ndarray, turn: np.ndarray) -> np.ndarray:
    """Of each row the value at its turn, (p, 1)."""
    return np.take_along_axis(values, turn, axis=1)
