"""The figures of a plan in a few lines of rich text, each beside its baseline."""

from __future__ import annotations

from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..text import later, tr
from .outcome import DONE, Outcome
from .planfolder import project_folder

if TYPE_CHECKING:
    from qgis.core import QgsProject

_MOST_WARNINGS = 12
# Of so many, the decimals tell nothing.
_MANY = 10
_WHAT_TESTS_MEAN = later(
    "Of the back-test: hit rate, the share of later incidents that fell into its hotspots; PAI, how many times denser "
    "they were there than overall."
)
_NOT_TESTED = later("Not back-tested: do not rely on the forecast.")
_WHAT_REWARD_MEANS = later("Reward: the worth of all visits, to be compared with its baseline only.")


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
        baseline = tr("{route} by priority alone", route=_route(route, "BASELINE_"))
        rows.append((tr("Single route"), _route(route, ""), baseline))
    if hotspots:
        found, share = _figure(hotspots["HOTSPOTS_FOUND"]), _figure(hotspots["COVERED_PERCENT"], ".1f")
        rows.append((tr("Hotspots"), tr("{found} in {share} % of the area", found=found, share=share), ""))
    if grid:
        used, left_out = _figure(grid["INCIDENTS_USED"]), _figure(grid["SKIPPED"])
        rows.append((tr("Incidents"), tr("{used}, {skipped} left out", used=used, skipped=left_out), ""))
    return rows


def _officer_rows(found: dict[str, Any]) -> list[tuple[str, str, str]]:
    """What the officers do, in a commander's words, and only then what the planner counts."""
    in_blocks = found.get("BLOCK_COUNT") is not None
    rows = [(tr("Officers"), _figure(found["OFFICERS_USED"]), "")]
    rows.append((tr("Blocks"), _blocks(found), "") if in_blocks else (tr("Visits"), _visits(found), ""))
    if found.get("CALLS_KNOWN"):
        answered = _with_wait(tr("{calls} answered", calls=_answered(found)), found)
        rows.append((tr("Calls (replay)") if found.get("REPLAY") else tr("Calls"), answered, ""))
    if found.get("KM") is not None:
        rows.append((tr("Driven"), tr("{km} km", km=_figure(found["KM"])), ""))
    if found.get("REACHED") is not None:
        rows.append((tr("Reaches"), *_reached(found)))
    if in_blocks:
        # They are planned for what they meet, not for the study's reward.
        return rows
    baseline = tr(
        "{reward} by a plainer method, {visits} visits",
        reward=_figure(found.get("BASELINE_REWARD")),
        visits=_figure(found.get("BASELINE_VISITED")),
    )
    return [*rows, (tr("Reward"), f"{_figure(found['REWARD'])}{_gain(found, 'REWARD')}", baseline)]


def _reached(found: dict[str, Any]) -> tuple[str, str]:
    """What the plan would have met of days that it does not know (where there are any), and those who only stand."""
    begin, events = "REACHED_UNSEEN", "UNSEEN_EVENTS"
    if found.get(begin) is None:
        begin, events = "REACHED", "WEEK_EVENTS"
    plan = tr(
        "{met} % of {events} incidents of last week in place and hour ({less} % if 55 % is delivered)",
        met=_figure(found[begin], ".0f"),
        less=_figure(found[f"{begin}_55"], ".0f"),
        events=_figure(found[events]),
    )
    return plan, tr(
        "{count} % standing at the busiest places, {even} % spread evenly",
        count=_figure(found[f"{begin}_COUNT"], ".0f"),
        even=_figure(found[f"{begin}_EVEN"], ".0f"),
    )


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
        notes = f"<p>{escape(tr(_WHAT_TESTS_MEAN if tested else _NOT_TESTED))}</p>"
    if "assignofficers" in numbers and numbers["assignofficers"].get("BLOCK_COUNT") is None:
        notes += f"<p>{escape(tr(_WHAT_REWARD_MEANS))}</p>"
    above = "".join(f"<p><b>{escape(text)}</b></p>" for text in _headings(outcome))
    return f"{above}<table cellspacing='0' cellpadding='3' width='100%'>{head}{body}</table>{notes}"


def count_is_better(outcome: Outcome) -> bool:
    """Whether the plain count hit more in the back-test than the forecast, and not by chance alone."""
    most = outcome.numbers.get("predictcrime", {}).get("GAIN_HIGH")
    return most is not None and most < 0


def _headings(outcome: Outcome) -> list[str]:
    """What would be misread without being told first."""
    told = []
    if outcome.state != DONE:
        told.append(tr("Incomplete: {why}", why=outcome.text))
    if outcome.replay:
        told.append(
            tr(
                "A replay of {day}: the plan answers the calls of that day, which nobody knew at its start.",
                day=outcome.replay,
            )
        )
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
        items += f"<li>{tr('{more} more in the log.', more=more)}</li>"
    title = tr("Warnings ({count})", count=len(distinct))
    return f"<b>{title}</b><ul style='margin-left: 14px; -qt-list-indent: 0'>{items}</ul>"


def sentence(outcome: Outcome, project: QgsProject) -> str:
    """How a plan ended, and where its layers are, for the line below the buttons."""
    is_done = outcome.state == DONE
    line = one_line(outcome.numbers) if is_done else ""
    if not is_done:
        text = tr("No plan: {why}", why=outcome.text)
    elif outcome.replay:
        text = tr("Replay of {day} ready: {line}", day=outcome.replay, line=line)
    else:
        text = tr("Plan ready: {line}", line=line)
    if outcome.file:
        file = _where(Path(outcome.file), project)
        kept = tr("Saved as {file}.", file=file) if is_done else tr("What was made is in {file}.", file=file)
    elif outcome.not_kept:
        kept = tr(
            "It could not be saved: {why}. Its layers are temporary: save those you want to keep.",
            why=outcome.not_kept,
        )
    else:
        return text
    return f"{text} {kept}"


def _where(file: Path, project: QgsProject) -> str:
    if file.parent != project_folder(project):
        return str(file)
    return tr("{file} beside the project", file=file.name)


def one_line(numbers: dict[str, dict[str, Any]]) -> str:
    """The plan in a sentence."""
    officers = numbers["assignofficers"]
    told = [tr("officers: {count}", count=_figure(officers["OFFICERS_USED"]))]
    if officers.get("BLOCK_COUNT") is not None:
        told.append(tr("blocks: {count}", count=_blocks(officers)))
    else:
        told.append(tr("visits: {count}", count=_visits(officers)))
    if officers.get("CALLS_KNOWN"):
        replayed, calls = officers.get("REPLAY"), _answered(officers)
        answered = tr("calls answered, replayed: {calls}" if replayed else "calls answered: {calls}", calls=calls)
        told.append(_with_wait(answered, officers))
    return "; ".join(told) + "."


def _visits(officers: dict[str, Any]) -> str:
    visits, of_hotspots = _figure(officers["VISITED"]), officers.get("HOTSPOT_VISITS")
    # Hotspots are areas of the map; what an officer visits is a cell that is hot in one of the shift's intervals.
    return (
        visits if of_hotspots is None else tr("{visits} ({hot} of hot cells)", visits=visits, hot=_figure(of_hotspots))
    )


def _blocks(officers: dict[str, Any]) -> str:
    """How many blocks, with how many stops, and the incidents they are expected to meet."""
    blocks, stops = _figure(officers["BLOCK_COUNT"]), _figure(officers["VISITED"] - officers["CALLS_ANSWERED"])
    expected = officers.get("EXPECTED_BLOCKS")
    met = _figure(expected, ".0f" if expected is None or expected >= _MANY else ".1f")
    return tr("{blocks} ({stops} stops), expected to meet {met} incidents", blocks=blocks, stops=stops, met=met)


def _with_wait(answered: str, officers: dict[str, Any]) -> str:
    """What is said of the calls, with how long they wait until somebody is there."""
    wait = officers.get("MEDIAN_WAIT")
    if wait is None:
        return answered
    return tr("{answered}, median wait {minutes} min", answered=answered, minutes=_figure(wait))


def _answered(officers: dict[str, Any]) -> str:
    answered, known = _figure(officers.get("CALLS_ANSWERED")), _figure(officers["CALLS_KNOWN"])
    return tr("{answered} of {known}", answered=answered, known=known)


def _figure(value: Any, form: str = ",.0f") -> str:
    return "–" if value is None else format(value, form)


def _both(numbers: dict[str, Any], name: str, form: str, whose: str) -> tuple[str, str]:
    value, baseline = numbers.get(name), numbers.get(f"BASELINE_{name}")
    return _figure(value, form), f"{_figure(baseline, form)} {whose}"


def _gain(numbers: dict[str, Any], name: str) -> str:
    value, baseline = numbers.get(name), numbers.get(f"BASELINE_{name}")
    return f" ({value / baseline - 1:+.0%})" if value is not None and baseline and baseline > 0 else ""


def _route(numbers: dict[str, Any], prefix: str) -> str:
    return tr(
        "{stops} stops, {km} km, {minutes} min",
        stops=_figure(numbers.get(f"{prefix}VISITED")),
        km=_figure(numbers.get(f"{prefix}KM"), ".1f"),
        minutes=_figure(numbers.get(f"{prefix}MINUTES"), ".0f"),
    )
