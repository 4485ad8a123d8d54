"""blend and its parts: each against another way to the same answer, and blend on a city whose rate is known."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from cityevents import NOW, city
from scipy.optimize import minimize
from scipy.stats import nbinom

from patrol_planner.algorithms.control import Control
from patrol_planner.algorithms.errors import Cancelled, PatrolError
from patrol_planner.algorithms.forecast.intervals import Intervals
from patrol_planner.algorithms.forecast.models.blend.blend import _richest, fit_blend
from patrol_planner.algorithms.forecast.models.blend.mixture import fit_mixture
from patrol_planner.algorithms.forecast.models.blend.regression import fit_regression
from patrol_planner.algorithms.forecast.models.blend.shrinkage import shrunk_rate
from patrol_planner.algorithms.forecast.models.blend.windows import Windows, past_windows

WEEK = Intervals(NOW, 168.0, 1)


EVERY = np.ones(3, dtype=bool)


def made_windows(seed: int = 1, rows: int = 4000) -> tuple[Windows, np.ndarray]:
    """Numbers drawn from 0.6 of the first column and 0.3 of the second; the third has nothing to do with it."""
    rng = np.random.default_rng(seed)
    table = rng.gamma(0.7, 0.1, (rows, 3))
    rate = 0.6 * table[:, 0] + 0.3 * table[:, 1] + 0.002
    number = rng.poisson(rate * 7.0).astype(float)
    return Windows(table, number, np.ones(rows), table.sum(axis=0), rows, 7.0, (NOW,)), rate


def test_the_mixture_is_where_the_likelihood_is_greatest():
    windows, _ = made_windows()
    found = fit_mixture(windows, np.ones(3, bool), Control())

    def loss(log_weight: np.ndarray) -> float:
        rate = (windows.table @ np.exp(log_weight[:3]) + np.exp(log_weight[3])) * 7.0
        return float(rate.sum() - windows.number @ np.log(rate))

    other = minimize(
        loss, np.log([0.3, 0.3, 0.3, 0.01]), method="Nelder-Mead", options={"maxiter": 4000, "xatol": 1e-6}
    )
    mine = loss(np.log(np.append(found.weight, found.floor) + 1e-300))
    assert mine <= other.fun + 0.05
    assert found.weight[:2] == pytest.approx([0.6, 0.3], abs=0.06) and found.weight[2] < 0.06
    assert (found.rate(windows.table) * 7.0).sum() == pytest.approx(windows.number.sum())
    assert found.share.sum() == pytest.approx(1.0)
    without = fit_mixture(windows, np.array([False, True, True]), Control())
    assert without.weight[0] == 0.0 and loss(np.log(np.append(without.weight, without.floor) + 1e-300)) > mine


def test_the_regression_is_where_the_penalised_likelihood_is_greatest():
    windows, rate = made_windows(2)
    found = fit_regression(windows, EVERY, Control())
    rows = (np.log(np.sqrt(windows.table) + 0.05) - found.mean) / found.spread

    def loss(beta: np.ndarray) -> float:
        log_rate = beta[0] + rows @ beta[1:]
        return float(7.0 * np.exp(log_rate).sum() - windows.number @ log_rate + 2.5 * (beta[1:] ** 2).sum())

    other = minimize(loss, np.zeros(4), method="BFGS")
    assert loss(np.append(found.level, found.slope)) <= other.fun + 1e-4
    assert np.corrcoef(np.log(found.rate(windows.table)), np.log(rate))[0, 1] > 0.9


def test_what_the_regression_does_not_use_does_not_matter():
    windows, _ = made_windows(2)
    used = np.array([True, False, True])
    changed = replace(windows, table=windows.table * np.where(used, 1.0, 7.0))
    one, other = fit_regression(windows, used, Control()), fit_regression(changed, used, Control())
    assert (one.rate(windows.table) == other.rate(changed.table)).all() and len(one.slope) == 2


def test_the_rarest_of_many_other_types_stay_out_of_the_regression():
    training, _ = city(types=14)
    features = training.surroundings().rates
    windows = past_windows(training, features, np.random.default_rng(1), Control())
    assert windows is not None
    total = np.arange(len(features.names), dtype=float)
    used = _richest(features, replace(windows, total=total))
    assert used[~features.of_others].all() and used[features.of_others].sum() == 40
    assert total[used & features.of_others].min() > total[~used].max()
    assert features.of_others.sum() == 14 * 4


def test_a_row_that_stands_for_ten_counts_ten_times():
    windows, _ = made_windows(3, 500)
    ten = np.tile(np.arange(500), 10)
    ten_times = replace(windows, table=windows.table[ten], number=windows.number[ten], weight=np.ones(5000))
    weighted = replace(windows, number=windows.number * 10, weight=np.full(500, 10.0))
    one, other = fit_regression(ten_times, EVERY, Control()), fit_regression(weighted, EVERY, Control())
    assert np.append(one.slope, one.level) == pytest.approx(np.append(other.slope, other.level))


def test_shrinkage_believes_the_record_as_much_as_records_differ():
    rng = np.random.default_rng(4)
    usual, days, shape = np.full(3000, 0.02), 100.0, 2.0
    truth = usual * rng.gamma(shape, 1 / shape, 3000)
    count = rng.poisson(truth * days).astype(float)
    found = shrunk_rate(count, days, usual, Control())
    shapes = np.geomspace(0.05, 100.0, 30)
    likeliest = max(shapes, key=lambda a: nbinom.logpmf(count, a, a / (a + usual * days)).sum())
    assert 1.2 < likeliest < 3.3
    assert found == pytest.approx(usual * (count + likeliest) / (usual * days + likeliest))
    errors = [np.abs(estimate - truth).mean() for estimate in (found, count / days, usual)]
    assert errors[0] < min(errors[1:])
    alike = rng.poisson(usual * days).astype(float)
    assert shrunk_rate(alike, days, usual, Control()).std() < 0.1 * (alike / days).std()


def test_blend_is_nearer_to_the_truth_than_the_count():
    training, rate = city(a_day=12.0, across=20)
    found = fit_blend(training, WEEK)
    count = training.known.a_cell() / 200.0
    blended = found.expected[:, 0] / 7.0
    assert np.abs(blended - rate).mean() < 0.6 * np.abs(count - rate).mean()
    assert blended.sum() == pytest.approx(rate.sum(), rel=0.12)
    assert sum(share for _, share in found.importance()) == pytest.approx(1.0, abs=0.02)
    assert np.array_equal(found.expected, fit_blend(training, WEEK).expected)


def test_windows_hold_what_was_known_at_their_start_and_what_then_happened():
    training, _ = city()
    rng = np.random.default_rng(1)
    windows = past_windows(training, training.around.rates, rng, Control())
    assert windows.days == 7.0 and windows.starts[0] == NOW - np.timedelta64(7, "D")
    cells = len(training.around.places)
    assert windows.weight.sum() == windows.cells == cells * len(windows.starts)
    first = windows.number[:cells]
    assert first.sum() == len(training.known.between(windows.starts[0], NOW))
    table = training.around.rates.at(windows.starts[0], training.begin)
    assert sorted(map(tuple, windows.table[:cells])) == sorted(map(tuple, table))


@pytest.mark.parametrize(
    ("a_day", "days", "says"),
    [
        (20.0, 200.0, ""),
        (2.0, 120.0, "the mixture of rates alone"),
        (0.1, 100.0, "it is count_ties"),
        (5.0, 2.0, "it is"),
    ],
)
def test_with_less_data_it_falls_back_and_says_so(a_day, days, says):
    training, _ = city(a_day=a_day, days=days)
    said = []
    found = fit_blend(training, WEEK, Control(info=said.append))
    assert (says in said[0]) if says else not said
    assert (found.expected > 0).all() and np.isfinite(found.expected).all()


def test_without_incidents_or_places_it_says_what_is_missing():
    training, _ = city()
    with pytest.raises(PatrolError, match="nothing can be learned"):
        fit_blend(replace(training, until=NOW - np.timedelta64(900, "D")), WEEK)
    with pytest.raises(PatrolError, match="where the cells lie"):
        fit_blend(replace(training, around=None), WEEK)


def test_it_can_be_stopped():
    with pytest.raises(Cancelled):
        fit_blend(city()[0], WEEK, Control(should_stop=lambda: True))
