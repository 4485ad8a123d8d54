"""ReliefF beside a plain implementation with loops, on textbook data, and what must hold for any data."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from patrol_planner.algorithms.control import Control
from patrol_planner.algorithms.errors import Cancelled, PatrolError
from patrol_planner.algorithms.relevance.features import NUMBER, Feature, nominal_feature, number_feature
from patrol_planner.algorithms.relevance.relieff import ReliefSettings, _nearest, relieff

# Quinlan (1986): outlook, temperature, humidity, wind, and whether tennis was played.
TENNIS = """
sunny hot high weak no|sunny hot high strong no|overcast hot high weak yes|rain mild high weak yes
rain cool normal weak yes|rain cool normal strong no|overcast cool normal strong yes|sunny mild high weak no
sunny cool normal weak yes|rain mild normal weak yes|sunny mild normal strong yes|overcast mild high strong yes
overcast hot normal weak yes|rain mild high strong no
"""


def tennis() -> tuple[list[Feature], np.ndarray]:
    rows = [row.split() for row in TENNIS.strip().replace("\n", "|").split("|")]
    columns = list(zip(*rows))
    names = ("outlook", "temperature", "humidity", "wind")
    return [nominal_feature(n, c) for n, c in zip(names, columns)], nominal_feature("play", columns[4]).values


def plain_relieff(features: list[Feature], target: np.ndarray, k: int) -> list[float]:
    """The definition, one pair after another; equally far neighbours at the k-th place share what is left of k."""
    n = len(target)
    share = {c: sum(1 for own in target if own == c) / n for c in set(target)}

    def plain(feature, a, b):
        if feature.kind != NUMBER:
            return float(a != b)
        return abs(a - b) / width[feature.name] if width[feature.name] else 0.0

    def candidates(feature, i):
        """The value of i, or the values of its class (of all, where the class has none) to take the mean over."""
        known = [j for j in range(n) if feature.known[j]]
        if i in known:
            return [feature.values[i]]
        return [feature.values[j] for j in known if target[j] == target[i]] or [feature.values[j] for j in known]

    def table(feature):
        """The difference of every pair."""
        values = [candidates(feature, i) for i in range(n)]
        return [
            [sum(plain(feature, a, b) for a in mine for b in theirs) / (len(mine) * len(theirs)) for theirs in values]
            for mine in values
        ]

    width = {f.name: max(f.values[f.known]) - min(f.values[f.known]) for f in features}
    diff = [table(feature) for feature in features]
    total, looked_at = [0.0] * len(features), 0
    for i in range(n):
        if sum(1 for c in target if c == target[i]) < 2:
            continue
        looked_at += 1
        for c in share:
            others = [j for j in range(n) if j != i and target[j] == c]
            distance = {j: round(sum(one[i][j] for one in diff), 9) for j in others}
            wanted = min(k, len(others))
            farthest = sorted(distance.values())[wanted - 1]
            nearer = [j for j in others if distance[j] < farthest]
            tied = [j for j in others if distance[j] == farthest]
            weight = -1.0 if c == target[i] else share[c] / (1.0 - share[target[i]])
            for place, one in enumerate(diff):
                mean = sum(one[i][j] for j in nearer)
                mean += (wanted - len(nearer)) / len(tied) * sum(one[i][j] for j in tied)
                total[place] += weight * mean / wanted
    return [value / looked_at for value in total]


@pytest.mark.parametrize("k", [1, 3, 10])
def test_play_tennis_agrees_with_the_plain_loops(k):
    features, target = tennis()
    found = relieff(features, target, ReliefSettings(k, 0))
    assert found.score == pytest.approx(plain_relieff(features, target, k), abs=1e-12)
    assert found.looked_at == 14


@pytest.mark.parametrize("seed", range(6))
def test_mixed_features_with_gaps_agree_with_the_plain_loops(seed):
    rng = np.random.default_rng(seed)
    n = 40
    # A class of one incident, one class without any value of a feature, and ties by the dozen.
    target = np.append(rng.choice(3, n - 1, p=(0.6, 0.3, 0.1)), 3)
    texts = rng.choice(["", "a", "b", "c"], n).astype(object)
    texts[target == 2] = ""
    numbers = np.where(rng.random(n) < 0.25, np.nan, np.round(rng.normal(size=n), 1))
    numbers[target == 3] = np.nan
    features = [
        nominal_feature("with gaps", list(texts)),
        number_feature("number with gaps", numbers),
        number_feature("whole", rng.integers(0, 5, n)),
        nominal_feature("no gaps", list(rng.choice(["x", "y"], n))),
    ]
    found = relieff(features, target, ReliefSettings(5, 0))
    assert found.score == pytest.approx(plain_relieff(features, target, 5), abs=1e-9)
    assert found.looked_at == n - 1


def test_distances_that_differ_by_rounding_are_equal_and_others_are_not():
    # 0.1 + 0.2 and 0.3 are the same distance, added up in another order.
    row, column, weight = _nearest(np.array([[0.1 + 0.2, 0.3, 0.5]]), 1)
    assert (row.tolist(), column.tolist(), weight.tolist()) == ([0, 0], [0, 1], [0.5, 0.5])
    row, column, weight = _nearest(np.array([[0.3, 0.1 + 0.2, 0.5, 0.2]]), 2)
    assert (column.tolist(), weight.tolist()) == ([0, 1, 3], [0.5, 0.5, 1.0])
    row, column, weight = _nearest(np.array([[0.3 + 1e-7, 0.3, 0.5]]), 1)
    assert (column.tolist(), weight.tolist()) == ([1], [1.0])


def test_a_pair_that_only_together_tells_the_class_comes_before_noise():
    rng = np.random.default_rng(3)
    a, b = rng.integers(0, 2, 400), rng.integers(0, 2, 400)
    noise = [number_feature(f"noise {i}", rng.random(400)) for i in range(4)]
    noise += [nominal_feature(f"coin {i}", rng.choice(["h", "t"], 400)) for i in range(3)]
    pair = [nominal_feature("a", a.astype(str)), nominal_feature("b", b.astype(str))]
    score = relieff([*noise, *pair], a ^ b, ReliefSettings(10, 0)).score
    assert score[-2:].min() > 0.2
    assert score[:-2].max() < 0.1


def test_one_feature_that_is_the_class_scores_one():
    target = np.repeat([0, 1, 2], [30, 20, 10])
    score = relieff([nominal_feature("same", target.astype(str))], target, ReliefSettings(5, 0)).score
    assert score == pytest.approx([1.0])


def test_misses_are_weighted_by_the_share_of_their_class():
    # One incident looked at in effect: in class 0 all are alike. Misses of class 1 (share 0.3) differ fully, those of
    # class 2 (share 0.1) not at all.
    target = np.repeat([0, 1, 2], [6, 3, 1])
    values = np.repeat([0.0, 1.0, 0.0], [6, 3, 1])
    score = relieff([number_feature("x", values)], target, ReliefSettings(3, 0)).score
    # Class 0: 0.3 / 0.4 · 1 each; class 1: (0.6 + 0.1) / 0.7 · 1 each; class 2 has one incident and is not looked at.
    assert score == pytest.approx([(6 * 0.75 + 3 * 1.0) / 9])


@st.composite
def incidents(draw):
    n = draw(st.integers(4, 40))
    target = np.array(draw(st.lists(st.integers(0, 3), min_size=n, max_size=n)))
    number = st.one_of(st.just(np.nan), st.integers(-3, 3).map(float), st.floats(-1e300, 1e300))
    features = [
        number_feature("n", np.array(draw(st.lists(number, min_size=n, max_size=n)))),
        nominal_feature("t", draw(st.lists(st.sampled_from(["", "a", "b", "c"]), min_size=n, max_size=n))),
        nominal_feature("u", draw(st.lists(st.sampled_from("abcdef"), min_size=n, max_size=n))),
    ]
    features = [feature for feature in features if len(feature.distinct)]
    return features, np.unique(target, return_inverse=True)[1].reshape(-1)


@given(incidents(), st.integers(1, 12), st.randoms(use_true_random=False))
@settings(max_examples=80, deadline=None)
def test_scores_lie_within_bounds_and_the_order_of_rows_decides_nothing(data, k, random):
    features, target = data
    count = np.bincount(target)
    if len(count) < 2 or count.max() < 2:
        with pytest.raises(PatrolError, match="class"):
            relieff(features, target, ReliefSettings(k, 0))
        return
    score = relieff(features, target, ReliefSettings(k, 0)).score
    assert ((score >= -1) & (score <= 1)).all()
    order = np.array(random.sample(range(len(target)), len(target)))
    mixed = [Feature(f.name, f.kind, f.values[order], f.labels) for f in features]
    assert relieff(mixed, target[order], ReliefSettings(k, 0)).score == pytest.approx(score, abs=1e-9)


def test_a_seed_draws_the_same_sample_and_another_one_another():
    rng = np.random.default_rng(0)
    target = rng.integers(0, 3, 3000)
    features = [number_feature("x", rng.random(3000) + target), number_feature("y", rng.random(3000))]
    runs = [relieff(features, target, ReliefSettings(10, 300, seed)) for seed in (1, 1, 2)]
    assert runs[0].score.tolist() == runs[1].score.tolist() != runs[2].score.tolist()
    whole = relieff(features, target, ReliefSettings(10, 0))
    assert runs[0].looked_at == 300 and whole.looked_at == 3000
    # The sample's standard error tells how far off it may be.
    assert (np.abs(runs[0].score - whole.score) < 4 * runs[0].error).all()


def test_blocks_do_not_change_the_scores(monkeypatch):
    features, target = tennis()
    whole = relieff(features, target, ReliefSettings(3, 0)).score
    monkeypatch.setattr("patrol_planner.algorithms.relevance.relieff._BLOCK", 10)
    assert relieff(features, target, ReliefSettings(3, 0)).score == pytest.approx(whole, abs=1e-12)


def test_a_cancel_is_answered_soon_and_progress_never_goes_back():
    rng = np.random.default_rng(0)
    target = rng.integers(0, 4, 20_000)
    features = [number_feature("x", rng.random(20_000))]
    seen: list[float] = []
    control = Control(should_stop=lambda: bool(seen) and seen[-1] > 0.2, progress=seen.append)
    with pytest.raises(Cancelled):
        relieff(features, target, ReliefSettings(10, 2000), control)
    assert seen == sorted(seen) and 0.2 < seen[-1] < 0.3


@pytest.mark.parametrize(("target", "words"), [([0, 0, 0], "at least two classes"), ([0, 1, 2], "repeated values")])
def test_targets_without_classes_are_refused(target, words):
    with pytest.raises(PatrolError, match=words):
        relieff([number_feature("x", np.arange(3))], np.array(target), ReliefSettings())


@pytest.mark.parametrize(("neighbours", "sample"), [(0, 10), (10, -1)])
def test_settings_out_of_bounds_are_refused(neighbours, sample):
    with pytest.raises(PatrolError, match="must be"):
        ReliefSettings(neighbours, sample)
