"""What a plan of a whole shift reaches: its numbers, and what its page says of them."""

from __future__ import annotations

import re

import pytest
from smallcity import contents, here

core = pytest.importorskip("qgis.core")
PLAIN = {"ROUTE": None, "STOPS": None}
VISITS = {"UNIT": "visit"}


@pytest.fixture
def reported(plan, tmp_path):
    """Parameters of a plan → its outcome, and the text of its page."""

    def run(**parameters):
        path = tmp_path / "plan.html"
        outcome = plan(REPORT=str(path), **PLAIN, **parameters)
        return outcome, path.read_text(encoding="utf-8")

    return run


def table(page: str, heading: str) -> dict[str, tuple[str, ...]]:
    """The rows of the table under a column's name, by their first cells."""
    body = next(part for part in page.split("<thead>")[1:] if heading in part.split("</thead>")[0])
    rows = re.findall(r"<tr[^>]*>(.*?)</tr>", body.split("</table>")[0].split("<tbody>")[1])
    cells = [[re.sub(r"<[^>]*>", "", cell) for cell in re.findall(r"<td>(.*?)</td>", row)] for row in rows]
    return {name: tuple(values) for name, *values in cells}


def shown(outcome, begin):
    """The rows of the table of rivals, by the numbers that begin so."""
    return {
        who: tuple(f"{outcome[f'{begin}{ending}{delivered}']:.1f}" for delivered in ("", "_55"))
        for who, ending in (
            ("This plan", ""),
            ("Same minutes spread evenly", "_EVEN"),
            ("Standing at busiest places", "_COUNT"),
        )
    }


def test_the_page_shows_what_is_reached_of_days_that_visits_do_not_know(reported, incidents):
    outcome, page = reported(INCIDENTS=incidents(rows=6000), **VISITS)
    assert outcome["WEEK_EVENTS"] > 50 and outcome["REACHED"] > outcome["REACHED_EVEN"] > 0
    assert "<h2>What the plan reaches</h2>" in page
    assert table(page, "Incidents met") == shown(outcome, "REACHED_UNSEEN")
    assert f"Share of the {outcome['UNSEEN_EVENTS']} incidents met in place and hour, of the days" in page
    assert f"<td>{outcome['REACHED']:.1f}</td>" in page and "Bars of the shares in the table below" in page
    assert f"{outcome['REACHED_UNSEEN'] / 100:.0%}</dd>" in page and "the four days before tell" in page
    is_beaten = outcome["REACHED_UNSEEN_COUNT"] > outcome["REACHED_UNSEEN"]
    assert ("standing at the busiest places all shift would have met more" in page) == is_beaten


def test_blocks_know_all_of_last_week_and_the_page_says_so(reported, incidents):
    outcome, page = reported(INCIDENTS=incidents(rows=6000))
    assert outcome["REACHED_UNSEEN"] is None and outcome["UNSEEN_EVENTS"] == 0
    assert table(page, "Incidents met") == shown(outcome, "REACHED")
    assert f"Share of last week&#39;s {outcome['WEEK_EVENTS']} incidents met in place and hour; the plan knows" in page
    assert "Both know last week: blocks are planned by the whole record." in outcome.log
    assert "made from the record, last week among it" in page


def test_days_that_the_weights_know_are_shown_where_there_are_no_others(reported, make_layer, incidents):
    record = incidents(rows=6000)
    recent = make_layer("Point", ["time:datetime"], [
        (feature.geometry().asWkt(), feature["time"]) for feature in record.getFeatures()
        if not "2024-06-24" <= feature["time"].toString("yyyy-MM-dd") < "2024-06-28"
    ])  # fmt: skip
    outcome, page = reported(INCIDENTS=recent, **VISITS)
    assert outcome["REACHED"] is not None and outcome["REACHED_UNSEEN"] is None
    assert f"Share of last week&#39;s {outcome['WEEK_EVENTS']} incidents met in place and hour; the plan knows" in page


def test_incidents_of_days_alone_are_planned_with_and_not_measured(reported, incidents):
    outcome, page = reported(INCIDENTS=incidents(dates=True))
    assert outcome["REACHED"] is None and outcome["EXPECTED_VISIT"] > 0
    assert "holds no hours, so what the plan reaches is not measured" in outcome.log
    assert "<h2>What the plan reaches</h2>" in page and "Last week&#39;s" not in page
    assert "incidents met in place and hour" not in page


def test_the_incidents_of_the_shift_change_no_plan(plan, incidents):
    record = incidents()
    known = plan(INCIDENTS=record, **PLAIN)
    shape = next(record.getFeatures()).geometry()
    for clock in ("09:00", "12:00"):
        feature = core.QgsFeature(record.fields())
        feature.setGeometry(shape)
        feature.setAttributes([here(clock)])
        assert record.dataProvider().addFeature(feature)
    told = plan(INCIDENTS=record, **PLAIN)
    assert contents(told.layer("VISITS")) == contents(known.layer("VISITS"))
    assert (told["REACHED"], told["WEEK_EVENTS"]) == (known["REACHED"], known["WEEK_EVENTS"])
    assert "2 of 402 happened after the start of the shift" in told.log
