"""The travel time matrix beside QGIS's own shortest paths, on San Francisco."""

from __future__ import annotations

import re

import numpy as np
import pytest
from matrixlayers import places, run_matrix

pytest.importorskip("qgis.core")


def test_san_francisco_agrees_with_qgis(qgis_app, shared_data):
    """200 random pairs, fastest way, same roads, directions and speeds: within 0.1 % of QGIS's shortest path.

    QGIS knows nothing of access, roundabouts and motorways, so its roads are chosen and directed by an expression.
    """
    from qgis import processing
    from qgis.core import (
        QgsCoordinateReferenceSystem,
        QgsProcessingContext,
        QgsProcessingFeedback,
        QgsProject,
        QgsVectorLayer,
    )

    from patrol_planner.algorithms.roads.speeds import road_speeds
    from patrol_planner.processing.common.compat import is_null, make_field

    raw = QgsVectorLayer(f"{shared_data}/sf/streets_osm.gpkg|layername=osm_highways_drivable", "streets", "ogr")
    metric = QgsCoordinateReferenceSystem("EPSG:32610")
    context = QgsProcessingContext()
    # Without a project QGIS's router crashes; without an ellipsoid it measures as we do, in the plane.
    context.setProject(QgsProject.instance())
    context.setEllipsoid("NONE")
    quiet = QgsProcessingFeedback(False)
    streets = processing.run(
        "native:reprojectlayer",
        {"INPUT": raw, "TARGET_CRS": metric, "OUTPUT": "memory:"},
        context=context,
        feedback=quiet,
    )["OUTPUT"]
    doors = [feature.id() for feature in streets.getFeatures("access in ('private', 'no')")]
    rings = [
        feature.id()
        for feature in streets.getFeatures(
            "oneway is null and (junction in ('roundabout', 'circular') or highway = 'motorway')"
        )
    ]
    assert len(doors) > 100 and len(rings) > 0
    provider = streets.dataProvider()
    oneway = streets.fields().lookupField("oneway")
    provider.changeAttributeValues({fid: {oneway: "yes"} for fid in rings})
    provider.deleteFeatures(doors)
    features = list(streets.getFeatures())
    signs = [None if is_null(feature["maxspeed"]) else feature["maxspeed"] for feature in features]
    speeds = road_speeds(signs, [feature["highway"] for feature in features], 50.0, len(features)).kmh
    provider.addAttributes([make_field("kmh", "float")])
    streets.updateFields()
    at = streets.fields().lookupField("kmh")
    provider.changeAttributeValues({feature.id(): {at: float(speed)} for feature, speed in zip(features, speeds)})

    extent = streets.extent()
    rng = np.random.default_rng(4)
    x = rng.uniform(extent.xMinimum() + 2000, extent.xMaximum() - 2000, 60)
    y = rng.uniform(extent.yMinimum() + 1500, extent.yMaximum() - 1500, 60)
    points = places(*[(f"Point({a!r} {b!r})", str(i)) for i, (a, b) in enumerate(zip(x.tolist(), y.tolist()))])
    # QGIS knows no delays.
    directed = {"DIRECTION_FIELD": "oneway", "SPEED_FIELD": "kmh", "JUNCTION_DELAY": 0}
    rows, _, log = run_matrix(ORIGINS=points, DESTINATIONS=points, ROADS=streets, SNAP_MAX=3000, **directed)
    # QGIS ties places to the nearest road, be it one that leads nowhere.
    [note] = [line for line in log.splitlines() if "not tied to the nearest road" in line]
    elsewhere = {int(name) for name in re.findall(r"origin (\d+) \(", note)}
    assert len(elsewhere) < 3
    # The whole thing once more, from the original in degrees and the speeds as OpenStreetMap writes them.
    as_it_is, _, _ = run_matrix(
        ORIGINS=points, DESTINATIONS=points, ROADS=raw, SNAP_MAX=3000, CRS=metric,
        **{**directed, "SPEED_FIELD": "maxspeed"},
    )  # fmt: skip

    router = {
        "INPUT": streets, "STRATEGY": 1, "VALUE_FORWARD": "yes", "VALUE_BACKWARD": "-1", "VALUE_BOTH": "no",
        "DEFAULT_DIRECTION": 2, "DEFAULT_SPEED": 50, "TOLERANCE": 0, "OUTPUT": "memory:", **directed,
    }  # fmt: skip

    def place(index):
        return f"{float(x[index])!r},{float(y[index])!r} [EPSG:32610]"

    # QGIS builds the graph anew for each pair, so most pairs are asked from one point to a layer: the same router.
    compared = 0
    for start in range(24):
        found = processing.run(
            "native:shortestpathpointtolayer",
            {**router, "START_POINT": place(start), "END_POINTS": points},
            context=context,
            feedback=quiet,
        )["OUTPUT"]
        theirs = {feature["stop"]: feature["cost"] for feature in found.getFeatures()}
        for end in rng.choice(60, 10, replace=False):
            ours, other = rows[str(start), str(end)][1], theirs.get(str(end))
            if start == end or {start, int(end)} & elsewhere:
                continue
            assert is_null(ours) == is_null(other), (start, end)
            if is_null(ours):
                continue
            assert ours == pytest.approx(other * 60.0, rel=1e-3), (start, end)
            assert as_it_is[str(start), str(end)][1] == pytest.approx(ours, rel=1e-3)
            compared += 1
    assert compared >= 200
    for start, end in ((0, 1), (2, 30), (40, 41)):
        found = processing.run(
            "native:shortestpathpointtopoint",
            {**router, "START_POINT": place(start), "END_POINT": place(end)},
            context=context,
            feedback=quiet,
        )
        assert rows[str(start), str(end)][1] == pytest.approx(found["TRAVEL_COST"] * 60.0, rel=1e-3)
