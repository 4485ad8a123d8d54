"""SQLite's R-tree, the spatial index of a GeoPackage, built at once from all its boxes.

SQLite itself takes in one box after another and splits what is full: 16 µs each, more than half of the time that a
layer of cells takes to be written. Here the boxes are sorted into tiles, and each node is put together as SQLite stores
it. GDAL since 3.7 builds an index in bulk too, but only of rows that are committed, in twice the time, and within one
call that nobody can cancel (of 2,000,000 polygons, where grids have up to 5,000,000 cells, 6 s).
Source: Leutenegger, Lopez and Edgington, STR: a simple and efficient algorithm for R-tree packing, ICDE 1997; how
SQLite stores a node stands in its ext/rtree/rtree.c.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

ROOT = 1
_HEAD_BYTES = 4
_ENTRY = np.dtype([("id", ">i8"), ("box", ">f4", 4)])
# So many nodes are put together at a time, to hold few of them at once.
_NODES_AT_ONCE = 2000
# By which SQLite moves a coordinate that single precision has put on the wrong side.
_TOWARDS_ZERO, _FROM_ZERO = 1.0 - 2.0**-23, 1.0 + 2.0**-23


@dataclass(frozen=True)
class _Level:
    """One level of nodes: their entries node by node (ids (m,) and boxes (m, 4)), ``starts`` (nodes + 1,) among these,
    and the number of the first node; the others follow.
    """

    ids: np.ndarray
    boxes: np.ndarray
    starts: np.ndarray
    first: int

    @property
    def numbers(self) -> np.ndarray:
        """The number of each node."""
        return self.first + np.arange(len(self.starts) - 1)

    def node_of_entries(self) -> np.ndarray:
        """The number of the node each entry is in: (m,)."""
        return np.repeat(self.numbers, np.diff(self.starts))

    def node_boxes(self) -> np.ndarray:
        """The box around each node: (nodes, 4)."""
        least = np.minimum.reduceat(self.boxes, self.starts[:-1])
        most = np.maximum.reduceat(self.boxes, self.starts[:-1])
        return np.column_stack([least[:, 0], most[:, 1], least[:, 2], most[:, 3]])


class PackedRTree:
    """The nodes of an R-tree over the boxes of the rows 1 to n, ready for SQLite's three tables of it.

    ``boxes``: float32 (n, 4), west, east, south, north of each row, as ``outward`` makes them; at least one.
    ``node_bytes``: how large SQLite has made this table's nodes. ``check``: called every so often, may raise.
    """

    def __init__(self, boxes: np.ndarray, node_bytes: int, check: Callable[[], None]) -> None:
        self._node_bytes, self._check = node_bytes, check
        self._room = (node_bytes - _HEAD_BYTES) // _ENTRY.itemsize
        self._levels: list[_Level] = []
        ids, first = np.arange(1, len(boxes) + 1), ROOT + 1
        while len(ids) > self._room:
            order = _in_tiles(boxes, self._room, check)
            nodes = math.ceil(len(ids) / self._room)
            # Even shares, so that no node is left nearly empty.
            starts = np.arange(nodes + 1) * len(ids) // nodes
            self._levels.append(_Level(ids[order], boxes[order], starts, first))
            ids, boxes = self._levels[-1].numbers, self._levels[-1].node_boxes()
            first += nodes
        self._levels.append(_Level(ids, boxes, np.array([0, len(ids)]), ROOT))

    def leaf_of_rows(self) -> np.ndarray:
        """The number of the node each row is in, from row 1 on: int64 (n,)."""
        leaves = self._levels[0]
        found = np.empty(len(leaves.ids), dtype=np.int64)
        found[leaves.ids - 1] = leaves.node_of_entries()
        return found

    def parents(self) -> Iterator[tuple[int, int]]:
        """The number of each node but the root, and of the node above it."""
        for level in self._levels[1:]:
            yield from zip(level.ids.tolist(), level.node_of_entries().tolist())

    def nodes(self) -> Iterator[tuple[int, bytes]]:
        """The number and the bytes of each node."""
        for level in self._levels:
            depth = len(self._levels) - 1 if level.first == ROOT else 0
            for start in range(0, len(level.starts) - 1, _NODES_AT_ONCE):
                self._check()
                starts = level.starts[start : start + _NODES_AT_ONCE + 1]
                yield from zip(level.numbers[start:].tolist(), self._as_bytes(level, starts, depth))

    def _as_bytes(self, level: _Level, starts: np.ndarray, depth: int) -> list[bytes]:
        """Nodes as SQLite stores them: depth (of the root alone), number of entries, the entries, zeros."""
        counts = np.diff(starts)
        whole = np.zeros((len(counts), self._node_bytes), dtype=np.uint8)
        whole[:, :_HEAD_BYTES] = np.column_stack([np.full(len(counts), depth), counts]).astype(">u2").view(np.uint8)
        entries = np.empty(starts[-1] - starts[0], dtype=_ENTRY)
        entries["id"], entries["box"] = level.ids[starts[0] : starts[-1]], level.boxes[starts[0] : starts[-1]]
        filled = np.zeros((len(counts), self._room), dtype=_ENTRY)
        filled[np.arange(self._room) < counts[:, None]] = entries
        used = _HEAD_BYTES + self._room * _ENTRY.itemsize
        whole[:, _HEAD_BYTES:used] = filled.view(np.uint8).reshape(len(counts), -1)
        return whole.view(f"V{self._node_bytes}").ravel().tolist()


def outward(boxes: np.ndarray) -> np.ndarray:
    """Boxes (n, 4), west, east, south, north, in single precision and never smaller than they were.

    Rounded as SQLite rounds them, so that its index has the same boxes.
    """
    narrow = boxes.astype(np.float32)
    away = np.where(boxes < 0, _FROM_ZERO, _TOWARDS_ZERO)
    away[:, 1::2] = np.where(boxes[:, 1::2] < 0, _TOWARDS_ZERO, _FROM_ZERO)
    wrong = narrow > boxes
    wrong[:, 1::2] = narrow[:, 1::2] < boxes[:, 1::2]
    return np.where(wrong, (boxes * away).astype(np.float32), narrow)


def _in_tiles(boxes: np.ndarray, room: int, check: Callable[[], None]) -> np.ndarray:
    """The order of boxes in which every ``room`` of them lie in one tile: strips from south to north, each from west to
    east.
    """
    x, y = boxes[:, 0] + boxes[:, 1], boxes[:, 2] + boxes[:, 3]
    in_strip = room * math.ceil(math.sqrt(len(boxes) / room))
    order = np.argsort(y, kind="stable")
    for start in range(0, len(order), in_strip):
        check()
        strip = order[start : start + in_strip]
        order[start : start + in_strip] = strip[np.argsort(x[strip], kind="stable")]
    return order
