"""Another language, real or made up, reaches everything that people read."""

from __future__ import annotations

import importlib
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from streetgrid import EAST, NORTH, OUTPUTS, at

ROOT = Path(__file__).resolve().parents[3]
sys.path.append(str(ROOT / ".ci"))
import strings  # noqa: E402

LRELEASE = shutil.which("lrelease") or shutil.which("lrelease-qt5")


@pytest.fixture
def pseudo(qgis_app):
    """A language that puts every template of ours in brackets, with the plural's number at its end."""
    from qgis.PyQt.QtCore import QCoreApplication, QTranslator

    class Pseudo(QTranslator):
        def __init__(self):
            super().__init__()
            self.asked = []

        def isEmpty(self):  # noqa: N802
            return False

        def translate(self, context, source, disambiguation=None, n=-1):
            if context != "PatrolPlanner":
                return None
            self.asked.append(source)
            return f"⟦{source}⟧"

    language = Pseudo()
    QCoreApplication.installTranslator(language)
    yield language
    QCoreApplication.removeTranslator(language)


@pytest.fixture
def algorithms(qgis_app, pseudo):
    from patrol_planner.processing.provider import ALGORITHMS

    return [algorithm().create() for algorithm in ALGORITHMS]


def test_the_toolbox_speaks_it(algorithms):
    for algorithm in algorithms:
        assert algorithm.displayName().startswith("⟦"), algorithm.name()
        assert "⟦" in algorithm.group()
        assert algorithm.shortDescription().startswith("⟦")
        for definition in algorithm.parameterDefinitions():
            assert definition.description().startswith("⟦"), definition.name()
            assert definition.help().startswith("⟦"), definition.name()
        for definition in algorithm.outputDefinitions():
            assert definition.description().startswith("⟦"), definition.name()
            assert "⟦⟦" not in definition.description()
        assert algorithm.shortHelpString().startswith("<p>⟦")


def test_log_report_legend_and_layer_speak_it(pseudo, monkeypatch, tmp_path, scattered_incidents):
    from qgis.core import QgsApplication, QgsProcessingContext, QgsProcessingFeedback, QgsProject

    from patrol_planner.processing.provider import ALGORITHMS

    monkeypatch.setattr(QgsApplication, "locale", lambda: "xx_YY")
    algorithm = next(found for found in ALGORITHMS if found.ID == "riskgrid")().create()
    context, feedback = QgsProcessingContext(), QgsProcessingFeedback(False)
    context.setProject(QgsProject.instance())
    report, grid = tmp_path / "report.html", tmp_path / "grid.gpkg"
    values = {"INCIDENTS": scattered_incidents(), "TIME_FIELD": "time", "CELL_SIZE": 100, "GRID": str(grid)}
    outputs, done = algorithm.run({**values, "REPORT": str(report)}, context, feedback)
    assert done, feedback.textLog()
    page = report.read_text(encoding="utf-8")
    assert "<summary>⟦Parameters of this run⟧</summary>" in page
    assert '<html lang="xx-YY">' in page
    assert "<h1>⟦" in page
    assert "⟦Without a study area" in feedback.textLog()
    assert '<p class="warning">⟦Without a study area' in page
    assert "⟦" in feedback.textLog()


def test_why_a_place_is_passed_over_is_told_in_it_and_written_in_english(pseudo, run_algorithm, streets, make_layer):
    stops = make_layer("Point", ["stop:string"], [(at(1, 0), "near"), (at(10, 0), "island")])
    given = {"ROADS": streets, "DIRECTION_FIELD": "oneway", "DEFAULT_SPEED": 36}
    layers = dict.fromkeys(("ROUTE", "VISITS", "SKIPPED_STOPS"), "memory:")
    route = run_algorithm("planroute", STOPS=stops, START=f"{EAST},{NORTH}", **given, **layers)
    assert "⟦Not on the route, ⟦1 stops⟧ (⟦cannot be reached by road⟧): island.⟧" in route.log
    assert [row["reason"] for row in route.rows("SKIPPED_STOPS")] == ["cannot be reached by road"]
    officers = make_layer("Point", ["officer:string"], [(at(0, 0), "1A1")])
    plan = run_algorithm("assignofficers", NODES=stops, OFFICERS=officers, SHIFT_HOURS=1, **given, **OUTPUTS)
    assert "⟦⟦1 visits⟧ by 1 of 1 officers, reward" in plan.log
    assert [row["reason"] for row in plan.rows("UNVISITED")] == ["cannot be reached by road"]


def test_a_legend_speaks_it(pseudo, make_layer):
    from patrol_planner.processing.framework.dress import STYLE_FOLDER, dress_layer

    layer = make_layer("Polygon", ["kind:string", "p_fdr:double"], [])
    dress_layer(layer, "gi_cells")
    labels = [item.label() for item in layer.renderer().legendSymbolItems()]
    assert labels == ["⟦Hot, p ≤ 0.01⟧", "⟦Hot⟧", "⟦Not significant⟧", "⟦Cold⟧", "⟦Cold, p ≤ 0.01⟧"]
    assert (STYLE_FOLDER / "gi_cells.qml").read_text(encoding="utf-8").count("⟦") == 0


def test_an_error_speaks_it(pseudo, make_layer):
    from qgis.core import QgsProcessingContext

    from patrol_planner.processing.provider import ALGORITHMS

    algorithm = next(found for found in ALGORITHMS if found.ID == "riskgrid")().create()
    empty = make_layer("Point", ["time:datetime"], [])
    valid, text = algorithm.checkParameterValues(
        {"INCIDENTS": empty, "TIME_FIELD": "time", "CELL_SIZE": 0, "GRID": "TEMPORARY_OUTPUT"}, QgsProcessingContext()
    )
    assert not valid
    assert text.startswith("⟦"), text


def test_what_a_run_has_warned_of_is_what_was_seen(pseudo, qgis_app):
    from qgis.core import QgsProcessingContext, QgsProcessingFeedback

    from patrol_planner.algorithms.errors import PatrolError
    from patrol_planner.processing.framework.run import Run
    from patrol_planner.processing.provider import ALGORITHMS

    feedback = QgsProcessingFeedback(False)
    run = Run(ALGORITHMS[0]().create(), {}, QgsProcessingContext(), feedback)
    run.warn("{n:,} cells: {why}", one="{n:,} cell: {why}", n=1, why=PatrolError("key={key}", key="abcdef"))
    assert run.warnings == ["⟦1 cells: ⟦key=***⟧"] or run.warnings == ["⟦1 cells: ⟦key=***"]
    run.control.info("{n:,} cells", n=2000)
    assert "⟦2,000 cells⟧" in feedback.textLog()


def test_what_is_no_template_stands_as_it_is(qgis_app):
    """A file's name, or what a library says, may hold braces; they are no fields."""
    from qgis.core import QgsProcessingContext, QgsProcessingFeedback

    from patrol_planner.algorithms.texts import Text
    from patrol_planner.processing.framework.run import Run
    from patrol_planner.processing.provider import ALGORITHMS

    feedback = QgsProcessingFeedback(False)
    run = Run(ALGORITHMS[0]().create(), {}, QgsProcessingContext(), feedback)
    plain = "map {n}.gpkg: {} of {{2}} %n {0!r"
    for say in (run.warn, run.info, run.control.warn, run.control.info):
        say(plain)
        say("{why}.", why=Text("{file}!", file=plain))
    assert run.warnings == [plain, f"{plain}!."] * 2
    assert feedback.textLog().count(f"{plain}!.") == 4


def test_of_a_cut_file_a_run_tells_once_whatever_the_language(pseudo, tmp_path):
    from qgis.core import QgsProcessingContext, QgsProcessingFeedback, QgsVectorLayer

    from patrol_planner.processing.framework.run import Run
    from patrol_planner.processing.layers.reading import read_points
    from patrol_planner.processing.risk.riskgrid import RiskGrid

    path = tmp_path / "own.csv"
    path.write_text("id,x,y\n" + "".join(f"{i},{551000 + i},{4181000 + i}\n" for i in range(60)) + "5,551")
    layer = QgsVectorLayer(f"{path.as_uri()}?type=csv&xField=x&yField=y&crs=EPSG:32610", "own", "delimitedtext")
    run = Run(RiskGrid().create(), {"INCIDENTS": layer}, QgsProcessingContext(), QgsProcessingFeedback())
    for _ in range(2):
        read_points(run, run.required_source("INCIDENTS"), layer.crs())
    assert ["ends within a line" in text and text.startswith("⟦") for text in run.warnings] == [True]


def test_the_dock_speaks_it(pseudo):
    from patrol_planner.ui.text import tr

    assert tr("Step {n} of {all}: {doing}…", n=1, all=5, doing="{x}") == "⟦Step 1 of 5: {x}…⟧"
    assert tr("Officers") == "⟦Officers⟧"


def test_every_widget_of_the_dock_speaks_it(pseudo, project, make_layer):
    from qgis.gui import QgsMapCanvas, QgsMessageBar
    from qgis.PyQt import sip
    from qgis.PyQt.QtWidgets import QAbstractButton, QAbstractSpinBox, QGroupBox, QLabel, QLineEdit, QMainWindow

    from patrol_planner.ui.dock import PatrolDock
    from patrol_planner.ui.plan.outcome import DONE, Outcome

    class Window:
        def __init__(self):
            self.window, self.canvas, self.bar = QMainWindow(), QgsMapCanvas(), QgsMessageBar()

        def mainWindow(self):  # noqa: N802
            return self.window

        def mapCanvas(self):  # noqa: N802
            return self.canvas

        def messageBar(self):  # noqa: N802
            return self.bar

    window = Window()
    dock = PatrolDock(window)
    try:
        assert dock.status.text() == "⟦Choose a layer of incidents.⟧"
        ours = [dock.form, dock.results, dock.plan_button, dock.cancel_button]
        shown = [part for one in ours for part in (one, *one.findChildren((QLabel, QAbstractButton, QGroupBox)))]
        texts = [getattr(part, "text", getattr(part, "title", str))() for part in shown]
        words = [text.strip() for text in texts if any(letter.isalpha() for letter in text)]
        assert len(words) > 30
        assert not [text for text in words if not text.startswith("⟦")]
        tips = [part.toolTip() for one in ours[:1] for part in one.findChildren((QLabel, QAbstractButton))]
        # QGIS's own button says Browse.
        assert {tip for tip in tips if tip and not tip.startswith("⟦")} <= {"Browse"}
        assert all(
            "⟦" in box.suffix() for box in dock.form.findChildren(QAbstractSpinBox) if getattr(box, "suffix", str)()
        )
        assert dock.form.folder.findChild(QLineEdit).placeholderText() == "⟦beside the project⟧"
        for name, combo in dock.form.layers.items():
            assert combo.currentText().startswith("⟦"), name
        layer = make_layer("Point", ["text:string"], [])
        layer.setName("incidents")
        project.addMapLayer(layer)
        assert dock.form.layers["incidents"].currentLayer() is layer
        assert dock.status.text().startswith("⟦Choose the field that says when the incidents happened.⟧ ⟦Looked for ")
        figures = {"OFFICERS_USED": 5, "VISITED": 9, "REWARD": 12.0, "CALLS_KNOWN": 3, "CALLS_ANSWERED": 2, "REPLAY": 1}
        numbers = {"predictcrime": {"HIT_RATE": 0.5, "PAI": 5.0}, "assignofficers": figures}
        dock.results.show_outcome(Outcome(DONE, numbers=numbers, warnings=["one"], replay="2016-04-01"))
        for words in (
            "⟦Visits⟧",
            "⟦⟦2 of 3⟧ answered⟧",
            "⟦A replay of 2016-04-01:",
            "⟦Hit rate⟧",
            "⟦Of the back-test:",
        ):
            assert words in dock.headlines.text()
        assert "⟦Warnings (1)⟧" in dock.warnings.text()
    finally:
        dock.shut_down()
        for widget in (dock, window.bar, window.canvas, window.window):
            sip.delete(widget)


def test_the_window_speaks_english_with_both_forms(qgis_app):
    from patrol_planner.ui.text import tr

    assert [tr("{n} stops", one="{n} stop", n=n) for n in (0, 1, 2)] == ["0 stops", "1 stop", "2 stops"]
    assert tr("{a} {b}", a=1) == "{a} {b}"
    assert tr("a {b}") == "a {b}"
    assert tr("") == ""


@pytest.fixture
def polish(qgis_app, tmp_path):
    """A language of three forms, by the collector's own file and Qt's own tool; loaded as the plugin loads it."""
    if LRELEASE is None:
        pytest.skip("Qt's lrelease is not installed (Debian: qttools5-dev-tools)")
    messages = strings.Messages()
    messages.note("{n:,} stops", "a.py", True, "{n:,} stop")
    messages.note("{a} before {b}", "a.py")
    messages.note("Broken {x}", "a.py")
    text = strings.written(messages, "pl")
    for form in ("{n:,} przystanek", "{n:,} przystanki", "{n:,} przystanków"):
        text = text.replace("<numerusform />", f"<numerusform>{form}</numerusform>", 1)
    for words in ("{b} po {a}", "Zepsute {y}"):
        text = text.replace('<translation type="unfinished" />', f"<translation>{words}</translation>", 1)
    text = text.replace('<translation type="unfinished">', "<translation>")
    (tmp_path / "patrol_planner_pl.ts").write_text(text, encoding="utf-8")
    made = tmp_path / "patrol_planner_pl.qm"
    subprocess.run([LRELEASE, str(tmp_path / "patrol_planner_pl.ts"), "-qm", str(made)], check=True)
    return tmp_path


@pytest.fixture
def plugin(qgis_app, polish, monkeypatch):
    module = importlib.import_module("patrol_planner.plugin")
    monkeypatch.setattr(module, "_TRANSLATIONS", polish)
    plugin = module.PatrolPlannerPlugin(None)
    yield plugin
    plugin.unload()


def test_plural_forms_values_and_a_broken_translation_in_a_real_language(plugin):
    from patrol_planner.processing.common.translation import tr
    from patrol_planner.ui.text import tr as tr_of_window

    plugin._speak("pl_PL")
    for say in (tr, tr_of_window):
        found = [say("{n:,} stops", one="{n:,} stop", n=n) for n in (1, 2, 5, 22, 1_000_005, 5_000_000_022)]
        words = ["przystanek", "przystanki", "przystanków", "przystanki", "przystanków", "przystanki"]
        assert [text.split(" ")[1] for text in found] == words
        assert found[-1] == "5,000,000,022 przystanki"
        assert say("{a} before {b}", a="{b}", b="x") == "x po {b}"
        assert say("Broken {x}", x=1) == "Broken 1"
    assert tr("{n:,} stops", n=1.5) == "1.5 przystanki"
    plugin.unload()
    assert tr("{n:,} stops", one="{n:,} stop", n=1) == "1 stop"


@pytest.mark.parametrize("language", ["en", "de", "", "C", "xx_YY", "../pl"])
def test_a_language_without_texts_leaves_english(plugin, language):
    from patrol_planner.processing.common.translation import tr

    plugin._speak(language)
    assert plugin.translator is None
    assert tr("{n:,} stops", one="{n:,} stop", n=1) == "1 stop"


def test_every_text_of_the_package_is_there_for_translators(qgis_app):
    from patrol_planner.processing.provider import ALGORITHMS

    messages = strings.collected(algorithms=[algorithm() for algorithm in ALGORITHMS])
    wanted = {message.source: message.plural for message in messages.values()}
    files = sorted((ROOT / "i18n").glob("patrol_planner*.ts"))
    assert files
    for path in files:
        assert strings.sources(path.read_text(encoding="utf-8")) == wanted, f"run make strings: {path.name}"


def test_every_label_of_a_legend_and_every_name_in_the_toolbox_is_collected(pseudo, qgis_app):
    from patrol_planner.processing.provider import ALGORITHMS

    for algorithm in ALGORITHMS:
        algorithm().create().shortHelpString()
    pseudo.asked.remove("") if "" in pseudo.asked else None
    known = set(strings.sources((ROOT / "i18n" / "patrol_planner.ts").read_text(encoding="utf-8")))
    assert not {text for text in pseudo.asked if text not in known}
