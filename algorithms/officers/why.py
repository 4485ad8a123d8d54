"""Why somebody is sent to a place at some hours: what the record of incidents says of it, as one sentence."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

import numpy as np

from ..texts import Text
from .record import DAY_MIN, Record

# Fewer events than these say nothing of hours; then more hours are looked at.
FEWEST = 5
_KINDS = 2
_LOOKED_FOR = 3
_HOUR_MIN = 60.0
# A moment longer ago than this is told with its year.
_RECENT = np.timedelta64(300, "D")


@dataclass(frozen=True)
class Why:
    """What speaks for a place at some hours of the day.

    ``events``: at these hours, of ``total`` at all hours, on ``hit`` of ``days`` days. ``kinds``: the most frequent
    first, each with its number. ``last``: when the last one was, None without any. ``from_min``, ``to_min``: the hours,
    minutes of the day; ``widened``: by how many hours to each side, inf for the whole day;
    ``has_hours``: whether the record tells any.
    """

    events: int
    total: int
    hit: int
    days: int
    kinds: tuple[tuple[str, int], ...]
    last: np.datetime64 | None
    from_min: float
    to_min: float
    widened: float = 0.0
    has_hours: bool = True

    @property
    def look_for(self) -> list[str]:
        """What happens there most often at these hours, as people write it."""
        return [shown_kind(kind) for kind, _ in self.kinds[:_LOOKED_FOR]]


def why_at(record: Record, near: np.ndarray, from_min: float, to_min: float) -> Why:
    """What the events near a place say for being there at some hours.

    Where fewer than five events fall into these hours, they are widened by whole hours to both sides.

    record: of the city.
    near: int (k,), which of its events are near the place.
    from_min, to_min: minutes since midnight of the day of from_min; to_min may lie after the next midnight.
    """
    begin, span = from_min % DAY_MIN, min(max(to_min - from_min, 0.0), DAY_MIN)
    need = _hours_to_widen(record.minute[near], begin, span)
    wide = 0.0 if record.has_hours else np.inf
    if np.count_nonzero(need == 0) < FEWEST and record.has_hours:
        wide = float(np.sort(need)[FEWEST - 1]) if len(near) >= FEWEST else np.inf
        wide = np.inf if span + 2 * wide * _HOUR_MIN >= DAY_MIN else wide
    chosen = near[need <= wide]
    time = record.time[chosen]
    kinds = Counter(kind for kind in record.kind[chosen].tolist() if kind)
    return Why(
        events=len(chosen),
        total=len(near),
        hit=len(np.unique(time.astype("datetime64[D]"))),
        days=record.days,
        kinds=tuple(sorted(kinds.items(), key=lambda item: (-item[1], item[0]))),
        last=time.max() if len(time) else None,
        from_min=(begin - wide * _HOUR_MIN) % DAY_MIN if np.isfinite(wide) else 0.0,
        to_min=(begin + span + wide * _HOUR_MIN) % DAY_MIN if np.isfinite(wide) else DAY_MIN,
        widened=float(wide),
        has_hours=record.has_hours,
    )


def _hours_to_widen(minute: np.ndarray, begin: float, span: float) -> np.ndarray:
    """By how many hours a stretch of the day must be widened to hold each moment, float64 (k,); its end lies outside.

    minute: float64 (k,), of the day.
    begin, span: of the stretch, minutes.
    """
    since = (minute - begin) % DAY_MIN
    later = np.floor((since - span) / _HOUR_MIN) + 1.0
    return np.where(since < span, 0.0, np.minimum(later, np.ceil((DAY_MIN - since) / _HOUR_MIN)))


def told(why: Why, until: np.datetime64) -> Text:
    """The sentence: "7 of 107 events in 23 days at these hours, on 7 days (2 vandalism, 2 assault); last 03-23 10:16".

    until: the start of the shift.
    """
    days = Text("{n:,} days", one="{n:,} day", n=why.days)
    if why.last is None:
        return Text("no event in {days}", days=days)
    kinds = [Text("{n:,} {kind}", n=count, kind=shown_kind(kind)) for kind, count in why.kinds[:_KINDS]]
    of_kinds = Text(" ({kinds})", kinds=kinds) if kinds else ""
    return Text(
        "{n:,} of {total:,} events in {days} {hours}, on {hit}{kinds}; last {last}",
        one="{n:,} of {total:,} events in {days} {hours}, on {hit}{kinds}; last {last}",
        n=why.events,
        total=why.total,
        days=days,
        hours=_hours(why),
        hit=Text("{n:,} days", one="{n:,} day", n=why.hit),
        kinds=of_kinds,
        last=_moment(why.last, until),
    )


def shown_kind(kind: str) -> str:
    """A kind of incident as people write it: what is all capitals shouts."""
    return kind.lower() if kind.isupper() else kind


def _hours(why: Why) -> Text:
    """At which hours, and whether they are others than asked for."""
    if not why.has_hours:
        return Text("(no hours are known)")
    if np.isinf(why.widened):
        return Text("at all hours (too few at these)")
    if why.widened:
        begin, end = _clock(why.from_min), _clock(why.to_min)
        return Text("from {begin} to {end} (too few at these hours alone)", begin=begin, end=end)
    return Text("at these hours")


def _clock(minute: float) -> str:
    hour, rest = divmod(round(minute) % int(DAY_MIN), 60)
    return f"{hour:02d}:{rest:02d}"


def _moment(moment: np.datetime64, until: np.datetime64) -> str:
    text = str(moment.astype("datetime64[m]")).replace("T", " ")
    return text if until - moment > _RECENT else text[5:]
