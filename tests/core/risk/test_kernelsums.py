"""Smoothing by tiles and classes against the sum it stands for, scikit-learn, and closed forms."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import norm

from patrol_planner.algorithms.cells.arearaster import AreaRaster
from patrol_planner.algorithms.control import Control
from patrol_planner.algorithms.errors import Cancelled, PatrolError
from patrol_planner.algorithms.risk import kernelsums
from patrol_planner.algorithms.risk.adaptive import adaptive_bandwidths
from patrol_planner.algorithms.risk.kernels import GAUSSIAN, KERNELS, QUARTIC, Kernel, rule_of_thumb_m
from patrol_planner.algorithms.risk.kernelsums import shares_inside, smooth


def direct(kernel: str, x, y, weight, bandwidth_m, at_x, at_y) -> np.ndarray:
    """The sum, source by source, with kernels written out again."""
    total = np.zeros(len(at_x))
    for px, py, w, h in zip(x, y, weight, np.broadcast_to(bandwidth_m, len(x))):
        ratio = ((at_x - px) ** 2 + (at_y - py) ** 2) / h**2
        if kernel == "quartic":
            total += np.where(ratio < 1, w * 3 / (np.pi * h**2) * (1 - ratio) ** 2, 0.0)
        else:
            total += w / (2 * np.pi * h**2) * np.exp(-ratio / 2)
    return total


def places(seed: int, number: int, spread_m: float = 1500.0) -> tuple[np.ndarray, np.ndarray]:
    return tuple(np.random.default_rng(seed).normal(5000, spread_m, (2, number)))


@pytest.mark.parametrize("kernel", KERNELS.values(), ids=KERNELS)
def test_a_source_alone_has_the_shape_of_its_kernel(kernel: Kernel) -> None:
    rng = np.random.default_rng(1)
    for _ in range(20):
        x, y = rng.uniform(0, 1000, (2, 1))
        at_x, at_y = np.concatenate([x, rng.uniform(-800, 1800, 2000)]), np.concatenate([y, rng.uniform(0, 900, 2000)])
        found = smooth(kernel, x, y, np.ones(1), 200.0, at_x, at_y)
        expected = direct(kernel.name, x, y, np.ones(1), 200.0, at_x, at_y)
        assert np.abs(found - expected).max() < 0.0025 * expected.max()


@pytest.mark.parametrize("kernel, most", [(QUARTIC, 0.0045), (GAUSSIAN, 0.0005)])
def test_bandwidths_of_their_own_agree_with_the_sum(kernel: Kernel, most: float) -> None:
    rng = np.random.default_rng(2)
    x, y = places(3, 1500)
    weight, bandwidth = rng.random(1500), np.exp(rng.normal(np.log(300), 0.7, 1500))
    at_x, at_y = rng.uniform(0, 10_000, (2, 4000))
    found = smooth(kernel, x, y, weight, bandwidth, at_x, at_y)
    expected = direct(kernel.name, x, y, weight, bandwidth, at_x, at_y)
    assert np.abs(found - expected).max() < most * expected.max()
    assert (found >= 0).all()


def test_the_fixed_gaussian_is_scikit_learns() -> None:
    from sklearn.neighbors import KernelDensity

    x, y = places(5, 2000)
    at_x, at_y = (axis.ravel() for axis in np.meshgrid(np.arange(0, 10_000, 130.0), np.arange(0, 10_000, 130.0)))
    peer = KernelDensity(bandwidth=420.0, kernel="gaussian").fit(np.column_stack([x, y]))
    expected = np.exp(peer.score_samples(np.column_stack([at_x, at_y])))
    found = smooth(GAUSSIAN, x, y, np.ones(2000), 420.0, at_x, at_y) / 2000
    visible = expected > 1e-4 * expected.max()
    assert np.abs(found / expected - 1)[visible].max() < 0.001
    assert np.abs(found - expected).max() < 1e-5 * expected.max()


@pytest.mark.parametrize("kernel", KERNELS.values(), ids=KERNELS)
def test_the_adaptive_kernel_is_the_two_stage_formula(kernel: Kernel) -> None:
    """10,000 incidents, many at one address as police records are; every stage evaluated pair by pair."""
    rng = np.random.default_rng(8)
    number, h = 10_000, 500.0 if kernel is QUARTIC else 200.0
    centre = rng.integers(0, 40, number)
    x, y = (rng.uniform(0, 12_000, (40, 2))[centre] + rng.normal(0, 1, (number, 2)) * (100 + 30 * centre[:, None])).T
    # Every tenth at the address of another.
    copied = rng.integers(0, number, number // 10)
    x[: len(copied)], y[: len(copied)] = x[copied], y[copied]
    weight = rng.integers(1, 4, number).astype(float)
    pilot = np.empty(number)
    for begin in range(0, number, 500):
        few = slice(begin, begin + 500)
        squared = (x[few, None] - x) ** 2 + (y[few, None] - y) ** 2
        ratio = squared / h**2
        shape = 3 / np.pi * np.maximum(1 - ratio, 0) ** 2 if kernel is QUARTIC else np.exp(-ratio / 2) / (2 * np.pi)
        pilot[few] = (weight * shape).sum(axis=1) / h**2 / weight.sum()
    bandwidth = h * np.sqrt(np.exp(np.average(np.log(pilot), weights=weight)) / pilot)
    ours = adaptive_bandwidths(kernel, x, y, weight, h)
    np.testing.assert_allclose(ours, bandwidth, rtol=0.005)
    at_x, at_y = np.append(rng.uniform(0, 12_000, 2500), x[:500]), np.append(rng.uniform(0, 12_000, 2500), y[:500])
    expected = direct(kernel.name, x, y, weight, bandwidth, at_x, at_y)
    found = smooth(kernel, x, y, weight, ours, at_x, at_y)
    assert np.abs(found - expected).max() < 0.005 * expected.max()


def test_an_incident_of_weight_two_is_two_incidents_to_the_adaptive_kernel() -> None:
    x, y = places(21, 600)
    weight = np.random.default_rng(22).integers(1, 4, 600)
    twice = np.repeat(np.arange(600), weight)
    found = adaptive_bandwidths(QUARTIC, x, y, weight.astype(float), 500.0)
    copied = adaptive_bandwidths(QUARTIC, x[twice], y[twice], np.ones(len(twice)), 500.0)
    # To within the lattice's error for a single incident.
    np.testing.assert_allclose(copied, found[twice], rtol=0.005)


def test_old_incidents_do_not_narrow_the_kernels_of_all_others() -> None:
    rng = np.random.default_rng(23)
    x, y = places(24, 3000)
    for half_life in (1000.0, 30.0, 5.0):
        weight = 0.5 ** (rng.uniform(0, 1825, 3000) / half_life)
        bandwidth = adaptive_bandwidths(GAUSSIAN, x, y, weight, 300.0)
        assert np.exp(np.average(np.log(bandwidth), weights=weight)) == pytest.approx(300.0, rel=1e-6)


@pytest.mark.parametrize("kernel", KERNELS.values(), ids=KERNELS)
def test_tiles_give_what_the_whole_gives(monkeypatch: pytest.MonkeyPatch, kernel: Kernel) -> None:
    rng = np.random.default_rng(11)
    x, y = places(12, 800)
    bandwidth = np.exp(rng.normal(np.log(400), 0.4, 800))
    at_x, at_y = rng.uniform(0, 10_000, (2, 3000))
    area = AreaRaster(1000.0, 9000.0, 100.0, np.ones((80, 80)))
    whole = smooth(kernel, x, y, np.ones(800), bandwidth, at_x, at_y)
    edged = smooth(kernel, x, y, np.ones(800), bandwidth, at_x, at_y, area=area)
    inside = shares_inside(kernel, area, x, y, 400.0)
    monkeypatch.setattr(kernelsums, "_TILE_NODES", 100)
    tiled = smooth(kernel, x, y, np.ones(800), bandwidth, at_x, at_y)
    # Each tile has a lattice of its own, so the difference is twice the lattice's error.
    assert np.abs(tiled - whole).max() < 0.002 * whole.max()
    tiled = smooth(kernel, x, y, np.ones(800), bandwidth, at_x, at_y, area=area)
    assert np.abs(tiled - edged).max() < 0.01 * edged.max() and edged.max() >= whole.max()
    np.testing.assert_allclose(shares_inside(kernel, area, x, y, 400.0), inside, atol=0.005)


def test_the_share_inside_a_rectangle_is_the_closed_form() -> None:
    rng = np.random.default_rng(4)
    x, y = rng.uniform(0, 8000, 400), rng.uniform(0, 5000, 400)
    # 125 m squares of which the outermost are cut: 60 m in the west, 20 m in the south.
    share = np.ones((41, 65))
    share[:, 0] *= 60 / 125
    share[-1] *= 20 / 125
    area = AreaRaster(-65.0, 5020.0, 125.0, share)
    west, east, south, north = -5.0, 8060.0, 0.0, 5020.0
    # Within the cut squares the area is taken for even, which moves the border by a part of them.
    for bandwidth, most in ((300.0, 0.025), (600.0, 0.012), (2500.0, 0.004)):
        expected = (norm.cdf((east - x) / bandwidth) - norm.cdf((west - x) / bandwidth)) * (
            norm.cdf((north - y) / bandwidth) - norm.cdf((south - y) / bandwidth)
        )
        assert np.abs(shares_inside(GAUSSIAN, area, x, y, bandwidth) - expected).max() < most, bandwidth
    deep = (x > 3000) & (x < 5000) & (y > 2000) & (y < 3000)
    assert (shares_inside(QUARTIC, area, x, y, 500.0)[deep] == 1.0).all()


def test_weights_and_bandwidths_mean_what_they_say() -> None:
    x, y = places(6, 50)
    at_x, at_y = places(7, 500)
    doubled = smooth(QUARTIC, x, y, np.full(50, 2.0), 300.0, at_x, at_y)
    np.testing.assert_allclose(doubled, 2 * smooth(QUARTIC, x, y, np.ones(50), 300.0, at_x, at_y), rtol=1e-9)
    assert len(smooth(QUARTIC, x, y, np.ones(50), 300.0, np.zeros(0), np.zeros(0))) == 0
    assert (smooth(QUARTIC, np.zeros(0), np.zeros(0), np.zeros(0), 300.0, at_x, at_y) == 0).all()
    assert len(adaptive_bandwidths(QUARTIC, np.zeros(0), np.zeros(0), np.zeros(0), 300.0)) == 0
    # One incident: its own geometric mean, so the bandwidth as it is.
    assert adaptive_bandwidths(GAUSSIAN, x[:1], y[:1], np.ones(1), 300.0) == pytest.approx([300.0])


def test_the_rule_of_thumb_is_scotts() -> None:
    rng = np.random.default_rng(9)
    x, y = rng.normal(0, 900, 20_000), rng.normal(0, 900, 20_000)
    ones = np.ones(20_000)
    assert rule_of_thumb_m(GAUSSIAN, x, y, ones) == pytest.approx(900 * 20_000 ** (-1 / 6), rel=0.03)
    assert rule_of_thumb_m(QUARTIC, x, y, ones) == pytest.approx(np.sqrt(8) * rule_of_thumb_m(GAUSSIAN, x, y, ones))
    # A weight of 3 for all is no more knowledge.
    assert rule_of_thumb_m(GAUSSIAN, x, y, 3 * ones) == pytest.approx(rule_of_thumb_m(GAUSSIAN, x, y, ones))
    stretched = np.append(x, [1e6] * 20)
    assert rule_of_thumb_m(GAUSSIAN, stretched, np.append(y, [0] * 20), np.ones(20_020)) < 200
    with pytest.raises(PatrolError, match="one place"):
        rule_of_thumb_m(GAUSSIAN, np.ones(5), np.ones(5), np.ones(5))
    with pytest.raises(PatrolError, match="weights are 0"):
        rule_of_thumb_m(GAUSSIAN, x, y, 0 * ones)


def test_unequal_weights_are_worth_fewer_incidents() -> None:
    x, y = np.random.default_rng(10).normal(0, 500, (2, 101))
    twice_x, twice_y = np.repeat(x, 2), np.repeat(y, 2)
    alike = rule_of_thumb_m(GAUSSIAN, twice_x, twice_y, np.ones(202))
    # The same places and the same spread; (Σw)²/Σw² = (4 · 101)² / (10 · 101) instead of 202.
    unequal = rule_of_thumb_m(GAUSSIAN, twice_x, twice_y, np.tile([1.0, 3.0], 101))
    assert unequal / alike == pytest.approx((16 / 10 * 101 / 202) ** (-1 / 6), rel=1e-9)


def test_progress_rises_and_a_stop_ends_it() -> None:
    x, y = places(6, 500)
    bandwidth = np.linspace(50, 2000, 500)
    fractions: list[float] = []
    smooth(QUARTIC, x, y, np.ones(500), bandwidth, x, y, Control(progress=fractions.append))
    assert fractions == sorted(fractions) and fractions[-1] == 1.0 and len(fractions) > 5
    for call in (
        lambda control: smooth(QUARTIC, x, y, np.ones(500), bandwidth, x, y, control),
        lambda control: shares_inside(QUARTIC, AreaRaster(0, 1, 1, np.ones((1, 1))), x, y, 300.0, control),
    ):
        with pytest.raises(Cancelled):
            call(Control(should_stop=lambda: True))
