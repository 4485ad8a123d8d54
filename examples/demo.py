#!/usr/bin/env python3
"""The main job from end to end, incidents to officers' routes: one run of patrol:planshift, a map and a summary.

    python3 examples/demo.py [--city FOLDER] [--out demo] [--day 2016-04-01] [--officers 5]

Without a city the built-in sample city is made first. Writes a GeoPackage of all layers, a QGIS project with their
styles, a map drawn by QGIS and a report, and prints what came out. A run that fails leaves an older demo as it was.
"""

from __future__ import annotations

import argparse
import datetime
import os
import shutil
import sys
import tempfile
import traceback
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
# GDAL's remarks about files newer than itself are for its developers.
os.environ.setdefault("CPL_LOG", os.devnull)

import numpy as np
from cityfolder import City, read_city
from demofiles import FILES, Results
from demojob import OFFICERS_ASSUMED, Job, shift_day
from demolayers import copy_inputs
from demomap import draw_project
from demosummary import summary
from qgis.core import QgsApplication, QgsProject
from toolbox import Toolbox


def main() -> int:
    """The exit code: 0, or 1 with a sentence that says what is wrong."""
    chosen = _arguments()
    scratch = Path(tempfile.mkdtemp(prefix="patrol-demo-"))
    # Qt asks for a folder of the user's own, and remarks on it where there is none.
    (scratch / "run").mkdir(mode=0o700)
    os.environ["XDG_RUNTIME_DIR"] = str(scratch / "run")
    application = QgsApplication([], True)
    application.initQgis()
    try:
        _plan(chosen, Results(chosen.out, scratch), scratch)
    except SystemExit as problem:
        print(problem, file=sys.stderr)
        return 1
    except Exception:
        traceback.print_exc()
        return 1
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
    return 0


def _plan(chosen: argparse.Namespace, results: Results, scratch: Path) -> None:
    toolbox = Toolbox(results.geopackage, scratch)
    city = read_city(Path(chosen.city), scratch) if chosen.city else _sample_city(toolbox, scratch)
    day, why = (np.datetime64(chosen.day), "as asked for") if chosen.day else shift_day(city)
    job = Job(city, day, why, toolbox, chosen.officers)
    numbers = job.plan(str(results.report))
    copy_inputs(job)
    draw_project(job, results)
    # The layers' files must be closed before they move.
    QgsProject.instance().clear()
    results.move_in()
    print(summary(job, numbers), end="\n\n")
    for what, file in zip(("Layers", "Project", "Map", "Report"), FILES):
        print(f"{what:<9}{results.out / file}")


def _sample_city(toolbox: Toolbox, scratch: Path) -> City:
    folder = scratch / "sample"
    folder.mkdir()
    toolbox.run("patrol:samplecity", SIZE="small", SEED=1, CITY=str(folder / "sample_city.gpkg"))
    city = read_city(folder, scratch)
    city.name = "the sample city"
    return city


def _arguments() -> argparse.Namespace:
    arguments = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    add = arguments.add_argument
    add("--city", help="a city's folder, or one file; without it the sample city")
    add("--out", type=lambda text: Path(text).resolve(), default="demo", help="folder to write into")
    add("--day", type=_day, help="of the shift, as 2016-04-01; without it one that the data suit")
    add("--officers", help=f"how many, where the city has none; without it {OFFICERS_ASSUMED}")
    return arguments.parse_args()


def _day(text: str) -> datetime.date | None:
    try:
        return datetime.date.fromisoformat(text) if text else None
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no day; write it as 2016-04-01") from None


if __name__ == "__main__":
    code = main()
    sys.stdout.flush()
    sys.stderr.flush()
    # QGIS's own clean-up at exit may crash headless; everything is written by now.
    os._exit(code)
