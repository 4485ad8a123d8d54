"""The GeoPackage that the panel keeps a plan in: where it goes, that it is whole, that nothing is overwritten."""

from __future__ import annotations

import json
import resource
import sqlite3
from datetime import datetime
from pathlib import Path

import pytest

START = datetime(2016, 4, 1, 8, 0)
NAME = "patrol_2016-04-01_0800_v{}.gpkg"


@pytest.fixture
def saved(project, make_layer):
    """Two layers of the project, of some rows and of none; folder and outcome → what the writer said at its end."""
    from qgis.PyQt.QtCore import QDateTime, QEventLoop, Qt, QTimer

    moment = QDateTime.fromString("2016-04-01T08:30:00", Qt.DateFormat.ISODate)
    rows = [(f"Point(55100{n} 4181000)", f"1A{n}", moment, n / 7) for n in range(9)]
    visits = make_layer("Point", ["officer:string", "arrive:datetime", "reward:double(0,0)"], rows)
    empty = make_layer("NoGeometry", ["officer:string"], [], crs="")
    for layer in (visits, empty):
        project.addMapLayer(layer)

    def write(folder: Path, meanwhile=lambda writer: None, outcome=None):
        from patrol_planner.ui.plan.outcome import DONE, Outcome
        from patrol_planner.ui.plan.planfile import PlanWriter, Table

        warnings = ["too long a sentence for a field of its own width, " * 20]
        outcome = outcome or Outcome(DONE, "", {"riskgrid": {"CELLS": 14, "PAI": None, "AUC": 1 / 3}}, warnings)
        tables = [Table("visits", visits.id()), Table("summary", empty.id())]
        read = {visits.id(): {"OFFICERS": empty.id(), "STOPS": visits.id(), "WHO": "a", "NODES": ["x"]}}
        writer, loop, said = PlanWriter(folder, START, tables, outcome, read), QEventLoop(), []
        writer.ended.connect(lambda *told: (said.append(told), loop.quit()))
        QTimer.singleShot(30_000, loop.quit)
        writer.start()
        meanwhile(writer)
        if not said:
            loop.exec()
        return said[0]

    write.visits = visits
    return write


def test_all_of_a_plan_is_in_its_file(saved, tmp_path):
    from qgis.core import QgsVectorLayer

    metadata = saved.visits.metadata()
    was = {"NODES": ["x"], "OFFICERS": 'a "name"', "STOPS": "é", "WHO": "a < b"}
    record = json.dumps({"parameters": was}, ensure_ascii=False).replace("<", r"\u003c")
    metadata.setHistory(["by hand", record])
    saved.visits.setMetadata(metadata)
    saved.visits.setMapTipTemplate('[% "officer" %]')
    file, why = saved(tmp_path)
    assert (file, why) == (str(tmp_path / NAME.format(1)), "")
    assert [path.name for path in tmp_path.iterdir()] == [NAME.format(1)]
    read = QgsVectorLayer(f"{file}|layername=visits", "visits", "ogr")
    assert [list(f.attributes())[1:] for f in read.getFeatures()] == [
        f.attributes() for f in saved.visits.getFeatures()
    ]
    assert read.mapTipTemplate() == saved.visits.mapTipTemplate()
    assert read.crs() == saved.visits.crs()
    by_hand, record = read.metadata().history()
    tables = {"OFFICERS": f"{NAME.format(1)}|layername=summary", "STOPS": f"{NAME.format(1)}|layername=visits"}
    assert by_hand == "by hand"
    assert json.loads(record)["parameters"] == {**was, **tables}
    assert r"\u003c" in record
    with sqlite3.connect(file) as database:
        figures = database.execute("SELECT step, figure, value, text FROM figures").fetchall()
        assert database.execute("SELECT count(*) FROM summary").fetchone() == (0,)
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert database.execute("PRAGMA journal_mode").fetchone() == ("delete",)
    assert ("plan", "state", None, "done") in figures
    assert ("plan", "warning", None, "too long a sentence for a field of its own width, " * 20) in figures
    assert {("riskgrid", "CELLS", 14.0, ""), ("riskgrid", "PAI", None, ""), ("riskgrid", "AUC", 1 / 3, "")} <= set(
        figures
    )


def test_a_plan_never_takes_the_place_of_another(saved, tmp_path):
    (tmp_path / NAME.format(1)).write_bytes(b"mine")
    (tmp_path / NAME.format(3)).write_bytes(b"mine too")
    assert saved(tmp_path)[0] == str(tmp_path / NAME.format(2))

    def somebody_else(writer):
        # The name is taken between the look and the end.
        publish = writer._publish
        writer._publish = lambda number: ((tmp_path / NAME.format(number)).write_bytes(b"theirs"), publish(number))[1]

    assert saved(tmp_path, somebody_else)[0] == str(tmp_path / NAME.format(5))
    assert [(tmp_path / NAME.format(n)).read_bytes() for n in (1, 3, 4)] == [b"mine", b"mine too", b"theirs"]


def test_a_disk_without_hard_links_is_no_hindrance(saved, tmp_path, monkeypatch):
    def refuse(*_):
        raise OSError(1, "Operation not permitted")

    monkeypatch.setattr("os.link", refuse)
    (tmp_path / NAME.format(1)).write_bytes(b"mine")
    assert saved(tmp_path)[0] == str(tmp_path / NAME.format(2))
    assert sorted(path.name for path in tmp_path.iterdir()) == [NAME.format(1), NAME.format(2)]


def test_a_full_disk_leaves_no_half_file(saved, tmp_path):
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    whole = Path(saved(tmp_path)[0])
    size = whole.stat().st_size
    whole.unlink()
    # As a disk that takes so many bytes of a file and no more.
    for most in (0, 4096, size // 2, size - 1):
        resource.setrlimit(resource.RLIMIT_FSIZE, (most, hard))
        try:
            file, why = saved(tmp_path)
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        assert file == ""
        assert 0 < len(why) < 250
        assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_gone_and_a_cancel_leave_nothing(saved, tmp_path):
    file, why = saved(tmp_path / "gone")
    assert file == ""
    assert str(tmp_path / "gone") in why
    file, why = saved(tmp_path, lambda writer: writer.cancel())
    assert (file, why) == ("", "cancelled")
    assert list(tmp_path.iterdir()) == []


def test_rows_that_are_missing_are_noticed(saved, tmp_path):
    def lose_one(writer):
        writer._counts["visits"] += 1

    file, why = saved(tmp_path, lose_one)
    assert file == ""
    assert why.endswith("only 9 of 10 rows of visits were written")


def test_a_plan_goes_beside_its_project_or_where_it_is_wanted_or_to_the_users_documents(project, tmp_path, monkeypatch):
    from qgis.PyQt.QtCore import QStandardPaths

    from patrol_planner.ui.plan.planfolder import first_folder, folder_of

    documents = tmp_path / "Documents"
    monkeypatch.setattr(QStandardPaths, "writableLocation", lambda *_: str(documents))
    own = documents / "Patrol Planner"
    assert first_folder(project, "") == own
    assert not own.exists()
    assert folder_of(project, "") == own
    assert own.is_dir()
    beside, wanted = tmp_path / "beside", tmp_path / "wanted"
    beside.mkdir()
    wanted.mkdir()
    assert project.write(str(beside / "city.qgz"))
    assert folder_of(project, "") == first_folder(project, "") == beside
    assert folder_of(project, str(wanted)) == first_folder(project, str(wanted)) == wanted
    with pytest.raises(ValueError, match="gone.*choose another folder"):
        folder_of(project, str(tmp_path / "gone"))
    # A project on a disk that may not be written.
    monkeypatch.setattr("patrol_planner.ui.plan.planfolder.may_write", lambda folder: folder != beside)
    assert folder_of(project, "") == own


def test_officers_of_a_plan_are_told_from_the_analysts_own(project, saved, tmp_path, make_layer):
    from qgis.core import QgsDataProvider, QgsVectorLayer

    from patrol_planner.ui.officers.layer import copy_officers, is_made_here, mark_made_here

    made = make_layer("Point", ["officer:string"], [("Point(551000 4181000)", "")] * 2)
    assert not is_made_here(made)
    mark_made_here(made)
    assert is_made_here(made)
    assert made.startEditing()
    made.changeAttributeValue(1, 0, "1A1")
    copy = copy_officers(made)
    made.rollBack()
    assert is_made_here(copy)
    assert "1A1" in {f["officer"] for f in copy.getFeatures()}
    file, _ = saved(tmp_path)
    copy.setDataSource(f"{file}|layername=visits", "Officers", "ogr", QgsDataProvider.ProviderOptions())
    assert is_made_here(copy)
    # Saved elsewhere, with all its properties: the analyst's own from then on.
    Path(file).rename(tmp_path / "mine.gpkg")
    copy.setDataSource(
        f"{tmp_path / 'mine.gpkg'}|layername=visits", "Officers", "ogr", QgsDataProvider.ProviderOptions()
    )
    assert not is_made_here(copy)
    assert not is_made_here(QgsVectorLayer("Point?field=officer:string", "Officers", "memory"))
    assert not is_made_here(None)


def test_an_outcome_survives_a_project_file_and_a_hand_that_spoils_it(qgis_app):
    from patrol_planner.ui.plan.outcome import FAILED, Outcome

    outcome = Outcome(FAILED, "why", {"riskgrid": {"CELLS": 3, "PAI": None}}, ["a", "b"], "id", "2016-04-01", "f.gpkg")
    assert Outcome.from_json(outcome.to_json()) == outcome
    later = json.dumps({**json.loads(outcome.to_json()), "added": 1})
    assert Outcome.from_json(later) == outcome
    for text in ("", "{", "[]", "3", '{"numbers": 3}', '{"state": "done", "numbers": {"riskgrid": 3}}', "{}"):
        assert Outcome.from_json(text) is None
