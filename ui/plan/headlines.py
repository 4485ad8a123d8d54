"""The figures of a plan in a few lines of rich text, each beside its baseline."""

from __future__ import annotations

from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..text import tr
from .outcome import DONE, Outcome
from .planfolder import project_folder

if TYPE_CHECKING:
    from qgis.core import QgsProject

_MOST_WARNINGS = 12
_WHAT_TESTS_MEAN = (
    "Of the back-test: hit rate, the share of later incidents that fell into its hotspots; PAI, how many times denser "
    "they were there than overall."
)
_WHAT_REWARD_MEANS = "Reward: the worth of all visits, to be compared with its baseline only."


def headline_rows(numbers: dict[str, dict[str, Any]]) -> list[tuple[str, str, str]]:
    """(what, this plan, baseline) for every step that has ended; a figure nobody knows is a dash."""
    rows = []
    grid, hotspots, forecast = numbers.get("riskgrid"), numbers.get("extracthotspots"), numbers.get("predictcrime")
    route, officers = numbers.get("planroute"), numbers.get("assignofficers")
    if officers:
        rows += _officer_rows(officers)
    if forecast:
        rows.append((tr("Hit rate"), *_both(forecast, "HIT_RATE", ".1%", tr("plain count"))))
        rows.append((tr("PAI"), *_both(forecast, "PAI", ".1f", tr("plain count"))))
    if route:
        baseline = tr("{route} by priority alone").format(route=_route(route, "BASELINE_"))
        rows.append((tr("Single route"), _route(route, ""), baseline))
    if hotspots:
        found, share = _figure(hotspots["HOTSPOTS_FOUND"]), _figure(hotspots["COVERED_PERCENT"], ".1f")
        rows.append((tr("Hotspots"), tr("{n} in {share} % of the area").format(n=found, share=share), ""))
    if grid:
        used, left_out = _figure(grid["INCIDENTS_USED"]), _figure(grid["SKIPPED"])
        rows.append((tr("Incidents"), tr("{used}, {n} left out").format(used=used, n=left_out), ""))
    return rows


def _officer_rows(found: dict[str, Any]) -> list[tuple[str, str, str]]:
    """What the officers do, in a commander's words, and only then what the planner counts."""
    rows = [(tr("Officers"), _figure(found["OFFICERS_USED"]), ""), (tr("Visits"), _visits(found), "")]
    if found.get("CALLS_KNOWN"):
        answered = tr("{n} answered").format(n=_answered(found))
        wait = found.get("MEDIAN_WAIT")
        if wait is not None:
            answered += tr(", median wait {minutes} min").format(minutes=_figure(wait))
        rows.append((tr("Calls (replay)") if found.get("REPLAY") else tr("Calls"), answered, ""))
    if found.get("KM") is not None:
        rows.append((tr("Driven"), tr("{km} km").format(km=_figure(found["KM"])), ""))
    baseline = tr("{reward} nearest first, {visits} visits").format(
        reward=_figure(found.get("BASELINE_REWARD")), visits=_figure(found.get("BASELINE_VISITED"))
    )
    return [*rows, (tr("Reward"), f"{_figure(found['REWARD'])}{_gain(found, 'REWARD')}", baseline)]


def headline_html(outcome: Outcome) -> str:
    """The rows as a table, with what is to be known of the plan above and below; "" when there are none."""
    numbers = outcome.numbers
    rows = headline_rows(numbers)
    if not rows:
        return ""
    head = f"<tr><td></td><td><b>{tr('This plan')}</b></td><td><b>{tr('Baseline')}</b></td></tr>"
    body = "".join(_table_row(*row) for row in rows)
    notes = ""
    forecast = numbers.get("predictcrime")
    if forecast:
        tested = forecast.get("HIT_RATE") is not None
        note = _WHAT_TESTS_MEAN if tested else "Not back-tested: do not rely on the forecast."
        notes = f"<p>{escape(tr(note))}</p>"
    if "assignofficers" in numbers:
        notes += f"<p>{escape(tr(_WHAT_REWARD_MEANS))}</p>"
    above = "".join(f"<p><b>{escape(text)}</b></p>" for text in _headings(outcome))
    return f"{above}<table cellspacing='0' cellpadding='3' width='100%'>{head}{body}</table>{notes}"


def _headings(outcome: Outcome) -> list[str]:
    """What would be misread without being told first."""
    told = []
    if outcome.state != DONE:
        told.append(tr("Incomplete: {why}").format(why=outcome.text))
    if outcome.replay:
        sentence = tr("A replay of {day}: the plan answers the calls of that day, which nobody knew at its start.")
        told.append(sentence.format(day=outcome.replay))
    return told


def _table_row(what: str, plan: str, baseline: str) -> str:
    # What has no baseline may use its room.
    width, more = ("", f"<td>{escape(baseline)}</td>") if baseline else (" colspan='2'", "")
    return f"<tr><td>{escape(what)}</td><td{width}><b>{escape(plan)}</b></td>{more}</tr>"


def warnings_html(warnings: list[str]) -> str:
    """The warnings as a list, each once; "" when there are none."""
    distinct = list(dict.fromkeys(warnings))
    if not distinct:
        return ""
    items = "".join(f"<li>{escape(text)}</li>" for text in distinct[:_MOST_WARNINGS])
    more = len(distinct) - _MOST_WARNINGS
    if more > 0:
        items += f"<li>{tr('{n} more in the log.').format(n=more)}</li>"
    title = tr("Warnings ({n})").format(n=len(distinct))
    return f"<b>{title}</b><ul style='margin-left: 14px; -qt-list-indent: 0'>{items}</ul>"


def sentence(outcome: Outcome, project: QgsProject) -> str:
    """How a plan ended, and where its layers are, for the line below the buttons."""
    if outcome.state != DONE:
        text = tr("No plan: {why}").format(why=outcome.text)
        kept = tr("What was made is in {file}.")
    else:
        ready = tr("Replay of {day} ready: {line}") if outcome.replay else tr("Plan ready: {line}")
        text = ready.format(line=one_line(outcome.numbers), day=outcome.replay)
        kept = tr("Saved as {file}.")
    if outcome.file:
        return f"{text} {kept.format(file=_where(Path(outcome.file), project))}"
    if outcome.not_kept:
        lost = tr("It could not be saved: {why}. Its layers are temporary: save those you want to keep.")
        return f"{text} {lost.format(why=outcome.not_kept)}"
    return text


def _where(file: Path, project: QgsProject) -> str:
    if file.parent != project_folder(project):
        return str(file)
    return tr("{file} beside the project").format(file=file.name)


def one_line(numbers: dict[str, dict[str, Any]]) -> str:
    """The plan in a sentence."""
    officers = numbers["assignofficers"]
    told = [
        tr("officers: {n}").format(n=_figure(officers["OFFICERS_USED"])),
        tr("visits: {n}").format(n=_visits(officers)),
    ]
    if officers.get("CALLS_KNOWN"):
        answered = tr("calls answered, replayed: {n}") if officers.get("REPLAY") else tr("calls answered: {n}")
        told.append(answered.format(n=_answered(officers)))
    return "; ".join(told) + "."


def _visits(officers: dict[str, Any]) -> str:
    visits, of_hotspots = _figure(officers["VISITED"]), officers.get("HOTSPOT_VISITS")
    return visits if of_hotspots is None else tr("{n} ({hot} of hotspots)").format(n=visits, hot=_figure(of_hotspots))


def _answered(officers: dict[str, Any]) -> str:
    answered, known = _figure(officers.get("CALLS_ANSWERED")), _figure(officers["CALLS_KNOWN"])
    return tr("{n} of {known}").format(n=answered, known=known)


def _figure(value: Any, form: str = ",.0f") -> str:
    return "–" if value is None else format(value, form)


def _both(numbers: dict[str, Any], name: str, form: str, whose: str) -> tuple[str, str]:
    value, baseline = numbers.get(name), numbers.get(f"BASELINE_{name}")
    return _figure(value, form), f"{_figure(baseline, form)} {whose}"


def _gain(numbers: dict[str, Any], name: str) -> str:
    value, baseline = numbers.get(name), numbers.get(f"BASELINE_{name}")
    return f" ({value / baseline - 1:+.0%})" if value is not None and baseline and baseline > 0 else ""


def _route(numbers: dict[str, Any], prefix: str) -> str:
    return tr("{stops} stops, {km} km, {minutes} min").format(
        stops=_figure(numbers.get(f"{prefix}VISITED")),
        km=_figure(numbers.get(f"{prefix}KM"), ".1f"),
        minutes=_figure(numbers.get(f"{prefix}MINUTES"), ".0f"),
    )
