"""What a plan says it reaches, by last week, beside what the day itself then brought: six days of San Francisco.

A plan knows last week, or a part of it; the day it cannot know: the difference is how far its figure flatters. The
shares stand in the name of the work; the day's are worked out here, by plain comparison of the visits and their squares
with what happened.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import numpy as np
from bench_waypoints import quiet_qgis
from cpspa_data import DATA, write_city

# The ends of the three spans of the record, and the days before them that are planned.
LAST_DAYS = ("2015-01-25", "2016-03-31", "2017-07-31")
DAYS_BACK = (0, 3)
UNITS = ("visit", "block")
OFFICERS, HOURS, CELL_M, NEAR_M, AFTER_MIN = 5, 12, 300, 150, 30
# Of all last week, and of the days of it that no weight counts; with the rivals on these days.
SHOWN = ("REACHED", "REACHED_COUNT", "REACHED_UNSEEN", "REACHED_UNSEEN_EVEN", "REACHED_UNSEEN_COUNT")


def rows() -> list[dict[str, Any]]:
    """No row, and a sentence, without the city's data."""
    if not DATA.is_dir():
        print(f"nothing reached in San Francisco: there is no {DATA}; PATROL_DATA names the folder", file=sys.stderr)
        return []
    with quiet_qgis(), tempfile.TemporaryDirectory() as folder:
        incidents = str(write_city(Path(folder)))
        return [_row(incidents, unit) for unit in UNITS]


def _row(incidents: str, unit: str) -> dict[str, Any]:
    seconds, found = [], []
    for last in LAST_DAYS:
        for back in DAYS_BACK:
            day = np.datetime64(last) - np.timedelta64(back, "D")
            begin = time.process_time()
            plan = _plan(incidents, str(day), unit)
            seconds.append(time.process_time() - begin)
            found.append((*(plan[name] for name in SHOWN), _met_on(plan, incidents, day)))
    known = [[value for value in column if value is not None] for column in zip(*found)]
    means = [f"{statistics.mean(values):.1f}" if values else "–" for values in known]
    told = ", ".join(f"{name} {value}" for name, value in zip((*SHOWN, "the day itself"), means))
    return {"work": f"{OFFICERS} officers by {unit}, % met: {told}", "ours_s": statistics.median(seconds)}


def _plan(incidents: str, day: str, unit: str) -> dict[str, Any]:
    from qgis import processing

    layers = ("GRID", "HOTSPOTS", "POINTS", "FORECAST", "ROUTES", "VISITS", "UNVISITED", "SUMMARY", "OFFICERS_OUT")
    return processing.run(
        "patrol:planshift",
        {
            "INCIDENTS": incidents,
            "TIME_FIELD": "datetime",
            "SHIFT_START": f"{day}T08:00:00",
            "SHIFT_HOURS": HOURS,
            "OFFICER_COUNT": OFFICERS,
            "CELL_SIZE": CELL_M,
            "UNIT": unit,
            **dict.fromkeys(layers, "memory:"),
        },
    )


def _met_on(plan: dict[str, Any], incidents: str, day: np.datetime64) -> float:
    """Percent of the day's events at the shift's hours that are met: in the square of a visit's cell or within 150 m of
    the visit, during it or half an hour after.
    """
    start = day + np.timedelta64(8, "h")
    x, y, minute = _events(incidents, plan["VISITS"].crs(), start)
    centre = {str(cell["cell_id"]): cell.geometry().boundingBox().center() for cell in plan["FORECAST"].getFeatures()}
    stays = []
    for visit in plan["VISITS"].getFeatures():
        cell, spot = centre[str(visit["node"])], visit.geometry().asPoint()
        stays.append((cell.x(), cell.y(), spot.x(), spot.y(), *(_minute(visit[name], start) for name in TIMES)))
    cell_x, cell_y, spot_x, spot_y, arrive, depart = np.array(stays, dtype=float).T
    at_place = np.maximum(np.abs(x - cell_x), np.abs(y - cell_y)) <= CELL_M / 2
    at_place |= np.hypot(x - spot_x, y - spot_y) <= NEAR_M
    met = at_place & (minute >= arrive) & (minute < depart + AFTER_MIN)
    return float(100 * met.any(axis=1).mean())


TIMES = ("arrive", "depart")


def _events(incidents: str, crs: Any, start: np.datetime64) -> np.ndarray:
    """Places and minutes of the day's events at the shift's hours, (3, n, 1)."""
    from qgis.core import QgsCoordinateTransform, QgsProject, QgsVectorLayer

    layer = QgsVectorLayer(incidents, "incidents", "ogr")
    onto, events = QgsCoordinateTransform(layer.crs(), crs, QgsProject.instance()), set()
    for feature in layer.getFeatures(f"\"datetime\" LIKE '{start.astype('datetime64[D]')}%'"):
        minute = _minute(feature["datetime"], start)
        if 0 <= minute < HOURS * 60:
            spot = onto.transform(feature.geometry().asPoint())
            events.add((round(spot.x(), 1), round(spot.y(), 1), minute))
    return np.array(sorted(events)).T[:, :, None]


def _minute(value: Any, start: np.datetime64) -> float:
    text = value if isinstance(value, str) else value.toString("yyyy-MM-ddTHH:mm:ss")
    return float((np.datetime64(text.replace(" ", "T")) - start) / np.timedelta64(1, "m"))
