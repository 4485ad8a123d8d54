"""How a plan ended, with its figures, in a form that a project file can hold."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field, fields
from typing import Any

DONE, FAILED, CANCELLED = "done", "failed", "cancelled"


@dataclass(frozen=True)
class Outcome:
    """Done, failed or cancelled; ``text`` says why it failed.

    ``numbers``: the figures by algorithm. ``officers``: the id of their layer. ``replay``: the past day whose calls the
    plan answers, ISO text, "" for a plan made before its shift. ``file``: the GeoPackage that holds the layers, ""
    where there is none; ``not_kept`` says why, where there should be one. ``timetable``: the rows of a plan in blocks,
    as timetable.py has them.
    """

    state: str
    text: str = ""
    numbers: dict[str, dict[str, Any]] = field(default_factory=dict)
    warnings: list[str] = field(default_factory=list)
    officers: str = ""
    replay: str = ""
    file: str = ""
    not_kept: str = ""
    timetable: list[list[str]] = field(default_factory=list)

    def to_json(self) -> str:
        """The outcome as one line of text."""
        return json.dumps(asdict(self), ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str) -> Outcome | None:
        """The outcome that the text tells; None where it tells none, as in a file edited by hand."""
        try:
            told = json.loads(text)
            outcome = cls(**{name: told[name] for name in (field.name for field in fields(cls)) if name in told})
            known = all(isinstance(figures, dict) for figures in outcome.numbers.values())
            known = known and all([str(cell) for cell in row] == row and len(row) == 5 for row in outcome.timetable)
        except (ValueError, TypeError, AttributeError):
            return None
        return outcome if known and isinstance(outcome.warnings, list) else None

    def rows(self) -> list[tuple[str, str, float | None, str]]:
        """(step, figure, value, text) of everything told, for a table: the state first, then figures and warnings."""
        rows: list[tuple[str, str, float | None, str]] = [("plan", "state", None, self.state)]
        rows += [("plan", name, None, getattr(self, name)) for name in ("text", "replay") if getattr(self, name)]
        for step, figures in self.numbers.items():
            rows += [(step, name, None if value is None else float(value), "") for name, value in figures.items()]
        return rows + [("plan", "warning", None, warning) for warning in self.warnings]
