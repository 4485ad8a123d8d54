"""models/patrol_shift.model3: what the table of the chain says, and it gives what patrol:planshift gives."""

from __future__ import annotations

from pathlib import Path

import pytest
from smallcity import SHIFT, contents

pytest.importorskip("qgis.core")

FILE = Path(__file__).resolve().parents[3] / "models" / "patrol_shift.model3"
OUTPUTS = {
    "Officers": "OFFICERS_OUT",
    "Officers' visits": "VISITS",
    "Officers' routes": "ROUTES",
    "Blocks": "BLOCKS",
    "Officers' areas": "AREAS",
    "Stops of the single route": "STOPS",
    "Single route": "ROUTE",
    "Not visited": "UNVISITED",
    "Hotspot peaks": "POINTS",
    "Hotspots": "HOTSPOTS",
    "Forecast": "FORECAST",
    "Risk": "GRID",
    "Officers' summary": "SUMMARY",
}


@pytest.fixture
def model(qgis_app):
    """The model of the file, as the designer opens it."""
    from qgis.core import QgsProcessingModelAlgorithm

    model = QgsProcessingModelAlgorithm()
    assert model.fromFile(str(FILE))
    model.initAlgorithm()
    return model


def described(model) -> dict:
    """What of a model is the table's; how QGIS writes it down differs from version to version."""
    # What QGIS calls the outputs of a model changed between versions.
    definitions = [one for one in model.parameterDefinitions() if not one.isDestination()]
    return {
        "parameters": [
            (one.name(), one.type(), one.description(), default(one), bool(one.flags() & one.Flag.FlagOptional))
            for one in definitions
        ],
        "children": {
            name: (
                child.algorithmId(),
                {parameter: [origin(one) for one in found] for parameter, found in child.parameterSources().items()},
                {title: output.childOutputName() for title, output in child.modelOutputs().items()},
            )
            for name, child in model.childAlgorithms().items()
        },
    }


def default(definition):
    """What is chosen at first; an empty text, which QGIS 3.44 reads back where none was, is none."""
    return None if definition.defaultValue() == "" else definition.defaultValue()


def origin(source) -> tuple:
    kind = source.source()
    values = (source.parameterName(), source.outputChildId(), source.outputName(), source.expression())
    return (int(getattr(kind, "value", kind)), *(value or "" for value in values), source.staticValue())


def test_the_file_is_what_the_table_says(model):
    from patrol_planner.processing.plans.model import shift_model

    written = shift_model()
    written.initAlgorithm()
    assert described(model) == described(written), "run .ci/write_model"


def test_every_step_of_the_chain_is_in_it(model):
    from patrol_planner.processing.plans.chain import LAYERS, STEPS

    assert {child.algorithmId() for child in model.childAlgorithms().values()} == {
        f"patrol:{step.id}" for step in STEPS
    }
    assert {LAYERS[name].title: name for name in OUTPUTS.values()} == OUTPUTS
    assert model.validate() == (True, [])


def test_it_gives_what_a_plan_gives(model, plan, incidents, streets):
    from qgis import processing

    record, start = incidents(), "551600,4181600 [EPSG:32610]"
    # As its dialog does: QGIS hands a step nothing, not the model's default, for what is left out of a call.
    given = {one.name(): one.defaultValue() for one in model.parameterDefinitions() if one.defaultValue() is not None}
    given.update(INCIDENTS=record, TIME_FIELD="time", ROADS=streets, DIRECTION_FIELD="oneway", START=start)
    given.update(SHIFT_START=SHIFT, SHIFT_HOURS=7)
    targets = {one.description(): one.name() for one in model.destinationParameterDefinitions()}
    assert set(targets) == set(OUTPUTS)
    found = processing.run(model, {**given, **dict.fromkeys(targets.values(), "memory:")})
    expected = plan(INCIDENTS=record, START=start, SHIFT_HOURS=7)
    for title, name in OUTPUTS.items():
        assert contents(found[targets[title]]) == contents(expected.layer(name)), title
