"""Areas: places that one officer goes round, grown from the hottest, and whose each is."""

from __future__ import annotations

import numpy as np
from scipy.optimize import linear_sum_assignment
from scipy.spatial import cKDTree

from .plan import NOBODY, Area, area_letter
from .problem import HARD, NO_BEAT, BlockProblem, BlockSettings

# What nobody pays as long as there is another way.
_FORBIDDEN = 1e9


def make_areas(problem: BlockProblem, settings: BlockSettings) -> tuple[Area, ...]:
    """The areas of a plan, the hottest first, each with its owner.

    Grown one after the other from the hottest place that is left (a must before all others) by the hottest place within
    ``grow_m`` of a member that is at most ``grow_min`` from and to every member. Under a hard rule of beats an area
    lies in one beat.
    """
    heat = problem.places.rate.mean(axis=1)
    members = _grown(problem, settings, heat)
    warmth = np.array([heat[list(own)].sum() for own in members])
    order = np.argsort(-warmth, kind="stable").tolist()
    members, warmth = [members[number] for number in order], warmth[order]
    owner = _owners(problem, settings, members, warmth)
    return tuple(Area(area_letter(number), tuple(own), int(owner[number])) for number, own in enumerate(members))


def may_own(problem: BlockProblem, settings: BlockSettings, members: list[list[int]]) -> np.ndarray:
    """Which officers can have which areas, bool (k, a): on duty, within a hard beat, with a way to it and back."""
    minutes = problem.travel[0].minutes
    on_duty = problem.officers.on_duty(settings.shift_min)
    allowed = np.repeat(on_duty[:, None], len(members), axis=1)
    within = problem.within_beat()
    for number, own in enumerate(members):
        if settings.beat_rule == HARD:
            allowed[:, number] &= within[:, own].all(axis=1)
        allowed[:, number] &= np.isfinite(minutes[problem.home, problem.places.place[own[0]]])
    return allowed


def _grown(problem: BlockProblem, settings: BlockSettings, heat: np.ndarray) -> list[list[int]]:
    """The members of each area, in the order they came to it."""
    places = problem.places
    free = _worth_going(problem, settings, heat)
    near = _neighbours(places.x, places.y, settings.grow_m)
    wanted = settings.officer_areas * int(problem.officers.on_duty(settings.shift_min).sum())
    areas: list[list[int]] = []
    seeds = np.lexsort((np.arange(len(places)), -heat, ~places.must))
    for seed in seeds.tolist():
        if not free[seed] or (len(areas) >= wanted and not places.must[seed]):
            continue
        own = [seed]
        free[seed] = False
        while len(own) < settings.area_places:
            found = _next_member(problem, settings, near, free, heat, own)
            if found is None:
                break
            own.append(found)
            free[found] = False
        areas.append(own)
    return areas


def _worth_going(problem: BlockProblem, settings: BlockSettings, heat: np.ndarray) -> np.ndarray:
    """Which places can be part of an area, bool (n,)."""
    places = problem.places
    on_duty = problem.officers.on_duty(settings.shift_min)
    reached = np.isfinite(problem.travel[0].minutes[problem.home[on_duty]][:, places.place]).any(axis=0)
    return reached & ~places.forbidden & (places.must | (heat > 0))


def _neighbours(x: np.ndarray, y: np.ndarray, within_m: float) -> list[list[int]]:
    tree = cKDTree(np.column_stack([x, y])) if len(x) else None
    return [] if tree is None else tree.query_ball_point(np.column_stack([x, y]), within_m).tolist()


def _next_member(
    problem: BlockProblem,
    settings: BlockSettings,
    near: list[list[int]],
    free: np.ndarray,
    heat: np.ndarray,
    own: list[int],
) -> int | None:
    """The hottest free place by which an area can grow, None without one.

    problem: places and travel times.
    settings: how far, how quick, and the rule of beats.
    near: of each place those within reach.
    free: bool (n,), which places are left.
    heat: float64 (n,), of each.
    own: the area's members so far.
    """
    places, minutes = problem.places, problem.travel[0].minutes
    found = np.unique(np.concatenate([near[member] for member in own]).astype(np.int64))
    found = found[free[found]]
    if settings.beat_rule == HARD and (problem.beat != NO_BEAT).any():
        found = found[places.beat[found] == places.beat[own[0]]]
    there, here = places.place[found], places.place[own]
    quick = (minutes[np.ix_(here, there)] <= settings.grow_min).all(axis=0)
    quick &= (minutes[np.ix_(there, here)] <= settings.grow_min).all(axis=1)
    found = found[quick]
    return int(found[np.lexsort((found, -heat[found], ~places.must[found]))[0]]) if len(found) else None


def _owners(problem: BlockProblem, settings: BlockSettings, members: list[list[int]], warmth: np.ndarray) -> np.ndarray:
    """Whose each area is, int (a,): near to the officer's start or other areas, and such that all have equal worth.

    problem: officers and places.
    settings: shift, rule of beats.
    members: the places of each area.
    warmth: float64 (a,), incidents expected a minute in each, descending.
    """
    owner = np.full(len(members), NOBODY)
    if not members:
        return owner
    allowed = may_own(problem, settings, members)
    places = problem.places
    middle = np.array([[places.x[own].mean(), places.y[own].mean()] for own in members])
    at = np.column_stack([problem.officers.x, problem.officers.y])
    load = np.zeros(len(at))
    people = np.flatnonzero(allowed.any(axis=1))
    # As many areas at once as there are officers, the hottest first, so that everyone has one before anyone has two.
    for first in range(0, len(members) if len(people) else 0, max(len(people), 1)):
        batch = np.arange(first, min(first + len(people), len(members)))
        apart = np.hypot(*(at[people][:, None] - middle[batch][None]).transpose(2, 0, 1))
        cost = apart / max(apart.mean(), 1e-9) + load[people][:, None] * warmth[batch] / max(warmth.mean() ** 2, 1e-30)
        cost = np.where(allowed[np.ix_(people, batch)], cost, _FORBIDDEN)
        for row, column in zip(*linear_sum_assignment(cost)):
            if cost[row, column] < _FORBIDDEN:
                officer, area = people[row], batch[column]
                owner[area] = officer
                at[officer] = middle[area]
                load[officer] += warmth[area]
    return owner
