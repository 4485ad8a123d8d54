"""The offline help: one page per algorithm, made of its own help texts. ``.ci/write_help`` writes them into help/."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from patrol_planner.processing.framework.base import PatrolAlgorithm

_STYLE = (
    "body{font:16px/1.5 sans-serif;max-width:52rem;margin:2rem auto;padding:0 1rem;color:#222;background:#fff}"
    "table{border-collapse:collapse;width:100%}td,th{border-bottom:1px solid #ccc;padding:.4rem .6rem;"
    "text-align:left;vertical-align:top}code{white-space:nowrap}a{color:#0072B2}"
)


def help_pages(algorithms: Sequence[PatrolAlgorithm]) -> dict[str, str]:
    """The text of each page by its file's name: index.html, and one named after each algorithm."""
    in_order = sorted(algorithms, key=lambda algorithm: (algorithm.group(), algorithm.displayName()))
    pages = {f"{algorithm.name()}.html": _page_of(algorithm) for algorithm in in_order}
    return {"index.html": _index(in_order), **pages}


def _index(algorithms: Sequence[PatrolAlgorithm]) -> str:
    body, group = "", ""
    for algorithm in algorithms:
        if algorithm.group() != group:
            group = algorithm.group()
            body += f"<h2>{escape(group)}</h2>\n"
        link = f'<a href="{algorithm.name()}.html">{escape(algorithm.displayName())}</a>'
        body += f"<p>{link}<br>{escape(algorithm.shortDescription())}</p>\n"
    return _page("Patrol Planner", body)


def _page_of(algorithm: PatrolAlgorithm) -> str:
    inputs = [item for item in algorithm.parameterDefinitions() if not item.isDestination()]
    written = [item for item in algorithm.parameterDefinitions() if item.isDestination()]
    named = {item.name() for item in algorithm.parameterDefinitions()}
    figures = [item for item in algorithm.outputDefinitions() if item.name() not in named]
    body = "".join(f"<p>{escape(text)}</p>\n" for text in algorithm.SUMMARY.split("\n") if text)
    body += f"<p>In scripts and models: <code>patrol:{algorithm.name()}</code></p>\n"
    body += _table("Parameters", [(item.description(), item.name(), item.help()) for item in inputs])
    body += _table("Outputs", [(item.description(), item.name(), item.help()) for item in written])
    body += _table(
        "Figures", [(item.description(), item.name(), algorithm.HELP.get(item.name(), "")) for item in figures]
    )
    return _page(algorithm.displayName(), body + '<p><a href="index.html">All algorithms</a></p>\n')


def _table(title: str, rows: Sequence[tuple[str, str, str]]) -> str:
    if not rows:
        return ""
    cells = "".join(
        f"<tr><td>{escape(label)}</td><td><code>{name}</code></td><td>{escape(text)}</td></tr>\n"
        for label, name, text in rows
    )
    return f"<h2>{title}</h2>\n<table>\n{cells}</table>\n"


def _page(title: str, body: str) -> str:
    return (
        f'<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n<title>{escape(title)}</title>\n'
        f"<style>{_STYLE}</style>\n</head>\n<body>\n<h1>{escape(title)}</h1>\n{body}</body>\n</html>\n"
    )
