"""Beats: which one each officer has, and which one each place lies in."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ....algorithms.errors import PatrolError
from ....algorithms.incidents.kinds import comparable
from ....algorithms.officers.blocks.beats import shared_out
from ....algorithms.officers.blocks.problem import NO_BEAT
from ....algorithms.texts import Text
from ...common.wording import listed
from ...layers.fields import chosen_field
from ...layers.marked import held_by
from ...layers.reading import read_polygons
from ...layers.skipped import tell_skipped

if TYPE_CHECKING:
    from qgis.core import QgsCoordinateReferenceSystem

    from ...framework.run import Run
    from ...layers.reading import Polygons
    from ..officers import OfficerTable

_NAMED = 10


class Beats:
    """The beats of a layer by their names; none where there is no layer."""

    def __init__(self, run: Run, crs: QgsCoordinateReferenceSystem) -> None:
        """Read them. Raises PatrolError for a layer without names."""
        self.run = run
        self.names: list[str] = []
        self.of_polygon = np.zeros(0, dtype=np.int64)
        self.polygons: Polygons | None = None
        source = run.source("BEATS")
        if source is None:
            return
        if source.count == 0:
            run.warn("{label}: the layer is empty; everybody may be everywhere.", label=source.label)
            return
        field = chosen_field(run, source, "BEAT_FIELD")
        polygons = read_polygons(run, source, crs, [field])
        texts = polygons.texts(field) if field else np.full(len(polygons), "", dtype=object)
        named = np.array([comparable(text) != "" for text in texts], dtype=bool)
        if not named.any():
            raise PatrolError(
                "{label}: no polygon has a name in {field}. Choose the field with the names of the beats.",
                label=source.label,
                field=field or run.label("BEAT_FIELD"),
            )
        tell_skipped(run, polygons.skipped)
        self.polygons = polygons.where(named)
        keys = [comparable(text) for text in texts[named]]
        self._keys = list(dict.fromkeys(keys))
        self.names = [str(texts[named][keys.index(key)]).strip() for key in self._keys]
        self.of_polygon = np.array([self._keys.index(key) for key in keys], dtype=np.int64)

    def at(self, x: np.ndarray, y: np.ndarray) -> np.ndarray:
        """The beat that holds each place (n,), int64, NO_BEAT for none; of several the first."""
        found = np.full(len(x), NO_BEAT, dtype=np.int64)
        if self.polygons is not None:
            polygon, place = held_by(self.polygons.geometries, x, y, self.run.control)
            found[place[::-1]] = self.of_polygon[polygon[::-1]]
        return found

    def of_officers(self, officers: OfficerTable, place_beat: np.ndarray, expected: np.ndarray) -> np.ndarray:
        """The beat of each officer (k,), int64, NO_BEAT for everywhere. Raises PatrolError for a name no beat has.

        officers: with what the layer has of beats.
        place_beat: int64 (n,), of each place.
        expected: float64 (n,), incidents in the shift there, by which officers are shared out where none has a beat.
        """
        label, named = self.run.label("OFFICERS"), officers.beat != ""
        if self.polygons is None:
            if named.any():
                self.run.info("{label}: the field beat is not used without Beats.", label=label)
            return np.full(len(officers.name), NO_BEAT, dtype=np.int64)
        keys = [comparable(text) for text in officers.beat]
        given = [(key, beat, name) for key, beat, name in zip(keys, officers.beat, officers.name) if key]
        strange = [Text("{beat} ({name})", beat=beat, name=name) for key, beat, name in given if key not in self._keys]
        if strange:
            raise PatrolError(
                "{label}: no beat is called {strange}. The beats are {beats}.",
                label=label,
                strange=listed(strange, _NAMED),
                beats=listed(self.names, _NAMED),
            )
        if named.any():
            return np.array([self._keys.index(key) if key else NO_BEAT for key in keys], dtype=np.int64)
        if len(self.names) > len(officers.name):
            self.run.warn(
                "{label}: nobody has a beat (field beat), and {beats:,} beats are too many to share {officers:,} "
                "officers among them: everybody may be everywhere.",
                label=label,
                beats=len(self.names),
                officers=len(officers.name),
            )
            return np.full(len(officers.name), NO_BEAT, dtype=np.int64)
        worth = np.bincount(place_beat[place_beat >= 0], weights=expected[place_beat >= 0], minlength=len(self.names))
        shares = shared_out(worth, len(officers.name))
        self.run.info(
            "{label}: nobody has a beat (field beat); they are shared out by what is expected there: {shares}.",
            label=label,
            shares=listed(
                [Text("{name} {beat}", name=name, beat=self.names[beat]) for name, beat in zip(officers.name, shares)],
                _NAMED,
            ),
        )
        return shares
