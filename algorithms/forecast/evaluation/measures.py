"""What hit rates come to beside areas and earlier incidents: PAI, PEI and RRI, of numbers or arrays of any shape.

Each is NaN where what it is divided by is 0.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from .walkforward import Scored, WalkForward


def prediction_accuracy_index(hit_rate: ArrayLike, area_share: ArrayLike) -> np.ndarray:
    """PAI: hit rate ÷ share of the area that is hot (Chainey, Tompson & Uhlig 2008)."""
    return _ratio(hit_rate, area_share)


def prediction_efficiency_index(pai: ArrayLike, best_pai: ArrayLike) -> np.ndarray:
    """PEI: PAI ÷ the PAI of whoever knew the future, with as many hot cells (Hunt 2016)."""
    return _ratio(pai, best_pai)


def recapture_rate_index(hit_rate: ArrayLike, earlier_rate: ArrayLike) -> np.ndarray:
    """RRI: hit rate ÷ the share of the training days' incidents in the same cells (Levine 2008)."""
    return _ratio(hit_rate, earlier_rate)


@dataclass(frozen=True)
class Measures:
    """``hit_rate``, ``pai``, ``pei``, ``rri``: float64, all of one shape."""

    hit_rate: np.ndarray
    pai: np.ndarray
    pei: np.ndarray
    rri: np.ndarray


def of_steps(walk: WalkForward, scored: Scored) -> Measures:
    """One model in each step, (steps, coverages); NaN in a step without incidents."""
    events = walk.events[:, None]
    best_pai = prediction_accuracy_index(_ratio(walk.best_hits, events), walk.best_area)
    return _measures(_ratio(scored.hits, events), scored.area_share, scored.earlier_share, best_pai)


def of_all_steps(walk: WalkForward, scored: Scored, at: int) -> Measures:
    """One model in all steps together, at the coverage of that place: numbers, ()."""
    events = walk.events.sum()
    best_pai = prediction_accuracy_index(_ratio(walk.best_hits[:, at].sum(), events), walk.best_area[:, at].mean())
    rate = _ratio(scored.hits[:, at].sum(), events)
    return _measures(rate, scored.area_share[:, at].mean(), scored.earlier_share[:, at].mean(), best_pai)


def _measures(rate: np.ndarray, area_share: ArrayLike, earlier_share: ArrayLike, best_pai: ArrayLike) -> Measures:
    pai = prediction_accuracy_index(rate, area_share)
    return Measures(rate, pai, prediction_efficiency_index(pai, best_pai), recapture_rate_index(rate, earlier_share))


def _ratio(part: ArrayLike, whole: ArrayLike) -> np.ndarray:
    part, whole = np.broadcast_arrays(np.asarray(part, np.float64), np.asarray(whole, np.float64))
    return np.divide(part, whole, out=np.full(part.shape, np.nan), where=whole != 0)
