"""The styles: what they let through into HTML, what they let run, and whether their colours say what they mean."""

from __future__ import annotations

import re
from itertools import combinations
from pathlib import Path
from xml.etree import ElementTree

import pytest

STYLES = Path(__file__).resolve().parents[3] / "processing" / "styles"
VECTOR_STYLES = sorted(path.stem for path in STYLES.glob("*.qml") if "<renderer-v2" in path.read_text(encoding="utf-8"))
HOSTILE = "<img src=http://example.invalid/x?a=1&b=2>\"'<script>alert(1)</script>[% env('HOME') %]"
_EXPRESSIONS = re.compile(r"\[%(.*?)%\]", re.DOTALL)
GEOMETRY = {"0": "Point", "1": "LineString", "2": "Polygon"}
PLACES = {
    "Point": "Point(0 0)",
    "LineString": "LineString(0 0, 100 0)",
    "Polygon": "Polygon((0 0, 100 0, 100 100, 0 100, 0 0))",
}


def columns_of(expressions):
    from qgis.core import QgsExpression

    named = set().union(*(QgsExpression(text).referencedColumns() for text in expressions))
    # The functions of a whole feature read these.
    return sorted((named | {"stop", "node"}) - {"#!allattributes!#"})


@pytest.fixture
def styled(make_layer):
    """Style → a layer of one feature under it, with a value in every field that the style reads."""

    def make(style, value=HOSTILE):
        path = STYLES / f"{style}.qml"
        tree = ElementTree.parse(path)
        kind = GEOMETRY[tree.findtext("layerGeometryType")]
        texts = [element.get("value", "") for element in tree.iter("Option") if element.get("name") == "expression"]
        texts += [element.get("filter") for element in tree.iter("rule") if element.get("filter") not in (None, "ELSE")]
        texts += _EXPRESSIONS.findall(tree.findtext("mapTip") or "")
        texts += [element.get("attr") for element in tree.iter("renderer-v2") if element.get("attr")]
        names = columns_of(texts)
        layer = make_layer(kind, [f"{name}:string(0)" for name in names], [(PLACES[kind], *[value] * len(names))])
        message, read = layer.loadNamedStyle(str(path))
        assert read, message
        return layer, texts

    return make


def tip_of(layer):
    from qgis.core import QgsExpression, QgsExpressionContext, QgsExpressionContextUtils

    context = QgsExpressionContext(QgsExpressionContextUtils.globalProjectLayerScopes(layer))
    context.setFeature(next(layer.getFeatures()))
    return QgsExpression.replaceExpressionText(layer.mapTipTemplate(), context)


def test_there_are_styles():
    assert len(VECTOR_STYLES) > 20


@pytest.mark.parametrize("style", VECTOR_STYLES)
def test_a_map_tip_shows_values_and_lets_no_mark_through(styled, style):
    layer, _ = styled(style)
    assert layer.mapTipTemplate()
    own = {"<b>", "</b>", "<br>", "<br/>"}
    # An expression that a text breaks (a number's) stays as it stands, and holds no value.
    shown = _EXPRESSIONS.sub("", tip_of(layer).replace("[% env('HOME') %]", ""))
    marks = set(re.findall(r"<[^>]*>?", shown))
    assert marks <= own, marks - own
    if style not in ("peaks", "peaks_change", "gi_cells", "gi_streets"):
        assert "&lt;img src=http://example.invalid/x?a=1&amp;b=2&gt;&quot;" in shown


@pytest.mark.parametrize("style", VECTOR_STYLES)
def test_a_map_tip_has_no_expression_that_fails(styled, style):
    from qgis.core import QgsExpression

    for text in styled(style)[1]:
        expression = QgsExpression(text)
        assert not expression.hasParserError(), (text, expression.parserErrorString())


@pytest.mark.parametrize("style", VECTOR_STYLES)
def test_labels_are_no_html(styled, style):
    layer, _ = styled(style)
    if layer.labeling() is not None:
        assert not layer.labeling().settings().format().allowHtmlFormatting()


def dangers(xml: str) -> list[str]:
    """What QGIS 4 asks the user's trust for: actions, code of forms, macros, functions, and addresses to load from."""
    tree = ElementTree.fromstring(xml)
    found = [element.tag for tag in ("actionsetting", "editforminitcode", "initCode") for element in tree.iter(tag)
             if tag == "actionsetting" or (element.text or "").strip()]  # fmt: skip
    found += ["editforminit" for element in tree.iter("editforminit") if (element.text or "").strip() not in ("", "0")]
    for tag in ("Macros", "ExpressionFunctions", "pythonmacros", "expressionfunctions"):
        for element in tree.iter(tag):
            if any((part.text or "").strip() for part in element.iter()):
                found.append(tag)
    code = re.search(
        r"(?i)<(pythonCode|function)\b[^>]*>\s*\S|@qgsfunction|\bhttps?://(?!mrcc\.com)|\beval\(|\benv\(", xml
    )
    return found + ([code.group(0)] if code else [])


@pytest.mark.parametrize("path", sorted(STYLES.glob("*.qml")), ids=lambda path: path.stem)
def test_no_style_asks_for_trust(path):
    assert dangers(path.read_text(encoding="utf-8").split("'SYSTEM'>", 1)[-1]) == []


def test_what_asks_for_trust_is_seen():
    action = "<qgis><attributeactions><actionsetting action='import os'/></attributeactions></qgis>"
    macros = "<qgis><properties><Macros><pythonCode>def openProject(): pass</pythonCode></Macros></properties></qgis>"
    form = "<qgis><editforminitcode>from qgis.utils import iface</editforminitcode></qgis>"
    for xml in (action, macros, form):
        assert dangers(xml), xml
    assert dangers("<qgis><attributeactions/><editforminitcode/></qgis>") == []


def pixels_over(layer, ground: str) -> set[str]:
    """The colours of a layer drawn over a ground of one colour, without its edges."""
    from qgis.core import QgsMapRendererParallelJob, QgsMapSettings, QgsRectangle
    from qgis.PyQt.QtCore import QSize
    from qgis.PyQt.QtGui import QColor

    settings = QgsMapSettings()
    settings.setLayers([layer])
    settings.setDestinationCrs(layer.crs())
    settings.setExtent(QgsRectangle(40, 40, 60, 60))
    settings.setOutputSize(QSize(12, 12))
    settings.setBackgroundColor(QColor(ground))
    job = QgsMapRendererParallelJob(settings)
    job.start()
    job.waitForFinished()
    image = job.renderedImage()
    return {image.pixelColor(x, y).name() for x in range(3, 9) for y in range(3, 9)}


@pytest.mark.parametrize(
    ("style", "values"),
    [
        ("risk", [{"risk": risk} for risk in (0.0, 0.01, 0.05, 0.15, 0.3, 0.4, 0.9)]),
        ("block_risk", [{"risk": risk} for risk in (0.0, 0.01, 0.05, 0.15, 0.3, 0.4, 0.9)]),
        ("forecast", [{"hotspot": 0, "prob": 0.0}, {"hotspot": 1, "prob": 0.5}]),
        (
            "gi_cells",
            [{"kind": "none", "p_fdr": 0.9}, {"kind": "hot", "p_fdr": 0.001}, {"kind": "cold", "p_fdr": 0.04}],
        ),
    ],
)
def test_what_lies_below_does_not_change_a_colour(make_layer, style, values):
    shown = []
    for value in values:
        fields = [f"{name}:{'string' if isinstance(one, str) else 'double'}" for name, one in value.items()]
        layer = make_layer("Polygon", fields, [(PLACES["Polygon"], *value.values())])
        layer.loadNamedStyle(str(STYLES / f"{style}.qml"))
        seen = pixels_over(layer, "#7e2482") | pixels_over(layer, "#00ff00")
        assert len(seen) == 1, (value, seen)
        shown.append(seen.pop())
    # Risk 0 and 0.01 are of one class, all others of their own.
    assert len(set(shown)) == len(shown) - (style in ("risk", "block_risk"))


def test_the_raster_has_the_colours_of_the_grid_and_hides_what_lies_below():
    items = list(ElementTree.parse(STYLES / "risk_raster.qml").iter("item"))
    assert {item.get("alpha") for item in items} == {"255"}
    grid = ElementTree.parse(STYLES / "risk.qml")
    colours = [
        option.get("value").split(",")
        for symbol in grid.find("renderer-v2/symbols")
        for option in symbol.iter("Option")
        if option.get("name") == "color"
    ]
    of_grid = ["#" + "".join(f"{int(part):02x}" for part in colour[:3]) for colour in colours]
    assert [item.get("color") for item in items] == of_grid


def test_darker_is_likelier(make_layer):
    from qgis.PyQt.QtGui import QColor

    lightness = []
    for prob in (0.001, 0.05, 0.2, 0.5, 0.9):
        layer = make_layer("Polygon", ["hotspot:int", "prob:double"], [(PLACES["Polygon"], 1, prob)])
        layer.loadNamedStyle(str(STYLES / "forecast.qml"))
        (colour,) = pixels_over(layer, "#ffffff")
        lightness.append(QColor(colour).lightnessF())
    assert lightness == sorted(lightness, reverse=True) and lightness[0] - lightness[-1] > 0.3


def looks(layer) -> dict[str, tuple]:
    """What sets each category of a layer apart in the legend: colours, dashes, rings, hatches."""
    found = {}
    for category in layer.renderer().categories():
        parts = [part for part in category.symbol().symbolLayers() if part.enabled()]
        found[category.label()] = tuple(
            (
                part.layerType(),
                part.color().name(),
                tuple(part.customDashVector())
                if hasattr(part, "customDashVector") and part.useCustomDashPattern()
                else (),
                (part.strokeColor().name(), part.strokeStyle(), part.shape()) if hasattr(part, "shape") else (),
                part.brushStyle() if hasattr(part, "brushStyle") else None,
            )
            for part in parts
        )
    return found


@pytest.mark.parametrize(
    ("style", "kind"), [("officer_routes", "LineString"), ("officer_visits", "Point"), ("areas", "Polygon")]
)
def test_thirty_officers_are_told_apart(make_layer, style, kind):
    from patrol_planner.processing.framework.dress import dress_layer

    names = [f"1A{number}" for number in range(1, 31)]
    layer = make_layer(kind, ["officer:string", "kind:string"], [(PLACES[kind], name, "call") for name in names])
    dress_layer(layer, style)
    found = looks(layer)
    assert list(found)[:30] == names, "in the order of their numbers"
    assert len({found[name] for name in names}) == 30
    if kind == "Polygon":
        # The dashes of an area tell that nobody is there: by the fill alone.
        assert len({found[name][0] for name in names}) == 30
    # The first eight by colour alone.
    assert len({found[name][-1 if kind == "Point" else 1][1] for name in names[:8]}) == 8


def test_the_hours_of_areas_that_touch_are_all_shown_and_do_not_overlap(make_layer):
    from qgis.core import QgsMapRendererParallelJob, QgsMapSettings, QgsRectangle
    from qgis.PyQt.QtCore import QSize

    from patrol_planner.processing.framework.dress import dress_layer

    times = ", ".join(f"{hour:02d}:05–{hour:02d}:55" for hour in range(8, 16))
    rows = []
    for number in range(6):
        x, y = 550000 + 400 * (number % 3), 4180000 + 400 * (number // 3)
        box = f"Polygon(({x} {y}, {x + 400} {y}, {x + 400} {y + 400}, {x} {y + 400}, {x} {y}))"
        rows.append((box, "ABCDEF"[number], f"1A{number + 1}", 8, times))
    layer = make_layer("Polygon", ["area:string", "officer:string", "blocks:int", "times:string"], rows)
    dress_layer(layer, "areas")
    settings = QgsMapSettings()
    settings.setLayers([layer])
    settings.setDestinationCrs(layer.crs())
    settings.setOutputSize(QSize(900, 700))
    settings.setExtent(QgsRectangle(549500, 4179500, 551700, 4181300))
    job = QgsMapRendererParallelJob(settings)
    job.start()
    job.waitForFinished()
    labels = job.takeLabelingResults().labelsWithinRect(settings.extent())
    hours = [label for label in labels if ":" in label.labelText]
    assert sorted(label.labelText.split("\n")[0] for label in hours) == [f"{'ABCDEF'[n]} · 1A{n + 1}" for n in range(6)]
    assert all(len(label.labelText.split("\n")) == 1 + 4 for label in hours), "two stays a line"
    for one, other in combinations(labels, 2):
        assert not one.labelGeometry.buffer(-1, 2).intersects(other.labelGeometry), (one.labelText, other.labelText)


def test_an_officer_looks_alike_in_routes_and_visits(make_layer):
    from patrol_planner.processing.framework.dress import dress_layer

    colour = {}
    for style, kind, part in (("officer_routes", "LineString", 1), ("officer_visits", "Point", -1)):
        layer = make_layer(kind, ["officer:string"], [(PLACES[kind], f"1A{number}") for number in range(1, 13)])
        dress_layer(layer, style)
        colour[style] = {name: parts[part][1] for name, parts in looks(layer).items() if name.startswith("1A")}
    assert colour["officer_routes"] == colour["officer_visits"]


def test_no_officer_has_the_colour_that_outlines_hotspots(make_layer):
    from qgis.core import QgsRenderContext

    from patrol_planner.processing.framework.dress import COLOURS, dress_layer

    layer = make_layer("Polygon", ["rank:int"], [(PLACES["Polygon"], 1)])
    dress_layer(layer, "hotspots")
    symbols = layer.renderer().symbols(QgsRenderContext())
    outline = symbols[0].symbolLayers()[-1].color().name()
    assert outline == "#d55e00"
    assert outline not in [colour.lower() for colour in COLOURS]


def width_at(layer, scale):
    """How wide the first officer's marker or line is drawn at a scale, in mm."""
    from qgis.core import QgsExpressionContext, QgsExpressionContextScope, QgsMarkerSymbol, QgsSymbolLayer

    # The category owns its symbol, the symbol its parts.
    category = layer.renderer().categories()[0]
    symbol = category.symbol()
    wanted = "Size" if isinstance(symbol, QgsMarkerSymbol) else "StrokeWidth"
    scope = QgsExpressionContextScope()
    scope.setVariable("map_scale", scale)
    context = QgsExpressionContext()
    context.appendScope(scope)
    context.setFields(layer.fields())
    context.setFeature(next(layer.getFeatures()))
    properties = symbol.symbolLayers()[1].dataDefinedProperties()
    key = getattr(QgsSymbolLayer, f"Property{wanted}")
    return properties.valueAsDouble(key, context, -1.0)[0]


@pytest.mark.parametrize(("style", "kind"), [("officer_routes", "LineString"), ("officer_visits", "Point")])
def test_officers_do_not_hide_the_streets_of_a_whole_city(make_layer, style, kind):
    from patrol_planner.processing.framework.dress import dress_layer

    layer = make_layer(kind, ["officer:string", "kind:string", "seq:int"], [(PLACES[kind], "1A1", "hotspot", 1)])
    dress_layer(layer, style)
    near, far = width_at(layer, 5_000), width_at(layer, 45_000)
    assert near == width_at(layer, 12_000)
    assert 0.3 * near < far < 0.5 * near


def test_numbers_of_visits_are_drawn_where_they_fit_and_not_one_over_another():
    drawn = ElementTree.parse(STYLES / "officer_visits.qml").find("labeling/settings/rendering").attrib
    assert (drawn["displayAll"], drawn["scaleVisibility"], drawn["scaleMax"]) == ("0", "1", "20000")


@pytest.mark.parametrize("dressed", [True, False])
def test_the_kinds_of_visit_stand_in_the_legend(make_layer, dressed):
    from patrol_planner.processing.framework.dress import dress_layer

    rows = [(PLACES["Point"], "1A1", kind) for kind in ("hotspot", "coldspot", "call")]
    layer = make_layer("Point", ["officer:string", "kind:string"], rows)
    if dressed:
        dress_layer(layer, "officer_visits")
    else:
        layer.loadNamedStyle(str(STYLES / "officer_visits.qml"))
    shapes = {category.label(): category.symbol().symbolLayers()[-1] for category in layer.renderer().categories()}
    assert list(shapes) == ["1A1" if dressed else "Officer", "Hotspot", "Coldspot", "Call"]
    kinds = [shapes[label].shape() for label in ("Hotspot", "Coldspot", "Call")]
    assert len(set(kinds)) == 3
    # And every visit is drawn, whoever's it is.
    assert layer.renderer().categories()[0].value() == ("1A1" if dressed else "")


def test_a_call_sign_is_no_expression_in_the_legend(make_layer):
    from patrol_planner.processing.framework.dress import dress_layer

    layer = make_layer("LineString", ["officer:string"], [(PLACES["LineString"], "[% env('HOME') %]")])
    dress_layer(layer, "officer_routes")
    assert "[%" not in layer.renderer().categories()[0].label()


def test_the_table_of_blocks_shows_hours_and_whole_sentences(make_layer):
    """What one briefs from is read in QGIS's attribute table too: not "1 Apr 2016 …", nor fifteen decimals."""
    from qgis.core import QgsApplication
    from qgis.PyQt.QtCore import QDateTime, Qt

    fields = ["officer:string", "from:datetime", "to:datetime", "hotspot_id:string", "place:string", "why:string"]
    when = [QDateTime.fromString(f"2016-04-01T{clock}:40", Qt.DateFormat.ISODate) for clock in ("08:55", "10:20")]
    row = ("Point(0 0)", "1A1", *when, "B", "A Street / B Street", "19 of 394 events in 30 days", 0.8117972978946864)
    layer = make_layer("Point", [*fields, "expected:double"], [row])
    layer.importNamedStyle(document(STYLES / "blocks.qml"))
    shown = []
    for name in ("from", "to", "expected"):
        number = layer.fields().lookupField(name)
        setup = layer.editorWidgetSetup(number)
        formatter = QgsApplication.fieldFormatterRegistry().fieldFormatter(setup.type())
        value = next(layer.getFeatures())[name]
        shown.append(formatter.representValue(layer, number, setup.config(), None, value))
    assert shown == ["08:55", "10:20", "0.8"]
    columns = {column.name: column for column in layer.attributeTableConfig().columns()}
    assert columns["why"].width > 400 and columns["place"].width > 400 and columns["fid"].hidden


def document(path):
    from qgis.PyQt.QtXml import QDomDocument

    found = QDomDocument("qgis")
    found.setContent(path.read_text(encoding="utf-8"))
    return found
