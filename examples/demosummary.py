"""What came out, readable in ten seconds: the plugin's headline, each figure beside its baseline."""

from __future__ import annotations

import math
from typing import Any

from demojob import HOURS, Job
from toolbox import plugin_part


def summary(job: Job, numbers: dict[str, dict[str, Any]]) -> str:
    """One line per subject, then what was assumed and what the reader must be warned of; numbers by step."""
    rows = [("", "This plan", "Baseline"), *plugin_part("ui.plan.headlines").headline_rows(numbers)]
    rows += _of_incidents(job, numbers["riskgrid"])
    name, plan = max(len(row[0]) for row in rows) + 2, max(len(row[1]) for row in rows if row[2]) + 2
    lines = [
        "",
        f"Patrol for {job.city.name}, {job.day.item():%A} {job.day}, {HOURS}",
        f"Day chosen: {job.reason}",
        "─" * 78,
        *(f"{row[0]:<{name}}{row[1]:<{plan}}{row[2]}".rstrip() for row in rows),
        *(f"{'Note':<{name}}{note}" for note in job.city.notes),
        *(f"! {warning}" for warning in _warnings(numbers)),
    ]
    return "\n".join(lines)


def _of_incidents(job: Job, found: dict[str, Any]) -> list[tuple[str, str, str]]:
    """Every incident of the layer is used, left out, or not yet known; and the cells they are counted in."""
    later = job.city.layers["incidents"].layer.featureCount() - found["INCIDENTS_USED"] - found["SKIPPED"]
    rows = [("", f"{later:,} from the start of the shift on, not used", "")] if later > 0 else []
    return [*rows, ("Cells", f"{found['CELLS']:,} of {found['CELL_SIZE_USED']:g} m", "")]


def _warnings(results: dict[str, dict[str, Any]]) -> list[str]:
    """Where a baseline is better than what is proposed."""
    forecast, route, officers = results["predictcrime"], results["planroute"], results["assignofficers"]
    warnings = []
    if forecast.get("HIT_RATE") is None:
        warnings.append("The forecast is not back-tested: too few weeks of incidents before the shift.")
    elif forecast["GAIN_HIGH"] < 0:
        warnings.append("The plain count of past incidents hits more often than the forecast.")
    # The same stops in another order add up to the same but for the last digits.
    as_much = math.isclose(route["BASELINE_SCORE"], route["SCORE"], rel_tol=1e-6)
    if not as_much and route["BASELINE_SCORE"] > route["SCORE"]:
        warnings.append("One car visiting by priority alone collects more priority than the route proposed.")
    elif as_much and round(route["BASELINE_KM"], 1) < round(route["KM"], 1):
        warnings.append("One car visiting by priority alone collects as much with fewer kilometres.")
    if not officers["VISITED"]:
        warnings.append("Nobody visits anything: is an officer on duty in this shift?")
    # Blocks are planned for what they meet, not for the reward.
    in_blocks = officers.get("BLOCK_COUNT") is not None
    if not in_blocks and officers["BASELINE_REWARD"] > officers["REWARD"]:
        warnings.append("Officers sent by a plainer method earn more than the plan.")
    # By days that the weights do not know, where there are some.
    reached = "REACHED_UNSEEN" if officers.get("REACHED_UNSEEN") is not None else "REACHED"
    if (officers.get(f"{reached}_COUNT") or 0.0) > (officers.get(reached) or 0.0):
        warnings.append("Officers who only stand at the busiest places would have met more of last week's incidents.")
    return warnings
