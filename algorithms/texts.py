"""Texts for people: a template with named values, so that whoever shows it can say it in the user's language."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Callable

# (template, n or None) → the template in another language; the same template where that language has none.
Translate = Callable[[str, Any], str]

# What a template that does not fit its values may raise.
_MISFITS = (KeyError, IndexError, ValueError, TypeError, AttributeError)
_PARTS = "{parts}"


class Text(str):
    """A text for people. It is its English self, wherever text is wanted, and knows its template and values.

    ``Text("{n:,} stops lie on {road}", one="{n:,} stop lies on {road}", n=3, road="an island")``. ``one``: the template
    where the value ``n`` is 1; other languages choose among their own plural forms by ``n``. Values may be plain ones,
    Texts, errors that hold a Text, and lists of these, joined by commas. A template without values stands as it is,
    braces and all; what is in a value is never taken for a template.
    """

    __slots__ = ("one", "template", "values")
    template: str
    one: str
    values: dict[str, object]

    def __new__(cls, template: str, /, *, one: str = "", **values: object) -> Text:
        if isinstance(template, Text) and not values:
            return template
        # Most texts have no values; QGIS's start makes a thousand of them.
        text = super().__new__(cls, _english(str(template), one, values) if values else template)
        text.template, text.one, text.values = str(template), one, values
        return text

    def __getnewargs_ex__(self) -> tuple[tuple[str], dict[str, object]]:
        return (self.template,), {"one": self.one, **self.values}

    def written(self, translate: Translate) -> str:
        """The text by the templates that ``translate`` has; in English where it has none, or one that does not fit."""
        return written(self.template, self.one, self.values, translate)


def joined(parts: Iterable[object], glue: str = " ") -> Text:
    """Sentences, or other Texts, one after another; empty ones are left out."""
    return Text(_PARTS, parts=_Parts([part for part in parts if part != ""], glue))


class _Parts(list):
    """Parts of a text, and what stands between them."""

    def __init__(self, parts: Iterable[object], glue: str) -> None:
        super().__init__(parts)
        self.glue = glue

    def __reduce__(self) -> tuple[type[_Parts], tuple[list[object], str]]:
        return _Parts, (list(self), self.glue)


def written(template: str, one: str, values: dict[str, object], translate: Translate) -> str:
    """A text by the templates that ``translate`` has; in English where it has none, or one that does not fit.

    template, one, values: of the text, as Text has them.
    translate: finds the template in another language.
    """
    if not values:
        return translate(template, None)
    shown = {name: _written(value, translate) for name, value in values.items()}
    if template != _PARTS:
        found = translate(template, shown.get("n"))
        if found != template:
            try:
                return _filled(found, shown)
            except _MISFITS:
                pass
    return _in_english(template, one, shown)


def _filled(template: str, values: dict[str, object]) -> str:
    return template.format(**values) if values else template


def _english(template: str, one: str, values: dict[str, object]) -> str:
    return _in_english(template, one, {name: _written(value, None) for name, value in values.items()})


def _in_english(template: str, one: str, shown: dict[str, object]) -> str:
    try:
        return _filled(one if one and shown.get("n") == 1 else template, shown)
    except _MISFITS:
        # A test finds such a template; whoever reads it all the same learns more by it than by a failure.
        return template


def _written(value: object, translate: Translate | None) -> object:
    """A value as it goes into a template; numbers stay numbers for its formats."""
    if isinstance(value, BaseException):
        value = said(value)
    if isinstance(value, Text):
        return str(value) if translate is None else value.written(translate)
    if isinstance(value, list):
        glue = value.glue if isinstance(value, _Parts) else ", "
        return glue.join(str(_written(item, translate)) for item in value)
    return value


def said(error: BaseException) -> Text:
    """What an error says, with its template and values where it was raised with them."""
    told = error.args[0] if len(error.args) == 1 else None
    return told if isinstance(told, Text) else Text(str(error))
