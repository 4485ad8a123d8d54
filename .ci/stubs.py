"""The types of PyQGIS and Qt as mypy reads them: ``stubs.py FOLDER`` writes them there, for MYPYPATH.

They are qgis-stubs and PyQt5-stubs with their mistakes put right. Each exception stands here, once, with its reason, so
that no line of the plugin needs a ``type: ignore``. Where a correction finds nothing to correct, it ends with an error:
the stubs are newer, and the correction can go.
"""

from __future__ import annotations

import re
import shutil
import sys
from importlib.metadata import distribution
from pathlib import Path

CORE, GUI, QT = "qgis/_core.pyi", "qgis/_gui.pyi", "PyQt5/QtCore.pyi"

# Whatever C++ hands over by pointer is Optional in the stubs. These pointers are never null.
NEVER_NONE = (
    # Made with the application or the window, before a plugin is loaded.
    (CORE, "QgsApplication", "processingRegistry taskManager"),
    (CORE, "QgsProject", "instance layerTreeRoot"),
    (CORE, "QgsProviderRegistry", "instance"),
    (GUI, "QgsFileWidget", "lineEdit"),
    (GUI, "QgisInterface", "mainWindow mapCanvas messageBar pluginMenu"),
    (GUI, "QgsGui", "historyProviderRegistry"),
    (QT, "QCoreApplication", "instance"),
    # Made with the object that is asked.
    (CORE, "QgsMapLayer", "styleManager"),
    (CORE, "QgsProcessingContext", "temporaryLayerStore"),
    (CORE, "QgsMapLayer", "dataProvider"),
    (CORE, "QgsSingleSymbolRenderer", "symbol"),
    # Asked of an algorithm for the names that it defines itself.
    (CORE, "QgsProcessingAlgorithm", "parameterDefinition"),
    # Made anew for the caller.
    (CORE, "QgsFillSymbol", "createSimple"),
    (CORE, "QgsProcessingParameterDefinition", "clone"),
    (CORE, "QgsGeometry", "createGeometryEngine"),
    (CORE, "QgsLayerTreeGroup", "addGroup addLayer insertGroup insertLayer"),
    (CORE, "QgsLineSymbol", "createSimple"),
    (CORE, "QgsMarkerSymbol", "createSimple"),
    (CORE, "QgsSymbol", "clone"),
    (CORE, "QgsFeatureSource", "materialize"),
    (CORE, "QgsRasterLayer", "clone"),
    (CORE, "QgsVectorLayer", "clone"),
    # What cannot be read comes back as an invalid block.
    (CORE, "QgsRasterDataProvider", "block"),
    # Null only in a layer that is not valid; the plugin goes on with no such layer.
    (CORE, "QgsRasterLayer", "dataProvider"),
    (CORE, "QgsVectorLayer", "dataProvider"),
)

# QGIS calls these methods of ours, and never with None for what the stubs make Optional.
NEVER_GIVEN_NONE = (
    (CORE, "QgsProcessingAlgorithm", "prepareAlgorithm processAlgorithm postProcessAlgorithm"),
    (CORE, "QgsProcessingFeedback", "pushInfo pushWarning reportError setProgressText"),
    (CORE, "QgsProcessingLayerPostProcessorInterface", "postProcessLayer"),
    (GUI, "QgsDockWidget", "closeEvent"),
)

# What is there and the stubs do not know. "" stands for the module.
ADDED = (
    # Exceptions are no classes for SIP.
    (CORE, "", "class QgsException(Exception): ..."),
    (CORE, "", "class QgsCsException(QgsException): ..."),
    (CORE, "", "class QgsNotSupportedException(QgsException): ..."),
    (CORE, "", "class QgsProcessingException(QgsException): ..."),
    # Added by PyQGIS in Python.
    (CORE, "Qgis", "QGIS_VERSION_INT: int"),
    (CORE, "QgsFields", "def __iter__(self) -> typing.Iterator[QgsField]: ..."),
    (CORE, "QgsFields", "def __len__(self) -> int: ..."),
    # SIP hands over the class that it is, the stubs the one that C++ declares. Only the root has no parent.
    (CORE, "QgsLayerTreeNode", "def parent(self) -> QgsLayerTreeGroup: ..."),
    (CORE, "QgsVectorLayer", "def temporalProperties(self) -> QgsVectorLayerTemporalProperties: ..."),
    (CORE, "QgsLayerMetadata", "def clone(self) -> QgsLayerMetadata: ..."),
    # None: the object belongs to no thread until one takes it.
    (QT, "QObject", "def moveToThread(self, thread: typing.Optional['QThread']) -> None: ..."),
    # PyQt takes the kind of connection too.
    (
        QT,
        "pyqtBoundSignal",
        "def connect(self, slot: PYQT_SLOT, type: int = ...) -> QMetaObject.Connection: ...",
    ),
)

# PyQGIS under Qt 5; where PyQt 6 differs, qgis.PyQt hides it.
QT_MODULES = ("QtCore", "QtGui", "QtNetwork", "QtWidgets", "QtXml", "sip")


def class_body(text: str, name: str) -> tuple[int, int]:
    """Where the body of a class of the module begins and ends; ValueError where there is no such class."""
    head = re.search(rf"^class {name}\b.*:[^\n]*\n", text, re.MULTILINE)
    if head is None:
        raise ValueError(f"{name}: no such class")
    rest = re.compile(r"^\S", re.MULTILINE).search(text, head.end())
    return head.end(), rest.start() if rest else len(text)


def changed(text: str, name: str, methods: str, pattern: str, by: str) -> str:
    """The text with a pattern replaced in every overload of the methods of a class."""
    start, end = class_body(text, name)
    body = text[start:end]
    for method in methods.split():
        lines = re.compile(rf"^    def {method}\(.*$", re.MULTILINE)
        mended = lines.sub(lambda line: re.sub(pattern, by, line.group()), body)
        if mended == body:
            raise ValueError(f"{name}.{method}: nothing to correct")
        body = mended
    return text[:start] + body + text[end:]


def added(text: str, name: str, lines: list[str]) -> str:
    """The text with lines at the end of a class or, without a class, of the module; they replace a method there is."""
    if not name:
        return text + "".join(f"\n{line}\n" for line in lines)
    start, end = class_body(text, name)
    body = text[start:end]
    for line in lines:
        method = re.match(r"def (\w+)", line)
        if method:
            body = re.sub(rf"^    def {method.group(1)}\(.*\n", "", body, flags=re.MULTILINE)
    return text[:start] + body.rstrip() + "".join(f"\n    {line}" for line in lines) + "\n\n\n" + text[end:]


def with_old_words(text: str) -> str:
    """Enums that moved to Qgis (since 3.36, most) keep their old words there, too: TypeVectorPoint beside VectorPoint.

    The stubs name the old words in the class they came from only: ``TypeVectorPoint: Qgis.ProcessingSourceType``.
    """
    words: dict[str, list[str]] = {}
    for word, enum in re.findall(r"^    (\w+): Qgis\.(\w+)$", text, re.MULTILINE):
        words.setdefault(enum, []).append(word)

    def with_words(head: re.Match[str]) -> str:
        enum = head.group(1)
        return head.group() + "".join(f"        {word}: Qgis.{enum}\n" for word in dict.fromkeys(words.get(enum, ())))

    return re.sub(r"^    class (\w+)\(int\):\n", with_words, text, flags=re.MULTILINE)


def corrected(file: str, text: str) -> str:
    """The text of a stub, put right."""
    for where, name, methods in NEVER_NONE:
        if where == file:
            text = changed(text, name, methods, r"-> (?:typing\.)?Optional\[(.*)\]:", r"-> \1:")
    for where, name, methods in NEVER_GIVEN_NONE:
        if where == file:
            text = changed(text, name, methods, r"typing\.Optional\[([^\[\]]*)\](?=[,)])", r"\1")
    for name in dict.fromkeys(name for where, name, _ in ADDED if where == file):
        text = added(text, name, [line for where, owner, line in ADDED if (where, owner) == (file, name)])
    # The keys of a dict that goes in are never None, and mypy takes no other dict then.
    text = text.replace("dict[typing.Optional[str], ", "dict[str, ")
    return with_old_words(text)


def main(folder: Path) -> int:
    shutil.rmtree(folder, ignore_errors=True)
    for package, installed in (("qgis", "qgis-stubs"), ("PyQt5", "PyQt5-stubs")):
        source = Path(str(distribution(installed).locate_file(installed)))
        shutil.copytree(source, folder / package, ignore=shutil.ignore_patterns("__pycache__"))
    qt = folder / "qgis" / "PyQt"
    qt.mkdir()
    (qt / "__init__.pyi").touch()
    for module in QT_MODULES:
        (qt / f"{module}.pyi").write_text(f"from PyQt5.{module} import *\n", encoding="utf-8")
    for file in (CORE, GUI, QT):
        path = folder / file
        try:
            path.write_text(corrected(file, path.read_text(encoding="utf-8")), encoding="utf-8")
        except ValueError as error:
            print(f"stubs: {file}: {error}", file=sys.stderr)
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
