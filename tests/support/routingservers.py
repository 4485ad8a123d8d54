"""OSRM and Valhalla on this machine, from their PyPI wheels, on a map of San Francisco, for tests and benchmarks.

    map_file = san_francisco(data_folder)
    with osrm(map_file) as url, valhalla(map_file) as other: ...

The programs and what is made of a map stay in a folder of their own (PATROL_ROUTING names another), so only the first
call takes a minute. ``Unavailable`` says why there are no servers: no wheels for this machine, no network, no data.
"""

from __future__ import annotations

import fcntl
import gzip
import hashlib
import json
import os
import platform
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from xml.sax.saxutils import quoteattr

FOLDER = Path(os.environ.get("PATROL_ROUTING", Path.home() / ".cache" / "patrol-routing"))
REQUIREMENTS = Path(__file__).with_name("requirements-routing.txt")
WHEELS_FOR = ("--python-version", "3.12", "--implementation", "cp", "--abi", "abi3")
PATIENCE_S = 60.0
# Of the layer's fields, those that are OpenStreetMap's tags.
TAGS = (
    *("name", "highway", "oneway", "maxspeed", "lanes", "access", "service", "junction", "surface"),
    *("bridge", "tunnel", "layer"),
)
# What is put before a profile of OSRM's to take out all that is not the time along the edges: nothing for turns,
# signals, stops; and where PATROL_SPEEDS names a file, each way's speeds as the profile has them.
PLAIN_PROFILE = """
local theirs = dofile(os.getenv("PATROL_PROFILE"))
local speeds = os.getenv("PATROL_SPEEDS")
local function setup()
  local profile = theirs.setup()
  profile.properties.weight_name = 'duration'
  profile.properties.u_turn_penalty = 0
  profile.properties.traffic_signal_penalty = 0
  profile.turn_penalty = 0
  profile.oncoming_turn_penalty = 0
  return profile
end
local function process_way(profile, way, result, relations)
  theirs.process_way(profile, way, result, relations)
  if speeds then
    local file = io.open(speeds, 'a')
    file:write(way:id(), ' ', result.forward_mode, ' ', result.forward_speed, ' ', result.backward_mode, ' ',
      result.backward_speed, '\\n')
    file:close()
  end
end
local function process_turn(profile, turn)
  turn.duration = 0
  turn.weight = 0
end
return {setup = setup, process_way = process_way, process_node = theirs.process_node, process_turn = process_turn}
"""


class Unavailable(Exception):
    """Why there is no server here."""


@contextmanager
def _alone(name: str) -> Iterator[None]:
    """One process at a time makes what is kept."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with open(FOLDER / f"{name}.lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _key(*parts: str | bytes) -> str:
    digest = hashlib.sha256()
    for part in parts:
        digest.update(part.encode() if isinstance(part, str) else part)
    return digest.hexdigest()[:16]


def _called(command: Sequence[object], **options: object) -> None:
    done = subprocess.run([str(word) for word in command], capture_output=True, text=True, **options)
    if done.returncode:
        raise Unavailable(f"{Path(str(command[0])).name} failed: {(done.stderr or done.stdout).strip()[-500:]}")


def programs() -> Path:
    """The folder the wheels are unpacked in; made at the first call."""
    if sys.platform != "linux" or platform.machine() != "x86_64":
        raise Unavailable(f"routing servers come for Linux on x86_64, not {sys.platform} on {platform.machine()}")
    lines = [line for line in REQUIREMENTS.read_text().splitlines() if line and not line.startswith("#")]
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    place = FOLDER / f"programs-{_key(version, *lines)}"
    with _alone("programs"):
        if not place.is_dir():
            with tempfile.TemporaryDirectory(dir=FOLDER) as made:
                pip = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps"]
                pip += ["--only-binary=:all:", "--target", made]
                wheels = [*WHEELS_FOR, "--platform", "manylinux_2_28_x86_64"]
                _called([*pip, *wheels, *(line for line in lines if not line.startswith("osmium"))])
                _called([*pip, "--upgrade", *(line for line in lines if line.startswith("osmium"))])
                Path(made).chmod(0o755)
                shutil.copytree(made, place.with_suffix(".part"), dirs_exist_ok=True)
                place.with_suffix(".part").rename(place)
    return place


# --- maps


def san_francisco(data: Path) -> Path:
    """A map (.osm.pbf) of the streets in ``data``/sf/streets_osm.gpkg, ids as OpenStreetMap has them, vertices that
    coincide being one node; signals, stops and barriers come from ``data``/sf/SanFranciscoFiltered.osm.gz, where its
    nodes lie at these places. Neither has turn restrictions.
    """
    streets, nodes = data / "sf" / "streets_osm.gpkg", data / "sf" / "SanFranciscoFiltered.osm.gz"
    for file in (streets, nodes):
        if not file.is_file():
            raise Unavailable(f"no data at {file}")
    return as_map(_osm_of(streets, _node_tags(nodes)))


def as_map(xml: str) -> Path:
    """OpenStreetMap's XML as the .osm.pbf that both servers read."""
    osmium = programs()
    place = FOLDER / f"map-{_key(xml)}.osm.pbf"
    program = "import osmium, sys\nwith osmium.SimpleWriter(sys.argv[2], overwrite=True) as out:\n"
    program += "    for thing in osmium.FileProcessor(sys.argv[1]):\n        out.add(thing)"
    with _alone("map"):
        if not place.is_file():
            with tempfile.TemporaryDirectory(dir=FOLDER) as made:
                file, part = Path(made) / "map.osm", Path(made) / "map.osm.pbf"
                file.write_text(xml, encoding="utf-8")
                environment = {**os.environ, "PYTHONPATH": str(osmium)}
                _called([sys.executable, "-c", program, file, part], env=environment, cwd=made)
                part.rename(place)
    return place


def _node_tags(file: Path) -> dict[tuple[float, float], dict[str, str]]:
    """What an OpenStreetMap file says of its nodes, by longitude and latitude."""
    with gzip.open(file) as text:
        nodes = ElementTree.parse(text).getroot().iter("node")
        return {
            _place(float(node.get("lon", "")), float(node.get("lat", ""))): {
                tag.get("k", ""): tag.get("v", "") for tag in node
            }
            for node in nodes
            if len(node)
        }


def _place(lon: float, lat: float) -> tuple[float, float]:
    return round(lon, 7), round(lat, 7)


def _osm_of(streets: Path, node_tags: dict[tuple[float, float], dict[str, str]]) -> str:
    from osgeo import gdal, ogr

    with gdal.quiet_errors() if hasattr(gdal, "quiet_errors") else _quiet(gdal):
        dataset = ogr.Open(str(streets))
    ways = []
    number: dict[tuple[float, float], int] = {}
    for feature in dataset.GetLayer(0):
        places = [_place(*point[:2]) for point in feature.GetGeometryRef().GetPoints()]
        refs = [number.setdefault(place, len(number) + 1) for place in places]
        tags = {key: feature.GetField(key) for key in TAGS if feature.GetField(key) is not None}
        ways.append((int(feature.GetField("osm_id")), refs, tags))
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', '<osm version="0.6">']
    for (lon, lat), node in number.items():
        lines.append(f'<node id="{node}" version="1" lon="{lon:.7f}" lat="{lat:.7f}">')
        lines += _xml_tags(node_tags.get((lon, lat), {}))
        lines.append("</node>")
    for way, refs, tags in sorted(ways):
        lines.append(f'<way id="{way}" version="1">')
        lines += [f'<nd ref="{ref}"/>' for ref in refs]
        lines += _xml_tags(tags)
        lines.append("</way>")
    return "\n".join([*lines, "</osm>", ""])


@contextmanager
def _quiet(gdal: object) -> Iterator[None]:
    gdal.PushErrorHandler("CPLQuietErrorHandler")
    yield
    gdal.PopErrorHandler()


def _xml_tags(tags: dict[str, str]) -> list[str]:
    return [f"<tag k={quoteattr(key)} v={quoteattr(value)}/>" for key, value in tags.items()]


# --- servers


@contextmanager
def osrm(map_file: Path, profile: str = "car", plain: bool = False, most: int = 100) -> Iterator[str]:
    """The address of an OSRM server while the block runs.

    map_file: .osm.pbf.
    profile: car, foot or bicycle, as they come with OSRM.
    plain: the same speeds, but nothing for turns, signals and stops.
    most: places in one table, beyond which it refuses.
    """
    home = programs() / "osrm"
    files = osrm_files(map_file, profile, plain)
    port = free_port()
    command = [home / "bin" / "osrm-routed", "--algorithm", "ch", "--ip", "127.0.0.1", "--port", port]
    with _running([*command, "--max-table-size", most, files / "map.osrm"], port):
        yield f"http://127.0.0.1:{port}"


def osrm_files(map_file: Path, profile: str = "car", plain: bool = False) -> Path:
    """The folder of what OSRM makes of a map; with ``plain`` it holds speeds.txt: per way its id, and mode and km/h
    forward and backward.
    """
    home = programs() / "osrm"
    lua = home / "share" / "profiles" / f"{profile}.lua"
    key = _key(map_file.name, lua.read_bytes(), PLAIN_PROFILE if plain else "", REQUIREMENTS.read_bytes())
    place = FOLDER / f"osrm-{key}"
    with _alone(place.name):
        if not place.is_dir():
            with tempfile.TemporaryDirectory(dir=FOLDER) as made:
                folder = Path(made)
                os.link(map_file, folder / "map.osm.pbf")
                script, environment = lua, dict(os.environ)
                if plain:
                    script = folder / "plain.lua"
                    script.write_text(PLAIN_PROFILE)
                    search = f"{lua.parent}/?.lua;;"
                    environment |= {"PATROL_PROFILE": str(lua), "PATROL_SPEEDS": str(folder / "speeds.txt")}
                    environment |= {"LUA_PATH": search, "LUA_PATH_5_4": search, "LUA_PATH_5_2": search}
                extract = [home / "bin" / "osrm-extract", "-t", 1, "-p", script, folder / "map.osm.pbf"]
                _called(extract, env=environment, cwd=lua.parent)
                _called([home / "bin" / "osrm-contract", folder / "map.osrm"])
                shutil.copytree(made, place.with_suffix(".part"), dirs_exist_ok=True)
                place.with_suffix(".part").rename(place)
    return place


@contextmanager
def valhalla(map_file: Path) -> Iterator[str]:
    """The address of a Valhalla server on a map (.osm.pbf) while the block runs."""
    home = programs() / "valhalla"
    tiles = _valhalla_tiles(map_file)
    port = free_port()
    with tempfile.TemporaryDirectory(prefix="patrol-valhalla-") as folder:
        config = _valhalla_config(tiles, Path(folder))
        config["httpd"]["service"].update(listen=f"tcp://127.0.0.1:{port}")
        for part in ("loki", "thor", "odin", "meili"):
            config[part]["service"]["proxy"] = f"ipc://{folder}/{part}"
        config["httpd"]["service"].update(loopback=f"ipc://{folder}/loopback", interrupt=f"ipc://{folder}/interrupt")
        file = Path(folder) / "valhalla.json"
        file.write_text(json.dumps(config))
        with _running([home / "bin" / "valhalla_service", file, 1], port):
            yield f"http://127.0.0.1:{port}"


def _valhalla_tiles(map_file: Path) -> Path:
    place = FOLDER / f"valhalla-{_key(map_file.name, REQUIREMENTS.read_bytes())}"
    with _alone(place.name):
        if not place.is_dir():
            with tempfile.TemporaryDirectory(dir=FOLDER) as made:
                folder = Path(made)
                (folder / "tiles").mkdir()
                file = folder / "valhalla.json"
                file.write_text(json.dumps(_valhalla_config(folder / "tiles", folder)))
                _called([programs() / "valhalla" / "bin" / "valhalla_build_tiles", "-c", file, "-j", 1, map_file])
                shutil.copytree(folder / "tiles", place.with_suffix(".part"), dirs_exist_ok=True)
                place.with_suffix(".part").rename(place)
    return place


def _valhalla_config(tiles: Path, folder: Path) -> dict:
    script = programs() / "valhalla" / "valhalla_build_config.py"
    done = subprocess.run([sys.executable, str(script)], capture_output=True, text=True, cwd=folder)
    if done.returncode:
        raise Unavailable(f"valhalla_build_config failed: {done.stderr.strip()[-500:]}")
    config = json.loads(done.stdout)
    config["mjolnir"]["tile_dir"] = str(tiles)
    # What is named and absent is complained of at every start.
    for absent in ("tile_extract", "traffic_extract", "admin", "landmarks", "timezone"):
        config["mjolnir"].pop(absent, None)
    return config


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def _running(command: Sequence[object], port: int) -> Iterator[None]:
    """A server while the block runs, from when it answers."""
    with tempfile.TemporaryFile() as said:
        server = subprocess.Popen([str(word) for word in command], stdout=said, stderr=subprocess.STDOUT)
        try:
            until = time.monotonic() + PATIENCE_S
            while not _answers(port):
                if server.poll() is not None or time.monotonic() > until:
                    said.seek(0)
                    raise Unavailable(f"{Path(str(command[0])).name} did not start: {said.read()[-500:]!r}")
                time.sleep(0.1)
            yield
        finally:
            server.terminate()
            try:
                server.wait(1)
            except subprocess.TimeoutExpired:
                server.kill()
                server.wait()


def _answers(port: int) -> bool:
    """Whether something speaks HTTP there, whatever it says."""
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        opener.open(f"http://127.0.0.1:{port}/", timeout=2).close()
    except urllib.error.HTTPError:
        return True
    except OSError:
        return False
    return True
