"""Fallback addresses: points of many beats, and points far from their beat; never a single incident."""

from __future__ import annotations

import csv
import gzip

import numpy as np
import pytest

from patrol_planner.algorithms.control import Control
from patrol_planner.algorithms.errors import Cancelled
from patrol_planner.algorithms.incidents.fallback import fallback_addresses


def city(beats: int = 9, each: int = 60, seed: int = 3) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Beats of 2 km in rows of three, incidents everywhere in them, no two on one point."""
    rng = np.random.default_rng(seed)
    beat = np.repeat(np.arange(beats), each)
    x, y = (2000.0 * place + rng.uniform(0, 2000, len(beat)) for place in (beat % 3, beat // 3))
    return x, y, beat


def with_points(*points: tuple[float, float, list[int]]):
    """The city with further incidents: x, y and their beats; returns its arrays and where the further ones begin."""
    x, y, beat = city()
    begins = len(x)
    for at_x, at_y, beats in points:
        x, y = np.append(x, [at_x] * len(beats)), np.append(y, [at_y] * len(beats))
        beat = np.append(beat, beats)
    return x, y, beat, begins


def test_a_point_of_four_beats_is_one_and_of_three_is_not():
    x, y, beat, begins = with_points((1000.0, 1000.0, [0, 1, 2, 3, 3]), (2000.0, 2000.0, [0, 1, 4, 4, 4]))
    shared, far = fallback_addresses(x, y, beat)
    assert np.flatnonzero(shared.chosen).tolist() == list(range(begins, begins + 5))
    assert (shared.points, shared.number, shared.beats) == (1, 5, 4)
    assert begins <= shared.largest < begins + 5
    assert not far.chosen.any() and (far.points, far.largest) == (0, -1)


def test_the_largest_is_described():
    x, y, beat, begins = with_points((10.0, 10.0, [0, 1, 2, 3]), (500.0, 500.0, [0, 1, 2, 3, 4, 5, 5]))
    shared, _ = fallback_addresses(x, y, beat)
    assert (shared.points, int(shared.chosen.sum()), shared.number, shared.beats) == (2, 11, 7, 6)
    assert x[shared.largest] == 500.0


def test_unknown_beats_are_no_beats():
    x, y, beat, _ = with_points((1000.0, 1000.0, [0, 1, 2, -1, -1]))
    assert not any(found.chosen.any() for found in fallback_addresses(x, y, beat))
    x, y, beat, begins = with_points((1000.0, 1000.0, [0, 1, 2, 3, -1]))
    shared, _ = fallback_addresses(x, y, beat)
    assert shared.chosen[begins:].all() and shared.beats == 4


def test_many_on_one_far_point_are_one_and_few_are_not():
    x, y, beat, begins = with_points((40_000.0, 1000.0, [0] * 10), (41_000.0, 5000.0, [0] * 9))
    shared, far = fallback_addresses(x, y, beat)
    assert np.flatnonzero(far.chosen).tolist() == list(range(begins, begins + 10))
    assert (far.points, far.number, far.beats) == (1, 10, 1) and not shared.chosen.any()


def test_single_incidents_are_never_one_however_far():
    x, y, beat, _ = with_points(*((40_000.0 + 500 * number, 0.0, [0]) for number in range(30)))
    assert not any(found.chosen.any() for found in fallback_addresses(x, y, beat))


def test_a_second_town_of_a_beat_is_none():
    rng = np.random.default_rng(1)
    town = [(60_000.0 + dx, dy, [0]) for dx, dy in rng.uniform(0, 800, (25, 2))]
    x, y, beat, _ = with_points((60_300.0, 300.0, [0] * 12), *town)
    assert not any(found.chosen.any() for found in fallback_addresses(x, y, beat))


def test_only_the_incidents_of_the_far_beat_are_left_out():
    x, y, beat, begins = with_points((5000.0, 5000.0, [8] * 30), (60_000.0, 0.0, [1] * 12))
    x[-12:], y[-12:] = 5000.0, 5000.0
    beat[-12:] = 9
    x, y = np.append(x, np.linspace(90_000, 92_000, 40)), np.append(y, np.linspace(0, 2000, 40))
    beat = np.append(beat, [9] * 40)
    _, far = fallback_addresses(x, y, beat)
    assert np.flatnonzero(far.chosen).tolist() == list(range(begins + 30, begins + 42))


def test_the_order_of_the_records_does_not_matter():
    x, y, beat, _ = with_points((1000.0, 1000.0, [0, 1, 2, 3]), (40_000.0, 1000.0, [0] * 10))
    mixed = np.random.default_rng(5).permutation(len(x))
    for plain, other in zip(fallback_addresses(x, y, beat), fallback_addresses(x[mixed], y[mixed], beat[mixed])):
        assert plain.chosen[mixed].tolist() == other.chosen.tolist()
        assert (plain.points, plain.number, plain.beats) == (other.points, other.number, other.beats)


@pytest.mark.parametrize("number", [0, 1])
def test_little_is_looked_at(number):
    nothing = np.zeros(number)
    for beat in (np.zeros(number, dtype=np.int64), np.full(number, -1)):
        assert not any(found.chosen.any() for found in fallback_addresses(nothing, nothing, beat))


def test_it_can_be_stopped():
    with pytest.raises(Cancelled):
        fallback_addresses(*city(), Control(should_stop=lambda: True))


def test_houston_has_eighteen_points_of_many_beats(shared_data):
    with gzip.open(shared_data / "houston" / "incidents.csv.gz", "rt", encoding="utf-8", newline="") as lines:
        rows = [row for row in csv.DictReader(lines) if row["lon"]]
    # Metres enough for a rule about medians.
    x = np.array([float(row["lon"]) for row in rows]) * 96_700.0
    y = np.array([float(row["lat"]) for row in rows]) * 110_900.0
    _, beat = np.unique([row["beat"] for row in rows], return_inverse=True)
    shared, far = fallback_addresses(x, y, beat)
    assert (shared.points, int(shared.chosen.sum()), shared.number, shared.beats) == (18, 1719, 515, 56)
    # Streets of one name in two parts of the city, such as Gessner, Tidwell and FM 1960.
    assert (far.points, int(far.chosen.sum()), far.beats) == (29, 1189, 1)
