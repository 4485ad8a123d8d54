"""OpenStreetMap's tags as other programs hand them on: several in one text, several values in one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

import numpy as np

_BRACKETS = "[](){}'\" \t"
# What programs write for a tag that is not there.
_NOTHING = frozenset(("null", "nan", "none", "<na>"))


def distinct_texts(values: Sequence[Any] | np.ndarray) -> tuple[list[str], np.ndarray]:
    """The distinct values as stripped texts ("" for None and NaN), and which of them each value is, int64 (n,).

    A city has a dozen different speeds on a hundred thousand roads, so each text is parsed once.
    """
    known: dict[Any, int] = {}
    place = np.fromiter((known.setdefault(value, len(known)) for value in values), dtype=np.int64, count=len(values))
    texts = []
    for value in known:
        if value is None or value != value:
            texts.append("")
        elif isinstance(value, float) and value.is_integer():
            texts.append(str(int(value)))
        else:
            texts.append(str(value).strip())
    return texts, place


def values_in_list(text: str, separators: str = r"[;|,]") -> list[str]:
    """The values of a text that may be a list, lower case: 'a;b', 'a|b', or as OSMnx writes it, "['a', 'b']"."""
    return [part.strip(_BRACKETS).lower() for part in re.split(separators, text)]


def first_value(text: str) -> str:
    """The first value of a text that may be a list, lower case, its words joined by _; "" where there is none."""
    value = "_".join(values_in_list(text)[0].split())
    return "" if value in _NOTHING else value


def first_values(values: Sequence[Any] | np.ndarray) -> tuple[list[str], np.ndarray]:
    """As distinct_texts, each the first value of its list."""
    texts, place = distinct_texts(values)
    return [first_value(text) for text in texts], place


def tags_in_text(values: Sequence[Any] | np.ndarray, keys: Sequence[str]) -> dict[str, np.ndarray]:
    """Some tags of a field that holds all of a feature's: by key, str objects (n,), "" where the tag is missing.

    Keys that no feature has are left out. Read are hstore ('"oneway"=>"yes","maxspeed"=>"30 mph"', GDAL's other_tags),
    JSON, and a map as Python shows it.
    """
    tag = re.compile(
        rf"""(["'])(?P<key>{"|".join(map(re.escape, keys))})\1\s*(?:=>|:)\s*"""
        r"""(?:"(?P<double>(?:[^"\\]|\\.)*)"|'(?P<single>(?:[^'\\]|\\.)*)')"""
    )
    texts, place = distinct_texts(values)
    found: dict[str, np.ndarray] = {}
    for number, text in enumerate(texts):
        for match in tag.finditer(text):
            value = match["double"] if match["double"] is not None else match["single"]
            if match["key"] not in found:
                found[match["key"]] = np.full(len(texts), "", dtype=object)
            found[match["key"]][number] = re.sub(r"\\(.)", r"\1", value)
    return {key: column[place] for key, column in found.items()}
