"""A small square city with incidents of several types, made for the tests of forecasts that know where cells lie."""

from __future__ import annotations

import numpy as np

from patrol_planner.algorithms.forecast.events import CellEvents
from patrol_planner.algorithms.forecast.places import Places
from patrol_planner.algorithms.forecast.surroundings import Surroundings
from patrol_planner.algorithms.forecast.training import Training

SIDE = 300.0
NOW = np.datetime64("2024-06-03T00:00", "s")


def square_places(across: int) -> Places:
    x, y = (axis.ravel() * SIDE + SIDE / 2 for axis in np.meshgrid(np.arange(across), np.arange(across)))
    return Places(x, y, np.full(across * across, SIDE * SIDE))


def city_events(rate: np.ndarray, days: float, seed: int, ahead_d: float = 28.0) -> CellEvents:
    """Incidents at a rate per day of each cell, (cells,), from so many days before NOW until some after it."""
    rng = np.random.default_rng(seed)
    across = round(len(rate) ** 0.5)
    number = rng.poisson(rate * (days + ahead_d))
    cell = np.repeat(np.arange(len(rate)), number)
    place = rng.random((2, len(cell))) * SIDE
    time = (
        NOW
        - np.timedelta64(round(days * 86_400), "s")
        + (rng.random(len(cell)) * (days + ahead_d) * 86_400).astype("m8[s]")
    )
    return CellEvents(cell, time, len(rate), cell % across * SIDE + place[0], cell // across * SIDE + place[1])


def hilly(across: int, seed: int) -> np.ndarray:
    """Smooth hills of risk, mean 1, (cells,)."""
    rng = np.random.default_rng(seed)
    x, y = (axis.ravel() for axis in np.meshgrid(np.arange(across), np.arange(across)))
    risk = sum(
        height * np.exp(-((x - cx) ** 2 + (y - cy) ** 2) / (2 * width**2))
        for cx, cy, width, height in rng.uniform([0, 0, 0.8, 1], [across, across, 3, 5], (8, 4))
    )
    return (risk + 0.05) / (risk + 0.05).mean()


def city(
    days: float = 200.0, a_day: float = 20.0, across: int = 15, seed: int = 1, types: int = 2
) -> tuple[Training, np.ndarray]:
    """Training at NOW, with other types that share the hills, and the rate per day it was drawn with, (cells,)."""
    risk = hilly(across, seed)
    rate = risk * a_day / len(risk)
    events = city_events(rate, days, seed)
    others = tuple((f"type {n}", city_events(rate * 3, days, 100 * seed + n)) for n in range(types))
    around = Surroundings(square_places(across), events, others)
    return Training(events, 365.0, NOW, around), rate
