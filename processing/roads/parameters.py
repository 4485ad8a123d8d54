"""The parameters of a routing server in place of a road layer."""

from __future__ import annotations

from qgis.core import QgsProcessingParameterAuthConfig, QgsProcessingParameterDefinition

from ...algorithms.methods import choices, described
from ...algorithms.roads.sources import ROADS, SOURCES
from ..framework import parameters as shared

SOURCE_HELP = {
    "SOURCE": described(SOURCES),
    "URL": "Address of the server, such as http://localhost:5000 or https://routing.example.org/osrm: the part before "
    "the name of the service. What it ends with after a question mark (a key, say) is sent with each request. The "
    "server is told the coordinates of the places travelled between, and nothing else; the log names it. With a server "
    "no roads are needed, and of the road parameters VEHICLE, TRAFFIC and SNAP_MAX alone are used: the factors of the "
    "traffic table (rows without a class) multiply the server's times, so leave it out where the server knows the "
    "traffic itself. Most OSRM servers know one vehicle, whatever is asked for.",
    "AUTHCFG": "Authentication configuration of QGIS (Settings → Options → Authentication) for a server that asks for "
    "it.",
}

STREET_FIELD_HELP = (
    "Field with the names of the roads. Empty: the first of name, fullname, street, streetname, street_nam, st_name, "
    "if there is one."
)


def street_field() -> QgsProcessingParameterDefinition:
    """The field with what roads are called."""
    return shared.advanced(shared.field("STREET_FIELD", "Street name field", "ROADS"))


def travel_source() -> list[QgsProcessingParameterDefinition]:
    """The parameters of a routing server in place of a road layer."""
    return [
        shared.advanced(shared.word("SOURCE", "Source of travel times", choices(SOURCES), ROADS)),
        shared.advanced(shared.text("URL", "Address of the routing server", "")),
        shared.advanced(QgsProcessingParameterAuthConfig("AUTHCFG", "Authentication for the server", optional=True)),
    ]
