"""No field about a person is read, copied or written, whichever algorithm is asked; officers have call signs."""

from __future__ import annotations

import json

import pytest

PLACES = [f"Point({551000 + 400 * index} 4181000)" for index in range(4)]
STREET = ("LineString(550900 4181000, 552500 4181000)",)
PEOPLE = ["Jane Doe", "Roe, John", "M. García", "Ann O'Neil"]
CALLED = "2024-05-01 08:10"
# It tells visitors apart by an opaque number and reaches no output.
OPAQUE = {("predictcrime", "CHECKIN_USER_FIELD"), ("evaluateforecast", "CHECKIN_USER_FIELD")}


def field_parameters(of_moments: bool):
    from patrol_planner.processing.provider import ALGORITHMS

    for kind in ALGORITHMS:
        algorithm = kind().create()
        for definition in algorithm.parameterDefinitions():
            name = definition.name()
            is_time = (
                name.split("_")[-2] in ("TIME", "CLOCK", "START", "END", "OPEN", "CLOSE") if "_" in name else False
            )
            if definition.type() == "field" and (algorithm.name(), name) not in OPAQUE and is_time is of_moments:
                yield algorithm, name


def problem(algorithm, name, field):
    from qgis.core import QgsProcessingContext

    return algorithm.checkParameterValues({name: field}, QgsProcessingContext())[1]


def test_every_field_of_every_algorithm_is_guarded(qgis_app):
    guarded = [*field_parameters(False), *field_parameters(True)]
    assert len(guarded) > 20
    for algorithm, name in guarded:
        for field in ("victim_name", "DateOfBirth", "suspect"):
            assert "about a person" in problem(algorithm, name, field), (algorithm.name(), name, field)


def test_a_name_that_says_nothing_of_places_is_somebody_s(qgis_app):
    for algorithm, name in field_parameters(False):
        if name == "STREET_FIELD":
            continue
        assert "as place_name" in problem(algorithm, name, "NAME"), (algorithm.name(), name)
        assert "about a person" not in problem(algorithm, name, "place_name"), (algorithm.name(), name)


@pytest.mark.parametrize(
    ("field", "may_be"),
    [("name", True), ("FULLNAME", True), ("name:en", True), ("owner_name", False), ("victim", False), ("age", False)],
)
def test_a_road_has_a_name_of_its_own(qgis_app, field, may_be):
    from qgis.core import QgsApplication

    algorithm = QgsApplication.processingRegistry().algorithmById("patrol:planroute")
    assert ("about a person" not in problem(algorithm, "STREET_FIELD", field)) is may_be


@pytest.mark.parametrize("field", ["caller_time", "officer_arrived", "ReportedDate"])
def test_the_moment_of_a_deed_may_be_read(qgis_app, field):
    for algorithm, name in field_parameters(True):
        assert "about a person" not in problem(algorithm, name, field), (algorithm.name(), name)


@pytest.fixture
def inputs(make_layer):
    """Roads, and four places of which each field that could name them holds people's names."""
    fields = ["name:string", "Victim_Name:string", "caller:string", "time:string"]
    rows = [(place, person, person, person, CALLED) for place, person in zip(PLACES, PEOPLE)]
    officers = [(place, person) for place, person in zip(PLACES, PEOPLE)]
    return {
        "people": make_layer("Point", fields, rows),
        "officers": make_layer("Point", ["OFFICER:string"], officers),
        "roads": make_layer("LineString", ["oneway:string"], [STREET]),
    }


def planners(inputs):
    people, roads = inputs["people"], inputs["roads"]
    yield "planroute", {"STOPS": people, "ROADS": roads, "SHIFT_HOURS": 0.5}, ("ROUTE", "VISITS", "SKIPPED_STOPS")
    given = {"NODES": people, "CALLS": people, "CALL_TIME_FIELD": "time", "OFFICERS": inputs["officers"]}
    given |= {"ROADS": roads, "SHIFT_START": "2024-05-01T08:00:00", "SHIFT_HOURS": 1}
    yield "assignofficers", given, ("ROUTES", "VISITS", "UNVISITED", "SUMMARY")
    yield "travelmatrix", {"ORIGINS": people, "DESTINATIONS": inputs["officers"], "ROADS": roads}, ("MATRIX",)


def test_no_name_of_a_person_reaches_an_output_or_the_log(run_algorithm, inputs):
    for algorithm, given, outputs in planners(inputs):
        done = run_algorithm(algorithm, **given, **dict.fromkeys(outputs, "memory:"))
        written = [row for output in outputs for row in done.rows(output)]
        assert written
        told = done.log + json.dumps(written, default=str)
        told += "".join(
            layer.metadata().abstract() + str(layer.metadata().history()) for layer in map(done.layer, outputs)
        )
        for part in ("Jane", "Doe", "Roe", "John", "Garc", "Neil"):
            assert part not in told, (algorithm, part)


def test_officers_who_are_named_get_call_signs(run_algorithm, inputs, make_layer):
    mixed = [(place, officer) for place, officer in zip(PLACES, ["1A1", "Jane Doe", "Car 3", "Smith, J."])]
    given = {"NODES": inputs["people"], "OFFICERS": make_layer("Point", ["officer:string"], mixed)}
    given |= dict.fromkeys(("ROUTES", "VISITS", "SUMMARY"), "memory:")
    done = run_algorithm("assignofficers", **given)
    assert [row["officer"] for row in done.rows("SUMMARY")] == ["1A1", "1A2", "Car 3", "1A3"]
    assert "2 of 4 values of officer look like names of persons" in done.log and "1A2 to 1A3" in done.log


@pytest.mark.parametrize(
    "text", ["Jane Doe", "DOE, JANE", "Garcia, M.", "J. Doe", "Sgt. García 12", "Ana María Lopez", "Officer Smith",
             "Smith, 4521 John", "O'Neil, Ann", "Jane Doe 17"]
)  # fmt: skip
def test_what_looks_like_a_name(qgis_app, text):
    from patrol_planner.processing.common.callsigns import looks_like_a_name

    assert looks_like_a_name(text)


@pytest.mark.parametrize(
    "text", ["17", "1A1", "Car 3", "A", "P01", "Officer 1", "Team Alpha", "Unit B", "North", "Adam-12", "Task Force 2",
             "Car 3, North", "Officer A", "Zone Centrale 4", ""]
)  # fmt: skip
def test_what_is_a_call_sign(qgis_app, text):
    from patrol_planner.processing.common.callsigns import looks_like_a_name

    assert not looks_like_a_name(text)


def test_lone_words_are_kept_but_asked_about(run_algorithm, inputs, make_layer):
    given = {"NODES": inputs["people"], **dict.fromkeys(("ROUTES", "VISITS", "SUMMARY"), "memory:")}
    officers = make_layer("Point", ["officer:string"], [(PLACES[0], "García"), (PLACES[1], "North")])
    done = run_algorithm("assignofficers", OFFICERS=officers, **given)
    assert {row["officer"] for row in done.rows("SUMMARY")} == {"García", "North"}
    assert "1 of 2 values of officer are lone words" in done.log
