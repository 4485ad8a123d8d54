"""What came out, readable in ten seconds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from demojob import Job


def summary(job: Job, results: dict[str, dict[str, Any]]) -> str:
    """One line per step, each figure beside its baseline."""
    grid, hot, forecast = results["riskgrid"], results["extracthotspots"], results["predictcrime"]
    route, officers = results["planroute"], results["assignofficers"]
    lines = [
        "",
        f"Patrol for {job.city.name}, {job.day}, {job.shift_start[11:16]}–{job.shift_end[11:16]}",
        "─" * 78,
        f"Risk grid   {grid['CELLS']:,} cells from {grid['INCIDENTS_USED']:,} incidents ({grid['SKIPPED']:,} left "
        f"out, see above)",
        f"Hotspots    {hot['HOTSPOTS_FOUND']} in {hot['COVERED_PERCENT']:.1f} % of the area; PAI "
        f"{_figure(hot['PAI'], '.1f')} on past incidents",
        f"Forecast    {_back_test(forecast)}",
        f"Route       {route['VISITED']} hotspots, {route['KM']:.1f} km, {route['MINUTES']:.0f} min driving; by "
        f"priority alone {route['BASELINE_VISITED']}, {route['BASELINE_KM']:.1f} km, {route['BASELINE_MINUTES']:.0f} "
        f"min",
        f"Officers    {officers['OFFICERS_USED']} officers, {officers['VISITED']:,} visits, reward "
        f"{officers['REWARD']:,.0f}; going to the nearest {officers['BASELINE_VISITED']:,}, "
        f"{officers['BASELINE_REWARD']:,.0f}{_gain(officers)}",
    ]
    return "\n".join(lines + [f"Note        {note}" for note in job.city.notes])


def _figure(value: Any, form: str) -> str:
    return "unknown" if value is None else format(value, form)


def _back_test(forecast: dict[str, Any]) -> str:
    if forecast.get("HIT_RATE") is None:
        return "not back-tested (too few weeks of incidents before it): do not rely on it"
    return (
        f"hit rate {forecast['HIT_RATE']:.0%}, PAI {forecast['PAI']:.1f}, AUC {forecast['AUC']:.2f} in the back-test; "
        f"plain count of past incidents {forecast['BASELINE_HIT_RATE']:.0%}, {forecast['BASELINE_PAI']:.1f}, "
        f"{forecast['BASELINE_AUC']:.2f}"
    )


def _gain(officers: dict[str, Any]) -> str:
    baseline = officers["BASELINE_REWARD"]
    return f" ({officers['REWARD'] / baseline - 1:+.0%})" if baseline else ""
