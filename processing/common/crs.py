"""Coordinate reference systems and the transforms between them, made in one place; the working CRS in metres.

QGIS hands every CRS out of a cache. One that was first made in a worker thread loses its definition when Qt ends that
thread after half a minute without work: it stays "valid", but its text is empty, a transform to it does nothing without
a word, and a layer saved later has no CRS. So each is made anew in the main thread and kept, and what comes in from
layers is looked at; no other module makes a CRS or a transform.
"""

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

from ...algorithms.errors import PatrolError
from ...algorithms.texts import Text
from .mainthread import in_main_thread

WGS84 = "EPSG:4326"
# Their "metres" are stretched by 1 / cos(latitude): 27 % too long in San Francisco.
PSEUDO_MERCATOR = {"EPSG:3857", "EPSG:900913", "EPSG:3785", "EPSG:102100", "ESRI:102100"}


def made_crs(code: str) -> QgsCoordinateReferenceSystem:
    """The CRS of a code such as EPSG:4326, not valid where QGIS does not know it; it outlives every worker thread."""
    return _made(lambda: QgsCoordinateReferenceSystem(code))


def lasting_crs(crs: QgsCoordinateReferenceSystem) -> QgsCoordinateReferenceSystem:
    """The CRS of a layer as one that outlives every worker thread; the same one where it cannot be made anew."""
    if not crs.isValid():
        return crs
    if crs.authid():
        made = made_crs(crs.authid())
    else:
        text = crs.toWkt(QgsCoordinateReferenceSystem.WktVariant.WKT_PREFERRED)
        made = _made(lambda: QgsCoordinateReferenceSystem.fromWkt(text))
    return made if made.isValid() else crs


def _made(make: Callable[[], QgsCoordinateReferenceSystem]) -> QgsCoordinateReferenceSystem:
    def anew() -> QgsCoordinateReferenceSystem:
        # What the cache holds may belong to a thread about to end.
        QgsCoordinateReferenceSystem.invalidateCache()
        return make()

    return in_main_thread(anew)


def transform_between(
    source: QgsCoordinateReferenceSystem, target: QgsCoordinateReferenceSystem, context: QgsCoordinateTransformContext
) -> QgsCoordinateTransform | None:
    """The transform between two CRSs, None where they are the same.

    Raises PatrolError where QGIS would hand coordinates through unchanged although the CRSs differ.
    """
    if source == target:
        return None
    transform = QgsCoordinateTransform(source, target, context)
    if not transform.isValid() or transform.isShortCircuited() or "" in (source.toWkt(), target.toWkt()):
        raise PatrolError(
            "Coordinates cannot be brought from {source} to {target}: QGIS has no way between the two, or has "
            "lost the definition of one. Check the CRS of the layers (Source → Assigned CRS), or start QGIS anew.",
            source=_shown(source),
            target=_shown(target),
        )
    return transform


def _shown(crs: QgsCoordinateReferenceSystem) -> str:
    return crs.authid() or crs.description() or Text("a CRS without a name")


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
        return made_crs("EPSG:32661")
    if latitude < -80:
        return made_crs("EPSG:32761")
    zone = min(max(int(math.floor((longitude + 180) / 6)) + 1, 1), 60)
    return made_crs(f"EPSG:{(32600 if latitude >= 0 else 32700) + zone}")


def working_crs(
    chosen: QgsCoordinateReferenceSystem | None,
    layer_crs: QgsCoordinateReferenceSystem,
    centre: Callable[[], QgsPointXY],
    layer_label: str,
    context: QgsCoordinateTransformContext,
    info: Callable[..., None],
    warn: Callable[..., None],
) -> QgsCoordinateReferenceSystem:
    """The CRS to compute in: ``chosen`` if given, else the study layer's if projected in metres, else UTM.

    chosen: by the user; None for none.
    layer_crs: the study layer's.
    centre: tells where that layer lies; asked only when its UTM zone is to be found.
    layer_label: names it in messages.
    context: the project's preferred ways between two CRSs.
    info, warn: take what is to be said.

    Raises PatrolError when the layer has no CRS or ``chosen`` is not projected in metres.
    """
    require_crs(layer_crs, layer_label)
    if chosen is not None and chosen.isValid():
        if not is_metric(chosen) and chosen.authid() not in PSEUDO_MERCATOR:
            raise PatrolError(
                "The working CRS {chosen} is not projected in metres. Choose one that is, such as the UTM zone "
                "of the city, or leave CRS empty and it is found for you.",
                chosen=chosen.authid(),
            )
        if chosen.authid() in PSEUDO_MERCATOR:
            warn(
                "{chosen} (Web Mercator) stretches distances away from the equator: metres, areas and travel "
                "times will be wrong. A UTM zone is right.",
                chosen=chosen.authid(),
            )
        return chosen
    if is_metric(layer_crs):
        return layer_crs
    to_degrees = transform_between(layer_crs, made_crs(WGS84), context)
    try:
        place = centre() if to_degrees is None else to_degrees.transform(centre())
    except QgsCsException:
        place = QgsPointXY(math.nan, math.nan)
    if not (math.isfinite(place.x()) and math.isfinite(place.y()) and abs(place.y()) <= 90):
        raise PatrolError(
            "{label}: its coordinates do not fit its CRS {crs}. Set the layer's CRS to the one its "
            "coordinates are in (layer properties, Source).",
            label=layer_label,
            crs=layer_crs.authid(),
        )
    found = utm_zone_of(place.x(), place.y())
    if layer_crs.isGeographic():
        reason = Text("is in degrees")
    elif layer_crs.authid() in PSEUDO_MERCATOR:
        reason = Text("is in Web Mercator, whose metres are stretched")
    else:
        reason = Text("is not in metres")
    info(
        "{label} ({crs}) {reason}; computing in {found} ({name}).",
        label=layer_label,
        crs=layer_crs.authid(),
        reason=reason,
        found=found.authid(),
        name=found.description(),
    )
    return found


def require_crs(crs: QgsCoordinateReferenceSystem, layer_label: str) -> None:
    """Raise when a layer has no CRS."""
    # A GeoPackage without one has "Undefined geographic SRS", which QGIS 3.22 takes for valid.
    if not crs.isValid() or crs.description().startswith("Undefined "):
        raise PatrolError(
            "{label}: the layer has no coordinate reference system, so its place on Earth is unknown. Set "
            "it in the layer's properties (Source → Assigned CRS); for longitude and latitude that is EPSG:4326.",
            label=layer_label,
        )
    if not crs.toWkt():
        raise PatrolError(
            "{label}: QGIS has lost the definition of the layer's coordinate reference system. Remove the "
            "layer from the project and add it again, or start QGIS anew.",
            label=layer_label,
        )
