"""Coordinates that stand for no place, and what lies too far out to be the city."""

from __future__ import annotations

import numpy as np
import pytest

from patrol_planner.algorithms.incidents.placeholders import (
    AT_A_POLE,
    AT_MINUS_ONE,
    AT_ZERO,
    WITH_A_FILLER,
    far_from_the_rest,
    no_place,
    outlying,
    repeated_far_off,
)

# A city in degrees, in a zone of metres, in feet, and one whose CRS has its origin in the middle of it.
CITIES = {
    "degrees": (-87.65, 41.88, 0.1, True),
    "metres": (446_000.0, 4_636_000.0, 9_000.0, False),
    "feet": (2_690_000.0, 235_000.0, 40_000.0, False),
    "own origin": (300.0, -500.0, 9_000.0, False),
}


def city(name: str, number: int = 200, seed: int = 1) -> tuple[np.ndarray, np.ndarray, bool]:
    x, y, spread, degrees = CITIES[name]
    rng = np.random.default_rng(seed)
    return x + spread * rng.uniform(-1, 1, number), y + spread * rng.uniform(-1, 1, number), degrees


@pytest.mark.parametrize("name", CITIES)
@pytest.mark.parametrize("share", [0.005, 0.1, 0.6])
@pytest.mark.parametrize("value, cause", [(0.0, AT_ZERO), (-1.0, AT_MINUS_ONE)])
def test_zero_and_minus_one_are_no_place_in_any_crs(name: str, share: float, value: float, cause: int) -> None:
    x, y, degrees = city(name)
    chosen = np.arange(len(x)) < share * len(x)
    x[chosen] = y[chosen] = value
    assert no_place(x, y, degrees).tolist() == np.where(chosen, cause, 0).tolist()


def test_poles_are_no_place_but_ninety_metres_are() -> None:
    x, y, _ = city("degrees")
    y[:20], y[20:25] = 90.0, -90.0
    assert (no_place(x, y, True) == AT_A_POLE).sum() == 25
    x, y, _ = city("own origin")
    y[0] = 90.0
    assert not no_place(x, y, False).any()


@pytest.mark.parametrize("name", ["degrees", "metres", "feet"])
@pytest.mark.parametrize("filler", [0.0, -1.0, 999_999.0, -999.0, 9_999.0, -9_999_999.0])
def test_a_filler_in_one_coordinate_or_both_is_no_place(name: str, filler: float) -> None:
    for both in (False, True):
        x, y, degrees = city(name)
        y[:30] = filler
        if both:
            x[:30] = filler
        found = no_place(x, y, degrees)
        assert (found[:30] != 0).all() and not found[30:].any()
        assert both or (found[:30] == WITH_A_FILLER).all()


def test_the_meridian_of_greenwich_runs_through_a_city() -> None:
    rng = np.random.default_rng(3)
    x, y = rng.uniform(-0.2, 0.2, 300), rng.uniform(51.4, 51.6, 300)
    x[:9] = 0.0
    assert not no_place(x, y, True).any()
    # All of a layer along it, or a single point: nothing to tell by.
    assert not no_place(np.zeros(5), np.linspace(51, 52, 5), True).any()


def test_places_that_somebody_set_are_believed_where_others_are_around() -> None:
    x, y, _ = city("own origin", 9)
    x[0] = y[0] = 0.0
    assert no_place(x, y, False)[0] == AT_ZERO and not no_place(x, y, False, placed=True).any()
    assert not no_place(np.zeros(1), np.zeros(1), False, placed=True).any()
    x, y, _ = city("metres", 9)
    x[0] = y[0] = 0.0
    assert no_place(x, y, False, placed=True).tolist() == [AT_ZERO, *[0] * 8]
    x, y, _ = city("degrees", 9)
    x[0] = y[0] = 0.0
    assert no_place(x, y, True, placed=True).tolist() == [AT_ZERO, *[0] * 8]


@pytest.mark.parametrize("share", [0.011, 0.1, 0.5, 0.9])
def test_a_far_place_that_repeats_is_left_out_however_often(share: float) -> None:
    x, y, _ = city("metres", 400)
    chosen = np.arange(400) < share * 400
    x[chosen], y[chosen] = x[chosen][0] + 800_000.0, 5_000_000.0
    assert (repeated_far_off(x, y) == chosen).all()


def test_a_busy_address_in_or_near_the_city_stays() -> None:
    x, y, _ = city("metres", 400)
    x[:150], y[:150] = x[0], y[0]
    # The jail, half an hour's drive out; and one record far off, which does not repeat.
    x[150:200], y[150:200] = 446_000.0 + 45_000.0, 4_636_000.0
    x[200] = 1_500_000.0
    assert not repeated_far_off(x, y).any()
    # A whole country has no far places within it.
    rng = np.random.default_rng(5)
    x, y = np.repeat(rng.uniform(0, 900_000, (2, 100)), 3, axis=1)
    assert not repeated_far_off(x, y).any()


def test_too_few_places_have_no_rest() -> None:
    assert not repeated_far_off(np.array([0.0, 0.0, 9e6]), np.zeros(3)).any()
    assert len(repeated_far_off(np.zeros(0), np.zeros(0))) == len(far_from_the_rest(np.zeros(0), np.zeros(0))) == 0


def test_what_makes_an_extent_large_is_named() -> None:
    x, y, _ = city("metres", 50)
    x[[4, 9, 30]] += 1_000_000.0
    y[[4, 9]] += 70_000.0
    found = outlying(x, y)
    assert found is not None and np.flatnonzero(found.points).tolist() == [4, 9, 30]
    assert found.gap_m == pytest.approx(1_000_000.0, rel=0.03)
    # Evenly spread over a country: nothing stands apart.
    assert outlying(*np.random.default_rng(2).uniform(0, 900_000, (2, 300))) is None
    assert outlying(np.zeros(9), np.zeros(9)) is None and outlying(np.zeros(1), np.zeros(1)) is None


def test_strays_are_far_from_the_rest_and_suburbs_are_not() -> None:
    rng = np.random.default_rng(5)
    x, y = rng.normal(0, 2000, 3000), rng.normal(0, 2000, 3000)
    suburb = slice(0, 10)
    x[suburb] += 9_000
    x[10], y[11] = 400_000, -1e6
    assert np.flatnonzero(far_from_the_rest(x, y)).tolist() == [10, 11]
    # A town along a river, 2 km wide, with a suburb across it.
    river_x, river_y = np.append(rng.uniform(0, 2000, 300), np.full(15, 6500.0)), rng.uniform(0, 6000, 315)
    assert not far_from_the_rest(river_x, river_y).any()
    few_x = np.append(rng.uniform(0, 5000, 98), [1e6, 1e6])
    assert far_from_the_rest(few_x, np.zeros(100)).sum() == 2
    assert not far_from_the_rest(np.full(50, 7.0), np.arange(50.0)).any()
