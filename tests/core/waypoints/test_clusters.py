"""K-means and the elbow: known clusters, scikit-learn alone as the rival, and what must hold for any places."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from patrol_planner.algorithms.control import Control
from patrol_planner.algorithms.errors import Cancelled, PatrolError
from patrol_planner.algorithms.waypoints import clusters as module
from patrol_planner.algorithms.waypoints.clusters import ClusterSettings, Elbow, find_clusters

FEW = st.lists(st.tuples(st.integers(0, 12), st.integers(0, 12)), min_size=1, max_size=25)


def blobs(sizes=(60, 50, 40, 30), apart_m: float = 5000.0, seed: int = 1):
    """Round clusters of these sizes on a circle, far apart, in coordinates of a projected CRS."""
    rng = np.random.default_rng(seed)
    angle = 2 * np.pi * np.arange(len(sizes)) / len(sizes)
    middle = np.column_stack([np.cos(angle), np.sin(angle)]) * apart_m + (550_000, 4_180_000)
    own = np.repeat(np.arange(len(sizes)), sizes)
    xy = middle[own] + rng.normal(0, 200, (len(own), 2))
    return *xy.T, own


def inertia(x, y, found) -> float:
    centre = found.centre[found.of]
    return float(((x - centre[:, 0]) ** 2 + (y - centre[:, 1]) ** 2).sum())


def test_the_elbow_finds_clusters_that_are_there_the_largest_first():
    x, y, own = blobs()
    found = find_clusters(x, y, ClusterSettings())
    assert len(found) == found.elbow.number == 4 and found.elbow.is_clear
    # Numbered by size, as they were made.
    assert (found.of == own).all() and found.count.tolist() == [60, 50, 40, 30]
    for cluster in range(4):
        assert found.centre[cluster] == pytest.approx((x[own == cluster].mean(), y[own == cluster].mean()), abs=1e-6)
    assert len(found.elbow.inertia) == 20 and found.places == len(x)
    assert found.elbow.inertia[3] == pytest.approx(inertia(x, y, found), rel=1e-9)


def test_the_elbow_by_hand():
    # The chord falls by 85/6 at each step: depths 45.83, 51.67, 39.5, 26.33, 13.17.
    elbow = Elbow.of(np.array([100.0, 40.0, 20.0, 18.0, 17.0, 16.0, 15.0]))
    assert elbow.number == 3
    assert elbow.depth == pytest.approx(np.array([0, 45 + 5 / 6, 51 + 2 / 3, 39.5, 26 + 1 / 3, 13 + 1 / 6, 0]) / 100)


def test_the_scale_of_the_axes_moves_no_elbow():
    rng = np.random.default_rng(5)
    for _ in range(50):
        curve = np.sort(rng.gamma(0.4, 1.0, 12))[::-1]
        x = np.arange(12.0)
        for width in (0.01, 1.0, 1000.0):
            # The distance of a point to a line, in a plane stretched along one axis.
            along = np.array([11.0 * width, curve[-1] - curve[0]])
            off = np.column_stack([x * width, curve - curve[0]])
            distance = np.abs(along[0] * off[:, 1] - along[1] * off[:, 0]) / np.hypot(*along)
            if np.sort(distance)[-1] - np.sort(distance)[-2] > 1e-9 and (curve <= curve[0] + off[:, 0] / width * (
                curve[-1] - curve[0]) / 11 + 1e-12).all():  # fmt: skip
                assert Elbow.of(curve).number == 1 + int(distance.argmax())


@pytest.mark.parametrize(("curve", "number"), [([5.0], 1), ([5.0, 0.0], 2), ([4.0, 2.0, 0.0], 1), ([0.0], 1)])
def test_a_curve_without_a_bend_has_no_elbow(curve, number):
    elbow = Elbow.of(np.array(curve))
    assert elbow.number == number and not elbow.is_clear


def test_the_inertia_is_as_low_as_that_of_many_starts_of_scikit_learn():
    from sklearn.cluster import KMeans
    from threadpoolctl import threadpool_limits

    rng = np.random.default_rng(3)
    xy = rng.uniform(0, 5000, (400, 2))
    found = find_clusters(*xy.T, ClusterSettings())
    for number in (2, 5, 9, 14, 20):
        with threadpool_limits(limits=1):
            theirs = KMeans(number, n_init=30, random_state=2).fit(xy).inertia_
        assert found.elbow.inertia[number - 1] < 1.03 * theirs


def test_a_number_that_is_given_has_the_clusters_of_the_same_number_by_the_elbow():
    x, y, _ = blobs(seed=4)
    chosen, given_number = find_clusters(x, y, ClusterSettings()), find_clusters(x, y, ClusterSettings(4))
    assert (chosen.of == given_number.of).all() and (chosen.centre == given_number.centre).all()
    assert len(given_number.elbow.inertia) == 4


def test_repeated_places_count_as_often_as_they_are_there():
    # Nine at 0 and one at 10: their centre is 1.
    found = find_clusters(np.array([0.0] * 9 + [10.0]), np.zeros(10), ClusterSettings(1))
    assert found.centre.tolist() == [[1.0, 0.0]] and found.elbow.inertia == pytest.approx([90.0])
    assert found.places == 2


@pytest.mark.parametrize("number", [0, 3, 200])
def test_there_are_no_more_clusters_than_places(number):
    x = np.array([0.0, 0.0, 0.0, 100.0, 100.0])
    found = find_clusters(x, np.zeros(5), ClusterSettings(number))
    assert len(found) == 2 and found.of.tolist() == [0, 0, 0, 1, 1]


@pytest.mark.parametrize("number", [0, 4])
def test_all_at_one_place_are_one_cluster(number):
    found = find_clusters(np.full(7, 551_000.25), np.full(7, 4_181_000.5), ClusterSettings(number))
    assert len(found) == 1 and found.centre.tolist() == [[551_000.25, 4_181_000.5]]
    assert len(find_clusters(np.array([1.0]), np.array([2.0]), ClusterSettings(number))) == 1


def test_equal_clusters_are_numbered_from_west_to_east():
    x = np.array([300.0, 301.0, 0.0, 1.0, 150.0, 151.0])
    assert find_clusters(x, np.zeros(6), ClusterSettings(3)).of.tolist() == [2, 2, 0, 0, 1, 1]


@settings(max_examples=40, deadline=None)
@given(FEW, st.integers(0, 8), st.integers(0, 5))
def test_whatever_the_places(places, number, seed):
    x, y = np.array(places, dtype=np.float64).T * 100.0
    wanted = ClusterSettings(number, 8, seed)
    found = find_clusters(x, y, wanted)
    # Every incident is in one cluster, none of which is empty; the curve never rises, and is 0 where all places are.
    assert found.count.sum() == len(x) and (found.count > 0).all() and (np.diff(found.count) <= 0).all()
    curve = found.elbow.inertia
    assert (np.diff(curve) <= 1e-9 * curve[0] + 1e-9).all()
    different = len(set(places))
    assert found.places == different and len(curve) == min(number or 8, different)
    if len(curve) == different:
        assert curve[-1] == pytest.approx(0.0, abs=1e-6)
    # In any order the same, to the last bit.
    order = np.random.default_rng(seed).permutation(len(x))
    again = find_clusters(x[order], y[order], wanted)
    assert (again.of == found.of[order]).all() and (again.centre == found.centre).all()
    # And each incident is nearest to its own centre.
    away = np.hypot(x[:, None] - found.centre[:, 0], y[:, None] - found.centre[:, 1])
    assert (away[np.arange(len(x)), found.of] <= away.min(axis=1) + 1e-6).all()
    assert (away[np.arange(len(x)), found.nearest(x, y)] == away.min(axis=1)).all()


def test_of_very_many_places_a_sample_finds_the_centres(monkeypatch):
    x, y, own = blobs((600, 500, 400, 300))
    whole = find_clusters(x, y, ClusterSettings())
    monkeypatch.setattr(module, "MOST_PLACES", 300)
    found = find_clusters(x, y, ClusterSettings())
    assert (found.sampled, whole.sampled) == (300, 1800)
    assert (found.of == own).all() and (whole.of == own).all()
    # The curve is that of all incidents, by the sample.
    assert found.elbow.inertia == pytest.approx(whole.elbow.inertia, rel=0.25)
    assert (find_clusters(x, y, ClusterSettings(seed=2)).centre != found.centre).any()


def test_bad_settings_are_refused():
    for wrong in ({"number": -1}, {"number": 201}, {"most": 0}, {"most": 201}):
        with pytest.raises(PatrolError, match="must be from"):
            ClusterSettings(**wrong)
    with pytest.raises(PatrolError, match="no incidents"):
        find_clusters(np.zeros(0), np.zeros(0), ClusterSettings())


def test_it_stops_when_asked_to():
    x, y, _ = blobs()
    asked = iter([False] * 20 + [True] * 1000)
    with pytest.raises(Cancelled):
        find_clusters(x, y, ClusterSettings(), Control(lambda: next(asked)))


def test_one_more_begins_where_most_is_to_be_gained():
    places = np.array([[0.0, 0.0], [30.0, 0.0], [50.0, 0.0]])
    found = module._one_more(places, np.array([9.0, 4.0, 1.0]), np.array([[0.0, 0.0]]))
    # 4 · 30² is more than 50².
    assert found.tolist() == [[0.0, 0.0], [30.0, 0.0]]
