"""A registry of methods: words, help, and the method itself only when asked for."""

from __future__ import annotations

import subprocess
import sys

import pytest

from patrol_planner.algorithms.methods import Method, choices, described, method_of, unused_by

TWO = (Method("near", "Nearest", "the nearest place first", lambda: 7), Method("far", "Far", "the farthest.", dict))


def test_words_and_help_come_from_the_entries() -> None:
    assert choices(TWO) == ("near", "far")
    assert described(TWO) == "near: the nearest place first. far: the farthest."


@pytest.mark.parametrize(
    ("uses", "expected"),
    [
        ("", "; a, b and c do not use it"),
        ("c", "; a and b do not use it"),
        ("bc", "; a does not use it"),
        ("abc", ""),
    ],
)
def test_the_help_names_the_methods_that_do_not_use_a_parameter(uses: str, expected: str) -> None:
    methods = [Method(word, "", "", dict, uses=("SIZE",) if word in uses else ()) for word in "abc"]
    assert unused_by(methods, "SIZE") == expected


def test_a_method_is_found_by_its_word_and_loaded_when_asked() -> None:
    assert method_of(TWO, "near").load() == 7
    with pytest.raises(KeyError):
        method_of(TWO, "elsewhere")


def test_a_registry_imports_nothing_heavy(plugin_parent) -> None:
    program = (
        "import sys; sys.path.insert(0, sys.argv[1]); import patrol_planner.algorithms.methods; "
        "print('numpy' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, str(plugin_parent)], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "False"
