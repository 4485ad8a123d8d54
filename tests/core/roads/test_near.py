"""Near travel times equal those of whole matrices: straight lines, roads, hours that slow classes of road."""

from __future__ import annotations

import numpy as np
import pytest
from townroads import grid_town, length_of, network_of

from patrol_planner.algorithms.roads.near import BesideNear, RoadNear, StraightNear
from patrol_planner.algorithms.roads.network import RoadNetwork
from patrol_planner.algorithms.roads.snapping import tie_places
from patrol_planner.algorithms.roads.traffic import Traffic
from patrol_planner.algorithms.roads.travel import TravelTimes


def town(seed: int, side: int = 6) -> RoadNetwork:
    """Streets 100 m apart, some one-way, of two classes, with a dead end one can only drive into."""
    from dataclasses import replace

    rng = np.random.default_rng(seed)
    lines = [[(c * 100, r * 100) for c in range(side)] for r in range(side)]
    lines += [[(c * 100, r * 100) for r in range(side)] for c in range(side)]
    lines.append([(0, 0), (-150, 0)])
    direction = [*rng.choice([-1, 0, 0, 1], 2 * side), 1]
    network = network_of(*lines, direction=direction, speed=rng.choice([18.0, 36.0, 54.0], len(lines)))
    classes = np.array(["primary", "residential"], dtype=object)[rng.integers(0, 2, len(lines))]
    return replace(network, road_class=classes[network.feature])


def places(seed: int, count: int = 25) -> np.ndarray:
    return np.random.default_rng(seed).uniform(-100, 550, (count, 2))


RUSH = Traffic(np.ones(24), {"primary": np.where(np.arange(24) == 8, 3.0, 1.0)})


@pytest.mark.parametrize("traffic", [None, Traffic(np.full(24, 1.5)), RUSH])
@pytest.mark.parametrize("seed", range(6))
def test_near_travel_equals_the_matrix(seed, traffic):
    xy = places(seed)
    ties = tie_places(town(seed), xy[:, 0], xy[:, 1], 60.0)
    whole, near = TravelTimes.of_ties(ties, 40.0, traffic=traffic), RoadNear(ties, 40.0, traffic)
    mutual = np.isfinite(whole.minutes) & np.isfinite(whole.minutes.T)
    together = near.group[:, None] == near.group[None, :]
    assert (near.group < 0).tolist() == ties.far.tolist()
    known = ~ties.far
    assert (mutual == together)[np.ix_(known, known)].all()
    for place in range(len(xy)):
        for within in (0.2, 0.6, 0.4, 5.0):
            for found, minutes, tables in (
                (near.after(place, within), whole.minutes[place], lambda t, at=place: t[:, at]),
                (near.before(place, within), whole.minutes[:, place], lambda t, at=place: t[:, :, at]),
            ):
                wanted = np.flatnonzero((minutes <= within) & known) if known[place] else []
                assert found.place.tolist() == list(wanted)
                assert found.travel.minutes[0] == pytest.approx(minutes[wanted])
                if traffic is RUSH:
                    assert found.travel.hourly is not None
                    assert found.travel.hourly.minutes[:, 0] == pytest.approx(tables(whole.hourly.minutes)[:, wanted])


@pytest.mark.parametrize("traffic", [None, RUSH])
def test_ways_are_as_long_as_those_of_the_matrix(traffic):
    xy = places(3)
    ties = tie_places(town(3), xy[:, 0], xy[:, 1])
    whole, near = TravelTimes.of_ties(ties, traffic=traffic), RoadNear(ties, None, traffic)
    few = TravelTimes.of_ties(ties.where(np.arange(4)), traffic=traffic)
    beside = BesideNear.of(few, near, ties.distance_m, ties.far)
    hour = None if traffic is None else 8
    for place in range(len(xy)):
        found = near.after(place, 60.0)
        for number, other in enumerate(found.place.tolist()):
            minutes, metres = found.travel.minutes[0, number], whole.metres
            if traffic is not None:
                table = whole.hourly.table[8]
                minutes, metres = found.travel.hourly.minutes[table, 0, number], whole.hourly.metres[table]
            found_m = near.metres(place, other, float(minutes), hour)
            assert found_m == pytest.approx(metres[place, other])
            assert length_of(beside.path(place, other, hour)) == pytest.approx(found_m)
    assert beside.too_far.tolist() == ties.far.tolist()
    assert len(beside) == 4


def test_straight_lines_are_those_of_the_matrix():
    xy = places(1)
    whole, near = TravelTimes.straight_lines(xy[:, 0], xy[:, 1], 12.0), StraightNear(xy, 12.0)
    for place in range(len(xy)):
        for found in (near.after(place, 2.0), near.before(place, 2.0)):
            wanted = np.flatnonzero(whole.minutes[place] <= 2.0)
            assert found.place.tolist() == wanted.tolist()
            assert found.travel.minutes[0] == pytest.approx(whole.minutes[place, wanted])
        assert near.metres(place, 0, 1.0, None) == pytest.approx(whole.metres[place, 0])
    assert near.ways_at(None).path(2, 3).tolist() == xy[[2, 3]].tolist()


def test_a_first_look_finds_some_places_around_most():
    xy = np.stack(np.meshgrid(np.arange(20) * 100.0, np.arange(20) * 100.0), axis=-1).reshape(-1, 2)
    straight = StraightNear(xy, 30.0)
    network = grid_town(20)
    road = RoadNear(tie_places(network, xy[:, 0], xy[:, 1]))
    for near in (straight, road):
        found = [len(near.after(place, near.look_min).place) for place in range(0, 400, 7)]
        assert 10 <= np.median(found) <= 120


def test_lonely_places_have_nothing_near():
    near = StraightNear(np.zeros((1, 2)), 30.0)
    assert near.look_min == 0.0
    assert near.after(0, 10.0).place.tolist() == [0]
