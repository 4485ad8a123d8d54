"""The walk-forward: ties, misses, what is best possible, the past alone, and the verdict."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations

import numpy as np
import pytest
from cityevents import NOW, city

from patrol_planner.algorithms.control import Control
from patrol_planner.algorithms.errors import Cancelled, PatrolError
from patrol_planner.algorithms.forecast.evaluation.coverage import share_in
from patrol_planner.algorithms.forecast.evaluation.mask import ranked_cells, within
from patrol_planner.algorithms.forecast.evaluation.verdict import best_line, lines
from patrol_planner.algorithms.forecast.evaluation.walkforward import Plan, walk_forward
from patrol_planner.algorithms.forecast.models.registry import MODELS
from patrol_planner.algorithms.methods import method_of

DAY = np.timedelta64(1, "D")
COUNT, TIES, BLEND = (method_of(MODELS, word) for word in ("prior_count", "count_ties", "blend"))
PLAN = Plan.between(NOW - 28 * DAY, NOW, 168.0, (10.0, 20.0), 365.0)


@pytest.mark.parametrize("score", [[3, 2, 2, 2, 1], [1, 1, 1, 1, 1], [5, 4, 3, 2, 1], [2, 2, 1, 1, 1]])
def test_the_share_is_the_mean_over_all_orders_of_equal_cells(score):
    score = np.array(score, dtype=float)
    for coverage in (20, 40, 60):
        number = round(coverage / 100 * 5)
        hot = np.zeros(5)
        orders = list(permutations(range(5)))
        for order in orders:
            order = np.array(order)
            hot[order[np.argsort(-score[order], kind="stable")[:number]]] += 1
        assert share_in(score, coverage) == pytest.approx(hot / len(orders))


def test_hits_by_hand():
    training, _ = city()
    walk = walk_forward([COUNT], training, PLAN, training.around.places.area_m2)
    start = PLAN.start[2]
    earlier = training.events.before(start).a_cell()
    number = training.events.between(start, start + 7 * DAY).a_cell()
    scored = walk.of("prior_count")
    assert scored.hits[2, 0] == pytest.approx(share_in(scored_expected(training, start), 10.0) @ number)
    assert walk.events.tolist() == [len(training.events.between(one, one + 7 * DAY)) for one in PLAN.start]
    # A tenth of 225 cells.
    assert walk.best_hits[2, 0] == pytest.approx(np.sort(number)[-23:].sum())
    assert (scored.hits <= walk.best_hits + 1e-9).all()
    assert scored.area_share == pytest.approx(np.array([[0.1, 0.2]] * 4), abs=0.003)
    assert scored.promised.sum() == pytest.approx(scored.expected.sum()) and scored.kept.sum() == walk.events.sum()
    assert scored.earlier_share[2, 0] == pytest.approx(
        share_in(scored_expected(training, start), 10.0) @ earlier / earlier.sum()
    )


def scored_expected(training, start):
    known = replace(training, until=start)
    return COUNT.load()(known, PLAN.intervals(2), Control()).expected.sum(axis=1)


def test_incidents_elsewhere_are_misses():
    training, _ = city()
    area = training.around.places.area_m2
    lost = PLAN.start[1] + np.arange(50).astype("m8[h]")
    inside, more = (walk_forward([COUNT], training, PLAN, area, outside) for outside in (None, lost))
    assert more.events.sum() == inside.events.sum() + 50 and more.outside.tolist() == [0, 50, 0, 0]
    assert np.array_equal(more.of("prior_count").hits, inside.of("prior_count").hits)
    assert lines(more, 1)[0].hit_rate < lines(inside, 1)[0].hit_rate


def test_the_mask_is_what_was_seen_and_the_cells_around():
    training, _ = city(a_day=0.3, types=1)
    start = NOW - 28 * DAY
    mask = ranked_cells(training.around, start)
    seen = np.zeros((15, 15), bool)
    for kind in (training.events, training.around.others[0][1]):
        seen.ravel()[kind.cell[kind.time < start]] = True
    padded = np.pad(seen, 1)
    wanted = np.any([padded[r : r + 15, c : c + 15] for r in range(3) for c in range(3)], axis=0)
    assert np.array_equal(mask, wanted.ravel()) and 0 < mask.sum() < 225
    inner = within(training.around, mask)
    assert len(inner.places) == inner.events.cells == mask.sum()
    assert len(inner.events) == mask[training.events.cell].sum()
    assert np.abs(inner.places.x[inner.events.cell] - inner.events.x).max() <= 150.0


def test_the_verdict_is_more_than_noise_only_where_it_is():
    training, _ = city(a_day=6.0, across=20, types=3)
    walk = walk_forward([COUNT, TIES, BLEND], training, PLAN, training.around.places.area_m2)
    found = lines(walk, 1)
    assert found == lines(walk, 1) and len(found) == 6
    by_word = {line.word: line for line in found if line.coverage == 20.0}
    count, blend = by_word["prior_count"], by_word["blend"]
    assert count.gain == count.gain_low == count.gain_high == 0.0
    assert blend.gain > 0 and blend.gain_low <= blend.gain <= blend.gain_high
    assert blend.low <= blend.hit_rate <= blend.high and blend.pai == pytest.approx(blend.hit_rate / 0.2, rel=0.02)
    assert 0 < blend.pei < 1
    assert best_line(found).coverage == 10.0
    only = [line for line in found if line.word == "prior_count"]
    assert best_line(only).word == "prior_count"


def test_long_steps_are_cut_into_weeks():
    plan = Plan.between(NOW - 60 * DAY, NOW, 720.0, (10.0,), 365.0)
    assert len(plan.start) == 2 and plan.intervals(0).number == 5 and plan.intervals(1).ends[-1] == NOW
    with pytest.raises(PatrolError, match="no step"):
        Plan.between(NOW, NOW + DAY, 168.0, (10.0,), 365.0)
    with pytest.raises(PatrolError, match="longer ones"):
        Plan.between(NOW, NOW + 2000 * DAY, 24.0, (10.0,), 365.0)


def test_it_can_be_stopped():
    training, _ = city()
    with pytest.raises(Cancelled):
        walk_forward([COUNT], training, PLAN, training.around.places.area_m2, control=Control(should_stop=lambda: True))
