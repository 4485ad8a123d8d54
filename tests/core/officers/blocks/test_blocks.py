"""What must hold for every plan of blocks, and plans whose best is known."""

from __future__ import annotations

from itertools import permutations

import numpy as np
import pytest
from blockcases import (
    check_plan,
    covered_by_brute_force,
    officers_of,
    places_of,
    problem_of,
    random_case,
    settings_of,
)
from hypothesis import given, settings
from hypothesis import strategies as st

from patrol_planner.algorithms.control import Control
from patrol_planner.algorithms.errors import Cancelled
from patrol_planner.algorithms.officers.blocks.deterrence import FIFTEEN_A_DAY, KOPER
from patrol_planner.algorithms.officers.blocks.planner import plan_blocks
from patrol_planner.algorithms.officers.blocks.problem import NO_BEAT, BlockSettings
from patrol_planner.algorithms.officers.blocks.unmet import NO_ROOM, NO_STAY_FITS, NOBODY_ON_DUTY, OTHER_BEAT
from patrol_planner.algorithms.route.plan import CANNOT_REACH


def line(count, rate, officers=None, apart_m=200.0, **marks):
    """Places on a line, from the station on; one rate all shift, or one for each."""
    rates = np.broadcast_to(np.asarray(rate, dtype=float), count)[:, None] * np.ones(12)
    places = places_of(apart_m * np.arange(count), np.zeros(count), rates, **marks)
    return problem_of(places, officers or officers_of(1))


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10**6))
def test_every_plan_keeps_the_rules_and_is_worth_what_integration_says(seed):
    problem, how = random_case(seed)
    check_plan(problem, how, plan_blocks(problem, how))


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10**6))
def test_the_search_is_never_below_its_greedy_start(seed):
    problem, how = random_case(seed)
    fields = {name: getattr(how, name) for name in how.__dataclass_fields__}
    greedy = plan_blocks(problem, BlockSettings(**{**fields, "moves": 0}))
    check_plan(problem, how, greedy)
    searched = plan_blocks(problem, how)
    assert (len(searched.unmet), -searched.worth) <= (len(greedy.unmet), -greedy.worth + 1e-9)


def test_equal_seeds_give_equal_plans_and_the_seed_matters():
    problem, _ = random_case(7)
    first, again = (plan_blocks(problem, settings_of(seed=3)) for _ in range(2))
    assert first.blocks == again.blocks and first.areas == again.areas
    others = [plan_blocks(problem, settings_of(seed=seed)).blocks for seed in range(4, 9)]
    assert any(other != first.blocks for other in others)


def best_block_by_enumeration(problem, how):
    """The most that one block can be worth: every start, order of any places and number of stops."""
    places, minutes, metres = problem.places, problem.travel[0].minutes, problem.travel[0].metres
    mean, best = places.rate.mean(), 0.0
    orders = [order for size in range(2, len(places) + 1) for order in permutations(range(len(places)), size)]
    for start in np.arange(0.0, how.shift_min, 5.0):
        for order in orders:
            at, now, km, stops = int(problem.home[0]), start, 0.0, {}
            if minutes[at, order[0]] > start:
                continue
            for number in range(20):
                place = order[number % len(order)]
                now += minutes[at, place] if number else 0.0
                km += metres[at, place] / 1000.0
                at, end = place, now + how.dwell_min
                if end - start > how.block_max or end > how.shift_min:
                    break
                stops.setdefault(place, []).append((now, end))
                now = end
                if end - start >= how.block_min:
                    gain = sum(
                        covered_by_brute_force(how, own)[1].mean() * how.shift_min * places.rate[one, 0]
                        for one, own in stops.items()
                    )
                    best = max(best, gain - mean * how.km_cost_min * km)
    return best


@pytest.mark.parametrize("curve", [KOPER, FIFTEEN_A_DAY], ids=["koper", "fifteen_a_day"])
@pytest.mark.parametrize("seed", [1, 2])
def test_one_block_is_as_good_as_the_best_in_any_order(seed, curve):
    rng = np.random.default_rng(seed)
    places = places_of(rng.uniform(0, 350, 3), rng.uniform(0, 350, 3), rng.uniform(0.005, 0.02, (3, 1)), 120.0)
    problem = problem_of(places, officers_of(1, off=120.0))
    how = settings_of(shift_hours=2.0, most_rows=1, officer_areas=1, deterrence=curve, block_max=60.0, moves=600)
    plan = plan_blocks(problem, how)
    best = best_block_by_enumeration(problem, how)
    assert 0.99 * best <= plan.worth <= best + 2e-3


def test_a_lone_hot_pair_is_kept_covered_all_shift():
    plan = plan_blocks(line(2, 0.01), settings_of(pause_min=15.0, moves=2000))
    # 35 minutes of pause are bridged by the half hour that a stop works on.
    assert plan.expected >= 0.93 * 2 * 720 * 0.01
    assert all(block.area == 0 for block in plan.blocks)


def test_without_a_pause_an_officer_may_stay_and_with_it_must_leave():
    gaps = {}
    for pause in (0.0, 60.0):
        plan = plan_blocks(line(4, 0.01), settings_of(pause_min=pause, moves=600))
        blocks = plan.of_officer(0)
        gaps[pause] = min(later.start_min - block.end_min for block, later in zip(blocks, blocks[1:]))
    assert gaps[0.0] < 60.0 <= gaps[60.0]


@pytest.mark.parametrize(("share", "count"), [(0.7, 3), (0.85, 3), (0.9, 1)])
def test_however_much_is_kept_free_blocks_come_where_they_fit(share, count):
    """Of each third's four hours 24 minutes are left at 90 %: room for half an hour from one third into the next."""
    problem, how = line(4, np.linspace(0.01, 0.02, 4)), settings_of(free_share=share, block_min=30.0, block_max=90.0)
    plan = plan_blocks(problem, how)
    check_plan(problem, how, plan)
    assert len(plan.blocks) >= count


def test_minutes_go_where_the_hours_are_hot():
    rates = np.full((4, 12), 1e-4)
    rates[:, 6] = 0.05
    problem = problem_of(places_of(200.0 * np.arange(4), np.zeros(4), rates), officers_of(1))
    plan = plan_blocks(problem, settings_of(most_rows=1))
    (block,) = plan.blocks
    assert block.start_min <= 362.0 and block.end_min >= 385.0


def test_nobody_shares_a_cell_and_everyone_has_work():
    rng = np.random.default_rng(5)
    places = places_of(*rng.uniform(0, 2500, (2, 60)), rng.uniform(0.001, 0.01, (60, 1)), 720.0)
    problem = problem_of(places, officers_of(5))
    plan = plan_blocks(problem, settings_of(moves=40))
    owners = {}
    for block in plan.blocks:
        for stop in block.stops:
            owners.setdefault(stop.place, set()).add(block.officer)
    assert all(len(own) == 1 for own in owners.values())
    assert {block.officer for block in plan.blocks} == set(range(5))


def test_a_must_that_nobody_would_visit_is_visited_and_one_that_cannot_be_is_told():
    # The far one takes 50 minutes at 24 km/h; the shift of two hours leaves it room only if one sets out at once.
    problem = line(5, [0.01, 0.01, 0.01, 0.01, 0.0], must=[False] * 4 + [True], apart_m=400.0)
    plan = plan_blocks(problem, settings_of())
    assert any(stop.place == 4 for block in plan.blocks for stop in block.stops) and not len(plan.unmet)
    late = plan_blocks(line(2, 0.01, officers_of(1, off=25.0), must=[True, False]), settings_of())
    assert late.unmet.tolist() == [0] and late.reason == (NO_STAY_FITS,) and not late.blocks


@pytest.mark.parametrize(
    ("officers", "given", "changed", "reason"),
    [
        ({"on": 800.0, "off": 900.0}, {}, {}, NOBODY_ON_DUTY),
        ({}, {"cut": True}, {}, CANNOT_REACH),
        ({}, {"beat": [0]}, {}, OTHER_BEAT),
        # A way of 39 minutes; a block takes half an hour at least.
        ({"off": 65.0}, {"apart_m": 12_000.0}, {}, NO_STAY_FITS),
        ({"break_on": 65.0, "break_min": 600.0}, {"apart_m": 12_000.0}, {}, NO_STAY_FITS),
        # The other must, more worth, has the only row.
        ({}, {"apart_m": 2000.0, "both": True}, {"most_rows": 1}, NO_ROOM),
    ],
)
def test_why_a_must_has_no_stop(officers, given, changed, reason):
    """Two places far apart, the second a must; the officer starts at the first, whose beat is 0."""
    apart, both, cut = given.get("apart_m", 400.0), given.get("both", False), given.get("cut", False)
    beats = [0, 1] if "beat" in given else [NO_BEAT, NO_BEAT]
    places = places_of([0.0, apart], [0.0, 0.0], [[0.02], [0.01]], 720.0, must=[both, True], beat=beats)
    problem = problem_of(places, officers_of(1, **officers), beat=given.get("beat"))
    if cut:
        for travel in problem.travel:
            travel.minutes[:, problem.places.place[1]] = np.inf
    plan = plan_blocks(problem, settings_of(**changed))
    assert plan.unmet.tolist() == [1] and plan.reason == (reason,)


def test_a_hard_beat_is_never_left_and_a_soft_one_only_for_more_than_it_costs():
    places = places_of(200.0 * np.arange(8), np.zeros(8), [[0.001]] * 4 + [[0.02]] * 4, 720.0, beat=[0] * 4 + [1] * 4)
    problem = problem_of(places, officers_of(1), beat=[0])

    def outside(**changed):
        plan = plan_blocks(problem, settings_of(moves=600, **changed))
        check_plan(problem, settings_of(**changed), plan)
        return sum(stop.place >= 4 for block in plan.blocks for stop in block.stops)

    assert outside(beat_rule="hard") == 0
    assert outside(beat_rule="soft", outside_cost_min=0.0) > 0
    assert outside(beat_rule="soft", outside_cost_min=1000.0) == 0


def test_who_is_not_on_duty_has_no_blocks_and_nobody_is_left_without_a_plan():
    problem = line(6, 0.01, officers_of(2, on=[0.0, 800.0], off=[720.0, 900.0]))
    plan = plan_blocks(problem, settings_of())
    assert plan.of_officer(0) and not plan.of_officer(1)
    nobody = plan_blocks(line(6, 0.01, officers_of(1, on=800.0, off=900.0)), settings_of())
    assert not nobody.blocks and nobody.expected == nobody.worth == 0.0


def test_where_nothing_is_expected_nobody_goes():
    plan = plan_blocks(line(6, 0.0), settings_of())
    assert not plan.blocks and not plan.areas


def test_a_time_limit_gives_the_best_so_far_and_says_so():
    problem, _ = random_case(7)
    how = settings_of(moves=10**6, time_limit_s=0.2)
    plan = plan_blocks(problem, how)
    assert plan.stopped
    check_plan(problem, how, plan)
    assert not plan_blocks(problem, settings_of(moves=5)).stopped


def test_a_cancel_ends_the_search():
    asked = []

    def stop():
        asked.append(None)
        return len(asked) > 20

    with pytest.raises(Cancelled):
        plan_blocks(random_case(7)[0], settings_of(moves=10**6), Control(stop))
    assert len(asked) == 21
