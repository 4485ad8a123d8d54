"""The words about times: values as people write them, what is in the way of reading them, and what was read how."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from qgis.PyQt.QtCore import QDate, QDateTime, QTime

from ...algorithms.texts import Text
from ...algorithms.times.timeclasses import shown_time

if TYPE_CHECKING:
    from ...algorithms.times.texts import TimesRead

# Where more than this share of a column is unread, what is left is no sample of it.
_MANY_UNREAD = 0.05
_AS_TEXT = Text(
    "Load the file without detecting types (Add Delimited Text Layer, Detect field types off), so that this field is "
    "text: it is read here as it is written."
)
_NUMBERS = re.compile(r"\d+")
_SHORT_YEAR = re.compile(r"\d\d?([-/.])\d\d?\1\d\d(?!\d)")


def plain_value(value: Any) -> str:
    """A value as people write it: 19:51, not QTime(19, 51); text in quotes."""
    if isinstance(value, QTime):
        return value.toString("HH:mm:ss" if value.second() else "HH:mm")
    if isinstance(value, QDate):
        return value.toString("yyyy-MM-dd")
    if isinstance(value, QDateTime):
        return value.toString("yyyy-MM-dd HH:mm")
    if isinstance(value, (np.integer, np.floating)):
        value = value.item()
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    shown = repr(value) if isinstance(value, (str, int, float)) else str(value)
    return shown if len(shown) <= 60 else f"{shown[:57]}…{shown[-1]}"


def no_time_text(label: str, field: str, first: Any, order: str, are_clocks: bool) -> str:
    """Why no value of a column is a time, and the way out.

    label: names the column.
    field: its name, for a formula that helps; "" without one.
    first: the first value that is something.
    order: how day and month stand before the year, as TimesRead has it.
    are_clocks: whether the values are times of day.
    """
    begin = Text("{label}: no value is a time; the first is {value}", label=label, value=plain_value(first))
    if are_clocks and field:
        return Text(
            "{begin}, a time of day without its date. Choose the field with the date here, and this one as Clock "
            "field (CLOCK_FIELD).",
            begin=begin,
        )
    if order and field and isinstance(first, str):
        doubt = {
            "day first": Text("The day stands before the month"),
            "year, day, month": Text("The day stands before the month"),
            "unsure": Text("Which number is the month is not certain"),
        }.get(order, Text("These days do not exist"))
        if _SHORT_YEAR.match(first.strip()):
            return Text(
                "{begin}. Years of two digits are read only where the month surely comes first. Write the dates "
                "as 2024-05-31 22:15 (in a spreadsheet by the format of the cells).",
                begin=begin,
            )
        form = _qt_form(first.strip(), "yyyy/d/M" if order == "year, day, month" else "d/M/yyyy")
        other = Text(" (or '{form}')", form=_qt_form(first.strip(), "M/d/yyyy")) if order == "unsure" else ""
        return Text(
            '{begin}. {doubt}. Make a field of type DateTime with the field calculator: to_datetime("{field}", '
            "'{form}'){other}, and choose that.",
            begin=begin,
            doubt=doubt,
            field=field,
            form=form,
            other=other,
        )
    return Text(
        "{begin}. Times must be a Date or DateTime field, or text in ISO form such as 2024-05-31 22:15 (the "
        "field calculator's to_datetime makes a DateTime of other text).",
        begin=begin,
    )


def clock_as_time_text(label: str, day: np.datetime64) -> str:
    """That moments are times of day only, all on a day that stands for none, and the way out."""
    return Text(
        "{label}: all times are on {day}, the day that programs write where there is only a time of day. Choose "
        "the field with the date here, and this one as Clock field (CLOCK_FIELD).",
        label=label,
        day=day,
    )


def misread_text(label: str, text: str) -> str:
    """That QGIS's own detection of types has made another time of a text, and the way out."""
    return Text(
        "{label}: QGIS's detection of field types takes {value} for a time of the morning. {as_text}",
        label=label,
        value=plain_value(text),
        as_text=_AS_TEXT,
    )


def cut_text(label: str, text: str) -> str:
    """That QGIS's own detection of types has made a date of a text with an hour, and the way out."""
    return Text(
        "{label}: QGIS's detection of field types leaves out the hour of {value}. {as_text}",
        label=label,
        value=plain_value(text),
        as_text=_AS_TEXT,
    )


def no_clock_text(label: str, first: Any) -> str:
    """Why no value of a clock field is a time of day."""
    return Text(
        "{label}: no value of the Clock field is a time of day; the first is {value}. It must be a Time "
        "field, text such as 19:51 or 7:51 PM, or numbers such as 1951.",
        label=label,
        value=plain_value(first),
    )


def _qt_form(text: str, order: str) -> str:
    """The format in which Qt reads a time such as this one, whose day, month and year stand in this order."""
    names = iter([*order.split("/"), "H", "mm", "ss", "z"])
    form = _NUMBERS.sub(lambda _: next(names, "z"), text)
    half = re.search(r"[AaPp]\.?[Mm]\.?$", form)
    return form[: half.start()].replace("H", "h") + "AP" if half else form


def notes_of(label: str, read: TimesRead, values: Sequence[Any], lost: np.ndarray) -> Iterator[str]:
    """What the user must know of how a column was read, each a sentence or two. ``lost``: bool (n,), no time."""
    known = ~np.isnat(read.time)
    zoned, utc = int(read.zoned.sum()), int(read.utc.sum())
    if utc:
        yield Text("{label}: {zones}", label=label, zones=zone_words(_of_all(utc, known), True))
    elif zoned:
        yield Text("{label}: {zones}", label=label, zones=zone_words(_of_all(zoned, known), False))
    by_parts = read.by_parts & known
    if by_parts.any() and (known & ~read.by_parts).any():
        first = int(np.argmax(by_parts))
        yield (
            Text(
                "{label}: {which} written month first, the others year first: {value} is read as {time}.",
                label=label,
                which=_of_all(int(by_parts.sum()), known),
                value=plain_value(values[first]),
                time=shown_time(read.time[first]),
            )
        )
    if len(lost) and lost.mean() > _MANY_UNREAD:
        yield (
            Text(
                "{label}: {lost:.0%} of the values are no readable time. What is left is no sample of the record: "
                "whole hours, days or districts may be missing.",
                label=label,
                lost=lost.mean(),
            )
        )


def zone_words(which: str, utc: bool) -> str:
    """What it means that times are taken as written, although with an offset from UTC. ``which``: "all 3 times are"."""
    if utc:
        return Text(
            "{which} UTC by what is written (Z, UTC, +00, seconds since 1970). Times are taken as written: "
            "unless that is the city's own clock, hours, turns and days are off by the local offset. Convert "
            "them to local time first (Field calculator).",
            which=which,
        )
    return Text(
        "{which} written with an offset from UTC. Times are taken as written, which is right where the offset is "
        "the city's own; otherwise turns are off by the difference.",
        which=which,
    )


def _of_all(number: int, known: np.ndarray) -> str:
    """The beginning of a sentence about some of the times: all 3 times are, 2 of 3 times are."""
    total = int(known.sum())
    if number < total:
        return Text("{n:,} of {total:,} times are", n=number, total=total)
    return Text("all {n:,} times are", n=total) if total > 1 else Text("the only time is")
