"""Information gain ratio: how much knowing a feature says about the class, for the number of its branches.

Quinlan (1993), C4.5: Programs for Machine Learning, section 2.2; CPSPA 3.2.1. Entropies in bits.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ..errors import PatrolError
from ..texts import Text
from .features import FEW_VALUES, NOMINAL, Feature


@dataclass(frozen=True)
class Branches:
    """A feature cut into branches: ``group`` int64 (n,) from 0, −1 where missing; ``text`` says how it was cut.

    ``edges``: float64 (branches − 1,), the least value of each branch but the first; empty where values stay as they
    are.
    """

    group: np.ndarray
    edges: np.ndarray
    text: str


def branches_of(feature: Feature, bins: int) -> Branches:
    """Nominal values, and whole numbers of at most 31 different values (month, weekday, hour), as they are; other
    numbers cut into ``bins`` of equal frequency. Equal values stay together, so there may be fewer bins.
    """
    if bins < 2:
        raise PatrolError("A number must be cut into at least 2 bins, not {bins}.", bins=bins)
    none = np.zeros(0)
    few = feature.is_whole and len(feature.distinct) <= FEW_VALUES
    if feature.kind == NOMINAL or few:
        group = np.where(feature.known, np.searchsorted(feature.distinct, feature.values), -1).astype(np.int64)
        number = len(feature.distinct)
        return Branches(group, none, Text("{n:,} values as they are", one="{n:,} value as they are", n=number))
    known = np.sort(feature.values[feature.known])
    # The value at which each next share of the incidents begins; the least of all begins no second branch.
    edges = np.unique(known[(np.arange(1, bins) * len(known)) // bins])
    edges = edges[edges > known[0]]
    group = np.where(feature.known, np.searchsorted(edges, feature.values, "right"), -1).astype(np.int64)
    places = [f"{edge:.7g}" for edge in edges]
    return Branches(group, edges, Text("{bins} of equal number, cut at {places}", bins=len(edges) + 1, places=places))


@dataclass(frozen=True)
class GainRatio:
    """``ratio`` = ``gain`` / ``split``; gain and split information in bits."""

    ratio: float
    gain: float
    split: float


def gain_ratio(group: np.ndarray, target: np.ndarray) -> GainRatio:
    """Of branches, int64 (n,), −1 where missing, for classes, int64 (n,).

    With values missing as in C4.5: the gain among the known, times their share; the missing are a branch of their own
    in the split information. A feature of one value has ratio 0.
    """
    known = group >= 0
    if not known.any():
        return GainRatio(0.0, 0.0, 0.0)
    classes = int(target.max()) + 1
    branch, own = group[known], target[known]
    # I(branch; class) = H(branch) + H(class) − H(branch, class); pairs by one number each, as most do not occur.
    gain = entropy_bits(branch) + entropy_bits(own) - entropy_bits(branch * classes + own)
    gain = max(0.0, gain * float(known.mean()))
    split = entropy_bits(group)
    # Rounding may leave a trace of gain where there is none to have.
    ratio = gain / split if split > 1e-12 and gain > 1e-12 else 0.0
    return GainRatio(ratio, gain, split)


def entropy_bits(values: np.ndarray) -> float:
    """Shannon entropy of the frequencies of the values (n,), in bits."""
    share = np.unique(values, return_counts=True)[1] / len(values)
    return float(-(share * np.log2(share)).sum())
