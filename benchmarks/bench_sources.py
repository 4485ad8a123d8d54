"""Travel times of a road layer, an OSRM and a Valhalla server between the same 200 pairs of places in San Francisco.

The servers run on this machine on a map of the same streets. ``python benchmarks/bench_sources.py`` prints how far
the sources differ, and of each pair that differs by more than a fifth, at the same speeds, the cause: what has to be
changed in the road layer or the places for the difference to go.
"""

from __future__ import annotations

import csv
import gzip
import os
import statistics
import sys
import time
from contextlib import ExitStack
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).resolve().parent
sys.path.insert(0, str(FOLDER))
sys.path.insert(0, str(FOLDER.parent / "tests" / "support"))
import numpy as np  # noqa: E402
import plugin_path  # noqa: E402, F401
import routingservers  # noqa: E402

DATA = Path(os.environ.get("PATROL_DATA", FOLDER.parent.parent / "shared" / "data"))
PAIRS = 200
REPEATS, LONG_S = 3, 20.0
# Within the streets of the data, so that no way would leave them.
WEST, SOUTH, EAST, NORTH = -122.445, 37.762, -122.385, 37.800
APART = 0.2
# A pair is explained when it comes this close.
EXPLAINED = 0.05
# Slower or nearer than this a difference of seconds is one of many percent.
SHORTEST_MIN = 1.0
_kept: list[Any] = []


def rows() -> list[dict[str, Any]]:
    """What ``make bench`` shows; none, and a sentence, where there are no servers or data."""
    try:
        compared = compare()
    except routingservers.Unavailable as why:
        print(f"no travel times of servers: {why}", file=sys.stderr)
        return []
    print(compared.text(), file=sys.stderr)
    work = f"{PAIRS} × {PAIRS} travel times, San Francisco"
    seconds, ratio = compared.seconds, compared.ratios["same"]
    return [
        {"work": work, "ours_s": seconds["roads"], "peer": "OSRM server", "peer_s": seconds["osrm"]},
        {"work": work, "ours_s": seconds["roads"], "peer": "Valhalla server", "peer_s": seconds["valhalla"]},
        {
            "work": f"median minutes of {PAIRS} pairs, OSRM's speeds and turns free: OSRM ÷ ours",
            "peer": "OSRM",
            "ratio": 1 / float(np.median(ratio)),
            "target": "0.95 to 1.05 ×",
        },
    ]


class Comparison:
    """Minutes of each pair by source, and what explains the pairs that differ at the same speeds."""

    def __init__(self) -> None:
        self.minutes: dict[str, np.ndarray] = {}
        self.km: dict[str, np.ndarray] = {}
        self.seconds: dict[str, float] = {}
        self.causes: list[tuple[int, float, str]] = []

    @property
    def ratios(self) -> dict[str, np.ndarray]:
        """Ours ÷ theirs, of the pairs that both reach and that are not next to each other."""
        pairs = {
            "same": ("same speeds", "osrm, turns free"),
            "osrm": ("roads", "osrm"),
            "valhalla": ("roads", "valhalla"),
            "speeds": ("roads", "same speeds"),
            "turns": ("osrm, turns free", "osrm"),
            "servers": ("osrm", "valhalla"),
        }
        return {name: self._ratio(*both) for name, both in pairs.items()}

    def _ratio(self, ours: str, theirs: str) -> np.ndarray:
        one, other = self.minutes[ours], self.minutes[theirs]
        both = np.isfinite(one) & np.isfinite(other) & (np.maximum(one, other) >= SHORTEST_MIN)
        return one[both] / other[both]

    def text(self) -> str:
        lines = [f"{'source':28} {'reached':>7} {'median min':>10} {'median km':>9} {'seconds':>8}"]
        for name, minutes in self.minutes.items():
            known = np.isfinite(minutes)
            lines.append(
                f"{name:28} {known.sum():7} {np.median(minutes[known]):10.2f} {np.median(self.km[name][known]):9.2f} "
                f"{self.seconds[name]:8.2f}"
            )
        lines.append("")
        titles = {
            "same": "ours ÷ OSRM, its speeds, turns free",
            "osrm": "ours ÷ OSRM, each as it comes",
            "valhalla": "ours ÷ Valhalla, each as it comes",
            "speeds": "our speeds, junctions ÷ OSRM's speeds",
            "turns": "turns and signals free ÷ OSRM's",
            "servers": "OSRM ÷ Valhalla",
        }
        for name, ratio in self.ratios.items():
            low, median, high = np.percentile(ratio, [5, 50, 95])
            off = int((np.abs(ratio - 1) > APART).sum())
            lines.append(
                f"{titles[name]:38} median {median:.3f}, 90 % in {low:.3f} to {high:.3f}, {off} of {len(ratio)} off by "
                f"more than {APART:.0%}"
            )
        lines.append("")
        lines += [f"pair {pair:3}: ours ÷ OSRM {ratio:.2f}: {cause}" for pair, ratio, cause in self.causes]
        return "\n".join(lines)


def compare() -> Comparison:
    """All of it. Raises Unavailable where the data or the servers are absent."""
    map_file = routingservers.san_francisco(DATA)
    places = sample_places()
    start_qgis()
    speeds = osrm_speeds(routingservers.osrm_files(map_file, plain=True) / "speeds.txt")
    ours, alike = streets_layer(speeds), streets_as_osrm_drives(speeds)
    found = Comparison()
    with ExitStack() as stack:
        servers = {
            "osrm": ("osrm", stack.enter_context(routingservers.osrm(map_file))),
            "osrm, turns free": ("osrm", stack.enter_context(routingservers.osrm(map_file, plain=True))),
            "valhalla": ("valhalla", stack.enter_context(routingservers.valhalla(map_file))),
        }
        measure(found, "roads", places, ROADS=ours)
        measure(found, "same speeds", places, ROADS=ours, SPEED_FIELD="osrm_kmh", JUNCTION_DELAY=0)
        for name, (source, url) in servers.items():
            measure(found, name, places, SOURCE=source, URL=url)
        snapped = snapped_by_osrm(servers["osrm, turns free"][1], places)
    same = {"JUNCTION_DELAY": 0, "SPEED_FIELD": "osrm_kmh"}
    theirs = {"ROADS": alike, "DIRECTION_FIELD": "way", **same}
    tried = {
        "snapping (OSRM puts a place on another street)": (snapped, {"ROADS": ours, **same}),
        "one-way (OSRM drives a street in other directions)": (places, {**theirs, "ROADS": ours}),
        "access (OSRM drives streets closed to the public, or not those open to us)": (places, theirs),
        "snapping, with access or one-way": (snapped, theirs),
    }
    explain(found, {name: table(at, **given)[0] for name, (at, given) in tried.items()})
    return found


def measure(found: Comparison, name: str, places: np.ndarray, **given: Any) -> None:
    took: list[float] = []
    while len(took) < REPEATS and sum(took) < LONG_S:
        began = time.perf_counter()
        minutes, km = table(places, **given)
        took.append(time.perf_counter() - began)
    found.minutes[name], found.km[name] = minutes, km
    found.seconds[name] = statistics.median(took)


def explain(found: Comparison, changed: dict[str, np.ndarray]) -> None:
    """Note of each pair that is off the first change that brings it close, or that none does."""
    ours, theirs = found.minutes["same speeds"], found.minutes["osrm, turns free"]
    for pair in range(PAIRS):
        one, other = ours[pair], theirs[pair]
        if np.isfinite(one) == np.isfinite(other) and not abs(one - other) > APART * min(one, other):
            continue
        close = [
            name
            for name, minutes in changed.items()
            if abs(minutes[pair] - other) <= max(EXPLAINED * other, 0.05)
            or (np.isinf(minutes[pair]) and np.isinf(other))
        ]
        found.causes.append((pair, one / other, close[0] if close else "not explained"))


def sample_places() -> np.ndarray:
    """Lon, lat (2 · PAIRS, 2) of incidents, starts then ends, with a seed."""
    with gzip.open(DATA / "sf" / "incidents.csv.gz", "rt", encoding="utf-8", newline="") as lines:
        known = [(float(row["lon"]), float(row["lat"])) for row in csv.DictReader(lines) if row["lon"]]
    inside = np.array(sorted({(x, y) for x, y in known if WEST < x < EAST and SOUTH < y < NORTH}))
    return inside[np.random.default_rng(1).choice(len(inside), 2 * PAIRS, replace=False)]


def osrm_speeds(file: Path) -> dict[str, tuple[bool, float, bool, float]]:
    """Per way of OpenStreetMap: whether and how fast OSRM drives it forward and backward."""
    found = {}
    for line in file.read_text().splitlines():
        way, ahead, ahead_kmh, back, back_kmh = line.split()
        found[way] = int(ahead) > 0, float(ahead_kmh), int(back) > 0, float(back_kmh)
    return found


# --- QGIS


def start_qgis() -> None:
    if _kept:
        return
    from qgis.core import QgsApplication

    if QgsApplication.instance() is None:
        _kept.append(QgsApplication([], False))
        _kept[0].initQgis()
    from processing.core.Processing import Processing

    Processing.initialize()
    if QgsApplication.processingRegistry().providerById("patrol") is None:
        from patrol_planner.processing.provider import PatrolProvider

        _kept.append(PatrolProvider())
        QgsApplication.processingRegistry().addProvider(_kept[-1])


def memory_layer(kind: str, fields: list[str], crs: str, rows: list[tuple[Any, ...]]) -> Any:
    """A layer of (geometry, attributes…)."""
    from qgis.core import QgsFeature, QgsVectorLayer

    layer = QgsVectorLayer(f"{kind}?crs={crs}" + "".join(f"&field={field}" for field in fields), "layer", "memory")
    features = []
    for geometry, *attributes in rows:
        feature = QgsFeature(layer.fields())
        feature.setGeometry(geometry)
        feature.setAttributes(attributes)
        features.append(feature)
    layer.dataProvider().addFeatures(features)
    layer.updateExtents()
    return layer


def streets() -> list[Any]:
    from qgis.core import QgsVectorLayer

    layer = QgsVectorLayer(f"{DATA / 'sf' / 'streets_osm.gpkg'}|layername=osm_highways_drivable", "streets", "ogr")
    return list(layer.getFeatures())


def streets_layer(speeds: dict[str, tuple[bool, float, bool, float]]) -> Any:
    """The streets with their tags, and OSRM's speed in a field of its own."""
    fields = ["highway", "oneway", "maxspeed", "access", "service", "junction"]
    rows = []
    for street in streets():
        way, kmh = driven(speeds, street)
        # QGIS has a NULL of its own.
        tags = [str(street[field]) if isinstance(street[field], str) else None for field in fields]
        rows.append((street.geometry(), *tags, way or tags[1], kmh or None))
    columns = [*(f"{field}:string" for field in (*fields, "way")), "osrm_kmh:double"]
    return memory_layer("LineString", columns, "EPSG:4326", rows)


def driven(speeds: dict[str, tuple[bool, float, bool, float]], street: Any) -> tuple[str, float]:
    """Which way OSRM drives a street, as OpenStreetMap writes it, and at what km/h; "" and 0 where it does not."""
    ahead, ahead_kmh, back, back_kmh = speeds.get(street["osm_id"], (False, 0.0, False, 0.0))
    if not (ahead or back):
        return "", 0.0
    return "no" if ahead and back else "yes" if ahead else "-1", ahead_kmh if ahead else back_kmh


def streets_as_osrm_drives(speeds: dict[str, tuple[bool, float, bool, float]]) -> Any:
    """The streets that OSRM drives, which way and how fast, without any tag."""
    rows = [(street.geometry(), *driven(speeds, street)) for street in streets()]
    rows = [row for row in rows if row[1]]
    return memory_layer("LineString", ["way:string", "osrm_kmh:double"], "EPSG:4326", rows)


def table(places: np.ndarray, **given: Any) -> tuple[np.ndarray, np.ndarray]:
    """Minutes and km of the pairs, by patrol:travelmatrix of all starts and all ends; inf where there is no way."""
    from qgis import processing
    from qgis.core import QgsApplication, QgsGeometry, QgsPointXY, QgsProcessingFeedback

    algorithm = QgsApplication.processingRegistry().algorithmById("patrol:travelmatrix")
    known = {name: value for name, value in given.items() if algorithm.parameterDefinition(name) is not None}
    starts, ends = (
        memory_layer(
            "Point",
            ["stop:string"],
            "EPSG:4326",
            [(QgsGeometry.fromPointXY(QgsPointXY(*place)), str(number)) for number, place in enumerate(half.tolist())],
        )
        for half in (places[:PAIRS], places[PAIRS:])
    )
    chosen = {"ORIGINS": starts, "DESTINATIONS": ends, "CRS": "EPSG:32610", "MATRIX": "memory:", **known}
    found = processing.run("patrol:travelmatrix", chosen, feedback=QgsProcessingFeedback(False))["MATRIX"]
    minutes, km = np.full(PAIRS, np.inf), np.full(PAIRS, np.inf)
    for row in found.getFeatures('"origin" = "destin"'):
        if isinstance(row["minutes"], float):
            minutes[int(row["origin"])], km[int(row["origin"])] = row["minutes"], row["km"]
    return minutes, km


def snapped_by_osrm(url: str, places: np.ndarray) -> np.ndarray:
    """Where on its roads OSRM has the places."""
    import urllib.request

    from patrol_planner.algorithms.roads.answers import Answer
    from patrol_planner.algorithms.roads.osrm import Osrm

    service, parts = Osrm(), []
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    for at in range(0, len(places), 50):
        chunk = places[at : at + 50]
        with opener.open(url + service.snap(chunk).path) as reply:
            parts.append(service.read_snapped(Answer(url, reply.status, reply.read().decode()), len(chunk)))
    return np.concatenate(parts)


if __name__ == "__main__":
    rows()
    sys.stderr.flush()
    # QGIS crashes now and then when Python tears it down.
    os._exit(0)
