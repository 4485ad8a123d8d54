"""Blocks beside today's plan: which incidents of the planned day each meets, day after day from the past alone.

An incident (each record) is met when a stop is in its cell or within 150 m of it, from the arrival until half an hour
after the departure; by the cell alone and by the 150 m alone are shown beside. Where only 55 % of the stops are
delivered, any of them by chance, the expectation is taken. In the sample city the planted intensity is known: it is
measured in the same way on incidents of six more years drawn from its generator, and by the truth of each cell at the
hours of the shift's weekday, which knows stops by their cells alone.

Today's plan is what planshift makes with METHOD=importance_greedy: the same cells of 250 m, a tenth of them hot in each
two hours, stops of ten minutes. Moved to the corners, it stops in the same cells at the same times at the corner where
blocks stop. ``PATROL_BENCH=whole`` plans the last seven days of each of San Francisco's windows instead of one.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent))
import numpy as np  # noqa: E402
import plugin_path  # noqa: E402, F401  puts the plugin on the path
from blocks_data import SHIFT_HOURS, SOURCE, START, Town, sample_city, san_francisco  # noqa: E402
from blocks_plans import FREE, MOVED, TODAY, Day, Stops, blocks_named, day_of, plans  # noqa: E402

DAYS = 7 if os.environ.get("PATROL_BENCH") == "whole" else 1
OFFICERS = (5, 10)
DELIVERED = 0.55
AFTER_MIN = 30.0
# Minutes of an hour of the week in a year.
WEEKS_MIN = 366 / 7 * 60.0
EVEN = "minutes spread evenly"
# What blocks must reach: times today's plan, times the same at corners, and at 55 % times today's delivered whole.
TARGETS = {(5, 0): (1.35, 1.1, 0.85), (10, 0): (1.7, 1.35, 1.1), (5, 30): (1.1, 0.95, None), (10, 30): (1.5, 1.2, None)}
PLANTED = {0: 1.6, 30: 1.35}
KM_SHARE = {True: 0.4, False: 0.5}
Sums = dict[str, np.ndarray]


def incidents_of(town: Town, day: np.datetime64) -> tuple[np.ndarray, ...]:
    """x, y, minute and cell of the incidents in a day's shift."""
    begin = day.astype("datetime64[s]") + START
    x, y, time, cell = town.where((town.time >= begin) & (town.time < begin + np.timedelta64(round(SHIFT_HOURS), "h")))
    return x, y, (time - begin).astype(np.int64) / 60.0, cell


def drawn_like(town: Town, day: np.datetime64) -> tuple[np.ndarray, ...]:
    """The same of all incidents drawn anew that are of the day's weekday and the shift's hours."""
    if town.again is None:
        return (np.zeros(0), np.zeros(0), np.zeros(0), np.zeros(0, dtype=np.int64))
    x, y, time, cell = town.again
    whole = time.astype("datetime64[D]")
    minute = (time - whole - START).astype(np.int64) / 60.0
    chosen = ((whole - day).astype(np.int64) % 7 == 0) & (minute >= 0) & (minute < SHIFT_HOURS * 60.0)
    return x[chosen], y[chosen], minute[chosen], cell[chosen]


def met(incidents: tuple[np.ndarray, ...], stops: Stops) -> np.ndarray:
    """How many of the incidents there are and are met: by cell or metres, by cell, by metres, and at 55 %."""
    from patrol_planner.algorithms.officers.reach.meeting import Places, Stays, chance_met, times_met

    minute, places = incidents[2], Places(stops.x, stops.y, stops.cell)
    stays = Stays(np.arange(len(stops.x)), stops.arrive, stops.depart)
    times = [times_met(nearby, minute, stays) for nearby in _nearby(incidents, places)]
    whole = [chance_met(number, 1.0).sum() for number in times]
    return np.array([len(minute), *whole, chance_met(times[0], DELIVERED).sum()])


def met_evenly(incidents: tuple[np.ndarray, ...], made: Day, stops: Stops) -> np.ndarray:
    """The same where the minutes of the stops are spread evenly over all corners and hours."""
    from patrol_planner.algorithms.officers.reach.meeting import Places, chance_met_evenly

    minute, places = incidents[2], Places(made.places.x, made.places.y, made.at)
    length, shift = stops.depart - stops.arrive, SHIFT_HOURS * 60.0
    nearby = _nearby(incidents, places)
    chances = [chance_met_evenly(near, minute, length, shift).sum() for near in nearby]
    return np.array([len(minute), *chances, chance_met_evenly(nearby[0], minute, length, shift, DELIVERED).sum()])


def _nearby(incidents: tuple[np.ndarray, ...], places: Any) -> tuple[Any, Any, Any]:
    """Which incidents are at which places: by cell or metres, by cell, by metres."""
    from patrol_planner.algorithms.officers.reach.meeting import in_cells, within_metres

    x, y, _, cell = incidents
    in_cell, near = in_cells((np.arange(len(cell)), cell), len(cell), places), within_metres(x, y, places)
    return in_cell.or_by(near), in_cell, near


def planted(town: Town, made: Day, stops: Stops) -> np.ndarray:
    """What the truth expects in the hours of the shift, and what of it in a stop's cell during it or half an hour
    after.
    """
    if town.truth is None:
        return np.zeros(2)
    shift = SHIFT_HOURS * 60.0
    monday = np.datetime64("1970-01-05T00", "h")
    first = int((made.start.astype("datetime64[h]") - monday).astype(np.int64))
    # By hour of the shift, which begins at a full one.
    rate = town.truth[:, (first + np.arange(int(SHIFT_HOURS))) % 168] / WEEKS_MIN
    until_then = np.concatenate([np.zeros((len(rate), 1)), np.cumsum(60.0 * rate, axis=1)], axis=1)

    def expected(cell: int, minute: float) -> float:
        hour = min(int(minute // 60), rate.shape[1] - 1)
        return float(until_then[cell, hour] + (minute - 60 * hour) * rate[cell, hour])

    order = np.lexsort((stops.arrive, stops.cell))
    known = np.full(len(rate), -np.inf)
    met_there = 0.0
    for cell, arrive, depart in zip(stops.cell[order], stops.arrive[order], stops.depart[order]):
        until, since = min(depart + AFTER_MIN, shift), max(arrive, known[cell])
        if until > since:
            met_there += expected(cell, until) - expected(cell, since)
        known[cell] = max(until, known[cell])
    return np.array([until_then[:, -1].sum(), met_there])


def summed(town: Town, count: int) -> Sums:
    """Of every plan, over all days: incidents, met (4), km, rows, officers per cell, seconds, planted (2), incidents
    drawn anew, met of them, days.
    """
    sums: Sums = {}
    for opening, day in town.days:
        made, incidents, drawn = day_of(town, opening, day), incidents_of(town, day), drawn_like(town, day)
        for name, stops in plans(town, made, count):
            figures = (stops.km, stops.rows, stops.sharing(), stops.seconds)
            row = np.concatenate(
                [met(incidents, stops), figures, planted(town, made, stops), met(drawn, stops)[:2], [1.0]]
            )
            sums[name] = sums.get(name, 0.0) + row
            if name == TODAY:
                evenly = np.concatenate([met_evenly(incidents, made, stops), np.zeros(8), [1.0]])
                sums[EVEN] = sums.get(EVEN, 0.0) + evenly
    return sums


def _described(name: str, row: np.ndarray) -> str:
    """A plan's figures in words."""
    cell, metres, part = (100.0 * row[place] / row[0] for place in (2, 3, 4))
    text = f"{name}: {100.0 * row[1] / row[0]:.1f} % (cell {cell:.1f}, 150 m {metres:.1f}; at 55 % {part:.1f})"
    if row[6]:
        km, rows, sharing = row[5:8] / row[-1]
        text += f", {km:.1f} km, {rows:.1f} rows, {sharing:.1f} officers a cell"
    planted_too = (
        f", planted {100.0 * row[12] / max(row[11], 1):.1f} %, by cell {100.0 * row[10] / max(row[9], 1e-9):.1f} %"
    )
    return text + (planted_too if row[9] else "")


def _target(town: Town, sums: Sums, count: int, free: int) -> str:
    """What blocks reach beside what they must."""
    own, today, moved = (sums[name] for name in (blocks_named(free), TODAY, MOVED))
    km = f"km {own[5] / today[5]:.2f} (≤ {KM_SHARE[town.truth is None]})"
    if town.truth is not None:
        hours, cells = own[12] / today[12], own[10] / today[10]
        return f"planted × {hours:.2f} (≥ {PLANTED[free]}), by cell alone × {cells:.2f}, {km}"
    least = TARGETS[count, free]
    ratios = (own[1] / today[1], own[1] / moved[1], own[4] / today[1])
    names = ("today's", "corners", "at 55 %")
    told = [f"{name} × {ratio:.2f} (≥ {most})" for name, ratio, most in zip(names, ratios, least) if most]
    return ", ".join([*told, km])


def _rows(town: Town) -> list[dict[str, Any]]:
    rows = []
    for count in OFFICERS:
        sums = summed(town, count)
        targets = {blocks_named(free): _target(town, sums, count, free) for free in FREE}
        for name, row in sums.items():
            work = f"{town.name}, {count} officers, {row[-1]:.0f} days, {_described(name, row)}"
            rows.append({"work": work, "ours_s": row[8] / row[-1] or None, "target": targets.get(name, "")})
    return rows


def rows() -> list[dict[str, Any]]:
    """The rows of the benchmark: means over the days; seconds are of the processor, for one plan."""
    made = _rows(sample_city(max(DAYS, 3)))
    if SOURCE.is_dir():
        from qgis.core import QgsApplication

        app = QgsApplication.instance() or QgsApplication([], False)
        QgsApplication.initQgis()
        made = _rows(san_francisco(DAYS)) + made
        del app
    else:
        print(f"real data not present at {SOURCE.parent}: the sample city alone", file=sys.stderr)
    return made


if __name__ == "__main__":
    for row in rows():
        print(f"{row['work']}; {row['ours_s'] or 0:.2f} s. {row['target']}", flush=True)
    sys.stdout.flush()
    os._exit(0)
