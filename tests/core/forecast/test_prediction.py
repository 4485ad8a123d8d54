"""Prediction and back-test: hand-worked counts, shrinkage both ways, nothing of the future seen."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import mannwhitneyu

from patrol_planner.algorithms.control import Control
from patrol_planner.algorithms.errors import Cancelled, PatrolError
from patrol_planner.algorithms.forecast.evaluation import backtest
from patrol_planner.algorithms.forecast.evaluation.backtest import area_under_curve, back_test
from patrol_planner.algorithms.forecast.forecast import ForecastSettings, make_forecast
from patrol_planner.algorithms.forecast.prediction import (
    CellEvents,
    Intervals,
    fit_prior_count,
    hot_cells,
    rank_cells,
    recent_weight,
)

MONDAY = np.datetime64("2024-06-03T00:00", "s")
HOUR = np.timedelta64(3600, "s")
DAY = 24 * HOUR


def events(*rows: tuple[int, str], cells: int = 3) -> CellEvents:
    return CellEvents(np.array([row[0] for row in rows]), np.array([row[1] for row in rows], "M8[s]"), cells)


def test_counts_are_of_the_same_place_in_the_week() -> None:
    # Four Mondays 00–02 before: 6, 13, 20 and 27 May. Cell 0 had incidents on two of them, and one on a Tuesday.
    known = events(
        (0, "2024-05-06T01:59:59"),
        (0, "2024-05-20T00:00"),
        (0, "2024-05-21T01:00"),
        (1, "2024-05-27T02:00"),
        (2, "2024-06-03T00:00"),
    )
    model = fit_prior_count(known, Intervals(MONDAY, 2, 12), 28)
    kappa, mean = model.strength, 3 / (28 * 12)
    # Of the 4 incidents known, 2 fell into the first interval of the week in 4 weeks, 1 into the second; 5 are
    # pretended.
    usual = 4 * 4 / (28 * 12)
    first, second, third = ((count + 5) / (usual + 5) for count in (2, 1, 0))
    assert model.rhythm[:3].tolist() == pytest.approx([first, second, third])
    assert model.exposure.tolist() == [4.0] * 12
    assert model.expected[0, 0] == pytest.approx((2 + kappa * mean * first) / (4 + kappa))
    assert model.expected[0, 1] == pytest.approx(kappa * mean * second / (4 + kappa))
    # 02:00 belongs to the second interval: the first one ends before it.
    assert model.expected[1, 1] == pytest.approx((1 + kappa / (28 * 12) * second) / (4 + kappa))
    assert (model.expected[2] == 0).all(), "the incident at the forecast's very start must not be seen"
    assert model.probability[0, 0] == pytest.approx(1 - np.exp(-model.expected[0, 0]))


def test_a_short_history_counts_only_the_weeks_it_has() -> None:
    known = events((0, "2024-05-30T10:00"), (0, "2024-06-02T23:00"))
    model = fit_prior_count(known, Intervals(MONDAY, 24, 7), 270)
    # Thursday 30 May to Sunday 2 June: Monday to Wednesday were never observed, and fall back on the cell's mean.
    assert model.exposure.tolist() == [0, 0, 0, 1, 1, 1, 1]
    assert model.expected[0, 0] == pytest.approx(2 / 4)
    assert model.rhythm[0] == 1


def test_forecasts_of_more_than_a_week_repeat_it() -> None:
    known = events((0, "2024-05-20T01:00"), (1, "2024-05-29T13:00"))
    model = fit_prior_count(known, Intervals(MONDAY, 2, 12 * 10), 21)
    np.testing.assert_allclose(model.expected[:, : 12 * 3], model.expected[:, 12 * 7 :])


def test_rhythm_is_learned_and_its_absence_shrunk_away() -> None:
    rng = np.random.default_rng(4)
    weeks = 30
    start = MONDAY - weeks * 7 * DAY
    flat_time = start + (rng.random(6000) * weeks * 7 * 86400).astype("timedelta64[s]")
    night = start + rng.integers(0, weeks * 7, 6000) * DAY + rng.integers(0, 2 * 3600, 6000).astype("timedelta64[s]")
    cell = rng.integers(0, 20, 6000)
    without = fit_prior_count(CellEvents(cell, flat_time, 20), Intervals(MONDAY, 2, 84), 400)
    rhythmic = fit_prior_count(CellEvents(cell, night, 20), Intervals(MONDAY, 2, 84), 400)
    assert without.strength > 100 > rhythmic.strength
    by_hour = rhythmic.expected.reshape(20, 7, 12).sum(axis=(0, 1))
    assert by_hour[0] > 20 * by_hour[1:].max()
    assert sum(share for _, share in rhythmic.importance()) == pytest.approx(1)


def test_weight_is_per_day_of_the_three_days_before() -> None:
    known = events(
        (0, "2024-06-02T08:30"),
        (0, "2024-06-01T09:59"),
        (0, "2024-05-31T08:00"),
        (0, "2024-05-30T08:30"),
        (1, "2024-06-02T10:00"),
    )
    weight = recent_weight(known, Intervals(MONDAY + 8 * HOUR, 2, 12))
    assert weight[0, 0] == pytest.approx(3 / 3)
    assert weight[1, 1] == pytest.approx(1 / 3)
    assert weight.sum() == pytest.approx(4 / 3)


def test_ranks_and_hot_cells() -> None:
    score = np.array([[0.5, 0.1], [0.5, 0.9], [0.2, 0.9]])
    assert rank_cells(score, np.array([1.0, 5.0, 2.0])).tolist() == [[2, 3], [1, 1], [3, 2]]
    assert hot_cells(10, 144) == 14 and hot_cells(0.001, 144) == 1


def test_auc_equals_the_mann_whitney_statistic() -> None:
    rng = np.random.default_rng(8)
    score = np.round(rng.random(300), 1)
    positives = rng.integers(0, 4, 300)
    negatives = 4 - positives
    expected = mannwhitneyu(np.repeat(score, positives), np.repeat(score, negatives)).statistic
    found = area_under_curve(score, positives, negatives)
    assert found == pytest.approx(expected / (positives.sum() * negatives.sum()), abs=1e-12)
    assert np.isnan(area_under_curve(score, positives * 0, negatives))


@pytest.mark.parametrize("at_once", [1, 40, 10_000])
def test_auc_taken_in_pieces_keeps_ties(monkeypatch: pytest.MonkeyPatch, at_once: int) -> None:
    monkeypatch.setattr(backtest, "_SCORES_AT_ONCE", at_once)
    rng = np.random.default_rng(11)
    score = np.round(rng.random((60, 7)), 1)
    # Most cells and intervals have no incident; one has nothing but incidents.
    positives = np.where(rng.random((60, 7)) < 0.1, rng.integers(1, 5, (60, 7)), 0)
    positives[0, 0] = 4
    negatives = 4 - positives
    repeated = [np.repeat(score.ravel(), cases.ravel()) for cases in (positives, negatives)]
    expected = mannwhitneyu(*repeated).statistic / (len(repeated[0]) * len(repeated[1]))
    assert area_under_curve(score, positives, negatives) == pytest.approx(expected, abs=1e-12)
    # Laid out by columns and repeated without a copy, as the plain count is.
    alike = np.broadcast_to(score[:, :1], (60, 7))
    repeated = [np.repeat(alike.ravel(), cases.ravel()) for cases in (positives, negatives)]
    expected = mannwhitneyu(*repeated).statistic / (len(repeated[0]) * len(repeated[1]))
    assert area_under_curve(alike, positives, negatives) == pytest.approx(expected, abs=1e-12)
    assert np.isnan(area_under_curve(score, positives, negatives * 0))


def test_ranks_of_many_ties_are_those_of_a_full_sort() -> None:
    rng = np.random.default_rng(12)
    score, tie_breaker = rng.integers(0, 4, (200, 3)) / 4, rng.integers(0, 3, 200).astype(float)
    rank = rank_cells(score, tie_breaker)
    for interval in range(3):
        order = sorted(range(200), key=lambda cell: (-score[cell, interval], -tie_breaker[cell], cell))
        assert rank[order, interval].tolist() == list(range(1, 201))


def test_a_stop_is_asked_for_in_every_interval(monkeypatch: pytest.MonkeyPatch) -> None:
    def stop_at(call: int) -> Control:
        calls = iter(range(call + 1))
        return Control(should_stop=lambda: next(calls) == call)

    score, some = np.random.default_rng(1).random((50, 8)), np.ones((50, 8))
    with pytest.raises(Cancelled):
        rank_cells(score, np.zeros(50), stop_at(7))
    with pytest.raises(Cancelled):
        recent_weight(planted(1), Intervals(MONDAY, 2, 12), stop_at(11))
    monkeypatch.setattr(backtest, "_SCORES_AT_ONCE", 8)
    with pytest.raises(Cancelled):
        area_under_curve(score, some, some, stop_at(49))
    fractions: list[float] = []
    back_test(planted(1), np.ones(100), Intervals(MONDAY, 2, 12), 200, 5, 1, Control(progress=fractions.append))
    assert fractions == sorted(fractions) and len(fractions) > 84 * 2


def planted(seed: int, cells: int = 100) -> CellEvents:
    """Five cells in which most happens, Friday and Saturday nights apart in five others."""
    rng = np.random.default_rng(seed)
    start = MONDAY - 200 * DAY
    steady = (rng.integers(0, 5, 800), start + (rng.random(800) * 200 * 86400).astype("timedelta64[s]"))
    weekend = np.array([day for day in range(200) if (day + 3) % 7 in (4, 5)])
    noise = (rng.integers(0, cells, 300), start + (rng.random(300) * 200 * 86400).astype("timedelta64[s]"))
    nights = (
        5 + rng.integers(0, 5, 900),
        start + rng.choice(weekend, 900) * DAY + (22 * 3600 + rng.random(900) * 7000).astype("m8[s]"),
    )
    parts = (steady, nights, noise)
    return CellEvents(np.concatenate([part[0] for part in parts]), np.concatenate([part[1] for part in parts]), cells)


def test_the_back_test_finds_what_was_planted_and_beats_the_plain_count() -> None:
    found = back_test(planted(1), np.ones(100), Intervals(MONDAY, 2, 12), 200, 5, 1)
    assert found is not None
    assert found.end == MONDAY and (found.end - found.start) / DAY == 28
    assert found.model.hit_rate > found.baseline.hit_rate + 0.1
    assert found.model.low <= found.model.hit_rate <= found.model.high
    assert found.model.auc > 0.8
    assert found.model.pai == pytest.approx(found.model.hit_rate / 0.05)
    assert found.model.hits == round(found.model.hit_rate * found.model.events)


def test_the_back_test_of_noise_is_chance() -> None:
    rng = np.random.default_rng(2)
    time = MONDAY - (rng.random(4000) * 200 * 86400).astype("timedelta64[s]") - HOUR
    found = back_test(
        CellEvents(rng.integers(0, 100, 4000), time, 100), np.ones(100), Intervals(MONDAY, 2, 12), 200, 10, 1
    )
    assert found is not None
    assert abs(found.model.auc - 0.5) < 0.06 and found.model.hit_rate < 0.25


def test_equal_seed_equal_back_test_and_no_word_of_the_future() -> None:
    known = planted(3)
    later = CellEvents(np.append(known.cell, [42] * 500), np.append(known.time, [MONDAY] * 500), known.cells)
    first, second = (back_test(some, np.ones(100), Intervals(MONDAY, 2, 12), 200, 5, 9) for some in (known, later))
    assert first == second


def test_too_short_a_history_has_no_back_test() -> None:
    short = events((0, "2024-05-25T01:00"), (0, "2024-06-01T01:00"))
    assert back_test(short, np.ones(3), Intervals(MONDAY, 2, 12), 270, 10, 1) is None


def test_a_gap_after_the_record_does_not_count_as_days_without_crime() -> None:
    known, area, settings = planted(5), np.ones(100), ForecastSettings(180, 5)
    # The same week, from the record's end on and from 30 days later on.
    right_after = make_forecast(known, area, Intervals(MONDAY, 2, 84), settings)
    later = make_forecast(known, area, Intervals(MONDAY + 30 * DAY, 2, 84), settings)
    assert right_after.until == later.until == MONDAY and right_after.learned == later.learned
    # 30 days are four weeks and two days.
    shift = 2 * 12
    np.testing.assert_allclose(np.roll(later.probability, shift, axis=1), right_after.probability)
    np.testing.assert_allclose(np.roll(later.weight, shift, axis=1), right_after.weight)
    assert right_after.weight.sum() > 0
    assert later.test == right_after.test and later.test is not None


def test_a_quiet_day_is_not_missing_data() -> None:
    known = planted(5)
    # Some ten incidents a day: half a day without one is no gap, and in a sparse record no week is.
    some = known.before(MONDAY - 12 * HOUR)
    assert make_forecast(some, np.ones(100), Intervals(MONDAY, 2, 12), ForecastSettings(180, 5)).until == MONDAY
    sparse = events((0, "2024-05-06T01:00"), (0, "2024-05-16T01:00"), (1, "2024-05-27T02:00"))
    assert make_forecast(sparse, np.ones(3), Intervals(MONDAY, 2, 12), ForecastSettings(28, 34)).until == MONDAY


def test_a_gap_keeps_the_intervals_of_the_back_test_in_their_place() -> None:
    known, settings = planted(5), ForecastSettings(180, 5)
    eight = MONDAY + 8 * HOUR
    found = [make_forecast(known, np.ones(100), Intervals(eight + days * DAY, 24, 1), settings) for days in (0, 21)]
    assert found[0].until == found[1].until == eight and found[0].test == found[1].test
    np.testing.assert_allclose(found[0].probability, found[1].probability)
    np.testing.assert_allclose(found[0].weight, found[1].weight)


def test_input_that_cannot_be_is_refused() -> None:
    known = events((0, "2024-05-20T01:00"))
    with pytest.raises(PatrolError, match="to 2024-05-20 01:00. Choose an earlier forecast start"):
        fit_prior_count(known, Intervals(np.datetime64("2030-01-01", "s"), 2, 12), 270)
    with pytest.raises(PatrolError, match="Choose a later forecast start"):
        fit_prior_count(known, Intervals(np.datetime64("2020-01-01", "s"), 2, 12), 270)
    with pytest.raises(PatrolError, match="cannot be cut"):
        Intervals.over(MONDAY, 24, 5)
    with pytest.raises(PatrolError, match="168"):
        Intervals(MONDAY, 200, 1)
    with pytest.raises(PatrolError, match="coverage"):
        hot_cells(0, 10)
    with pytest.raises(PatrolError, match="training days"):
        fit_prior_count(known, Intervals(MONDAY, 2, 12), 0)


def test_the_pai_is_of_area_not_of_cells() -> None:
    """Incidents spread evenly over cells of which one is most of the area: no better than chance."""
    rng = np.random.default_rng(6)
    area = np.array([90.0] + [1.0] * 10)
    cell = rng.choice(11, 6000, p=area / area.sum())
    time = MONDAY - HOUR - (rng.random(6000) * 200 * 86400).astype("timedelta64[s]")
    found = back_test(CellEvents(cell, time, 11), area, Intervals(MONDAY, 24, 7), 200, 9, 1)
    assert found is not None
    assert found.model.pai == pytest.approx(1, abs=0.05)


def test_bounds_are_wider_where_incidents_come_in_bursts() -> None:
    rng = np.random.default_rng(8)
    days = rng.integers(0, 200, 300)
    alone = MONDAY - days * DAY - HOUR
    cell = np.where(rng.random(300) < 0.5, 0, rng.integers(1, 20, 300))
    single = back_test(CellEvents(cell, alone, 20), np.ones(20), Intervals(MONDAY, 24, 7), 200, 5, 1)
    bursts = back_test(
        CellEvents(np.repeat(cell, 9), np.repeat(alone, 9), 20), np.ones(20), Intervals(MONDAY, 24, 7), 200, 5, 1
    )
    assert single is not None and bursts is not None
    # Nine records of each event are no nine events: the bounds must not shrink to a third.
    assert bursts.model.high - bursts.model.low > 0.7 * (single.model.high - single.model.low)


def test_a_forecast_says_what_it_saw() -> None:
    known = events((0, "2020-01-01T00:00"), (0, "2024-05-20T01:00"), (1, "2024-05-29T13:00"), (1, "2024-06-04T13:00"))
    found = make_forecast(known, np.ones(3), Intervals(MONDAY, 2, 12), ForecastSettings(21, 34))
    assert (found.learned, found.too_old, found.later) == (2, 1, 1)
    assert found.hotspot.sum(axis=0).tolist() == [1] * 12
    with pytest.raises(PatrolError, match="coverage"):
        ForecastSettings(21, 0)
