"""The page of a route: its numbers are those of the outputs, every method of the registry has its row."""

from __future__ import annotations

import re
from html import unescape

import pytest
from routestops import THREE
from streetgrid import at

pytest.importorskip("qgis.core")
pytest.importorskip("matplotlib")
pytest.importorskip("jinja2")


@pytest.fixture
def plan(plan):
    """Always on to the nearest stop, so that the route is known by hand."""
    return lambda rows, **given: plan(rows, **{"METHOD": "nearest", **given})


@pytest.fixture
def reported(plan, tmp_path):
    """Rows of stops and parameters → Outcome and the page."""

    def run(rows=THREE, **parameters):
        path = tmp_path / "route.html"
        outcome = plan(rows, REPORT=str(path), **parameters)
        assert outcome["REPORT"] == str(path)
        return outcome, path.read_text(encoding="utf-8")

    return run


def table(page, heading):
    """The rows of the table under a heading, the first its names."""
    part = page.split(f"<h2>{heading}</h2>")[1].split("</table>")[0]
    rows = re.findall(r"<tr[^>]*>(.*?)</tr>", part, re.DOTALL)
    cells = [re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.DOTALL) for row in rows]
    return [[unescape(cell.replace("<wbr>", "")) for cell in row] for row in cells]


def columns(page, heading):
    names, *rows = table(page, heading)
    return [dict(zip(names, row)) for row in rows]


def test_the_numbers_are_those_of_the_outputs(reported):
    outcome, page = reported(RETURN=True)
    stops = columns(page, "Timetable")
    assert [row["Stop"] for row in stops] == ["Start", "near", "middle", "far", "Back at the start"]
    for row, visit in zip(stops[1:-1], outcome.rows("VISITS")):
        assert (row["No."], row["Arrive"], row["Leave"]) == (
            str(visit["seq"]), visit["arrive"].toString("HH:mm"), visit["depart"].toString("HH:mm"),
        )  # fmt: skip
        assert float(row["Priority"]) == visit["priority"]
    legs = columns(page, "Legs")
    for row, leg in zip(legs, outcome.rows("ROUTE")):
        assert (float(row["km"]), float(row["min"])) == pytest.approx((leg["km"], leg["minutes"]))
        assert row["Leave"] == leg["depart"].toString("HH:mm")
    assert sum(float(row["km"]) for row in legs) == pytest.approx(outcome["KM"])
    assert (legs[0]["From"], legs[-1]["To"]) == ("Start", "Start")
    this = columns(page, "All methods")[0]
    assert this["Method"] == "Nearest stop (this plan)"
    assert [float(this[name]) for name in ("Stops", "Priority", "km", "Driving (min)")] == pytest.approx(
        [outcome[name] for name in ("VISITED", "SCORE", "KM", "MINUTES")], abs=0.05
    )
    # More than all stops nobody visits.
    assert this["Gap (%)"] == "0.0"
    # From far at 8:38 it is eight minutes to the start.
    assert this["Over at"] == "08:46" and "<dd>08:46</dd>" in page
    assert f"<dd>{outcome['KM']:,.1f} km</dd>" in page
    assert len(re.findall(r'src="data:image/png;base64,[A-Za-z0-9+/=]{2000,}"', page)) == 1
    # Nobody waits, and no probabilities are known.
    assert "Wait (min)" not in stops[0] and "Probability" not in legs[0] and "Mean probability" not in this


def test_every_method_and_the_order_of_the_layer_are_compared(reported):
    from patrol_planner.algorithms.route.planners import PLANNERS

    outcome, page = reported(PROBABILITIES=None)
    rows = {row["Method"]: row for row in columns(page, "All methods")}
    titles = [method.title for method in PLANNERS if method.word != "nearest"]
    assert list(rows) == [
        "Nearest stop (this plan)", *titles, "In the order of the layer", "In order of priority alone",
    ]  # fmt: skip
    # Far, near, middle: 8, 7 and 2 blocks of 600 m.
    layer = rows["In the order of the layer"]
    assert (layer["Stops"], layer["km"], layer["Driving (min)"], layer["Over at"]) == ("3", "10.2", "17", "08:47")
    baseline = rows["In order of priority alone"]
    assert (float(baseline["km"]), int(baseline["Stops"])) == pytest.approx(
        (outcome["BASELINE_KM"], outcome["BASELINE_VISITED"])
    )
    for method in PLANNERS:
        for needed in method.needs:
            assert method.word == "nearest" or rows[method.title]["Stops"] == "–", needed
    assert "for 5 seconds at most" in page


def test_a_shorter_time_limit_is_that_of_all(reported):
    assert "for 2 seconds at most" in reported(TIME_LIMIT=2)[1]


def test_probabilities_stand_beside_the_legs(reported, make_layer):
    rows = [(None, 5, 8, "near", 0.25), (None, 5, 8, "far", 0.75)]
    known = make_layer("NoGeometry", ["day:integer", "hour:integer", "cluster:string", "prob:double"], rows)
    _, page = reported(PROBABILITIES=known)
    assert [row["Probability"] for row in columns(page, "Legs")] == ["0.25", "0.00", "0.75"]
    assert columns(page, "All methods")[0]["Mean probability"] == "0.33"


def test_where_another_method_collects_more_the_page_says_so(reported):
    outcome, page = reported(SHIFT_HOURS=25 / 60)
    assert outcome["BASELINE_SCORE"] > outcome["SCORE"]
    assert re.search(r'class="warning">.* collects more priority than this plan\.', page)
    left = columns(page, "Not on the route")
    assert left == [{"Stop": "far", "Priority": "9", "Why": "does not fit into the shift"}]
    # No plan lies above the bound, and this one no nearer to it than the best does.
    gaps = [float(row["Gap (%)"]) for row in columns(page, "All methods") if row["Gap (%)"] != "–"]
    assert gaps[0] == max(gaps) and min(gaps) >= 0


def test_the_gap_is_that_to_the_bound_of_the_method(plan, monkeypatch):
    from patrol_planner.algorithms.route.nearest import Nearest

    # It knows none.
    assert plan(THREE)["GAP"] == -1
    whole = Nearest.plan

    def bounded(self, *given):
        route = whole(self, *given)
        route.bound = 16.25
        return route

    monkeypatch.setattr(Nearest, "plan", bounded)
    assert plan(THREE)["GAP"] == pytest.approx(20)


def test_waits_and_the_break_are_in_the_timetable(reported):
    _, page = reported(THREE[1:2], BREAK_ON="2024-05-31T08:05:00", BREAK_MIN=30)
    rows = columns(page, "Timetable")
    assert [(row["Stop"], row["Wait (min)"], row["Begin"]) for row in rows] == [
        ("Start", "", ""),
        ("near", "34", "08:35"),
        ("Break", "", ""),
    ]


def test_a_route_without_a_stop_has_a_page(reported):
    outcome, page = reported(SHIFT_HOURS=0.1)
    assert outcome["VISITED"] == 0
    assert "No stop is visited" in page
    assert len(columns(page, "Not on the route")) == 3


def test_names_stay_text(reported):
    _, page = reported([(at(1, 0), '<b>Größe</b> & "x"', 1.0)])
    assert columns(page, "Timetable")[1]["Stop"] == '<b>Größe</b> & "x"'
    assert "<b>Größe" not in page


def test_straight_lines_are_said_to_be_straight(reported):
    assert "distances are straight lines times 1.3" in reported(ROADS=None)[1]


def test_without_a_report_no_other_method_is_run(plan, monkeypatch):
    from patrol_planner.processing.route import planning

    monkeypatch.setattr(planning, "compare", lambda *given: pytest.fail("nobody asked for a comparison"))
    assert plan(THREE)["VISITED"] == 3
