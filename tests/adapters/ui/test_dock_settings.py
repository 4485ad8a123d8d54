"""What the dock remembers, and what it asks of the algorithms."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize(("hours", "forecast"), [(1, 2), (5, 6), (12, 12), (13, 14)])
def test_the_forecast_covers_the_shift_in_whole_intervals(qgis_app, hours, forecast):
    from patrol_planner.processing.plans.chain import step_of
    from patrol_planner.processing.plans.inputs import forecast_hours
    from patrol_planner.ui.plan.shown import plan_algorithm
    from patrol_planner.ui.plan.task import parameters_of
    from patrol_planner.ui.settings import PlanSettings

    plan = PlanSettings(incidents="i", incident_time="t", shift_start="2024-05-31T22:00:00", shift_hours=hours)
    asked, interval = parameters_of(plan), plan_algorithm().parameterDefinition("FORECAST_INTERVAL_HOURS")
    assert forecast_hours(asked["SHIFT_HOURS"], interval.defaultValue()) == forecast
    assert forecast % interval.defaultValue() == 0
    # The grid must not know what the forecast is to find out.
    assert asked["SHIFT_START"] == "2024-05-31T22:00:00"
    assert step_of("riskgrid").inputs["PERIOD_END"].name == "shift_start"


def test_every_parameter_of_the_dock_is_one_the_algorithm_has(qgis_app):
    from patrol_planner.ui.plan.shown import OFFICERS, TABLES, plan_algorithm, shown_layers
    from patrol_planner.ui.plan.task import parameters_of
    from patrol_planner.ui.settings import PlanSettings

    algorithm = plan_algorithm()
    known = {definition.name() for definition in algorithm.parameterDefinitions()}
    inputs = ("incidents", "exclude", "study_area", "facilities", "roads", "calls", "beats")
    layers = dict.fromkeys((*inputs, "incident_time"), "x")
    names = {"road_direction", "road_speed", "call_time", "call_priority", "incident_clock", "call_clock"}
    names |= {"incident_kind", "incident_beat", "beat_name"}
    plan = PlanSettings(**layers, **dict.fromkeys(names, "x"))
    for one in (plan, PlanSettings(**layers, officers="x"), PlanSettings()):
        assert set(parameters_of(one)) <= known
    asked = parameters_of(plan)
    assert {name for name, value in asked.items() if value == "TEMPORARY_OUTPUT"} == set(TABLES) - {OFFICERS}
    # Every field that is chosen counts, and nothing is asked for that nobody has chosen.
    assert sum(value == "x" for value in asked.values()) == 6 + 1 + len(names)
    assert set(parameters_of(PlanSettings())) - set(TABLES) == {
        *("OFFICER_COUNT", "SHIFT_START", "SHIFT_HOURS", "DWELL", "CELL_SIZE"),
        *("UNIT", "OFFICER_FREE_SHARE"),
    }
    # What only blocks know is not asked of a plan of visits.
    visits = parameters_of(PlanSettings(**layers, beat_name="x", unit="visit"))
    assert visits["UNIT"] == "visit" and not {"BEATS", "BEAT_FIELD", "OFFICER_FREE_SHARE"} & set(visits)
    # What goes into the group is what the algorithm loads, in the same order; each has a table of its own.
    shown = shown_layers(algorithm)
    assert list(shown) == list(TABLES)
    assert {one.name() for one in algorithm.destinationParameterDefinitions()} - {"REPORT"} == set(shown)
    assert [one.place for one in shown.values()] == sorted(one.place for one in shown.values())
    assert len({one.table for one in shown.values()}) == len(shown)


def test_the_distance_to_a_road_is_asked_of_both_planners(qgis_app):
    from patrol_planner.processing.plans.chain import step_of
    from patrol_planner.ui.panel.form import PlanForm
    from patrol_planner.ui.plan.task import parameters_of
    from patrol_planner.ui.settings import PlanSettings

    form = PlanForm()
    form.fill(PlanSettings(farthest_road_m=350), {})
    assert form.settings().farthest_road_m == 350
    form.farthest_road_m.setValue(400)
    plan = PlanSettings(roads="r", farthest_road_m=form.settings().farthest_road_m)
    asked = parameters_of(plan)
    planners = [step_of(name).inputs["SNAP_MAX"] for name in ("planroute", "assignofficers")]
    assert [asked[one.name] for one in planners] == [400, 400]


def test_every_setting_is_told_and_shown_by_one_section(qgis_app):
    from dataclasses import fields

    from patrol_planner.ui.panel.form import PlanForm
    from patrol_planner.ui.settings import PlanSettings

    form = PlanForm()
    told = [name for section in form._sections for name in section.values()]
    assert sorted(told) == sorted(field.name for field in fields(PlanSettings))
    plan = PlanSettings(
        farthest_road_m=350, officer_count=17, unit="visit", free_percent=45, start="5.5,52.25 [EPSG:4326]",
        shift_start="2024-02-29T22:30:00", start_clock="22:30", shift_hours=8, cell_size_m=100, dwell_min=3,
        folder="/some/where",
    )  # fmt: skip
    form.fill(plan, {})
    assert form.settings() == plan


def test_the_forecast_model_is_chosen_of_those_there_are(qgis_app):
    from patrol_planner.algorithms.forecast.models import registry
    from patrol_planner.ui.panel.form import PlanForm
    from patrol_planner.ui.plan.shown import forecast_models
    from patrol_planner.ui.plan.task import parameters_of
    from patrol_planner.ui.settings import PlanSettings

    form = PlanForm()
    form.shift.offer_models(forecast_models())
    form.fill(PlanSettings(), {})
    box = form.shift.model
    assert [box.itemData(row) for row in range(box.count())] == list(registry.words())
    assert form.settings().forecast_model == registry.MODELS[0].word
    box.setCurrentIndex(box.findData("auto"))
    assert parameters_of(form.settings())["FORECAST_MODEL"] == "auto"
    form.fill(PlanSettings(forecast_model="guess"), {})
    assert form.settings().forecast_model == registry.MODELS[0].word


def test_settings_survive_a_project_file_and_a_hand_that_spoils_it(qgis_app, tmp_path):
    from qgis.core import QgsProject

    from patrol_planner.ui.settings import PlanSettings, project_has_settings, read_project, write_project

    plan = PlanSettings(
        incidents="layer_1",
        incident_time="occurred",
        exclude="layer_9",
        start="5.5,52.25 [EPSG:4326]",
        shift_start="2024-02-29T22:30:00",
        start_clock="22:30",
        shift_hours=8,
        cell_size_m=100,
        dwell_min=0,
        officer_count=17,
        farthest_road_m=350,
        forecast_model="count_ties",
    )
    path = str(tmp_path / "plan.qgz")
    project = QgsProject()
    assert not project_has_settings(project)
    write_project(project, plan)
    assert project.write(path)
    other = QgsProject()
    assert other.read(path)
    assert project_has_settings(other)
    assert read_project(other) == plan
    assert read_project(other).last_moment.isoformat() == "2024-03-01T06:30:00"
    other.setDirty(False)
    write_project(other, plan)
    assert not other.isDirty()
    for name, text in (
        ("shift_hours", "many"),
        ("shift_start", "soon"),
        ("officer_count", ""),
        ("forecast_model", "guess"),
    ):
        other.writeEntry("patrol_planner", name, text)
    spoilt = read_project(other)
    assert (spoilt.incidents, spoilt.cell_size_m) == ("layer_1", 100)
    assert spoilt.shift_start == ""
    assert spoilt.shift_hours > 0
    assert spoilt.officer_count > 0


@pytest.fixture
def named(make_layer):
    """A point layer with a name and text fields."""

    def make(name: str, *fields: str):
        layer = make_layer("Point", [f"{field}:string" for field in fields], [])
        layer.setName(name)
        return layer

    return make


@pytest.mark.parametrize(("kind", "is_offered"), [("Point", True), ("Polygon", True), ("LineString", False)])
def test_places_to_leave_out_are_chosen_by_hand_and_shown_again(make_layer, kind, is_offered):
    from qgis.core import QgsProject

    from patrol_planner.ui.panel.form import PlanForm
    from patrol_planner.ui.settings import PlanSettings

    layer = make_layer(kind, [], [])
    layer.setName("police headquarters")
    QgsProject.instance().addMapLayer(layer)
    form = PlanForm()
    form.guess([layer])
    assert form.settings().exclude == ""
    form.fill(PlanSettings(exclude=layer.id()), {layer.id(): layer})
    assert form.settings().exclude == (layer.id() if is_offered else "")
    assert "50 m" in form.layers["exclude"].toolTip()
    QgsProject.instance().removeMapLayer(layer.id())


def test_what_an_algorithm_has_made_is_never_guessed_as_an_input(named, run_algorithm, scattered_incidents):
    from patrol_planner.ui.panel.guesses import guess_layer

    made = run_algorithm("riskgrid", INCIDENTS=scattered_incidents(), TIME_FIELD="time", GRID="TEMPORARY_OUTPUT")
    grid = made.layer("GRID")
    grid.setName("Study area of the incidents")
    area = named("beats", "beat")
    assert guess_layer([grid], "study_area") is None
    assert guess_layer([grid, area], "study_area") is area
    # The record lost, as in a layer saved as CSV: the fields tell.
    for fields in (("officer", "seq", "arrive"), ("officer", "leg", "ARRIVE"), ("stop", "reason"), ("node", "reason")):
        assert guess_layer([named("Officers' calls", *fields)], "calls") is None


@pytest.mark.parametrize(
    ("history", "is_input"),
    [
        ('{"algorithm": "patrol:samplecity"}', True),
        ('{"algorithm": "patrol:predictcrime"}', False),
        ('{"algorithm": "native:buffer"}', True),
        ("clipped by hand", True),
        ("[1, 2]", True),
    ],
)
def test_the_record_tells_outputs_from_inputs(named, history, is_input):
    from patrol_planner.ui.panel.guesses import guess_layer

    layer = named("Incidents", "time")
    metadata = layer.metadata()
    metadata.addHistoryItem(history)
    layer.setMetadata(metadata)
    assert (guess_layer([layer], "incidents") is layer) is is_input


def test_a_guessed_layer_of_officers_has_officers(named):
    from patrol_planner.ui.panel.guesses import guess_layer

    visits, units = named("Officers' visits", "officer", "seq"), named("Units of time", "unit")
    officers = named("Officers at the start", "Officer", "shift_on")
    assert guess_layer([visits, units], "officers") is None
    assert guess_layer([visits, units, officers], "officers") is officers


@pytest.mark.parametrize(
    ("kind", "times", "day"),
    [
        ("datetime", ["2024-05-30T23:59:00", None, "2023-12-31T08:00:00"], "2024-05-30"),
        ("string", ["2023-12-31 08:00", "2024-05-30 23:59"], "2024-05-30"),
        ("date", ["2024-05-30", "2023-12-31"], "2024-05-30"),
        ("string", ["yesterday"], None),
        ("string", ["12/31/2023 08:00:00 PM", "05/30/2024 1:00:00 AM", "05/29/2024 1:00:00 AM"], "2024-05-30"),
        ("string", ["2023-12-31 8:00", "2024-05-30 23:59", "2024-05-29 1:00", "9999-12-31"], "2024-05-30"),
        ("date", ["2024-05-30", "2023-12-31", "2024-05-29", "2099-12-31"], "2024-05-30"),
        ("string", [], None),
    ],
)
def test_the_last_day_of_incidents(make_layer, kind, times, day):
    from qgis.PyQt.QtCore import QDate, QDateTime, Qt

    from patrol_planner.ui.panel.guesses import is_quick_to_ask, last_day

    make = {"datetime": QDateTime.fromString, "date": QDate.fromString, "string": lambda text, _: text}[kind]
    values = [None if text is None else make(text, Qt.DateFormat.ISODate) for text in times]
    layer = make_layer("Point", [f"time:{kind}"], [("POINT(0 0)", value) for value in values])
    found = last_day(layer, "time")
    assert (found and found.toString(Qt.DateFormat.ISODate)) == day
    assert is_quick_to_ask(layer, "time")


def test_the_last_day_of_a_large_file_is_asked_of_the_file_unless_it_misleads(make_layer, monkeypatch):
    from patrol_planner.processing.layers import layertimes
    from patrol_planner.ui.panel.guesses import last_day

    monkeypatch.setattr(layertimes, "_MANY", 2)
    for times, day in (
        (["2024-05-30 10:00", "2024-05-29 10:00", "2024-05-28 10:00"], "2024-05-30"),
        (["2024-05-30 10:00", "2024-05-29 10:00", "2024-05-28 10:00", "9999-12-31 00:00"], "2024-05-30"),
        (["12/31/2023 10:00", "05/30/2024 10:00", "05/29/2024 10:00"], "2024-05-30"),
        (["2024-9-30 10:00", "2024-10-02 10:00", "2024-10-01 10:00"], "2024-10-02"),
    ):
        layer = make_layer("Point", ["time:string"], [("POINT(0 0)", one) for one in times])
        assert last_day(layer, "time").toString("yyyy-MM-dd") == day


@pytest.mark.parametrize(
    ("names", "kind", "found"),
    [
        (["id", "update_date", "occurred_on_date"], "incident_time", "occurred_on_date"),
        (["incident_datetime", "report_datetime", "Incident Date"], "incident_time", "incident_datetime"),
        (["Report Datetime", "Incident Datetime"], "incident_time", "Incident Datetime"),
        (["CALL_DATE_TIME", "arrival_time"], "call_time", "CALL_DATE_TIME"),
        (["id", "reported_at"], "incident_time", "reported_at"),
        (["reported", "occurred_on_date"], "incident_time", "occurred_on_date"),
        (["reported", "call_date_time"], "call_time", "call_date_time"),
        (["id", "reported"], "call_time", "reported"),
        (["closed_at", "crime_date"], "incident_time", "crime_date"),
        (["CMPLNT_TO_DT", "CMPLNT_FR_DT", "RPT_DT"], "incident_time", "CMPLNT_FR_DT"),
        (["DateOccurred"], "incident_time", "DateOccurred"),
        (["date", "Date Rptd", "DATE OCC"], "incident_time", "DATE OCC"),
        (["received", "dispatch_ts", "on_scene"], "call_time", "received"),
        (["date_of_birth", "response_time", "time_zone", "last_updated"], "incident_time", ""),
        (["id", "location", "station", "creation"], "incident_time", ""),
        (["dispatch_date_time", "psa"], "incident_time", "dispatch_date_time"),
        (["Incident Number", "Incident Reported", "Incident Occurred"], "incident_time", "Incident Occurred"),
        (["CREATIONDATE", "EDITDATE", "EVENTDATE"], "incident_time", "EVENTDATE"),
        (["reportdate", "offensedate", "updatedate"], "incident_time", "offensedate"),
        (["id", "when"], "incident_time", "when"),
        (["id", "event_ts"], "incident_time", "event_ts"),
        (["Time_Dispatched", "Time_Entered", "Time_Closed"], "call_time", "Time_Entered"),
        (["Reported by", "Falls within", "Month"], "incident_time", ""),
        (["Call Type", "Priority Level"], "call_priority", "Priority Level"),
        (["type", "InitialPriority"], "call_priority", "InitialPriority"),
        (["Call Type", "address"], "call_priority", "Call Type"),
    ],
)
def test_a_field_is_known_by_the_parts_of_its_name(named, names, kind, found):
    from patrol_planner.ui.panel.guesses import guess_field, told_names

    layer = named("anything", *names)
    assert guess_field(layer, kind) == found
    assert told_names(layer, kind)[1] == ", ".join(names)


@pytest.mark.parametrize(
    ("fields", "values", "time", "clock"),
    [
        (["date:date", "time:time"], ["QDate(2016, 1, 4)", "QTime(19, 51)"], "date", "time"),
        (["date:string", "time:string"], ["'01/04/2016'", "'7:51 PM'"], "date", "time"),
        (["DATE OCC:string", "TIME OCC:integer"], ["'01/04/2016 12:00:00 AM'", "1951"], "DATE OCC", "TIME OCC"),
        (["FR_DT:string", "TO_TM:string", "FR_TM:string"], ["'01/04/2016'", "'20:00'", "'19:51:00'"], "FR_DT", "FR_TM"),
        (["date:date", "time:datetime"], ["QDate(2016, 1, 4)", "QDateTime(2016, 1, 4, 5, 7)"], "time", ""),
        (["occurred_on_date:string", "hour:integer"], ["'2016-01-04 05:07'", "5"], "occurred_on_date", ""),
        (["date:string", "response_time:integer"], ["'2016-01-04'", "12"], "date", ""),
        (["Tatzeit_Datum:string", "Tatzeit_Stunde:integer"], ["'2016-01-04'", "5"], "Tatzeit_Datum", "Tatzeit_Stunde"),
        (["event:string", "crime_date:string"], ["'theft'", "'2016-01-04 05:07'"], "crime_date", ""),
        (["reported:string", "crime_date:string"], ["'yes'", "'2016-01-04 05:07'"], "crime_date", ""),
    ],
)
def test_the_time_of_day_is_found_beside_its_date(make_layer, fields, values, time, clock):
    from qgis.PyQt import QtCore

    from patrol_planner.ui.panel.guesses import guess_clock, guess_field

    row = [eval(value, vars(QtCore)) for value in values]
    layer = make_layer("Point", fields, [("POINT(0 0)", *[None] * len(row)), ("POINT(0 0)", *row)])
    assert guess_field(layer, "incident_time") == time
    assert guess_clock(layer, time) == clock


def test_a_long_search_for_the_last_day_is_left_to_the_analyst(make_layer, tmp_path, monkeypatch):
    from qgis.core import QgsProject, QgsVectorFileWriter, QgsVectorLayer

    from patrol_planner.ui.panel import guesses

    monkeypatch.setattr(guesses, "QUICK_FEATURES", 1)
    memory = make_layer("Point", ["time:datetime"], [("POINT(0 0)", None)] * 2)
    assert not guesses.is_quick_to_ask(memory, "time")
    path = str(tmp_path / "incidents.gpkg")
    options = QgsVectorFileWriter.SaveVectorOptions()
    context = QgsProject.instance().transformContext()
    assert QgsVectorFileWriter.writeAsVectorFormatV3(memory, path, context, options)[0] == 0
    stored = QgsVectorLayer(path, "incidents", "ogr")
    assert guesses.is_quick_to_ask(stored, "time")
    # Edits that are not saved are not in the file, which would be asked.
    assert stored.startEditing()
    assert not guesses.is_quick_to_ask(stored, "time")
    stored.rollBack()


OFFICERS = {
    "VISITED": 290,
    "OFFICERS_USED": 5,
    "REWARD": 150.0,
    "BASELINE_REWARD": 100.0,
    "BASELINE_VISITED": 322,
    "HOTSPOT_VISITS": 120,
    "CALLS_KNOWN": 9,
    "CALLS_ANSWERED": 8,
    "MEDIAN_WAIT": 5.6,
    "KM": 221.4,
}


def test_blocks_are_told_as_blocks_and_not_by_a_reward_they_are_not_planned_for(qgis_app):
    from patrol_planner.ui.plan.headlines import headline_html, headline_rows, one_line
    from patrol_planner.ui.plan.outcome import DONE, Outcome

    found = {**OFFICERS, "CALLS_KNOWN": 0, "CALLS_ANSWERED": 0, "BLOCK_COUNT": 31, "EXPECTED_BLOCKS": 32.4}
    assert headline_rows({"assignofficers": found}) == [
        ("Officers", "5", ""),
        ("Blocks", "31 (290 stops), expected to meet 32 incidents", ""),
        ("Driven", "221 km", ""),
    ]
    assert one_line({"assignofficers": found}) == (
        "officers: 5; blocks: 31 (290 stops), expected to meet 32 incidents."
    )
    assert "eward" not in headline_html(Outcome(DONE, numbers={"assignofficers": found}))


def test_the_commanders_figures_come_first_then_the_reward_beside_its_baseline(qgis_app):
    from patrol_planner.ui.plan.headlines import headline_rows, one_line

    forecast = {"HIT_RATE": 0.539, "BASELINE_HIT_RATE": 0.545, "PAI": 5.28, "BASELINE_PAI": None}
    assert headline_rows({"predictcrime": forecast, "assignofficers": OFFICERS}) == [
        ("Officers", "5", ""),
        ("Visits", "290 (120 of hot cells)", ""),
        ("Calls", "8 of 9 answered, median wait 6 min", ""),
        ("Driven", "221 km", ""),
        ("Reward", "150 (+50%)", "100 by a plainer method, 322 visits"),
        ("Hit rate", "53.9%", "54.5% plain count"),
        ("PAI", "5.3", "– plain count"),
    ]
    assert one_line({"assignofficers": OFFICERS}) == (
        "officers: 5; visits: 290 (120 of hot cells); calls answered: 8 of 9, median wait 6 min."
    )


def test_figures_nobody_knows_are_left_out_not_made_up(qgis_app):
    from patrol_planner.ui.plan.headlines import headline_rows, one_line

    unanswered = {**OFFICERS, "CALLS_ANSWERED": 0, "MEDIAN_WAIT": None}
    assert ("Calls", "0 of 9 answered", "") in headline_rows({"assignofficers": unanswered})
    known = ("VISITED", "OFFICERS_USED", "REWARD", "BASELINE_REWARD", "BASELINE_VISITED")
    few = {name: OFFICERS[name] for name in known}
    assert [row[0] for row in headline_rows({"assignofficers": {**few, "CALLS_KNOWN": 0}})] == [
        "Officers",
        "Visits",
        "Reward",
    ]
    assert one_line({"assignofficers": few}) == "officers: 5; visits: 290."
    # No gain over nothing.
    assert headline_rows({"assignofficers": {**few, "BASELINE_REWARD": 0.0}})[-1][1] == "150"


@pytest.mark.parametrize("name", ["incidents", "calls"])
def test_another_date_chosen_by_hand_has_another_time_of_day(make_layer, name):
    from qgis.core import QgsProject

    from patrol_planner.ui.panel.form import PlanForm

    fields = ["occurred_date:string", "occurred_time:string", "reported_at:string"]
    layer = make_layer("Point", fields, [("Point(0 0)", "2016-01-27", "19:51", "2016-01-28 05:07")])
    QgsProject.instance().addMapLayer(layer, False)
    form, one = PlanForm(), name[:-1]
    form.layers[name].setLayer(layer)
    time, clock = form.fields[f"{one}_time"], form.fields[f"{one}_clock"]
    for chosen, expected in (("reported_at", ""), ("occurred_date", "occurred_time"), ("reported_at", "")):
        time.setField(chosen)
        time.activated.emit(time.currentIndex())
        assert clock.currentField() == expected
    QgsProject.instance().removeMapLayer(layer)
