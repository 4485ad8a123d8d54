"""Fallback addresses: points that incidents are given whose own address could not be found.

A geocoder that finds no address answers with the middle of the city, of a ZIP area, or with a street of that name in
another part of it. Such a point is a false hotspot: 515 incidents of 56 beats lay on one of Houston's.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ..control import Control
from .placeholders import distinct

# Points this close are one: what coordinates in a text may be off by.
_ONE_POINT_DECIMALS = 1
# No place lies in so many beats; where some meet, three do.
LEAST_BEATS = 4
# A point is far where it lies so many times as far from the middle of its beat as half of the beat's incidents.
FAR_TIMES = 10.0
# One incident far away is one; a wrong address repeats.
LEAST_FAR = 10
# A beat of fewer incidents has no middle that can be told.
_LEAST_OF_BEAT = 20


@dataclass(frozen=True)
class Fallbacks:
    """Incidents on fallback addresses: ``chosen``, bool (n,), on so many ``points``.

    ``largest``: an incident on the point with the most of them, −1 without any. ``number``: how many are there.
    ``beats``: how many beats they are of.
    """

    chosen: np.ndarray
    points: int
    largest: int
    number: int
    beats: int


def fallback_addresses(
    x: np.ndarray, y: np.ndarray, beat: np.ndarray, control: Control | None = None
) -> tuple[Fallbacks, Fallbacks]:
    """Incidents on points of four or more beats, and, of the others, those on points far from their beat.

    x, y: metres, (n,).
    beat: of each incident, int (n,), −1 where it is not known.
    control: the stop.

    Far: at least ten incidents of a beat on one point that lies more than ten times as far from the beat's median point
    as half of its incidents (and half of the incidents of a usual beat), with fewer others of the beat around it: a
    second town of the beat is no wrong address.
    """
    control = control or Control()
    _, _, _, point = distinct(np.round(x, _ONE_POINT_DECIMALS), np.round(y, _ONE_POINT_DECIMALS))
    point = point.reshape(-1)
    known = beat >= 0
    beats = int(beat.max(initial=-1)) + 1
    pair = np.unique(point[known] * beats + beat[known]) if beats else np.zeros(0, dtype=np.int64)
    beats_at = np.bincount(pair // max(beats, 1), minlength=int(point.max(initial=-1)) + 1)
    control.check()
    shared = beats_at[point] >= LEAST_BEATS
    far = _far(x, y, np.where(shared, -1, beat), point, control)
    return _described(shared, point, beat), _described(far, point, beat)


def _far(x: np.ndarray, y: np.ndarray, beat: np.ndarray, point: np.ndarray, control: Control) -> np.ndarray:
    """Incidents on a point far from their beat, bool (n,); those of beat −1 are not looked at."""
    found = np.zeros(len(x), dtype=bool)
    order = np.argsort(beat, kind="stable")
    begins = np.searchsorted(beat[order], np.arange(int(beat.max(initial=-1)) + 2))
    members = [order[begin:end] for begin, end in zip(begins[:-1], begins[1:]) if end - begin >= _LEAST_OF_BEAT]
    away = [np.hypot(x[own] - np.median(x[own]), y[own] - np.median(y[own])) for own in members]
    reach = np.array([np.median(distance) for distance in away])
    usual = float(np.median(reach)) if len(reach) else 0.0
    for own, distance, usual_away in zip(members, away, np.maximum(reach, usual)):
        control.check()
        outer = distance > FAR_TIMES * usual_away
        at, first, count = np.unique(point[own[outer]], return_index=True, return_counts=True)
        for one, begin, number in zip(at, own[outer][first], count):
            if number < LEAST_FAR:
                continue
            around = np.hypot(x[own] - x[begin], y[own] - y[begin]) < usual_away
            if (around & (point[own] != one)).sum() < number:
                found[own[point[own] == one]] = True
    return found


def _described(chosen: np.ndarray, point: np.ndarray, beat: np.ndarray) -> Fallbacks:
    if not chosen.any():
        return Fallbacks(chosen, 0, -1, 0, 0)
    number = np.bincount(point[chosen])
    there = chosen & (point == int(np.argmax(number)))
    of_beats = np.unique(beat[there & (beat >= 0)])
    return Fallbacks(chosen, int((number > 0).sum()), int(np.flatnonzero(there)[0]), int(number.max()), len(of_beats))
