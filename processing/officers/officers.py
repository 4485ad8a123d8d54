"""Officers: where each starts, when they are on duty and have their break, and how fast they are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from ...algorithms.errors import PatrolError
from ...algorithms.officers.officers import Officers
from ...algorithms.roads.vehicles import VEHICLES, WALKING_KMH
from ...algorithms.texts import Text
from ..common.wording import listed
from ..layers.places import names_of
from ..layers.reading import read_points
from ..layers.skipped import tell_skipped
from ..times.times import is_something
from ..times.words import plain_value

if TYPE_CHECKING:
    from qgis.core import QgsCoordinateReferenceSystem

    from ...algorithms.route.plan import Clock
    from ..framework.run import Run
    from ..layers.reading import Points

_NAMED = 10
_OPTIONAL = ("shift_on", "shift_off", "speed_kmh", "break_on", "break_min", "beat", "vehicle")


@dataclass(frozen=True)
class OfficerTable:
    """Officers as the layer has them, (k,) each; NaT, NaN and "" where nothing is given."""

    name: np.ndarray
    x: np.ndarray
    y: np.ndarray
    shift_on: np.ndarray
    shift_off: np.ndarray
    speed_kmh: np.ndarray
    break_on: np.ndarray
    break_min: np.ndarray
    beat: np.ndarray

    def where(self, chosen: np.ndarray) -> OfficerTable:
        return OfficerTable(*(getattr(self, field)[chosen] for field in self.__dataclass_fields__))

    def on_clock(self, clock: Clock, shift_min: float) -> Officers:
        """Their times in minutes; who has none is on duty all shift."""
        on, off = clock.minutes(self.shift_on), clock.minutes(self.shift_off)
        # An open end lasts as long as the shift, however late the officer comes.
        off = np.where(np.isnan(off), np.maximum(shift_min, np.nan_to_num(on) + 1.0), off)
        on = np.where(np.isnan(on), np.minimum(0.0, off - 1.0), on)
        return Officers(
            self.name, self.x, self.y, on, off, self.speed_kmh, clock.minutes(self.break_on), self.break_min
        )


def read_officers(run: Run, crs: QgsCoordinateReferenceSystem) -> OfficerTable:
    """The officers, each with their place, duty, speed and break."""
    source = run.required_source("OFFICERS")
    if source.count == 0:
        raise PatrolError(
            "{label}: the layer is empty (or nothing of it is selected). Add a point for each officer.",
            label=source.label,
        )
    name = source.required_field("officer")
    fields = {key: source.own_name(key) for key in _OPTIONAL}
    points = read_points(run, source, crs, [name, *fields.values()], placed=True)
    nameless = points.fid[points.texts(name) == ""]
    if len(nameless):
        run.warn(
            "{label}: {n:,} of {total:,} have no call sign in {field}; they are called by their feature id: {names}.",
            label=source.label,
            n=len(nameless),
            total=len(points),
            field=name,
            names=listed(nameless, _NAMED),
        )
    tell_skipped(run, points.skipped)
    run.counts.tell(officers=len(points))
    names = names_of(points, name, run.warn)

    def moments(key: str) -> np.ndarray:
        field = fields[key]
        if field is None:
            return np.full(len(points), "NaT", dtype="datetime64[s]")
        return _moments(points, field, names)

    def numbers(key: str) -> np.ndarray:
        field = fields[key]
        return np.full(len(points), np.nan) if field is None else _numbers(points, field, names)

    def texts(key: str) -> np.ndarray:
        field = fields[key]
        return np.full(len(points), "", dtype=object) if field is None else points.texts(field)

    table = OfficerTable(
        name=names,
        x=points.x,
        y=points.y,
        shift_on=moments("shift_on"),
        shift_off=moments("shift_off"),
        speed_kmh=_with_walkers(points.label, numbers("speed_kmh"), texts("vehicle"), names),
        break_on=moments("break_on"),
        break_min=numbers("break_min"),
        beat=texts("beat"),
    )
    points.skipped.tell_notes(run.warn)
    return table


def _with_walkers(label: str, speed_kmh: np.ndarray, vehicle: np.ndarray, names: np.ndarray) -> np.ndarray:
    """How fast officers (k,) are, NaN for the roads' speed: who is on foot and has no speed of their own walks.

    label: the layer, for messages.
    speed_kmh: as given, NaN for none.
    vehicle: str objects, a word of VEHICLES or "".
    names: what the officers are called.
    """
    words = [text.strip().lower() for text in vehicle]
    for word, name in zip(words, names):
        if word and word not in VEHICLES:
            raise PatrolError(
                "{label}: vehicle of {name} is {word}; it must be one of {words}, or NULL.",
                label=label,
                name=name,
                word=word,
                words=list(VEHICLES),
            )
    on_foot = np.array([word == "foot" for word in words], dtype=bool)
    return np.where(on_foot & np.isnan(speed_kmh), WALKING_KMH, speed_kmh)


def _moments(points: Points, field: str, names: np.ndarray) -> np.ndarray:
    """A time column in which only NULL may be missing: an officer's duty is never guessed."""
    column = points.time_column(field, may_be_empty=True)
    if column.is_day.any():
        first = int(np.argmax(column.is_day))
        raise PatrolError(
            "{label}: {field} of {name} is {day}, a date without a time of day; it must be a date and time, "
            "such as 2024-05-31 22:15, or NULL.",
            label=points.label,
            field=field,
            name=names[first],
            day=column.time[first].astype("M8[D]"),
        )
    wanted = Text("a date and time, such as 2024-05-31 22:15")
    _refuse_unreadable(points, field, names, np.isnat(column.time), wanted)
    return column.time


def _numbers(points: Points, field: str, names: np.ndarray) -> np.ndarray:
    numbers = points.numbers(field)
    _refuse_unreadable(points, field, names, np.isnan(numbers), Text("a number"))
    return numbers


def _refuse_unreadable(points: Points, field: str, names: np.ndarray, missing: np.ndarray, wanted: Text) -> None:
    """Raise PatrolError for the first officer of whom a field holds something that could not be read.

    points: the officers' layer.
    field: the field.
    names: what the officers are called, (n,).
    missing: bool (n,), of whom nothing was read.
    wanted: what the field must hold.
    """
    values = points.values[field]
    for index in np.flatnonzero(missing):
        if is_something(values[index]):
            shown = plain_value(values[index])
            raise PatrolError(
                "{label}: {field} of {name} is {shown}; it must be {wanted}, or NULL.",
                label=points.label,
                field=field,
                name=names[index],
                shown=shown,
                wanted=wanted,
            )
