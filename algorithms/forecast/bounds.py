"""Bounds of the expected number: how far from it the true one may be, by what the model missed in past weeks."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from scipy.special import betainc, gammaincinv, gammaln

from ..control import Control
from ..methods import Method
from ..times.spans import WEEK, WEEK_HOURS
from .intervals import Intervals
from .training import Training

_INSIDE = 0.9
# The end of the record that is held out, and what of it says nothing of a scatter: fewer incidents than these.
_HELD_OUT_SHARE, _MOST_WEEKS = 1.0 / 3.0, 26
_ENOUGH = 20
# The precision of a cell's expected number, in incidents: what the surroundings are worth, and how much of its record.
_SURROUNDINGS = np.geomspace(0.1, 1000.0, 25)
_OWN = np.geomspace(0.1, 10.0, 9)
# Without evidence the surroundings are worth so many incidents, and the record itself; and how far that is believed, as
# the standard deviation of the logarithm.
_USUAL_SURROUNDINGS, _USUAL_OWN = 3.0, 1.0
_DOUBT_SURROUNDINGS, _DOUBT_OWN = 1.5, 0.5
_UPDATES = 50
_MOST_REACH = 0.4999
# The rhythm of the week is shrunk by so many pretended incidents of each interval.
_PRETENDED = 5.0
_LEAST_SHAPE, _MOST_SHAPE = 0.02, 1e6


@dataclass(frozen=True)
class Bounds:
    """The true number of a cell and week is taken to be a gamma variable around ``floor`` + ``slope`` × the expected
    one, of the shape ``surroundings`` + ``own`` × that. ``reach``: how far from the median its quantiles are taken.
    ``incidents``: of the record, which the shares of intervals in a week are known by.
    """

    floor: float
    slope: float
    surroundings: float
    own: float
    reach: float
    incidents: float

    def of(self, expected: np.ndarray, weeks: float) -> tuple[np.ndarray, np.ndarray]:
        """The lower and the upper bound of expected numbers, (cells, intervals) in so many weeks, of that shape.

        The share of an interval in the week is as uncertain as the number of incidents that it was counted from.
        """
        whole = expected.sum(axis=1)
        middle = self.floor * weeks + self.slope * whole
        shape = self.surroundings + self.own * middle / weeks
        # Of one interval, the whole of what is forecast, nothing is a share.
        counted = self.incidents * expected.sum(axis=0) / max(float(whole.sum()), 1e-300) * weeks
        doubt = 1.0 / (counted + _PRETENDED) if expected.shape[1] > 1 or weeks < 1.0 else np.zeros(1)
        shape_of = 1.0 / (1.0 / shape[:, None] + doubt)
        # What is added to a cell without any expectation is spread evenly.
        share = np.full(expected.shape, 1.0 / expected.shape[1])
        np.divide(expected, whole[:, None], out=share, where=whole[:, None] > 0)
        share *= middle[:, None]
        low, high = (share * _quantile(shape_of, 0.5 + side * self.reach) for side in (-1.0, 1.0))
        return np.minimum(low, expected), np.maximum(high, expected)


def fit_bounds(method: Method, training: Training, seed: int, control: Control | None = None) -> Bounds | None:
    """Bounds of the expected number of a cell; None where too little happened to tell.

    method: the model (models/registry), fitted anew to the first two thirds of the record, or to all but its last half
        year.
    training: what it learns from.
    seed: of the draws; equal seed, equal result.
    control: progress and stop.

    A cell's own record of c incidents leaves its rate uncertain by 1/c of its square, and what is known of its
    surroundings is worth some incidents more: the gamma distribution of the empirical Bayes estimate. How many, and how
    much of the record counts, is the most likely by the observed numbers of what is held out (negative binomial), with
    some belief in the theory where these are few. Its quantiles are then moved outwards or inwards until nine in ten of
    the observed numbers lie within those of the forecast (split conformal prediction, with the randomised probability
    integral transform as the score).
    """
    control = control or Control()
    past = training.known
    weeks = int(min(_MOST_WEEKS, float((training.until - training.begin) / WEEK) * _HELD_OUT_SHARE))
    if weeks < 1:
        return None
    cut = training.until - weeks * WEEK
    earlier, later = past.before(cut), past.between(cut, training.until)
    if len(earlier) == 0 or len(later) < _ENOUGH:
        return None
    before = replace(training, events=earlier, until=cut)
    promised = method.load()(before, Intervals(cut, WEEK_HOURS, weeks), control).expected.sum(axis=1)
    kept = later.a_cell()
    if not promised.sum() > 0:
        return None
    floor, slope = _line(promised, kept)
    middle = floor + slope * promised
    records = float((before.until - before.begin) / WEEK) / weeks
    surroundings, own = _precision(middle, kept, records)
    shape = surroundings + own * records * middle
    reach = _reach(np.abs(_randomised(middle, kept, shape, np.random.default_rng(seed)) - 0.5), middle)
    # The forecast learns from half as much again; that its precision grows with that is not relied on.
    return Bounds(floor / weeks, slope, surroundings, own * records * weeks, min(reach, _MOST_REACH), float(len(past)))


def _reach(score: np.ndarray, weight: np.ndarray) -> float:
    """The score that nine in ten do not exceed, by weight: cells count as much as is expected of them."""
    order = np.argsort(score)
    so_far = np.cumsum(weight[order])
    place = int(np.searchsorted(so_far, _INSIDE * (so_far[-1] + weight.mean())))
    return float(score[order[min(place, len(score) - 1)]])


def _quantile(shape: np.ndarray, part: float) -> np.ndarray:
    """The quantile of a gamma variable of mean 1, of shapes of any size: by a table, as an inverse takes long."""
    table = np.geomspace(_LEAST_SHAPE, _MOST_SHAPE, 400)
    return np.interp(np.log(shape), np.log(table), gammaincinv(table, part) / table)


def _line(promised: np.ndarray, kept: np.ndarray) -> tuple[float, float]:
    """What happens in cells for which nothing is expected, and how much for each expected incident: Poisson, by EM."""
    floor, slope = kept.mean() / 10.0, 0.9 * kept.sum() / promised.sum()
    some = kept > 0
    for _ in range(_UPDATES):
        middle = floor + slope * promised[some]
        floor *= float((kept[some] / middle).sum()) / len(promised)
        slope *= float((kept[some] * promised[some] / middle).sum()) / float(promised.sum())
    return floor, slope


def _precision(middle: np.ndarray, kept: np.ndarray, records: float) -> tuple[float, float]:
    """What the surroundings are worth in incidents, and how much of a cell's own record counts.

    middle, kept: expected and observed, (cells,).
    records: how many times as long as the held-out weeks the record is.
    """
    best, found = -np.inf, (_USUAL_SURROUNDINGS, _USUAL_OWN)
    some = kept > 0
    for surroundings in _SURROUNDINGS:
        for own in _OWN:
            shape = surroundings + own * records * middle
            none = shape * np.log1p(middle / shape)
            gain = gammaln(shape[some] + kept[some]) - gammaln(shape[some])
            gain -= kept[some] * np.log(shape[some] + middle[some])
            belief = (np.log(surroundings / _USUAL_SURROUNDINGS) / _DOUBT_SURROUNDINGS) ** 2
            belief += (np.log(own / _USUAL_OWN) / _DOUBT_OWN) ** 2
            likelihood = float(gain.sum() - none.sum()) - belief / 2.0
            if likelihood > best:
                best, found = likelihood, (float(surroundings), float(own))
    return found


def _randomised(middle: np.ndarray, kept: np.ndarray, shape: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Where each observed number lies in its forecast, from 0 to 1, drawn evenly within its own probability: evenly
    spread from 0 to 1 where the forecast is right, float64 (n,).
    """
    chance = shape / (shape + middle)
    upto = betainc(shape, kept + 1.0, chance)
    below = np.where(kept > 0, betainc(shape, np.maximum(kept, 1.0), chance), 0.0)
    return below + rng.random(len(kept)) * (upto - below)
