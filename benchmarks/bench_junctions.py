"""Junctions: how many times longer OSRM's and Valhalla's journeys by car take than ours over the same ways, without a
delay at junctions and with the default one; and which delay would fit them best (least absolute share of each journey).

The default of JUNCTION_DELAY is that of OSRM's journeys on two maps of San Francisco, and so are the shares of it that
equals and the right of way lose. Maps of other towns (.osm.pbf), to check them, are compared where PATROL_MAPS names a
folder of them. Where the routers part from us:

- OSRM drives at four fifths of a signed speed, and at 65 and 55 km/h on primary and secondary roads without a sign,
  where we drive at 50: in cities of unsigned main streets it is as quick as our roads without any junction.
- OSRM charges 2 s at signals, where its map has them. The newer map of San Francisco has none south of Market Street.
- Valhalla charges junctions less than OSRM does: its journeys lie between ours without a delay and with it.
"""

from __future__ import annotations

import gzip
import json
import os
import sys
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parent))
sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests" / "support"))
import plugin_path  # noqa: E402, F401
from houston import SOURCE  # noqa: E402

DATA = SOURCE.parent.parent
JOURNEYS = 200
LEAST_M = 400.0
# Between the quarters of houses and the city's centre.
PARTED_AT_LON = -122.437
# What places lose on their way through degrees of seven digits, polylines of six, and a projection.
SAME_M = 0.6
SHOWN = (25, 50, 75)


class Way(NamedTuple):
    """A journey of a router's: its seconds, and the longitude and latitude of every vertex it passes."""

    seconds: float
    places: list[tuple[float, float]]


class Segment(NamedTuple):
    """A straight piece of road driven one way: free seconds, and the share of the delay lost where it ends."""

    seconds: float
    delays: float


def _asked(url: str, body: dict[str, Any] | None = None) -> Any:
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    with opener.open(url, None if body is None else json.dumps(body).encode(), timeout=60) as answer:
        return json.load(answer)


def by_osrm(url: str, ends: list[tuple[float, float]]) -> Way:
    points = ";".join(f"{lon:.6f},{lat:.6f}" for lon, lat in ends)
    [best] = _asked(f"{url}/route/v1/driving/{points}?overview=full&geometries=polyline6")["routes"]
    return Way(best["duration"], unpacked(best["geometry"]))


def by_valhalla(url: str, ends: list[tuple[float, float]]) -> Way:
    places = [{"lon": round(lon, 6), "lat": round(lat, 6)} for lon, lat in ends]
    trip = _asked(f"{url}/route", {"locations": places, "costing": "auto", "directions_type": "none"})["trip"]
    return Way(trip["summary"]["time"], unpacked(trip["legs"][0]["shape"]))


def unpacked(text: str) -> list[tuple[float, float]]:
    """The places of an encoded polyline of six digits (Google's format: differences in groups of five bits)."""
    numbers, value, shift = [], 0, 0
    for letter in text:
        bits = ord(letter) - 63
        value |= (bits & 31) << shift
        shift += 5
        if bits < 32:
            numbers.append(~(value >> 1) if value & 1 else value >> 1)
            value, shift = 0, 0
    places, lat, lon = [], 0, 0
    for north, east in zip(numbers[::2], numbers[1::2]):
        lat, lon = lat + north, lon + east
        places.append((lon / 1e6, lat / 1e6))
    return places


def travel_matrix() -> Any:
    from patrol_planner.processing.provider import ALGORITHMS

    algorithm = next(kind for kind in ALGORITHMS if kind.ID == "travelmatrix")()
    algorithm.initAlgorithm()
    return algorithm


def network_of(map_file: Path) -> tuple[Any, Any, Any]:
    """The roads of a map as the algorithms read them, with a delay of 1 s, and the ways from degrees and back."""
    from qgis.core import (
        QgsCoordinateReferenceSystem,
        QgsCoordinateTransform,
        QgsProcessingContext,
        QgsProcessingFeedback,
        QgsVectorLayer,
    )

    from patrol_planner.processing.framework.run import Run
    from patrol_planner.processing.roads.network import read_road_network

    layer = QgsVectorLayer(f"{map_file}|layername=lines", "roads", "ogr")
    if not layer.isValid():
        raise RuntimeError(f"{map_file} cannot be read")
    context = QgsProcessingContext()
    run = Run(travel_matrix(), {"ROADS": layer, "JUNCTION_DELAY": 1}, context, QgsProcessingFeedback(False))
    degrees, metric = QgsCoordinateReferenceSystem("EPSG:4326"), run.working_crs()
    network = read_road_network(run, run.required_source("ROADS"), metric)
    there = QgsCoordinateTransform(degrees, metric, context.transformContext())
    back = QgsCoordinateTransform(metric, degrees, context.transformContext())
    return network, there, back


class Town:
    """The roads of a map, and journeys on them."""

    def __init__(self, map_file: Path) -> None:
        import numpy as np
        from scipy.spatial import cKDTree

        from patrol_planner.algorithms.roads.touching import equal_places

        self.network, self.there, self.back = network_of(map_file)
        self.place = equal_places(self.network.vertex_xy)
        place_xy = np.empty((int(self.place.max()) + 1, 2))
        place_xy[self.place] = self.network.vertex_xy
        self.tree = cKDTree(place_xy)
        self.segments = dict(self._segments())

    def _segments(self) -> Iterator[tuple[tuple[int, int], Segment]]:
        """By the places of its start and end."""
        roads = self.network
        for edge in range(roads.edges):
            first, last = int(roads.first_vertex[edge]), int(roads.last_vertex[edge])
            for at in range(first, last):
                start, end = int(self.place[at]), int(self.place[at + 1])
                seconds = (roads.along_m[at + 1] - roads.along_m[at]) * 3.6 / roads.speed_kmh[edge]
                if roads.forward[edge]:
                    wait = roads.wait_forward_s[edge] if at + 1 == last else 0.0
                    yield (start, end), Segment(seconds, wait)
                if roads.backward[edge]:
                    wait = roads.wait_backward_s[edge] if at == first else 0.0
                    yield (end, start), Segment(seconds, wait)

    def seconds(self, way: Way, ends: list[tuple[int, int]]) -> tuple[float, float] | None:
        """Free seconds and delays of a way between the middles of two segments, None where a part of it is no road of
        ours.
        """
        points = [self.there.transform(*place) for place in way.places[1:-1]]
        if not points:
            return None
        far, found = self.tree.query([(point.x(), point.y()) for point in points])
        passed = [int(found[0]), *(int(b) for a, b in zip(found, found[1:]) if a != b)]
        if far.max() > SAME_M or passed[0] not in ends[0] or passed[-1] not in ends[1]:
            return None
        first, last = (pair[1 - pair.index(at)] for pair, at in zip(ends, (passed[0], passed[-1])))
        passed = [first, *passed, last]
        driven = [self.segments.get(pair) for pair in zip(passed, passed[1:])]
        if None in driven:
            return None
        known = [segment for segment in driven if segment is not None]
        free = sum(segment.seconds for segment in known) - (known[0].seconds + known[-1].seconds) / 2
        return free, sum(segment.delays for segment in known[:-1])

    def journeys(self, router: Callable[[list[tuple[float, float]]], Way], within: tuple[float, float]) -> Any:
        """Of JOURNEYS ways between random places on roads, chosen by length, with longitudes ``within``: the router's
        seconds, our free seconds and delays, float64 (k, 3).
        """
        import numpy as np

        roads, rng = self.network, np.random.default_rng(5)
        part, metres = roads.parts
        chance = np.where(part == np.argmax(metres), roads.length_m, 0.0)
        found: list[tuple[float, float, float]] = []
        for _ in range(20 * JOURNEYS):
            places, ends = [], []
            for edge in rng.choice(roads.edges, 2, p=chance / chance.sum()):
                first, last = roads.first_vertex[edge], roads.last_vertex[edge]
                at = first + int(np.argmax(np.diff(roads.along_m[first : last + 1])))
                places.append((roads.vertex_xy[at] + roads.vertex_xy[at + 1]) / 2)
                ends.append((int(self.place[at]), int(self.place[at + 1])))
            points = [self.back.transform(*place) for place in places]
            if np.hypot(*(places[0] - places[1])) < LEAST_M or not all(
                within[0] <= point.x() < within[1] for point in points
            ):
                continue
            try:
                way = router([(point.x(), point.y()) for point in points])
            except urllib.error.HTTPError:
                continue  # no way there
            ours = self.seconds(way, ends)
            if ours is not None:
                found.append((way.seconds, *ours))
            if len(found) == JOURNEYS:
                break
        return np.array(found).reshape(-1, 3)


@dataclass
class Area:
    """A map, and the longitudes of it that journeys keep to at their ends; whether the default was fitted to it."""

    name: str
    map_file: Path
    within: tuple[float, float] = (-180.0, 180.0)
    fitted: bool = False


def areas() -> list[Area]:
    """The maps there are."""
    import routingservers

    extract = DATA / "sf" / "SanFranciscoFiltered.osm.gz"
    if not extract.is_file():
        raise routingservers.Unavailable(f"no data at {extract}")
    with gzip.open(extract, "rt", encoding="utf-8") as text:
        town = routingservers.as_map(text.read())
    found = [
        Area("San Francisco west", town, (-180.0, PARTED_AT_LON), True),
        Area("San Francisco east", town, (PARTED_AT_LON, 180.0), True),
        Area("San Francisco, newer map", routingservers.san_francisco(DATA), fitted=True),
    ]
    folder = os.environ.get("PATROL_MAPS")
    others = sorted(Path(folder).glob("*.osm.pbf")) if folder else []
    return found + [Area(path.name.split(".")[0], path) for path in others]


def best_delay(journeys: Any) -> float:
    """The delay in seconds with which ours (k, 3) part least from the router's, each by its share."""
    import numpy as np

    theirs, free, delays = journeys[journeys[:, 2] > 0].T
    wanted, weight = (theirs - free) / delays, delays / theirs
    order = np.argsort(wanted)
    heap = np.cumsum(weight[order])
    return float(wanted[order][np.searchsorted(heap, heap[-1] / 2)])


def rows() -> list[dict[str, Any]]:
    """The rows of the benchmark: the medians of both, and of their ratio; its quartiles stand in ``work``."""
    import numpy as np
    import routingservers
    from qgis.core import QgsApplication

    app = QgsApplication.instance() or QgsApplication([], False)
    QgsApplication.initQgis()
    algorithm = travel_matrix()
    default = float(algorithm.parameterDefinition("JUNCTION_DELAY").defaultValue())
    routers = {"OSRM": (routingservers.osrm, by_osrm), "Valhalla": (routingservers.valhalla, by_valhalla)}
    found: list[dict[str, Any]] = []
    fitted = []
    try:
        for area in areas():
            town = Town(area.map_file)
            for peer, (served, asked) in routers.items():
                with served(area.map_file) as url:
                    journeys = town.journeys(partial(asked, url), area.within)
                found += [_row(area.name, peer, journeys, delay) for delay in (0.0, default)]
                if area.fitted and peer == "OSRM":
                    fitted.append(journeys)
    except routingservers.Unavailable as error:
        return [*found, {"work": f"junctions beside routers: the rest is left out, {error}"}]
    del app
    whole = _row("San Francisco as a whole", "OSRM", np.concatenate(fitted), default)
    return [*found, {**whole, "target": "0.95 to 1.05"}]


def _row(name: str, peer: str, journeys: Any, delay_s: float) -> dict[str, Any]:
    import numpy as np

    theirs, free, delays = journeys.T
    ours = free + delay_s * delays
    low, middle, high = np.percentile(theirs / ours, SHOWN)
    best = f" ({best_delay(journeys):.1f} s fit best)" if delay_s else ""
    return {
        "work": f"{name}, {len(ours)} journeys, delay {delay_s:g} s{best}: {low:.2f} to {high:.2f}",
        "ours_s": float(np.median(ours)),
        "peer": peer,
        "peer_s": float(np.median(theirs)),
        "ratio": float(middle),
    }


if __name__ == "__main__":
    from run import table

    print(table(rows()))
    sys.stdout.flush()
    os._exit(0)  # QGIS may crash when Python tears it down
