"""The point of greatest density, against the adaptive kernel written out again and searched by brute force."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from patrol_planner.algorithms.control import Control
from patrol_planner.algorithms.errors import Cancelled
from patrol_planner.algorithms.risk.kernels import GAUSSIAN, rule_of_thumb_m
from patrol_planner.algorithms.waypoints import peaks
from patrol_planner.algorithms.waypoints.peaks import find_peak

ORIGIN = (551_000.0, 4_181_000.0)


def density_km2(x, y, bandwidth_m, at_x, at_y) -> np.ndarray:
    """Eq. 2, incident by incident: a pilot density at the incidents, their factors, and the sum."""

    def sum_of(widths, px, py):
        total = np.zeros(np.shape(px))
        for one_x, one_y, h in zip(x, y, widths):
            total = total + np.exp(-((px - one_x) ** 2 + (py - one_y) ** 2) / (2 * h**2)) / (2 * np.pi * h**2)
        return total

    pilot = sum_of(np.full(len(x), bandwidth_m), x, y)
    mean = np.exp(np.log(pilot).mean())
    return sum_of(bandwidth_m * np.sqrt(mean / pilot), at_x, at_y) * 1e6


def lattice(x, y, steps: int = 90, margin_m: float = 60.0):
    along = np.linspace(x.min() - margin_m, x.max() + margin_m, steps)
    up = np.linspace(y.min() - margin_m, y.max() + margin_m, steps)
    return tuple(values.ravel() for values in np.meshgrid(along, up))


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("bandwidth_m", [0.0, 60.0, 250.0])
def test_nowhere_is_it_denser_than_at_the_peak(seed, bandwidth_m):
    rng = np.random.default_rng(seed)
    x = np.concatenate([rng.normal(0, 300, 50), rng.normal(900, 120, 25)]) + ORIGIN[0]
    y = np.concatenate([rng.normal(0, 200, 50), rng.normal(500, 120, 25)]) + ORIGIN[1]
    peak = find_peak(x, y, bandwidth_m)
    width = bandwidth_m or rule_of_thumb_m(GAUSSIAN, x, y, np.ones(len(x)))
    here = density_km2(x, y, width, np.array([peak.x]), np.array([peak.y]))[0]
    assert peak.density == pytest.approx(here, rel=1e-6)
    searched = density_km2(x, y, width, *lattice(x, y))
    assert here >= searched.max() * (1 - 1e-9)
    # And the search comes near: it is no wall that the climb ended at.
    assert here <= searched.max() * 1.02


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), min_size=2, max_size=18),
    st.sampled_from([30.0, 80.0, 200.0]),
)
def test_of_few_incidents_too(places, bandwidth_m):
    x, y = np.array(places, dtype=np.float64).T * 25.0
    peak = find_peak(x, y, bandwidth_m)
    if len(set(places)) == 1:
        assert (peak.x, peak.y) == (x[0], y[0])
        return
    searched = density_km2(x, y, bandwidth_m, *lattice(x, y, 60))
    at_incidents = density_km2(x, y, bandwidth_m, x, y)
    assert peak.density >= max(searched.max(), at_incidents.max()) * (1 - 1e-6)


def test_a_top_between_the_incidents_is_found():
    # On a circle narrower than the kernel the middle is densest, where no incident is.
    angle = np.linspace(0, 2 * np.pi, 9)[:-1]
    peak = find_peak(100 * np.cos(angle) + ORIGIN[0], 100 * np.sin(angle) + ORIGIN[1], 200.0)
    assert (peak.x, peak.y) == pytest.approx(ORIGIN, abs=0.05)


def test_a_single_incident_and_many_at_one_place_are_their_own_peak():
    for number in (1, 5):
        peak = find_peak(np.full(number, ORIGIN[0]), np.full(number, ORIGIN[1]))
        assert (peak.x, peak.y) == ORIGIN and np.isnan(peak.density)
        known = find_peak(np.full(number, ORIGIN[0]), np.full(number, ORIGIN[1]), 100.0)
        assert known.density == pytest.approx(number / (2 * np.pi * 0.1**2))


def test_of_equal_tops_the_most_western_then_the_most_southern_is_taken():
    here = find_peak(np.array([0.0, 1000.0, 0.0, 1000.0]), np.array([700.0, 0.0, 0.0, 700.0]), 50.0)
    assert (here.x, here.y) == pytest.approx((0.0, 0.0), abs=0.01)


def test_repeats_count():
    x = np.array([0.0, 1000.0, 1000.0, 1000.0])
    assert find_peak(x, np.zeros(4), 50.0).x == pytest.approx(1000.0, abs=0.01)
    # Three of four within 30 m are denser than two at one address.
    x = np.array([0.0, 0.0, 1000.0, 1010.0, 1020.0])
    assert find_peak(x, np.zeros(5), 50.0).x == pytest.approx(1010.0, abs=0.5)


def test_the_order_of_the_incidents_does_not_matter():
    rng = np.random.default_rng(8)
    x, y = rng.normal(0, 300, (2, 80))
    order = rng.permutation(80)
    assert find_peak(x, y) == find_peak(x[order], y[order])


def test_very_many_places_have_the_peak_they_would_have_exactly(monkeypatch):
    rng = np.random.default_rng(2)
    x, y = np.concatenate([rng.normal(0, 400, (2, 500)), rng.normal(700, 90, (2, 300))], axis=1)
    exact = find_peak(x, y, 120.0)
    monkeypatch.setattr(peaks, "MOST_EXACT", 100)
    by_lattice = find_peak(x, y, 120.0)
    assert (by_lattice.x, by_lattice.y) == pytest.approx((exact.x, exact.y), abs=3.0)
    assert by_lattice.density == pytest.approx(exact.density, rel=0.01)


def test_it_stops_when_asked_to():
    with pytest.raises(Cancelled):
        find_peak(*np.random.default_rng(1).normal(0, 300, (2, 50)), control=Control(lambda: True))


def test_one_address_written_in_two_ways_is_no_needle():
    x = np.array([0.0, 0.0, 0.001, 0.001])
    peak = find_peak(x, np.zeros(4))
    assert peak.x == pytest.approx(0.0005, abs=1e-3)
    # Four incidents under a kernel of a metre.
    assert peak.density == pytest.approx(4 / (2 * np.pi * 0.001**2), rel=0.01)


def test_an_address_that_repeats_is_as_many_incidents_also_for_the_bandwidths():
    rng = np.random.default_rng(6)
    x, y = np.repeat(rng.uniform(0, 600, (2, 12)), [30, 1, 1, 9, 1, 1, 1, 4, 1, 1, 2, 1], axis=1)
    peak = find_peak(x, y, 90.0)
    here = density_km2(x, y, 90.0, np.array([peak.x]), np.array([peak.y]))[0]
    assert peak.density == pytest.approx(here, rel=1e-6)
    assert here >= density_km2(x, y, 90.0, *lattice(x, y)).max() * (1 - 1e-9)


def test_the_rule_of_thumb_counts_incidents_however_many_lie_at_one_address():
    rng = np.random.default_rng(7)
    x, y = np.repeat(rng.uniform(0, 600, (2, 12)), [40, 1, 1, 9, 1, 1, 1, 4, 1, 1, 20, 1], axis=1)
    # Scott 1992, by hand: the smaller of deviation and interquartile range / 1.349, times n^(-1/6).
    spreads = []
    for values in (x, y):
        low, high = np.sort(values)[[int(np.ceil(share * 81)) - 1 for share in (0.25, 0.75)]]
        spreads.append(min(values.std(), (high - low) / 1.349 or np.inf))
    width = np.sqrt((spreads[0] ** 2 + spreads[1] ** 2) / 2) * 81 ** (-1 / 6)
    here, by_hand = find_peak(x, y), find_peak(x, y, width)
    assert (here.x, here.y) == pytest.approx((by_hand.x, by_hand.y), abs=1e-3)
    assert here.density == pytest.approx(by_hand.density, rel=1e-9)
