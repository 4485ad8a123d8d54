"""Routing servers in place of roads: what they are asked, what the log says, and every way in which they fail."""

from __future__ import annotations

import json
import socket
import threading
import time

import pytest
from stubserver import HTML, Said, Seen, osrm, serving, valhalla

PLAYED = {"osrm": osrm, "valhalla": valhalla}
# Thousandths of a degree east and north of a place in San Francisco, and how long it takes from one to the next.
A, B, C = "Point(-122.41 37.78)", "Point(-122.407 37.78)", "Point(-122.407 37.782)"


@pytest.fixture
def stops(make_layer):
    rows = [(A, "A", 1.0), (B, "B", 2.0), (C, "C", 3.0)]
    return make_layer("Point", ["stop:string", "risk:double"], rows, "EPSG:4326")


@pytest.fixture
def route(run_algorithm, stops):
    def run(**parameters):
        given = {
            "STOPS": stops,
            "PRIORITY_FIELD": "risk",
            "START": "-122.41,37.78 [EPSG:4326]",
            "DEPARTURE": "2024-05-31T08:00:00",
            "DWELL": 10,
            "ROUTE": "memory:",
            "VISITS": "memory:",
        }
        return run_algorithm("planroute", **{**given, **parameters})

    return run


@pytest.fixture
def failure(route):
    """What a run says that fails."""

    def run(**parameters):
        from qgis.core import QgsProcessingException

        with pytest.raises(QgsProcessingException) as error:
            route(**parameters)
        return str(error.value)

    return run


@pytest.mark.parametrize("source", PLAYED)
def test_a_route_by_a_server_by_hand(route, source):
    with serving(PLAYED[source]) as server:
        done = route(SOURCE=source, URL=server.url)
    assert [row["stop"] for row in done.rows("VISITS")] == ["A", "B", "C"]
    legs = done.rows("ROUTE")
    assert [(leg["from_stop"], leg["to_stop"]) for leg in legs][-2:] == [("A", "B"), ("B", "C")]
    assert [leg["minutes"] for leg in legs][-2:] == pytest.approx([3, 2])
    assert [leg["km"] for leg in legs][-2:] == pytest.approx([0.3, 0.2])
    assert done["MINUTES"] == pytest.approx(5)
    # The ways come back from degrees to the metres of the working CRS: 0.003° of longitude, 0.002° of latitude.
    ways = [feature.geometry().length() for feature in done.layer("ROUTE").getFeatures()][-2:]
    assert ways == pytest.approx([264, 222], rel=0.01)
    assert done.layer("ROUTE").crs().authid() == "EPSG:32610"


@pytest.mark.parametrize("source", PLAYED)
def test_the_log_says_who_is_told_what_and_how_often(route, source):
    with serving(PLAYED[source]) as server:
        done = route(SOURCE=source, URL=server.url)
        count = len(server.seen)
    title = {"osrm": "OSRM", "valhalla": "Valhalla"}[source]
    assert f"nothing else, are sent to the {title} server at {server.host}." in done.log
    assert f"{count} requests were sent to {server.host}." in done.log
    assert "travel times are those of the server at every hour" in done.log
    assert "No roads are given" not in done.log
    # Greeting, snapping, one table, a way per leg.
    assert count == 3 + len(done.rows("ROUTE"))


@pytest.mark.parametrize("source", PLAYED)
def test_only_places_are_told_and_the_greeting_holds_none(route, source):
    with serving(PLAYED[source]) as server:
        route(SOURCE=source, URL=server.url)
        greeting = server.seen[0]
    assert "37.78" in server.told()
    assert "37.78" not in greeting.path + greeting.body
    assert "122.4" not in greeting.path + greeting.body
    for word in ("risk", "stop", "2024", "A"):
        assert word not in " ".join(seen.body for seen in server.seen)


@pytest.mark.parametrize("source", PLAYED)
def test_a_matrix_by_a_server(run_algorithm, stops, source):
    with serving(PLAYED[source]) as server:
        done = run_algorithm(
            "travelmatrix", ORIGINS=stops, DESTINATIONS=stops, MATRIX="memory:", SOURCE=source, URL=server.url + "/"
        )
    found = {(row["origin"], row["destin"]): (row["km"], row["minutes"]) for row in done.rows("MATRIX")}
    assert found["A", "B"] == (pytest.approx(0.3), pytest.approx(3))
    assert found["A", "C"] == (pytest.approx(0.5), pytest.approx(5))
    assert found["C", "C"] == (0, 0)
    assert (done["PAIRS"], done["UNREACHABLE"], done["SKIPPED"]) == (9, 0, 0)


@pytest.mark.parametrize("source", PLAYED)
def test_officers_by_a_server(run_algorithm, make_layer, source):
    nodes = make_layer("Point", ["node:string"], [(B, "b"), (C, "c")], "EPSG:4326")
    fields = ["officer:string", "speed_kmh:double"]
    officers = make_layer("Point", fields, [(A, "1A1", None), (A, "1A2", 3.0)], "EPSG:4326")
    with serving(PLAYED[source]) as server:
        done = run_algorithm(
            "assignofficers",
            **{"NODES": nodes, "OFFICERS": officers, "SHIFT_START": "2024-05-31T08:00:00", "SHIFT_HOURS": 2},
            **dict.fromkeys(("ROUTES", "VISITS", "UNVISITED", "SUMMARY"), "memory:"),
            **{"SOURCE": source, "URL": server.url},
        )
        tables = [seen for seen in server.seen if "sources_to_targets" in seen.path or "distance" in seen.path]
    assert done["VISITED"] == 2
    # A thousandth of a degree is 0.1 km and takes a minute, at 3 km/h two.
    pace = {leg["officer"]: leg["minutes"] / leg["km"] for leg in done.rows("ROUTES")}
    assert pace == {officer: pytest.approx({"1A1": 10, "1A2": 20}[officer]) for officer in pace}
    # One table for both speeds.
    assert len(tables) == 1
    assert "a server knows one speed per road" in done.log


def test_nothing_told_or_answered_stays_in_the_cache_of_qgis(route):
    from qgis.core import QgsNetworkAccessManager
    from qgis.PyQt.QtCore import QUrl

    with serving(osrm) as server:
        route(SOURCE="osrm", URL=server.url)
        urls = [QUrl(server.url + seen.path) for seen in server.seen]
    cache = QgsNetworkAccessManager.instance().cache()
    assert len(urls) > 3
    assert not [url for url in urls if cache.metaData(url).isValid()]


def test_with_the_road_layer_no_server_is_ever_asked(route, streets, make_layer):
    from streetgrid import at

    grid = make_layer("Point", ["stop:string", "risk:double"], [(at(1, 0), "a", 1.0), (at(2, 0), "b", 1.0)])
    with serving(osrm) as server:
        for more in ({}, {"SOURCE": "roads"}):
            route(STOPS=grid, ROADS=streets, START=None, URL=server.url, **more)
        assert server.seen == []


def test_roads_that_are_not_read_are_named(route, streets):
    with serving(osrm) as server:
        log = route(ROADS=streets, SOURCE="osrm", URL=server.url).log
    assert f"Roads are not read: travel times come from {server.host}." in log
    assert "edges between" not in log


def test_the_traffic_table_multiplies_the_servers_times(route, make_layer):
    table = make_layer("None", ["hour:integer", "factor:double"], [(None, hour, 2.0) for hour in range(24)])
    with serving(osrm) as server:
        assert route(SOURCE="osrm", URL=server.url, TRAFFIC=table)["MINUTES"] == pytest.approx(10)


def test_a_place_far_from_the_servers_roads_is_left_out_and_named(route, make_layer):
    def off(seen: Seen) -> Said:
        said = osrm(seen)
        found = json.loads(said.body)
        for place in found.get("sources", []):
            if place["location"] == [-122.407, 37.782]:
                place["location"] = [-122.407, 37.79]
        return said._replace(body=json.dumps(found))

    with serving(off) as server:
        done = route(SOURCE="osrm", URL=server.url)
    assert "1 of 4 places are farther than 200 m from every road; they are left out: stop C (890 m)." in done.log
    assert done["SKIPPED"] == 1
    assert [row["stop"] for row in done.rows("VISITS")] == ["A", "B"]


def test_a_stop_the_server_finds_no_way_to_does_not_end_the_plan(route):
    def walled(seen: Seen) -> Said:
        said = osrm(seen)
        found = json.loads(said.body)
        if "distances" in found:
            for i, start in enumerate(found["sources"]):
                for j, end in enumerate(found["destinations"]):
                    if (start["location"] == [-122.407, 37.782]) != (end["location"] == [-122.407, 37.782]):
                        found["durations"][i][j] = found["distances"][i][j] = None
        return said._replace(body=json.dumps(found))

    with serving(walled) as server:
        done = route(SOURCE="osrm", URL=server.url)
    assert [row["stop"] for row in done.rows("VISITS")] == ["A", "B"]
    assert "Not on the route, 1 stop" in done.log


def test_a_server_for_another_region(failure):
    def elsewhere(seen: Seen) -> Said:
        said = osrm(seen)
        found = json.loads(said.body)
        for place in found.get("sources", []):
            place["location"] = [2.35, 48.86]
        return said._replace(body=json.dumps(found))

    with serving(elsewhere) as server:
        text = failure(SOURCE="osrm", URL=server.url)
    assert "None of the 3 places is within 200 m of a road that the server at " + server.host in text
    assert "map of another region" in text


@pytest.mark.parametrize(
    ("url", "text"),
    [
        (None, "the source osrm needs the address of your server"),
        ("", "the source osrm needs the address of your server"),
        ("localhost:5000", "this is no address of a server. Write it with http:// or https://"),
        ("routing.example.org", "this is no address"),
        ("user:hunter2@routing.example.org", "this is no address"),
        ("ftp://example.org", "this is no address"),
        ("file:///etc/passwd", "this is no address"),
        ("http://", "this is no address"),
        ("http://[::1", "this is no address"),
        ("http://exa mple.org/", "this is no address"),
        ("http://nowhere.invalid", "nowhere.invalid cannot be reached"),
    ],
)
def test_addresses_that_are_none(failure, url, text):
    said = failure(SOURCE="osrm", URL=url)
    assert text in said
    assert "hunter2" not in said


def test_a_port_where_nothing_listens(failure):
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    text = failure(SOURCE="valhalla", URL=f"http://127.0.0.1:{port}")
    assert f"127.0.0.1:{port} cannot be reached: nothing listens there. Check the address" in text


def test_https_where_the_server_speaks_http(failure):
    with serving(osrm) as server:
        assert "no secure connection" in failure(SOURCE="osrm", URL=server.url.replace("http:", "https:"))


WRONG = [
    (Said(404, "<html>Not Found</html>", HTML), "There is no {title} service at this address of {host} (HTTP 404)"),
    (Said(403, "no", HTML), "{host} refuses access (HTTP 403)"),
    (Said(401, "no", HTML), "{host} refuses access (HTTP 401)"),
    (Said(429, "slow down", HTML), "{host} has had too many requests (HTTP 429)"),
    (Said(500, "oops", HTML), "The server at {host} fails (HTTP 500: 'oops')"),
    (Said(503, "<html>Service Unavailable</html>", HTML), "fails (HTTP 503"),
    (Said(200, "<html><title>Welcome</title></html>", HTML), "{host} answers with something else than {title} does"),
    (Said(200, '{"code":"Ok","version":"3", "way'), "The answer of {host} breaks off"),
    (Said(200, '{"code":"Ok","version":"3"}', length=500), "The answer of {host} breaks off"),
    (Said(200, '{"hello":1}'), "has another form than that of {title}"),
]


@pytest.mark.parametrize("source", PLAYED)
@pytest.mark.parametrize(("said", "text"), WRONG)
@pytest.mark.parametrize("from_request", [0, 1])
def test_each_failure_says_what_is_wrong_where_and_what_to_do(failure, source, said, text, from_request):
    """From the first request on, or from the second, when the server has shown what it is."""
    with serving(lambda seen: said if len(server.seen) > from_request else PLAYED[source](seen)) as server:
        found = failure(SOURCE=source, URL=server.url)
        title = {"osrm": "OSRM", "valhalla": "Valhalla"}[source]
    if said.body == '{"hello":1}' and from_request and source == "valhalla":
        text = "There is no {title} service"  # /locate answers with a list
    assert text.format(host=server.host, title=title) in found
    assert len(found) < 500


@pytest.mark.parametrize(("source", "other"), [("osrm", "valhalla"), ("valhalla", "osrm")])
def test_the_other_kind_of_server_is_told_apart(failure, source, other):
    refusals = {
        "osrm": Said(400, '{"code":"InvalidUrl","message":"URL string malformed"}'),
        "valhalla": Said(404, '{"error_code":106,"error":"Try any of","status_code":404}'),
    }
    with serving(lambda _: refusals[other]) as server:
        assert f"choose {dict(osrm='OSRM', valhalla='Valhalla')[other]} as the source" in failure(
            SOURCE=source, URL=server.url
        )


def test_a_means_of_travel_the_server_does_not_offer(failure):
    refusal = Said(400, '{"error_code":125,"error":"No costing method found: \'auto\'"}')
    with serving(lambda seen: valhalla(seen) if seen.path == "/status" else refusal) as server:
        assert "No costing method found" in failure(SOURCE="valhalla", URL=server.url)


def test_times_of_walking_for_a_car_are_warned_of(route):
    def slow(seen: Seen) -> Said:
        said = osrm(seen)
        found = json.loads(said.body)
        found["distances"] = [[metres * 5 for metres in row] for row in found.get("distances", [])]
        found["durations"] = [[seconds * 5 for seconds in row] for row in found.get("durations", [])]
        return said._replace(body=json.dumps(found))

    with serving(slow) as server:
        log = route(SOURCE="osrm", URL=server.url).log
    assert f"The ways of {server.host} are travelled at 6 km/h: those are no times by car." in log


@pytest.mark.parametrize(
    ("source", "vehicle", "asked"),
    [
        ("osrm", "car", "/v1/driving/"),
        ("osrm", "foot", "/v1/foot/"),
        ("valhalla", "car", '"costing":"auto"'),
        ("valhalla", "foot", '"costing":"pedestrian"'),
    ],
)
def test_who_walks_asks_for_walking(route, source, vehicle, asked):
    with serving(PLAYED[source]) as server:
        done = route(SOURCE=source, URL=server.url, VEHICLE=vehicle)
        told = [seen.path + seen.body for seen in server.seen if seen.path != "/status"]
    assert all(asked in request for request in told)
    # The played server walks.
    assert ("no times by car" in done.log) == (vehicle == "car")
    assert "no times on foot" not in done.log


def test_factors_by_class_of_road_are_not_for_a_server(route, make_layer):
    rows = [(None, hour, 2.0, None) for hour in range(24)] + [(None, 8, 9.0, "primary")]
    table = make_layer("None", ["hour:integer", "factor:double", "class:string"], rows)
    with serving(osrm) as server:
        done = route(SOURCE="osrm", URL=server.url, TRAFFIC=table)
    assert done["MINUTES"] == pytest.approx(10)
    assert "factors by class of road are not used" in done.log


def test_a_redirect_is_refused_before_any_place_is_told(failure):
    with serving(osrm) as other:
        elsewhere = f"{other.url}/secret-path?token=hunter2"
        with serving(lambda seen: Said(302, to=elsewhere)) as server:
            text = failure(SOURCE="osrm", URL=server.url)
        assert f"{server.host} sends on to another address, {other.url}." in text
        assert "hunter2" not in text
        assert "37.78" not in other.told() + server.told()


def test_a_redirect_in_a_circle_is_refused(failure):
    with serving(lambda seen: Said(302, to="/round")) as server:
        assert f"{server.host} sends on to another address" in failure(SOURCE="osrm", URL=server.url)


def test_secrets_of_the_address_reach_the_server_and_nothing_else(route, failure, tmp_path):
    from qgis.core import QgsVectorLayer

    def guarded(seen: Seen) -> Said:
        allowed = seen.headers.get("Authorization") == "Basic b2ZmaWNlcjpodW50ZXIy"  # officer:hunter2
        return osrm(seen) if allowed else Said(401, "who are you?", HTML)

    secrets = ("hunter2", "topsecret", "b2ZmaWNlcjpodW50ZXIy")
    with serving(guarded) as server:
        url = f"http://officer:hunter2@{server.host}/?api_key=topsecret#part"
        done = route(SOURCE="osrm", URL=url, ROUTE=str(tmp_path / "route.gpkg"))
        assert all(seen.path.endswith("&api_key=topsecret") for seen in server.seen)
    layer = QgsVectorLayer(str(tmp_path / "route.gpkg"))
    kept = layer.metadata().abstract() + " ".join(layer.metadata().history())
    assert "planroute" in kept
    assert f"@{server.host}" in kept
    assert not [secret for secret in secrets if secret in kept + done.log]
    with serving(lambda _: Said(500, "topsecret hunter2 is wrong for http://officer:hunter2@x", HTML)) as server:
        url = f"http://officer:hunter2@{server.host}/?api_key=topsecret"
        text = failure(SOURCE="osrm", URL=url)
    assert "officer:hunter2" not in text
    assert "api_key" not in text
    url = url.replace(server.host, "127.0.0.1:1")
    assert not [secret for secret in secrets if secret in failure(SOURCE="osrm", URL=url)]


def test_an_authentication_configuration_of_qgis_holds(route, qgis_app):
    from qgis.core import QgsAuthMethodConfig

    manager = qgis_app.authManager()
    if manager.isDisabled() or not manager.setMasterPassword("for this test alone", True):
        pytest.skip(f"QGIS's authentication is not at hand: {manager.disabledMessage()}")
    config = QgsAuthMethodConfig("Basic")
    config.setName("routing")
    config.setConfig("username", "officer")
    config.setConfig("password", "hunter2")
    stored = manager.storeAuthenticationConfig(config)
    assert stored[0] if isinstance(stored, tuple) else stored
    with serving(osrm) as server:
        log = route(SOURCE="osrm", URL=server.url, AUTHCFG=config.id()).log
        assert {seen.headers.get("Authorization") for seen in server.seen} == {"Basic b2ZmaWNlcjpodW50ZXIy"}
    assert "hunter2" not in log


@pytest.fixture
def hasty(qgis_app):
    """QGIS's time-out is half a second."""
    from qgis.core import QgsNetworkAccessManager

    usual = QgsNetworkAccessManager.timeout()
    QgsNetworkAccessManager.setTimeout(500)
    yield
    QgsNetworkAccessManager.setTimeout(usual)


@pytest.mark.parametrize("after", [0, 2])
def test_a_server_that_does_not_answer_in_time(failure, hasty, after):
    with serving(lambda seen: osrm(seen) if len(server.seen) <= after else None) as server:
        text = failure(SOURCE="osrm", URL=server.url)
        assert server.answered == after
    assert f"{server.host} has not answered within 0.5 s." in text
    assert "Settings → Options → Network" in text


@pytest.mark.parametrize("in_worker", [True, False])
def test_a_cancel_does_not_wait_for_the_server(qgis_app, stops, in_worker):
    from qgis.core import QgsProcessingAlgRunnerTask, QgsProcessingContext, QgsProcessingFeedback, QgsProject

    parameters = {"STOPS": stops, "SOURCE": "osrm", "ROUTE": "memory:", "VISITS": "memory:"}
    context, feedback = QgsProcessingContext(), QgsProcessingFeedback(False)
    context.setProject(QgsProject.instance())
    algorithm = qgis_app.processingRegistry().createAlgorithmById("patrol:planroute")
    with serving(lambda seen: osrm(seen) if len(server.seen) < 3 else None) as server:
        parameters["URL"] = server.url

        def cancel() -> None:
            while len(server.seen) < 3:
                time.sleep(0.01)
            feedback.cancel()

        canceller = threading.Thread(target=cancel)
        canceller.start()
        if in_worker:
            ended = []
            task = QgsProcessingAlgRunnerTask(algorithm, parameters, context, feedback)
            task.executed.connect(lambda well, outputs: ended.append(well))
            qgis_app.taskManager().addTask(task)
            until = time.monotonic() + 30
            while not ended and time.monotonic() < until:
                qgis_app.processEvents()
                time.sleep(0.01)
            assert ended == [False]
        else:
            _, well = algorithm.run(parameters, context, feedback)
            assert not well
        canceller.join()
        # The server has not answered, and does not before this block ends.
        assert (len(server.seen), server.answered) == (3, 2)
    assert "Cancelled before the result was complete" in feedback.textLog()
