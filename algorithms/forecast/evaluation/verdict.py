"""What a walk-forward says: hit rates with bounds, each model's difference to the count, and which to trust."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .bootstrap import drawn_groups, share_bounds
from .measures import of_all_steps
from .walkforward import WalkForward

# What every model is compared with: past incidents of the cell.
COUNT = "prior_count"
_DRAWS_OF_STEPS = 2000
# The coverage by which models are judged: what a shift can patrol, percent of the cells.
_USUAL = 10.0


@dataclass(frozen=True)
class Line:
    """One model at one coverage, all steps together.

    ``coverage``: percent of the cells. ``hit_rate``, ``pai``, ``pei``, ``rri``: see ``measures``. ``low``, ``high``:
    95 % bounds of the hit rate. ``gain``, ``gain_low``, ``gain_high``: of the difference to the count, by drawing steps
    anew.
    """

    word: str
    coverage: float
    hit_rate: float
    low: float
    high: float
    pai: float
    pei: float
    rri: float
    gain: float
    gain_low: float
    gain_high: float


def lines(walk: WalkForward, seed: int) -> list[Line]:
    """Every model at every coverage, in their order. ``seed``: of the draws, the same for all models."""
    drawn = _drawn(walk, seed)
    found = []
    for scored in walk.scored:
        for at, coverage in enumerate(walk.plan.coverages):
            low, high = share_bounds(scored.hits[:, at], walk.events, drawn)
            reached = of_all_steps(walk, scored, at)
            gain, gain_low, gain_high = difference(walk, scored.method.word, COUNT, at, seed)
            line = Line(
                word=scored.method.word,
                coverage=coverage,
                hit_rate=float(reached.hit_rate),
                low=low,
                high=high,
                pai=float(reached.pai),
                pei=float(reached.pei),
                rri=float(reached.rri),
                gain=gain,
                gain_low=gain_low,
                gain_high=gain_high,
            )
            found.append(line)
    return found


def difference(walk: WalkForward, word: str, rival: str, at: int, seed: int) -> tuple[float, float, float]:
    """What a model hits more than a rival, as a share of the incidents, and its 95 % bounds by drawing steps anew.

    walk: the steps of both.
    word, rival: the models.
    at: which coverage, by its place.
    seed: of the draws, the same for all models.
    """
    more = walk.of(word).hits[:, at] - walk.of(rival).hits[:, at]
    return (float(more.sum() / walk.events.sum()), *share_bounds(more, walk.events, _drawn(walk, seed)))


def _drawn(walk: WalkForward, seed: int) -> np.ndarray:
    return drawn_groups(walk.events, _DRAWS_OF_STEPS, np.random.default_rng(seed))


def judged_coverage(found: list[Line]) -> float:
    """The coverage nearest to ten percent."""
    return min({line.coverage for line in found}, key=lambda coverage: (abs(coverage - _USUAL), coverage))


def best_line(found: list[Line]) -> Line:
    """The model that hits most at the coverage nearest to ten percent; of equals the count, then the first."""
    coverage = judged_coverage(found)
    return max(
        (line for line in found if line.coverage == coverage), key=lambda line: (line.hit_rate, line.word == COUNT)
    )
