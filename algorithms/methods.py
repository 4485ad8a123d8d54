"""The methods among which an analyst chooses: each under its word, and loaded when it is asked for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Callable, NamedTuple


class Method(NamedTuple):
    """One entry of a registry: ``word`` in parameters and models, ``title`` in reports, ``help`` for the toolbox.

    ``load`` imports the method and returns it: registries are read while QGIS starts, so nothing heavy may be imported
    before. ``needs``: the parameters whose layers it reads besides the ones that every method of its kind reads.
    ``uses``: the other parameters that it uses and not every method of its kind does. ``baseline``: the word of the
    method that its results are compared with, where that is not the same one for all of its kind. ``packages``: what it
    imports besides what every method of its kind does. A tuple, since a dataclass takes a moment to make, and this is
    made while QGIS starts.
    """

    word: str
    title: str
    help: str
    load: Callable[[], Any]
    needs: tuple[str, ...] = ()
    uses: tuple[str, ...] = ()
    baseline: str = ""
    packages: tuple[str, ...] = ()


def choices(methods: Sequence[Method]) -> tuple[str, ...]:
    """The words, in their order."""
    return tuple(method.word for method in methods)


def described(methods: Sequence[Method]) -> str:
    """What each word means, for the help of the parameter: "word: text. word: text."."""
    return " ".join(f"{method.word}: {method.help.rstrip('.')}." for method in methods)


def unused_by(methods: Sequence[Method], parameter: str) -> str:
    """Which methods do not use a parameter, for its help: "; a and b do not use it", "" where all of them do."""
    words = [method.word for method in methods if parameter not in method.uses]
    if not words:
        return ""
    some = " and ".join([", ".join(words[:-1]), words[-1]] if words[1:] else words)
    unused = "do not use it" if words[1:] else "does not use it"
    return f"; {some} {unused}"


def method_of(methods: Sequence[Method], word: str) -> Method:
    """The method under that word. Raises KeyError for a word that is not among them."""
    return {method.word: method for method in methods}[word]
