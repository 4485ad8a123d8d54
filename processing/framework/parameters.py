"""Parameters that several algorithms share, built in one place so that they read alike everywhere."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from qgis.core import (
    QgsProcessing,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterCrs,
    QgsProcessingParameterDateTime,
    QgsProcessingParameterDefinition,
    QgsProcessingParameterEnum,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterField,
    QgsProcessingParameterFileDestination,
    QgsProcessingParameterNumber,
    QgsProcessingParameterPoint,
    QgsProcessingParameterString,
)

from ...algorithms.roads.vehicles import VEHICLES
from ...algorithms.texts import Text
from .bounds import Bounds, keep_bounds

POINTS = QgsProcessing.SourceType.TypeVectorPoint
LINES = QgsProcessing.SourceType.TypeVectorLine
POLYGONS = QgsProcessing.SourceType.TypeVectorPolygon
ANY_VECTOR = QgsProcessing.SourceType.TypeVectorAnyGeometry
TABLE = QgsProcessing.SourceType.TypeVector

_NUMBER = QgsProcessingParameterNumber.Type
_FIELD = QgsProcessingParameterField.DataType
# No bound, as QGIS has it.
_LOWEST, _HIGHEST = -1e300, 1e300
_LOWEST_WHOLE, _HIGHEST_WHOLE = -2_147_483_647, 2_147_483_647
_FIRST_YEAR, _LAST_YEAR = 1900, 2200

# What the road parameters mean, for the HELP table of every algorithm that has them.
ROAD_HELP = {
    "ROADS": "Lines of the road network, as OpenStreetMap or your own data has them. Lines that share a vertex are "
    "connected. Where a field highway (or Geofabrik's fclass) holds classes, lines that no car drives are left out and "
    "counted: rivers, railways, ferries, footways, roads under construction, and those with access private or no, "
    "unless a tag emergency opens them. Restrictions of turns, and of some hours only (:conditional), are not read.",
    "VEHICLE": " ".join(f"{vehicle.word}: {vehicle.help}." for vehicle in VEHICLES.values()),
    "DIRECTION_FIELD": "Field that says which way a road may be driven. Empty: OpenStreetMap's oneway, as a field or "
    "in other_tags, if there are classes of road. Roundabouts and motorways (not their links) are one-way unless it "
    "says otherwise; reversible roads are left out.",
    "VALUE_FORWARD": "Values of the direction field for one-way along the line; several separated by commas.",
    "VALUE_BACKWARD": "Values of the direction field for one-way against the line; several separated by commas.",
    "VALUE_BOTH": "Values of the direction field for both ways; several separated by commas.",
    "DEFAULT_DIRECTION": "Direction of roads without one of these values.",
    "SPEED_FIELD": "Speed in km/h, as a number or as OpenStreetMap writes it (50, 30 mph; of a list the first). Empty: "
    "OpenStreetMap's maxspeed, if there are classes of road; where it differs by direction, the lower of the ways "
    "driven. Where it is missing or no speed (none, signals), the class of road decides (an unknown class: 10 km/h at "
    "most), else the default speed.",
    "DEFAULT_SPEED": "Speed in km/h of roads with neither a speed nor a class.",
    "TOLERANCE": "A line that ends this close (metres) to another line, at its end or beside it, is connected there; 0 "
    "connects only equal coordinates.",
    "JUNCTION_DELAY": "Seconds lost at a junction by who gives way, coming by a road of a lower class than the highest "
    "that meets there; half of it among equals, a quarter with the right of way. Without classes of road all are "
    "equal. A vertex that merely cuts a street in two is no junction; service roads and short dead ends count for "
    "those alone who leave them. An estimate: with 6 s travel times in San Francisco are as long as those of the "
    "router OSRM. 0: junctions cost nothing, and journeys come out shorter than real ones.",
    "TRAFFIC": "Table with fields hour (0–23) and factor: travel times of that hour are multiplied by the factor. "
    "Missing hours have 1. A field class (OpenStreetMap's highway, such as primary or primary_link, or the class of "
    "your roads) gives classes factors of their own; a row without a class is for all the others, and for a class in "
    "the hours it has no row. Each journey then takes the quickest way of the hour it begins in.",
    "SNAP_MAX": "Greatest distance in metres from a place to the nearest road; places farther away are left out, "
    "counted and named. Of the roads within it, one that leads to the other places is preferred to a nearer one that "
    "leads nowhere.",
}

# What the parameters of a routing server mean, for the HELP table of every algorithm that has them.
# What a field of times may hold, for the HELP tables.
TIMES_HELP = (
    "a DateTime or Date field, text (2024-05-31 22:15, 5/31/2024 10:15 PM where the whole column shows that the month "
    "stands first), or seconds or milliseconds since 1970"
)
CLOCK_HELP = (
    "Field with the time of day (a Time field, 19:51, 7:51 PM, 1951), where {field} holds only the date. Empty: "
    "{field} holds both."
)

# What to do where a file cannot be written.
CHECK_FOLDER = Text(
    "Check that the folder exists, that you may write there, that the disk is not full, and that the file is not open "
    "in another program."
)


class OneField(QgsProcessingParameterField):
    """A single field, whose name may hold semicolons: QGIS takes them for those of a list and refuses it."""

    def checkValueIsAcceptable(self, value: Any, context: Any = None) -> bool:  # noqa: N802
        return super().checkValueIsAcceptable(value.replace(";", "_") if isinstance(value, str) else value, context)


def advanced(definition: QgsProcessingParameterDefinition) -> QgsProcessingParameterDefinition:
    """The same parameter, shown under Advanced."""
    definition.setFlags(definition.flags() | QgsProcessingParameterDefinition.Flag.FlagAdvanced)
    return definition


def source(name: str, label: str, kind: Any, optional: bool = False) -> QgsProcessingParameterFeatureSource:
    return QgsProcessingParameterFeatureSource(name, label, [kind], optional=optional)


def field(
    name: str, label: str, parent: str, kind: Any = _FIELD.Any, optional: bool = True, default: str | None = None
) -> QgsProcessingParameterField:
    """One field of a layer.

    name: of the parameter.
    label: as people read it.
    parent: the parameter of the layer.
    kind: which types of field are offered.
    optional: whether it may be left out.
    default: the field chosen at first.
    """
    return OneField(name, label, default, parent, kind, optional=optional)


def number_field(name: str, label: str, parent: str, default: str | None = None) -> QgsProcessingParameterField:
    return field(name, label, parent, _FIELD.Numeric, True, default)


def time_field(
    parent: str = "INCIDENTS", name: str = "TIME_FIELD", optional: bool = False, label: str = "Time field"
) -> QgsProcessingParameterField:
    # Any type: text in ISO form is a time too.
    return field(name, label, parent, optional=optional)


def clock_field(parent: str = "INCIDENTS") -> QgsProcessingParameterDefinition:
    """The time of day in a field of its own."""
    return advanced(field("CLOCK_FIELD", "Clock field (time of day)", parent))


def metres(
    name: str, label: str, default: float | None, optional: bool = False, **bounds: Any
) -> QgsProcessingParameterNumber:
    """A length in metres whatever the layer's units, so no unit is converted behind the user's back."""
    return number(name, f"{label} (m)", default, optional, **bounds)


def number(
    name: str, label: str, default: float | None, optional: bool = False, **bounds: Any
) -> QgsProcessingParameterNumber:
    """A number within bounds, those of the record ``Bounds``: ``least=0, most=10080, why="a week"``."""
    definition = QgsProcessingParameterNumber(name, label, _NUMBER.Double, default, optional, _LOWEST, _HIGHEST)
    return _bounded(definition, Bounds(**bounds))


def integer(
    name: str, label: str, default: int | None, optional: bool = False, **bounds: Any
) -> QgsProcessingParameterNumber:
    """A whole number within bounds, as ``number`` has them."""
    definition = QgsProcessingParameterNumber(
        name, label, _NUMBER.Integer, default, optional, _LOWEST_WHOLE, _HIGHEST_WHOLE
    )
    return _bounded(definition, Bounds(**bounds))


def _bounded(definition: QgsProcessingParameterNumber, bounds: Bounds) -> QgsProcessingParameterNumber:
    keep_bounds(definition, bounds)
    # QGIS's own, for the boxes of the toolbox; a value beyond is refused by our check before QGIS sees it.
    if bounds.least is not None:
        definition.setMinimum(0.0 if bounds.zero else bounds.least)
    if bounds.most is not None:
        definition.setMaximum(bounds.most)
    return definition


def word(name: str, label: str, words: Sequence[str], default: str) -> QgsProcessingParameterEnum:
    """A choice stored as its word, so that models and scripts stay readable."""
    return QgsProcessingParameterEnum(name, label, list(words), False, default, False, True)


def several_words(name: str, label: str, words: Sequence[str], default: Sequence[str]) -> QgsProcessingParameterEnum:
    """As ``word``, of which several may be chosen."""
    return QgsProcessingParameterEnum(name, label, list(words), True, list(default), False, True)


def choice(name: str, label: str, default: bool) -> QgsProcessingParameterBoolean:
    """Yes or no."""
    return QgsProcessingParameterBoolean(name, label, default)


def moment(name: str, label: str, optional: bool = False, any_year: bool = False) -> QgsProcessingParameterDateTime:
    """A date and time, of a year that is no slip of the pen; of ``any_year`` where the far past or future is "none"."""
    kind = QgsProcessingParameterDateTime.Type.DateTime
    definition = QgsProcessingParameterDateTime(name, label, kind, optional=optional)
    if not any_year:
        years = Bounds(
            least=_FIRST_YEAR,
            most=_LAST_YEAR,
            text="{label}: the year must be from {least} to {most}, not {value}. Write it as 2024-05-31 22:15.",
            span="Years from {least} to {most}.",
        )
        keep_bounds(definition, years)
    return definition


def point(name: str, label: str, optional: bool = False) -> QgsProcessingParameterPoint:
    """A place clicked on the map, or written as x,y [EPSG:code]."""
    return QgsProcessingParameterPoint(name, label, optional=optional)


def seed() -> QgsProcessingParameterDefinition:
    return advanced(integer("SEED", "Seed", 1, least=0))


def shift_hours(default: float) -> QgsProcessingParameterDefinition:
    return number(
        "SHIFT_HOURS",
        "Length of the shift (h)",
        default,
        above=0,
        least=1 / 60,
        most=8784,
        why="in hours, a year; plan one shift at a time",
        low="{label}: {value:g} hours are less than a minute. Give the length in hours.",
        span="From a minute to 8,784 hours (a year).",
    )


def dwell(label: str, default: float) -> QgsProcessingParameterDefinition:
    return number("DWELL", label, default, least=0, most=10080, why="in minutes, a week")


def breaks() -> list[QgsProcessingParameterDefinition]:
    """When the break of a shift begins, and how long it is."""
    return [
        advanced(moment("BREAK_ON", "Start of the break", optional=True)),
        advanced(number("BREAK_MIN", "Length of the break (min)", 30.0, above=0)),
    ]


def time_limit() -> QgsProcessingParameterDefinition:
    return advanced(number("TIME_LIMIT", "Time limit (s)", 60.0, above=0))


def working_crs() -> QgsProcessingParameterDefinition:
    return advanced(QgsProcessingParameterCrs("CRS", "Working CRS", optional=True))


def sink(
    name: str, label: str, kind: Any, optional: bool = False, by_default: bool = True
) -> QgsProcessingParameterFeatureSink:
    """A layer that is written.

    name: of the parameter.
    label: as people read it.
    kind: of its geometries.
    optional: whether it may be left out.
    by_default: whether an optional one is ticked at first.
    """
    return QgsProcessingParameterFeatureSink(name, label, kind, None, optional, by_default)


def file_output(name: str, label: str, pattern: str, by_default: bool = False) -> QgsProcessingParameterFileDestination:
    return QgsProcessingParameterFileDestination(name, label, pattern, None, True, by_default)


def roads(optional: bool = False) -> list[QgsProcessingParameterDefinition]:
    """The road parameters of the public interface, under QGIS's own names."""
    return [
        source("ROADS", "Roads", LINES, optional),
        advanced(word("VEHICLE", "Vehicle", tuple(VEHICLES), "car")),
        advanced(field("DIRECTION_FIELD", "Direction field", "ROADS")),
        advanced(text("VALUE_FORWARD", "Value for forward direction", "yes,true,1")),
        advanced(text("VALUE_BACKWARD", "Value for backward direction", "-1,reverse")),
        advanced(text("VALUE_BOTH", "Value for both directions", "no,false,0")),
        advanced(word("DEFAULT_DIRECTION", "Default direction", ("forward", "backward", "both"), "both")),
        advanced(field("SPEED_FIELD", "Speed field", "ROADS")),
        number("DEFAULT_SPEED", "Default speed (km/h)", 50.0, above=0),
        advanced(
            metres(
                "TOLERANCE",
                "Topology tolerance",
                0.0,
                least=0,
                most=100,
                why="in metres; it closes gaps of drawing at the ends of lines, and a larger one joins different "
                "streets",
            )
        ),
        advanced(
            number(
                "JUNCTION_DELAY",
                "Delay at junctions (s)",
                6.0,
                least=0,
                most=300,
                why="in seconds, five minutes",
            )
        ),
        advanced(source("TRAFFIC", "Traffic by hour", TABLE, True)),
        advanced(metres("SNAP_MAX", "Greatest distance to a road", 200.0, above=0)),
    ]


def text(name: str, label: str, default: str) -> QgsProcessingParameterDefinition:
    return QgsProcessingParameterString(name, label, default, optional=True)


def without_geometry(takes: Sequence[int]) -> Text:
    """What to do about a table where features with a geometry of one of these kinds are wanted."""
    kinds = QgsProcessing.SourceType
    if kinds.TypeVectorPoint in takes or kinds.TypeVectorAnyGeometry in takes:
        return Text(
            "Make points of its coordinate columns first (toolbox: Create points layer from table; or Layer → Add "
            "Layer → Add Delimited Text Layer)."
        )
    if kinds.TypeVectorLine in takes:
        return Text("Choose a layer of lines, such as the streets from OpenStreetMap.")
    return Text("Choose a layer of polygons.")
