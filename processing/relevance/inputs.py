"""An incident layer to features and classes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from qgis.core import QgsCoordinateReferenceSystem
from qgis.PyQt.QtCore import QMetaType, QVariant

from ...algorithms.errors import PatrolError
from ...algorithms.relevance.features import Feature, nominal_feature, number_feature, time_features
from ...algorithms.relevance.relevance import require_classes
from ...algorithms.texts import Text
from ...algorithms.times.spans import DAY_S
from ...algorithms.times.timeclasses import hours_known
from ..common.compat import field_names
from ..common.personfields import word_set, words_of
from ..layers.columns import numbers_of, texts_of
from ..layers.fields import field_label
from ..layers.geometries import reproject
from ..layers.incidents import record_times
from ..layers.placeholders import STRAYS
from ..layers.reading import Points, read_points
from ..times.times import need_hours, times_of

if TYPE_CHECKING:
    from ..framework.run import Run
    from ..framework.source import Source

# Words of fields that say in which sector an incident lies.
_SECTOR_WORDS = word_set(
    """
    area barrio beat boro borough circuit circuito county district distrito division nbhd neighborhood neighbourhood
    parish parroquia precinct sector subcircuit subcircuito subsector ward zona zone
    """
)
# More classes than this of a number are worth a word: perhaps an amount was chosen, not a class.
_MANY_CLASSES = 20


@dataclass(frozen=True)
class Inputs:
    """What was read of n incidents: the features to rank, the class of each, its time and sector where known.

    ``time``: datetime64[s] (n,) or None. ``sector``: a nominal Feature or None.
    """

    crs: QgsCoordinateReferenceSystem
    features: list[Feature]
    target: Feature
    time: np.ndarray | None
    sector: Feature | None


def read_features(run: Run) -> Inputs:
    """The parameters INCIDENTS, TIME_FIELD, TARGET_FIELD, FIELDS, NOMINAL_FIELDS and SECTOR_FIELD as features."""
    source = run.required_source("INCIDENTS")
    time_field, clock_field, target_field, sector_field = (
        next(iter(_named_fields(run, source, name)), None)
        for name in ("TIME_FIELD", "CLOCK_FIELD", "TARGET_FIELD", "SECTOR_FIELD")
    )
    chosen = _chosen_fields(run, source, (time_field, clock_field, target_field))
    sector_field = sector_field or next((name for name in chosen if is_sector(name)), None)
    crs = run.working_crs()
    points = read_points(run, source, crs, [time_field, clock_field, target_field, *chosen, sector_field])
    target_field = _keep_those_of_a_class(run, source, points, target_field)
    for is_far, cause in STRAYS:
        points.keep(~is_far(points.x, points.y), Text("{cause}, so that their coordinates must be wrong", cause=cause))
    time = record_times(points, time_field, clock_field)[0] if time_field else None
    points.skipped.report(run.warn)
    # Last: what is left out for its place or time takes its class with it.
    target = _classes(run, source, points, target_field)
    codes = {sector_field, *_named_fields(run, source, "NOMINAL_FIELDS")}
    features = _of_time_and_place(run, source, points, time, time_field, crs)
    taken = {feature.name for feature in features}
    for name in chosen:
        shown = Text("{name} (field)", name=name) if name in taken else name
        features.append(_feature(source, points, name, shown, name in codes))
    sector = nominal_feature(sector_field, texts_of(points.values[sector_field])) if sector_field else None
    run.counts.tell(incidents_read=points.read, skipped=points.skipped.total, incidents_used=len(points))
    return Inputs(crs, features, target, time, sector)


def is_sector(field: str) -> bool:
    """Whether a field's name says that it holds sectors."""
    return not _SECTOR_WORDS.isdisjoint(words_of(field))


def _named_fields(run: Run, source: Source, parameter: str) -> list[str]:
    """The fields a parameter names, which the layer must have, as it spells them."""
    return [source.required_field(name) for name in field_names(run.algorithm, run.parameters, parameter, run.context)]


def _chosen_fields(run: Run, source: Source, not_features: tuple[str | None, ...]) -> list[str]:
    """FIELDS without the target and the time, which are none."""
    named = _named_fields(run, source, "FIELDS") + _named_fields(run, source, "NOMINAL_FIELDS")
    for name in dict.fromkeys(named):
        if name in not_features:
            run.info(
                "{label}: {name} is the target or the time itself and is not ranked.",
                label=run.label("FIELDS"),
                name=name,
            )
    return [name for name in dict.fromkeys(named) if name not in not_features]


def _keep_those_of_a_class(run: Run, source: Source, points: Points, name: str | None) -> str:
    """Leave out incidents without a value in the target field, and return its name."""
    if not name:
        raise PatrolError("{label}: choose the {target}.", label=source.label, target=run.label("TARGET_FIELD"))
    if _kind(source, name) in ("moment", "other"):
        raise PatrolError(
            "{label}: the field {name} holds moments or lists, not classes. Choose a field of text or "
            "whole numbers, such as the type of crime.",
            label=run.label("TARGET_FIELD"),
            name=name,
        )
    known = np.array([bool(text.strip()) for text in texts_of(points.values[name])], dtype=bool)
    points.keep(known, Text("without a value in {name}", name=name))
    points.skipped.require_some(len(points), points.read)
    return name


def _classes(run: Run, source: Source, points: Points, name: str) -> Feature:
    """The class of each incident that is left."""
    target = nominal_feature(name, texts_of(points.values[name]))
    require_classes(target)
    if _kind(source, name) == "number" and len(target.labels) > _MANY_CLASSES:
        run.warn(
            "{label}: {name} is a number, and each of its {n} values is taken for a class of its own. If "
            "it is an amount, put it into a few groups first.",
            label=run.label("TARGET_FIELD"),
            name=name,
            n=len(target.labels),
        )
    return target


def _of_time_and_place(
    run: Run,
    source: Source,
    points: Points,
    time: np.ndarray | None,
    time_field: str | None,
    crs: QgsCoordinateReferenceSystem,
) -> list[Feature]:
    features = []
    if time is not None and time_field is not None:
        hours = hours_known(time)
        features = time_features(time, not hours.none)
        if hours.none:
            run.info("{field} holds dates without a time of day, so there is no feature hour.", field=time_field)
        else:
            need_hours(run.warn, field_label(source.label, time_field), hours, "")
    else:
        run.info("Without a {label} there are no features of time.", label=run.label("TIME_FIELD").lower())
    longitude, latitude = reproject(points.x, points.y, crs, run.wgs84, run.transforms)
    return [*features, number_feature("latitude", latitude, True), number_feature("longitude", longitude, True)]


def _feature(source: Source, points: Points, field: str, shown: str, holds_codes: bool) -> Feature:
    """A field as a feature: text and codes nominal, amounts numbers, moments days."""
    values = points.values[field]
    kind = _kind(source, field)
    if kind == "other":
        raise PatrolError(
            "{label}: the field {field} holds neither text, numbers nor dates and cannot be ranked. Leave it "
            "out, or make text of it first (toolbox: Field calculator).",
            label=source.label,
            field=field,
        )
    if kind == "moment":
        return _days(shown, values, field_label(source.label, field))
    if kind == "number" and not holds_codes:
        return number_feature(shown, numbers_of(values))
    return nominal_feature(shown, texts_of(values))


def _days(shown: str, values: Any, label: str) -> Feature:
    """Moments as days since 1970."""
    moments = times_of(values, label)
    days = moments.astype(np.int64) / DAY_S
    return number_feature(shown, np.where(np.isnat(moments), np.nan, days), measured=True)


def _kind(source: Source, name: str) -> str:
    """What a field holds: number, nominal, moment or other."""
    definition = source.fields.at(source.fields.lookupField(name))
    if definition.isNumeric():
        return "number"
    for kind, names in (("nominal", ("String", "Bool")), ("moment", ("Date", "DateTime"))):
        if definition.type() in [found for one in names for found in _types(one)]:
            return kind
    return "other"


def _types(name: str) -> list[Any]:
    """The types of that name as Qt 5 and Qt 6 have them."""
    qt5 = [getattr(QVariant.Type, name)] if hasattr(QVariant, "Type") else []
    return [*qt5, getattr(QMetaType.Type, name if name == "Bool" else f"Q{name}")]
