"""What every Patrol Planner algorithm does: checks, the three steps of a run, its errors."""

from __future__ import annotations

import traceback
from typing import TYPE_CHECKING, Any

from qgis.core import (
    Qgis,
    QgsMessageLog,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeedback,
)

from ...algorithms.errors import PatrolError
from ..common.packages import install_message, missing_packages
from ..common.translation import tr, translated
from .declared import DeclaredAlgorithm

if TYPE_CHECKING:
    from .run import Run

REPORT_PACKAGES = ("matplotlib", "jinja2")


class PatrolAlgorithm(DeclaredAlgorithm):
    """A Processing algorithm in three steps: read (layers to arrays), compute (core), write (arrays to layers).

    A subclass sets the class attributes, lists its parameters and extra number outputs, and fills in the three steps.
    QGIS loads every algorithm's module when it starts, so these modules import NumPy, the methods and whatever
    reads or writes layers only inside the three steps.
    """

    # --- for subclasses

    def problems(self, parameters: dict[str, Any], context: QgsProcessingContext) -> str:
        """What is wrong with the values together, with the parameters' labels and the remedy; "" when nothing is.

        Each by itself is checked before: the bounds of a number stand on its parameter.
        """
        return ""

    def packages(self, parameters: dict[str, Any], context: QgsProcessingContext) -> tuple[str, ...]:
        """What the chosen values need besides PACKAGES, such as a method that others do without."""
        return ()

    def read(self, run: Run) -> Any:
        """Layers to arrays."""
        raise NotImplementedError(f"{type(self).__name__} reads nothing")

    def compute(self, run: Run, inputs: Any) -> Any:
        """Arrays to arrays; knows no layer."""
        raise NotImplementedError(f"{type(self).__name__} computes nothing")

    def write(self, run: Run, inputs: Any, result: Any) -> dict[str, Any]:
        """Arrays to layers; returns every output by name."""
        raise NotImplementedError(f"{type(self).__name__} writes nothing")

    # --- QGIS

    def createInstance(self) -> PatrolAlgorithm:  # noqa: N802
        return type(self)()

    def canExecute(self) -> tuple[bool, str]:  # noqa: N802
        missing = missing_packages(self.PACKAGES)
        return (not missing, install_message(missing) if missing else "")

    def checkParameterValues(  # noqa: N802
        self, parameters: dict[str, Any], context: QgsProcessingContext
    ) -> tuple[bool, str]:
        # Ours first: QGIS only says "Incorrect parameter value".
        text = self._problem_text(parameters, context)
        if text:
            return False, text
        done, why = super().checkParameterValues(parameters, context)
        return done, why or ""

    def _problem_text(self, parameters: dict[str, Any], context: QgsProcessingContext) -> str:
        from ..common.publicname import without_secrets
        from .checks import shared_problem

        # processing.run and qgis_process never ask canExecute.
        wanted = self.PACKAGES + (REPORT_PACKAGES if parameters.get("REPORT") else ())
        missing = missing_packages(wanted + self.packages(parameters, context))
        if missing:
            return install_message(missing)
        try:
            problem = shared_problem(self, parameters, context) or self.problems(parameters, context)
        except PatrolError as error:
            problem = error.text
        return without_secrets(translated(problem))

    def prepareAlgorithm(  # noqa: N802
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> bool:
        from .prepared import prepare_inputs

        # Asked again: a child of a model comes here without checkParameterValues.
        text = self._problem_text(parameters, context)
        if text:
            raise QgsProcessingException(text)
        self._prepared = prepare_inputs(self, parameters, context)
        return True

    def processAlgorithm(  # noqa: N802
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        from ..common.publicname import without_secrets
        from .run import Run
        from .underway import under_way

        with under_way(feedback):
            run = Run(self, parameters, context, feedback, self._prepared)
            outputs, failure = self._run_steps(run)
            if failure:
                failure = run.staging.final(failure)
                run.discard_outputs()
        if failure:
            # A fresh exception: QGIS never lets go of one, and its frames would keep all that was read in memory.
            raise QgsProcessingException(without_secrets(failure))
        return outputs

    def _run_steps(self, run: Run) -> tuple[dict[str, Any], str]:
        """Read, compute, write: the outputs, and what went wrong ("" when nothing did)."""
        from ..common.publicname import without_secrets
        from .outputs import finish_outputs

        try:
            run.start_stage(0)
            inputs = self.read(run)
            run.start_stage(1)
            result = self.compute(run, inputs)
            run.start_stage(2)
            outputs = self.write(run, inputs, result)
            run.control.check()
            run.close_outputs()
            finish_outputs(run)
            # A cancel until the last moment must not pass for a success either.
            run.staging.finish(run.control.check)
        except (PatrolError, QgsProcessingException) as error:
            return {}, translated(error) or tr("The algorithm stopped without saying why.")
        except MemoryError:
            return {}, tr(
                "Not enough memory for this many cells, incidents or places. Use larger cells, a smaller study area or "
                "a shorter period."
            )
        except Exception as error:
            details = without_secrets(traceback.format_exc())
            QgsMessageLog.logMessage(details, "Patrol Planner", Qgis.MessageLevel.Critical)
            return {}, tr(
                "{name} failed in a way it should not ({kind}: {error}). Please report it with the details from View → "
                "Panels → Log Messages → Patrol Planner.",
                name=self.displayName(),
                kind=type(error).__name__,
                error=error,
            )
        return outputs, ""
