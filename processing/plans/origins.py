"""What a step of the chain is, and where its parameters come from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from ...algorithms.texts import Text
    from ..framework.base import PatrolAlgorithm


class Origin(NamedTuple):
    """Where a step's parameter comes from.

    | kind | what ``name`` is |
    |---|---|
    | plan | a parameter of the plan |
    | made | what the plan works out from its parameters and from what was found, by the key in steps.py |
    | step | an output of an earlier step, as "riskgrid.GRID" |
    | fixed | nothing: it is ``value`` |
    """

    kind: str
    name: str = ""
    value: Any = None


def of_plan(*names: str) -> dict[str, Origin]:
    """Parameters that are the plan's own of the same name."""
    return {name: Origin("plan", name) for name in names}


def as_named(**names: str) -> dict[str, Origin]:
    """Parameters that the plan calls otherwise."""
    return {name: Origin("plan", other) for name, other in names.items()}


def worked_out(**keys: str) -> dict[str, Origin]:
    return {name: Origin("made", key) for name, key in keys.items()}


def of_step(**outputs: str) -> dict[str, Origin]:
    return {name: Origin("step", output) for name, output in outputs.items()}


def fixed_at(**values: Any) -> dict[str, Origin]:
    return {name: Origin("fixed", "", value) for name, value in values.items()}


class Step(NamedTuple):
    """One algorithm of the chain.

    ``doing``: for the log. ``prefix``: what the plan puts before the names of its settings, and of its numbers where
    another step has the same. ``share``: of the time a plan takes. ``inputs``: its parameters. ``outputs``: its layers
    that a plan has, each with the plan's name for it. ``settings``: its parameters that the plan offers, as advanced
    ones, under the step's prefix.
    """

    algorithm: type[PatrolAlgorithm]
    doing: Text
    prefix: str
    share: float
    inputs: dict[str, Origin]
    outputs: dict[str, str]
    settings: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        return self.algorithm.ID

    def setting_name(self, own: str) -> str:
        """What the plan calls a setting of this step."""
        return own if own.startswith(f"{self.prefix}_") else f"{self.prefix}_{own}"

    def origins(self) -> dict[str, Origin]:
        """All its parameters that are not left at their defaults, the settings among them."""
        return {**{own: Origin("plan", self.setting_name(own)) for own in self.settings}, **self.inputs}
