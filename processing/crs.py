"""The working CRS: everything is computed in projected metres."""

from __future__ import annotations

import math
from typing import Callable

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsCoordinateTransformContext,
    QgsCsException,
    QgsPointXY,
    QgsUnitTypes,
)

from ..algorithms.errors import PatrolError

# Their "metres" are stretched by 1 / cos(latitude): 27 % too long in San Francisco.
PSEUDO_MERCATOR = {"EPSG:3857", "EPSG:900913", "EPSG:3785", "EPSG:102100", "ESRI:102100"}


def is_metric(crs: QgsCoordinateReferenceSystem) -> bool:
    """Whether a CRS is projected in true metres."""
    return (
        crs.isValid()
        and not crs.isGeographic()
        and crs.mapUnits() == QgsUnitTypes.DistanceUnit.DistanceMeters
        # Metres from the centre of the Earth are no map.
        and "+proj=geocent" not in crs.toProj()
        and crs.authid() not in PSEUDO_MERCATOR
    )


def utm_zone_of(longitude: float, latitude: float) -> QgsCoordinateReferenceSystem:
    """The WGS 84 / UTM zone of a place (80° S – 84° N; polar stereographic beyond)."""
    if latitude > 84:
        return QgsCoordinateReferenceSystem("EPSG:32661")
    if latitude < -80:
        return QgsCoordinateReferenceSystem("EPSG:32761")
    zone = min(max(int(math.floor((longitude + 180) / 6)) + 1, 1), 60)
    return QgsCoordinateReferenceSystem(f"EPSG:{(32600 if latitude >= 0 else 32700) + zone}")


def working_crs(
    chosen: QgsCoordinateReferenceSystem | None,
    layer_crs: QgsCoordinateReferenceSystem,
    centre: QgsPointXY,
    layer_label: str,
    context: QgsCoordinateTransformContext,
    info: Callable[[str], None],
    warn: Callable[[str], None],
) -> QgsCoordinateReferenceSystem:
    """The CRS to compute in: ``chosen`` if given, else the study layer's if projected in metres, else UTM.

    Raises PatrolError when the layer has no CRS or ``chosen`` is not projected in metres.
    """
    require_crs(layer_crs, layer_label)
    if chosen is not None and chosen.isValid():
        if not is_metric(chosen) and chosen.authid() not in PSEUDO_MERCATOR:
            raise PatrolError(
                f"The working CRS {chosen.authid()} is not projected in metres. Choose one that is, such as the UTM "
                "zone of the city, or leave CRS empty and it is found for you."
            )
        if chosen.authid() in PSEUDO_MERCATOR:
            warn(
                f"{chosen.authid()} (Web Mercator) stretches distances away from the equator: metres, areas and travel "
                "times will be wrong. A UTM zone is right."
            )
        return chosen
    if is_metric(layer_crs):
        return layer_crs
    to_degrees = QgsCoordinateTransform(layer_crs, QgsCoordinateReferenceSystem("EPSG:4326"), context)
    try:
        centre = to_degrees.transform(centre)
    except QgsCsException:
        centre = QgsPointXY(math.nan, math.nan)
    if not (math.isfinite(centre.x()) and math.isfinite(centre.y()) and abs(centre.y()) <= 90):
        raise PatrolError(
            f"{layer_label}: its coordinates do not fit its CRS {layer_crs.authid()}. Set the layer's CRS to the one "
            "its coordinates are in (layer properties, Source)."
        )
    found = utm_zone_of(centre.x(), centre.y())
    if layer_crs.isGeographic():
        reason = "is in degrees"
    elif layer_crs.authid() in PSEUDO_MERCATOR:
        reason = "is in Web Mercator, whose metres are stretched"
    else:
        reason = "is not in metres"
    info(f"{layer_label} ({layer_crs.authid()}) {reason}; computing in {found.authid()} ({found.description()}).")
    return found


def require_crs(crs: QgsCoordinateReferenceSystem, layer_label: str) -> None:
    """Raise when a layer has no CRS."""
    # A GeoPackage without one has "Undefined geographic SRS", which QGIS 3.22 takes for valid.
    if not crs.isValid() or crs.description().startswith("Undefined "):
        raise PatrolError(
            f"{layer_label}: the layer has no coordinate reference system, so its place on Earth is unknown. Set it in "
            "the layer's properties (Source → Assigned CRS); for longitude and latitude that is EPSG:4326."
        )
