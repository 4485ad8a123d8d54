"""The spatial index packed at once: it answers as one that SQLite has built row by row."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import numpy as np
import pytest

pytest.importorskip("qgis.core")


@pytest.mark.parametrize("n", [1, 51, 52, 2601, 2602, 20_000])
def test_a_packed_index_answers_as_sqlites_own(n):
    from patrol_planner.processing.geopackage.packedrtree import PackedRTree, outward

    rng = np.random.default_rng(n)
    low = rng.uniform(-1e6, 1e6, (n, 2))
    high = low + rng.uniform(0, 1e4, (n, 2))
    boxes = np.column_stack([low[:, 0], high[:, 0], low[:, 1], high[:, 1]])
    with closing(sqlite3.connect(":memory:")) as database:
        for name in ("own", "packed"):
            database.execute(f"CREATE VIRTUAL TABLE {name} USING rtree(id, west, east, south, north)")
        database.executemany("INSERT INTO own VALUES (?, ?, ?, ?, ?)", zip(range(1, n + 1), *boxes.T.tolist()))
        (size,) = database.execute("SELECT length(data) FROM packed_node").fetchone()
        tree = PackedRTree(outward(boxes), size, lambda: None)
        database.executemany("INSERT OR REPLACE INTO packed_node VALUES (?, ?)", tree.nodes())
        database.executemany("INSERT INTO packed_parent VALUES (?, ?)", tree.parents())
        leaves = tree.leaf_of_rows().tolist()
        database.executemany("INSERT INTO packed_rowid VALUES (?, ?)", zip(range(1, n + 1), leaves))
        assert database.execute("SELECT rtreecheck('packed')").fetchone() == ("ok",)
        both = [database.execute(f"SELECT * FROM {name} ORDER BY id").fetchall() for name in ("own", "packed")]
        assert both[0] == both[1]
        for west, south in rng.uniform(-1e6, 1e6, (20, 2)).tolist():
            window = (west, west + 3e5, south, south + 3e5)
            found = [
                database.execute(
                    f"SELECT id FROM {name} WHERE east >= ? AND west <= ? AND north >= ? AND south <= ? ORDER BY id",
                    window,
                ).fetchall()
                for name in ("own", "packed")
            ]
            assert found[0] == found[1]
        # It goes on living as any other.
        database.execute("DELETE FROM packed WHERE id % 3 = 0")
        database.executemany(
            "INSERT INTO packed SELECT id + 1000000, west, east, south, north FROM own WHERE ?", [(1,)]
        )
        assert database.execute("SELECT rtreecheck('packed')").fetchone() == ("ok",)


def test_boxes_never_shrink_in_single_precision():
    from patrol_planner.processing.geopackage.packedrtree import outward

    boxes = np.random.default_rng(3).uniform(-1e7, 1e7, (10_000, 4))
    narrow = outward(boxes)
    assert narrow.dtype == np.float32
    assert (narrow[:, ::2] <= boxes[:, ::2]).all()
    assert (narrow[:, 1::2] >= boxes[:, 1::2]).all()
    assert np.abs(narrow - boxes).max() < 2
