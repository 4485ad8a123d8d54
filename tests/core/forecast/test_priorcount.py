"""prior_count: counts of the same place in the week, shrunk to the cell's own mean."""

from __future__ import annotations

import numpy as np
import pytest
from pastevents import DAY, HOUR, MONDAY, events, prior_count

from patrol_planner.algorithms.forecast.events import CellEvents
from patrol_planner.algorithms.forecast.intervals import Intervals
from patrol_planner.algorithms.forecast.rhythm import fit_rhythm
from patrol_planner.algorithms.forecast.training import Training


def test_counts_are_of_the_same_place_in_the_week() -> None:
    # Four Mondays 00–02 before: 6, 13, 20 and 27 May. Cell 0 had incidents on two of them, and one on a Tuesday.
    known = events(
        (0, "2024-05-06T01:59:59"),
        (0, "2024-05-20T00:00"),
        (0, "2024-05-21T01:00"),
        (1, "2024-05-27T02:00"),
        (2, "2024-06-03T00:00"),
    )
    model = prior_count(known, Intervals(MONDAY, 2, 12), 28)
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
    model = prior_count(known, Intervals(MONDAY, 24, 7), 270)
    # Thursday 30 May to Sunday 2 June: Monday to Wednesday were never observed, and fall back on the cell's mean.
    assert model.exposure.tolist() == [0, 0, 0, 1, 1, 1, 1]
    assert model.expected[0, 0] == pytest.approx(2 / 4)
    assert model.rhythm[0] == 1


def test_forecasts_of_more_than_a_week_repeat_it() -> None:
    known = events((0, "2024-05-20T01:00"), (1, "2024-05-29T13:00"))
    model = prior_count(known, Intervals(MONDAY, 2, 12 * 10), 21)
    np.testing.assert_allclose(model.expected[:, : 12 * 3], model.expected[:, 12 * 7 :])


def test_rhythm_is_learned_and_its_absence_shrunk_away() -> None:
    rng = np.random.default_rng(4)
    weeks = 30
    start = MONDAY - weeks * 7 * DAY
    flat_time = start + (rng.random(6000) * weeks * 7 * 86400).astype("timedelta64[s]")
    night = start + rng.integers(0, weeks * 7, 6000) * DAY + rng.integers(0, 2 * 3600, 6000).astype("timedelta64[s]")
    cell = rng.integers(0, 20, 6000)
    without = prior_count(CellEvents(cell, flat_time, 20), Intervals(MONDAY, 2, 84), 400)
    rhythmic = prior_count(CellEvents(cell, night, 20), Intervals(MONDAY, 2, 84), 400)
    assert without.strength > 100 > rhythmic.strength
    by_hour = rhythmic.expected.reshape(20, 7, 12).sum(axis=(0, 1))
    assert by_hour[0] > 20 * by_hour[1:].max()
    assert sum(share for _, share in rhythmic.importance()) == pytest.approx(1)


@pytest.mark.parametrize("seed", range(6))
def test_the_strength_is_the_one_under_which_every_week_is_likeliest_from_the_others(seed: int) -> None:
    """By plain loops over cells, intervals and weeks."""
    rng = np.random.default_rng(seed)
    weeks, cells = 6, 4
    habit = rng.gamma(0.5 + seed, 1.0, (cells, 7)) / (1.0 + seed)
    number = rng.poisson(habit[:, :, None] * np.ones(weeks))
    number[0, 0, 0] += 1
    cell, day, week = (axis.repeat(number.ravel()) for axis in (index.ravel() for index in np.indices(number.shape)))
    known = CellEvents(cell, MONDAY - weeks * 7 * DAY + (7 * week + day) * DAY + 9 * HOUR, cells)
    found = fit_rhythm(Training(known, weeks * 7, MONDAY), Intervals(MONDAY, 24, 7))
    days = (MONDAY - known.first_day()) / DAY
    mean = number.sum(axis=(1, 2)) / days
    # Of a week that begins before the first incident, the days from that on are observed.
    exposure = np.array([weeks - (known.first_day() > MONDAY - weeks * 7 * DAY + one * DAY) for one in range(7)])
    rhythm = (number.sum(axis=(0, 2)) + 5.0) / (exposure * mean.sum() + 5.0)
    likelihood = {}
    for strength in 2.0 ** np.arange(-2, 11):
        total = 0.0
        for one in range(cells):
            for at in range(7):
                for when in range(weeks - exposure[at], weeks):
                    others = number[one, at].sum() - number[one, at, when]
                    rate = (others + strength * mean[one] * rhythm[at]) / (exposure[at] - 1 + strength)
                    total += number[one, at, when] * np.log(max(rate, 1e-300)) - rate
        likelihood[strength] = total
    assert found.strength == max(likelihood, key=lambda strength: (round(likelihood[strength], 9), strength))
    np.testing.assert_allclose(found.rhythm, rhythm)
