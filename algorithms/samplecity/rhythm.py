"""When things happen: probabilities of the 8,784 hours of 2024 by kind of place."""

from __future__ import annotations

import numpy as np

from .sizes import YEAR_DAYS, YEAR_START

YEAR_HOURS = 24 * YEAR_DAYS
WEEK_HOURS = 7 * 24

# Weights of the hours 0–23, and of the days Monday–Sunday. A night out belongs to the day it starts on: hours before 6
# take the weight of the evening before.
_HOURS = {
    "nightlife": (9, 9, 7, 4, 1, 0.3, 0.2, 0.2, 0.2, 0.3, 0.4, 0.5, 0.8, 0.8, 0.8, 1, 1.2, 1.5, 2, 3, 4, 6, 8, 9),
    "shopping": (0.2, 0.1, 0.1, 0.1, 0.1, 0.1, 0.2, 0.4, 1, 3, 5, 7, 8, 8, 8, 9, 9, 8, 6, 3, 1, 0.6, 0.4, 0.3),
    "transport": (1, 0.5, 0.3, 0.2, 0.4, 1, 4, 8, 8, 4, 2, 2, 3, 3, 3, 4, 7, 9, 8, 5, 3, 2.5, 2, 1.5),
    "housing": (4, 3, 3, 2, 1, 1, 1, 1.5, 2, 2, 2, 2, 2, 2, 2, 2.5, 3, 4, 6, 7, 7, 7, 6, 5),
    "school": (0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.3, 3, 4, 1, 1, 2, 4, 4, 6, 9, 7, 4, 2, 1, 0.6, 0.4, 0.2, 0.1),
    "street": (3, 2, 1.6, 1.2, 1, 1, 1.2, 2, 3, 3, 3, 3.4, 4, 3.6, 3.6, 4, 4.4, 5, 5, 4.6, 4.2, 4, 3.8, 3.4),
}
_DAYS = {
    "nightlife": (0.4, 0.4, 0.6, 1.0, 3.2, 3.6, 0.5),
    "shopping": (1, 1, 1, 1.1, 1.4, 1.9, 0.3),
    "transport": (1.2, 1.2, 1.2, 1.2, 1.3, 0.5, 0.4),
    "housing": (1, 1, 1, 1, 1.1, 1, 0.9),
    "school": (1.2, 1.2, 1.2, 1.2, 1.3, 0.1, 0.1),
    "street": (1, 1, 1, 1, 1.15, 1.15, 0.95),
}
_NIGHT_ENDS = 6
_SUMMER_SWING = 0.12
_WARMEST_DAY = 200


def hour_probabilities(kind: str) -> np.ndarray:
    """The probability of each hour of the year for a kind of place; its sum is 1. float64 (8784,)."""
    hours = np.arange(YEAR_HOURS)
    clock, day = hours % 24, hours // 24
    evening = (day - (clock < _NIGHT_ENDS)) % 7  # 1 January 2024 is a Monday
    season = 1 + _SUMMER_SWING * np.cos(2 * np.pi * (day - _WARMEST_DAY) / YEAR_DAYS)
    weights = np.array(_HOURS[kind])[clock] * np.array(_DAYS[kind])[evening] * season
    return weights / weights.sum()


def week_probabilities(kind: str) -> np.ndarray:
    """The probability of each hour of the week, from Monday 0:00 on, over the year; its sum is 1. float64 (168,)."""
    return np.bincount(np.arange(YEAR_HOURS) % WEEK_HOURS, hour_probabilities(kind))


def draw_times(probabilities: np.ndarray, count: int, rng: np.random.Generator) -> np.ndarray:
    """So many times to the minute, from probabilities of the hours of the year. datetime64[s] (count,)."""
    hour = draw_index(probabilities, count, rng)
    minutes = hour * 60 + rng.integers(0, 60, count)
    return YEAR_START + minutes.astype("timedelta64[m]").astype("timedelta64[s]")


def draw_index(weights: np.ndarray, count: int, rng: np.random.Generator) -> np.ndarray:
    """So many indices, each with a probability in proportion to its weight. int64 (count,)."""
    cumulative = np.cumsum(weights)
    index = np.searchsorted(cumulative, rng.random(count) * cumulative[-1], side="right")
    return np.minimum(index, len(weights) - 1)
