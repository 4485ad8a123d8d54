"""Where and when the tests of a route begin, and the three stops most of them have."""

from __future__ import annotations

from streetgrid import EAST, NORTH, at

FRIDAY = "2024-05-31T08:00:00"
START = f"{EAST},{NORTH} [EPSG:32610]"
THREE = [(at(4, 4), "far", 9.0), (at(1, 0), "near", 1.0), (at(1, 2), "middle", 3.0)]


def day_clock(value) -> str:
    return value.toString("dd HH:mm:ss")
