"""patrol:extracthotspots with a baseline, and with contiguous areas, in QGIS."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.ndimage import label

pytest.importorskip("qgis.core")


def error_of(run_algorithm, **parameters) -> str:
    from qgis.core import QgsProcessingException

    with pytest.raises(QgsProcessingException) as caught:
        run_algorithm("extracthotspots", **{"HOTSPOTS": "memory:", **parameters})
    return str(caught.value)


@pytest.fixture
def make_grid(make_layer):
    """Arrays of one shape → cells of 100 m with the fields risk, n (ten times the risk), before."""

    def make(risk: np.ndarray, before: np.ndarray | None = None):
        rows = []
        for (row, col), value in np.ndenumerate(risk):
            x, y = 551000 + 100 * col, 4181400 - 100 * row
            ring = f"{x} {y}, {x + 100} {y}, {x + 100} {y - 100}, {x} {y - 100}, {x} {y}"
            earlier = None if before is None or np.isnan(before[row, col]) else float(before[row, col])
            rows.append((f"Polygon(({ring}))", float(value), int(round(10 * value)), earlier))
        return make_layer("Polygon", ["risk:double", "n:integer", "before:double"], rows)

    return make


NOW = np.array([[0.9, 0.9, 0.0, 0.0, 0.0], [0.0, 0.0, 0.0, 0.0, 0.7]])
BEFORE = np.array([[0.0, 0.8, 0.6, 0.0, 0.0], [0.0, 0.0, 0.0, 5.0, 0.0]])


def test_each_kind_of_change(run_algorithm, make_grid) -> None:
    done = run_algorithm(
        "extracthotspots",
        GRID=make_grid(NOW, BEFORE), BASELINE_FIELD="before", METHOD="threshold", THRESHOLD=0.5,
        HOTSPOTS="memory:", POINTS="memory:",
    )  # fmt: skip
    rows = done.rows("HOTSPOTS")
    assert [(row["rank"], row["change"], row["risk_sum"], row["n"]) for row in rows] == [
        (1, "emerging", 0.9, 9), (2, "persistent", 0.9, 9), (3, "emerging", 0.7, 7), (4, "fading", 5.0, 0),
        (5, "fading", 0.6, 0),
    ]  # fmt: skip
    assert [row["risk_base"] for row in rows] == [0.0, 0.8, 0.0, 5.0, 0.6]
    assert [row["risk_base"] for row in done.rows("POINTS")] == [row["risk_base"] for row in rows]
    assert "3 hotspots in 30.0 % of the area, PAI 3.33, and 2 that were hot before only." in done.log
    assert "relative to what reaches the threshold in each period, so both should be equally long" in done.log
    assert [row["change"] for row in done.rows("POINTS")] == [row["change"] for row in rows]
    assert (done["EMERGING"], done["PERSISTENT"], done["FADING"]) == (2, 1, 2)
    assert done["COVERED_PERCENT"] == pytest.approx(30) and done["PAI"] == pytest.approx(1 / 0.3)
    assert "2 emerging, 1 persistent, 2 fading" in done.log and done["HOTSPOTS_FOUND"] == 5


def test_without_a_baseline_nothing_is_compared(run_algorithm, make_grid) -> None:
    from patrol_planner.processing.common.compat import is_null

    done = run_algorithm(
        "extracthotspots", GRID=make_grid(NOW, BEFORE), METHOD="threshold", THRESHOLD=0.5, HOTSPOTS="memory:"
    )
    assert all(is_null(row["change"]) and is_null(row["risk_base"]) for row in done.rows("HOTSPOTS"))
    assert done["HOTSPOTS_FOUND"] == 2 and "before only" not in done.log and "equally long" not in done.log
    assert done["EMERGING"] is None and done["FADING"] is None


def test_nothing_hot_now_is_said_beside_what_fades(run_algorithm, make_grid) -> None:
    done = run_algorithm(
        "extracthotspots",
        GRID=make_grid(NOW / 10, BEFORE), BASELINE_FIELD="before", METHOD="threshold", THRESHOLD=0.5,
        HOTSPOTS="memory:",
    )  # fmt: skip
    assert done["FADING"] == done["HOTSPOTS_FOUND"] == 2 and done["PAI"] is None
    assert "No hotspot now: the greatest risk of a cell is 0.09." in done.log and "0 emerging" in done.log
    assert "hotspots in" not in done.log and "unknown without" not in done.log


def test_a_cell_beside_a_core_is_left_in_whatever_the_least_number(run_algorithm, make_grid) -> None:
    now, before = np.array([[0.9, 0.9, 0.9, 0.9]]), np.array([[0.9, 0.9, 0.9, 0.1]])
    done = run_algorithm(
        "extracthotspots",
        GRID=make_grid(now, before), BASELINE_FIELD="before", METHOD="threshold", MIN_CELLS=3, HOTSPOTS="memory:",
    )  # fmt: skip
    assert [(row["change"], row["cells"]) for row in done.rows("HOTSPOTS")] == [("persistent", 3), ("emerging", 1)]
    assert "holds for the whole hotspot of a period and leaves them in" in done.log


def test_cells_without_a_baseline_are_said(run_algorithm, make_grid) -> None:
    before = BEFORE.copy()
    before[0, 1] = np.nan
    done = run_algorithm(
        "extracthotspots",
        GRID=make_grid(NOW, before), BASELINE_FIELD="before", METHOD="threshold", THRESHOLD=0.5, HOTSPOTS="memory:",
    )  # fmt: skip
    assert done["PERSISTENT"] == 0 and "1 of 10 cells have no baseline in before" in done.log


def test_a_baseline_that_is_none_is_refused(run_algorithm, make_grid, tmp_path) -> None:
    grid = make_grid(NOW)
    assert "there is no field last_year" in error_of(run_algorithm, GRID=grid, BASELINE_FIELD="last_year")
    assert "no cell has a number in before" in error_of(run_algorithm, GRID=grid, BASELINE_FIELD="before")
    text = error_of(run_algorithm, RASTER=str(tmp_path / "none.tif"), BASELINE_FIELD="before")
    assert "Give the grid as polygons, with the risk of both periods" in text


def loaded(run_parameters: dict, output: str = "HOTSPOTS"):
    """An output as QGIS loads it after a run from the toolbox."""
    from qgis import processing
    from qgis.core import (
        QgsProcessingContext,
        QgsProcessingFeedback,
        QgsProcessingOutputLayerDefinition,
        QgsProject,
    )

    context, feedback = QgsProcessingContext(), QgsProcessingFeedback(False)
    context.setProject(QgsProject.instance())
    destination = QgsProcessingOutputLayerDefinition("TEMPORARY_OUTPUT", QgsProject.instance())
    found = processing.run(
        "patrol:extracthotspots", {"HOTSPOTS": "memory:", **run_parameters, output: destination}, context=context,
        feedback=feedback,
    )  # fmt: skip
    ((_, details),) = context.layersToLoadOnCompletion().items()
    details.postProcessor().postProcessLayer(found[output], context, feedback)
    return found[output]


def test_the_style_follows_what_is_shown(run_algorithm, make_grid, make_layer) -> None:
    grid = make_grid(NOW, BEFORE)
    roads = make_layer("LineString", [], [("LineString(551000 4181350, 551500 4181350)",)])
    plain = {"GRID": grid, "METHOD": "threshold", "THRESHOLD": 0.5}
    compared = {**plain, "BASELINE_FIELD": "before"}
    assert loaded(plain).renderer().type() == "singleSymbol"
    for parameters, output in (
        (compared, "HOTSPOTS"), (compared, "POINTS"), ({**compared, "ROADS": roads}, "HOTSPOTS"),
    ):  # fmt: skip
        layer = loaded(parameters, output)
        renderer = layer.renderer()
        assert renderer.type() == "categorizedSymbol" and renderer.classAttribute() == "change"
        labels = {category.value(): category.label() for category in renderer.categories()}
        assert set(labels) == {"emerging", "persistent", "fading"} and labels["emerging"] == "Emerging: hot now only"
        # Under the colour of a line lies a white casing.
        shown = [category.symbol().clone() for category in renderer.categories()]
        assert len({symbol.symbolLayer(symbol.symbolLayerCount() - 1).color().name() for symbol in shown}) == 3
    streets = loaded({**plain, "ROADS": roads})
    assert streets.renderer().type() == "singleSymbol" and streets.renderer().symbol().symbolLayerCount() == 2
    for parameters in ({**plain, "METHOD": "gi"}, {**plain, "METHOD": "gi", "ROADS": roads}):
        scores = loaded(parameters, "CELL_SCORES")
        assert scores.renderer().type() == "RuleRenderer" and len(scores.renderer().rootRule().children()) == 5
    # A run after another has the style of its own.
    assert loaded(plain).renderer().type() == "singleSymbol"


def test_contiguous_areas_are_polygons_in_one_piece(run_algorithm, make_grid) -> None:
    rng = np.random.default_rng(4)
    risk = rng.gamma(0.4, size=(20, 25))
    done = run_algorithm(
        "extracthotspots",
        GRID=make_grid(risk), METHOD="contiguous", COVERAGE=10, MAX_HOTSPOTS=5, HOTSPOTS="memory:", POINTS="memory:",
    )  # fmt: skip
    rows = done.rows("HOTSPOTS")
    assert [row["cells"] for row in rows] == [10] * 5 and done["COVERED_PERCENT"] == pytest.approx(10)
    assert [row["risk_sum"] for row in rows] == sorted((row["risk_sum"] for row in rows), reverse=True)
    shapes = [feature.geometry() for feature in done.layer("HOTSPOTS").getFeatures()]
    for shape, row, peak in zip(shapes, rows, done.layer("POINTS").getFeatures()):
        # In one piece by edges: corners would make several parts, or a ring that touches itself.
        x, y = (np.arange(25) * 100 + 551050, 4181350 - np.arange(20) * 100)
        inside = np.array([[contains(shape, east, north) for east in x] for north in y])
        assert label(inside)[1] == 1 and inside.sum() == 10 and row["area_m2"] == pytest.approx(shape.area())
        assert shape.contains(peak.geometry())
    assert done["PAI"] > 1


def contains(shape, x: float, y: float) -> bool:
    from qgis.core import QgsPointXY

    return shape.contains(QgsPointXY(x, y))


def test_a_sensible_number_of_areas_is_said(run_algorithm, make_grid) -> None:
    risk = np.random.default_rng(5).gamma(0.4, size=(20, 20))
    done = run_algorithm("extracthotspots", GRID=make_grid(risk), METHOD="contiguous", COVERAGE=9, HOTSPOTS="memory:")
    assert done["HOTSPOTS_FOUND"] == 6 and "Contiguous hotspots: 6 areas" in done.log


def test_contiguous_areas_in_two_periods(run_algorithm, make_grid) -> None:
    risk = np.random.default_rng(6).gamma(0.4, size=(2, 15, 15))
    given = {"METHOD": "contiguous", "COVERAGE": 12, "MAX_HOTSPOTS": 3, "HOTSPOTS": "memory:"}
    both = run_algorithm("extracthotspots", GRID=make_grid(*risk), BASELINE_FIELD="before", **given)
    alone = run_algorithm("extracthotspots", GRID=make_grid(risk[0]), **given)
    hot = sum(row["area_m2"] for row in both.rows("HOTSPOTS") if row["change"] != "fading")
    assert hot == pytest.approx(sum(row["area_m2"] for row in alone.rows("HOTSPOTS")))
    assert both["COVERED_PERCENT"] == pytest.approx(alone["COVERED_PERCENT"]) and both["PAI"] == alone["PAI"]


def test_periods_of_other_extents_are_joined_by_place(run_algorithm, make_layer) -> None:
    from qgis import processing

    spread = {"before": ["550010 4180010", "552010 4182510"], "now": ["550510 4180260", "552260 4182010"]}
    grids = {}
    for period, corners in spread.items():
        places = [*corners, *["551135 4181135"] * 8]
        incidents = make_layer("Point", [], [(f"Point({place})",) for place in places])
        grids[period] = run_algorithm("riskgrid", INCIDENTS=incidents, METHOD="count", GRID="TEMPORARY_OUTPUT")["GRID"]
    assert grids["before"].featureCount() != grids["now"].featureCount()
    joined = processing.run(
        "native:joinattributestable",
        {
            "INPUT": grids["now"], "FIELD": "cell_id", "INPUT_2": grids["before"], "FIELD_2": "cell_id",
            "FIELDS_TO_COPY": ["risk"], "PREFIX": "before_", "OUTPUT": "TEMPORARY_OUTPUT",
        },
    )["OUTPUT"]  # fmt: skip
    done = run_algorithm(
        "extracthotspots", GRID=joined, BASELINE_FIELD="before_risk", METHOD="threshold", THRESHOLD=0.5,
        HOTSPOTS="TEMPORARY_OUTPUT",
    )  # fmt: skip
    assert [(row["change"], row["n"]) for row in done.rows("HOTSPOTS")] == [("persistent", 8)]
