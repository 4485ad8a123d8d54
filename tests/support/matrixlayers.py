"""Roads and places as layers, and the travel time matrix between them."""

from __future__ import annotations

KMH = 36.0  # 10 m/s


def layer_of(kind, fields, rows, crs="EPSG:32610"):
    """A memory layer from (WKT or None, attributes...) rows."""
    from qgis.core import QgsFeature, QgsGeometry, QgsVectorLayer

    layer = QgsVectorLayer(f"{kind}?crs={crs}" + "".join(f"&field={field}" for field in fields), "layer", "memory")
    features = []
    for wkt, *attributes in rows:
        feature = QgsFeature(layer.fields())
        if wkt is not None:
            feature.setGeometry(QgsGeometry.fromWkt(wkt))
        feature.setAttributes(attributes)
        features.append(feature)
    assert layer.dataProvider().addFeatures(features)[0]
    layer.updateExtents()
    return layer


def run_matrix(**parameters):
    """Rows {(origin, destin): (km, minutes)}, the outputs and the log."""
    from qgis import processing
    from qgis.core import QgsProcessingContext, QgsProcessingFeedback, QgsProject

    context = QgsProcessingContext()
    context.setProject(QgsProject.instance())
    feedback = QgsProcessingFeedback(False)
    outputs = processing.run(
        "patrol:travelmatrix", {"MATRIX": "memory:", **parameters}, context=context, feedback=feedback
    )
    rows = {
        (feature["origin"], feature["destin"]): (feature["km"], feature["minutes"])
        for feature in outputs["MATRIX"].getFeatures()
    }
    return rows, outputs, feedback.textLog()


def roads(*rows):
    return layer_of("LineString", ["oneway:string", "maxspeed:string", "highway:string"], rows)


def places(*rows, crs="EPSG:32610"):
    return layer_of("Point", ["stop:string"], rows, crs)
