"""What a forecast model is: fitted to what is known, it says what to expect of each cell and interval, and why."""

from __future__ import annotations

from typing import Protocol

import numpy as np

from ...control import Control
from ..intervals import Intervals
from ..training import Training


class ForecastModel(Protocol):
    """A fitted model. ``expected`` (incidents) and ``probability`` (of at least one): float64 (cells, intervals)."""

    @property
    def expected(self) -> np.ndarray: ...

    @property
    def probability(self) -> np.ndarray: ...

    def importance(self) -> tuple[tuple[str, float], ...]:
        """What the forecast rests on, by name (a Text where it is no column's), and the share of each; together 1."""


class Fit(Protocol):
    """What ``Method.load`` of a model returns. Raises PatrolError where nothing can be learned."""

    def __call__(self, training: Training, intervals: Intervals, control: Control) -> ForecastModel: ...
