"""Filling an empty GeoPackage table with polygons of one ring, some six times faster than feature by feature.

QGIS has made the table: its place, name, fields, types and CRS are those of every output. Here only the rows, the
spatial index and what the GeoPackage notes of both are added, in one transaction: all of it is there in the end, or the
table is as empty as it was. SQL with a table's name in it is put together by SQLite, which knows how to quote one.
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from qgis.core import QgsProviderRegistry

from ...algorithms.errors import PatrolError
from ..layers.geometries import polygon_wkb
from ..layers.writing import Column, attribute_values
from .packedrtree import PackedRTree, outward

if TYPE_CHECKING:
    import sqlite3

    from ...algorithms.control import Control

# Rows are made this many at a time, to hold few of Python's objects at once.
_PIECE = 10_000
# SQLite before 3.32 takes 999 values in a statement.
_AT_ONCE = 10
# Rows whose last columns are 0 are told apart where they are so large a share of all.
_WORTH_IT = 0.3
# The share of the time that goes into the rows; the rest goes into the index.
_ROWS_SHARE = 0.8
# What QGIS puts into a field of whole numbers; for anything beyond it has a message.
_INT_LEAST, _INT_MOST = -(2**31) + 1, 2**31 - 1
# "GP", version 0; little-endian, with an envelope of x and y.
_BLOB_MAGIC = b"GP\x00\x03"
# Of a table, a number of rows and how many of its columns have values; the rest are 0. SQLite looks up the last id for
# each statement: one by one, rows take half as long again. To hand over a value takes as long as to store it.
_ROWS = """WITH RECURSIVE
    places(row) AS (SELECT group_concat(CASE WHEN cid < ?3 THEN '?' ELSE '0' END) FROM pragma_table_info(?1)),
    numbers(number) AS (SELECT 1 UNION ALL SELECT number + 1 FROM numbers WHERE number < ?2)
    SELECT printf('INSERT INTO "%w" VALUES %s', ?1, group_concat('(' || row || ')')) FROM places, numbers"""
_NODE_SIZE = """SELECT printf('SELECT length(data) FROM "rtree_%w_%w_node" WHERE nodeno = 1', ?1, ?2)"""
_NODE = """SELECT printf('INSERT OR REPLACE INTO "rtree_%w_%w_node" VALUES (?, ?)', ?1, ?2)"""
_LEAF = """SELECT printf('INSERT INTO "rtree_%w_%w_rowid" VALUES (?, ?)', ?1, ?2)"""
_PARENT = """SELECT printf('INSERT INTO "rtree_%w_%w_parent" VALUES (?, ?)', ?1, ?2)"""
_TRIGGERS = """SELECT printf('DROP TRIGGER "%w"', name), sql FROM sqlite_master
    WHERE type = 'trigger' AND lower(tbl_name) = lower(?)"""
_IS_INDEXED = """SELECT count(*) FROM gpkg_extensions
    WHERE lower(table_name) = lower(?) AND column_name = ? AND extension_name = 'gpkg_rtree_index'"""
_EXTENT = """UPDATE gpkg_contents SET min_x = ?, max_x = ?, min_y = ?, max_y = ?,
    last_change = strftime('%Y-%m-%dT%H:%M:%fZ', 'now') WHERE table_name = ?"""
_COUNT = "UPDATE gpkg_ogr_contents SET feature_count = ? WHERE table_name = ?"


@dataclass(frozen=True)
class EmptyTable:
    """A GeoPackage table without a row: where it is, its geometry column and the number of its CRS there."""

    name: str
    geometry: str
    srs_id: int


def plain_path(destination: str, columns: Sequence[Column]) -> tuple[str, str] | None:
    """The GeoPackage and the table of a sink's destination ("" where it has but one), or None where rows must go
    through the sink: another format, or whole numbers too large for the field, which the sink refuses.
    """
    parts = QgsProviderRegistry.instance().decodeUri("ogr", destination)
    path = str(parts.get("path") or "")
    if not path.lower().endswith(".gpkg") or not Path(path).is_file() or not _sqlite_is_able():
        return None
    if not all(_fits(column) for column in columns):
        return None
    return path, str(parts.get("layerName") or "")


def _fits(column: Column) -> bool:
    """Whether the values of a column are such that a GeoPackage holds them as they are."""
    if column.kind != "int" or not len(column.values):
        return True
    values = column.values
    if not isinstance(values, np.ndarray) or values.dtype.kind not in "iu":
        values = [value for value in attribute_values(column) if value is not None] or [0]
    return bool(np.min(values) >= _INT_LEAST and np.max(values) <= _INT_MOST)


@lru_cache(maxsize=1)
def _sqlite_is_able() -> bool:
    """Whether this Python's SQLite knows R-trees and lets their inner tables be written (Apple's does not)."""
    try:
        import sqlite3
    except ImportError:
        return False
    database = sqlite3.connect(":memory:")
    try:
        database.execute("CREATE VIRTUAL TABLE probe USING rtree(id, west, east, south, north)")
        database.execute("UPDATE probe_node SET data = data")
        insert = database.execute(_ROWS, ("probe", 2, 4)).fetchone()[0]
        return insert == 'INSERT INTO "probe" VALUES (?,?,?,?,0),(?,?,?,?,0)'
    except sqlite3.Error:
        return False
    finally:
        database.close()


def fill_table(
    path: str,
    name: str,
    columns: Sequence[Column],
    rings: Callable[[int, int], np.ndarray],
    control: Control,
    label: str,
) -> bool:
    """Write one polygon per row into an empty table; False, with nothing done, where the table is not as expected.

    path: of the GeoPackage.
    name: of the table; "" for the only one.
    columns: the fields, with their values.
    rings: first and end row → float64 (rows, vertices, 2), the first vertex of a ring again as its last.
    control: progress and stop.
    label: of the output, for errors.

    Raises PatrolError when it cannot be written, Cancelled after a cancel; nothing is written then.
    """
    import sqlite3

    database = sqlite3.connect(path, isolation_level=None)
    try:
        database.execute("BEGIN IMMEDIATE")
        table = _empty_table(database, name, columns)
        if table is not None:
            _fill(database, table, columns, rings, control)
        database.execute("COMMIT")
        return table is not None
    except sqlite3.Error as error:
        raise PatrolError(
            "{label}: the output cannot be written ({why}). Check that the disk is not full and that {path} is not "
            "open in another program, or choose another place.",
            label=label,
            why=error,
            path=path,
        ) from error
    finally:
        # What is not committed by now is rolled back.
        database.close()


def _empty_table(database: sqlite3.Connection, name: str, columns: Sequence[Column]) -> EmptyTable | None:
    """The table as the sink has left it, or None where it is not what rows, index and notes can be put into blindly."""
    layers = database.execute("SELECT table_name, column_name, srs_id FROM gpkg_geometry_columns").fetchall()
    found = [EmptyTable(*layer) for layer in layers if name in ("", layer[0])]
    if len(found) != 1:
        return None
    table = found[0]
    fields = database.execute("SELECT name, pk FROM pragma_table_info(?) ORDER BY cid", (table.name,)).fetchall()
    expected = [(table.geometry, 0), *((column.name, 0) for column in columns)]
    # SQLite notes there the greatest id a table ever had.
    used = database.execute("SELECT count(*) FROM sqlite_sequence WHERE name = ?", (table.name,)).fetchone()
    indexed = database.execute(_IS_INDEXED, (table.name, table.geometry)).fetchone()
    if fields[1:] != expected or fields[0][1] != 1 or used != (0,) or indexed != (1,):
        return None
    return table


def _fill(
    database: sqlite3.Connection,
    table: EmptyTable,
    columns: Sequence[Column],
    rings: Callable[[int, int], np.ndarray],
    control: Control,
) -> None:
    """Rows, index and notes, within the transaction of fill_table.

    database: open, the transaction begun.
    table: in it, as expected.
    columns: the fields, with their values.
    rings: as fill_table takes them.
    control: progress and stop.
    """
    total = len(columns[0].values)
    if total == 0:
        return
    # They would count and index row by row; and they call functions that only GDAL has.
    triggers = database.execute(_TRIGGERS, (table.name,)).fetchall()
    for drop, _ in triggers:
        database.execute(drop)
    boxes = np.empty((total, 4))
    for width, piece in _rows(columns, rings, table.srs_id, boxes, control.part(0.0, _ROWS_SHARE)):
        several, one = (database.execute(_ROWS, (table.name, rows, width)).fetchone()[0] for rows in (_AT_ONCE, 1))
        rest = len(piece) - len(piece) % (_AT_ONCE * width)
        database.executemany(several, _split(piece, 0, rest, _AT_ONCE * width))
        database.executemany(one, _split(piece, rest, len(piece), width))
    _index(database, table, outward(boxes), control.part(_ROWS_SHARE, 1.0))
    least, most = boxes.min(axis=0).tolist(), boxes.max(axis=0).tolist()
    database.execute(_EXTENT, (least[0], most[1], least[2], most[3], table.name))
    database.execute(_COUNT, (total, table.name))
    for _, create in triggers:
        database.execute(create)
    control.check()


def _rows(
    columns: Sequence[Column],
    rings: Callable[[int, int], np.ndarray],
    srs_id: int,
    boxes: np.ndarray,
    control: Control,
) -> Iterator[tuple[int, list[Any]]]:
    """The values of some thousand rows after another, row by row: feature id from 1 on, geometry, attributes.

    columns: the fields, with their values (n,).
    rings: first and end row → their outlines, as fill_table takes them.
    srs_id: the number of the CRS in the GeoPackage.
    boxes: (n, 4), filled in on the way.
    control: progress and stop.

    With the number of values a row has: fewer than columns where all further ones are 0.
    """
    total = len(boxes)
    leading, bare = _bare_rows(columns, total)
    for start in range(0, total, _PIECE):
        control.step(start, total)
        end = min(start + _PIECE, total)
        xy = rings(start, end)
        boxes[start:end] = _boxes(xy)
        ids, blobs = range(start + 1, end + 1), _blobs(xy, boxes[start:end], srs_id)
        wanted = columns[:leading] if bare[start:end].all() else columns
        by_column = [ids, blobs, *(_stored_values(column.part(start, end)) for column in wanted)]
        for first, last, is_bare in _runs(bare[start:end]):
            width = leading + 2 if is_bare else len(by_column)
            values = [None] * ((last - first) * width)
            for place, column_values in enumerate(by_column[:width]):
                values[place::width] = column_values[first:last]
            yield width, values


def _bare_rows(columns: Sequence[Column], total: int) -> tuple[int, np.ndarray]:
    """How many columns come before the last ones that are mostly 0, and the rows in which all of those are: bool (n,).

    Most cells of a grid have no incident, and neither density nor risk.
    """
    bare = np.ones(total, dtype=bool)
    leading = len(columns)
    for column in reversed(columns):
        values = column.values
        if column.kind not in ("int", "float") or not isinstance(values, np.ndarray) or values.dtype.kind not in "iuf":
            break
        both = bare & (values == 0)
        if both.mean() < _WORTH_IT:
            break
        bare, leading = both, leading - 1
    return leading, bare if leading < len(columns) else np.zeros(total, dtype=bool)


def _runs(bare: np.ndarray) -> Iterator[tuple[int, int, bool]]:
    """The stretches of rows that are bare or not: first, end, which. Short bare ones count to their surroundings."""
    edges = np.flatnonzero(np.diff(bare)) + 1
    starts, ends = np.append(0, edges), np.append(edges, len(bare))
    long = bare[starts] & (ends - starts >= _AT_ONCE)
    first = 0
    for start, end in zip(starts[long].tolist(), ends[long].tolist()):
        if start > first:
            yield first, start, False
        yield start, end, True
        first = end
    if first < len(bare):
        yield first, len(bare), False


def _split(values: list[Any], start: int, end: int, size: int) -> Iterator[list[Any]]:
    return (values[first : first + size] for first in range(start, end, size))


def _boxes(xy: np.ndarray) -> np.ndarray:
    """West, east, south and north of rings (n, vertices, 2): (n, 4)."""
    # Vertex by vertex: NumPy is slow along a short axis.
    by_vertex = np.ascontiguousarray(xy.transpose(1, 2, 0))
    least, most = by_vertex.min(axis=0), by_vertex.max(axis=0)
    return np.stack([least[0], most[0], least[1], most[1]], axis=1)


def _blobs(xy: np.ndarray, boxes: np.ndarray, srs_id: int) -> list[bytes]:
    """Polygons as a GeoPackage stores them: header with the box, then WKB."""
    head = np.frombuffer(_BLOB_MAGIC + struct.pack("<i", srs_id), dtype=np.uint8)
    box = np.ascontiguousarray(boxes, dtype="<f8").view(np.uint8)
    whole = np.hstack([np.broadcast_to(head, (len(xy), len(head))), box, polygon_wkb(xy)])
    return whole.view(f"V{whole.shape[1]}").ravel().tolist()


def _stored_values(column: Column) -> list[Any]:
    """The values of a column as GDAL stores them; a time as text, by the clock on the wall, without a zone."""
    if column.kind != "datetime":
        return attribute_values(column)
    moments = np.asarray(column.values, dtype="datetime64[s]")
    texts = np.datetime_as_string(moments, unit="ms").tolist()
    return [None if missing else text for text, missing in zip(texts, np.isnat(moments).tolist())]


def _index(database: sqlite3.Connection, table: EmptyTable, boxes: np.ndarray, control: Control) -> None:
    """Fill in the spatial index, which is empty so far."""

    def statement(text: str) -> str:
        return database.execute(text, (table.name, table.geometry)).fetchone()[0]

    control.step(0, 1)
    tree = PackedRTree(boxes, database.execute(statement(_NODE_SIZE)).fetchone()[0], control.check)
    database.executemany(statement(_NODE), tree.nodes())
    database.executemany(statement(_PARENT), tree.parents())
    database.executemany(statement(_LEAF), chain.from_iterable(_counted(tree.leaf_of_rows(), control)))


def _counted(leaves: np.ndarray, control: Control) -> Iterator[Iterable[tuple[int, int]]]:
    """The id of each row and the node it is in, piece by piece."""
    for start in range(0, len(leaves), _PIECE):
        control.step(start, len(leaves))
        yield zip(range(start + 1, len(leaves) + 1), leaves[start : start + _PIECE].tolist())
