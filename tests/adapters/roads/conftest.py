"""A street and three places on it."""

from __future__ import annotations

import pytest
from matrixlayers import places, roads


@pytest.fixture
def street(qgis_app):
    """600 m east, then 600 m north, 36 km/h; the second leg one-way north."""
    return roads(
        ("LineString(500000 4000000, 500600 4000000)", None, "36", None),
        ("LineString(500600 4000000, 500600 4000600)", "yes", "36", None),
    )


@pytest.fixture
def three(qgis_app):
    return places(("Point(500000 4000000)", "A"), ("Point(500300 4000010)", "B"), ("Point(500600 4000600)", "C"))
