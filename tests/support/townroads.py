"""Small networks of roads and travel on them, for the tests of roads."""

from __future__ import annotations

import numpy as np

from patrol_planner.algorithms.roads.network import RoadNetwork
from patrol_planner.algorithms.roads.travel import TravelTimes

MS10 = 36.0  # km/h: 10 m/s


def network_of(*lines, direction=None, speed=None, tolerance=0.0):
    """A network of lines given as vertex lists."""
    count = len(lines)
    xy = np.array([vertex for line in lines for vertex in line], dtype=float).reshape(-1, 2)
    offsets = np.concatenate([[0], np.cumsum([len(line) for line in lines])])
    direction = np.zeros(count, dtype=np.int8) if direction is None else np.array(direction, dtype=np.int8)
    speed = np.full(count, MS10) if speed is None else np.array(speed, dtype=float)
    return RoadNetwork.from_lines(xy, offsets, np.arange(count), direction, speed, tolerance)


def travel(network, *places, **options):
    xy = np.array(places, dtype=float)
    return TravelTimes.on_roads(network, xy[:, 0], xy[:, 1], **options)


def length_of(way):
    return float(np.hypot(*np.diff(way, axis=0).T).sum())


def grid_town(side):
    """side × side junctions 100 m apart, all both ways, every other avenue quicker."""
    lines = [[(c * 100, r * 100) for c in range(side)] for r in range(side)]
    lines += [[(c * 100, r * 100) for r in range(side)] for c in range(side)]
    return network_of(*lines, speed=[36.0] * side + [72.0] * side)
