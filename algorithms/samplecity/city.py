"""The sample city: everything in it, and the truth about its incidents."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ..cells.grid import Grid
from ..control import Control
from ..errors import PatrolError
from .activity import Calls, Checkins, Officers, make_calls, make_checkins, make_officers
from .crime import CrimeModel, DrawnIncidents, draw_incidents, expected_per_cell, make_model
from .hotspots import Hotspots, background_weight, make_centres, plant_hotspots
from .offences import draw_categories
from .places import Beats, Facilities, make_beats, make_facilities, make_stations
from .sizes import HOT_SHARE, CitySize, city_size
from .streetpoints import make_street_points
from .streets import Streets, make_streets


@dataclass(frozen=True)
class Truth:
    """What is true of each cell of the grid, in the order of its cells.

    ``expected``: float64, incidents of the year expected from the generator, not counted; ``hours``: float64
    (cells, 168), the same by hour of the week, from Monday 0:00 on. ``hotspot``: bool, the 5 % of
    the cells with the highest expected number. ``planted``: int64, number (from 1) of the planted hotspot that covers
    the cell, 0 where there is none.
    """

    grid: Grid
    expected: np.ndarray
    hotspot: np.ndarray
    planted: np.ndarray
    hours: np.ndarray

    @property
    def hours_of_day(self) -> np.ndarray:
        """Incidents of the year expected in each of the 24 hours of the day, float64 (cells, 24)."""
        return self.hours.reshape(len(self.hours), -1, 24).sum(axis=1)


@dataclass(frozen=True)
class SampleCity:
    """A synthetic city in EPSG:32631; ``category`` and ``severity`` go with ``incidents``, ``stations`` is (s, 2)."""

    size: CitySize
    seed: int
    streets: Streets
    facilities: Facilities
    hotspots: Hotspots
    model: CrimeModel
    incidents: DrawnIncidents
    category: np.ndarray
    severity: np.ndarray
    calls: Calls
    checkins: Checkins
    officers: Officers
    stations: np.ndarray
    beats: Beats
    truth: Truth


def make_city(size: str, seed: int, control: Control | None = None) -> SampleCity:
    """A city of that size (small, medium, large); equal seed, equal city.

    Raises PatrolError for an unknown size or a negative seed, Cancelled when the control says stop.
    """
    control = control or Control()
    if seed < 0:
        raise PatrolError("The seed must be 0 or a greater whole number, not {seed}.", seed=seed)
    plan = city_size(size)
    # A generator of its own for each subject, so that one can change without moving all others.
    parts = [np.random.default_rng(part) for part in np.random.SeedSequence(seed).spawn(7)]
    streets_rng, hotspot_rng, place_rng, incident_rng, call_rng, checkin_rng, truth_rng = parts
    control.step(0, 10)
    streets = make_streets(plan, streets_rng)
    points = make_street_points(streets)
    grid = Grid.covering(*_extent(streets), plan.grid().cell_size_m)
    control.step(1, 10)
    centres = make_centres(plan, points, hotspot_rng)
    hotspots = plant_hotspots(plan, grid, points, centres, hotspot_rng)
    model = make_model(plan, points, hotspots, background_weight(points, centres, plan, hotspot_rng))
    facilities = make_facilities(plan, points, centres, hotspots, place_rng)
    stations = make_stations(plan, streets, place_rng)
    beats = make_beats(plan, place_rng)
    control.step(3, 10)
    incidents = draw_incidents(model, incident_rng)
    category, severity = draw_categories(incidents.source, model.kind, incident_rng)
    control.step(4, 10)
    calls = make_calls(plan, model, call_rng)
    checkins = make_checkins(plan, facilities, checkin_rng)
    officers = make_officers(plan, stations)
    expected, hours = expected_per_cell(model, grid, truth_rng, control.part(0.5, 1.0))
    truth = Truth(grid, expected, _hottest(expected), _planted(grid, hotspots), hours)
    return SampleCity(
        plan,
        seed,
        streets,
        facilities,
        hotspots,
        model,
        incidents,
        category,
        severity,
        calls,
        checkins,
        officers,
        stations,
        beats,
        truth,
    )


def _extent(streets: Streets) -> tuple[float, float, float, float]:
    xy = streets.paths.reshape(-1, 2)
    return (*xy.min(axis=0), *xy.max(axis=0))


def _hottest(expected: np.ndarray) -> np.ndarray:
    """The 5 % of the cells with the highest expected number. bool, as ``expected``."""
    hot = np.zeros(len(expected), dtype=bool)
    hot[np.argsort(-expected, kind="stable")[: round(HOT_SHARE * len(expected))]] = True
    return hot


def _planted(grid: Grid, hotspots: Hotspots) -> np.ndarray:
    planted = np.zeros(grid.rows * grid.cols, dtype=np.int64)
    for which, cells in enumerate(hotspots.cells):
        planted[cells] = which + 1
    return planted
