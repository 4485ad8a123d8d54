"""The report of way-points: never an accuracy without what it is to be compared with."""

from __future__ import annotations

import re

import pytest

pytest.importorskip("qgis.core")
pytest.importorskip("sklearn")
pytest.importorskip("matplotlib")
pytest.importorskip("jinja2")


@pytest.fixture
def report(run_algorithm, scattered_incidents, tmp_path):
    def make(n: int = 300, **parameters):
        path = tmp_path / "waypoints.html"
        done = run_algorithm(
            "patrolwaypoints", INCIDENTS=scattered_incidents(n), TIME_FIELD="time", WAYPOINTS="memory:",
            REPORT=str(path), **parameters,
        )  # fmt: skip
        return done, path.read_text(encoding="utf-8")

    return make


def cells(page: str, first: str) -> list[str]:
    """The row of a table whose first cell begins so."""
    return next(
        found
        for row in re.findall(r"<tr[^>]*>(.*?)</tr>", page, re.DOTALL)
        if (found := [re.sub(r"<wbr>", "", cell) for cell in re.findall(r"<td>(.*?)</td>", row)])
        and found[0].startswith(first)
    )


def test_the_back_test_stands_beside_area_cells_and_chance(report):
    done, page = report(EPSILON=200)
    own, busiest = cells(page, "Way-points, each for its own cluster"), cells(page, "The busiest cells of 250 m")
    chance = cells(page, "As many places by chance")
    assert own[3] == f"{done['ACCURACY']:.1f}%" and own[5] == f"{done['COVERED_PERCENT']:.1f}%"
    assert (
        busiest[3] == f"{done['BASELINE_ACCURACY']:.1f}%" and busiest[5] == f"{done['BASELINE_COVERED_PERCENT']:.1f}%"
    )
    assert chance[3] == f"{done['CHANCE_ACCURACY']:.1f}%"
    assert own[1] == busiest[1] == chance[1] == str(cells(page, "Way-points, whichever")[1])
    assert float(own[6]) == pytest.approx(done["ACCURACY"] / done["COVERED_PERCENT"], abs=0.006)


def test_the_elbow_the_map_and_the_probabilities_are_pictures(report):
    done, page = report()
    assert len(re.findall(r'src="data:image/png;base64,[A-Za-z0-9+/=]{2000,}"', page)) == 3
    number = done["CLUSTERS_FOUND"]
    assert f"{number} clusters, chosen by the elbow: of 1 to 20 the number" in page
    assert not re.search(r'(src|href)="(http|//|file)', page), "a report must not load anything"
    assert len(re.findall(r"<tr><td>\d\d:00</td>", page)) == 24


def test_a_turn_has_its_hours_and_a_given_number_says_so(report):
    _, page = report(TURN="morning", CLUSTERS=7)
    assert re.findall(r"<tr><td>(\d\d):00</td>", page) == [f"{hour:02d}" for hour in range(8, 16)]
    assert "7 clusters, as asked for." in page and "Turn 2, 08:00–15:59" in page


def test_the_way_points_are_listed_with_rule_and_fit(report):
    done, page = report(CLUSTERS=2, TEST_SHARE=0)
    for row in done.rows("WAYPOINTS"):
        shown = cells(page, str(row["cluster"]))
        assert shown[1] == f"{row['n']:,}" and shown[2] == row["rule"]
        assert shown[3] == f"{row['distance_m']:,.0f}" and shown[4] == f"{row['r2_x']:.3f}"
    assert "There was no back-test" in page and "accuracy: incidents held out" not in page


def test_many_clusters_fit_the_page(report):
    _, page = report(CLUSTERS=40)
    assert "The 24 largest clusters are shown." in page
