"""A route for other programs: GPX for navigation devices, KML for globes, CSV for spreadsheets."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from qgis.core import QgsProcessingException

from ...algorithms.texts import Text
from ..common.translation import translated
from ..framework.parameters import CHECK_FOLDER
from ..framework.spreadsheets import is_formula
from .gpxkml import gpx, kml
from .outline import outlines_of, plain
from .timetable import BREAK, POINT, STOP, clock_time

if TYPE_CHECKING:
    from ..framework.run import Run
    from .inputs import Inputs
    from .outline import Outline
    from .outputs import Result
    from .timetable import Row


def write_exports(run: Run, inputs: Inputs, result: Result) -> dict[str, str]:
    """The files that were asked for, and where each will be."""
    asked = [name for name in _WRITERS if run.wanted(name)]
    if not asked:
        return {}
    outlines = outlines_of(run, inputs, result)
    for done, name in enumerate(asked):
        run.control.step(done, len(asked))
        _save(run, name, _WRITERS[name](run, outlines))
    if "GPX" in asked:
        run.info(
            "The times of the GPX file are in UTC, by the time zone of this computer; its texts are in local time."
        )
    return {name: run.path(name) for name in asked}


def _csv(run: Run, outlines: list[Outline]) -> bytes:
    """What a driver needs of each row, in the words of the user's language; with the mark by which spreadsheets know
    that letters beyond English are in UTF-8.
    """
    names = (
        Text("No."), Text("Stop"), Text("Street"), Text("Date"), Text("Arrive"), Text("Begin"), Text("Leave"),
        Text("Wait (min)"), Text("Stay (min)"), Text("Drive (km)"), Text("Drive (min)"), Text("Drive along"),
        Text("Latitude"), Text("Longitude"),
    )  # fmt: skip
    tables = [[_csv_row(row, at) for row, at in zip(outline.rows, outline.at)] for outline in outlines]
    formulas = sum(is_formula(cell) for table in tables for row in table for cell in (row[1], row[2], row[11]))
    if formulas:
        run.warn(
            "{label}: {n:,} values that begin like a formula (=, +, -, @) are written as they are. A spreadsheet would "
            "compute them: import the file with its columns as text.",
            label=run.label("CSV"),
            n=formulas,
        )
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    several = len(outlines) > 1
    writer.writerow([translated(name) for name in ((Text("Variant"), *names) if several else names)])
    for outline, table in zip(outlines, tables):
        writer.writerows([[str(outline.number), *row] for row in table] if several else table)
    return text.getvalue().encode("utf-8-sig")


def _csv_row(row: Row, at: np.ndarray) -> list[str]:
    day = row.begin if np.isnat(row.arrive) else row.arrive
    is_stay = row.kind != POINT
    return [
        str(row.seq) if row.kind == STOP else "",
        plain(row.name),
        plain(row.street),
        str(day.astype("datetime64[D]")),
        clock_time(row.arrive),
        clock_time(row.begin) if is_stay else "",
        clock_time(row.depart),
        f"{row.wait_min:.0f}" if is_stay else "",
        f"{row.stay_min:.0f}" if is_stay else "",
        "" if row.kind == BREAK else f"{row.km:.2f}",
        "" if row.kind == BREAK else f"{row.minutes:.1f}",
        plain(row.via),
        *(("", "") if np.isnan(at).any() else (f"{at[0]:.6f}", f"{at[1]:.6f}")),
    ]


_WRITERS = {"GPX": gpx, "KML": kml, "CSV": _csv}


def _save(run: Run, name: str, contents: bytes) -> None:
    """A file put beside its place, where it comes with the other outputs."""
    label, path = run.label(name), run.path(name)
    try:
        Path(run.staging.file(path, label)).write_bytes(contents)
    except OSError as error:
        raise QgsProcessingException(
            Text(
                "{label}: {path} cannot be written ({why}). {remedy}",
                label=label,
                path=path,
                why=error.strerror,
                remedy=CHECK_FOLDER,
            )
        ) from error
