"""A 接龙 case as JSON, and its reading as JSON: what `intake parse` prints."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from leaderdesk.core.amount import amount_text, parse_amount
from leaderdesk.core.errors import UserError
from leaderdesk.core.i18n import _
from leaderdesk.features.orders.jielong.changes import changes_since
from leaderdesk.features.orders.jielong.match import index_known, match
from leaderdesk.features.orders.jielong.model import Change, Entry, Known, Neighbour, Offer, Reading, Rules
from leaderdesk.features.orders.jielong.read import read

Json = dict[str, Any]


def parse_case(case: Mapping[str, Any]) -> Json:
    """Return the result of a case, in the form of the contract; UserError if the case has not its form."""
    try:
        offers = tuple(_offer(each) for each in case["offers"])
        known = Known(tuple(_neighbour(each) for each in case["neighbours"]), tuple(map(str, case["buildings"])))
        rules = Rules(missing_quantity_is_one=bool(case["rules"]["missing_quantity_is_one"]))
        today = date.fromisoformat(case["today"])
        text, previous = str(case["text"]), case.get("previous")
    except (KeyError, TypeError, ValueError, AttributeError, InvalidOperation) as trouble:
        raise UserError(_("This is not a case: {reason} is missing or malformed.").format(reason=trouble)) from trouble
    index = index_known(known)
    reading = match(read(text, offers, rules, today), index)
    result = reading_json(reading)
    if previous is not None:
        earlier = match(read(str(previous), offers, rules, today), index)
        result["changes"] = [_change_json(change) for change in changes_since(earlier, reading)]
    return result


def reading_json(reading: Reading) -> Json:
    """Return a reading in the form of the contract."""
    lines: list[Json] = []
    for line in reading.lines:
        shown: Json = {"line": line.line, "kind": str(line.kind)}
        if line.entry is not None:
            shown["entry"] = line.entry
        lines.append(shown)
    return {
        "lines": lines,
        "entries": [_entry_json(entry) for entry in reading.entries],
        "totals": {code: amount_text(milli) for code, milli in reading.totals_milli.items()},
        "questions": [str(code) for code in reading.questions],
    }


def _entry_json(entry: Entry) -> Json:
    return {
        "lines": list(entry.lines),
        "number": entry.number,
        "name": entry.name.text if entry.name is not None else None,
        "neighbour": entry.neighbour,
        "room": entry.room,
        "action": str(entry.action),
        "items": [
            {"offer": item.offer, "quantity": None if item.quantity_milli is None else amount_text(item.quantity_milli)}
            for item in entry.items
        ],
        "note": entry.note,
        "paid": entry.paid is not None,
        "questions": list(dict.fromkeys(str(question.code) for question in entry.questions)),
    }


def _change_json(change: Change) -> Json:
    return {
        "kind": str(change.kind),
        "name": change.name,
        "room": change.room,
        "offer": change.offer,
        "before": amount_text(change.before_milli),
        "after": amount_text(change.after_milli),
    }


def _offer(given: Mapping[str, Any]) -> Offer:
    return Offer(
        code=str(given["code"]),
        name=str(given["name"]),
        spec=str(given.get("spec") or ""),
        unit=str(given["unit"]),
        aliases=_texts(given.get("aliases")),
        step_milli=parse_amount(str(given.get("step") or "1")) or 1,
        price_fen=int(Decimal(str(given.get("price") or "0")) * 100),
    )


def _neighbour(given: Mapping[str, Any]) -> Neighbour:
    return Neighbour(str(given["id"]), str(given["name"]), given.get("room") or None, _texts(given.get("aliases")))


def _texts(given: Sequence[Any] | None) -> tuple[str, ...]:
    return tuple(map(str, given or ()))
