#!/usr/bin/env python3
"""The main job from end to end: incidents → risk grid → hotspots → prediction → route → officers, through qgis_process.

    python3 examples/demo.py [--city FOLDER] [--out demo] [--day 2016-04-01] [--officers 5]

Without a city the built-in sample city is made first. Writes a GeoPackage of all layers, a QGIS project with their
styles
and a map drawn by QGIS, and prints what came out.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import tempfile
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
# GDAL's remarks about files newer than itself are for its developers.
os.environ.setdefault("CPL_LOG", os.devnull)

import numpy as np
from cityfolder import City, read_city
from demochain import run_chain
from demojob import Job, shift_day
from demomap import draw_project
from demosummary import summary
from qgis.core import QgsApplication
from toolbox import Toolbox


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    arguments.add_argument("--city", default="", help="folder with a city's files; empty: the sample city")
    arguments.add_argument("--out", default="demo", help="folder to write into")
    arguments.add_argument(
        "--day", default="", help="day of the shift; empty: the last with incidents before it (and calls)"
    )
    arguments.add_argument("--officers", type=int, default=5, help="officers, where the city has none of its own")
    chosen = arguments.parse_args()
    out = Path(chosen.out).resolve()
    out.mkdir(parents=True, exist_ok=True)
    application = QgsApplication([], True)
    application.initQgis()
    scratch = Path(tempfile.mkdtemp(prefix="patrol-demo-"))
    try:
        toolbox = Toolbox(out / "patrol.gpkg", scratch)
        city = _sample_city(toolbox, scratch) if not chosen.city else read_city(Path(chosen.city), scratch)
        job = Job(city, np.datetime64(chosen.day) if chosen.day else shift_day(city), toolbox, chosen.officers)
        results = run_chain(job)
        project = draw_project(job, out)
        print(summary(job, results))
        print(f"\nLayers   {out / 'patrol.gpkg'}\nProject  {project}\nMap      {out / 'map.png'}")
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
    sys.stdout.flush()
    # QGIS's own clean-up at exit may crash headless; everything is written by now.
    os._exit(0)


def _sample_city(toolbox: Toolbox, scratch: Path) -> City:
    path = scratch / "sample_city.gpkg"
    toolbox.run("patrol:samplecity", SIZE="small", SEED=1, CITY=str(path))
    city = read_city(scratch, scratch)
    city.name = "the sample city"
    return city


if __name__ == "__main__":
    main()
