"""What is let through before a single byte of its body is read: known routes, from our own page, of fitting size."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from leaderdesk.core.i18n import _
from leaderdesk.features.scanner.rules.http import Head, Reply, told

MOST_PHOTO = 8 * 1024 * 1024
_MOST_WORDS = 4 * 1024


@dataclass(frozen=True, slots=True)
class Route:
    """A thing that can be asked for: how, with what in it, of how many bytes at most within how many seconds."""

    method: str
    kinds: frozenset[str] = frozenset()
    most_bytes: int = 0
    within_s: int = 5
    for_all: bool = False


_JSON = frozenset({"application/json"})
_PHOTO = frozenset({"image/jpeg", "image/png", "image/webp", "application/octet-stream"})

ROUTES: Mapping[str, Route] = MappingProxyType(
    {
        "/": Route("GET", for_all=True),
        "/phone.css": Route("GET", for_all=True),
        "/phone.js": Route("GET", for_all=True),
        "/pin": Route("POST", _JSON, _MOST_WORDS, for_all=True),
        "/find": Route("POST", _JSON, _MOST_WORDS),
        "/photo": Route("POST", _PHOTO, MOST_PHOTO, within_s=30),
        "/hand": Route("POST", _JSON, _MOST_WORDS),
        "/pay": Route("POST", _JSON, _MOST_WORDS),
    }
)
"""All there is; a path is looked up here as it stands and never leads to a file."""


def let_through(head: Head, *, site: str, is_in: bool) -> Route | Reply:
    """Return the route that the request asks for, or why it is refused.

    `site` is the address and port that the page stands under, `is_in` whether this phone has said the PIN.
    """
    if head.fields.get("host") != site:
        # Under another name the page would belong to somebody else's site, whatever that name leads to.
        return told(421, say=_("Open the page by the address that stands on the laptop."))
    route = ROUTES.get(head.path)
    if route is None:
        return told(404, say=_("There is nothing here. Scan the code on the laptop once more."))
    if head.method != route.method:
        return Reply(405, allow=route.method)
    if route.method == "GET":
        return route
    return _body_refused(head, route, site) or _stranger_refused(route, is_in=is_in) or route


def _body_refused(head: Head, route: Route, site: str) -> Reply | None:
    if head.fields.get("origin") != f"http://{site}":
        return told(403, say=_("Open the page by the address that stands on the laptop."))
    if "transfer-encoding" in head.fields:
        return Reply(501)
    if head.kind not in route.kinds:
        return Reply(415)
    if head.length is None:
        return Reply(411)
    if head.length > route.most_bytes:
        return told(413, say=_("This photo is too large. Take it from a little further away, or type the room."))
    return None


def _stranger_refused(route: Route, *, is_in: bool) -> Reply | None:
    if route.for_all or is_in:
        return None
    return told(401, say=_("Type the PIN that stands on the laptop."))
