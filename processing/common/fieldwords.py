"""The words in a field's name."""

from __future__ import annotations

import re
import unicodedata

# Capitals within a word begin a new one (VictimAge, VICTAge); digits and all signs end one (age1, victim_age).
_WORDS = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+")


def words_of(name: str) -> list[str]:
    """In lower case and without accents: ["victim", "age"] of victim_age, VictimAge and VICTIM AGE2."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode("ascii")
    return [word.lower() for word in _WORDS.findall(plain)]


def word_set(text: str) -> frozenset[str]:
    """The words of a text, to look others up in."""
    return frozenset(text.split())
