"""Texts for people: templates with values, in English and in any other language; and no text that is not one."""

from __future__ import annotations

import ast
import copy
import pickle
import re
import sys
from pathlib import Path

import pytest

from patrol_planner.algorithms.control import Control
from patrol_planner.algorithms.errors import Cancelled, PatrolError
from patrol_planner.algorithms.texts import Text, joined, said

ROOT = Path(__file__).resolve().parents[2]
sys.path.append(str(ROOT / ".ci"))
import strings  # noqa: E402


def bracketed(template: str, n: object) -> str:
    return f"[{template}]"


# --- Text


def test_a_text_is_its_english_self():
    text = Text("{n:,} stops lie on {road}.", one="{n:,} stop lies on {road}.", n=1200, road="an island")
    assert text == "1,200 stops lie on an island."
    assert type(str(text)) is str
    assert f"{text}" == str(text) == "".join([text])


@pytest.mark.parametrize(("n", "expected"), [(0, "0 stops"), (1, "1 stop"), (1.0, "1 stop"), (2, "2 stops")])
def test_english_has_two_forms(n, expected):
    assert Text("{n:,g} stops", one="{n:,g} stop", n=n) == expected


def test_a_template_without_values_stands_as_it_is():
    assert Text("a {brace} and {} and {{two}}") == "a {brace} and {} and {{two}}"
    assert Text("") == ""


def test_what_is_in_a_value_is_never_taken_for_a_template():
    inner = Text("{name} is odd", name="{x!r} {0} %n {{}}")
    assert Text("{label}: {why}.", label="{label}", why=inner) == "{label}: {x!r} {0} %n {{}} is odd."
    assert Text("{label}: {why}.", label="{label}", why=inner).written(bracketed) == (
        "[{label}: [{x!r} {0} %n {{}} is odd].]"
    )


def test_texts_within_texts_are_translated_each_by_itself():
    stops = Text("{n} stops", one="{n} stop", n=2)
    text = Text("{what} ({places}): {why}", what=stops, places=[Text("here"), "B2"], why=PatrolError("{x} is bad", x=3))
    assert text == "2 stops (here, B2): 3 is bad"
    assert text.written(bracketed) == "[[2 stops] ([here], B2): [3 is bad]]"


def test_parts_are_joined_and_empty_ones_left_out():
    text = joined((Text("{n} cells.", n=3), "", Text("Use larger ones.")))
    assert text == "3 cells. Use larger ones."
    assert text.written(bracketed) == "[3 cells.] [Use larger ones.]"
    assert joined([]) == ""
    assert joined(["1A1", "1A2"], "; ") == "1A1; 1A2"


@pytest.mark.parametrize("bad", ["{m} Halte", "{0} Halte", "{n:q} Halte", "{n Halte", "{n.x} Halte", "{}"])
def test_a_translation_that_does_not_fit_gives_the_english_text(bad):
    assert Text("{n} stops", one="{n} stop", n=1).written(lambda template, n: bad) == "1 stop"


def test_a_template_that_misses_a_value_still_says_something():
    assert Text("{a} and {b}", a=1) == "{a} and {b}"


def test_the_language_is_asked_by_the_template_and_n():
    asked = []

    def translate(template, n):
        asked.append((template, n))
        return {"{n} stops": "{n} Halte", "{n} areas": "{n} Gebiete"}.get(template, template)

    text = Text("{n} stops", one="{n} stop", n=1)
    assert text.written(translate) == "1 Halte"
    assert asked == [("{n} stops", 1)]


def test_a_text_can_be_copied_and_stored():
    for text in (Text("{n} stops", one="{n} stop", n=1), joined(("a", Text("{x}!", x=2)), "; ")):
        for twin in (copy.deepcopy(text), pickle.loads(pickle.dumps(text))):
            assert twin == text
            assert twin.written(bracketed) == text.written(bracketed)


def test_an_error_says_its_english_text_and_keeps_the_template():
    error = PatrolError("The cell size must be greater than 0, not {value:g}.", value=-2.0)
    assert str(error) == "The cell size must be greater than 0, not -2."
    assert error.text.template == "The cell size must be greater than 0, not {value:g}."
    assert str(PatrolError(error.text)) == str(error)
    assert said(ValueError("plain {text}")) == "plain {text}"
    assert str(pickle.loads(pickle.dumps(error))) == str(error)
    assert isinstance(Cancelled("Stop."), PatrolError)


def test_a_control_makes_texts_for_whoever_listens():
    heard = []
    control = Control(warn=heard.append, info=heard.append).part(0.0, 0.5)
    control.warn("{n:,} cells are empty.", one="{n:,} cell is empty.", n=1)
    control.info(Text("{a} of {b}", a=1, b=2))
    assert heard == ["1 cell is empty.", "1 of 2"]
    assert heard[0].template == "{n:,} cells are empty."


# --- the package


def sources() -> list[Path]:
    return [ROOT / "plugin.py", *(path for part in strings.CODE for path in sorted((ROOT / part).rglob("*.py")))]


def is_put_together(node: ast.AST) -> bool:
    """Whether a text is made on the spot: by an f-string, + or %, or .format."""
    if isinstance(node, ast.IfExp):
        return is_put_together(node.body) or is_put_together(node.orelse)
    if isinstance(node, ast.BoolOp):
        return any(map(is_put_together, node.values))
    if isinstance(node, ast.BinOp):
        return True
    formats = isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "format"
    return formats or isinstance(node, ast.JoinedStr)


def is_prose(node: ast.JoinedStr) -> bool:
    """Whether an f-string holds two words of a sentence side by side."""
    text = "".join(part.value if isinstance(part, ast.Constant) else "0" for part in node.values)
    return bool(re.search(r"(?<![\w<&.=\"'/-])[A-Za-z]?[a-z]+,? [a-z]+(?![\w=(])", text)) and not re.match(
        r"\s*(SELECT|INSERT|CREATE|UPDATE|DELETE|DROP|ALTER|PRAGMA|ATTACH|<|\(SELECT)", text
    )


def of_no_concern(tree: ast.AST) -> set[int]:
    """The nodes within what is raised for developers alone, and within help, which is collected as it reads."""
    found = set()
    for node in ast.walk(tree):
        targets = getattr(node, "targets", [getattr(node, "target", None)])
        if any(isinstance(target, ast.Name) and target.id in ("HELP", "SUMMARY", "PERSON_NOTES") for target in targets):
            found.update(map(id, ast.walk(node)))
        if isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call):
            name = strings.called(node.exc)
            if name in ("NotImplementedError", "AssertionError", "TypeError", "KeyError", "RuntimeError"):
                found.update(map(id, ast.walk(node)))
    return found


def made_on_the_spot(source: str) -> list[int]:
    """The lines of a module where a text for people is put together instead of being a template with values."""
    tree, lines = ast.parse(source), []
    ignored = of_no_concern(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and strings.called(node) in strings.MAKERS and node.args:
            if is_put_together(node.args[0]):
                lines.append(node.lineno)
        elif isinstance(node, ast.JoinedStr) and id(node) not in ignored and is_prose(node):
            lines.append(node.lineno)
        elif isinstance(node, ast.Call) and strings.called(node) == "format" and isinstance(node.func, ast.Attribute):
            inner = node.func.value
            if isinstance(inner, ast.Call) and strings.called(inner) in strings.MAKERS:
                lines.append(node.lineno)
    return sorted(set(lines))


@pytest.mark.parametrize(
    "line",
    [
        'raise PatrolError(f"{label}: {value}")',
        'run.warn("a " + name)',
        'run.info("%d cells" % n)',
        'tr("{n} cells").format(n=n)',
        'Text("{n}".format(n=1))',
        'run.warn(f"{a} b" if a else "c")',
        'return f"{label} must be one of {words}."',
        'text = f"Without a study area the grid is {box}."',
    ],
)
def test_the_check_sees_a_text_put_together(line):
    assert made_on_the_spot(line if not line.startswith("return") else f"def f():\n    {line}")


@pytest.mark.parametrize(
    "line",
    [
        'raise PatrolError("{label}: {value}", label=label, value=value)',
        "run.warn(why_none(layer))",
        'uri = f"Point?crs={crs}&field={name}"',
        'sql = f"SELECT rowid from {table}"',
        'raise NotImplementedError(f"{name} reads no layers at all")',
        'run.info("{n:,} cells", one="{n:,} cell", n=n)',
    ],
)
def test_the_check_lets_templates_pass(line):
    assert not made_on_the_spot(line)


def test_no_text_for_people_is_put_together():
    found = {path.relative_to(ROOT): made_on_the_spot(path.read_text(encoding="utf-8")) for path in sources()}
    wrong = {path: lines for path, lines in found.items() if lines}
    told = "\n".join(f"{path}:{line}" for path, lines in wrong.items() for line in lines)
    assert not told, f"put a template with values there:\n{told}"


def test_templates_and_their_values_fit():
    wrong = []
    for path in sources():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call) or strings.called(node) not in strings.MAKERS or not node.args:
                continue
            given = {keyword.arg for keyword in node.keywords} - {"one"}
            forms = [keyword.value for keyword in node.keywords if keyword.arg == "one"]
            ones = [text for form in forms for text in strings.constants(form)]
            templates = list(strings.constants(node.args[0]))
            if not templates or None in given or (not given and not ones):
                continue
            needed = set().union(*map(strings.fields, templates))
            where = f"{path.relative_to(ROOT)}:{node.lineno}"
            if needed != given or any(not strings.fields(one) <= given for one in ones):
                wrong.append(f"{where}: needs {sorted(needed)}, has {sorted(given)}")
            if ones and "n" not in given:
                wrong.append(f"{where}: one is chosen by the value n")
            if any("%n" in text or "%Ln" in text for text in (*templates, *ones)):
                wrong.append(f"{where}: Qt would put n in the place of %n")
    assert not wrong, "\n".join(wrong)


# --- the collector


def test_the_collector_finds_every_kind_of_text(tmp_path):
    for folder in ("algorithms", "processing/reports/templates", "processing/styles", "ui"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "plugin.py").write_text("", encoding="utf-8")
    (tmp_path / "algorithms" / "a.py").write_text(
        'raise PatrolError("Bad {x} a" " b.", x=1)\n'
        'run.warn("{n} stops", one="{n} stop", n=2)\n'
        'run.info(Text("Both" if x else "Either"))\n'
        'Part("table", heading="Heads", names=("First", "Second"))\n'
        'write_page(run, path, "Page", parts)\nText("{a}: {b}", a=1, b=2)\n',
        encoding="utf-8",
    )
    (tmp_path / "processing/reports/templates/r.html").write_text('<p>{{ tr("Shown") }}</p>', encoding="utf-8")
    (tmp_path / "processing/styles/s.qml").write_text(
        '<qgis><rules><rule label="Cold"/></rules><range label="0 – 1"/></qgis>', encoding="utf-8"
    )
    found = strings.collected(tmp_path)
    assert set(found) == {
        *("Bad {x} a b.", "{n} stops", "Both", "Either", "Heads", "First", "Second", "Page", "Shown", "Cold"),
    }
    assert found["{n} stops"].plural
    assert found["{n} stops"].one == "{n} stop"
    assert found["Cold"].files == ["processing/styles/s.qml"]


def test_translations_are_kept_and_old_ones_marked():
    messages = strings.Messages()
    messages.note("Hot & <cold>", "a.py")
    messages.note("{n} stops", "a.py", True, "{n} stop")
    first = strings.written(messages, "pl")
    assert first.count("<numerusform") == 3
    done = first.replace('<translation type="unfinished" />', "<translation>Ciepło</translation>")
    assert done != first
    assert strings.has_translations(done)
    assert not strings.has_translations(first)
    assert strings.written(messages, "pl", done) == done
    fewer = strings.Messages()
    fewer.note("New", "b.py")
    later = strings.written(fewer, "pl", done)
    assert strings.sources(later) == {"New": False}
    assert '<translation type="obsolete">Ciepło' in later
    again = strings.written(messages, "pl", later)
    assert '<translation type="unfinished">Ciepło' in again
