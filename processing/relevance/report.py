"""The report of the relevance of incident features, with the temporal and spatial look of CPSPA 4.1 and 4.2."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ...algorithms.relevance.features import NOMINAL, NUMBER
from ...algorithms.relevance.periodcounts import LENGTHS, PeriodCounts, count_by_period
from ...algorithms.relevance.relevance import DEALS, largest_classes
from ...algorithms.texts import Text, joined
from ..common.translation import tr, translated
from ..reports.charts import ACCENT, MAIN, REST, faint_grid, legend_below, new_chart, shortened, stacked_bars, title
from ..reports.page import Part, picture, write_page

if TYPE_CHECKING:
    from ...algorithms.relevance.features import Feature
    from ...algorithms.relevance.relevance import FeatureRelevance, Relevance
    from ..framework.run import Run
    from .inputs import Inputs

# So many classes have a colour and a column of their own; the others are put together.
_SHOWN_CLASSES = 6
_SHOWN_SECTORS = 20
_LISTED_CLASSES = 40
# The latest of the months, as a page has room for them.
_LISTED_PERIODS = 120
_KINDS = {NUMBER: Text("number"), NOMINAL: Text("nominal")}
# Of each length of a period: within a sentence, as the head of a column, as a heading.
_LENGTHS = {
    "month": (Text("month"), Text("Month"), Text("By month")),
    "quarter": (Text("quarter"), Text("Quarter"), Text("By quarter")),
    "half-year": (Text("half-year"), Text("Half-year"), Text("By half-year")),
}


def write_relevance_report(run: Run, path: str, inputs: Inputs, result: Relevance, threshold: float) -> None:
    """Ranking, classes, counts by period and by sector.

    run: of the algorithm.
    path: where the page goes.
    inputs: the incidents.
    result: the features by relevance.
    threshold: above which features are kept.
    """
    target = inputs.target
    kept = sum(one.kept for one in result.features)
    headline: list[tuple[str, str]] = [
        (f"{len(target):,}", Text("incidents used")),
        (f"{run.counts.skipped:,}", Text("incidents left out")),
        (f"{len(target.labels):,}", Text("classes of {name}", name=target.name)),
        (Text("{kept} of {features}", kept=kept, features=len(result.features)), Text("features kept")),
    ]
    if inputs.time is not None:
        days = inputs.time.astype("datetime64[D]")
        number = int((days.max() - days.min()).astype(np.int64)) + 1
        headline.append((f"{number:,}", Text("days, {first} to {last}", first=days.min(), last=days.max())))
    parts = [Part("figures", rows=headline), *_ranking(result, target.name, threshold), _classes(target)]
    group, names = _shown_groups(target)
    if inputs.time is not None:
        parts += _periods(inputs.time, target, group, names)
    if inputs.sector is not None:
        parts += _sectors(inputs.sector, target.name, group, names)
    write_page(run, path, Text("Relevance of incident features for {name}", name=target.name), parts)


# --- the ranking


def _ranking(result: Relevance, target: str, threshold: float) -> list[Part]:
    features = result.features
    chart = Part(
        "image",
        Text("Which features tell the classes apart"),
        Text(
            "Bars of the ReliefF score and the gain ratio of {n} features; the table below holds the numbers.",
            n=len(features),
        ),
        _ranking_chart(result, threshold),
        caption=Text(
            "Features by ReliefF score for {target}, and their gain ratio. Blue bars are kept: above the "
            "threshold of {threshold:g} (dashed). Thin lines are two standard errors; a diamond is the score "
            "that chance gives.",
            target=target,
            threshold=threshold,
        ),
    )
    return [chart, _ranking_table(features), *_how_to_read(result), _cuts(features)]


def _ranking_table(features: list[FeatureRelevance]) -> Part:
    columns: dict[str, list[str]] = {
        Text("Feature"): [one.name for one in features],
        Text("Kind"): [_KINDS[one.kind] for one in features],
        "ReliefF": [f"{one.relieff:.4f}" for one in features],
        Text("Standard error"): [f"± {one.error:.4f}" for one in features],
        Text("By chance"): [f"{one.chance:.4f}" for one in features],
        Text("Gain ratio"): [f"{one.gain_ratio:.4f}" for one in features],
        Text("Kept"): [Text("yes") if one.kept else Text("no") for one in features],
        Text("Missing"): [f"{one.missing:,}" if one.missing else "" for one in features],
        Text("Note"): [one.note for one in features],
    }
    # Of the last two often nothing is to be said.
    columns = {name: values for name, values in columns.items() if any(values)}
    names = tuple(columns)
    return Part(
        "table",
        names=names,
        rows=list(zip(*columns.values())),
        marked=frozenset(place for place, one in enumerate(features) if one.note),
        words=frozenset(place for place, name in enumerate(names) if name in ("Feature", "Kind", "Note")),
    )


def _how_to_read(result: Relevance) -> list[Part]:
    """What the two scores are, and what they are to be compared with."""
    texts = (
        Text(
            "ReliefF looked at {n:,} incidents, each beside its nearest of the same class and of every other class; "
            "above 0, a feature differs more between classes than within them. By chance: the same where the classes "
            "are dealt out anew at random, the mean of {deals} deals. Only what lies clearly above it says "
            "something, and a feature of many nominal values may well score above 0 by chance.",
            n=result.looked_at,
            deals=DEALS,
        ),
        Text(
            "Numbers score lower than nominal values of the same worth, as near neighbours differ little in them; "
            "compare them with each other and with chance. Hour, weekday and month are plain numbers, so 23 h and 0 h "
            "are far apart. The gain ratio looks at each feature by itself: what it settles of the class, for the "
            "number of its branches."
        ),
    )
    return [Part("text", text=text) for text in texts]


def _cuts(features: list[FeatureRelevance]) -> Part:
    return Part(
        "table",
        Text("How features were cut for the gain ratio"),
        names=(Text("Feature"), Text("Gain (bits)"), Text("Branches")),
        rows=[(one.name, f"{one.gain:.4f}", one.bins) for one in features if one.bins],
        words=frozenset((0, 2)),
    )


def _ranking_chart(result: Relevance, threshold: float) -> str:
    features = result.features
    figure, (left, right) = new_chart(7.0, 1.1 + 0.24 * len(features), 1, 2)
    place = np.arange(len(features))
    colours = [MAIN if one.kept else REST for one in features]
    left.barh(place, [one.relieff for one in features], 0.7, color=colours)
    scores, doubt = [one.relieff for one in features], [2 * one.error for one in features]
    left.errorbar(scores, place, xerr=doubt, fmt="none", ecolor="#333333", elinewidth=0.8)
    left.plot([one.chance for one in features], place, "D", color="white", markeredgecolor="#333333", markersize=4)
    left.axvline(threshold, color=ACCENT, linestyle="--", linewidth=1.2)
    left.axvline(0, color="#333333", linewidth=0.8)
    left.set_yticks(place, [shortened(one.name) for one in features])
    title(left, "ReliefF")
    right.barh(place, [one.gain_ratio for one in features], 0.7, color=colours)
    right.set_yticks([])
    title(right, tr("Gain ratio"))
    for axes in (left, right):
        axes.invert_yaxis()
        faint_grid(axes, "x")
    return picture(figure)


# --- classes


def _classes(target: Feature) -> Part:
    count = np.bincount(target.values, minlength=len(target.labels))
    listed = largest_classes(target, _LISTED_CLASSES)
    rows: list[tuple[str, ...]] = [
        (target.labels[code], f"{count[code]:,}", _share(count[code] / len(target))) for code in listed
    ]
    rest = len(target) - int(count[listed].sum())
    if rest:
        others = len(target.labels) - len(listed)
        rows.append(
            (Text("{n} smaller classes", one="{n} smaller class", n=others), f"{rest:,}", _share(rest / len(target)))
        )
    return Part(
        "table",
        Text("Classes of {name}", name=target.name),
        names=(target.name, Text("Incidents"), Text("Share")),
        rows=rows,
    )


def _share(share: float) -> str:
    return f"{share:.1%}" if share >= 0.0005 else "< 0.1%"


def _shown_groups(target: Feature) -> tuple[np.ndarray, list[str]]:
    """The shown class of each incident, int64 (n,), and the names: the largest classes, then all others together."""
    shown = largest_classes(target, _SHOWN_CLASSES)
    if len(target.labels) == _SHOWN_CLASSES + 1:
        # One class alone needs no other name.
        shown = largest_classes(target, _SHOWN_CLASSES + 1)
    place = np.full(len(target.labels), len(shown), dtype=np.int64)
    place[shown] = np.arange(len(shown))
    names = [target.labels[code] for code in shown]
    if len(shown) < len(target.labels):
        names.append(Text("all other ({number})", number=len(target.labels) - len(shown)))
    return place[target.values], names


def _of_legend(names: list[str]) -> list[str]:
    """The names of the groups as a chart shows them: of classes as they are in the data."""
    return [translated(name) if isinstance(name, Text) else name for name in names]


# --- periods


def _periods(time: np.ndarray, target: Feature, group: np.ndarray, names: list[str]) -> list[Part]:
    by_length = {length: count_by_period(time, group, len(names), length) for length in LENGTHS}
    every_class = {length: count_by_period(time, target.values, len(target.labels), length) for length in LENGTHS}
    caption = Text(
        "Incidents by month, quarter and half-year for each {name}. Hatched: periods that the record covers only "
        "in part.",
        name=target.name,
    )
    alt = Text(
        "Bars of the incidents by month, quarter and half-year, stacked by class; the tables below hold the numbers."
    )
    parts = [Part("image", Text("Incidents over time"), alt, _period_chart(by_length, names), caption=caption)]
    left_out = by_length["month"].left_out
    if left_out:
        parts.append(
            Part(
                "text",
                text=Text(
                    "Between the first and the last incident lie {n:,} months without any record; they are left "
                    "out here.",
                    one="Between the first and the last incident lies {n:,} month without any record; it is left out "
                    "here.",
                    n=left_out,
                ),
            )
        )
    rows = [_length_row(length, every_class[length], target.labels) for length in LENGTHS]
    columns = (
        Text("Period"), Text("Complete periods"), Text("Incidents in each, mean"), Text("Fewest of any class"),
        Text("Which class, when"),
    )  # fmt: skip
    parts += [
        Part("table", Text("Which period is long enough"), names=columns, rows=rows, words=frozenset((0, 4))),
        Part(
            "text",
            text=Text(
                "A model for each class needs enough incidents of the rarest class in every period. Incomplete "
                "periods do not count here."
            ),
        ),
    ]
    for length in reversed(LENGTHS):
        parts.append(_period_table(length, by_length[length], names))
    return parts


def _period_chart(by_length: dict[str, PeriodCounts], names: list[str]) -> str:
    figure, axes = new_chart(7.0, 6.6, 3, 1)
    for one, (length, counts) in zip(axes, by_length.items()):
        stacked_bars(one, counts.count, counts.names, pale=~counts.complete)
        title(one, translated(_LENGTHS[length][2]))
        one.set_ylabel(tr("incidents"))
    legend_below(figure, _of_legend(names))
    return picture(figure)


def _length_row(length: str, counts: PeriodCounts, labels: tuple[str, ...]) -> tuple[str, ...]:
    """Mean and least of the complete periods, every class by itself."""
    complete = np.flatnonzero(counts.complete)
    if len(complete) == 0:
        return (_LENGTHS[length][0], "0", "–", "–", "–")
    table = counts.count[complete]
    period, rarest = np.unravel_index(int(np.argmin(table)), table.shape)
    where = f"{labels[rarest]}, {counts.names[complete[period]]}"
    return (_LENGTHS[length][0], str(len(complete)), f"{table.sum(axis=1).mean():,.0f}", f"{table.min():,}", where)


def _period_table(length: str, counts: PeriodCounts, names: list[str]) -> Part:
    first = max(0, len(counts.names) - _LISTED_PERIODS)
    rows = [
        (
            counts.names[index] + ("" if counts.complete[index] else " *"),
            *(f"{number:,}" for number in counts.count[index]),
            f"{counts.total[index]:,}",
        )
        for index in range(first, len(counts.names))
    ]
    latest = Text("The latest {listed} of {n:,}.", listed=_LISTED_PERIODS, n=len(counts.names)) if first else ""
    in_part = "" if counts.complete[first:].all() else Text("* The record covers only a part of this period.")
    _, head, heading = _LENGTHS[length]
    return Part(
        "table",
        heading,
        names=(head, *names, Text("Total")),
        rows=rows,
        caption=joined((latest, in_part)),
        marked=frozenset(np.flatnonzero(~counts.complete[first:]).tolist()),
    )


# --- sectors


def _sectors(sector: Feature, target: str, group: np.ndarray, names: list[str]) -> list[Part]:
    known = sector.known
    number = len(sector.labels)
    table = np.bincount(sector.values[known] * len(names) + group[known], minlength=number * len(names))
    table = table.reshape(number, len(names))
    order = np.argsort(-table.sum(axis=1), kind="stable")[:_SHOWN_SECTORS]
    bars = [sector.labels[code] for code in order]
    shown = table[order]
    which = Text("Incidents")
    if number > len(bars):
        which = Text("The {shown} of {n:,} sectors with the most incidents", shown=len(bars), n=number)
    figure, axes = new_chart(7.0, 1.0 + 0.22 * len(bars))
    stacked_bars(axes[0], shown, bars, horizontal=True)
    axes[0].set_xlabel(tr("incidents"))
    legend_below(figure, _of_legend(names))
    rows: list[tuple[str, ...]] = [
        (bar, *(f"{value:,}" for value in row), f"{row.sum():,}", f"{row.sum() / len(group):.1%}")
        for bar, row in zip(bars, shown)
    ]
    rest = table.sum(axis=0) - shown.sum(axis=0)
    if rest.sum():
        rows.append(
            (
                Text("{n:,} other sectors", one="{n:,} other sector", n=number - len(bars)),
                *(f"{value:,}" for value in rest),
                f"{rest.sum():,}",
                f"{rest.sum() / len(group):.1%}",
            )
        )
    if not known.all():
        gap = np.bincount(group[~known], minlength=len(names))
        cells = (*(f"{value:,}" for value in gap), f"{gap.sum():,}", f"{gap.sum() / len(group):.1%}")
        rows.append((Text("no sector given"), *cells))
    return [
        Part(
            "image",
            Text("Incidents by sector"),
            Text("Bars of the incidents of each sector, stacked by class; the table below holds the numbers."),
            picture(figure),
            caption=Text("{which} by {sector}, for each {target}.", which=which, sector=sector.name, target=target),
        ),
        Part("table", names=(sector.name, *names, Text("Total"), Text("Share")), rows=rows),
    ]
