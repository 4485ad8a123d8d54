"""Every report as a reader meets it: in a browser, on a phone and on paper, without a network."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from .browser import look_at, printed_pages

# Algorithm → the parameters of a run with a report, {city} and {folder} filled in. Runs in this order: a later one may
# use what an earlier one wrote. Another algorithm with a report needs another row here.
REPORTS: dict[str, dict[str, Any]] = {
    "riskgrid": {
        "INCIDENTS": "{city}|layername=incidents",
        "FACILITIES": ["{city}|layername=facilities"],
        "GRID": "{folder}/grid.gpkg",
    },
    "extracthotspots": {
        "GRID": "{folder}/grid.gpkg",
        "METHOD": "gi",
        "RISK_FIELD": "n",
        "NEIGHBOURS": "star",
        "ALPHA": 0.2,
        "ROADS": "{city}|layername=roads",
        "HOTSPOTS": "memory:",
        "POINTS": "memory:",
    },
    "predictcrime": {
        "INCIDENTS": "{city}|layername=incidents",
        "TIME_FIELD": "time",
        "GRID": "{folder}/grid.gpkg",
        "FORECAST": "memory:",
    },
    "evaluateforecast": {
        "INCIDENTS": "{city}|layername=incidents",
        "TIME_FIELD": "time",
        "TYPE_FIELD": "category",
        "GRID": "{folder}/grid.gpkg",
        "SCORES": "memory:",
        "SUMMARY": "memory:",
    },
    "planshift": {
        "INCIDENTS": "{city}|layername=incidents",
        "TIME_FIELD": "time",
        "ROADS": "{city}|layername=roads",
        "SHIFT_START": "2024-12-20T16:00:00",
        "SHIFT_HOURS": 6,
        "TIME_LIMIT": 5,
        **dict.fromkeys(("GRID", "HOTSPOTS", "FORECAST", "ROUTES", "VISITS", "SUMMARY", "ROUTE"), "memory:"),
    },
    "featurerelevance": {
        "INCIDENTS": "{city}|layername=incidents",
        "TIME_FIELD": "time",
        "TARGET_FIELD": "category",
        "FIELDS": ["severity"],
        "SECTOR_FIELD": "severity",
        "RELEVANCE": "memory:",
    },
    "patrolwaypoints": {
        "INCIDENTS": "{city}|layername=incidents",
        "TIME_FIELD": "time",
        "STUDY_AREA": "{city}|layername=beats",
        "WAYPOINTS": "{folder}/waypoints.gpkg",
    },
    "planroute": {
        "STOPS": "{folder}/waypoints.gpkg",
        "PRIORITY_FIELD": "n",
        "ROADS": "{city}|layername=roads",
        "DEPARTURE": "2024-12-20T16:00:00",
        "SHIFT_HOURS": 4,
        "VARIANTS": 3,
        "ROUTE": "memory:",
        "VISITS": "memory:",
    },
}


@pytest.fixture(scope="module")
def reports(qgis_app, tmp_path_factory) -> dict[str, Path]:
    """The report of each algorithm, made of the sample city."""
    from qgis import processing

    folder = tmp_path_factory.mktemp("reports")
    city = processing.run("patrol:samplecity", {"SIZE": "small", "SEED": 1, "CITY": str(folder / "city.gpkg")})["CITY"]

    def filled(value: Any) -> Any:
        if isinstance(value, list):
            return [filled(one) for one in value]
        return value.format(city=city, folder=folder) if isinstance(value, str) else value

    found = {}
    for algorithm, parameters in REPORTS.items():
        found[algorithm] = folder / f"{algorithm}.html"
        given = {name: filled(value) for name, value in parameters.items()}
        processing.run(f"patrol:{algorithm}", {**given, "REPORT": str(found[algorithm])})
    return found


def test_every_algorithm_with_a_report_is_looked_at(qgis_app):
    algorithms = qgis_app.processingRegistry().providerById("patrol").algorithms()
    with_report = {one.name() for one in algorithms if one.parameterDefinition("REPORT") is not None}
    assert with_report == set(REPORTS), "give the report a row in REPORTS"


@pytest.mark.parametrize("algorithm", REPORTS)
def test_a_report_can_be_read_on_the_screen_on_a_phone_and_on_paper(reports, tmp_path, algorithm):
    look = look_at(reports[algorithm], tmp_path)
    assert look.console == [], "the page loads something, or has an error"
    for view in (look.screen, look.phone, look.paper):
        assert view.title and view.headings[0] == view.title and len(view.headings) > 1
        assert view.images, "no picture"
        for text, width, shown in view.images:
            assert width > 0, f"the picture {text!r} is broken"
            assert shown > 200, f"the picture {text!r} is too small to read"
            assert len(text) > 5, "a picture without a text for those who cannot see it"
        assert view.overflow <= 0, f"{view.overflow} pixels lie beyond the right edge"
        assert view.heads == view.tables
    # The parameters of the run are folded on the screen and printed.
    assert (look.screen.hidden, look.phone.hidden, look.paper.hidden) == (1, 1, 0)
    # A shift in blocks has a timetable for everybody.
    assert 1 <= printed_pages(reports[algorithm], tmp_path) <= 10


@pytest.mark.parametrize(
    ("body", "console", "broken", "too_wide"),
    [
        ("<h1>fine</h1><p>All is well.</p>", (), 0, ()),
        (
            "<img alt='elsewhere' src='https://example.org/a.png'><script>1 + 1</script><p style='width: 2000px'>x</p>",
            ("example.org", "script"),
            1,
            ("screen", "phone", "paper"),
        ),
        (
            "<style>@media print { p { width: 2000px } }</style><p>x</p><img alt='x' src='data:image/png;base64,AAAA'>",
            (),
            1,
            ("paper",),
        ),
    ],
)
def test_the_look_sees_what_is_wrong(tmp_path, body, console, broken, too_wide):
    page = tmp_path / "page.html"
    page.write_text(f"<!DOCTYPE html><html><head><title>t</title></head><body>{body}</body></html>", encoding="utf-8")
    look = look_at(page, tmp_path)
    assert bool(look.console) == bool(console)
    assert all(any(word in line for line in look.console) for word in console)
    assert sum(width == 0 for _, width, _ in look.screen.images) == broken
    assert [name for name in ("screen", "phone", "paper") if getattr(look, name).overflow > 0] == list(too_wide)
