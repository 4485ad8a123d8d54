"""Cancels at random moments of every algorithm: nothing is left behind, older outputs and all inputs are whole."""

from __future__ import annotations

import threading
import time
from pathlib import Path

import pytest


@pytest.fixture(scope="module")
def run_once(city, tmp_path_factory):
    """Runs an algorithm into a folder and returns how many seconds it took; cancels after ``cancel_s``."""
    from qgis import processing
    from qgis.core import QgsProcessingFeedback

    def run(name, outputs, cancel_s=None):
        feedback = QgsProcessingFeedback(False)
        timer = threading.Timer(cancel_s, feedback.cancel) if cancel_s is not None else None
        begun = time.monotonic()
        if timer is not None:
            timer.start()
        try:
            processing.run(f"patrol:{name}", {**city.good[name].parameters, **outputs}, feedback=feedback)
        finally:
            if timer is not None:
                timer.cancel()
        return time.monotonic() - begun

    return run


def test_a_cancel_leaves_everything_as_it_was(city, run_once, numbered_runs, state_of, tmp_path, complaints):
    from qgis.core import QgsProcessingException

    inputs = state_of(city.folder)
    names = sorted(city.good)
    usual_s: dict[str, float] = {}
    cancelled, faults = 0, []
    for number, chance in numbered_runs:
        name = names[number % len(names)]
        folder = tmp_path / str(number)
        folder.mkdir()
        endings = city.good[name].outputs
        outputs = {key: str(folder / f"{key.lower()}{chance.choice(found)}") for key, found in endings.items()}
        # Now and then there is an older result, which a cancel must not cost.
        if name not in usual_s:
            # The first run imports what the others find there.
            run_once(name, outputs)
            usual_s[name] = run_once(name, outputs)
        elif chance.random() < 0.25:
            usual_s[name] = min(usual_s[name], run_once(name, outputs))
        before, after = state_of(folder), usual_s[name] * chance.random() * 1.1
        run = f"run {number}: {name} into {[Path(path).name for path in outputs.values()]} after {after:.2f} s"
        try:
            run_once(name, outputs, after)
        except QgsProcessingException as error:
            cancelled += 1
            if "failed in a way it should not" in str(error):
                faults.append(f"{run}: {error}")
            left = state_of(folder)
            if left != before:
                changed = {path for path in {*left, *before} if left.get(path) != before.get(path)}
                faults.append(f"{run}: {sorted(changed)} are not as before")
        else:
            if not set(before) <= set(state_of(folder)) or not state_of(folder):
                faults.append(f"{run}: a success without its outputs")
        if hidden := [path.name for path in folder.rglob(".*")]:
            faults.append(f"{run}: left {hidden}")
        faults += [f"{run}: {text}" for text in complaints]
        complaints.clear()
    assert not faults, "\n".join(faults)
    assert state_of(city.folder) == inputs
    assert cancelled > 0
