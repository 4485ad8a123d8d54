"""Bounds stand on the parameters: every one of every algorithm is held at, just inside and just outside of them."""

from __future__ import annotations

import math

import pytest
from qgis.core import (
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeedback,
    QgsProcessingParameterDateTime,
    QgsProcessingParameterNumber,
    QgsProcessingParameterPoint,
)
from qgis.PyQt.QtCore import QDateTime

NUMBER = QgsProcessingParameterNumber.Type
# Any number will do: nothing is computed, drawn or allotted by it.
WITHOUT_BOUNDS = {"extracthotspots.THRESHOLD", "planshift.HOTSPOT_THRESHOLD"}
# The far past and future stand for "no bound" there.
OF_ANY_YEAR = {"riskgrid.PERIOD_START", "riskgrid.PERIOD_END"}


def algorithms():
    from patrol_planner.processing.provider import PatrolProvider

    provider = PatrolProvider()
    provider.loadAlgorithms()
    return [algorithm.create() for algorithm in provider.algorithms()]


def bounded(kind):
    """(algorithm, definition, bounds) of every bounded parameter of a kind."""
    from patrol_planner.processing.framework.bounds import bounds_of

    for algorithm in algorithms():
        for definition in algorithm.parameterDefinitions():
            if isinstance(definition, kind) and bounds_of(definition) is not None:
                yield algorithm, definition, bounds_of(definition)


def values_about(bounds, whole: bool) -> tuple[list[float], list[float]]:
    """Those at and just inside the bounds, and those at an exclusive one and just outside."""
    inside, outside = [], []
    for bound, outwards, itself in (
        (bounds.least, -1, True),
        (bounds.above, -1, bounds.least is None),
        (bounds.most, 1, True),
        (bounds.below, 1, False),
    ):
        if bound is None:
            continue
        near = [bound + side * (1 if whole else max(abs(bound), 1e-3) * 1e-9) for side in (outwards, -outwards)]
        if bound == bounds.above:
            outside += [bound, near[0]]
            inside += [near[1]] if itself else []
        else:
            (inside if itself else outside).append(bound)
            outside.append(near[0])
            inside.append(near[1])
    return inside, [value for value in outside if not (bounds.zero and value == 0)]


def refusal(algorithm, name, value) -> str:
    """What the check says, which must be what a child of a model hears, too."""
    context = QgsProcessingContext()
    accepted, text = algorithm.checkParameterValues({name: value}, context)
    assert not accepted, "other parameters are missing, so that nothing is accepted"
    with pytest.raises(QgsProcessingException) as told:
        algorithm.prepareAlgorithm({name: value}, context, QgsProcessingFeedback())
    assert str(told.value) == text
    return text


def test_every_number_and_moment_has_bounds(qgis_app) -> None:
    kinds = (QgsProcessingParameterNumber, QgsProcessingParameterDateTime)
    with_bounds = {f"{algorithm.name()}.{one.name()}" for algorithm, one, _ in bounded(kinds)}
    every = {
        f"{algorithm.name()}.{one.name()}"
        for algorithm in algorithms()
        for one in algorithm.parameterDefinitions()
        if isinstance(one, kinds)
    }
    assert every - with_bounds == WITHOUT_BOUNDS | OF_ANY_YEAR
    assert len(with_bounds) > 30


def test_numbers_at_and_about_their_bounds(qgis_app) -> None:
    """As numbers and as the strings that qgis_process hands over; nothing else of the answer may change."""
    wrong = []
    for algorithm, definition, bounds in bounded(QgsProcessingParameterNumber):
        name, label = f"{algorithm.name()}.{definition.name()}", definition.description()
        inside, outside = values_about(bounds, definition.dataType() == NUMBER.Integer)
        assert inside and outside, name
        usual = refusal_of_the_rest(algorithm, definition)
        for value in inside + ([0] if bounds.zero else []):
            for given in (value, repr(value)):
                if refusal_of_the_rest(algorithm, definition, given) != usual:
                    wrong.append(f"{name} refuses {given!r}: {refusal_of_the_rest(algorithm, definition, given)}")
        for value in outside:
            for given in (value, repr(value)):
                said = refusal(algorithm, definition.name(), given)
                if not said or said != bounds.problem(label, value):
                    wrong.append(f"{name} says of {given!r}: {said!r}")
                if label.split(" (")[0] not in said and "tolerance" not in said:
                    wrong.append(f"{name} is not named by: {said!r}")
    assert wrong == []


def refusal_of_the_rest(algorithm, definition, value=None) -> str:
    """What is said when this value is given, of the shared checks: "" where it is within its bounds."""
    from patrol_planner.processing.framework.checks import shared_problem

    given = {} if value is None else {definition.name(): value}
    return shared_problem(algorithm, given, QgsProcessingContext())


def test_what_is_no_number_is_refused_as_such(qgis_app) -> None:
    for algorithm, definition, _bounds in bounded(QgsProcessingParameterNumber):
        for value in ("abc", "nan", "inf", math.nan, math.inf, -math.inf):
            said = refusal(algorithm, definition.name(), value)
            assert said == f"{definition.description()} ({definition.name()}) must be a number, not {value}."
        assert refusal_of_the_rest(algorithm, definition, "") == "", "empty is the default"


def test_defaults_are_within_bounds_and_qgis_draws_the_same_ones(qgis_app) -> None:
    for algorithm, definition, bounds in bounded(QgsProcessingParameterNumber):
        name = f"{algorithm.name()}.{definition.name()}"
        if definition.defaultValue() is not None:
            assert bounds.problem("", definition.defaultValue()) == "", name
        if bounds.least is not None:
            assert definition.minimum() == (0 if bounds.zero else bounds.least), name
        if bounds.most is not None:
            assert definition.maximum() == bounds.most, name


def test_years_of_moments_at_and_about_their_bounds(qgis_app) -> None:
    seen = 0
    for algorithm, definition, bounds in bounded(QgsProcessingParameterDateTime):
        for year, refused in ((1899, True), (1900, False), (2200, False), (2201, True), (9999, True)):
            for given in (QDateTime(year, 6, 1, 12, 0, 0), f"{year}-06-01T12:00:00", f"{year}-06-01 12:00"):
                said = refusal_of_the_rest(algorithm, definition, given)
                assert said == (bounds.problem(definition.description(), year) if refused else "")
                if refused:
                    assert refusal(algorithm, definition.name(), given) == said
                    seen += 1
    assert seen >= 27


def test_points_are_held_to_their_form(qgis_app) -> None:
    found = [
        (algorithm, one)
        for algorithm in algorithms()
        for one in algorithm.parameterDefinitions()
        if isinstance(one, QgsProcessingParameterPoint)
    ]
    assert found
    for algorithm, definition in found:
        assert refusal(algorithm, definition.name(), "the station").startswith(
            f"{definition.description()}: 'the station' is not a point."
        )
        assert "is not a CRS QGIS knows" in refusal(algorithm, definition.name(), "1,2 [EPSG:99999]")
        for good in ("1,2", "(1, -2.5e3 [EPSG:4326])", ""):
            assert refusal_of_the_rest(algorithm, definition, good) == ""


def test_the_help_tells_every_bound(qgis_app) -> None:
    kinds = (QgsProcessingParameterNumber, QgsProcessingParameterDateTime)
    for algorithm, definition, bounds in bounded(kinds):
        assert bounds.help() and bounds.help() in definition.help(), definition.name()
        assert definition.help() in algorithm.shortHelpString()
    told = {f"{algorithm.name()}.{one.name()}": bounds.help() for algorithm, one, bounds in bounded(kinds)}
    assert told["assignofficers.DWELL"] == "From 0 to 10,080 (in minutes, a week)."
    assert told["assignofficers.SHIFT_HOURS"] == "From a minute to 8,784 hours (a year)."
    assert told["planroute.TIME_LIMIT"] == "Greater than 0."
    assert told["planroute.DEPARTURE"] == "Years from 1900 to 2200."
    assert told["riskgrid.BANDWIDTH"] == "From 0.1 to 1,000,000. Also 0: a rule of thumb."
    assert told["featurerelevance.THRESHOLD"] == "From −1 to 1 (as the scores are)."
    assert told["extracthotspots.ALPHA"] == "Above 0 and below 1."


def test_bounds_survive_a_copy_of_the_definition(qgis_app) -> None:
    from patrol_planner.processing.framework.bounds import bounds_of

    for _algorithm, definition, bounds in bounded((QgsProcessingParameterNumber, QgsProcessingParameterDateTime)):
        assert bounds_of(definition.clone()) == bounds


@pytest.mark.parametrize("names", [("least", "most"), ("above", "below"), ("least", "below"), ("above", "most")])
@pytest.mark.parametrize("more", [{}, {"why": "as the scores are"}, {"zero": "none"}])
def test_every_kind_of_bounds_has_its_words(names, more) -> None:
    from patrol_planner.processing.framework.bounds import Bounds

    lower, upper = names
    for given in ({lower: 1, upper: 5}, {lower: 1}, {upper: 5}):
        bounds = Bounds(**given, **more)
        said = bounds.help()
        assert all(str(value) in said for value in given.values()) and said.endswith("."), said
        assert "None" not in said and "  " not in said and "()" not in said
        for value in (-3, 9, math.nan):
            assert "{" not in bounds.problem("X", value) and "None" not in bounds.problem("X", value)


def test_a_child_of_a_model_says_its_bounds(two_step_model, make_layer) -> None:
    places = make_layer("Point", [], [(f"Point(551000 {4181000 + 50 * i})",) for i in range(9)])
    fixed = {"METHOD": "count", "CELL_SIZE": 100}
    for coverage, refused in ((100.5, True), (100, False)):
        model = two_step_model("patrol:extracthotspots", "GRID", "HOTSPOTS", fixed, {"COVERAGE": coverage})
        # What QGIS calls the output of a model changed between versions.
        (output,) = [definition.name() for definition in model.destinationParameterDefinitions()]
        feedback = QgsProcessingFeedback()
        try:
            _, done = model.run({"INCIDENTS": places, output: "memory:"}, QgsProcessingContext(), feedback)
            heard = feedback.textLog()
        except QgsProcessingException as error:
            done, heard = False, str(error)
        assert done is not refused
        assert ("Coverage must be above 0 and at most 100 % of the area, not 100.5." in heard) is refused


def test_a_crs_that_is_none_is_refused_before_any_work_whatever_the_algorithm(qgis_app) -> None:
    asked = 0
    for algorithm in algorithms():
        for definition in algorithm.parameterDefinitions():
            if definition.type() == "crs":
                asked += 1
                said = refusal(algorithm, definition.name(), "EPSG:99999")
                assert said == f"{definition.description()}: 'EPSG:99999' is not a CRS QGIS knows.", algorithm.name()
    assert asked > 5
