"""Random wrong values and geometries for every algorithm: a success or a sentence, and no input is touched."""

from __future__ import annotations

import math
import threading

import pytest

# As QGIS's own dialog shows them, some hundred letters a line.
MOST_LETTERS = 400
MOST_SECONDS = 5
NUMBERS = (math.nan, math.inf, -math.inf, -1, 0, 1e-12, 0.5, 1e9, 1e308, "", "abc", "1,5", None, [], True)
WORDS = ("", "nonsense", 0, 99, -1, None, ["count"], "COUNT", 1.5)
MOMENTS = ("", "nonsense", "2024-02-30", "31.05.2024", "0001-01-01", "9999-12-31T23:59:59", "2024-05-31 22:15", 12)
POINTS = ("", "nonsense", "1,2", "nan,nan", "1e400,0", "3,56 [EPSG:4326]", "3,56 [EPSG:999999]", "200,95 [EPSG:4326]")
CODES = ("", "nonsense", "EPSG:999999", "EPSG:4326", "EPSG:3857", "EPSG:2272", "EPSG:32631", None)
FIELDS = ("", "no_such_field", "TIME", "type", "geom", "fid", "id;name", "' OR 1=1", None, ["a", "b"])
# Of each kind one that is as it should be, in the middle of the city, and what else a layer may hold.
SOUND = {
    "Point": "Point({x} {y})",
    "MultiPoint": "MultiPoint(({x} {y}))",
    "LineString": "LineString({x} {y}, 501500 6201500)",
    "Polygon": "Polygon(({x} {y}, 501500 6201500, 501500 6200500, {x} {y}))",
    "MultiPolygon": "MultiPolygon((({x} {y}, 501500 6201500, 501500 6200500, {x} {y})))",
    "GeometryCollection": "GeometryCollection(Point({x} {y}))",
}
SHAPES = (
    None,
    "Point EMPTY",
    "Point(nan nan)",
    "Point(1e300 -1e300)",
    "Point(0 0)",
    "PointZ(500500 6200500 7)",
    "MultiPoint((500500 6200500),(500600 6200600))",
    "MultiPoint((500500 6200500))",
    "LineString(500500 6200500, 500900 6200900)",
    "LineString(500500 6200500, 500500 6200500)",
    "LineString(0 0, 1e300 1e300)",
    "CircularString(500500 6200500, 500900 6200900, 501300 6200500)",
    "MultiLineString((500500 6200500, 500900 6200900),(501000 6201000, 501500 6201500))",
    "Polygon((500500 6200500, 501500 6201500, 501500 6200500, 500500 6201500, 500500 6200500))",
    "Polygon((500500 6200500, 502500 6200500, 502500 6202500, 500500 6202500, 500500 6200500),"
    "(501000 6201000, 501500 6201000, 501500 6201500, 501000 6201500, 501000 6201000))",
    "Polygon((500500 6200500, 500600 6200500, 500700 6200500, 500500 6200500))",
    "GeometryCollection(Point(500500 6200500))",
)
TEXTS = (None, "", "2024-05-31 22:15", "2024-05-31", "nonsense", "=1+1", "<img src=x>", "\x00", "Ω" * 300, "-7", "1e99")
KINDS = ("Point", "Point", "LineString", "LineString", "Polygon", "Polygon", *SOUND, "None")
USUAL = ("2024-05-31 22:15", "2024-06-01 02:10", "1", "0", "3", "burglary", "30", "no", "17")
TYPES = ("string", "double", "integer", "datetime", "date")
NAMES = ("time", "type", "risk", "n", "cell_id", "officer", "oneway", "maxspeed", "hour", "factor", "weight")


@pytest.fixture(scope="module")
def wrong_layers(city, qgis_app):
    """Makes a layer with a few of the geometries and odd attribute values, or a path that is none."""
    from qgis.core import QgsFeature, QgsGeometry, QgsVectorLayer

    kept = []

    def make(chance):
        choice = chance.random()
        if choice < 0.15:
            return chance.choice(["", "/no/such/file.gpkg", str(city.folder), 7, None, "layer_1234", []])
        kind = chance.choice(KINDS)
        crs = chance.choice(["EPSG:32631", "EPSG:32631", "EPSG:4326", "EPSG:2272", ""])
        fields = "".join(f"&field={name}:{chance.choice(TYPES)}" for name in NAMES if chance.random() < 0.7)
        layer = QgsVectorLayer(f"{kind}?crs={crs}{fields}", "wrong", "memory")
        features = []
        odd = chance.choice([0.02, 0.2, 1.0])
        for _ in range(chance.choice([0, 1, 2, 40, 40])):
            feature = QgsFeature(layer.fields())
            place = {"x": 500000 + chance.randint(0, 3000), "y": 6200000 + chance.randint(0, 3000)}
            shape = chance.choice(SHAPES) if chance.random() < odd else SOUND.get(kind, "").format(**place)
            if shape and kind != "None":
                feature.setGeometry(QgsGeometry.fromWkt(shape))
            for index in range(len(layer.fields())):
                feature.setAttribute(index, chance.choice(TEXTS if chance.random() < odd else USUAL))
            features.append(feature)
        layer.dataProvider().addFeatures(features)
        layer.updateExtents()
        kept.append(layer)
        return layer

    return make


def wrong_value(definition, chance, wrong_layers):
    """Something that the parameter may be given by mistake."""
    kind = definition.type()
    if kind in ("source", "vector", "raster"):
        return wrong_layers(chance)
    if kind == "multilayer":
        return [wrong_layers(chance) for _ in range(chance.choice([0, 1, 2]))]
    values = {"number": NUMBERS, "distance": NUMBERS, "enum": WORDS, "datetime": MOMENTS, "point": POINTS, "crs": CODES}
    return chance.choice({**values, "field": FIELDS, "boolean": (True, False, None, "abc", 2)}.get(kind, TEXTS))


def test_wrong_values_end_in_a_success_or_a_sentence(city, wrong_layers, numbered_runs, state_of, tmp_path, complaints):
    from qgis import processing
    from qgis.core import QgsApplication, QgsProcessingException, QgsProcessingFeedback

    inputs = state_of(city.folder)
    names = sorted(city.good)
    refused, faults = 0, []
    for number, chance in numbered_runs:
        name = names[number % len(names)]
        algorithm = QgsApplication.processingRegistry().algorithmById(f"patrol:{name}")
        given = [definition for definition in algorithm.parameterDefinitions() if not definition.isDestination()]
        parameters = dict(city.good[name].parameters)
        some = chance.sample(given, min(len(given), chance.choice([1, 1, 2, 3])))
        changed = {definition.name(): wrong_value(definition, chance, wrong_layers) for definition in some}
        parameters.update(changed)
        folder = tmp_path / str(number)
        folder.mkdir()
        for key, endings in city.good[name].outputs.items():
            parameters[key] = str(folder / f"{key.lower()}{chance.choice(endings)}")
        feedback = QgsProcessingFeedback(False)
        # A large number may mean hours of honest work.
        enough = threading.Timer(MOST_SECONDS, feedback.cancel)
        enough.start()
        said = f"run {number}: {name} {changed}"
        try:
            processing.run(f"patrol:{name}", parameters, feedback=feedback)
        except QgsProcessingException as error:
            refused += 1
            text = str(error).replace(str(tmp_path), "")
            if "failed in a way it should not" in text or "Traceback" in text or not 0 < len(text) <= MOST_LETTERS:
                faults.append(f"{said}: {len(text)} letters: {text}")
            if left := state_of(folder):
                faults.append(f"{said}: left {sorted(left)}")
        except Exception as error:
            faults.append(f"{said}: {type(error).__name__}: {error}")
        finally:
            enough.cancel()
        faults += [f"{said}: {text}" for text in complaints]
        complaints.clear()
    assert not faults, "\n".join(faults)
    assert state_of(city.folder) == inputs
    assert refused
    # A slow machine gets through a few only, which may all be refused.
    assert refused <= number or number < 20
