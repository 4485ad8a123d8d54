"""The ranking of features, and what is said of those that tell nothing."""

from __future__ import annotations

import numpy as np
import pytest

from patrol_planner.algorithms.errors import PatrolError
from patrol_planner.algorithms.relevance import relevance
from patrol_planner.algorithms.relevance.features import nominal_feature, number_feature, time_features
from patrol_planner.algorithms.relevance.relevance import DEALS, RelevanceSettings, largest_classes, rank_features
from patrol_planner.algorithms.relevance.relieff import ReliefSettings

ALL = RelevanceSettings(ReliefSettings(5, 0))


@pytest.fixture
def city():
    """600 incidents of two types: one by night, the other by day; the sector says nothing."""
    rng = np.random.default_rng(5)
    kind = rng.integers(0, 2, 600)
    hour = np.where(kind == 1, rng.integers(20, 24, 600), rng.integers(8, 20, 600))
    return {
        "target": nominal_feature("type", np.where(kind == 1, "robbery", "theft")),
        "hour": number_feature("hour", hour),
        "sector": nominal_feature("sector", rng.choice(["A", "B", "C"], 600)),
    }


def by_name(result):
    return {one.name: one for one in result.features}


def test_what_tells_the_class_comes_first_and_is_kept(city):
    result = rank_features([city["sector"], city["hour"]], city["target"], ALL)
    assert [one.name for one in result.features] == ["hour", "sector"]
    found = by_name(result)
    assert found["hour"].kept and not found["sector"].kept
    assert found["hour"].relieff > 0.2 > abs(found["hour"].chance)
    assert found["hour"].gain_ratio > 0.2 > 0.01 > found["sector"].gain_ratio
    # Hours from 20 on are robberies, all others thefts.
    assert "settles the class" in found["hour"].note and found["sector"].note == ""


def test_kept_is_above_the_threshold(city):
    score = by_name(rank_features([city["hour"]], city["target"], ALL))["hour"].relieff
    for threshold, kept in ((score - 1e-6, True), (score, False)):
        settings = RelevanceSettings(ReliefSettings(5, 0), threshold)
        assert rank_features([city["hour"]], city["target"], settings).features[0].kept is kept


@pytest.mark.parametrize(
    ("name", "texts", "words"),
    [
        ("year", ["2017"] * 600, "one value only"),
        ("empty", [""] * 600, "no value at all"),
        ("case number", [str(i) for i in range(600)], "as an id"),
        ("gaps", ["x"] * 300 + [""] * 300, "one value only, where it has one"),
    ],
)
def test_features_that_tell_nothing_score_nothing_and_say_why(city, name, texts, words):
    alone = by_name(rank_features([city["hour"], city["sector"]], city["target"], ALL))
    useless = nominal_feature(name, texts)
    found = by_name(rank_features([city["hour"], useless, city["sector"]], city["target"], ALL))
    assert (found[name].relieff, found[name].gain_ratio, found[name].kept) == (0.0, 0.0, False)
    assert words in found[name].note
    # Nor do they change what the others score.
    assert found["hour"].relieff == pytest.approx(alone["hour"].relieff, abs=1e-12)


def test_a_score_that_chance_gives_as_well_is_named(city):
    rng = np.random.default_rng(1)
    uneven = nominal_feature("type", rng.choice(["a", "b", "c"], 600, p=(0.9, 0.07, 0.03)))
    street = nominal_feature("street", rng.integers(0, 60, 600).astype(str))
    found = by_name(rank_features([street, number_feature("x", rng.random(600))], uneven, ALL))["street"]
    # Rare classes have farther neighbours: above the threshold, and worth nothing.
    assert found.kept and found.relieff == pytest.approx(found.chance, abs=0.15)
    assert "chance" in found.note


def test_chance_is_the_mean_of_several_deals(city, monkeypatch):
    """Of different ones, and steadier from seed to seed than one."""
    rng = np.random.default_rng(1)
    uneven = nominal_feature("type", rng.choice(["a", "b", "c"], 600, p=(0.9, 0.07, 0.03)))
    street = nominal_feature("street", rng.integers(0, 60, 600).astype(str))
    dealt = []
    plain = relevance.relieff

    def spy(features, target, *rest):
        found = plain(features, target, *rest)
        dealt.append((target, found.score[0]))
        return found

    monkeypatch.setattr(relevance, "relieff", spy)
    means, spreads = [], []
    for seed in range(1, 9):
        dealt.clear()
        settings = RelevanceSettings(ReliefSettings(5, 0, seed))
        found = by_name(rank_features([street], uneven, settings))["street"]
        first, *deals = dealt
        assert (first[0] == uneven.values).all() and len({target.tobytes() for target, _ in deals}) == DEALS
        assert all((np.bincount(target) == np.bincount(uneven.values)).all() for target, _ in deals)
        assert found.chance == pytest.approx(np.mean([score for _, score in deals]), abs=1e-12)
        assert by_name(rank_features([street], uneven, settings))["street"] == found
        means.append(found.chance)
        spreads.append(np.std([score for _, score in deals], ddof=1))
    # Means of five vary less than the deals themselves, by the square root of five.
    assert np.std(means, ddof=1) < 0.8 * np.mean(spreads)


def test_nearly_as_many_values_as_incidents_are_named(city):
    pairs = nominal_feature("report", [str(i // 2 * 2 if i < 20 else i) for i in range(600)])
    found = by_name(rank_features([pairs, city["sector"]], city["target"], ALL))["report"]
    assert "nearly as many values as incidents" in found.note


@pytest.mark.parametrize(
    ("texts", "words"),
    [
        (["theft"] * 600, "the same value 'theft'"),
        ([str(i) for i in range(600)], "every one of its 600 values is different"),
        ([str(i % 200) for i in range(600)], "200 different values.*100 are the most"),
    ],
)
def test_targets_without_classes_are_refused_with_the_remedy(city, texts, words):
    with pytest.raises(PatrolError, match=f"(?s)type.*{words}.*Choose"):
        rank_features([city["hour"]], nominal_feature("type", texts), ALL)


def test_nothing_left_to_rank_is_an_error(city):
    with pytest.raises(PatrolError, match="No feature is left"):
        rank_features([nominal_feature("year", ["2017"] * 600)], city["target"], ALL)


@pytest.mark.parametrize(("threshold", "bins"), [(1.5, 10), (float("nan"), 10), (0, 1), (0, 2000)])
def test_settings_out_of_bounds_are_refused(threshold, bins):
    with pytest.raises(PatrolError, match="must be from"):
        RelevanceSettings(ReliefSettings(), threshold, bins)


def test_features_of_time():
    # A Friday and the Saturday after New Year's Eve.
    time = np.array(["2024-05-31T22:15:00", "2000-01-01T00:00:00", "1969-12-31T23:59:59"], dtype="datetime64[s]")
    found = {feature.name: feature.values.tolist() for feature in time_features(time)}
    assert found == {
        "year": [2024, 2000, 1969],
        "month": [5, 1, 12],
        "day": [31, 1, 31],
        "weekday": [5, 6, 3],
        "hour": [22, 0, 23],
    }
    assert "hour" not in {feature.name for feature in time_features(time, with_hour=False)}


def test_codes_do_not_depend_on_the_order_and_blanks_are_missing():
    one = nominal_feature("mode", ["gun", " ", "arm ", "gun"])
    assert one.labels == ("arm", "gun")
    assert one.values.tolist() == [1, -1, 0, 1]
    assert one.missing == 1


def test_whole_numbers_of_their_own_are_an_id_and_measures_are_not():
    assert number_feature("case", np.arange(1000)).is_id
    assert not number_feature("latitude", np.linspace(29, 30, 1000)).is_id
    assert not number_feature("few", np.arange(5)).is_id
    assert nominal_feature("case", ["a", "b", "c"]).is_id


def test_the_largest_classes_come_by_size_then_by_name():
    target = nominal_feature("type", ["c", "c", "b", "a", "a", "d"])
    assert [target.labels[code] for code in largest_classes(target, 3)] == ["a", "c", "b"]
