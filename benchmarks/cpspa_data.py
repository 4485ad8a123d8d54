"""What CPSPA is measured on: the incidents and districts of San Francisco, and one made-up sector, as GeoPackages."""

from __future__ import annotations

import csv
import gzip
import os
from pathlib import Path

import numpy as np

DATA = Path(os.environ.get("PATROL_DATA", Path(__file__).resolve().parent.parent.parent / "shared" / "data")) / "sf"
# One sector of the paper's size.
INCIDENTS, CLUSTERS = 1539, 15


def write_city(folder: Path) -> Path:
    """All incidents with a place, as points in degrees with their time as text."""
    with gzip.open(DATA / "incidents.csv.gz", "rt", encoding="utf-8", newline="") as lines:
        read = [row for row in csv.DictReader(lines) if row["lon"]]
    path = folder / "incidents.gpkg"
    write_points(path, 4326, [(float(row["lon"]), float(row["lat"]), row["datetime"]) for row in read])
    return path


def write_points(path: Path, code: int, points: list[tuple[float, float, str]]) -> None:
    """Points with a text field ``datetime``.

    path: a GeoPackage.
    code: of the CRS, by EPSG.
    points: x, y and time of each.
    """
    from osgeo import ogr, osr

    reference = osr.SpatialReference()
    reference.ImportFromEPSG(code)
    reference.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
    dataset = ogr.GetDriverByName("GPKG").CreateDataSource(str(path))
    layer = dataset.CreateLayer(path.stem, reference, ogr.wkbPoint)
    layer.CreateField(ogr.FieldDefn("datetime", ogr.OFTString))
    layer.StartTransaction()
    for x, y, moment in points:
        feature = ogr.Feature(layer.GetLayerDefn())
        point = ogr.Geometry(ogr.wkbPoint)
        point.AddPoint_2D(x, y)
        feature.SetGeometryDirectly(point)
        feature.SetField(0, moment)
        layer.CreateFeature(feature)
    layer.CommitTransaction()


def write_district(folder: Path, name: str) -> Path:
    """One police district."""
    from qgis import processing

    path = folder / f"{name.lower()}.gpkg"
    processing.run(
        "native:extractbyexpression",
        {
            "INPUT": str(DATA / "police_districts.geojson"),
            "EXPRESSION": f"\"district\" = '{name}'",
            "OUTPUT": str(path),
        },
    )
    return path


def write_sector(path: Path) -> None:
    """Incidents of half a year around as many places as there will be way-points, in 36 km² amid the streets."""
    rng = np.random.default_rng(1)
    centres = rng.uniform(3000, 9000, (CLUSTERS, 2)) + (500_000, 4_000_000)
    xy = centres[rng.integers(0, CLUSTERS, INCIDENTS)] + rng.normal(0, 250, (INCIDENTS, 2))
    minutes = np.sort(rng.integers(0, 184 * 1440, INCIDENTS)).astype("timedelta64[m]")
    moments = [str(moment) for moment in np.datetime64("2017-07-01T00:00") + minutes]
    write_points(path, 32610, [(x, y, moment) for (x, y), moment in zip(xy.tolist(), moments)])
