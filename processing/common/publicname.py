"""What a source is called where others may read it: in records, reports, logs and messages, without its secrets."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from ...algorithms.texts import Text

if TYPE_CHECKING:
    from qgis.core import QgsMapLayer

_HIDDEN = "***"
# Words that are followed by a secret: in connection strings, in URIs of QGIS, in addresses (there also encoded).
_SECRETS = (
    r"[\w.-]*(?:password|passwd|passphrase|passcode|secret|token|signature|credential)s?(?:[_-]?id)?|[\w.-]*pwd|"
    r"pass|passw|psw|pw|authcfg|sig|auth|jwt|bearer|sslkey|"
    r"(?:[\w.-]*[_-])?(?:api|access|auth|account|subscription|licence|license|storage)?[_-]?key(?:[_-]?id)?"
)
# In a URI of QGIS key='id' names a field. A quote within a bare word is part of it.
_NAMED = re.compile(
    rf"""(?ix) (?:(?<![\w.-])|(?<=%3F)|(?<=%26)|(?<=%20)) (?P<name>(?!key\s*=\s*')(?:{_SECRETS}))
    (?P<is>["']?\s*(?:=|%3D|:(?=\s*["']))\s*)
    (?: \{{[^{{}}]*\}}? | \\'.*?\\' | \\".*?\\" | '(?:\\.|''|[^'\\])*'? | "(?:\\.|""|[^"\\])*"? | %27.*?%27 | %22.*?%22
      | (?:(?!%26|%20|%27|%22)(?:[^\s&;|,'"<>{{}})\]]|(?<=\w)'(?=\w)))+ )"""
)
# Words that stand for a secret only where they ask something of an address.
_ASKED = re.compile(
    r"(?i)(?P<before>(?:[?&]|%3F|%26)(?:code|login|session(?:[_-]?id)?|sid|app[_-]?id|user[_-]?pwd)(?:=|%3D))"
    r"(?:(?!%26)[^\s&|'\"])+"
)
# What a program says of itself before it asks, with the kind of what it says.
_HEADER = re.compile(
    r"(?i)(?P<before>[\w-]*authorization[\"']?\s*(?:=|:|%3D|%3A)\s*[\"']?)"
    r"(?:(?:basic|bearer|digest|token|negotiate)(?:\s|%20|\+)+)?(?:(?!%26)[^\s&|'\",])+"
)
# user:secret@host, and Oracle's user/secret@database.
_LOGIN = re.compile(r"(?i)(?P<before>(?:://|%3A%2F%2F)[^\s/:@'\"?]*(?::|%3A))[^\s/@'\"]+(?P<after>@|%40)")
# A secret may hold a slash or an @ itself; an address has the latter at the end of its login alone.
_ODD_LOGIN = re.compile(r"(?P<before>://[^\s/:@'\"?&]+:)[^\s'\"?&|]*(?P<after>@)(?=[\w.\[-]+(?:[:/?\s'\"|&]|$))")
# What stands alone there may be a token.
_LONE_LOGIN = re.compile(r"(?i)(?P<before>(?:://|%3A%2F%2F))(?!\*\*\*)[^\s/:@'\"?%]+(?P<after>(?:@|%40)[\w.\[-])")
_ORACLE = re.compile(r"(?i)(?P<before>\b(?:OCI|ODBC):[^\s/@,=]*/)[^\s@,]+(?P<after>)")


def without_secrets(text: str) -> str:
    """The text with *** for every password, key, token and signature in it."""
    for login in (_LOGIN, _ODD_LOGIN, _LONE_LOGIN, _ORACLE):
        text = login.sub(rf"\g<before>{_HIDDEN}\g<after>", text)
    for said in (_ASKED, _HEADER):
        text = said.sub(rf"\g<before>{_HIDDEN}", text)
    return _NAMED.sub(rf"\g<name>\g<is>{_HIDDEN}", text)


def named_source(layer: QgsMapLayer) -> str:
    """A layer's name with what it reads, as "name (source)"."""
    name = without_secrets(layer.name())
    if layer.providerType() == "memory":
        return Text("{name} (temporary layer)", name=name)
    # QGIS's own publicSource() leaves what follows a blank in a password.
    source = without_secrets(layer.source())
    return source if name in ("", source) else f"{name} ({source})"


def public(value: Any) -> Any:
    """Text, and all text within lists and dictionaries, without secrets; anything else as it is."""
    if isinstance(value, str):
        return without_secrets(value)
    if isinstance(value, (list, tuple)):
        return [public(item) for item in value]
    if isinstance(value, dict):
        return {key: public(item) for key, item in value.items()}
    return value
