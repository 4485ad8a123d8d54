"""The plan of the streets: a turned and bent grid of junctions, cut by a river and a park, and the lines between them.

Everything here is in the turned frame of the streets: u along the rows, v along the columns, metres from the centre.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, fields

import numpy as np

from .sizes import CitySize

# Streets keep this far from the city's edge, so that incidents beside them still lie inside.
MARGIN_M = 30.0

RESIDENTIAL, TERTIARY, SECONDARY, PRIMARY, SERVICE = range(5)


@dataclass(frozen=True)
class Lines:
    """e lines between junctions; every array is (e,).

    ``start``, ``end``: junctions. ``level``: class of street. ``name``: text or None. ``odd``: whether the street has
    an odd number, which decides the direction of one-way streets. ``bridge``: bool.
    """

    start: np.ndarray
    end: np.ndarray
    level: np.ndarray
    name: np.ndarray
    odd: np.ndarray
    bridge: np.ndarray

    def __len__(self) -> int:
        return len(self.start)

    def where(self, chosen: np.ndarray) -> Lines:
        """The lines that a mask or index array picks."""
        return Lines(*(getattr(self, item.name)[chosen] for item in fields(self)))

    @staticmethod
    def joined(parts: list[Lines]) -> Lines:
        """The lines of all parts, in their order."""
        return Lines(*(np.concatenate([getattr(part, item.name) for part in parts]) for item in fields(Lines)))


class River:
    """A river across the city from side to side, in the turned frame of the streets."""

    def __init__(self, size: CitySize, rng: np.random.Generator) -> None:
        self._offset = size.side_m * rng.uniform(0.17, 0.22) * rng.choice([-1.0, 1.0])
        self._swing = 0.045 * size.side_m
        self._length = size.side_m * rng.uniform(0.8, 1.1)
        self._phase = rng.uniform(0.0, 2 * math.pi)
        self.half_m = size.river_half_m

    def offset(self, u: np.ndarray, v: np.ndarray) -> np.ndarray:
        """How far north of the middle of the river a place lies; metres, negative south of it."""
        return v - (self._offset + self._swing * np.sin(2 * math.pi * u / self._length + self._phase))

    @property
    def side(self) -> float:
        """1 when the river runs north of the centre, −1 south."""
        return float(np.sign(self._offset))


@dataclass(frozen=True)
class Lattice:
    """Junctions before the city's outline and the river have cut them: arrays (columns, rows) of the turned grid."""

    column: np.ndarray
    row: np.ndarray
    u: np.ndarray
    v: np.ndarray
    bank: np.ndarray  # True north of the river (in the turned frame)
    there: np.ndarray
    ring: int


def make_lattice(size: CitySize, rotation: np.ndarray, river: River, rng: np.random.Generator) -> Lattice:
    """The junctions of a city, their frame turned by ``rotation`` (2, 2)."""
    block = size.block_m
    reach = math.ceil(0.72 * size.side_m / block)
    column, row = np.meshgrid(np.arange(-reach, reach + 1), np.arange(-reach, reach + 1), indexing="ij")
    u, v = column * block, row * block
    wave = max(size.side_m / 2, 2500.0)
    phase = rng.uniform(0.0, 2 * math.pi, 2)
    bent_u = u + 0.35 * block * np.sin(2 * math.pi * v / wave + phase[0])
    bent_v = v + 0.35 * block * np.sin(2 * math.pi * u / wave + phase[1])
    jitter = np.clip(rng.normal(0.0, 0.05, (2, *u.shape)), -0.12, 0.12) * block
    u, v = bent_u + jitter[0], bent_v + jitter[1]
    # Junctions in the water move to the bank, which makes the streets along the river.
    offset = river.offset(u, v)
    bank = offset > 0
    v = v + np.where(np.abs(offset) < river.half_m, np.where(bank, river.half_m, -river.half_m) - offset, 0.0)
    ring = max(6, round(0.32 * size.side_m / block / 3) * 3)
    flat = np.column_stack([u.ravel(), v.ravel()]) @ rotation + size.centre
    through = (column % 6 == 0) | (row % 6 == 0) | (np.abs(column) == ring) | (np.abs(row) == ring)
    there = inside_city(size, flat).reshape(u.shape) & (through | ~_park(size, u, v, river, rng))
    return Lattice(column, row, u, v, bank, there, ring)


def _park(size: CitySize, u: np.ndarray, v: np.ndarray, river: River, rng: np.random.Generator) -> np.ndarray:
    """Whether a place lies in the park."""
    middle_u = size.side_m * rng.uniform(0.15, 0.3) * rng.choice([-1.0, 1.0])
    middle_v = -river.side * size.side_m * rng.uniform(0.2, 0.3)
    radius = max(0.05 * size.side_m, 1.8 * size.block_m)
    return ((u - middle_u) / (1.4 * radius)) ** 2 + ((v - middle_v) / radius) ** 2 < 1


def _street_level(number: np.ndarray) -> np.ndarray:
    """The class of the street with that number in the grid."""
    level = np.where(number % 3 == 0, TERTIARY, RESIDENTIAL)
    level = np.where(number % 6 == 0, SECONDARY, level)
    return np.where(number == 0, PRIMARY, level)


def lattice_lines(lattice: Lattice, rng: np.random.Generator) -> Lines:
    """The lines between neighbouring junctions; a junction's number is its place in the flattened lattice."""
    ids = np.arange(lattice.u.size).reshape(lattice.u.shape)
    parts = []
    for axis in (0, 1):
        first = (slice(None, -1), slice(None)) if axis == 0 else (slice(None), slice(None, -1))
        second = (slice(1, None), slice(None)) if axis == 0 else (slice(None), slice(1, None))
        street = (lattice.row if axis == 0 else lattice.column)[first].ravel()
        along = (lattice.column if axis == 0 else lattice.row)[first].ravel()
        on_ring = (np.abs(street) == lattice.ring) & (along >= -lattice.ring) & (along < lattice.ring)
        level = np.where(on_ring, PRIMARY, _street_level(street))
        crosses = (lattice.bank[first] != lattice.bank[second]).ravel()
        # Bridges stand where main roads meet the river head on.
        has_bridge = (street % lattice.ring == 0) | (np.abs(street) == lattice.ring // 6 * 3)
        bridge = crosses & has_bridge if axis == 1 else np.zeros(len(street), dtype=bool)
        there = (lattice.there[first] & lattice.there[second]).ravel() & (~crosses | bridge)
        # Some missing streets make T-junctions and larger blocks.
        there &= (level != RESIDENTIAL) | (rng.random(len(street)) > 0.07)
        lines = Lines(
            ids[first].ravel(), ids[second].ravel(), level, _names(axis, street, on_ring), street % 2 == 1, bridge
        )
        parts.append(lines.where(there))
    return Lines.joined(parts)


def _names(axis: int, street: np.ndarray, on_ring: np.ndarray) -> np.ndarray:
    """Street names; a street has one name from end to end, but for the ring."""
    numbers, which = np.unique(street, return_inverse=True)
    texts = np.array([_street_name(axis, int(number)) for number in numbers], dtype=object)[which]
    return np.where(on_ring, "Ring Road", texts)


def _street_name(axis: int, number: int) -> str:
    if number == 0:
        return "Market Street" if axis == 0 else "Harbour Avenue"
    if axis == 0:
        return f"{_ordinal(abs(number))} Street {'North' if number > 0 else 'South'}"
    return f"{_ordinal(abs(number))} Avenue {'East' if number > 0 else 'West'}"


def _ordinal(number: int) -> str:
    ending = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def dead_ends(
    size: CitySize, local: np.ndarray, lines: Lines, river: River, rng: np.random.Generator
) -> tuple[np.ndarray, Lines]:
    """Short service roads from some junctions into a block: their tips (k, 2), numbered from len(local), and lines.

    size: how large blocks are.
    local: the junctions, float64 (n, 2), in the lattice's own directions.
    lines: the streets between them.
    river: where no road may end.
    rng: everything random.
    """
    junctions = np.unique(np.concatenate([lines.start, lines.end]))
    chosen = junctions[rng.random(len(junctions)) < 0.04]
    sides = rng.choice([-1.0, 1.0], (len(chosen), 2))
    tips = local[chosen] + sides * rng.uniform(0.25, 0.35, (len(chosen), 2)) * size.block_m
    dry = np.abs(river.offset(tips[:, 0], tips[:, 1])) > river.half_m
    chosen, tips = chosen[dry], tips[dry]
    count, no = len(chosen), np.zeros(len(chosen), dtype=bool)
    ends = len(local) + np.arange(count)
    return tips, Lines(chosen, ends, np.full(count, SERVICE), np.full(count, None, dtype=object), no, no)


def inside_city(size: CitySize, xy: np.ndarray) -> np.ndarray:
    return (np.abs(xy - size.centre) <= size.side_m / 2 - MARGIN_M).all(axis=-1)
