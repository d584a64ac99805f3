"""What the feature of orders offers to the program: reading a list on the command line."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from leaderdesk.core.amount import amount_text
from leaderdesk.core.arguments import row_id
from leaderdesk.core.clock import local_now
from leaderdesk.core.errors import UserError
from leaderdesk.core.feature import Feature
from leaderdesk.core.i18n import _, ngettext
from leaderdesk.core.money import yuan_text
from leaderdesk.core.report import Json, Report
from leaderdesk.core.text_file import json_of, text_of
from leaderdesk.features.orders.actions import take_orders
from leaderdesk.features.orders.jielong.case import parse_case
from leaderdesk.features.orders.queries.guards import UNGUARDED, Guards
from leaderdesk.features.orders.queries.not_yet import who_has_not_ordered
from leaderdesk.features.orders.queries.reading import LONGEST_TEXT, read_paste
from leaderdesk.features.orders.rules.answers_file import read_answers
from leaderdesk.features.orders.rules.not_yet import Part, group_text
from leaderdesk.features.orders.rules.review import Became, Piece, Review, Row
from leaderdesk.storage.database import Store

_LARGEST_FILE = 4 * LONGEST_TEXT


def orders(guards: Guards = UNGUARDED) -> Feature:
    """Return the feature, with what the features above guard."""

    def add_verbs(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
        verbs = subparsers.add_parser("intake", help=_("reads the list of the group")).add_subparsers(
            required=True, metavar="VERB"
        )
        parse = verbs.add_parser("parse", help=_("read a case file and show what it says; no data is touched"))
        parse.add_argument("case", type=Path, metavar="CASE.json")
        parse.set_defaults(run=parse_file, needs_store=False)
        paste = verbs.add_parser("paste", help=_("read a text into a round"))
        paste.add_argument("--round", type=row_id, required=True, metavar="ID", dest="round_id")
        paste.add_argument("file", metavar="FILE|-")
        paste.add_argument("--dry-run", action="store_true", default=False, help=_("only say what would change"))
        paste.add_argument("--answers", type=Path, default=None, metavar="FILE", help=_("answers to open questions"))
        paste.add_argument(
            "--certain-only", action="store_true", default=False, help=_("take what is clear, leave the rest")
        )
        missing = verbs.add_parser("missing", help=_("list who has not ordered in a round yet"))
        missing.add_argument("--round", type=row_id, required=True, metavar="ID", dest="round_id")
        missing.add_argument(
            "--part", choices=tuple(Part), default=Part.REGULAR, help=_("who is meant, by default who usually orders")
        )
        missing.set_defaults(run=list_missing)
        paste.set_defaults(run=lambda store, arguments: paste_file(store, arguments, guards=guards))

    return Feature(name="orders", add_verbs=add_verbs)


FEATURE = orders()


def list_missing(store: Store, arguments: argparse.Namespace) -> Report:
    """Return who has not ordered in the round yet, and the words for the group; UserError if there is no such round."""
    with store.read() as connection:
        found = who_has_not_ordered(connection, arguments.round_id, today=local_now(store.clock).date())
    if found is None:
        raise UserError(_("There is no round {id}. `rounds list` shows them.").format(id=arguments.round_id))
    people = found.of(Part(arguments.part))
    said = ngettext("{count} neighbour", "{count} neighbours", len(people)).format(count=len(people))
    text = group_text(found, people) if people and not found.closed else ""
    lines = (said, *(f"{one.room} {one.name}".strip() for one in people), found.definition, *((text,) if text else ()))
    data: Json = {
        "definition": found.definition,
        "neighbours": [{"id": one.id, "name": one.name, "room": one.room, "rounds": one.ordered} for one in people],
        "text": text,
    }
    return Report(lines, data)


def parse_file(arguments: argparse.Namespace) -> Report:
    """Return the reading of a case file in the form of the contract; UserError if the file is no case."""
    case = json_of(arguments.case, most_bytes=_LARGEST_FILE)
    if not isinstance(case, dict):
        raise UserError(_("{name} is not a case file.").format(name=arguments.case.name))
    result: Json = parse_case(case)
    return Report(tuple(json.dumps(result, ensure_ascii=False, indent=2).splitlines()), result)


def paste_file(store: Store, arguments: argparse.Namespace, *, guards: Guards = UNGUARDED) -> Report:
    """Read a text into a round and return what was added, changed and removed.

    UserError, with nothing changed, while questions are open, unless only what is certain is asked for.
    """
    text = text_of(arguments.file, most_bytes=_LARGEST_FILE)
    review = read_paste(store, arguments.round_id, text, guards=guards)
    if arguments.answers is not None:
        answers = read_answers(json_of(arguments.answers, most_bytes=_LARGEST_FILE), review)
        review = read_paste(store, arguments.round_id, text, answers=answers, guards=guards)
    if arguments.dry_run:
        return Report((*_lines(review), _("Nothing was changed: this was a rehearsal.")), _data(review, None))
    if review.questions and not arguments.certain_only:
        raise UserError(_refusal(review))
    taken = take_orders(store, review, certain_only=arguments.certain_only, guards=guards)
    said = ngettext("{count} order taken", "{count} orders taken", taken.orders).format(count=taken.orders)
    if taken.action_id is None:
        said = _("Nothing new in this list; nothing was changed.")
    return Report((*_lines(review), said), _data(review, taken.action_id))


def _refusal(review: Review) -> str:
    asked = [row.ask.reason for row in review.open_rows if row.ask is not None]
    if review.ask is not None:
        asked.insert(0, review.ask.reason)
    count = ngettext("{count} question is open", "{count} questions are open", review.questions)
    first = _("{count}, the first: {question}.").format(count=count.format(count=review.questions), question=asked[0])
    return _("{questions} Answer with --answers, or take the rest with --certain-only; nothing was changed.").format(
        questions=first
    )


def _lines(review: Review) -> tuple[str, ...]:
    lines = [_row_line(row) for row in review.rows if row.works]
    lines += [_("? {who}: {question}").format(who=_who(row), question=row.ask.reason) for row in review.rows if row.ask]
    if review.ask is not None:
        lines.append(f"? {review.ask.reason}")
    return (*lines, *review.hints)


def _row_line(row: Row) -> str:
    sign = {Became.ADDED: "+", Became.CANCELLED: "-"}.get(row.became, "~")
    goods = ", ".join(
        f"{piece.label} ×{amount_text(piece.milli or 0)}"
        if not piece.before_milli or not piece.changed
        else f"{piece.label} ×{amount_text(piece.before_milli)} → ×{amount_text(piece.milli or 0)}"
        for piece in row.pieces
    )
    return f"{sign} {_who(row)}  {goods}"


def _who(row: Row) -> str:
    return f"{row.room} {row.name}".strip()


def _data(review: Review, action_id: int | None) -> Json:
    codes = {offer.id: offer.code for offer in review.ground.offers.values()}
    changes: list[Json] = [
        _change(row, piece, codes[piece.offer_id])
        for row in review.rows
        if row.works
        for piece in row.pieces
        if piece.changed and piece.offer_id is not None
    ]
    questions: list[Json] = [
        {
            "line": row.lines[0] if row.lines else None,
            "name": row.name,
            "code": str(row.ask.code),
            "question": row.ask.reason,
            "answers": [fix.label for fix in row.ask.fixes],
        }
        for row in review.rows
        if row.ask is not None
    ]
    if review.ask is not None:
        questions.append({"line": None, "name": "", "code": review.ask.code, "question": review.ask.reason})
    return {
        "action": action_id,
        "orders": review.order_count,
        "amount": amount_text(review.milli),
        "sum": yuan_text(review.fen),
        "changes": changes,
        "questions": questions,
    }


def _change(row: Row, piece: Piece, code: str) -> Json:
    return {
        "kind": _kind(piece.before_milli, piece.milli or 0),
        "line": row.lines[0] if row.lines else None,
        "name": row.name,
        "room": row.room,
        "neighbour": row.neighbour_id,
        "offer": code,
        "before": amount_text(piece.before_milli),
        "after": amount_text(piece.milli or 0),
    }


def _kind(before_milli: int, after_milli: int) -> str:
    if not before_milli:
        return "added"
    return "changed" if after_milli else "removed"
