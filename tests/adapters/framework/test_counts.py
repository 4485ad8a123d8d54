"""The counts of a run: what several inputs leave out adds up, however it is told."""

from __future__ import annotations

import pytest

pytest.importorskip("qgis.core")


def test_nothing_left_out_is_lost():
    from patrol_planner.processing.framework.run import Counts

    counts = Counts()
    counts.tell(nodes=5, skipped=2)
    counts.skip(3)
    counts.tell(calls=1, skipped=4, nodes=6)
    assert (counts.skipped, counts.of("nodes"), counts.of("roads")) == (9, 6, 0)
    assert counts.record() == {"nodes": 6, "skipped": 9, "calls": 1}
