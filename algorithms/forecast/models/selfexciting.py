"""self_exciting: a background of each cell, and every incident that makes further ones likelier for a while.

Mohler et al. (2015): the epidemic-type model of the field trials, on cells. Mohler et al. (2011): the self-exciting
point process whose background is a kernel density.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from ...control import Control
from ...texts import Text
from ...times.spans import DAY, DAY_S, whole_seconds
from ..features.spots import Spots
from ..intervals import Intervals
from ..training import Training
from .cellrates import CellRates, spread_over
from .kernel import best_width

_ROUNDS = 60
_CLOSE = 1e-6
# Where the search begins: the share of incidents that is background, the offspring of each, and their mean delay.
_FIRST_BACKGROUND, _FIRST_TRIGGERED, _FIRST_DECAY_D = 0.7, 0.3, 10.0
# With an offspring of each there would be no end of them.
_MOST_TRIGGERED = 0.99
_SLOWEST_D, _FASTEST_D = 365.0, 0.25
_LEAST_RATE = 1e-12


@dataclass(frozen=True)
class SelfExciting:
    """``background``: incidents per day of each cell, (cells,). ``triggered``: how many each incident brings about.
    ``decay_d``: the mean time until they come, days.
    """

    background: np.ndarray
    triggered: float
    decay_d: float


def fit_self_exciting(training: Training, intervals: Intervals, control: Control | None = None) -> CellRates:
    """Fit self_exciting on the training days; see ``fit_cells``. Raises PatrolError without any incident in them."""
    control = control or Control()
    found = fit_cells(training, control.part(0.0, 0.8))
    return _forecast(found, training, intervals, control.part(0.8, 1.0))


def fit_self_exciting_kernel(training: Training, intervals: Intervals, control: Control | None = None) -> CellRates:
    """Fit self_exciting_kernel: the same with the density of the background incidents as the background.

    Its width is that of the model kernel. Raises PatrolError without any incident in the training days.
    """
    control = control or Control()
    known = training.require_known().by_cell()
    spots = Spots(training.surroundings().places, [known])
    width = best_width(replace(training, events=known), spots, control.part(0.0, 0.3))
    shares = spots.shares(width)

    def smoothed(own: np.ndarray) -> np.ndarray:
        return np.asarray(shares @ np.bincount(spots.of[0], own, minlength=len(spots.x)))

    found = fit_cells(training, control.part(0.3, 0.8), smoothed)
    return _forecast(found, training, intervals, control.part(0.8, 1.0))


def _forecast(found: SelfExciting, training: Training, intervals: Intervals, control: Control) -> CellRates:
    known = training.known
    ahead_d = intervals.hours * intervals.number / 24.0
    age_d = whole_seconds(training.until - known.time) / DAY_S
    # What is left of every incident's offspring, as a rate over the hours ahead.
    coming = np.exp(-age_d / found.decay_d) * -np.expm1(-ahead_d / found.decay_d) / ahead_d
    excited = found.triggered * np.bincount(known.cell, coming, minlength=known.cells)
    rate = found.background + excited
    share = float(excited.sum() / max(rate.sum(), 1e-300))
    names = (
        (Text("background of the cell"), 1.0 - share),
        (Text("recent incidents, mean delay {days:.1f} days", days=found.decay_d), share),
    )
    return spread_over(rate, training, intervals, names, control)


def fit_cells(
    training: Training, control: Control, smoothed: Callable[[np.ndarray], np.ndarray] | None = None
) -> SelfExciting:
    """λ(cell, t) = μ(cell) + θ·Σ ω·exp(−ω·(t − tᵢ)) over the earlier incidents of the cell, by EM.

    training: the record.
    control: progress and stop.
    smoothed: how much background the cells have, (cells,), of how much each incident is one, (n,), cell by cell and
        from the first to the last; None: of each cell its own.

    Each incident is background with probability μ/λ, else the offspring of an earlier one in its cell. Offspring that
    would come after the end of the record are allowed for.
    """
    known = training.require_known().by_cell()
    days = float((training.until - training.begin) / DAY)
    moment = whole_seconds(known.time - training.begin) / DAY_S
    is_first = np.diff(known.cell, prepend=-1) != 0
    longest = int(known.a_cell().max())
    left = days - moment
    count = smoothed or (lambda own: np.bincount(known.cell, own, minlength=known.cells))
    background, triggered, decay = (
        count(np.full(len(known), _FIRST_BACKGROUND)) / days,
        _FIRST_TRIGGERED,
        _FIRST_DECAY_D,
    )
    background = np.maximum(background, _LEAST_RATE)
    before = -np.inf
    for done in range(_ROUNDS):
        control.step(done, _ROUNDS)
        excited, delayed = excitement(is_first, longest, moment, decay, control)
        rate = background[known.cell] + triggered * excited
        own = background[known.cell] / rate
        offspring = triggered * excited / rate
        reached = float(-np.expm1(-left / decay).sum())
        likelihood = float(np.log(rate).sum()) - float(background.sum()) * days
        likelihood -= triggered * reached
        if abs(likelihood - before) < _CLOSE * len(known):
            break
        before = likelihood
        total = float(offspring.sum())
        triggered = min(total / max(reached, 1e-12), _MOST_TRIGGERED)
        if total > 1e-9:
            decay = _mean_delay(float((triggered * delayed / rate).sum()), total, triggered, decay, left)
        background = np.maximum(count(own) / days, _LEAST_RATE)
    return SelfExciting(background, triggered, decay)


def _mean_delay(waited: float, total: float, triggered: float, decay: float, left: np.ndarray) -> float:
    """The mean delay of offspring, days, with those whom the end of the record cuts off.

    waited: days that all offspring took together.
    total: how many they are.
    triggered: how many each incident brings about.
    decay: the mean delay so far, days.
    left: of the record after each incident, days (n,).
    """
    lost = triggered * float((np.exp(-left / decay) * (left + decay)).sum())
    born = total + triggered * float(np.exp(-left / decay).sum())
    return float(np.clip((waited + lost) / born, _FASTEST_D, _SLOWEST_D))


def excitement(
    is_first: np.ndarray, longest: int, moment: np.ndarray, decay: float, control: Control
) -> tuple[np.ndarray, np.ndarray]:
    """Of every incident Σ ω·exp(−ω·Δ) and Σ Δ·ω·exp(−ω·Δ) over the earlier ones of its cell, Δ days before: (n,) each.

    From one incident of a cell to its next, both follow from what they were at the one.

    is_first: of its cell, bool (n,).
    longest: the most incidents of a cell.
    moment: days, (n,), cell by cell and from the first to the last.
    decay: 1 ÷ ω, days.
    control: stop.
    """
    gap = np.where(is_first, 0.0, np.diff(moment, prepend=0.0))
    left = np.where(is_first, 0.0, np.exp(-gap / decay))
    excited = _carried(left, left / decay, longest, control)
    before = np.concatenate([[0.0], excited[:-1]]) + 1.0 / decay
    return excited, _carried(left, left * gap * before, longest, control)


def _carried(left: np.ndarray, new: np.ndarray, longest: int, control: Control) -> np.ndarray:
    """y of yᵢ = leftᵢ·yᵢ₋₁ + newᵢ, (n,), where ``left`` is 0 at least once in ``longest``.

    Spans are joined and doubled, as a loop over the incidents of one large cell takes minutes.
    """
    left, found, span = left.copy(), new.copy(), 1
    while span < longest:
        control.check()
        found[span:] = found[span:] + left[span:] * found[:-span]
        left[span:] = left[span:] * left[:-span]
        span *= 2
    return found
