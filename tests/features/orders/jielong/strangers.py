"""Invented pastes with what must be read of them, one line of gold for each entry.

A file of `strangers/` holds cases, each `=== id | today | one or ask | buildings`, then lines with a sign in front:
`O` an offer (code, name|spec|unit|aliases|step|price), `N` a neighbour (id, name|room|aliases), `P` a line of the
paste before, `Q` what the whole text asks, `T` the sums, `C` a change (kind, name, room, offer, before, after).
Every other line is a line of the paste behind the sign of its kind; `+` goes on with the entry above. Behind ` => `
stands an entry as name|room|action|items|questions|paid, several parted by ` ;; `; an amount `?` is in question, a good
alone stands without amount, a code of several signs has a colon behind it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).with_name("strangers")
_KINDS = {
    ".": "blank",
    "h": "header",
    "x": "example",
    "p": "placeholder",
    "e": "entry",
    "+": "entry",
    "t": "tail",
    "c": "chatter",
    "q": "quoted",
    "u": "unreadable",
}
_ACTIONS = {"o": "order", "a": "add", "s": "set", "c": "cancel", "n": "none"}
_ITEM = re.compile(r"(?P<offer>\?|[A-Z0-9]+(?=:)|[A-Z]):?(?P<amount>\?|[0-9.]*)")

Json = dict[str, Any]


@dataclass(slots=True)
class Stranger:
    """A case as the contract writes it, with what must be read: `expected` has lines, entries, totals and changes."""

    case: Json
    kinds: list[str] = field(default_factory=list)
    entries: list[Json] = field(default_factory=list)
    totals: dict[str, str] = field(default_factory=dict)
    questions: list[str] = field(default_factory=list)
    changes: list[Json] = field(default_factory=list)

    @property
    def id(self) -> str:
        """The case's name."""
        return str(self.case["id"])


def strangers() -> list[Stranger]:
    """Return all cases of the folder in the order of their files."""
    return [each for path in sorted(FOLDER.glob("*.txt")) for each in _cases(path)]


def _cases(path: Path) -> Iterator[Stranger]:
    current: Stranger | None = None
    for line in path.read_text(encoding="utf-8").split("\n"):
        if line.startswith("=== "):
            if current is not None:
                yield _finished(current)
            current = _begun(line[4:])
        elif current is not None and line.strip():
            _line(current, line[0], line[2:])
    if current is not None:
        yield _finished(current)


def _begun(head: str) -> Stranger:
    name, today, missing, buildings = (part.strip() for part in head.split("|"))
    rules = {"missing_quantity_is_one": missing == "one"}
    case: Json = {"id": name, "today": today, "rules": rules, "buildings": buildings.split(), "previous": None}
    return Stranger({**case, "offers": [], "neighbours": [], "text": []})


def _finished(stranger: Stranger) -> Stranger:
    stranger.case["text"] = "\n".join(stranger.case["text"])
    return stranger


def _line(stranger: Stranger, sign: str, rest: str) -> None:
    case = stranger.case
    if sign == "O":
        code, words = rest.split(" ", 1)
        name, spec, unit, aliases, step, *price = words.split("|")
        offer = {"code": code, "name": name, "spec": spec, "unit": unit, "step": step}
        offer["price"] = "".join(price) or "9999"
        case["offers"].append({**offer, "aliases": [alias for alias in aliases.split(",") if alias]})
    elif sign == "N":
        key, words = rest.split(" ", 1)
        name, room, aliases = words.split("|")
        case["neighbours"].append(
            {"id": key, "name": name, "room": room or None, "aliases": [each for each in aliases.split(",") if each]}
        )
    elif sign == "P":
        case["previous"] = rest if case["previous"] is None else f"{case['previous']}\n{rest}"
    elif sign == "Q":
        stranger.questions.extend(rest.split())
    elif sign == "T":
        stranger.totals.update((match["offer"], match["amount"]) for match in _ITEM.finditer(rest))
    elif sign == "C":
        keys = ("kind", "name", "room", "offer", "before", "after")
        values = [None if value == "-" else value.replace("_", " ") for value in rest.split()]
        stranger.changes.append(dict(zip(keys, values, strict=True)))
    else:
        _text_line(stranger, sign, rest)


def _text_line(stranger: Stranger, sign: str, rest: str) -> None:
    text, _, gold = rest.partition(" => ")
    stranger.case["text"].append("" if sign == "." else text)
    stranger.kinds.append(_KINDS[sign])
    number = len(stranger.kinds)
    if sign == "+":
        stranger.entries[-1]["lines"].append(number)
    elif sign == "e":
        stranger.entries.extend(_entry(number, part) for part in gold.split(" ;; "))


def _entry(number: int, gold: str) -> Json:
    name, room, action, items, *more = gold.split("|")
    return {
        "lines": [number],
        "name": None if name == "-" else name,
        "room": None if room == "-" else room,
        "action": _ACTIONS[action],
        "items": [
            {
                "offer": None if match["offer"] == "?" else match["offer"],
                "quantity": match["amount"] if match["amount"] not in ("", "?") else None,
            }
            for match in _ITEM.finditer(items)
        ],
        "questions": more[0].split(",") if more and more[0] else [],
        "paid": len(more) > 1 and more[1] == "paid",
    }
