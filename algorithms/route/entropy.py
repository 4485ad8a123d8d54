"""How hard it is to guess from one plan when the next one visits a stop."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ..errors import PatrolError
from .plan import Clock
from .route import Route

BIN_MIN = 30.0
_ROUNDING_MIN = 1e-6


@dataclass(frozen=True)
class VisitEntropy:
    """How unlike each other k routes are in when they visit n stops.

    ``bits``: float64 (n,), the entropy of each stop's visit times, NaN for stops on none of the routes. ``relative``:
    their mean, weighted by priority, as a share of the log₂ k bits that k routes can have: 0 for routes that visit all
    at the same times, or one route, 1 where no two visit any stop at the same time. ``guessed``: the share of cases in
    which one who knows one plan guesses the half hour of the next one's visit, weighted by priority; 1 for one route.
    """

    bits: np.ndarray
    relative: float
    guessed: float


def visit_entropy(
    routes: Sequence[Route], priority: np.ndarray, departure: np.datetime64, bin_min: float = BIN_MIN
) -> VisitEntropy:
    """The Shannon entropy of the visit times over routes of which each is driven equally often, drawn by lot.

    A visit time is the clock's half hour (or other bin) of the arrival. For each stop, an outcome is the bins in which
    a route visits it, none for a route that does not: H = −Σ p·log₂ p over the outcomes, p the share of routes with it.
    Yesterday's and tomorrow's route are drawn independently: whoever saw one of yesterday's visits guesses the same
    half hour, and is right where tomorrow's route has a visit in it; who saw none guesses none.

    routes: at least one.
    priority: float64 (n,) of the stops; if that of all visited ones is 0, each counts the same.
    departure: when the routes begin.
    bin_min: minutes of a bin.
    """
    if not routes:
        raise PatrolError("Entropy: there is no route. Give at least one.")
    if not (bin_min > 0 and np.isfinite(bin_min)):
        raise PatrolError("Entropy: the bins must be longer than 0 minutes, not {minutes:g}.", minutes=bin_min)
    begin = Clock(departure).start_min_of_day
    seen: list[dict[int, frozenset[int]]] = []
    for route in routes:
        bins: dict[int, set[int]] = {}
        for visit in route.visits:
            bins.setdefault(visit.stop, set()).add(int(_bins(begin + visit.arrive_min, bin_min)))
        seen.append({stop: frozenset(found) for stop, found in bins.items()})
    visited = sorted(set().union(*seen))
    bits = np.full(len(priority), np.nan)
    guessed = np.ones(len(priority))
    for stop in visited:
        outcomes = Counter(one.get(stop, frozenset()) for one in seen)
        share = np.array(list(outcomes.values())) / len(routes)
        bits[stop] = _bits(share)
        guessed[stop] = sum(
            before * after * _right(yesterday, tomorrow)
            for yesterday, before in zip(outcomes, share)
            for tomorrow, after in zip(outcomes, share)
        )
    if not visited:
        return VisitEntropy(bits, 0.0, 1.0)
    weight = priority[visited] if priority[visited].sum() > 0 else np.ones(len(visited))
    most = np.log2(len(routes)) if len(routes) > 1 else 1.0
    relative = float(np.average(bits[visited], weights=weight)) / most
    return VisitEntropy(bits, min(relative, 1.0), float(np.average(guessed[visited], weights=weight)))


def entropy_of_day(
    place: np.ndarray, arrive_min: np.ndarray, departure: np.datetime64, plan_min: float, bin_min: float = BIN_MIN
) -> float:
    """How hard it is to guess within one plan when a place is visited, knowing where and how often: from 0, where each
    place is visited in one half hour of the plan alone, to 1, where its visits are spread evenly over all of them.

    H(half hour | place) / log₂(half hours): the Shannon entropy of the half hours of each place's visits, weighted by
    their number. 0 without visits, and in a plan of one half hour.

    place: int (v,), of each visit.
    arrive_min: float64 (v,), minutes since ``departure``.
    departure: when the plan begins.
    plan_min: how long it is, minutes.
    bin_min: minutes of a bin.
    """
    begin = Clock(departure).start_min_of_day
    last = max(begin + plan_min - 2 * _ROUNDING_MIN, begin)
    bins = 1 + int(_bins(last, bin_min) - _bins(begin, bin_min))
    if not len(place) or bins < 2:
        return 0.0
    half_hours = np.column_stack([place, _bins(begin + arrive_min, bin_min)])
    seen, count = np.unique(half_hours, axis=0, return_counts=True)
    shares = [count[seen[:, 0] == one] for one in np.unique(place)]
    return float(sum(own.sum() * _bits(own / own.sum()) for own in shares)) / len(place) / float(np.log2(bins))


def _bins(minute: np.ndarray | float, bin_min: float) -> np.ndarray:
    """The bin of minutes of the day; a moment on the boundary belongs to the later one, rounding errors or not."""
    return np.floor((np.asarray(minute) + _ROUNDING_MIN) / bin_min).astype(np.int64)


def _bits(share: np.ndarray) -> float:
    """The Shannon entropy of shares that add up to 1."""
    return max(0.0, float(-(share * np.log2(share)).sum()))


def _right(yesterday: frozenset[int], tomorrow: frozenset[int]) -> float:
    """How often a guess by one of yesterday's bins is right tomorrow."""
    if not yesterday:
        return float(not tomorrow)
    return len(yesterday & tomorrow) / len(yesterday)
