"""What a plan says it reaches, by last week, beside what the day itself then brought: 21 days of San Francisco.

The plan knows last week, the day it cannot know: the difference is how far the figure flatters. Shares stand in the
name of the work; the day's are worked out here, by plain comparison of the visits' squares with what happened.
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

# The last seven days of each of the three spans of the record.
LAST_DAYS = ("2015-01-25", "2016-03-31", "2017-07-31")
OFFICERS = (5, 10)
HOURS, CELL_M, AFTER_MIN = 12, 300, 30
# Of all last week, and of the days of it that no weight counts.
SHOWN = ("REACHED", "REACHED_UNSEEN", "REACHED_UNSEEN_EVEN", "REACHED_UNSEEN_COUNT")


def rows() -> list[dict[str, Any]]:
    """No row, and a sentence, without the city's data."""
    if not DATA.is_dir():
        print(f"nothing reached in San Francisco: there is no {DATA}; PATROL_DATA names the folder", file=sys.stderr)
        return []
    with quiet_qgis(), tempfile.TemporaryDirectory() as folder:
        incidents = str(write_city(Path(folder)))
        return [_row(incidents, officers) for officers in OFFICERS]


def _row(incidents: str, officers: int) -> dict[str, Any]:
    seconds, found = [], []
    for last in LAST_DAYS:
        for back in range(7):
            day = np.datetime64(last) - np.timedelta64(back, "D")
            begin = time.perf_counter()
            plan = _plan(incidents, str(day), officers)
            seconds.append(time.perf_counter() - begin)
            found.append((*(plan[name] for name in SHOWN), _met_on(plan, incidents, day)))
    means = np.nanmean(np.array(found, dtype=float), axis=0)
    told = ", ".join(f"{name} {value:.1f}" for name, value in zip((*SHOWN, "the day itself"), means))
    return {"work": f"{officers} officers, % met: {told}", "ours_s": statistics.median(seconds)}


def _plan(incidents: str, day: str, officers: int) -> dict[str, Any]:
    from qgis import processing

    layers = ("GRID", "HOTSPOTS", "POINTS", "FORECAST", "ROUTES", "VISITS", "UNVISITED", "SUMMARY", "OFFICERS_OUT")
    return processing.run(
        "patrol:planshift",
        {
            "INCIDENTS": incidents,
            "TIME_FIELD": "datetime",
            "SHIFT_START": f"{day}T08:00:00",
            "SHIFT_HOURS": HOURS,
            "OFFICER_COUNT": officers,
            "CELL_SIZE": CELL_M,
            **dict.fromkeys(layers, "memory:"),
        },
    )


def _met_on(plan: dict[str, Any], incidents: str, day: np.datetime64) -> float:
    """Percent of the day's events at the shift's hours that happened in the square of a visit, while or soon after."""
    from qgis.core import QgsCoordinateTransform, QgsProject, QgsVectorLayer

    layer, visits = QgsVectorLayer(incidents, "incidents", "ogr"), plan["VISITS"]
    onto = QgsCoordinateTransform(layer.crs(), visits.crs(), QgsProject.instance())
    start = day + np.timedelta64(8, "h")
    events = set()
    for feature in layer.getFeatures(f"to_string(\"datetime\") LIKE '{day}%'"):
        minute = (_moment(feature["datetime"]) - start) / np.timedelta64(1, "m")
        if 0 <= minute < HOURS * 60:
            spot = onto.transform(feature.geometry().asPoint())
            events.add((round(spot.x(), 1), round(spot.y(), 1), float(minute)))
    x, y, minute = np.array(sorted(events)).T
    stays = [
        (*feature.geometry().asPoint(), *((_moment(feature[name]) - start) / np.timedelta64(1, "m") for name in TIMES))
        for feature in visits.getFeatures()
    ]
    east, north, arrive, depart = np.array(stays, dtype=float).T
    near = np.maximum(np.abs(x[:, None] - east), np.abs(y[:, None] - north)) <= CELL_M / 2
    return float(100 * (near & (minute[:, None] >= arrive) & (minute[:, None] < depart + AFTER_MIN)).any(axis=1).mean())


TIMES = ("arrive", "depart")


def _moment(value: Any) -> np.datetime64:
    text = value if isinstance(value, str) else value.toString("yyyy-MM-ddTHH:mm:ss")
    return np.datetime64(text.replace(" ", "T"))
