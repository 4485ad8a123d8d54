"""What a plan makes its study area of where none is given."""

from __future__ import annotations

import numpy as np
import pytest

pytest.importorskip("qgis.core")


@pytest.fixture
def with_more(make_layer, incidents):
    """The incidents, and more at places of one's own."""

    def make(*places: tuple[float, float]):
        rows = [(feature.geometry().asWkt(), feature["time"]) for feature in incidents().getFeatures()]
        return make_layer("Point", ["time:datetime"], [*rows, *((f"Point({x} {y})", rows[0][1]) for x, y in places)])

    return make


def box_of(layer) -> tuple[float, float, float, float]:
    box = layer.extent()
    return box.xMinimum(), box.yMinimum(), box.xMaximum(), box.yMaximum()


def test_the_box_of_the_roads(plan, streets):
    found = plan(AREA_FROM="roads", ROUTE=None, STOPS=None)
    of_roads, of_grid = np.array(box_of(streets)), np.array(box_of(found.layer("GRID")))
    # A street in the north sticks out; cells that overlap the box belong to it.
    assert (np.abs(of_grid - of_roads) <= (0, 0, 250, 600)).all()
    assert "outside the study area" in found.log and found["INCIDENTS_USED"] < 400


def test_without_roads_it_is_the_incidents_extent(plan):
    whole, of_none = (plan(AREA_FROM=one, ROADS=None, DIRECTION_FIELD=None) for one in ("incidents", "roads"))
    assert box_of(whole.layer("GRID")) == box_of(of_none.layer("GRID"))


def test_most_incidents_are_all_of_them_where_cells_stay_few(plan, with_more):
    record = with_more((557000, 4187000))
    whole, most = (plan(INCIDENTS=record, AREA_FROM=one) for one in ("incidents", "most_incidents"))
    assert box_of(whole.layer("GRID")) == box_of(most.layer("GRID"))
    assert "at each side" not in most.log


def test_a_few_far_incidents_do_not_make_cells_large(plan, with_more):
    record = with_more((557000, 4187000), (556500, 4186500), (557200, 4187300))
    whole, most = (plan(INCIDENTS=record, AREA_FROM=one, CELL_SIZE=50) for one in ("incidents", "most_incidents"))
    assert whole["CELL_SIZE_USED"] > 50 and most["CELL_SIZE_USED"] == 50
    assert "without the outermost 1% at each side" in most.log
    assert box_of(most.layer("GRID"))[2] < 554000
    assert most["INCIDENTS_USED"] + most["RISK_SKIPPED"] == 403


@pytest.mark.parametrize("place", [(0, 0), (-1, -1), (900000, 9000000)])
def test_places_that_stand_for_none_do_not_count(plan, with_more, place):
    found = plan(INCIDENTS=with_more(*[place] * 40), AREA_FROM="most_incidents", CELL_SIZE=50, ROUTE=None, STOPS=None)
    west, south, east, north = box_of(found.layer("GRID"))
    assert 550000 < west < east < 554000 and 4180000 < south < north < 4184000
