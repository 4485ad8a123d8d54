"""The whole forecast: the end of the record, what was seen, the weight, stops, refusals."""

from __future__ import annotations

import numpy as np
import pytest
from pastevents import DAY, HOUR, MONDAY, events, judged, planted, prior_count, somewhere

from patrol_planner.algorithms.control import Control
from patrol_planner.algorithms.errors import Cancelled, PatrolError
from patrol_planner.algorithms.forecast.evaluation import scores
from patrol_planner.algorithms.forecast.evaluation.scores import area_under_curve
from patrol_planner.algorithms.forecast.events import CellEvents, recent_weight
from patrol_planner.algorithms.forecast.forecast import ForecastSettings, make_forecast
from patrol_planner.algorithms.forecast.intervals import Intervals
from patrol_planner.algorithms.forecast.models import registry
from patrol_planner.algorithms.forecast.ranking import hot_cells, rank_cells
from patrol_planner.algorithms.forecast.rhythm import varying_share


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


def test_a_gap_after_the_record_does_not_count_as_days_without_crime() -> None:
    known, area, settings = planted(5), np.ones(100), ForecastSettings(180, 5)
    # The same week, from the record's end on and from 30 days later on.
    right_after = make_forecast(somewhere(known, area), Intervals(MONDAY, 2, 84), settings)
    later = make_forecast(somewhere(known, area), Intervals(MONDAY + 30 * DAY, 2, 84), settings)
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
    assert (
        make_forecast(somewhere(some, np.ones(100)), Intervals(MONDAY, 2, 12), ForecastSettings(180, 5)).until == MONDAY
    )
    sparse = events((0, "2024-05-06T01:00"), (0, "2024-05-16T01:00"), (1, "2024-05-27T02:00"))
    assert (
        make_forecast(somewhere(sparse, np.ones(3)), Intervals(MONDAY, 2, 12), ForecastSettings(28, 34)).until == MONDAY
    )


def test_a_gap_keeps_the_intervals_of_the_back_test_in_their_place() -> None:
    known, settings = planted(5), ForecastSettings(180, 5)
    eight = MONDAY + 8 * HOUR
    found = [
        make_forecast(somewhere(known, np.ones(100)), Intervals(eight + days * DAY, 24, 1), settings)
        for days in (0, 21)
    ]
    assert found[0].until == found[1].until == eight and found[0].test == found[1].test
    np.testing.assert_allclose(found[0].probability, found[1].probability)
    np.testing.assert_allclose(found[0].weight, found[1].weight)


def test_a_forecast_says_what_it_saw() -> None:
    known = events((0, "2020-01-01T00:00"), (0, "2024-05-20T01:00"), (1, "2024-05-29T13:00"), (1, "2024-06-04T13:00"))
    found = make_forecast(somewhere(known, np.ones(3)), Intervals(MONDAY, 2, 12), ForecastSettings(21, 34))
    assert (found.learned, found.too_old, found.later) == (2, 1, 1)
    assert found.hotspot.sum(axis=0).tolist() == [1] * 12
    with pytest.raises(PatrolError, match="coverage"):
        ForecastSettings(21, 0)


def test_a_stop_is_asked_for_in_every_interval(monkeypatch: pytest.MonkeyPatch) -> None:
    def stop_at(call: int) -> Control:
        calls = iter(range(call + 1))
        return Control(should_stop=lambda: next(calls) == call)

    score, some = np.random.default_rng(1).random((50, 8)), np.ones((50, 8))
    with pytest.raises(Cancelled):
        rank_cells(score, np.zeros(50), stop_at(7))
    with pytest.raises(Cancelled):
        recent_weight(planted(1), Intervals(MONDAY, 2, 12), stop_at(11))
    monkeypatch.setattr(scores, "_SCORES_AT_ONCE", 8)
    with pytest.raises(Cancelled):
        area_under_curve(score, some, some, stop_at(49))
    fractions: list[float] = []
    judged(planted(1), np.ones(100), Intervals(MONDAY, 2, 12), 200, 5, 1, Control(progress=fractions.append))
    assert fractions == sorted(fractions) and len(fractions) > 84 * 2


def test_input_that_cannot_be_is_refused() -> None:
    known = events((0, "2024-05-20T01:00"))
    with pytest.raises(PatrolError, match="to 2024-05-20 01:00. Choose an earlier forecast start"):
        prior_count(known, Intervals(np.datetime64("2030-01-01", "s"), 2, 12), 270)
    with pytest.raises(PatrolError, match="Choose a later forecast start"):
        prior_count(known, Intervals(np.datetime64("2020-01-01", "s"), 2, 12), 270)
    with pytest.raises(PatrolError, match="cannot be cut"):
        Intervals.over(MONDAY, 24, 5)
    with pytest.raises(PatrolError, match="168"):
        Intervals(MONDAY, 200, 1)
    with pytest.raises(PatrolError, match="coverage"):
        hot_cells(0, 10)
    with pytest.raises(PatrolError, match="training days"):
        prior_count(known, Intervals(MONDAY, 2, 12), 0)


def test_dates_alone_tell_nothing_of_their_own_day_nor_of_hours() -> None:
    known = planted(5)
    dates = CellEvents(known.cell, known.time.astype("datetime64[D]").astype("datetime64[s]"), known.cells)
    evening, settings = MONDAY + 20 * HOUR, ForecastSettings(180, 5, model="prior_count")
    found = make_forecast(somewhere(dates, np.ones(100)), Intervals(evening, 4, 6), settings)
    assert found.until == MONDAY and not found.has_hours
    np.testing.assert_allclose(found.expected, found.expected[:, :1] * np.ones(6))
    # A sixth of the cell's mean day.
    days = (MONDAY - dates.between(MONDAY - 180 * DAY, MONDAY).first_day()) / DAY
    mean = dates.between(MONDAY - 180 * DAY, MONDAY).a_cell() / days
    np.testing.assert_allclose(found.expected[:, 0], mean / 6)
    # The weight of eq. 1 is spread like the incidents.
    past = dates.between(MONDAY - 3 * DAY, MONDAY).a_cell()
    np.testing.assert_allclose(found.weight, past[:, None] / 3 / 6 * np.ones(6))
    same_day = CellEvents(np.append(dates.cell, [42] * 500), np.append(dates.time, [MONDAY] * 500), 100)
    again = make_forecast(somewhere(same_day, np.ones(100)), Intervals(evening, 4, 6), settings)
    np.testing.assert_array_equal(found.expected, again.expected)
    assert found.test is not None and again.test == found.test


def test_how_much_varies_by_the_hour() -> None:
    assert varying_share(np.full((3, 4), 0.5)) == 0
    # One of two incidents would have to move to the other interval.
    assert varying_share(np.array([[2.0, 0.0]])) == pytest.approx(0.5)
    # All in one of four intervals: three quarters of them.
    assert varying_share(np.array([[4.0, 0, 0, 0]])) == pytest.approx(0.75)
    # Cells that differ among themselves alone do not vary by the hour.
    assert varying_share(np.array([[1.0, 1.0], [9.0, 9.0]])) == 0
    assert varying_share(np.zeros((2, 2))) == 0


def test_auto_takes_the_model_that_hit_most_and_the_default_without_a_test() -> None:
    around = somewhere(planted(5), np.ones(100))
    found = make_forecast(around, Intervals(MONDAY, 2, 12), ForecastSettings(180, 5, model=registry.AUTO))
    assert found.test is not None and found.word == found.test.word
    assert found.test.model.hit_rate >= max(score.hit_rate for score in found.test.others)
    tried = {method.title for method in registry.tried(registry.AUTO)}
    assert {found.test.model.name, *(score.name for score in found.test.others)} == tried
    # The hours of the planted nights are the count's by interval, not those of cells alone.
    assert found.test.gain.low > 0
    alone = make_forecast(around, Intervals(MONDAY, 2, 12), ForecastSettings(180, 5, model=found.word))
    np.testing.assert_array_equal(alone.expected, found.expected)
    short = events((0, "2024-05-25T01:00"), (0, "2024-06-01T01:00"))
    untested = make_forecast(
        somewhere(short, np.ones(3)), Intervals(MONDAY, 2, 12), ForecastSettings(270, 34, model=registry.AUTO)
    )
    assert untested.test is None and untested.word == registry.MODELS[0].word


def test_a_sure_hotspot_is_one_even_at_its_lower_bound() -> None:
    found = make_forecast(somewhere(planted(5), np.ones(100)), Intervals(MONDAY, 24, 7), ForecastSettings(180, 12))
    assert found.sure is not None and found.low is not None
    for interval in range(7):
        for cell in range(100):
            others = np.delete(found.expected[:, interval], cell)
            # Of the others, so many are above the cell's lower bound: fewer than there are hot cells.
            stays = (others >= found.low[cell, interval]).sum() < 12
            assert found.sure[cell, interval] == (found.hotspot[cell, interval] and stays)
    assert 0 < found.sure.sum() < found.hotspot.sum()
