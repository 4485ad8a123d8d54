"""Cells to write, and all that can be told of what was written."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import numpy as np

EAST, NORTH = 551000.0, 4181000.0


def hexagons(n):
    """n hexagons in rows of 40."""
    angle = np.radians(np.arange(7) * 60)
    shape = np.column_stack([np.cos(angle), np.sin(angle)]) * 57.735
    shape[6] = shape[0]

    def rings(start, end):
        row, col = np.divmod(np.arange(start, end), 40)
        return np.column_stack([EAST + col * 100.1, NORTH - row * 99.9])[:, None, :] + shape

    return rings


def awkward(n):
    """Columns with what is hard to keep: nothing, the ends of the numbers, quotes, other scripts, times."""
    from patrol_planner.processing.layers.writing import Column

    rng = np.random.default_rng(7)
    risk = rng.random(n)
    risk[::5] = np.nan
    risk[1::7] = np.inf
    risk[2::7] = -1e-300
    ints = [2**31 - 1, 1 - 2**31, 0, None, 7]
    texts = ["it's", 'a "quote"', "Ñandú – 東京 🚓", "", None]
    moments = np.datetime64("2024-03-31T02:30:00") + np.arange(n) * np.timedelta64(3601, "s")
    moments[3::4] = np.datetime64("NaT")
    return [
        Column("cell_id", "int", np.arange(n)),
        Column("n", "int", (ints * n)[:n]),
        Column("name", "text", (texts * n)[:n]),
        Column("start", "datetime", moments),
        Column("risk", "float", risk),
        Column("whole", "float", np.arange(n)),
        Column("weight", "float", rng.random(n).astype(np.float32)),
        Column("hot", "int", rng.random(n) < 0.5),
        Column("list", "float", [None, float("nan"), *risk.tolist()][:n]),
    ]


def layer_of(destination):
    from qgis.core import QgsVectorLayer

    layer = QgsVectorLayer(destination, "cells", "ogr")
    assert layer.isValid()
    return layer


def everything(layer):
    """All a user or a program can tell of a layer's features; values with their types."""
    return [
        (
            feature.id(),
            bytes(feature.geometry().asWkb()),
            [(type(value), repr(value)) for value in feature.attributes()],
        )
        for feature in layer.getFeatures()
    ]


def contents(path):
    """All a GeoPackage holds, but for the moment it was written and the way its index is built."""
    found = {}
    with closing(sqlite3.connect(path)) as database:
        tables = database.execute("SELECT type, name, sql FROM sqlite_master ORDER BY type, name").fetchall()
        found["schema"] = tables
        for kind, name, _ in tables:
            if kind == "table" and not name.endswith(("_node", "_rowid", "_parent")):
                rows = database.execute(f'SELECT * FROM "{name.replace(chr(34), chr(34) * 2)}"').fetchall()
                found[name] = sorted(rows, key=repr)
        # GDAL writes the extent with 16 digits.
        found["gpkg_contents"] = [
            (*row[:4], *(value and float(f"{value:.15g}") for value in row[5:])) for row in found["gpkg_contents"]
        ]
        for (table,) in database.execute("SELECT table_name FROM gpkg_geometry_columns").fetchall():
            assert database.execute("SELECT rtreecheck('rtree_' || ? || '_geom')", (table,)).fetchone() == ("ok",)
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert database.execute("PRAGMA foreign_key_check").fetchall() == []
    return found


def mostly_nothing(n):
    """Columns as a grid's: ids, then counts and risks that are 0 in most cells, in stretches of every length."""
    from patrol_planner.processing.layers.writing import Column

    rng = np.random.default_rng(11)
    lengths = rng.integers(1, 60, n + 1)
    some = np.repeat(np.arange(n + 1) % 3 == 0, lengths)[:n]
    risk = np.where(some, rng.random(n), np.where(rng.random(n) < 0.1, -0.0, 0.0))
    risk[some & (rng.random(n) < 0.1)] = np.nan
    count = np.where(some & (rng.random(n) < 0.5), rng.integers(1, 9, n), 0)
    return [
        Column("cell_id", "int", np.arange(n)),
        Column("n", "int", count),
        Column("density", "float", count / 0.01),
        Column("risk", "float", risk),
        Column("weight", "float", count.astype(float)),
    ]


def plain_columns(n):
    from patrol_planner.processing.layers.writing import Column

    return [Column("cell_id", "int", np.arange(n)), Column("risk", "float", np.zeros(n))]


def stop_after(checks):
    """A control that is cancelled at its n-th check, and the progress it reported."""
    from patrol_planner.algorithms.control import Control

    left = iter(range(checks))
    seen = []
    return Control(should_stop=lambda: next(left, None) is None, progress=seen.append), seen
