"""The risk surface: cases, environment, scaling."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from patrol_planner.algorithms.cells.grid import Grid
from patrol_planner.algorithms.control import Control
from patrol_planner.algorithms.errors import PatrolError
from patrol_planner.algorithms.incidents.incidents import Incidents
from patrol_planner.algorithms.risk.environment import environment_of, scale_to_unit
from patrol_planner.algorithms.risk.facilities import points_of
from patrol_planner.algorithms.risk.surface import SurfaceSettings, risk_surface
from patrol_planner.algorithms.times.timeclasses import case_index, day_of_week, hour_of_day

GRID = Grid.covering(0, 0, 2000, 2000, 200)


def clustered(seed: int = 1, n: int = 400) -> Incidents:
    rng = np.random.default_rng(seed)
    x, y = rng.normal(700, 250, n).clip(1, 1999), rng.normal(1300, 250, n).clip(1, 1999)
    time = np.datetime64("2024-01-01", "s") + rng.integers(0, 365 * 86400, n).astype("timedelta64[s]")
    return Incidents(x, y, time)


def test_turns_and_weekends_of_known_moments() -> None:
    # 2024-06-01 was a Saturday.
    time = np.array(
        ["2024-05-31T07:59:59", "2024-05-31T08:00", "2024-06-01T15:59", "2024-06-02T23:59", "2024-06-03T00:00"], "M8[s]"
    )
    assert hour_of_day(time).tolist() == [7, 8, 15, 23, 0]
    assert day_of_week(time).tolist() == [5, 5, 6, 7, 1]
    assert case_index(time, "turn").tolist() == [0, 1, 1, 2, 0]
    assert case_index(time, "turn_weekend").tolist() == [0, 2, 3, 5, 0]
    assert case_index(np.array(["1969-12-31T23:00"], "M8[s]"), "turn").tolist() == [2]


def test_cases_without_times_are_refused() -> None:
    with pytest.raises(PatrolError, match="time field"):
        case_index(None, "turn")


def test_risk_is_scaled_to_the_unit_and_peaks_where_incidents_are() -> None:
    for method in ("count", "kernel"):
        surface = risk_surface(GRID, clustered(), SurfaceSettings(method, 300, "turn_weekend"))
        assert surface.risk.min() == 0 and surface.risk.max() == 1
        assert surface.case_risk.shape == (6, 10, 10)
        assert surface.case_risk.max(axis=(1, 2)).tolist() == [1.0] * 6
        row, col = np.unravel_index(surface.risk.argmax(), surface.risk.shape)
        assert abs(row - 3) <= 1 and abs(col - 3) <= 1
        assert surface.count.sum() == 400


def test_the_array_is_nan_outside_the_study_area() -> None:
    mask = np.ones(GRID.shape, dtype=bool)
    mask[0] = False
    masked = Grid(GRID.x_min, GRID.y_max, 200, 10, 10, mask)
    array = risk_surface(masked, clustered(), SurfaceSettings("count")).as_array()
    assert np.isnan(array[0, 0]).all() and np.isfinite(array[0, 1:]).all()


def test_facilities_where_incidents_are_count_and_noise_does_not() -> None:
    incidents = clustered()
    rng = np.random.default_rng(2)
    bars = (rng.normal(700, 250, 60), rng.normal(1300, 250, 60))
    noise = (rng.uniform(0, 2000, 60), rng.uniform(0, 2000, 60))
    counts = risk_surface(GRID, incidents, SurfaceSettings("count")).count
    found = environment_of(GRID, counts, [points_of("bars", *bars), points_of("noise", *noise)])
    by_kind = {item.facility: item for item in found.correlations}
    assert by_kind["bars"].weight > 0.5 and by_kind["bars"].p_value < 1e-6
    assert by_kind["noise"].weight == 0.0 and by_kind["noise"].p_value > 0.05
    cell = GRID.flat_index(*bars)
    oracle = stats.linregress(np.bincount(cell[cell >= 0], minlength=100), counts.ravel()).rvalue
    assert by_kind["bars"].pearson == pytest.approx(oracle, abs=1e-12)


def test_shares_of_nothing_and_everything_are_exact() -> None:
    incidents = clustered()
    rng = np.random.default_rng(2)
    bars = [points_of("bars", rng.normal(700, 250, 60), rng.normal(1300, 250, 60))]
    alone = risk_surface(GRID, incidents, SurfaceSettings("count"))
    none = risk_surface(GRID, incidents, SurfaceSettings("count", environment_share=0.0), bars)
    np.testing.assert_array_equal(none.risk, alone.risk)
    every = risk_surface(GRID, incidents, SurfaceSettings("count", environment_share=1.0), bars)
    np.testing.assert_array_equal(every.risk, scale_to_unit(every.environment.value, GRID.mask))
    half = risk_surface(GRID, incidents, SurfaceSettings("count", environment_share=0.5), bars)
    np.testing.assert_allclose(half.risk, (alone.risk + every.risk) / 2, atol=1e-12)


def test_insignificant_facilities_are_left_out_and_said() -> None:
    said: list[str] = []
    rng = np.random.default_rng(2)
    noise = [points_of("noise", rng.uniform(0, 2000, 60), rng.uniform(0, 2000, 60))]
    surface = risk_surface(GRID, clustered(), SurfaceSettings("count"), noise, Control(warn=said.append))
    np.testing.assert_array_equal(surface.risk, risk_surface(GRID, clustered(), SurfaceSettings("count")).risk)
    assert "left out" in said[0]
    assert surface.formula() == "risk = scaled(incidents per km²)"
    with pytest.raises(PatrolError, match="environment share"):
        risk_surface(GRID, clustered(), SurfaceSettings("count", environment_share=1.0), noise)


def test_settings_that_cannot_be_are_refused() -> None:
    for settings in (
        {"method": "magic"},
        {"kernel": "magic"},
        {"bandwidth_m": -1},
        {"half_life_days": -1},
        {"cases": "week"},
        {"environment_share": 1.2},
    ):
        with pytest.raises(PatrolError):
            SurfaceSettings(**settings)
    with pytest.raises(PatrolError, match="weights"):
        Incidents(np.zeros(1), np.zeros(1), None, np.array([np.nan]))
