"""What came out, readable in ten seconds: the commander's figures first, each beside its baseline."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from demojob import Job

# The column of the names at the left.
_INDENT = 12


def summary(job: Job, results: dict[str, dict[str, Any]]) -> str:
    """One line per subject, then what the reader must be warned of."""
    weekday = f"{job.day.item():%A}"
    lines = [
        "",
        f"Patrol for {job.city.name}, {weekday} {job.day}, {job.shift_start[11:16]}–{job.shift_end[11:16]}",
        f"Day chosen: {job.shift.reason}",
        "─" * 78,
        _line("Officers", _officers(results["assignofficers"])),
        _line("", _reward(results["assignofficers"])),
        _line("Hotspots", _hotspots(job, results)),
        _line("Route", _route(results["planroute"])),
        _line("Forecast", _back_test(results["predictcrime"])),
        _line("Incidents", _incidents(job, results["riskgrid"])),
    ]
    lines += [_line("Note", note) for note in job.city.notes]
    return "\n".join(lines + [f"! {warning}" for warning in _warnings(results)])


def _line(name: str, text: str) -> str:
    return f"{name:<{_INDENT}}{text}"


def _officers(found: dict[str, Any]) -> str:
    visits = f"{found['VISITED']:,} visits"
    if found.get("HOTSPOT_VISITS") is not None:
        visits += f" ({found['HOTSPOT_VISITS']:,} of hotspots)"
    parts = [f"{found['OFFICERS_USED']} officers", visits]
    if found.get("CALLS_KNOWN"):
        wait = found.get("MEDIAN_WAIT")
        median = "" if wait is None or not wait >= 0 else f", median wait {wait:.0f} min"
        parts.append(f"{found['CALLS_ANSWERED']:,} of {found['CALLS_KNOWN']:,} calls answered{median}")
        if found.get("REPLAY"):
            parts.append("a replay of the record")
    if found.get("KM") is not None:
        parts.append(f"{found['KM']:,.0f} km")
    return "; ".join(parts)


def _reward(found: dict[str, Any]) -> str:
    baseline = found["BASELINE_REWARD"]
    gain = f", {found['REWARD'] / baseline - 1:+.0%}" if baseline > 0 else ""
    return (
        f"reward (worth of visits) {found['REWARD']:,.0f}{gain}; baseline, always to the nearest: {baseline:,.0f}, "
        f"{found['BASELINE_VISITED']:,} visits"
    )


def _hotspots(job: Job, results: dict[str, dict[str, Any]]) -> str:
    hot = results["extracthotspots"]
    pai = "unknown" if hot["PAI"] is None else f"{hot['PAI']:.1f}"
    return (
        f"{hot['HOTSPOTS_FOUND']:,} in {hot['COVERED_PERCENT']:.1f} % of the area "
        f"({results['riskgrid']['CELLS']:,} cells of {job.cell_size_m} m); past incidents {pai} times as dense there"
    )


def _route(found: dict[str, Any]) -> str:
    return (
        f"one car, {found['VISITED']:,} hotspots, {found['KM']:.1f} km, {found['MINUTES']:.0f} min driving; "
        f"baseline, by priority alone: {found['BASELINE_VISITED']:,}, {found['BASELINE_KM']:.1f} km, "
        f"{found['BASELINE_MINUTES']:.0f} min"
    )


def _back_test(found: dict[str, Any]) -> str:
    if found.get("HIT_RATE") is None:
        return "not back-tested: do not rely on it"
    return (
        f"hit rate {found['HIT_RATE']:.1%}, PAI {found['PAI']:.1f}, AUC {found['AUC']:.2f} in the back-test; baseline, "
        f"plain count: {found['BASELINE_HIT_RATE']:.1%}, {found['BASELINE_PAI']:.1f}, {found['BASELINE_AUC']:.2f}"
    )


def _incidents(job: Job, found: dict[str, Any]) -> str:
    """Every incident of the layer is used, outside the period, or left out."""
    used, left_out = found["INCIDENTS_USED"], found["SKIPPED"]
    later = job.city.layers["incidents"].layer.featureCount() - used - left_out
    parts = [f"{used:,} used"]
    if later > 0:
        parts.append(f"{later:,} from the start of the shift on, not used")
    if left_out:
        parts.append(f"{left_out:,} outside the area or unusable, left out")
    return "; ".join(parts)


def _warnings(results: dict[str, dict[str, Any]]) -> list[str]:
    """Where a baseline is better than what is proposed."""
    forecast, route, officers = results["predictcrime"], results["planroute"], results["assignofficers"]
    warnings = []
    if forecast.get("HIT_RATE") is None:
        warnings.append("The forecast is not back-tested: too few weeks of incidents before the shift.")
    elif forecast["HIT_RATE"] < forecast["BASELINE_HIT_RATE"]:
        warnings.append("The plain count of past incidents hits more often than the forecast.")
    # The same stops in another order add up to the same but for the last digits.
    as_much = math.isclose(route["BASELINE_SCORE"], route["SCORE"], rel_tol=1e-6)
    if not as_much and route["BASELINE_SCORE"] > route["SCORE"]:
        warnings.append("One car visiting by priority alone collects more priority than the route proposed.")
    elif as_much and round(route["BASELINE_KM"], 1) < round(route["KM"], 1):
        warnings.append("One car visiting by priority alone collects as much with fewer kilometres.")
    if not officers["VISITED"]:
        warnings.append("Nobody visits anything: is an officer on duty in this shift?")
    if officers["BASELINE_REWARD"] > officers["REWARD"]:
        warnings.append("Officers who always go to the nearest place earn more than the plan.")
    return warnings
