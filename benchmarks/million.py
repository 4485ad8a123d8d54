"""A million incidents in a GeoPackage, and how much memory a process took at most."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
from pathlib import Path

import numpy as np

POINTS = 1_000_000
WEST, SOUTH, SIDE_M = 550_000.0, 4_170_000.0, 20_000.0


def coordinates() -> tuple[np.ndarray, np.ndarray]:
    """Half clustered, half scattered over 20 × 20 km."""
    rng = np.random.default_rng(1)
    half = POINTS // 2
    centres = rng.uniform(3_000, SIDE_M - 3_000, (40, 2))
    clustered = centres[rng.integers(0, 40, half)] + rng.normal(0, 500, (half, 2))
    xy = np.concatenate([clustered.clip(0, SIDE_M - 1), rng.uniform(0, SIDE_M - 1, (POINTS - half, 2))])
    return WEST + xy[:, 0], SOUTH + xy[:, 1]


def write_incidents(path: Path) -> None:
    """The incidents with a DateTime field ``time`` and a number field ``weight``, EPSG:32610."""
    from osgeo import ogr, osr

    x, y = coordinates()
    rng = np.random.default_rng(2)
    minutes = rng.integers(0, 365 * 1440, POINTS)
    weight = rng.integers(1, 6, POINTS)
    texts = (np.datetime64("2023-01-01T00:00") + minutes).astype(str)
    reference = osr.SpatialReference()
    reference.ImportFromEPSG(32610)
    source = ogr.GetDriverByName("GPKG").CreateDataSource(str(path))
    layer = source.CreateLayer("incidents", reference, ogr.wkbPoint, ["SPATIAL_INDEX=NO"])
    layer.CreateField(ogr.FieldDefn("time", ogr.OFTDateTime))
    layer.CreateField(ogr.FieldDefn("weight", ogr.OFTReal))
    layer.StartTransaction()
    definition = layer.GetLayerDefn()
    for index in range(POINTS):
        feature = ogr.Feature(definition)
        point = ogr.Geometry(ogr.wkbPoint)
        point.AddPoint_2D(x[index], y[index])
        feature.SetGeometryDirectly(point)
        feature.SetField(0, texts[index].replace("-", "/").replace("T", " ") + ":00")
        feature.SetField(1, float(weight[index]))
        layer.CreateFeature(feature)
    layer.CommitTransaction()


def peak_mb() -> float:
    """The most memory this process has held so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024.0


def in_own_process(script: Path, *arguments: str) -> list[float]:
    """Run a benchmark file with arguments in a process of its own; it prints numbers on its last line."""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(script.parent)}
    command = [sys.executable, str(script), *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=environment)
    return [float(word) for word in done.stdout.strip().splitlines()[-1].split()]
