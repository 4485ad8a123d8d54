"""A whole city's incidents, 86,000 robberies, assaults and murders in Houston, as a GeoPackage."""

from __future__ import annotations

import csv
import gzip
import os
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SOURCE = Path(os.environ.get("PATROL_DATA", ROOT.parent / "shared" / "data")) / "houston" / "incidents.csv.gz"


def write_incidents(path: Path) -> None:
    """Those with a place, in degrees, with their time as text in the field ``datetime``."""
    from osgeo import ogr, osr

    reference = osr.SpatialReference()
    reference.ImportFromEPSG(4326)
    reference.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
    dataset = ogr.GetDriverByName("GPKG").CreateDataSource(str(path))
    layer = dataset.CreateLayer("incidents", reference, ogr.wkbPoint)
    for name in ("datetime", "offense"):
        layer.CreateField(ogr.FieldDefn(name, ogr.OFTString))
    layer.StartTransaction()
    with gzip.open(SOURCE, "rt", encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            if not row["lon"]:
                continue
            feature = ogr.Feature(layer.GetLayerDefn())
            point = ogr.Geometry(ogr.wkbPoint)
            point.AddPoint_2D(float(row["lon"]), float(row["lat"]))
            feature.SetGeometryDirectly(point)
            feature.SetField(0, row["datetime"])
            feature.SetField(1, row["offense"])
            layer.CreateFeature(feature)
    layer.CommitTransaction()
