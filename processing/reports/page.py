"""Reports: one self-contained HTML page made of parts, charts by matplotlib, layout by Jinja2."""

from __future__ import annotations

import base64
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, FileSystemLoader
from markupsafe import Markup, escape
from matplotlib.backends.backend_agg import FigureCanvasAgg
from qgis.core import QgsApplication, QgsProcessingException

from ...algorithms.texts import Text
from ..common.translation import tr, translated
from ..framework.outputs import run_record
from ..framework.parameters import CHECK_FOLDER

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from ..framework.run import Run

TEMPLATES = Path(__file__).resolve().parent / "templates"
_NO_PERSONS = Text("Place-based: no field about a person is read or written.")
# Dark is much; reads in grey and for colour-blind eyes.
COLOURS = "inferno_r"
# Sharp on paper; a chart of 7 inches fills the page.
_DOTS_PER_INCH = 160
# A longer word may be broken after so many letters; a table must fit the page.
_LONG_HEAD, _LONG_CELL = 11, 24


@dataclass(frozen=True)
class Part:
    """One piece of a page.

    | kind | what of it is shown |
    |---|---|
    | text, formula, warning | ``text`` |
    | figures | ``rows`` of (number, what it is): the headline |
    | image | ``data``, a picture; ``text`` for who cannot see it; ``caption`` below, ``text`` where it is empty |
    | table | ``names`` of the columns, ``rows``, ``caption`` above; rows in ``marked`` are shown faint |

    Every kind may have a ``heading``. Rows and columns count from 0; ``words`` are the columns of a table that hold
    words, not numbers.
    """

    kind: str
    heading: str = ""
    text: str = ""
    data: str = ""
    names: tuple[str, ...] = ()
    rows: Sequence[tuple[str, ...]] = ()
    caption: str = ""
    marked: frozenset[int] = frozenset()
    words: frozenset[int] = frozenset((0,))


def picture(figure: Figure) -> str:
    """A chart as PNG, in base64, for a Part of kind image."""
    buffer = io.BytesIO()
    FigureCanvasAgg(figure).print_figure(buffer, format="png", dpi=_DOTS_PER_INCH, bbox_inches="tight")
    return base64.b64encode(buffer.getvalue()).decode("ascii")


def breakable(text: str, longest: int) -> Markup:
    """The text, escaped; a line may end within words of more than ``longest`` letters: after a sign, or there."""
    words = []
    for word in str(text).split(" "):
        pieces = [word]
        if len(word) > longest:
            parts = [part for part in re.split(r"(?<=[/_\-,;.])", word) if part]
            pieces = [part[start : start + longest] for part in parts for start in range(0, len(part), longest)]
        words.append(Markup("<wbr>").join(escape(piece) for piece in pieces))
    return Markup(" ").join(words)


def _in_the_users_language(part: Part) -> Part:
    """The part with its words translated; of the rows only what is a Text, as the rest may be data."""
    return replace(
        part,
        heading=translated(part.heading),
        text=translated(part.text),
        caption=translated(part.caption),
        names=tuple(translated(name) for name in part.names),
        rows=[tuple(translated(cell) if isinstance(cell, Text) else cell for cell in row) for row in part.rows],
    )


def write_page(run: Run, path: str, title: str, parts: list[Part], above: int = 0) -> None:
    """The page, at the path of the parameter REPORT; what the log warned of stands before all else.

    run: whose record and warnings the page shows.
    path: where it goes.
    title: its heading.
    parts: what it is made of.
    above: how many of the parts stand before the warnings, where these may be many.
    """
    parts = [_in_the_users_language(part) for part in parts]
    parts = [*parts[:above], *(Part("warning", text=text) for text in run.warnings), *parts[above:]]
    environment = Environment(loader=FileSystemLoader(str(TEMPLATES)), autoescape=True, trim_blocks=True)
    environment.filters["head"] = lambda text: breakable(text, _LONG_HEAD)
    environment.filters["cell"] = lambda text: breakable(text, _LONG_CELL)
    record: dict[str, Any] = run_record(run)
    labels = {name: run.label(name) for name in record["parameters"]}
    environment.globals["tr"] = tr
    # Of all texts a sentence, which no translation leaves as it is.
    english = tr(_NO_PERSONS) == _NO_PERSONS
    page = environment.get_template("report.html").render(
        title=translated(title),
        parts=parts,
        record=record,
        labels=labels,
        no_persons=tr(_NO_PERSONS),
        language="en" if english else QgsApplication.locale().replace("_", "-"),
    )
    staged = run.staging.file(path, run.label("REPORT"))
    try:
        Path(staged).write_text(page, encoding="utf-8")
    except OSError as error:
        raise QgsProcessingException(
            Text(
                "{label}: {path} cannot be written ({why}). {remedy}",
                label=run.label("REPORT"),
                path=path,
                why=error.strerror,
                remedy=CHECK_FOLDER,
            )
        ) from error
