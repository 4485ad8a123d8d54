"""The parameters that say which calls of before a shift are still open when it begins."""

from __future__ import annotations

from typing import Any

from ..framework import parameters as shared

OPEN_HELP = {
    "CALL_OPEN_HOURS": "Calls that came in at most so many hours before the shift are still open when it begins: they "
    "are tasks from its start, and have waited since they came in. Older ones are left out. 0: none. Empty: 24; where "
    "there are later calls too it is 1, as those of a record have been answered since.",
    "CALL_CLOSED_FIELD": "When each call was closed (NULL: not yet). A call that was closed before the shift begins is "
    "no task of it.",
}


def open_parameters() -> list[Any]:
    """How long a call stays open, and the field that tells when one was closed."""
    return [
        shared.advanced(
            shared.number(
                "CALL_OPEN_HOURS", "Hours a call stays open", None, optional=True, least=0, most=8760, why="a year"
            )
        ),
        shared.advanced(shared.field("CALL_CLOSED_FIELD", "Call closed field", "CALLS")),
    ]
