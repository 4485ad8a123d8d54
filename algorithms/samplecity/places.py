"""Facilities by type, in centres and at the hotspots of their kind; police stations; beats."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from .hotspots import Hotspots
from .rhythm import draw_index
from .sizes import CitySize
from .streetpoints import StreetPoints
from .streets import Streets

# Type → (share of all facilities, share of it in centres, kind of hotspot it gathers at, share of it there).
FACILITY_TYPES: dict[str, tuple[float, float, str, float]] = {
    "bar": (0.14, 0.3, "nightlife", 0.55),
    "restaurant": (0.18, 0.5, "nightlife", 0.2),
    "shop": (0.34, 0.35, "shopping", 0.35),
    "bank": (0.05, 0.6, "shopping", 0.2),
    "hotel": (0.05, 0.6, "", 0.0),
    "station": (0.03, 0.1, "transport", 0.6),
    "school": (0.09, 0.0, "school", 0.2),
    "pharmacy": (0.06, 0.3, "", 0.0),
    "park": (0.06, 0.0, "", 0.0),
}


@dataclass(frozen=True)
class Facilities:
    """k facilities: ``xy`` float64 (k, 2), ``type`` and ``name`` text, object (k,)."""

    xy: np.ndarray
    type: np.ndarray
    name: np.ndarray


@dataclass(frozen=True)
class Beats:
    """b quadrilaterals that divide the city: ``corners`` float64 (b, 4, 2), counter-clockwise; ``beat`` text (b,)."""

    corners: np.ndarray
    beat: np.ndarray


def make_facilities(
    size: CitySize, points: StreetPoints, centres: np.ndarray, hotspots: Hotspots, rng: np.random.Generator
) -> Facilities:
    """The facilities of a city; at least one of each type.

    size: about how many.
    points: places along the streets, beside which they stand.
    centres: of the city, float64 (k, 2), where some types gather.
    hotspots: the planted ones, which draw the types that go with their kind.
    rng: everything random.
    """
    reach = 0.03 * size.side_m + 120.0
    central = np.zeros(len(points))
    for centre in centres:
        central += np.exp(-((points.xy - centre) ** 2).sum(axis=1) / (2 * reach**2))
    central *= points.length_m
    at_kind = {kind: np.zeros(len(points)) for kind in set(hotspots.kind)}
    for which, kind in enumerate(hotspots.kind):
        at_kind[kind] += hotspots.weight(which, points.xy) * points.length_m
    xy, types, names = [], [], []
    for name, (share, in_centres, kind, at_hotspots) in FACILITY_TYPES.items():
        count = max(1, round(share * size.facilities))
        weight = (1 - in_centres - at_hotspots) * points.length_m / points.length_m.sum()
        weight = weight + in_centres * central / central.sum()
        if kind in at_kind:
            weight = weight + at_hotspots * at_kind[kind] / at_kind[kind].sum()
        xy.append(points.beside(draw_index(weight, count, rng), rng))
        types += [name] * count
        names += [f"{name.capitalize()} {number}" for number in range(1, count + 1)]
    return Facilities(np.concatenate(xy), np.array(types, dtype=object), np.array(names, dtype=object))


def make_stations(size: CitySize, streets: Streets, rng: np.random.Generator) -> np.ndarray:
    """Junctions for the police stations, spread over the city. float64 (stations, 2)."""
    ends = np.concatenate([streets.start, streets.end])
    crossings = np.flatnonzero(np.bincount(ends, minlength=len(streets.node_xy)) >= 3)
    xy = streets.node_xy[crossings]
    xy = xy[np.abs(xy - size.centre).max(axis=1) < 0.36 * size.side_m]
    chosen = [xy[np.argmin(np.hypot(*(xy - size.centre - rng.uniform(-0.1, 0.1, 2) * size.side_m).T))]]
    while len(chosen) < size.stations:
        gaps = np.hypot(*(xy[:, None] - np.array(chosen)[None]).transpose(2, 0, 1)).min(axis=1)
        chosen.append(xy[np.argmax(gaps)])
    return np.array(chosen)


def make_beats(size: CitySize, rng: np.random.Generator) -> Beats:
    """Beats in rows and columns with crooked borders; together they are exactly the city's square."""
    count = size.beats_per_side
    side = size.side_m / count
    step = np.arange(count + 1) * side
    x, y = (part + low for part, low in zip(np.meshgrid(step, step), size.bounds[:2]))
    shift = rng.uniform(-0.18, 0.18, (2, count + 1, count + 1)) * side
    # Borders of the city stay straight.
    shift[0][:, [0, -1]] = 0.0
    shift[1][[0, -1], :] = 0.0
    corner = np.stack([x + shift[0], y + shift[1]], axis=2)
    corners = np.stack([corner[:-1, :-1], corner[:-1, 1:], corner[1:, 1:], corner[1:, :-1]], axis=2).reshape(-1, 4, 2)
    digits = int(math.log10(count)) + 1
    row, col = np.divmod(np.arange(count * count), count)
    names = [f"{chr(ord('A') + int(r))}{int(c) + 1:0{digits}d}" for r, c in zip(row, col)]
    return Beats(corners, np.array(names, dtype=object))
