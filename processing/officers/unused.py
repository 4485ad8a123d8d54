"""What is given to a plan of several officers, and comes to nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...algorithms.officers import planners
from ...algorithms.roads.sources import ROADS
from ...algorithms.texts import Text
from ..framework.unused import is_asked, tell_unused, tell_unused_without
from .blocks.parameters import BLOCK, TABLE, VISIT

if TYPE_CHECKING:
    from ..framework.run import Run

# By a parameter, those that mean nothing without it.
_WITH = {
    "CALLS": (
        "CALL_TIME_FIELD",
        "CLOCK_FIELD",
        "CALL_PRIORITY_FIELD",
        "CALL_FIELD",
        "CALL_OPEN_HOURS",
        "CALL_CLOSED_FIELD",
        "PRIORITIES",
        "PRIORITY_ORDER",
    ),
    "INCIDENTS": ("INCIDENT_TIME_FIELD", "INCIDENT_CLOCK_FIELD", "TYPE_FIELD", "EXCLUDE", "EXCLUDE_TYPES"),
    "BEATS": ("BEAT_FIELD", "BEAT_RULE"),
}
_OF_ROADS = (
    "DIRECTION_FIELD",
    "VALUE_FORWARD",
    "VALUE_BACKWARD",
    "VALUE_BOTH",
    "DEFAULT_DIRECTION",
    "SPEED_FIELD",
    "STREET_FIELD",
    "TOLERANCE",
    "JUNCTION_DELAY",
)
_OF_SERVERS = ("URL", "AUTHCFG")
_OF_BLOCKS = (
    "BEATS",
    "MUST",
    "FORBIDDEN",
    "BLOCK_MIN",
    "BLOCK_MAX",
    "FREE_SHARE",
    "PAUSE",
    "MAX_ROWS",
    "DETERRENCE",
    "DETERRENCE_TABLE",
)


def report_unused(run: Run) -> None:
    """Warn of every parameter that says something and is not used in this combination."""
    in_blocks = run.word("UNIT") == BLOCK
    for needed, names in _WITH.items():
        if needed != "BEATS" or in_blocks:
            tell_unused_without(run, needed, names)
    if run.given("CALLS"):
        tell_unused_without(run, "CALL_PRIORITY_FIELD", ("PRIORITY_ORDER",))
    _report_travel(run)
    if in_blocks:
        blocks = Text("by plans in blocks, which are not made for the reward; it is taken off that alone")
        tell_unused(run, ("OFFICER_COST",), blocks, _choose(run, "UNIT", VISIT))
        curve = run.word("DETERRENCE")
        if curve != TABLE:
            why = Text("with the curve {word}", word=curve)
            tell_unused(run, ("DETERRENCE_TABLE",), why, _choose(run, "DETERRENCE", TABLE))
    else:
        visits = Text("for visits; plans in blocks alone know it")
        names = (*_OF_BLOCKS, *(() if run.given("BEATS") else _WITH["BEATS"]))
        tell_unused(run, names, visits, _choose(run, "UNIT", BLOCK))
    _report_method(run)


def _choose(run: Run, name: str, *words: str) -> Text:
    return Text("Choose {words} as {label}", label=run.label(name), words=list(words))


def _report_travel(run: Run) -> None:
    """What of the roads and of the server comes to nothing."""
    source = run.word("SOURCE")
    if source == ROADS:
        tell_unused_without(run, "ROADS", _OF_ROADS)
        roads = Text("with the source {source}", source=source)
        tell_unused(run, _OF_SERVERS, roads, Text("Choose a server as {label}", label=run.label("SOURCE")))
    else:
        server = Text("with the source {source}, which has roads of its own", source=source)
        tell_unused(run, ("ROADS", *_OF_ROADS), server, _choose(run, "SOURCE", ROADS))


def _report_method(run: Run) -> None:
    """What the method does not use, and others do."""
    method = run.method("METHOD", planners.PLANNERS)
    others = dict.fromkeys(name for one in planners.PLANNERS for name in one.uses if name not in method.uses)
    asked = {name for name in others if is_asked(run, name)}
    users = [one.word for one in planners.PLANNERS if asked & set(one.uses)]
    tell_unused(run, others, Text("by the method {method}", method=method.word), _choose(run, "METHOD", *users))
