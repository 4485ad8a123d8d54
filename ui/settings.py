"""What the dock remembers: the plan's settings in the project, the last numbers as defaults in the user's profile."""

from __future__ import annotations

import re
from dataclasses import dataclass, fields, replace
from datetime import datetime, timedelta
from typing import Any

from qgis.core import QgsProject, QgsSettings

SCOPE = "patrol_planner"
# What a plan's layer is called in its file, kept with the layer; "" for a copy of an input.
TABLE = f"{SCOPE}/table"
# The name of a plan's file, with its number.
PLAN_FILE = re.compile(r"patrol_\d{4}-\d\d-\d\d_\d{4}_v(\d+)\.gpkg$")
# The numbers that a new project starts with; layers and places belong to one project only.
DEFAULTS = (
    "start_clock",
    "shift_hours",
    "cell_size_m",
    "dwell_min",
    "officer_count",
    "farthest_road_m",
    "unit",
    "free_percent",
    "forecast_model",
)
# What officers are planned by.
BLOCK, VISIT = "block", "visit"
# The forecast model that is the plain count.
COUNT = "prior_count"


@dataclass(frozen=True)
class PlanSettings:
    """All that the dock asks for. Layers are ids, "" where none is chosen; fields are names, "" likewise.

    ``shift_start`` is local time, ISO text; "" means today at ``start_clock`` (HH:MM). ``start`` is where new officers
    set out, "x,y [EPSG:code]", "" for the peak of the first hotspot. ``forecast_model``: "" for the usual
    one. ``folder``: where plans are written, "" for beside the project.
    """

    incidents: str = ""
    incident_time: str = ""
    incident_clock: str = ""
    incident_kind: str = ""
    incident_beat: str = ""
    exclude: str = ""
    study_area: str = ""
    facilities: str = ""
    roads: str = ""
    road_direction: str = ""
    road_speed: str = ""
    # Roads are mapped to the middle of the street; the centre of a cell may lie well inside a block or a park.
    farthest_road_m: int = 1000
    calls: str = ""
    call_time: str = ""
    call_clock: str = ""
    call_priority: str = ""
    officers: str = ""
    officer_count: int = 5
    unit: str = BLOCK
    free_percent: int = 30
    beats: str = ""
    beat_name: str = ""
    start: str = ""
    shift_start: str = ""
    start_clock: str = "08:00"
    shift_hours: int = 12
    cell_size_m: int = 250
    dwell_min: int = 10
    forecast_model: str = ""
    folder: str = ""

    @property
    def first_moment(self) -> datetime:
        """When the shift starts."""
        if self.shift_start:
            return datetime.fromisoformat(self.shift_start)
        return datetime.combine(datetime.now().date(), datetime.strptime(self.start_clock, "%H:%M").time())

    @property
    def last_moment(self) -> datetime:
        """When the shift ends."""
        return self.first_moment + timedelta(hours=self.shift_hours)


def default_settings() -> PlanSettings:
    """No layers, and the numbers of the last plan on this computer."""
    stored = QgsSettings()
    texts = {name: stored.value(f"{SCOPE}/{name}") for name in DEFAULTS}
    return _with_texts(PlanSettings(), {name: str(text) for name, text in texts.items() if text is not None})


def remember_defaults(settings: PlanSettings) -> None:
    """Make the numbers of these settings the defaults of new projects."""
    stored = QgsSettings()
    for name in DEFAULTS:
        stored.setValue(f"{SCOPE}/{name}", str(getattr(settings, name)))


def project_has_settings(project: QgsProject) -> bool:
    """Whether the project was planned with before."""
    return bool(project.entryList(SCOPE, ""))


def read_project(project: QgsProject) -> PlanSettings:
    """The project's settings; what it does not know is a default. Values that cannot be read count as not known."""
    texts = {}
    for field in fields(PlanSettings):
        text, known = project.readEntry(SCOPE, field.name)
        if known:
            texts[field.name] = text
    return _with_texts(default_settings(), texts)


def write_project(project: QgsProject, settings: PlanSettings) -> None:
    """Put the settings into the project, which saves them with itself."""
    for field in fields(PlanSettings):
        text = str(getattr(settings, field.name))
        if project.readEntry(SCOPE, field.name) != (text, True):
            project.writeEntry(SCOPE, field.name, text)


def _with_texts(settings: PlanSettings, texts: dict[str, str]) -> PlanSettings:
    """The settings with the texts that make sense, for their fields; a file edited by hand must not stop the dock."""
    for name, text in texts.items():
        changed = _changed(settings, name, text)
        if changed is not None:
            settings = changed
    return settings


def _changed(settings: PlanSettings, name: str, text: str) -> PlanSettings | None:
    value: Any = text
    try:
        if isinstance(getattr(settings, name), int):
            value = int(text)
        changed = replace(settings, **{name: value})
        if changed.unit not in (BLOCK, VISIT):
            return None
        # Both clock and moment must be readable.
        changed.last_moment  # noqa: B018
    except (ValueError, OverflowError):
        return None
    return changed
