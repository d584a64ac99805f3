"""Requests and replies of the page for phones as plain values: read strictly, written in one way."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass

from leaderdesk.core.report import Json

MOST_HEAD = 16 * 1024
"""Bytes that the head of a request may have; those of the chattiest browsers have two thousand."""

COOKIE = "leaderdesk"

_REQUEST = re.compile(r"([A-Z]{3,10}) ([\x21-\x7e]{1,2000}) HTTP/1\.[01]")
_FIELD = re.compile(r"([!#$%&'*+.^_`|~0-9A-Za-z-]{1,80}):[ \t]*([\x20-\x7e\t\x80-\xff]*?)[ \t]*")
_LENGTH = re.compile(r"[0-9]{1,12}")
# What decides who may do what must stand there once, or nobody knows which one counts.
_ONCE = frozenset({"host", "origin", "content-length", "content-type", "transfer-encoding", "cookie"})
_WORDS = {
    200: "OK", 400: "Bad Request", 401: "Unauthorized", 403: "Forbidden", 404: "Not Found", 405: "Method Not Allowed",
    408: "Request Timeout", 409: "Conflict", 411: "Length Required", 413: "Content Too Large",
    415: "Unsupported Media Type", 421: "Misdirected Request", 429: "Too Many Requests",
    431: "Request Header Fields Too Large", 501: "Not Implemented", 503: "Service Unavailable",
}  # fmt: skip
# The page and nothing else: no script, style, picture or connection from anywhere but this laptop.
_POLICY = "default-src 'self'; img-src 'self' blob:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
_ALWAYS = (
    f"Content-Security-Policy: {_POLICY}; object-src 'none'",
    "Cache-Control: no-store",
    "Cross-Origin-Resource-Policy: same-origin",
    "Referrer-Policy: same-origin",
    "X-Content-Type-Options: nosniff",
    "X-Frame-Options: DENY",
    "Connection: close",
)


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a request; the names of its fields in lower case."""

    method: str
    target: str
    fields: Mapping[str, str]

    @property
    def path(self) -> str:
        """What is asked for, without what chat programs hang on behind a question mark."""
        return self.target.partition("?")[0]

    @property
    def kind(self) -> str:
        """What the body says it is, as application/json."""
        return self.fields.get("content-type", "").partition(";")[0].strip().lower()

    @property
    def length(self) -> int | None:
        """How many bytes the body has; None where that is not said in digits."""
        said = self.fields.get("content-length", "")
        return int(said) if _LENGTH.fullmatch(said) else None

    @property
    def token(self) -> str:
        """What a phone was given when it came in; empty for who was given nothing."""
        for part in self.fields.get("cookie", "").split(";"):
            name, _sign, value = part.strip().partition("=")
            if name == COOKIE:
                return value
        return ""


@dataclass(frozen=True, slots=True)
class Reply:
    """What is answered: a status, a body of a kind, and at times a token to keep."""

    status: int
    body: bytes = b""
    kind: str = "application/json"
    token: str = ""
    allow: str = ""


def read_head(raw: bytes) -> Head | None:
    """Return the head of a request, without the empty line behind it; None for what is no request as it should be."""
    first, *lines = raw.decode("latin-1").split("\r\n")
    asked = _REQUEST.fullmatch(first)
    if asked is None:
        return None
    fields: dict[str, str] = {}
    for line in lines:
        read = _FIELD.fullmatch(line)
        if read is None:
            return None
        name = read[1].lower()
        if name in fields and name in _ONCE:
            return None
        fields[name] = read[2]
    return Head(asked[1], asked[2], fields)


def read_json(body: bytes) -> dict[str, Json] | None:
    """Return the object that the body is; None for anything else."""
    try:
        found = json.loads(body)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


def told(status: int, **words: Json) -> Reply:
    """Return a reply with these words for the page."""
    return Reply(status, json.dumps(words, ensure_ascii=False).encode())


def written(reply: Reply) -> bytes:
    """Return the reply as it goes over the wire."""
    text = "; charset=utf-8" if reply.kind.startswith(("text/", "application/j")) else ""
    lines = [
        f"HTTP/1.1 {reply.status} {_WORDS[reply.status]}",
        f"Content-Type: {reply.kind}{text}",
        f"Content-Length: {len(reply.body)}",
        *_ALWAYS,
    ]
    if reply.token:
        lines.append(f"Set-Cookie: {COOKIE}={reply.token}; Path=/; HttpOnly; SameSite=Strict")
    if reply.allow:
        lines.append(f"Allow: {reply.allow}")
    return "\r\n".join((*lines, "", "")).encode("ascii") + reply.body
