"""Small problems of blocks, and what must hold for every plan of them, reckoned without the planner's code."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from patrol_planner.algorithms.officers.blocks.deterrence import PRESETS
from patrol_planner.algorithms.officers.blocks.problem import NO_BEAT, BlockProblem, BlockSettings, Places
from patrol_planner.algorithms.officers.officers import Officers
from patrol_planner.algorithms.roads.traffic import Traffic
from patrol_planner.algorithms.roads.travel import TravelTimes

EIGHT = np.datetime64("2024-05-31T08:00:00")
# Minutes of one step of the integration by brute force.
FINE_MIN = 0.02


def officers_of(count, on=0.0, off=720.0, break_on=np.nan, break_min=np.nan, at=(0.0, 0.0)):
    """So many officers who start at one point; times alike, or one for each."""
    each = [np.broadcast_to(np.asarray(value, dtype=float), count).copy() for value in (on, off, break_on, break_min)]
    names = np.array([f"1A{number + 1}" for number in range(count)], dtype=object)
    speed = np.full(count, np.nan)
    return Officers(names, np.full(count, at[0]), np.full(count, at[1]), each[0], each[1], speed, each[2], each[3])


def places_of(x, y, rate, slot_min=60.0, **marks):
    """Places whose number among the travel times is their own."""
    count = len(x)
    none = np.zeros(count, dtype=bool)
    given = {"must": none, "forbidden": none, "beat": np.full(count, NO_BEAT), **marks}
    return Places(
        x=np.asarray(x, dtype=float),
        y=np.asarray(y, dtype=float),
        place=np.arange(count),
        cell=100 + np.arange(count),
        rate=np.asarray(rate, dtype=float),
        slot_min=slot_min,
        **{name: np.asarray(values) for name, values in given.items()},
    )


def problem_of(places, officers, speed_kmh=24.0, beat=None, traffic=None):
    """As the crow flies, from a station that is the last place of the travel times."""
    count = len(officers)
    travel = TravelTimes.straight_lines(
        np.append(places.x, officers.x[0]), np.append(places.y, officers.y[0]), speed_kmh
    )
    home = np.full(count, len(places))
    beat = np.full(count, NO_BEAT) if beat is None else np.asarray(beat)
    return BlockProblem(places, officers, home, [travel], np.zeros(count, dtype=np.int64), beat, traffic)


def settings_of(**changed):
    """Settings with few moves, for tests."""
    return BlockSettings(**{"shift_start": EIGHT, "moves": 150, **changed})


def random_case(seed):
    """A problem and settings with any rule there is."""
    rng = np.random.default_rng(seed)
    count, people = int(rng.integers(3, 26)), int(rng.integers(1, 5))
    slots = int(rng.choice([4, 12, 48]))
    x, y = rng.uniform(0, 1600, (2, count))
    rate = rng.gamma(0.6, 0.01, (count, 1)) * rng.uniform(0.2, 1.8, (count, slots))
    kind = rng.random(count)
    beats = rng.random() < 0.5
    places = places_of(
        x,
        y,
        rate,
        720.0 / slots,
        must=kind < 0.1,
        forbidden=kind > 0.85,
        beat=(x > 800).astype(np.int64) if beats else np.full(count, NO_BEAT),
    )
    on = rng.choice([0.0, 60.0, 200.0], people)
    rests = rng.random(people) < 0.5
    officers = officers_of(
        people,
        on,
        rng.choice([480.0, 700.0, 720.0], people),
        np.where(rests, rng.choice([240.0, 333.0], people), np.nan),
        np.where(rests, 30.0, np.nan),
        tuple(rng.uniform(0, 1600, 2)),
    )
    traffic = Traffic(rng.uniform(1.0, 2.0, 24)) if rng.random() < 0.4 else None
    beat = rng.choice([0, 1, NO_BEAT], people) if beats else None
    settings = settings_of(
        dwell_min=float(rng.choice([10.0, 12.0, 16.0])),
        block_min=float(rng.choice([30.0, 45.0])),
        block_max=float(rng.choice([60.0, 90.0])),
        free_share=float(rng.choice([0.0, 0.3, 0.6])),
        pause_min=float(rng.choice([0.0, 15.0, 40.0])),
        most_rows=int(rng.integers(1, 9)),
        deterrence=PRESETS[str(rng.choice(list(PRESETS)))],
        beat_rule=str(rng.choice(["hard", "soft"])),
        seed=int(rng.integers(1, 99)),
    )
    return problem_of(places, officers, float(rng.choice([5.0, 24.0])), beat, traffic), settings


def covered_by_brute_force(settings, stops):
    """Whether a place is covered at every fine step of the shift, bool, by stops (arrive, depart) in any order."""
    moment = (np.arange(round(settings.shift_min / FINE_MIN)) + 0.5) * FINE_MIN
    covered = np.zeros(len(moment), dtype=bool)
    curve, stayed = settings.deterrence, 0.0
    for arrive, depart in sorted(stops):
        stayed = stayed + depart - arrive if curve.summed else depart - arrive
        after = float(np.interp(stayed, curve.stay_min, curve.effect_min))
        covered |= (moment >= arrive) & (moment <= depart + after)
    return moment, covered


def expected_by_brute_force(problem, settings, plan):
    """Incidents that a plan meets, by a sum over fine steps."""
    total = 0.0
    for place in range(len(problem.places)):
        stops = [
            (stop.arrive_min, stop.depart_min) for block in plan.blocks for stop in block.stops if stop.place == place
        ]
        if stops:
            moment, covered = covered_by_brute_force(settings, stops)
            slot = (moment // problem.places.slot_min).astype(int)
            total += float(problem.places.rate[place, slot[covered]].sum()) * FINE_MIN
    return total


def worth_by_brute_force(problem, settings, plan):
    """The same less what kilometres and minutes outside the beat cost."""
    inside = sorted({place for area in plan.areas for place in area.places})
    mean = problem.places.rate[inside].mean() if inside else 0.0
    metres = sum(leg.metres for block in plan.blocks for leg in block.legs)
    beat = problem.places.beat
    outside = sum(
        stop.depart_min - stop.arrive_min
        for block in plan.blocks
        for stop in block.stops
        if problem.beat[block.officer] not in (NO_BEAT, beat[stop.place])
    )
    cost = settings.km_cost_min * metres / 1000.0 + settings.outside_cost_min * outside
    return expected_by_brute_force(problem, settings, plan) - mean * cost


def check_plan(problem, settings, plan):
    """Every rule of blocks."""
    places, officers = problem.places, problem.officers
    _check_areas(problem, settings, plan)
    visited = {stop.place for block in plan.blocks for stop in block.stops}
    assert not visited & set(np.flatnonzero(places.forbidden))
    assert set(plan.unmet.tolist()) == set(np.flatnonzero(places.must)) - visited
    assert len(plan.reason) == len(plan.unmet)
    for officer in range(len(officers)):
        blocks = plan.of_officer(officer)
        assert len(blocks) <= settings.most_rows
        _check_clock(problem, settings, officer, blocks)
        _check_free(problem, settings, officer, blocks)
        for block in blocks:
            _check_round(settings, plan, block)
            if settings.beat_rule == "hard" and problem.beat[officer] != NO_BEAT:
                assert all(places.beat[stop.place] == problem.beat[officer] for stop in block.stops)
        for area in {block.area for block in blocks}:
            for first, second in pairwise([block for block in blocks if block.area == area]):
                assert second.start_min >= first.end_min + settings.pause_min - 1e-5
    fine = 2 * FINE_MIN * (plan.stops + 1) * float(places.rate.max(initial=0.0))
    assert plan.expected == pytest.approx(expected_by_brute_force(problem, settings, plan), abs=fine)
    assert plan.expected == pytest.approx(sum(block.expected for block in plan.blocks))
    assert plan.worth == pytest.approx(worth_by_brute_force(problem, settings, plan), abs=fine + 1e-6)


def _check_areas(problem, settings, plan):
    members = [place for area in plan.areas for place in area.places]
    assert len(members) == len(set(members)), "a place lies in two areas"
    assert len({area.letter for area in plan.areas}) == len(plan.areas)
    xy = np.column_stack([problem.places.x, problem.places.y])
    minutes = problem.travel[0].minutes
    for area in plan.areas:
        own = list(area.places)
        assert len(own) <= settings.area_places
        assert (minutes[np.ix_(own, own)] <= settings.grow_min + 1e-9).all()
        for number in range(1, len(own)):
            apart = np.hypot(*(xy[own[:number]] - xy[own[number]]).T)
            assert apart.min() <= settings.grow_m + 1e-9
    owner = {number: area.owner for number, area in enumerate(plan.areas)}
    assert all(owner[block.area] == block.officer for block in plan.blocks), "an area of somebody else"


def _check_round(settings, plan, block):
    """Stops of one length go round places of the area, in a block that is neither too short nor too long."""
    length = block.end_min - block.start_min
    assert settings.block_min - 1e-5 <= length <= settings.block_max + 1e-5
    order = [stop.place for stop in block.stops]
    area = plan.areas[block.area].places
    assert set(order) <= set(area)
    around = len(set(order))
    assert all(first == second for first, second in zip(order, order[around:])), "not round and round"
    assert len(area) == 1 or all(first != second for first, second in pairwise(order))
    for stop in block.stops:
        assert stop.depart_min - stop.arrive_min == pytest.approx(settings.dwell_min)


def _check_clock(problem, settings, officer, blocks):
    """Duty, break and drives."""
    people = problem.officers
    on, off = max(people.on_min[officer], 0.0), min(people.off_min[officer], settings.shift_min)
    rest, rest_min = people.break_on_min[officer], people.break_min[officer]
    arrival = (problem.traffic or Traffic.free()).arrival_min
    travel = problem.travel[0]
    at, now = int(problem.home[officer]), on
    for block in blocks:
        for stop, leg in zip(block.stops, block.legs):
            place = int(problem.places.place[stop.place])
            assert (leg.start, leg.end, leg.stop) == (at, place, stop.place)
            assert leg.depart_min >= now - 1e-5
            assert leg.metres == pytest.approx(travel.metres[at, place])
            free = travel.minutes[at, place]
            assert stop.arrive_min == pytest.approx(float(arrival(480 + leg.depart_min, free)) - 480, abs=1e-5)
            at, now = place, stop.depart_min
        assert now <= off + 1e-5
        if not np.isnan(rest):
            assert now <= rest + 1e-5 or block.legs[0].depart_min >= rest + rest_min - 1e-5, "worked in the break"


def _check_free(problem, settings, officer, blocks):
    """The share of each third that is kept free, minute by minute."""
    people = problem.officers
    minute = (np.arange(round(settings.shift_min / FINE_MIN)) + 0.5) * FINE_MIN
    works = (minute >= people.on_min[officer]) & (minute < people.off_min[officer])
    if not np.isnan(people.break_on_min[officer]):
        begin = people.break_on_min[officer]
        works &= (minute < begin) | (minute >= begin + people.break_min[officer])
    busy = np.zeros(len(minute), dtype=bool)
    for block in blocks:
        busy |= (minute >= block.legs[0].depart_min) & (minute < block.end_min)
    for third in np.array_split(np.arange(len(minute)), 3):
        most = (1.0 - settings.free_share) * works[third].sum()
        assert busy[third].sum() * FINE_MIN <= most * FINE_MIN + 4 * FINE_MIN * (len(blocks) + 1)
