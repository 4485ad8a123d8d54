"""Who goes along the roads: what is a road for whom, which tags bind, and how fast. One entry per vehicle."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import inf

from ..texts import Text

# Usual speeds in a town, km/h, by OpenStreetMap's highway=*: where there is no sign, a patrol car drives about this
# fast. They follow the usual urban limits (motorway 100, main streets 50, residential 30), not what the open road would
# allow.
CLASS_KMH: dict[str, float] = {
    "motorway": 100.0,
    "motorway_link": 50.0,
    "trunk": 80.0,
    "trunk_link": 50.0,
    "primary": 50.0,
    "primary_link": 40.0,
    "secondary": 50.0,
    "secondary_link": 40.0,
    "tertiary": 50.0,
    "tertiary_link": 30.0,
    "unclassified": 40.0,
    "residential": 30.0,
    "road": 30.0,
    "living_street": 10.0,
    "service": 20.0,
    "busway": 30.0,
    "track": 20.0,
    "pedestrian": 5.0,
    "footway": 5.0,
    "path": 5.0,
    "steps": 3.0,
    "cycleway": 15.0,
    "bridleway": 5.0,
}
# Who walks goes as fast on every class; on steps a little more than half of it, along their drawn line.
WALKING_KMH = 4.8
_STEPS_KMH = 3.0

FOR_FEET = frozenset(
    ("pedestrian", "footway", "path", "cycleway", "bridleway", "steps", "trail", "ladder", "via_ferrata")
)
# Classes that are no way to anywhere; where people walk about, some are.
_WALKED_PLACES = frozenset(("platform", "corridor", "crossing"))
_NO_WAY = frozenset(("bus_stop", "rest_area", "services", "elevator", "raceway", "bus_guideway"))


@dataclass(frozen=True)
class Vehicle:
    """What is a road for one way of moving, by OpenStreetMap's tags.

    ``word``: in parameters; ``help``: for the toolbox; ``by``: as people say it.

    ``access``: the keys that say who may use a road, from the general to the particular: the last that says something
    counts (OpenStreetMap wiki, Key:access). ``opening``: those of them that open a class which is not ``for_it``: a
    footway is no road for a car because everybody may use it. ``not_for``: classes that are closed unless so opened,
    and ``refused``, the cause that is then counted. ``no_way``: classes that lead nowhere. ``closed``: the cause of
    those that access closes. ``on_duty``: whether a tag emergency opens what is closed. ``walked_beside``: keys that
    open a closed class by telling of a path along it. ``motor_roads``: whether motorroad=yes closes a road.

    ``oneway``: the keys of one-way restrictions that bind, from the general to the particular; ``implied_oneway``:
    whether roundabouts and motorways do, and a direction field. ``class_kmh``: speeds by class; ``other_kmh``: that of
    a class nobody knows, never faster than a known one. ``signs``: whether speed limits tell how fast one goes; if
    not, the default speed is the most anybody goes. ``gives_way``: whether junctions cost time.

    ``ways``: what ways are, for a report. ``at_servers``: what routing servers call it, by the word of the source.
    ``usual_kmh``: the least and the most that journeys through a town are travelled at; what a server answers beyond is
    the map of another vehicle.
    """

    word: str
    help: str
    by: Text
    access: tuple[str, ...]
    opening: frozenset[str]
    not_for: frozenset[str]
    refused: Text
    no_way: frozenset[str]
    closed: Text
    on_duty: bool
    walked_beside: tuple[str, ...]
    motor_roads: bool
    oneway: tuple[str, ...]
    implied_oneway: bool
    class_kmh: Mapping[str, float]
    other_kmh: float
    signs: bool
    gives_way: bool
    ways: Text
    at_servers: Mapping[str, str]
    usual_kmh: tuple[float, float]

    def tag_keys(self) -> tuple[str, ...]:
        """The tags that are looked at for this vehicle besides those that say what a line is."""
        signs = ("maxspeed", *SIGNS_BY_DIRECTION) if self.signs else ()
        beside = (*self.walked_beside, *(("motorroad",) if self.motor_roads else ()))
        duty = ("emergency",) if self.on_duty else ()
        conditional = [f"{key}:conditional" for key in (*self.access, *self.oneway, *(("maxspeed",) if signs else ()))]
        return (*self.access, *duty, *beside, *self.oneway, *signs, *conditional)


# Speed limits along a line and against it.
SIGNS_BY_DIRECTION = ("maxspeed:forward", "maxspeed:backward")

CAR = Vehicle(
    word="car",
    help="what a car may drive on, one-way streets and speed limits respected",
    by=Text("by car"),
    access=("access", "vehicle", "motor_vehicle", "motorcar"),
    opening=frozenset(("motor_vehicle", "motorcar")),
    not_for=FOR_FEET,
    refused=Text("for feet or bicycles only"),
    no_way=_NO_WAY | _WALKED_PLACES,
    closed=Text("closed to cars, without emergency=yes"),
    on_duty=True,
    walked_beside=(),
    motor_roads=False,
    oneway=("oneway", "oneway:vehicle", "oneway:motor_vehicle", "oneway:motorcar"),
    implied_oneway=True,
    class_kmh=CLASS_KMH,
    # As slow as the slowest for cars.
    other_kmh=10.0,
    signs=True,
    gives_way=True,
    ways=Text("Ways are the quickest along the roads, at their signed speeds or those of their class."),
    at_servers={"osrm": "driving", "valhalla": "auto"},
    usual_kmh=(8.0, inf),
)
FOOT = Vehicle(
    word="foot",
    help="streets, footways, paths, steps and cycleways where walking is not forbidden (access, foot), not motorways "
    "and trunk roads unless a tag foot or sidewalk opens them; one-way streets do not bind walkers (only oneway:foot "
    "does; which way an escalator runs is not read), speed limits are not used: 4.8 km/h, 3 on steps, and nowhere "
    "faster than the default speed",
    by=Text("on foot"),
    access=("access", "foot"),
    opening=frozenset(("foot",)),
    not_for=frozenset(("motorway", "motorway_link", "trunk", "trunk_link", "busway", "ladder", "via_ferrata")),
    refused=Text("for vehicles only"),
    no_way=_NO_WAY,
    closed=Text("closed to walkers"),
    on_duty=False,
    walked_beside=("sidewalk", "sidewalk:both", "sidewalk:left", "sidewalk:right"),
    motor_roads=True,
    oneway=("oneway:foot",),
    implied_oneway=False,
    class_kmh={name: WALKING_KMH for name in (*CLASS_KMH, *FOR_FEET, *_WALKED_PLACES)} | {"steps": _STEPS_KMH},
    other_kmh=_STEPS_KMH,
    signs=False,
    # Who walks does not wait for cars to pass.
    gives_way=False,
    ways=Text("Ways are the quickest on foot."),
    at_servers={"osrm": "foot", "valhalla": "pedestrian"},
    usual_kmh=(0.0, 10.0),
)
# A bicycle would be one more entry.
VEHICLES = {vehicle.word: vehicle for vehicle in (CAR, FOOT)}
