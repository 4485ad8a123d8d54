"""The methods among which an analyst chooses: each under its word, and loaded when it is asked for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Callable


@dataclass(frozen=True)
class Method:
    """One entry of a registry: ``word`` in parameters and models, ``title`` in reports, ``help`` for the toolbox.

    ``load`` imports the method and returns it: registries are read while QGIS starts, so nothing heavy may be imported
    before. ``needs``: the parameters whose layers it reads besides the ones that every method of its kind reads.
    """

    word: str
    title: str
    help: str
    load: Callable[[], Any]
    needs: tuple[str, ...] = ()


def choices(methods: Sequence[Method]) -> tuple[str, ...]:
    """The words, in their order."""
    return tuple(method.word for method in methods)


def described(methods: Sequence[Method]) -> str:
    """What each word means, for the help of the parameter: "word: text. word: text."."""
    return " ".join(f"{method.word}: {method.help.rstrip('.')}." for method in methods)


def method_of(methods: Sequence[Method], word: str) -> Method:
    """The method under that word. Raises KeyError for a word that is not among them."""
    return {method.word: method for method in methods}[word]
