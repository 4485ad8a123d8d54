"""Real OSRM and Valhalla servers on a map of San Francisco, on this machine; skipped, with the reason, without them."""

from __future__ import annotations

import json
import urllib.request

import numpy as np
import pytest
import routingservers

ASIDE = (-122.6, 37.9)  # 17 km from the streets of the data
PARIS = [(2.3522, 48.8566), (2.36, 48.86)]


@pytest.fixture(scope="module")
def town(shared_data):
    try:
        return routingservers.san_francisco(shared_data)
    except routingservers.Unavailable as why:
        pytest.skip(f"no routing servers: {why}")


@pytest.fixture(scope="module")
def osrm(town):
    with routingservers.osrm(town) as url:
        yield url


@pytest.fixture(scope="module")
def valhalla(town):
    with routingservers.valhalla(town) as url:
        yield url


@pytest.fixture
def server(request):
    """(SOURCE, URL) of the server that a test asks for."""
    return request.param, request.getfixturevalue(request.param)


both = pytest.mark.parametrize("server", ["osrm", "valhalla"], indirect=True)


def some_places(count, seed=1):
    rng = np.random.default_rng(seed)
    return np.round(np.column_stack([rng.uniform(-122.43, -122.39, count), rng.uniform(37.767, 37.795, count)]), 6)


@pytest.fixture
def matrix(run_algorithm, make_layer):
    """Lon, lat (n, 2) → minutes and km (n, n), NaN where there is no way, and the outcome."""

    def run(places, **parameters):
        rows = [(f"Point({lon} {lat})", f"{at:03}") for at, (lon, lat) in enumerate(places)]
        layer = make_layer("Point", ["stop:string"], rows, "EPSG:4326")
        done = run_algorithm("travelmatrix", ORIGINS=layer, DESTINATIONS=layer, MATRIX="memory:", **parameters)
        minutes, km = (np.full((len(places), len(places)), np.nan) for _ in range(2))
        for row in done.rows("MATRIX"):
            pair = int(row["origin"]), int(row["destin"])
            if isinstance(row["minutes"], float):
                minutes[pair], km[pair] = row["minutes"], row["km"]
        return minutes, km, done

    return run


def asked(url, body=None):
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    data = None if body is None else json.dumps(body).encode()
    with opener.open(urllib.request.Request(url, data, {"Content-Type": "application/json"})) as reply:
        return json.loads(reply.read())


def test_the_table_is_what_osrm_says(matrix, osrm):
    places = some_places(12)
    minutes, km, _ = matrix(places, SOURCE="osrm", URL=osrm)
    written = ";".join(f"{lon},{lat}" for lon, lat in places)
    found = asked(f"{osrm}/table/v1/driving/{written}?annotations=duration,distance")
    assert minutes == pytest.approx(np.array(found["durations"], dtype=float) / 60)
    assert km == pytest.approx(np.array(found["distances"], dtype=float) / 1000)


def test_the_table_is_what_valhalla_says(matrix, valhalla):
    places = some_places(12)
    minutes, km, _ = matrix(places, SOURCE="valhalla", URL=valhalla)
    written = [{"lon": lon, "lat": lat} for lon, lat in places]
    wanted = {"sources": written, "targets": written, "costing": "auto"}
    rows = asked(f"{valhalla}/sources_to_targets", wanted)["sources_to_targets"]
    assert minutes == pytest.approx(np.array([[pair["time"] for pair in row] for row in rows]) / 60)
    assert km == pytest.approx(np.array([[pair["distance"] for pair in row] for row in rows]))


def test_a_server_that_takes_few_places_gives_the_same_table(matrix, town, osrm):
    places = some_places(23)
    whole, km, _ = matrix(places, SOURCE="osrm", URL=osrm)
    with routingservers.osrm(town, most=5) as url:
        parts, km_of_parts, done = matrix(places, SOURCE="osrm", URL=url)
    assert np.array_equal(whole, parts)
    assert np.array_equal(km, km_of_parts)
    assert done["UNREACHABLE"] == 0


def test_more_places_than_valhalla_takes_at_once(matrix, valhalla):
    # 60 × 60 are more than its 2,500 pairs.
    places = some_places(60)
    minutes, _, done = matrix(places, SOURCE="valhalla", URL=valhalla)
    few, _, _ = matrix(places[:8], SOURCE="valhalla", URL=valhalla)
    assert np.isfinite(minutes).all()
    # Greeting, where the places are, and four blocks of them.
    assert f"6 requests were sent to {valhalla[7:]}" in done.log
    assert minutes[:8, :8] == pytest.approx(few, abs=0.05)


@both
def test_a_place_far_from_the_servers_roads(matrix, server):
    places = [*some_places(4), ASIDE]
    minutes, _, done = matrix(places, SOURCE=server[0], URL=server[1])
    assert np.isfinite(minutes[:4, :4]).all()
    assert np.isnan(minutes[4]).all()
    assert "2 of 10 places are farther than 200 m from every road; they are left out: origin 004 (17," in done.log
    assert done["SKIPPED"] == 2


@both
def test_a_server_of_another_region_is_named(matrix, server):
    from qgis.core import QgsProcessingException

    with pytest.raises(QgsProcessingException) as error:
        matrix(PARIS, SOURCE=server[0], URL=server[1])
    assert f"a road that the server at {server[1][7:]} knows" in str(error.value)
    assert "map of another region" in str(error.value)


@both
def test_the_other_kind_of_server(matrix, server):
    from qgis.core import QgsProcessingException

    other = {"osrm": "valhalla", "valhalla": "osrm"}[server[0]]
    title = {"osrm": "OSRM", "valhalla": "Valhalla"}[server[0]]
    with pytest.raises(QgsProcessingException, match=f"choose {title} as the source"):
        matrix(some_places(3), SOURCE=other, URL=server[1])


@both
def test_an_address_below_which_there_is_no_such_service(matrix, server):
    from qgis.core import QgsProcessingException

    with pytest.raises(QgsProcessingException, match=r"There is no \w+ service at this address") as error:
        matrix(some_places(3), SOURCE=server[0], URL=f"{server[1]}/below")
    assert server[1][7:] in str(error.value)


@both
def test_a_route_lies_along_the_servers_ways(run_algorithm, make_layer, server):
    rows = [(f"Point({lon} {lat})", f"S{at}") for at, (lon, lat) in enumerate(some_places(6))]
    stops = make_layer("Point", ["stop:string"], rows, "EPSG:4326")
    done = run_algorithm(
        "planroute",
        **{"STOPS": stops, "START": "-122.41,37.78 [EPSG:4326]", "RETURN": True, "DWELL": 5},
        **{"SOURCE": server[0], "URL": server[1], "ROUTE": "memory:", "VISITS": "memory:"},
    )
    assert done["VISITED"] == 6
    legs = list(done.layer("ROUTE").getFeatures())
    assert len(legs) == 7
    for leg in legs:
        # Valhalla tells kilometres to the metre; the scale of the projection is 0.9996.
        assert leg.geometry().length() / 1000 == pytest.approx(leg["km"], rel=0.01, abs=0.01)
    for leg, following in zip(legs, legs[1:]):
        end, start = leg.geometry().constGet().endPoint(), following.geometry().constGet().startPoint()
        assert end.distance(start) < 1.0


def town_with_an_island():
    """25 × 25 junctions, an island of two streets 2 km off, and a one-way street that leads out and ends."""
    number, ways = {}, []

    def way(*places, tags=""):
        refs = [number.setdefault(place, len(number) + 1) for place in places]
        ways.append("".join(f'<nd ref="{ref}"/>' for ref in refs) + f'<tag k="highway" v="residential"/>{tags}')

    for row in range(25):
        way(*((row * 10, column * 10) for column in range(25)))
        way(*((column * 10, row * 10) for column in range(25)))
    way((400, 400), (410, 400), (420, 400))
    way((420, 400), (420, 410))
    way((240, 240), (250, 250), (260, 260), tags='<tag k="oneway" v="yes"/>')
    nodes = [
        f'<node id="{node}" version="1" lon="{-122.4 + x * 1e-4:.7f}" lat="{37.7 + y * 1e-4:.7f}"/>'
        for (x, y), node in number.items()
    ]
    ways = [f'<way id="{at}" version="1">{way}</way>' for at, way in enumerate(ways, 1)]
    return "".join(["<osm version='0.6'>", *nodes, *ways, "</osm>"])


def test_a_stop_on_an_island_or_in_a_trap_is_left_out_and_the_rest_planned(town, run_algorithm, make_layer):
    """Both servers tie such a place to the mainland, 2 km away, where they can; Valhalla for some ways alone."""
    stands = {"A": (0, 5), "B": (100, 105), "C": (200, 15), "island": (410, 400), "trap": (258, 258)}
    rows = [(f"Point({-122.4 + x * 1e-4:.6f} {37.7 + y * 1e-4:.6f})", name) for name, (x, y) in stands.items()]
    stops = make_layer("Point", ["stop:string"], rows, "EPSG:4326")
    given = {"STOPS": stops, "START": "-122.4,37.7 [EPSG:4326]", "RETURN": True}
    given |= dict.fromkeys(("ROUTE", "VISITS", "SKIPPED_STOPS"), "memory:")
    file = routingservers.as_map(town_with_an_island())
    skipped = {}
    with routingservers.osrm(file) as osrm, routingservers.valhalla(file) as valhalla:
        for source, url in (("osrm", osrm), ("valhalla", valhalla)):
            done = run_algorithm("planroute", SOURCE=source, URL=url, **given)
            assert sorted(row["stop"] for row in done.rows("VISITS")) == ["A", "B", "C"]
            skipped[source] = {row["stop"]: row["reason"] for row in done.rows("SKIPPED_STOPS")}
            assert all(name in done.log for name in ("island", "trap"))
    assert skipped["osrm"] == dict.fromkeys(("island", "trap"), "too far from every road")
    assert skipped["valhalla"] == {"island": "cannot be reached by road", "trap": "no way back by road"}


def test_the_map_of_walking_is_told_from_that_of_driving(matrix, town):
    with routingservers.osrm(town, profile="foot") as url:
        _, _, done = matrix(some_places(5), SOURCE="osrm", URL=url)
    assert "those are no times by car" in done.log


def test_at_the_same_speeds_the_road_layer_and_osrm_agree(matrix, shared_data, town):
    """The median within 5 %, nine in ten pairs within 5 %; what is left is snapping and access (benchmarks)."""
    speeds = {}
    for line in (routingservers.osrm_files(town, plain=True) / "speeds.txt").read_text().splitlines():
        way, ahead, kmh, _, back_kmh = line.split()
        speeds[way] = float(kmh) if int(ahead) else float(back_kmh)
    from qgis.core import QgsFeature, QgsVectorLayer

    fields = ("osm_id", "highway", "oneway", "maxspeed", "access", "junction", "service")
    file = QgsVectorLayer(f"{shared_data / 'sf' / 'streets_osm.gpkg'}|layername=osm_highways_drivable", "s", "ogr")
    uri = "LineString?crs=EPSG:4326" + "".join(f"&field={field}:string" for field in fields) + "&field=kmh:double"
    roads = QgsVectorLayer(uri, "roads", "memory")
    features = []
    for street in file.getFeatures():
        feature = QgsFeature(roads.fields())
        feature.setGeometry(street.geometry())
        feature.setAttributes([*(street[field] for field in fields), speeds.get(street["osm_id"])])
        features.append(feature)
    assert roads.dataProvider().addFeatures(features)[0]
    roads.updateExtents()
    places = some_places(20, seed=2)
    free = {"JUNCTION_DELAY": 0} if _has_delay() else {}
    ours, _, _ = matrix(places, ROADS=roads, SPEED_FIELD="kmh", **free)
    with routingservers.osrm(town, plain=True) as url:
        theirs, _, _ = matrix(places, SOURCE="osrm", URL=url)
    apart = np.isfinite(ours) & np.isfinite(theirs) & (theirs > 1)
    ratio = ours[apart] / theirs[apart]
    assert apart.sum() > 250
    assert np.median(ratio) == pytest.approx(1, abs=0.05)
    assert (np.abs(ratio - 1) < 0.05).mean() > 0.85


def _has_delay():
    from qgis.core import QgsApplication

    algorithm = QgsApplication.processingRegistry().algorithmById("patrol:travelmatrix")
    return algorithm.parameterDefinition("JUNCTION_DELAY") is not None
