"""Rank incident features, inside QGIS: what comes out, what is left out, what is refused."""

from __future__ import annotations

import re

import numpy as np
import pytest

pytest.importorskip("qgis.core")

FIELDS = [
    "time:datetime", "day:date", "text:string", "type:string", "sector:integer", "mode:string", "lit:bool",
    "victim_age:integer", "case_no:string", "amount:double", "clock:time",
]  # fmt: skip


@pytest.fixture
def incidents(make_layer):
    """n incidents over 2017: robberies by night in the north, thefts by day in the south; the mode says nothing."""

    def make(n: int = 240, extra: tuple = (), crs: str = "EPSG:32717", **changed):
        from qgis.PyQt.QtCore import QDateTime

        rng = np.random.default_rng(2)
        start = QDateTime(2017, 1, 1, 0, 0, 0)
        rows = []
        for number in range(n):
            robbery = number % 3 == 0
            hour = int(rng.integers(19, 24) if robbery else rng.integers(7, 20))
            when = start.addDays(number * 365 // n).addSecs(hour * 3600)
            x, y = 780_000 + rng.normal(0, 300), 9_980_000 + (700 if robbery else -700) + rng.normal(0, 300)
            row = {
                "time": when,
                "day": when.date(),
                "text": when.toString("yyyy-MM-dd HH:mm"),
                "type": "robbery" if robbery else "theft",
                "sector": 10 + number % 4,
                "mode": ("alone", "group", None)[int(rng.integers(3))],
                "lit": bool(rng.integers(2)),
                "victim_age": int(rng.integers(18, 80)),
                "case_no": f"C{number:05d}",
                "amount": float(rng.gamma(2, 100)),
                "clock": when.time(),
                **{name: value(number) if callable(value) else value for name, value in changed.items()},
            }
            rows.append((f"Point({x} {y})", *row.values()))
        return make_layer("Point", FIELDS, [*rows, *extra], crs)

    return make


def rank(run_algorithm, layer, **parameters):
    """A run with all incidents compared; the rows by feature."""
    given = {"TIME_FIELD": "time", "TARGET_FIELD": "type", "SAMPLE": 0, "RELEVANCE": "memory:", **parameters}
    done = run_algorithm("featurerelevance", INCIDENTS=layer, **given)
    return done, {row["feature"]: row for row in done.rows("RELEVANCE")}


def test_what_tells_the_types_apart_comes_first(run_algorithm, incidents):
    done, rows = rank(run_algorithm, incidents(), FIELDS=["sector", "mode", "lit", "amount"])
    assert list(rows)[:2] in (["hour", "latitude"], ["latitude", "hour"])
    assert set(rows) == {
        "year", "month", "day", "weekday", "hour", "latitude", "longitude", "sector", "mode", "lit", "amount"
    }  # fmt: skip
    scores = [row["relieff"] for row in rows.values()]
    assert scores == sorted(scores, reverse=True)
    assert all(row["kept"] == (row["relieff"] > 0.01) for row in rows.values())
    assert rows["hour"]["gain_ratio"] > 10 * rows["day"]["gain_ratio"]
    assert done["FEATURES_KEPT"] == sum(row["kept"] for row in rows.values())
    assert (done["INCIDENTS_USED"], done["INCIDENTS_COMPARED"], done["SKIPPED"]) == (240, 240, 0)
    # All of 2017: said, and not kept.
    assert rows["year"]["relieff"] == 0 and rows["year"]["kept"] == 0
    assert "one value only" in rows["year"]["note"] and "year: has one value only" in done.log


def test_kinds_bins_and_gaps_are_in_the_table(run_algorithm, incidents):
    _, rows = rank(run_algorithm, incidents(), FIELDS=["sector", "mode", "lit", "amount", "case_no"], BINS=5)
    kinds = {name: row["kind"] for name, row in rows.items()}
    # Sectors are codes, though numbers.
    assert kinds["sector"] == kinds["mode"] == kinds["lit"] == "nominal"
    assert kinds["hour"] == kinds["amount"] == "number"
    assert rows["sector"]["bins"] == "4 values as they are"
    assert rows["amount"]["bins"].startswith("5 of equal number, cut at ")
    assert rows["latitude"]["bins"].count(",") == 4
    assert 50 < rows["mode"]["missing"] < 110
    assert rows["case_no"]["relieff"] == 0 and "id" in rows["case_no"]["note"]


def test_latitude_and_longitude_are_wgs84_whatever_the_layers_crs(run_algorithm, incidents):
    _, rows = rank(run_algorithm, incidents())
    cuts = [float(text) for text in re.findall(r"-?\d+\.\d+", rows["longitude"]["bins"])]
    assert all(-78.6 < cut < -78.4 for cut in cuts) and len(cuts) == 9
    # The south of Quito lies south of the equator by some twenty kilometres.
    assert all(-0.2 < float(text) < -0.15 for text in re.findall(r"-?0\.\d+", rows["latitude"]["bins"]))


def test_numbers_that_are_codes_can_be_said_to_be(run_algorithm, incidents):
    layer = incidents(amount=lambda number: float(number % 7))
    _, rows = rank(run_algorithm, layer, NOMINAL_FIELDS=["amount"], FIELDS=["mode"])
    assert rows["amount"]["kind"] == "nominal" and "mode" in rows


def test_the_target_and_the_time_are_never_features(run_algorithm, incidents):
    done, rows = rank(run_algorithm, incidents(), FIELDS=["type", "time", "mode"])
    assert "type" not in rows and "time" not in rows and "mode" in rows
    assert "type is the target or the time itself" in done.log


def test_a_field_named_like_a_feature_of_time_is_told_from_it(run_algorithm, incidents):
    _, rows = rank(run_algorithm, incidents(), FIELDS=["day"])
    assert rows["day"]["kind"] == "number" and rows["day"]["bins"].startswith("31 ")
    # The field holds dates: days since 1970.
    assert "cut at 17" in rows["day (field)"]["bins"]


@pytest.mark.parametrize(("field", "has_hour"), [("text", True), ("day", False), (None, False)])
def test_times_may_be_text_dates_or_absent(run_algorithm, incidents, field, has_hour):
    done, rows = rank(run_algorithm, incidents(), TIME_FIELD=field)
    assert ("hour" in rows) == has_hour
    assert ("month" in rows) == (field is not None)
    if not has_hour:
        assert ("without a time of day" if field else "no features of time") in done.log


def test_what_cannot_be_used_is_left_out_and_counted_by_cause(run_algorithm, incidents):
    from qgis.PyQt.QtCore import QDateTime

    when = QDateTime(2017, 5, 5, 12, 0, 0)
    here = "Point(780000 9980000)"
    extra = (
        (None, when, None, None, "theft"),
        ("Point EMPTY", when, None, None, "theft"),
        (here, when, None, None, None),
        (here, when, None, None, "  "),
        (here, None, None, None, "theft"),
        ("Point(780000 5000000)", when, None, None, "arson"),
    )
    extra = tuple((*row, *[None] * (len(FIELDS) + 1 - len(row))) for row in extra)
    done, _ = rank(run_algorithm, incidents(extra=extra))
    assert done["SKIPPED"] == 6 and done["INCIDENTS_USED"] == 240
    for cause in (
        "2 without a value in type",
        "1 without a readable time in time",
        "1 far from all others",
        "1 without geometry",
        "1 with an empty or multiple geometry",
    ):
        assert cause in done.log, cause
    # The only arson lay far off: what is left out brings no class.
    assert "of 2 classes" in done.log


def test_equal_seeds_give_equal_scores(run_algorithm, incidents):
    layer = incidents(600)
    runs = [rank(run_algorithm, layer, SAMPLE=50, SEED=seed, FIELDS=["mode"])[1] for seed in (3, 3, 4)]
    assert runs[0] == runs[1]
    assert runs[0] != runs[2]


@pytest.mark.parametrize(
    ("parameters", "words"),
    [
        ({"FIELDS": ["mode", "victim_age"]}, ["Fields to rank", "victim_age", "about a person", "rename"]),
        ({"NOMINAL_FIELDS": ["victim_age"]}, ["hold codes", "victim_age", "about a person"]),
        ({"TARGET_FIELD": "victim_age"}, ["Target field", "victim_age", "about a person"]),
        ({"SECTOR_FIELD": "victim_age"}, ["Sector field", "victim_age", "about a person"]),
        ({"TARGET_FIELD": "case_no"}, ["case_no", "every one of its 240 values is different", "Choose"]),
        ({"TARGET_FIELD": "amount"}, ["amount", "different", "Choose"]),
        ({"TARGET_FIELD": "time"}, ["time", "moments", "Choose"]),
        ({"TARGET_FIELD": "clock"}, ["clock", "Choose"]),
        ({"FIELDS": ["clock"]}, ["clock", "neither text, numbers nor dates"]),
        ({"TARGET_FIELD": "nothing"}, ["no field nothing", "It has: time"]),
        ({"FIELDS": ["nothing"]}, ["no field nothing"]),
        ({"TIME_FIELD": "mode"}, ["field mode", "no value is a time"]),
        ({"NEIGHBOURS": 0}, ["Neighbours", "from 1 to 1,000"]),
        ({"THRESHOLD": 2}, ["Threshold", "from -1 to 1"]),
        ({"SAMPLE": -5}, ["Incidents to compare", "0 compares all"]),
        ({"BINS": 1}, ["Bins", "from 2 to 1,000"]),
    ],
)
def test_what_cannot_be_ranked_is_refused_with_the_remedy(run_algorithm, incidents, parameters, words):
    from qgis.core import QgsProcessingException

    with pytest.raises(QgsProcessingException) as caught:
        rank(run_algorithm, incidents(), **parameters)
    assert all(word in str(caught.value) for word in words), str(caught.value)


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"type": "theft"}, "the same value 'theft'"),
        ({"type": None}, "240 without a value in type"),
        ({"type": lambda number: f"type {number % 120}"}, "120 different values.*100 are the most"),
        ({"time": None}, "without a readable time"),
    ],
)
def test_layers_without_classes_or_times_are_refused(run_algorithm, incidents, changed, words):
    from qgis.core import QgsProcessingException

    with pytest.raises(QgsProcessingException, match=words):
        rank(run_algorithm, incidents(**changed))


def test_an_empty_layer_and_one_without_a_crs_are_refused(run_algorithm, incidents):
    from qgis.core import QgsCoordinateReferenceSystem, QgsProcessingException

    with pytest.raises(QgsProcessingException, match="the layer is empty"):
        rank(run_algorithm, incidents(0))
    layer = incidents()
    layer.setCrs(QgsCoordinateReferenceSystem())
    with pytest.raises(QgsProcessingException, match="no coordinate reference system"):
        rank(run_algorithm, layer)


def test_a_number_with_many_values_as_target_is_taken_by_value_and_said(run_algorithm, incidents):
    layer = incidents(sector=lambda number: number % 30)
    done, _ = rank(run_algorithm, layer, TARGET_FIELD="sector")
    assert "sector is a number, and each of its 30 values is taken for a class of its own" in done.log


def test_a_cancel_leaves_no_table(run_algorithm, incidents):
    from qgis.core import QgsProcessingException

    with pytest.raises(QgsProcessingException, match="Cancelled"):
        rank(run_algorithm, incidents(3000), cancel_at=50)


def test_the_report_counts_by_period_sector_and_type(run_algorithm, incidents, tmp_path):
    path = tmp_path / "relevance.html"
    rank(run_algorithm, incidents(), FIELDS=["mode", "sector"], REPORT=str(path))
    page = path.read_text(encoding="utf-8")
    for heading in ("By month", "By quarter", "By half-year", "Incidents by sector", "Classes of type"):
        assert f"<h2>{heading}</h2>" in page
    assert page.count('src="data:image/png;base64,') == 3
    plain = re.sub(r"</t[dh]>", " ", page)
    plain = re.sub(r"<[^>]+>", "", plain)
    # 240 incidents, evenly through the year: by type, and robbery + theft = total.
    assert "theft 160 66.7%" in plain and "robbery 80 33.3%" in plain
    halves = re.findall(r"2017 H[12] (\d+) (\d+) (\d+)", plain)
    assert [sum(int(half[i]) for half in halves) for i in range(3)] == [160, 80, 240]
    assert re.search(r"10 40 20 60 25\.0%", plain), "each of four sectors has a quarter of the incidents"
    assert "2017-12 *" not in plain


def test_the_report_without_times_or_sectors_has_the_ranking(run_algorithm, incidents, tmp_path):
    path = tmp_path / "relevance.html"
    rank(run_algorithm, incidents(), TIME_FIELD=None, FIELDS=["mode"], REPORT=str(path))
    page = path.read_text(encoding="utf-8")
    assert page.count('src="data:image/png;base64,') == 1
    assert "By month" not in page and "by sector" not in page and "Gain ratio" in page


def test_a_dollar_in_a_class_a_sector_or_a_field_is_no_formula(make_layer, run_algorithm, monkeypatch, tmp_path):
    from matplotlib.cbook import is_math_text

    from patrol_planner.processing.relevance import report as relevancereport

    drawn = []
    picture = relevancereport.picture
    monkeypatch.setattr(relevancereport, "picture", lambda figure: drawn.append(figure) or picture(figure))
    classes, sectors = ("LARCENY $50_$199", "LARCENY $200^$"), ("$1_$a", "plain", "$2{$")
    rows = [(f"Point({780_000 + n % 17} {9_980_000 + n % 23})", classes[n % 2], sectors[n % 3]) for n in range(120)]
    layer = make_layer("Point", ["type:string", "$x_$y:string"], rows, "EPSG:32717")
    path = tmp_path / "relevance.html"
    given = {"TIME_FIELD": None, "FIELDS": ["$x_$y"], "SECTOR_FIELD": "$x_$y", "REPORT": str(path)}
    rank(run_algorithm, layer, **given)
    ranking, by_sector = drawn
    names = [label.get_text() for label in ranking.axes[0].get_yticklabels()]
    bars = [label.get_text() for label in by_sector.axes[0].get_yticklabels()]
    parts = [text.get_text() for text in by_sector.legends[0].get_texts()]
    for shown, expected in ((names, {"latitude", "longitude", "$x_$y"}), (bars, set(sectors)), (parts, set(classes))):
        # The odd dollar, too, is shown as one: what begins no formula loses the backslash again.
        assert {text.replace(r"\$", "$") for text in shown} == expected
        assert not any(is_math_text(text) for text in shown)
    assert "LARCENY $50_$199" in re.sub("<[^>]+>", "", path.read_text(encoding="utf-8"))


def test_incomplete_months_are_marked(run_algorithm, incidents, tmp_path):
    from qgis.PyQt.QtCore import QDateTime

    # Ten a day from 10 January to 20 March.
    start = QDateTime(2017, 1, 10, 12, 0, 0)
    layer = incidents(700, time=lambda number: start.addDays(number // 10))
    path = tmp_path / "relevance.html"
    rank(run_algorithm, layer, SAMPLE=50, SECTOR_FIELD="sector", REPORT=str(path))
    page = path.read_text(encoding="utf-8")
    assert "2017-01 *" in page and "2017-03 *" in page and "2017-02 *" not in page and "2017-02" in page
    assert "covers only a part" in page and "Incidents by sector" in page


def test_the_record_of_the_run_goes_with_the_table(run_algorithm, incidents, tmp_path):
    from qgis.core import QgsVectorLayer

    path = tmp_path / "relevance.gpkg"
    rank(run_algorithm, incidents(), RELEVANCE=str(path), SEED=7)
    metadata = QgsVectorLayer(str(path)).metadata()
    assert '"SEED": 7' in metadata.history()[0] and '"incidents_compared": 240' in metadata.history()[0]
