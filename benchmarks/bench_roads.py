"""Roads: from a layer of 100,000 directed edges to a graph, and a 100 × 100 travel matrix on it, beside QGIS's own."""

from __future__ import annotations

import itertools
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import Any, Callable

sys.path.insert(0, str(Path(__file__).resolve().parent))
import plugin_path  # noqa: E402, F401

# 2 · 115 · 114 blocks with one bend each, a tenth of them one-way: 99,600 directed edges to QGIS, which makes one of
# every segment. San Francisco has 2.5 segments per edge; without any bend (write_streets(path, 162, bends=False)), the
# worst case for a network that keeps bends as shape, the matrix is about twice as fast as QGIS's.
SIDE = 115
REPEATS = 5
PLACES = 100
# As many nodes as a city of half a million has; and places on it.
CITY_SIDE = 230
CONTRACTED_PLACES = (10, 20, 40, 100)


def streets(side: int, bends: bool = True) -> tuple[Any, Any, Any]:
    """A crooked grid of streets: vertices (lines, 2 or 3, 2), which are one-way, a tenth, and km/h from 36 to 90."""
    import numpy as np

    rng = np.random.default_rng(1)
    node_x = np.arange(side)[None, :] * 100.0 + rng.uniform(-30, 30, (side, side)) + 500_000
    node_y = np.arange(side)[:, None] * 100.0 + rng.uniform(-30, 30, (side, side)) + 4_000_000
    number = np.arange(side * side).reshape(side, side)
    tail = np.concatenate([number[:, :-1].ravel(), number[:-1, :].ravel()])
    head = np.concatenate([number[:, 1:].ravel(), number[1:, :].ravel()])
    oneway = rng.random(len(tail)) < 0.1
    kmh = rng.uniform(36, 90, len(tail)).round(1)
    node = np.stack([node_x.ravel(), node_y.ravel()], axis=1)
    bend_x = rng.uniform(-10, 10, len(tail))
    bend = (node[tail] + node[head]) / 2 + np.stack([bend_x, rng.uniform(-10, 10, len(tail))], axis=1)
    vertices = [node[tail], bend, node[head]] if bends else [node[tail], node[head]]
    return np.stack(vertices, axis=1), oneway, kmh


def write_streets(path: Path, side: int = SIDE, bends: bool = True) -> None:
    """These streets as GeoPackage, one line per block."""
    from osgeo import gdal, ogr, osr

    gdal.UseExceptions()
    vertices, oneway, kmh = streets(side, bends)
    system = osr.SpatialReference()
    system.ImportFromEPSG(32610)
    dataset = ogr.GetDriverByName("GPKG").CreateDataSource(str(path))
    layer = dataset.CreateLayer("streets", system, ogr.wkbLineString)
    layer.CreateField(ogr.FieldDefn("oneway", ogr.OFTString))
    layer.CreateField(ogr.FieldDefn("kmh", ogr.OFTReal))
    layer.StartTransaction()
    for corners, one_way, speed in zip(vertices.tolist(), oneway, kmh):
        feature = ogr.Feature(layer.GetLayerDefn())
        line = ogr.Geometry(ogr.wkbLineString)
        for x, y in corners:
            line.AddPoint_2D(x, y)
        feature.SetGeometry(line)
        if one_way:
            feature.SetField("oneway", "yes")
        feature.SetField("kmh", float(speed))
        layer.CreateFeature(feature)
    layer.CommitTransaction()


def network_of_streets(side: int) -> Any:
    """These streets as a network, without QGIS."""
    import numpy as np

    from patrol_planner.algorithms.roads.network import RoadNetwork

    vertices, oneway, kmh = streets(side)
    count, size = vertices.shape[:2]
    offsets = np.arange(count + 1) * size
    return RoadNetwork.from_lines(vertices.reshape(-1, 2), offsets, np.arange(count), oneway.astype(np.int8), kmh)


def contraction_rows(sides: tuple[int, ...] = (CITY_SIDE,), repeats: int = 3) -> list[dict[str, Any]]:
    """Matrices with junctions taken out beside the whole graph, for several numbers of places, all over the town and
    within a tenth of it, where searches stop early.

    The threshold, matrices._SOURCES_WORTH_A_CORE, is the least number at which taking them out never costs more than a
    few percent, on SciPy 1.10 and 1.15, in towns of 3,600 to 52,900 nodes.
    """
    import numpy as np

    from patrol_planner.algorithms.roads import matrices
    from patrol_planner.algorithms.roads.travel import TravelTimes

    threshold = matrices._SOURCES_WORTH_A_CORE
    rows = []
    for side in sides:
        network = network_of_streets(side)
        from_middle = ((network.node_xy - np.median(network.node_xy, axis=0)) ** 2).sum(axis=1)
        towns = {"": np.arange(network.nodes), " in a tenth of it": np.argsort(from_middle)[: network.nodes // 10]}
        for (where, nodes), places in itertools.product(towns.items(), CONTRACTED_PLACES):
            at = network.node_xy[np.random.default_rng(2).choice(nodes, places, replace=False)]

            def matrix(least: int, at: Any = at, network: Any = network) -> Any:
                matrices._SOURCES_WORTH_A_CORE = least
                try:
                    return TravelTimes.on_roads(network, at[:, 0], at[:, 1]).minutes
                finally:
                    matrices._SOURCES_WORTH_A_CORE = threshold

            pairs = [(_timed(lambda run=matrix: run(0)), _timed(lambda run=matrix: run(10**9))) for _ in range(repeats)]
            if not np.allclose(pairs[-1][0][1], pairs[-1][1][1], rtol=1e-9, equal_nan=True):
                raise RuntimeError("taking junctions out changes travel times")
            work = f"{places} × {places} matrix on {network.nodes:,} nodes{where}, junctions taken out"
            target = 1.0 if places >= threshold else f"used from {threshold} on"
            rows.append(_row(work, pairs, "the whole graph", target))
    return rows


def class_rows(side: int = SIDE, repeats: int = REPEATS) -> list[dict[str, Any]]:
    """Traffic by class of road beside traffic that is alike on all roads: the matrices, and arrivals between places.

    Two rush hours slow classes of road by shares of their own, so that three searches are made instead of one.
    """
    from dataclasses import replace

    import numpy as np

    from patrol_planner.algorithms.roads.snapping import tie_places
    from patrol_planner.algorithms.roads.traffic import Traffic
    from patrol_planner.algorithms.roads.travel import TravelTimes

    network = network_of_streets(side)
    rng = np.random.default_rng(3)
    classes = rng.choice(np.array(["primary", "residential"], dtype=object), int(network.feature.max()) + 1)
    network = replace(network, road_class=classes[network.feature])
    places = network.node_xy[np.random.default_rng(2).choice(network.nodes, PLACES, replace=False)]
    ties = tie_places(network, places[:, 0], places[:, 1])
    rush = np.ones(24)
    rush[[8, 17]] = 1.5, 2.0
    alike, by_class = Traffic(rush), Traffic(rush, {"primary": rush**2})
    both = [
        (_timed(lambda: TravelTimes.of_ties(ties, traffic=by_class)), _timed(lambda: TravelTimes.of_ties(ties)))
        for _ in range(repeats)
    ]
    hourly, plain = both[-1][0][1].hourly, both[-1][1][1]
    if not np.array_equal(hourly.within(3, *np.indices(plain.minutes.shape)), plain.minutes):
        raise RuntimeError("hours without traffic do not take free roads' time")
    start, end = np.indices(plain.minutes.shape, sparse=True)
    arrivals = [
        (
            _timed(lambda: hourly.arrival_min(start, end, 470.0)),
            _timed(lambda: alike.arrival_min(470.0, plain.minutes)),
        )
        for _ in range(repeats)
    ]
    return [
        _row(f"{PLACES} × {PLACES} matrices of a day with traffic by class", both, "the matrix of free roads", 0.25),
        _row(f"arrivals of {PLACES} × {PLACES} journeys by class", arrivals, "traffic alike on all roads", 0.1),
    ]


def _timed(work: Callable[[], Any]) -> tuple[float, Any]:
    start = time.perf_counter()
    result = work()
    return time.perf_counter() - start, result


def _ours(path: Path) -> Callable[[], Any]:
    """Layer to network through the same functions as the algorithms, arcs included."""
    from qgis.core import QgsProcessingContext, QgsProcessingFeedback

    from patrol_planner.processing.framework.run import Run
    from patrol_planner.processing.provider import ALGORITHMS
    from patrol_planner.processing.roads.network import read_road_network

    algorithm = next(kind for kind in ALGORITHMS if kind.ID == "travelmatrix")()
    algorithm.initAlgorithm()
    context = QgsProcessingContext()
    layer = _layer(path)

    def build() -> Any:
        parameters = {"ROADS": layer, "DIRECTION_FIELD": "oneway", "SPEED_FIELD": "kmh"}
        run = Run(algorithm, parameters, context, QgsProcessingFeedback(False))
        network = read_road_network(run, run.required_source("ROADS"), layer.crs())
        network.arcs()
        return network

    return build


def _layer(path: Path) -> Any:
    from qgis.core import QgsVectorLayer

    layer = QgsVectorLayer(f"{path}|layername=streets", "streets", "ogr")
    if not layer.isValid():
        raise RuntimeError(f"{path} cannot be read")
    return layer


def _theirs(path: Path) -> Callable[[], Any]:
    from qgis.analysis import QgsGraphBuilder, QgsNetworkSpeedStrategy, QgsVectorLayerDirector

    layer = _layer(path)

    def build() -> Any:
        field = layer.fields().lookupField
        director = QgsVectorLayerDirector(
            layer, field("oneway"), "yes", "-1", "no", QgsVectorLayerDirector.Direction.DirectionBoth
        )
        director.addStrategy(QgsNetworkSpeedStrategy(field("kmh"), 50.0, 1000.0 / 3600.0))
        builder = QgsGraphBuilder(layer.crs(), False, 0.0, "NONE")
        director.makeGraph(builder, [])
        return builder.takeGraph()

    return build


def _places(network: Any) -> Any:
    """Nodes of the network, so that both routers start from the same points."""
    import numpy as np

    return network.node_xy[np.random.default_rng(2).choice(network.nodes, PLACES, replace=False)]


def rows() -> list[dict[str, Any]]:
    """The rows of the benchmark: work, ours_s, peer, peer_s, ratio, target; medians of alternating runs."""
    import numpy as np
    from qgis.analysis import QgsGraphAnalyzer
    from qgis.core import QgsApplication, QgsPointXY

    from patrol_planner.algorithms.roads.travel import TravelTimes

    app = QgsApplication.instance() or QgsApplication([], False)
    QgsApplication.initQgis()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "streets.gpkg"
        write_streets(path)
        ours, theirs = _ours(path), _theirs(path)
        built = [(_timed(ours), _timed(theirs)) for _ in range(REPEATS)]
        network, graph = built[-1][0][1], built[-1][1][1]
        places = _places(network)
        vertices = [graph.findVertex(QgsPointXY(*place)) for place in places]

        def our_matrix() -> Any:
            return TravelTimes.on_roads(network, places[:, 0], places[:, 1]).minutes

        def their_matrix() -> Any:
            found = np.empty((PLACES, PLACES))
            for row, vertex in enumerate(vertices):
                cost = QgsGraphAnalyzer.dijkstra(graph, vertex, 0)[1]
                found[row] = [cost[other] / 60.0 for other in vertices]
            return found

        solved = [(_timed(our_matrix), _timed(their_matrix)) for _ in range(REPEATS)]
        difference = np.abs(solved[-1][0][1] - solved[-1][1][1])
        if not (difference <= 1e-6 * solved[-1][1][1] + 1e-9).all():
            raise RuntimeError(f"the two matrices differ by up to {difference.max():g} minutes")
    del app
    return [
        _row(
            "road graph from a layer of 100,000 directed edges", built, "QgsVectorLayerDirector + QgsGraphBuilder", 4.0
        ),
        _row("100 × 100 travel matrix on it", solved, "QgsGraphAnalyzer.dijkstra, 100 sources", 2.0),
        *class_rows(),
        *contraction_rows(),
    ]


def _row(work: str, pairs: list[Any], peer: str, target: float | str) -> dict[str, Any]:
    mine = statistics.median(pair[0][0] for pair in pairs)
    other = statistics.median(pair[1][0] for pair in pairs)
    return {"work": work, "ours_s": mine, "peer": peer, "peer_s": other, "ratio": other / mine, "target": target}


if __name__ == "__main__":
    for row in rows():
        print(
            f"{row['work']}: ours {row['ours_s']:.3f} s, {row['peer']} {row['peer_s']:.3f} s, "
            f"{row['ratio']:.2f} times faster (target {row['target']})"
        )
