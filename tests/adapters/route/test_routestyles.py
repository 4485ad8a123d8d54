"""How routes and visits are drawn, those of officers too."""

from __future__ import annotations

import pytest

pytest.importorskip("qgis.core")


@pytest.mark.parametrize("style", ["route", "visits", "officer_routes", "officer_visits", "unvisited"])
def test_the_styles_name_only_fields_that_the_layers_have(plan, make_layer, style):
    from qgis.core import QgsExpression, QgsRenderContext

    from patrol_planner.processing.framework.dress import STYLE_FOLDER

    fields = {
        "route": ("LineString", "leg from_stop to_stop prob km minutes depart arrive street variant"),
        "visits": ("Point", "seq stop arrive depart lat lon priority begin wait street visit variant"),
        "officer_routes": ("LineString", "officer leg node km minutes depart arrive reward"),
        "officer_visits": ("Point", "officer seq node kind arrive depart reward factor"),
        "unvisited": ("Point", "stop node priority kind reward reason start end"),
    }
    kind, names = fields[style]
    layer = make_layer(kind, [f"{name}:string" for name in names.split()], [])
    before = layer.renderer().dump()
    layer.loadNamedStyle(str(STYLE_FOLDER / f"{style}.qml"))
    assert layer.renderer().dump() != before
    tip = layer.mapTipTemplate()
    expressions = [part.split("%]")[0] for part in tip.split("[%")[1:]]
    assert expressions
    symbols = layer.renderer().symbols(QgsRenderContext())
    assert symbols
    for symbol_layer in (part for symbol in symbols for part in symbol.symbolLayers()):
        properties = symbol_layer.dataDefinedProperties()
        expressions += [properties.property(key).expressionString() for key in properties.propertyKeys()]
    for text in filter(None, expressions):
        expression = QgsExpression(text)
        assert not expression.hasParserError(), text
        # Functions of the whole feature, such as attribute(), refer to all attributes.
        assert expression.referencedColumns() - {"#!allattributes!#"} <= set(names.split()), text


def test_each_officer_has_a_colour_and_a_line_in_the_legend(make_layer):
    from patrol_planner.processing.framework.dress import dress_layer

    rows = [("LineString(0 0, 100 0)", name) for name in ("B", "A", "C", "A")]
    layer = make_layer("LineString", ["officer:string"], rows)
    dress_layer(layer, "officer_routes")
    categories = layer.renderer().categories()
    assert [category.label() for category in categories] == ["A", "B", "C"]
    painted = [[part.color().name() for part in category.symbol().symbolLayers()] for category in categories]
    # White halo and arrows, and between them a line in the officer's colour.
    assert all(halo == arrows == "#ffffff" for halo, _, arrows in painted)
    assert len({line for _, line, _ in painted}) == 3


def told_by(layer, feature):
    """What the rules of a layer's labels write at a feature."""
    from qgis.core import QgsExpression, QgsExpressionContext, QgsExpressionContextUtils

    context = QgsExpressionContext(QgsExpressionContextUtils.globalProjectLayerScopes(layer))
    context.setFeature(feature)
    told = []
    for rule in layer.labeling().rootRule().children():
        if QgsExpression(rule.filterExpression()).evaluate(context):
            text = QgsExpression(rule.settings().fieldName)
            told.append(text.evaluate(context))
            assert not text.hasEvalError(), text.evalErrorString()
    return told


def styled_legs(make_layer, rows):
    from patrol_planner.processing.framework.dress import dress_layer

    fields = ["leg:integer", "from_stop:string", "to_stop:string", "depart:datetime", "arrive:datetime"]
    times = ("2024-05-31T08:00:00", "2024-05-31T08:12:00")
    layer = make_layer("LineString", fields, [("LineString(0 0, 100 0)", *row, *times) for row in rows])
    dress_layer(layer, "route")
    return layer


def test_the_map_says_where_a_route_starts_and_ends(make_layer):
    layer = styled_legs(make_layer, [(1, "start", "2"), (2, "2", "end"), (1, "2", "5"), (7, "5", "start")])
    told = [told_by(layer, feature) for feature in layer.getFeatures()]
    # Without a start of its own a route begins at its first stop, which has a number.
    assert told == [["Start 08:00"], ["End 08:12"], [], ["End 08:12"]]


@pytest.mark.parametrize(
    ("stop", "street", "label"),
    [
        ("7", "Fell Street", "Stop 7\nFell Street\n08:00–08:12"),
        ("Park", None, "Park\n08:00–08:12"),
        ("Park 7", "", "Park 7\n08:00–08:12"),
    ],
)
def test_a_visit_is_labelled_by_name_street_and_times(make_layer, stop, street, label):
    from patrol_planner.processing.framework.dress import dress_layer

    fields = ["seq:integer", "stop:string", "arrive:datetime", "depart:datetime", "begin:datetime"]
    fields += ["wait:double", "street:string", "visit:integer", "variant:integer"]
    eight, later = "2024-05-31T08:00:00", "2024-05-31T08:12:00"
    layer = make_layer("Point", fields, [("Point(0 0)", 3, stop, eight, later, eight, 0.0, street, 1, 1)])
    dress_layer(layer, "visits")
    assert label in told_by(layer, next(layer.getFeatures()))


def test_the_squares_of_start_and_end_are_on_their_legs_alone_and_not_in_the_legend(make_layer):
    from qgis.core import QgsExpressionContext, QgsMarkerLineSymbolLayer, QgsRenderContext, QgsSymbolLayer

    from patrol_planner.processing.framework.dress import dress_layer

    def squares(style):
        layer = make_layer("LineString", ["leg:integer", "from_stop:string", "to_stop:string", "variant:integer"], rows)
        dress_layer(layer, style)
        symbol = layer.renderer().symbols(QgsRenderContext())[0].clone()
        parts = [part for part in symbol.symbolLayers() if isinstance(part, QgsMarkerLineSymbolLayer)]
        # Copies, as parts go with their symbol.
        return layer, [part.subSymbol().symbolLayer(0).clone() for part in parts[-2:]]

    rows = [("LineString(0 0, 100 0)", *row, 1) for row in ((1, "start", "2"), (2, "2", "3"), (3, "3", "end"))]
    for style in ("route", "route_variants"):
        layer, parts = squares(style)
        # What the legend draws, without a leg.
        assert [(part.fillColor().alpha(), part.strokeColor().alpha()) for part in parts] == [(0, 0), (0, 0)]
        seen = []
        for feature in layer.getFeatures():
            context = QgsExpressionContext()
            context.setFields(layer.fields())
            context.setFeature(feature)
            for part in parts:
                drawn = part.dataDefinedProperties().valueAsColor(
                    QgsSymbolLayer.Property.PropertyFillColor, context, part.fillColor()
                )
                seen.append(drawn[0].alpha() if isinstance(drawn, tuple) else drawn.alpha())
        assert seen == [255, 0, 0, 0, 0, 255]
