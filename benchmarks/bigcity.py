"""A made city of many cells as layers: streets in a grid, a forecast by cell and interval, calls, officers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np

CELL_M = 250.0
# A block is so wide and so deep.
BLOCK_M = (200.0, 100.0)
WEST, SOUTH, EPSG = 500_000.0, 3_300_000.0, 32615
DAY, FIRST_HOUR, INTERVAL_HOURS, INTERVALS = "2024-03-08", 8, 2, 6
# Calls of a shift in a city of 10,000 cells.
CALLS = 300
_BLOCKS_A_WAY = 5


def side_m(cells: int) -> float:
    """How wide the square city of so many cells is."""
    return CELL_M * round(cells**0.5)


def write_city(path: Path, cells: int, officers: int, coverage: float = 0.1) -> None:
    """Layers roads, forecast, calls and officers in a GeoPackage, UTM metres; a share of the cells is hot."""
    from osgeo import ogr, osr

    reference = osr.SpatialReference()
    reference.ImportFromEPSG(EPSG)
    package = ogr.GetDriverByName("GPKG").CreateDataSource(str(path))
    side = side_m(cells)
    text, whole, number, moment = ogr.OFTString, ogr.OFTInteger, ogr.OFTReal, ogr.OFTDateTime
    layers: tuple[tuple[str, int, dict[str, int], Iterable[tuple[str, Sequence[Any]]]], ...] = (
        ("roads", ogr.wkbLineString, {"highway": text, "oneway": text}, streets(side)),
        (
            "forecast",
            ogr.wkbPolygon,
            {"cell_id": whole, "start": moment, "end": moment, "hotspot": whole, "weight": number},
            forecast(cells, coverage),
        ),
        ("calls", ogr.wkbPoint, {"time": moment, "priority": whole}, calls(side, round(CALLS * cells / 10_000))),
        ("officers", ogr.wkbPoint, {"officer": text, "shift_on": moment, "shift_off": moment}, team(side, officers)),
    )
    for name, kind, fields, rows in layers:
        layer = package.CreateLayer(name, reference, kind)
        for field, sort in fields.items():
            layer.CreateField(ogr.FieldDefn(field, sort))
        layer.StartTransaction()
        for shape, values in rows:
            feature = ogr.Feature(layer.GetLayerDefn())
            feature.SetGeometryDirectly(ogr.CreateGeometryFromWkt(shape))
            for index, value in enumerate(values):
                feature.SetField(index, value)
            layer.CreateFeature(feature)
        layer.CommitTransaction()


def streets(side: float) -> Iterable[tuple[str, tuple[str, str]]]:
    """Ways of up to five blocks on a grid whose junctions lie a little off it; every tenth street is a primary road,
    every fifth a secondary one; of the others each second one is one-way, and a sixth of their blocks is not there.
    """
    rng = np.random.default_rng(1)
    columns, rows = (round(side / block) + 1 for block in BLOCK_M)
    x = WEST + BLOCK_M[0] * np.arange(columns)[:, None] + rng.normal(0.0, 8.0, (columns, rows))
    y = SOUTH + BLOCK_M[1] * np.arange(rows)[None, :] + rng.normal(0.0, 8.0, (columns, rows))
    for x_of, y_of in ((x, y), (x.T, y.T)):
        for street in range(x_of.shape[1]):
            road = "primary" if street % 10 == 0 else "secondary" if street % 5 == 0 else "residential"
            way = ("yes" if street % 4 == 1 else "-1") if road == "residential" and street % 2 else "no"
            blocks = len(x_of) - 1
            there = (rng.random(blocks) < 5 / 6) | (road != "residential") | (np.arange(blocks) % 10 == 0)
            begin = 0
            while begin < blocks:
                stop = begin
                while stop < blocks and there[stop] and stop - begin < _BLOCKS_A_WAY:
                    stop += 1
                if stop > begin:
                    corners = zip(x_of[begin : stop + 1, street], y_of[begin : stop + 1, street])
                    yield f"LINESTRING({', '.join(f'{east:.2f} {north:.2f}' for east, north in corners)})", (road, way)
                begin = max(stop, begin + 1)


def forecast(cells: int, coverage: float) -> Iterable[tuple[str, tuple[Any, ...]]]:
    """Every cell in every interval: 40 quarters come and go with the hours, and the highest are hot."""
    rng = np.random.default_rng(2)
    count = round(cells**0.5)
    centre, width = rng.uniform(0, count, (40, 2)), rng.uniform(0.015, 0.05, 40) * count
    column, row = np.meshgrid(np.arange(count), np.arange(count))
    far = np.hypot(column[None] - centre[:, 0, None, None], row[None] - centre[:, 1, None, None])
    near = np.exp(-0.5 * (far / width[:, None, None]) ** 2)
    for interval in range(INTERVALS):
        strength = rng.gamma(1.0, 1.0, 40)
        weight = np.tensordot(strength, near, 1) + rng.gamma(0.3, 0.2, (count, count))
        hot = weight >= np.quantile(weight, 1 - coverage)
        start, end = moment(interval * INTERVAL_HOURS), moment((interval + 1) * INTERVAL_HOURS)
        for cell in range(count * count):
            at_row, at_column = divmod(cell, count)
            west, south = WEST + at_column * CELL_M, SOUTH + at_row * CELL_M
            east, north = west + CELL_M, south + CELL_M
            ring = f"{west} {south}, {east} {south}, {east} {north}, {west} {north}, {west} {south}"
            values = (cell, start, end, int(hot[at_row, at_column]), float(weight[at_row, at_column]))
            yield f"POLYGON(({ring}))", values


def calls(side: float, count: int) -> Iterable[tuple[str, tuple[Any, ...]]]:
    """Calls all over the city and the shift."""
    rng = np.random.default_rng(3)
    x, y = rng.uniform(0, side, (2, count))
    hours = np.sort(rng.uniform(0, INTERVALS * INTERVAL_HOURS, count))
    priority = rng.integers(1, 6, count)
    for number in range(count):
        yield _point(x[number], y[number]), (moment(float(hours[number])), int(priority[number]))


def team(side: float, count: int) -> Iterable[tuple[str, tuple[Any, ...]]]:
    """Officers who set out from twelve stations."""
    rng = np.random.default_rng(4)
    stations = rng.uniform(0.1 * side, 0.9 * side, (12, 2))
    for number in range(count):
        x, y = stations[number % len(stations)]
        yield _point(x, y), (f"1A{number + 1}", moment(0), moment(INTERVALS * INTERVAL_HOURS))


def moment(hours: float) -> str:
    """So many hours after the shift begins, as GDAL reads it."""
    start = np.datetime64(f"{DAY}T{FIRST_HOUR:02}:00:00")
    return str(start + np.timedelta64(round(hours * 3600), "s")).replace("-", "/").replace("T", " ")


def _point(x: float, y: float) -> str:
    return f"POINT({WEST + x:.2f} {SOUTH + y:.2f})"
