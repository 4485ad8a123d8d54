"""The relevance of incident features for a class: ReliefF and gain ratio side by side (CPSPA 3.2.1 and 4.3)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ..control import Control
from ..errors import PatrolError
from ..texts import Text
from .features import NOMINAL, Feature
from .gainratio import branches_of, entropy_bits, gain_ratio
from .relieff import Relief, ReliefSettings, relieff

# The class is compared with each other class, and a reader with each row; more are no classes but values.
MOST_CLASSES = 100
# A feature that leaves less than this share of the class open is the class under another name.
_SETTLED = 0.999
# Incidents for each value of a nominal feature, on average, below which every value seems to settle its class.
_REPEATED = 2
# Standard errors between a score and that of chance, from which on they differ.
_CLEAR = 2.0
# The score of chance is the mean of so many deals. Together they look at half as many incidents as the score itself, so
# that they take no longer, but each at this many where there are.
DEALS = 5
_FEWEST_LOOKED_AT = 100


@dataclass(frozen=True)
class RelevanceSettings:
    """``threshold``: features with a higher ReliefF score are kept. ``bins``: into which numbers are cut."""

    relief: ReliefSettings
    threshold: float = 0.01
    bins: int = 10

    def __post_init__(self) -> None:
        if not -1 <= self.threshold <= 1:
            raise PatrolError(
                "The threshold must be from −1 to 1, as the scores are, not {threshold:g}.", threshold=self.threshold
            )
        if not 2 <= self.bins <= 1000:
            raise PatrolError("The bins must be from 2 to 1,000, not {bins}.", bins=self.bins)


@dataclass(frozen=True)
class FeatureRelevance:
    """One feature's scores. ``error``: the standard error of ``relieff``. ``note``: what to know of it, or "".

    ``chance``: the ReliefF score where the classes are dealt out anew at random, the mean of five deals. It is above 0
    for features of many nominal values where classes differ in size: the neighbours of a small class are farther off.
    """

    name: str
    kind: str
    relieff: float
    error: float
    chance: float
    gain_ratio: float
    gain: float
    kept: bool
    missing: int
    bins: str
    note: str


@dataclass(frozen=True)
class Relevance:
    """The features by falling ReliefF score; ``looked_at``: how many incidents ReliefF looked at."""

    features: list[FeatureRelevance]
    looked_at: int


def rank_features(
    features: Sequence[Feature], target: Feature, settings: RelevanceSettings, control: Control | None = None
) -> Relevance:
    """Scores of the features against a nominal target without gaps, the highest ReliefF score first.

    A feature with one value, none, or one of its own for every incident tells nothing: it scores 0, does not enter the
    distance, and its note says so. Raises PatrolError for a target that holds no classes.
    """
    control = control or Control()
    require_classes(target)
    notes = []
    for feature in features:
        control.check()
        notes.append(_useless(feature))
    usable = [feature for feature, note in zip(features, notes) if not note]
    if not usable:
        raise PatrolError(
            "No feature is left to rank: each has one value only, none, or a different one for every incident. Choose "
            "other fields, or a time field."
        )
    relief = relieff(usable, target.values, settings.relief, control.part(0.0, 0.48))
    chance = _by_chance(usable, target.values, settings.relief, relief.looked_at, control.part(0.48, 0.96))
    found = [_told_nothing(feature, note) for feature, note in zip(features, notes) if note]
    for place, feature in enumerate(usable):
        control.step(24 * len(usable) + place, 25 * len(usable))
        found.append(_scored(feature, target.values, relief, chance, place, settings))
    return Relevance(sorted(found, key=lambda one: (-one.relieff, one.name)), relief.looked_at)


def _by_chance(
    features: Sequence[Feature], classes: np.ndarray, settings: ReliefSettings, looked_at: int, control: Control
) -> Relief:
    """The mean score over DEALS deals of the classes; its ``error`` is from their spread, the sample's part included.

    Each deal has a generator of its own, so none goes with another, nor with the sample that the scores rest on.
    """
    sample = max(_FEWEST_LOOKED_AT, looked_at // (2 * DEALS))
    deals = []
    for deal in range(DEALS):
        # From 1: a seed followed by 0 is the seed alone.
        rng = np.random.default_rng([settings.seed, deal + 1])
        dealt = rng.permutation(classes)
        own = ReliefSettings(settings.neighbours, sample, int(rng.integers(2**31)))
        deals.append(relieff(features, dealt, own, control.part(deal / DEALS, (deal + 1) / DEALS)))
    score = np.array([one.score for one in deals])
    error = score.std(axis=0, ddof=1) / np.sqrt(DEALS)
    return Relief(score.mean(axis=0), error, sum(one.looked_at for one in deals))


def _told_nothing(feature: Feature, note: str) -> FeatureRelevance:
    return FeatureRelevance(
        name=feature.name,
        kind=feature.kind,
        relieff=0.0,
        error=0.0,
        chance=0.0,
        gain_ratio=0.0,
        gain=0.0,
        kept=False,
        missing=feature.missing,
        bins="",
        note=note,
    )


def _scored(
    feature: Feature, classes: np.ndarray, relief: Relief, chance: Relief, place: int, settings: RelevanceSettings
) -> FeatureRelevance:
    """One feature with its scores and what is to be said of it.

    feature: the feature.
    classes: of the incidents, int64 (n,).
    relief, chance: the scores of all features, and those that chance gives.
    place: where the feature stands in both.
    settings: the threshold, and the bins of numbers.
    """
    branches = branches_of(feature, settings.bins)
    ratio = gain_ratio(branches.group, classes)
    score, by_chance = float(relief.score[place]), float(chance.score[place])
    doubt = float(np.hypot(relief.error[place], chance.error[place]))
    kept = score > settings.threshold
    note = ""
    if ratio.gain > _SETTLED * entropy_bits(classes):
        note = Text("settles the class by itself: is it another name for it?")
    elif feature.kind == NOMINAL and len(feature.distinct) * _REPEATED > len(feature) - feature.missing:
        note = Text("has nearly as many values as incidents, so its gain ratio says little")
    elif kept and score - by_chance < _CLEAR * doubt:
        note = Text("kept, but scores no higher than chance gives")
    return FeatureRelevance(
        name=feature.name,
        kind=feature.kind,
        relieff=score,
        error=float(relief.error[place]),
        chance=by_chance,
        gain_ratio=ratio.ratio,
        gain=ratio.gain,
        kept=kept,
        missing=feature.missing,
        bins=branches.text,
        note=note,
    )


def require_classes(target: Feature) -> None:
    """Raise PatrolError when a nominal target has fewer than two classes, too many, or one for every incident."""
    number = len(target.distinct)
    if number < 2:
        value = Text("the same value {label!r}", label=target.labels[0]) if number else Text("no value")
        raise PatrolError(
            "{name}: every incident has {value}, so there are no classes to tell apart. Choose a field with at "
            "least two values.",
            name=target.name,
            value=value,
        )
    if target.is_id:
        raise PatrolError(
            "{name}: every one of its {n:,} values is different, as in a case number, so none can be learned. "
            "Choose a field whose values repeat, such as the type of crime.",
            name=target.name,
            n=number,
        )
    if number > MOST_CLASSES:
        raise PatrolError(
            "{name} has {n:,} different values, and every value is a class; {most} are the most. Choose "
            "a coarser field, or put the values into a few groups first (toolbox: Field calculator).",
            name=target.name,
            n=number,
            most=MOST_CLASSES,
        )


def _useless(feature: Feature) -> str:
    """Why a feature tells nothing, or ""."""
    if len(feature.distinct) == 0:
        return Text("has no value at all")
    if len(feature.distinct) == 1:
        return Text("has one value only") if feature.missing == 0 else Text("has one value only, where it has one")
    if feature.is_id:
        return Text("has a value of its own for every incident, as an id")
    return ""


def largest_classes(target: Feature, most: int) -> np.ndarray:
    """The codes of the most frequent classes, the largest first; equal ones by name. int64 (at most ``most``,)."""
    count = np.bincount(target.values, minlength=len(target.labels))
    return np.argsort(-count, kind="stable")[:most]
