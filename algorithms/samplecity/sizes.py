"""The three sizes of the sample city, and where and when it lies."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ..cells.grid import Grid
from ..errors import PatrolError

# UTM zone 31 north, at about 55.9° N 3.0° E: open North Sea, so that nobody takes the city for a real one.
CRS_AUTHID = "EPSG:32631"
ORIGIN_X = 500_000.0
ORIGIN_Y = 6_200_000.0

CELL_SIZE_M = 250.0
HOT_SHARE = 0.05  # of the cells

YEAR_START = np.datetime64("2024-01-01T00:00:00")  # a Monday
YEAR_DAYS = 366
SHIFT_START = np.datetime64("2024-12-31T08:00:00")
SHIFT_END = np.datetime64("2024-12-31T20:00:00")


@dataclass(frozen=True)
class CitySize:
    """How much of everything a city has.

    ``side_m``: side of the square city, a multiple of the cell size. ``block_m``: distance between parallel streets.
    ``river_half_m``: from the middle of the river to its bank. ``hotspot_sides``: sides of the planted hotspots in
    cells; their squares add up to 5 % of the cells. ``beats_per_side``: beats lie in so many rows and columns.
    """

    name: str
    side_m: float
    block_m: float
    river_half_m: float
    incidents: int
    hotspot_sides: tuple[int, ...]
    centres: int
    facilities: int
    checkins: int
    calls: int
    stations: int
    officers: int
    beats_per_side: int

    @property
    def bounds(self) -> tuple[float, float, float, float]:
        """x_min, y_min, x_max, y_max of the city."""
        return (ORIGIN_X, ORIGIN_Y, ORIGIN_X + self.side_m, ORIGIN_Y + self.side_m)

    @property
    def centre(self) -> np.ndarray:
        """float64 (2,)."""
        return np.array([ORIGIN_X + self.side_m / 2, ORIGIN_Y + self.side_m / 2])

    def grid(self) -> Grid:
        """The 250 m cells of the truth; equal to those that cover the roads."""
        return Grid.covering(*self.bounds, CELL_SIZE_M)


SIZES = {
    "small": CitySize("small", 3500.0, 125.0, 40.0, 2_500, (2, 2, 1, 1), 3, 160, 5_000, 500, 2, 5, 3),
    "medium": CitySize(
        "medium", 7000.0, 140.0, 55.0, 15_000, (3, 3, 2, 2, 2, 2, 1, 1, 1, 1, 1), 5, 600, 20_000, 3_000, 3, 12, 4
    ),
    "large": CitySize(
        "large",
        16000.0,
        156.0,
        100.0,
        50_000,
        (4,) * 5 + (3,) * 9 + (2,) * 10 + (1,) * 4,
        10,
        2_000,
        60_000,
        10_000,
        6,
        30,
        6,
    ),
}


def city_size(name: str) -> CitySize:
    """The size of that name. Raises PatrolError for any other word."""
    if name not in SIZES:
        raise PatrolError(
            "The size of the sample city must be one of {words}, not {given!r}.", words=list(SIZES), given=name
        )
    return SIZES[name]
