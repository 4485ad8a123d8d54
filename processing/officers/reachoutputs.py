"""The numbers that tell what a plan of several officers reaches."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from qgis.core import QgsProcessingOutputNumber

if TYPE_CHECKING:
    from ...algorithms.officers.reach.reached import Shares
    from .reach import PlanReach

_DELIVERED_HELP = (
    "The same where 55 % of the ordered minutes are delivered, as field trials saw: each visit (each hour of a longer "
    "one) takes place with that chance by itself; the mean of all that can happen."
)
# By what a number's name ends with, the field of the shares.
_SHARES = {
    "": "plan",
    "_55": "plan_55",
    "_EVEN": "even",
    "_EVEN_55": "even_55",
    "_COUNT": "count",
    "_COUNT_55": "count_55",
}
_OF_EXPECTED = {"EXPECTED_VISIT": "in_visit", "EXPECTED_AFTER": "after", "EXPECTED_AFTER_55": "after_55"}

REACH_HELP = {
    "REACHED": "Percent of last week's incidents that this plan would have met in place and hour: those of the seven "
    "days before the shift, each day's at the shift's hours laid on the plan, in the cell of a visit's node or within "
    "150 m of it, during the visit or up to 30 minutes after. Records of the same place and moment are one incident; "
    "visits of calls do not count, nor do incidents more than 150 m outside of the area between the nodes. It flatters "
    "a plan by weights, which are the incidents of the last three days: see REACHED_UNSEEN. NULL without incidents.",
    "REACHED_55": _DELIVERED_HELP,
    "REACHED_EVEN": "The same for the plan's visits spread evenly over all nodes' places and all hours of the shift: "
    "the mean over all draws, exactly.",
    "REACHED_EVEN_55": _DELIVERED_HELP,
    "REACHED_COUNT": "The same for the plain count's plan: each officer of this plan stands for all of the duty, but "
    "the break, at one of the nodes' places with most past incidents at these hours, last week's among them.",
    "REACHED_COUNT_55": _DELIVERED_HELP,
    "REACHED_VISIT": "REACHED during visits alone, without the 30 minutes after.",
    "REACHED_CELL": "REACHED by the cells of the visited nodes alone.",
    "REACHED_150": "REACHED by the 150 m around the visited nodes alone.",
    "REACHED_UNSEEN": "REACHED by the days of last week that the weights do not count, the fourth to the seventh "
    "before the shift (all seven where there are no weights). This is what to expect of the shift: in San Francisco "
    "plans that met 18 % of the last three days' incidents met 8 % of those days' and 8 % of the day itself. NULL "
    "for blocks, which are planned by the whole record: it knows all days of REACHED, as REACHED_COUNT does.",
    "REACHED_UNSEEN_55": _DELIVERED_HELP,
    "REACHED_UNSEEN_EVEN": "The same days for the plan's visits spread evenly.",
    "REACHED_UNSEEN_EVEN_55": _DELIVERED_HELP,
    "REACHED_UNSEEN_COUNT": "The same days for the plain count's plan, which here knows nothing of last week: its "
    "places are those with most incidents before. NULL without such a past.",
    "REACHED_UNSEEN_COUNT_55": _DELIVERED_HELP,
    "WEEK_EVENTS": "Last week's incidents at the shift's hours, of which REACHED is a share.",
    "UNSEEN_EVENTS": "Those of them of which REACHED_UNSEEN is a share.",
    "EXPECTED": "Incidents expected at all nodes during the shift; NULL where no field tells.",
    "EXPECTED_VISIT": "Percent of what is expected (without such a field: of the weights) in the place and hour of a "
    "visit. A minute counts once, however many officers are there.",
    "EXPECTED_AFTER": "The same with the 30 minutes after each visit.",
    "EXPECTED_AFTER_55": _DELIVERED_HELP,
    "ENTROPY": "How hard it is to guess when a place is visited by who knows where and how often: the Shannon entropy "
    "of the half hours of its visits, as a share of what is possible. 0: each place is visited in one half hour alone; "
    "1: evenly in all of them.",
}


def reach_outputs() -> list[QgsProcessingOutputNumber]:
    """All of them, in the order they are read."""
    return [
        QgsProcessingOutputNumber("REACHED", "Last week's incidents met (%)"),
        QgsProcessingOutputNumber("REACHED_55", "Met, 55 % delivered (%)"),
        QgsProcessingOutputNumber("REACHED_EVEN", "Met by even minutes (%)"),
        QgsProcessingOutputNumber("REACHED_EVEN_55", "Met by even minutes, 55 % delivered (%)"),
        QgsProcessingOutputNumber("REACHED_COUNT", "Met by the plain count (%)"),
        QgsProcessingOutputNumber("REACHED_COUNT_55", "Met by the plain count, 55 % delivered (%)"),
        QgsProcessingOutputNumber("REACHED_VISIT", "Met during visits alone (%)"),
        QgsProcessingOutputNumber("REACHED_CELL", "Met by cell alone (%)"),
        QgsProcessingOutputNumber("REACHED_150", "Met by 150 m alone (%)"),
        QgsProcessingOutputNumber("REACHED_UNSEEN", "Met of days not known (%)"),
        QgsProcessingOutputNumber("REACHED_UNSEEN_55", "Met of days not known, 55 % delivered (%)"),
        QgsProcessingOutputNumber("REACHED_UNSEEN_EVEN", "Days not known by even minutes (%)"),
        QgsProcessingOutputNumber("REACHED_UNSEEN_EVEN_55", "Days not known by even minutes, 55 % delivered (%)"),
        QgsProcessingOutputNumber("REACHED_UNSEEN_COUNT", "Days not known by the plain count (%)"),
        QgsProcessingOutputNumber("REACHED_UNSEEN_COUNT_55", "Days not known by the plain count, 55 % delivered (%)"),
        QgsProcessingOutputNumber("WEEK_EVENTS", "Last week's incidents at these hours"),
        QgsProcessingOutputNumber("UNSEEN_EVENTS", "Incidents of the days not known"),
        QgsProcessingOutputNumber("EXPECTED", "Incidents expected in the shift"),
        QgsProcessingOutputNumber("EXPECTED_VISIT", "Expected during visits (%)"),
        QgsProcessingOutputNumber("EXPECTED_AFTER", "Expected with the half hour after (%)"),
        QgsProcessingOutputNumber("EXPECTED_AFTER_55", "Expected, 55 % delivered (%)"),
        QgsProcessingOutputNumber("ENTROPY", "Entropy of visit times (0 to 1)"),
    ]


def numbers_of(reach: PlanReach) -> dict[str, Any]:
    """The numbers by output, NULL where nothing is known."""
    met, expected = reach.reached, reach.expected
    return {
        **_shares("REACHED", None if met is None else met.week),
        "REACHED_VISIT": None if met is None else _known(met.in_visit),
        "REACHED_CELL": None if met is None else _known(met.by_cell),
        "REACHED_150": None if met is None else _known(met.by_metres),
        **_shares("REACHED_UNSEEN", None if met is None else met.unseen),
        "WEEK_EVENTS": None if met is None else met.week.events,
        "UNSEEN_EVENTS": None if met is None else met.unseen.events,
        "EXPECTED": expected.total if expected is not None and reach.are_incidents else None,
        **{
            name: None if expected is None else 100.0 * getattr(expected, field) / expected.total
            for name, field in _OF_EXPECTED.items()
        },
        "ENTROPY": reach.entropy,
    }


def _shares(name: str, shares: Shares | None) -> dict[str, float | None]:
    return {
        f"{name}{ending}": None if shares is None else _known(getattr(shares, field))
        for ending, field in _SHARES.items()
    }


def _known(value: float) -> float | None:
    return None if value != value else value
