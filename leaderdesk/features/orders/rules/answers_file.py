"""Answers that were written to a file for the command line.

{"lines": {"8": {"items": {"A": "2"}}, "43": {"neighbour": 12}, "50": {"neighbour": "new", "room": "3-201"},
 "51": {"skip": true}, "52": {"agree": true}}, "missing": "cancelled"}
"""

from __future__ import annotations

from collections.abc import Mapping

from leaderdesk.core.amount import parse_amount
from leaderdesk.core.errors import UserError
from leaderdesk.core.i18n import _
from leaderdesk.features.orders.rules.answers import (
    COPIES,
    PART,
    TEXT,
    WHOLE,
    Agreed,
    Answer,
    Answers,
    IsNeighbour,
    IsNew,
    NotAnOrder,
    Wants,
    with_answer,
)
from leaderdesk.features.orders.rules.ground import Ground
from leaderdesk.features.orders.rules.review import Review, Row

_MISSING = {"cancelled": WHOLE, "kept": PART}


def read_answers(given: object, review: Review) -> Answers:
    """Return the answers of a file for this comparison; UserError, naming the place, if they do not fit it."""
    if not isinstance(given, dict) or not isinstance(given.get("lines", {}), dict):
        raise _unfit("lines")
    answers: Answers = {}
    if "missing" in given:
        code = _MISSING.get(str(given["missing"]))
        if code is None:
            raise _unfit("missing")
        answers = with_answer(answers, TEXT, Agreed(code))
    if given.get("copies") == "last":
        answers = with_answer(answers, TEXT, Agreed(COPIES))
    for line, said in given.get("lines", {}).items():
        row = next((row for row in review.rows if str(row.lines[0] if row.lines else "") == str(line)), None)
        if row is None or not isinstance(said, dict):
            raise _unfit(str(line))
        answers = with_answer(answers, row.key, *_answers(str(line), said, row, review.ground))
    return answers


def _answers(line: str, said: Mapping[str, object], row: Row, ground: Ground) -> list[Answer]:
    found: list[Answer] = []
    neighbour = said.get("neighbour")
    if neighbour == "new":
        found.append(IsNew(name=str(said.get("name", "")), room=str(said.get("room", ""))))
    elif isinstance(neighbour, int) and neighbour in ground.people:
        found.append(IsNeighbour(neighbour))
    elif neighbour is not None:
        raise _unfit(line)
    if "items" in said:
        found.append(Wants(_amounts(line, said["items"], ground)))
    if said.get("skip") is True:
        found.append(NotAnOrder())
    if said.get("agree") is True and row.ask is not None:
        found.append(Agreed(str(row.ask.code)))
    return found


def _amounts(line: str, items: object, ground: Ground) -> tuple[tuple[int, int], ...]:
    if not isinstance(items, dict):
        raise _unfit(line)
    codes = {offer.code: offer for offer in ground.offers.values()}
    amounts = []
    for code, amount in items.items():
        offer = codes.get(str(code))
        if offer is None:
            raise _unfit(f"{line}: {code}")
        milli = parse_amount(str(amount))
        if milli % offer.step_milli:
            raise _unfit(f"{line}: {code}")
        if milli:
            amounts.append((offer.id, milli))
    return tuple(amounts)


def _unfit(place: str) -> UserError:
    said = _("The answers do not fit this list at “{place}”. Look at the dry run and write them anew.")
    return UserError(said.format(place=place))
