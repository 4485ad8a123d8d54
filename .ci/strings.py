"""Collects the texts that people read into i18n/*.ts: from the code, the report's page, the styles, the algorithms."""

from __future__ import annotations

import ast
import re
import xml.etree.ElementTree as Xml  # noqa: S405 (files of this repository)
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
CODE = ("algorithms", "processing", "ui")
CONTEXT = "PatrolPlanner"
# What is called with a template as its first argument.
MAKERS = {"PatrolError", "TooManyCells", "Cancelled", "Text", "tr", "translated", "later", "warn", "info"}
# What a report shows of a part, by keyword.
_OF_PARTS = ("heading", "text", "caption", "names")
_LABELLED = ("rule", "category", "range", "item")
# Languages whose plural has other than two forms, for a file that has none yet.
_FORMS = {"ja": 1, "ko": 1, "zh": 1, "vi": 1, "th": 1, "id": 1, "cs": 3, "sk": 3, "pl": 3, "ru": 3, "uk": 3, "ro": 3}


@dataclass
class Message:
    """A template: whether its plural depends on ``n``, its English form for one, and the files it stands in."""

    source: str
    plural: bool = False
    one: str = ""
    files: list[str] = field(default_factory=list)


class Messages(dict[str, Message]):
    """Messages by their template, in the order they were found."""

    def note(self, source: str, file: str, plural: bool = False, one: str = "") -> None:
        # Numbers, signs and lone fields are the same in every language.
        if not re.search(r"[^\W\d_]", re.sub(r"\{[^{}]*\}", "", source)):
            return
        message = self.setdefault(source, Message(source))
        message.plural |= plural
        message.one = message.one or one
        if file not in message.files:
            message.files.append(file)


def collected(root: Path = ROOT, algorithms: Iterable[Any] = ()) -> Messages:
    """Every text of the package; what the algorithms say of themselves only where they are given."""
    messages = Messages()
    for algorithm in algorithms:
        file = type(algorithm).__module__.partition(".")[2].replace(".", "/") + ".py"
        for text in declared(algorithm):
            messages.note(text, file)
    for path in [root / "plugin.py", *(path for part in CODE for path in sorted((root / part).rglob("*.py")))]:
        _note_code(messages, ast.parse(path.read_text(encoding="utf-8")), path.relative_to(root).as_posix())
    for path in sorted((root / "processing" / "reports" / "templates").glob("*.html")):
        for found in re.finditer(r"\btr\(\"([^\"]+)\"", path.read_text(encoding="utf-8")):
            messages.note(found.group(1), path.relative_to(root).as_posix())
    for path in sorted((root / "processing" / "styles").glob("*.qml")):
        for element in Xml.parse(path).iter():  # noqa: S314
            if element.tag in _LABELLED and element.get("label"):
                messages.note(element.get("label", ""), path.relative_to(root).as_posix())
    return messages


def declared(algorithm: Any) -> Iterator[str]:
    """What an algorithm says of itself, and of each of its parameters and outputs."""
    yield from (algorithm.TITLE, algorithm.GROUP[1], algorithm.GROUP_TITLE)
    yield from algorithm.SUMMARY.split("\n")
    for definition in algorithm.define():
        yield definition.description()
        # The words about its bounds, where it has any of its own.
        kept = getattr(definition, "metadata", dict)().get("patrol_planner_bounds", {})
        yield from (value for value in kept.values() if isinstance(value, str))
    yield from algorithm.HELP.values()
    yield from algorithm.PERSON_NOTES.values()


def called(node: ast.Call) -> str:
    """The last part of the name that is called."""
    function = node.func
    return function.id if isinstance(function, ast.Name) else getattr(function, "attr", "")


def constants(node: ast.AST) -> Iterator[str]:
    """The texts that an argument may be: itself, either side of a choice, all of a tuple."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from constants(node.body)
        yield from constants(node.orelse)
    elif isinstance(node, (ast.Tuple, ast.List)):
        for item in node.elts:
            yield from constants(item)
    elif isinstance(node, ast.BoolOp):
        for item in node.values:
            yield from constants(item)


def fields(template: str) -> set[str]:
    """The names of the values in a template, those within formats too."""
    return set(re.findall(r"\{(\w+)", template.replace("{{", "")))


def _note_code(messages: Messages, tree: ast.AST, file: str) -> None:
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    for node in sorted(calls, key=lambda call: (call.lineno, call.col_offset)):
        given = {keyword.arg: keyword.value for keyword in node.keywords}
        if called(node) in MAKERS and node.args:
            one = next(iter(constants(given.get("one", ast.Pass()))), "")
            for text in constants(node.args[0]):
                messages.note(text, file, "n" in given or "n" in fields(text), one)
        elif called(node) == "Part":
            for name in _OF_PARTS:
                for text in constants(given.get(name, ast.Pass())):
                    messages.note(text, file)
        elif called(node) == "write_page":
            for text in (text for argument in node.args[2:3] for text in constants(argument)):
                messages.note(text, file)


# --- .ts


def written(messages: Messages, language: str, old: str = "") -> str:
    """The .ts file of a language; translations of ``old``, its text so far, are kept, those of no text marked obsolete.

    ``language``: "" for the file that new languages begin with.
    """
    known = _translations(old)
    forms = max([len(node.findall("numerusform")) for node in known.values()] + [0])
    forms = forms or _FORMS.get(language.partition("_")[0], 2)
    root = Xml.Element("TS", {"version": "2.1", **({"language": language} if language else {}), "sourcelanguage": "en"})
    context = Xml.SubElement(root, "context")
    Xml.SubElement(context, "name").text = CONTEXT
    for message in messages.values():
        element = Xml.SubElement(context, "message", {"numerus": "yes"} if message.plural else {})
        for file in message.files:
            Xml.SubElement(element, "location", {"filename": f"../{file}"})
        Xml.SubElement(element, "source").text = message.source
        if message.one:
            Xml.SubElement(element, "extracomment").text = f"Where n is 1: {message.one}"
        element.append(_translation(known.pop(message.source, None), message.plural, forms))
    for source, translation in known.items():
        if _says_something(translation):
            element = Xml.SubElement(context, "message")
            if translation.find("numerusform") is not None:
                element.set("numerus", "yes")
            Xml.SubElement(element, "source").text = source
            translation.set("type", "obsolete")
            element.append(translation)
    Xml.indent(root, "    ")
    return f'<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE TS>\n{Xml.tostring(root, encoding="unicode")}\n'


def sources(text: str) -> dict[str, bool]:
    """The templates in a .ts file that are not obsolete, and whether each has plural forms."""
    return {
        element.findtext("source", ""): element.get("numerus") == "yes"
        for element in _messages(text)
        if element.find("translation[@type='obsolete']") is None
    }


def has_translations(text: str) -> bool:
    """Whether anything of a .ts file is translated."""
    return any(_says_something(translation) for translation in _translations(text).values())


def _messages(text: str) -> list[Xml.Element]:
    return list(Xml.fromstring(text).iter("message")) if text else []  # noqa: S314


def _translations(text: str) -> dict[str, Xml.Element]:
    found = {}
    for element in _messages(text):
        translation = element.find("translation")
        if translation is not None:
            found[element.findtext("source", "")] = translation
    return found


def _says_something(translation: Xml.Element) -> bool:
    return bool("".join(translation.itertext()).strip())


def _translation(old: Xml.Element | None, plural: bool, forms: int) -> Xml.Element:
    """The old translation where there is one of this kind; that of a text which came back is to be looked at again."""
    if old is not None and _says_something(old) and (old.find("numerusform") is not None) == plural:
        if old.get("type") == "obsolete":
            old.set("type", "unfinished")
        return old
    fresh = Xml.Element("translation", {"type": "unfinished"})
    for _ in range(forms if plural else 0):
        Xml.SubElement(fresh, "numerusform").text = ""
    return fresh


def update(folder: Path, messages: Messages) -> list[Path]:
    """Write the file that new languages begin with, and bring those of all languages up to date."""
    start = folder / "patrol_planner.ts"
    languages = sorted(folder.glob("patrol_planner_*.ts"))
    for path in (start, *languages):
        old = path.read_text(encoding="utf-8") if path.exists() else ""
        text = written(messages, path.stem.removeprefix("patrol_planner").lstrip("_"), old)
        path.write_text(text, encoding="utf-8")
    return [start, *languages]
