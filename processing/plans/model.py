"""The chain as a model for QGIS's designer, written from the same table as patrol:planshift."""

from __future__ import annotations

from typing import Any

from qgis.core import (
    QgsProcessingModelAlgorithm,
    QgsProcessingModelChildAlgorithm,
    QgsProcessingModelChildParameterSource,
    QgsProcessingModelOutput,
    QgsProcessingModelParameter,
    QgsProcessingParameterDefinition,
)
from qgis.PyQt.QtCore import QPointF, QSizeF

from .chain import LAYERS, STEPS
from .origins import Step
from .planshift import PlanShift

TITLE = "Plan a shift, step by step"
# What the plan works out, as a model can: from its own parameters. The working CRS is left to each step.
_MADE = {
    "shift_start": "@SHIFT_START",
    "cell_size": "@CELL_SIZE",
    "bandwidth": "@CELL_SIZE",
    "forecast_start": "@SHIFT_START",
    "forecast_hours": "ceil(@SHIFT_HOURS / @FORECAST_INTERVAL_HOURS) * @FORECAST_INTERVAL_HOURS",
    "interval_hours": "@FORECAST_INTERVAL_HOURS",
    "start": "@START",
    "unit": "@UNIT",
}
# What the plan finds by itself where it is left out, and a model must be told.
_REQUIRED = ("SHIFT_START", "START")
# In the designer: what several steps read in a column at the left; the steps in a row, below each its layers and then
# its settings.
_LEFT, _APART, _BETWEEN = 180.0, 390.0, 60.0
_STEPS_AT, _LAYERS_AT = 100.0, 240.0
_SETTINGS_AT = _LAYERS_AT + _BETWEEN * max(len(step.outputs) for step in STEPS) + 40.0
_BOX = QSizeF(330.0, 32.0)


def shift_model() -> QgsProcessingModelAlgorithm:
    """The model: all steps of the table, the single route among them, and officers made at the start."""
    model = QgsProcessingModelAlgorithm(TITLE, "Patrol Planner", "patrol_shift")
    _add_parameters(model)
    for number, step in enumerate(STEPS):
        child = QgsProcessingModelChildAlgorithm(f"patrol:{step.id}")
        child.setChildId(step.id)
        child.setDescription(step.algorithm.TITLE)
        child.setPosition(QPointF(_column(number), _STEPS_AT))
        for name, source in _sources(step).items():
            child.addParameterSources(name, [source])
        child.setModelOutputs(_outputs(step, number))
        model.addChildAlgorithm(child)
    return model


def _add_parameters(model: QgsProcessingModelAlgorithm) -> None:
    """The parameters of the plan that a step reads, in the plan's order."""
    read = {origin.name for step in STEPS for origin in step.origins().values() if origin.kind == "plan"}
    read.update(word.lstrip("@") for made in _MADE.values() for word in made.replace(")", " ").split() if "@" in word)
    read = {name.rpartition("@")[2] for name in read}
    plan = PlanShift()
    plan.initAlgorithm()
    names = [one.name() for one in plan.parameterDefinitions() if one.name() in read and not one.isDestination()]
    places = _places(names)
    for name in names:
        definition = plan.parameterDefinition(name).clone()
        if name in _REQUIRED:
            # It is set in the plan.
            definition.setFlags(definition.flags() ^ QgsProcessingParameterDefinition.Flag.FlagOptional)
        component = QgsProcessingModelParameter(name)
        component.setDescription(definition.description())
        component.setPosition(places[name])
        component.setSize(_BOX)
        model.addModelParameter(definition, component)
    model.setParameterOrder(names)


def _column(number: int) -> float:
    """Where the boxes of a step stand."""
    return _LEFT + (number + 1) * _APART


def _places(names: list[str]) -> dict[str, QPointF]:
    """Where the box of each parameter stands."""
    places = {}
    for number, step in enumerate(STEPS):
        for row, own in enumerate(step.settings):
            places[step.setting_name(own)] = QPointF(_column(number), _SETTINGS_AT + row * _BETWEEN)
    left = [name for name in names if name not in places]
    return {**places, **{name: QPointF(_LEFT, 40.0 + row * _BETWEEN) for row, name in enumerate(left)}}


def _sources(step: Step) -> dict[str, QgsProcessingModelChildParameterSource]:
    """Where each parameter of a step comes from."""
    make = QgsProcessingModelChildParameterSource
    # The designer wants to see what is left at its default, too.
    found: dict[str, Any] = {
        one.name(): make.fromStaticValue(one.defaultValue())
        for one in step.algorithm().define()
        if isinstance(one, QgsProcessingParameterDefinition)
        and not (one.isDestination() or one.flags() & one.Flag.FlagOptional)
        and one.defaultValue() is not None
    }
    for name, origin in step.origins().items():
        if origin.kind == "plan":
            found[name] = make.fromModelParameter(origin.name)
        elif origin.kind == "step":
            found[name] = make.fromChildOutput(*origin.name.split("."))
        elif origin.kind == "fixed":
            found[name] = make.fromStaticValue(origin.value)
        elif origin.name in _MADE:
            text = _MADE[origin.name]
            is_plain = text[1:].replace("_", "").isalpha()
            found[name] = make.fromModelParameter(text[1:]) if is_plain else make.fromExpression(text)
    return found


def _outputs(step: Step, number: int) -> dict[str, QgsProcessingModelOutput]:
    """The layers of a step as those of the model, under the plan's titles."""
    found = {}
    for place, (own, plan) in enumerate(step.outputs.items()):
        output = QgsProcessingModelOutput(LAYERS[plan].title, LAYERS[plan].title)
        output.setChildId(step.id)
        output.setChildOutputName(own)
        output.setPosition(QPointF(_column(number) + 30.0, _LAYERS_AT + _BETWEEN * place))
        found[LAYERS[plan].title] = output
    return found
