"""Routing servers: the address an analyst gives, and requests to it by QGIS's own way to the network.

With that way come the user's proxies, certificates, authentication configurations and time-out. A server is told places
alone, and only after it has answered as such a server does.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from qgis.core import QgsApplication, QgsNetworkAccessManager
from qgis.PyQt.QtCore import QByteArray, QEventLoop, QTimer, QUrl
from qgis.PyQt.QtNetwork import QNetworkReply, QNetworkRequest

from ...algorithms.errors import PatrolError
from ...algorithms.methods import Method
from ...algorithms.roads.answers import Answer, Request
from ...algorithms.roads.online import OnlineRoads
from ...algorithms.texts import Text
from ..common.publicname import without_secrets
from ..layers.geometries import reproject
from .lines import chosen_vehicle

if TYPE_CHECKING:
    from qgis.core import QgsCoordinateReferenceSystem

    from ..framework.run import Run

_CANCEL_MS = 200
_ERROR = QNetworkReply.NetworkError
# A cancel aborts a request; without one, it was the time-out.
_TIMED_OUT = (_ERROR.TimeoutError, _ERROR.OperationCanceledError)
_REASONS = {
    _ERROR.ConnectionRefusedError: Text("nothing listens there"),
    _ERROR.HostNotFoundError: Text("there is no host of this name"),
    _ERROR.SslHandshakeFailedError: Text("no secure connection; does it speak https, and is its certificate known?"),
    _ERROR.RemoteHostClosedError: Text("it hangs up"),
    _ERROR.AuthenticationRequiredError: Text("the authentication configuration cannot be used"),
}


class ServerAddress:
    """The address of a server, as given; ``host`` is what may be shown of it."""

    def __init__(self, text: str, label: str) -> None:
        """Raises PatrolError, which does not repeat the text, as that may hold a password."""
        url = QUrl(text.strip(), QUrl.ParsingMode.StrictMode)
        if not url.isValid() or url.scheme().lower() not in ("http", "https") or not url.host():
            raise PatrolError(
                "{label}: this is no address of a server. Write it with http:// or https://, such as "
                "https://routing.example.org or http://localhost:5000.",
                label=label,
            )
        url.setFragment("")
        self._url = url
        name = f"[{url.host()}]" if ":" in url.host() else url.host()
        self.host = name if url.port() < 0 else f"{name}:{url.port()}"

    def url_of(self, request: Request) -> QUrl:
        """The address of a request: its path below that of the server, its query with what was given."""
        path, _, query = request.path.partition("?")
        url = QUrl(self._url)
        url.setPath(url.path().rstrip("/") + path)
        both = "&".join(part for part in (query, self._url.query()) if part)
        # An empty text would leave a question mark.
        if both:
            url.setQuery(both)
        return url


class Messenger:
    """Carries requests to one server."""

    def __init__(self, run: Run, address: ServerAddress, authcfg: str) -> None:
        self.run = run
        self.address = address
        self.authcfg = authcfg

    def __call__(self, request: Request) -> Answer:
        """What the server answers, whatever the status. Raises PatrolError where there is no answer."""
        control, url = self.run.control, self.address.url_of(request)
        control.check()
        reply = self._send(request, QNetworkRequest(url))
        loop, watch = QEventLoop(), QTimer()
        reply.finished.connect(loop.quit)
        watch.timeout.connect(lambda: reply.abort() if control.should_stop() else None)
        watch.start(_CANCEL_MS)
        if not reply.isFinished():
            loop.exec()
        watch.stop()
        control.check()
        answer = self._answer(reply, url)
        reply.deleteLater()
        return answer

    def _send(self, request: Request, asked: QNetworkRequest) -> QNetworkReply:
        """The reply to come.

        Not by QgsBlockingNetworkRequest: a cancel that meets it while it begins is lost, or leaves it waiting for ever,
        and it keeps addresses, which hold places, in QGIS's cache on disk.
        """
        attributes = QNetworkRequest.Attribute
        asked.setAttribute(attributes.CacheLoadControlAttribute, QNetworkRequest.CacheLoadControl.AlwaysNetwork)
        asked.setAttribute(attributes.CacheSaveControlAttribute, False)
        asked.setAttribute(attributes.RedirectPolicyAttribute, QNetworkRequest.RedirectPolicy.ManualRedirectPolicy)
        authentication, well = QgsApplication.authManager(), True
        if self.authcfg:
            well, asked = authentication.updateNetworkRequest(asked, self.authcfg)
        if request.body:
            asked.setHeader(QNetworkRequest.KnownHeaders.ContentTypeHeader, "application/json")
        manager = QgsNetworkAccessManager.instance()
        if not well or manager is None:
            raise self._unreached(_ERROR.AuthenticationRequiredError, "")
        reply = manager.post(asked, QByteArray(request.body.encode())) if request.body else manager.get(asked)
        if self.authcfg:
            authentication.updateNetworkReply(reply, self.authcfg)
        return reply

    def _answer(self, reply: QNetworkReply, url: QUrl) -> Answer:
        host = self.address.host
        final = reply.attribute(QNetworkRequest.Attribute.RedirectionTargetAttribute)
        if final is not None:
            raise PatrolError(
                "{host} sends on to another address, {other}. Give that one if it is the server you mean.",
                host=host,
                other=_origin(url.resolved(final)),
            )
        error = reply.error()
        status = reply.attribute(QNetworkRequest.Attribute.HttpStatusCodeAttribute)
        if status is None:
            raise self._unreached(error, reply.errorString())
        if error in (*_TIMED_OUT, _ERROR.RemoteHostClosedError) and int(status) < 400:
            raise PatrolError(
                "The answer of {host} breaks off. Run it again; if it stays so, something between here and the server "
                "cuts answers short.",
                host=host,
            )
        return Answer(host, int(status), bytes(reply.readAll()).decode("utf-8", "replace"))

    def _unreached(self, error: QNetworkReply.NetworkError, message: str) -> PatrolError:
        host = self.address.host
        if error in _TIMED_OUT:
            return PatrolError(
                "{host} has not answered within {seconds:g} s. Try again later, or allow more time in QGIS (Settings → "
                "Options → Network).",
                host=host,
                seconds=QgsNetworkAccessManager.timeout() / 1000,
            )
        return PatrolError(
            "{host} cannot be reached: {why}. Check the address, whether the server runs, and the proxy in QGIS "
            "(Settings → Options → Network).",
            host=host,
            why=_REASONS.get(error) or without_secrets(message) or Text("nobody says why"),
        )


def online_roads(run: Run, method: Method, crs: QgsCoordinateReferenceSystem) -> OnlineRoads:
    """The server that the parameters name, as a source of travel times; it is not asked anything yet."""
    address = ServerAddress(run.text("URL"), run.label("URL"))
    if run.given("ROADS"):
        run.info("{label} are not read: travel times come from {host}.", label=run.label("ROADS"), host=address.host)
    service = method.load()(chosen_vehicle(run).at_servers[method.word])
    run.info(
        "The coordinates of the places travelled between, nothing else, are sent to the {title} server at {host}.",
        title=service.title,
        host=address.host,
    )

    def to_degrees(x: np.ndarray, y: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        return reproject(x, y, crs, run.wgs84, run.transforms)

    def to_metres(lon: np.ndarray, lat: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        return reproject(lon, lat, run.wgs84, crs, run.transforms)

    return OnlineRoads(service, address.host, Messenger(run, address, run.text("AUTHCFG")), to_degrees, to_metres)


def _origin(url: QUrl) -> str:
    """Scheme, host and port."""
    origin = QUrl()
    origin.setScheme(url.scheme())
    origin.setHost(url.host())
    origin.setPort(url.port())
    return origin.toString()
