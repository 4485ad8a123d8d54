"""The parameters and outputs of blocks: few, long stays of an officer in areas of their own."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from ....algorithms.texts import Text
from ...framework import parameters as shared

if TYPE_CHECKING:
    from qgis.core import QgsProcessingAlgorithm, QgsProcessingContext

VISIT, BLOCK = "visit", "block"
UNITS = (VISIT, BLOCK)
HARD, SOFT = "hard", "soft"
KOPER, FIFTEEN_A_DAY, TABLE = "koper", "fifteen_a_day", "table"
# The method that plans blocks; the study's methods know visits alone.
PLANS_BLOCKS = "best"
# Who stands at a corner for less deters nobody (Koper 1995 found it from ten minutes on), and a plan of thousands of
# stops can be neither read nor walked.
_LEAST_DWELL_MIN = 5.0
# Minutes; what a quotient of minutes may be off.
_ROUNDING = 1e-9
# Stops as dots and routes thin: the areas are what is looked at.
DRESS_OF_BLOCKS = {
    "ROUTES": ("block_routes", "depart", "arrive"),
    "VISITS": ("block_stops", "arrive", "depart"),
}

BLOCK_HELP = {
    "UNIT": "visit: each node by itself, as in the study. block: few, long stays in an area, in which an officer goes "
    "round two to four street corners, with 5 minutes or more (Dwell time) at each; areas belong to one officer each. "
    "Blocks are planned by the method best alone, for incidents met in place and time, and leave calls to the time "
    "kept free.",
    "BLOCK_MIN": "How long a block is at least, in minutes.",
    "BLOCK_MAX": "How long a block is at most, in minutes.",
    "FREE_SHARE": "Percent of an officer's working time that blocks leave free in each third of the duty: for calls, "
    "reports, and what else comes up.",
    "PAUSE": "Minutes before a block comes to the same area again. 0: at once.",
    "MAX_ROWS": "How many blocks an officer has at most: what fits on a sheet.",
    "BEATS": "Polygons of beats. Officers with a beat (field beat) are kept to it. Where no officer has one, and "
    "there are enough of them, they are shared among the beats by what is expected there.",
    "BEAT_FIELD": "Field with the name of each beat, as officers have it in their field beat.",
    "BEAT_RULE": "hard: nobody has a block outside of their beat. soft: a minute at a stop outside costs as much as a "
    "minute at the average place is worth.",
    "MUST": "Places where somebody must stop once, as points or polygons (somewhere in it). They need not be nodes.",
    "FORBIDDEN": "Places where nobody stops, as polygons, or points (50 m around). Driving through is allowed.",
    "DETERRENCE": "How long a stop works on after it, so that a second officer, or an early return, gains nothing. "
    "koper: from ten minutes on half an hour (Koper 1995). fifteen_a_day: a quarter of an hour is the day's share of "
    "a place. table: the Table of deterrence.",
    "DETERRENCE_TABLE": "Table with the fields stay and effect, in minutes, ascending: linear between its rows.",
    "BLOCKS": "One point per block: officer, block (1, 2, …), from, to, place (street corners), why (events within "
    "150 m of these or in their cells at these hours, widened where they are fewer than five), look_for (most frequent "
    "kinds), expected (incidents met), hotspot_id (letter of the area), stops.",
    "AREAS": "The areas of the blocks: area (letter), officer, place (street corners), blocks, times (when "
    "somebody is there), expected.",
    "BLOCK_COUNT": "How many blocks there are; NULL for visits.",
    "EXPECTED_BLOCKS": "Incidents that blocks are expected to meet in place and time; NULL for visits.",
}


def block_parameters() -> list[Any]:
    """What is planned, and the rules of blocks."""
    minutes: dict[str, Any] = {"least": 1, "most": 1440, "why": "in minutes, a day"}
    return [
        shared.word("UNIT", "What is planned", UNITS, VISIT),
        shared.advanced(shared.number("BLOCK_MIN", "Shortest block (min)", 30.0, **minutes)),
        shared.advanced(shared.number("BLOCK_MAX", "Longest block (min)", 90.0, **minutes)),
        shared.number("FREE_SHARE", "Time kept free (%)", 30.0, least=0, most=90),
        shared.advanced(shared.number("PAUSE", "Pause of an area (min)", 15.0, least=0, most=1440)),
        shared.advanced(shared.integer("MAX_ROWS", "Most blocks of an officer", 8, least=1, most=48)),
        shared.source("BEATS", "Beats", shared.POLYGONS, optional=True),
        shared.field("BEAT_FIELD", "Beat name field", "BEATS"),
        shared.advanced(shared.word("BEAT_RULE", "Rule of beats", (HARD, SOFT), HARD)),
        shared.advanced(shared.source("MUST", "Places that are a must", shared.ANY_VECTOR, optional=True)),
        shared.advanced(shared.source("FORBIDDEN", "Places where nobody stops", shared.ANY_VECTOR, optional=True)),
        shared.advanced(shared.word("DETERRENCE", "How stops work on", (KOPER, FIFTEEN_A_DAY, TABLE), KOPER)),
        shared.advanced(shared.source("DETERRENCE_TABLE", "Table of deterrence", shared.TABLE, optional=True)),
    ]


def block_outputs() -> list[Any]:
    return [
        shared.sink("BLOCKS", "Blocks", shared.POINTS, optional=True, by_default=False),
        shared.sink("AREAS", "Areas of the blocks", shared.POLYGONS, optional=True, by_default=False),
    ]


def block_problem(algorithm: QgsProcessingAlgorithm, parameters: dict[str, Any], context: QgsProcessingContext) -> str:
    """What is wrong with these parameters together; "" when nothing is."""

    def word(name: str) -> str:
        return algorithm.parameterAsEnumString(_own(parameters, name), name, context)

    def number(name: str) -> float:
        return algorithm.parameterAsDouble(_own(parameters, name), name, context)

    if word("UNIT") != BLOCK:
        return ""
    if word("METHOD") != PLANS_BLOCKS:
        return Text(
            "Blocks are planned by the method best alone, not by {method}. Choose best, or the unit visit.",
            method=word("METHOD"),
        )
    if number("BLOCK_MIN") > number("BLOCK_MAX"):
        return Text(
            "The shortest block ({least:g} min) is longer than the longest ({most:g} min).",
            least=number("BLOCK_MIN"),
            most=number("BLOCK_MAX"),
        )
    if number("DWELL") < _LEAST_DWELL_MIN:
        return Text(
            "In blocks the dwell time is that at a street corner: at least {bound:g} min, as a shorter stop deters "
            "nobody, not {dwell:g} min. Choose 10 to 16 min, or the unit visit.",
            bound=_LEAST_DWELL_MIN,
            dwell=number("DWELL"),
        )
    if number("DWELL") > number("BLOCK_MIN"):
        return Text(
            "In blocks the dwell time is that at a street corner: no longer than the shortest block ({least:g} min), "
            "not {dwell:g} min. Shorten it, or lengthen the shortest block.",
            least=number("BLOCK_MIN"),
            dwell=number("DWELL"),
        )
    stops = math.ceil(number("BLOCK_MIN") / number("DWELL") - _ROUNDING)
    if stops * number("DWELL") > number("BLOCK_MAX") + _ROUNDING:
        return Text(
            "Stops of {dwell:g} min make blocks of {short:g} or {long:g} min, none of {least:g} to {most:g} min. Let "
            "the longest block be {long:g} min, or choose another dwell time.",
            dwell=number("DWELL"),
            short=(stops - 1) * number("DWELL"),
            long=stops * number("DWELL"),
            least=number("BLOCK_MIN"),
            most=number("BLOCK_MAX"),
        )
    for name, is_asked in (
        ("RETURN", algorithm.parameterAsBool(_own(parameters, "RETURN"), "RETURN", context)),
        ("BALANCE", number("BALANCE") > 0),
    ):
        if is_asked:
            label = algorithm.parameterDefinition(name).description()
            return Text("{label} is not known to plans in blocks. Leave it out, or choose the unit visit.", label=label)
    if parameters.get("BEATS") and not parameters.get("BEAT_FIELD"):
        return Text("Beats need the Beat name field: officers are kept to the beat of that name.")
    if word("DETERRENCE") == TABLE and not parameters.get("DETERRENCE_TABLE"):
        return Text("Choose a Table of deterrence, or one of the curves koper and fifteen_a_day.")
    return ""


def _own(parameters: dict[str, Any], name: str) -> dict[str, Any]:
    """That parameter alone: QGIS converts all it is handed, and crashes at a layer that has been deleted since."""
    return {name: parameters[name]} if name in parameters else {}
