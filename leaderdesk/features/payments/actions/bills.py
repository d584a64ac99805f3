"""What is done with bills: kept, their sure payments booked in one step, the others answered one by one."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import Connection, insert, select, update

from leaderdesk.core.errors import UserError
from leaderdesk.core.i18n import N_, _
from leaderdesk.core.money import format_yuan
from leaderdesk.documents.incoming import read_sheets
from leaderdesk.documents.sheet_rows import UNWATCHED, Limits, Watch
from leaderdesk.features.payments.actions.ledger import pay_out, receive, refund, see, waive
from leaderdesk.features.payments.actions.payers import learn_payer
from leaderdesk.features.payments.queries.accounts import lines_of_entry
from leaderdesk.features.payments.queries.bills import (
    bill_ground,
    matching_of,
    open_dues,
    open_line,
    open_lines,
    stored_lines,
)
from leaderdesk.features.payments.rules.bills import Bill, BillLine, read_bill
from leaderdesk.features.payments.rules.ledger import Account, Share
from leaderdesk.features.payments.rules.matching import Answer, Deed, Match, Matching, OpenLine
from leaderdesk.features.payments.rules.matching_lines import match_bill
from leaderdesk.features.payments.rules.matching_state import exact_orders, shares
from leaderdesk.features.payments.rules.payers import payer_key
from leaderdesk.features.payments.tables import BillLineRow, BillRow
from leaderdesk.storage.database import Store, Writing


@dataclass(frozen=True, slots=True)
class BillTaken:
    """What was kept of a bill: how many payments are new, changed since, and as before, and the step to undo.

    `action_id` is None if nothing of it was new.
    """

    bill: Bill
    new: int
    changed: int
    same: int
    action_id: int | None
    matching: Matching = field(default_factory=Matching)


def open_bill(path: Path, *, watch: Watch = UNWATCHED) -> Bill:
    """Return what the file at `path` says; UserError, with what to do next, if it is no bill or cannot be read."""
    return read_bill(read_sheets(path, Limits(), watch), path.name)


def keep_bill(store: Store, bill: Bill, name: str) -> BillTaken:
    """Keep every payment of the bill that is new, and what changed of those known; nothing is booked.

    `name` is that of the file. The same bill again changes nothing.
    """
    with store.read() as connection:
        new, changed = _news(connection, bill)
    if not new and not changed:
        return _taken(bill, new, changed, None)
    with store.write(N_("Read bill {file}"), about={"file": name}) as writing:
        new, changed = _keep(writing, bill, name)
    return _taken(bill, new, changed, writing.action_id)


def import_bill(store: Store, bill: Bill, name: str) -> BillTaken:
    """Keep the bill and book what is sure in it, all in one step."""
    with store.write(N_("Read bill {file} and book it"), about={"file": name}) as writing:
        new, changed = _keep(writing, bill, name)
        matching = matching_of(writing.connection)
        for match in matching.sure:
            _settle(writing, match.open, match.answer)
    action_id = writing.action_id if new or changed or matching.sure else None
    return _taken(bill, new, changed, action_id, matching)


def rehearse_bill(store: Store, bill: Bill) -> BillTaken:
    """Return what `import_bill` would do; nothing is written."""
    with store.read() as connection:
        new, changed = _news(connection, bill)
        stored = open_lines(connection)
        first = max((each.id for each in stored), default=0) + 1
        lines = (*stored, *(OpenLine(first + place, line) for place, line in enumerate(new)))
        matching = match_bill(lines, bill_ground(connection, lines))
    return _taken(bill, new, changed, None, matching)


def book_sure(store: Store, shown: Sequence[Match]) -> int:
    """Book the payments that were shown as sure, in one step, and return the id of the action.

    UserError, with nothing booked, if one of them is not sure any more.
    """
    count, fen = len(shown), sum(share.amount_fen for match in shown for share in match.answer.shares)
    about = {"count": str(count), "sum": format_yuan(fen)}
    with store.write(N_("Book {count} payments of the bill, {sum}"), about=about) as writing:
        now = {match.open.id: match for match in matching_of(writing.connection).sure}
        for match in shown:
            again = now.get(match.open.id)
            if again is None or not _does_the_same(again.answer, match.answer):
                raise UserError(_("Something has changed meanwhile. Look at the list once more."))
            _settle(writing, match.open, match.answer)
    return writing.action_id


def answer_line(store: Store, line_id: int, answer: Answer) -> int:
    """Settle one line as it was answered and return the id of the action; what the answer says of the payer is learnt.

    UserError if the line does not ask that any more.
    """
    with store.write(N_("Answer payment of {who}"), about={"who": _who(store, line_id)}) as writing:
        matching = matching_of(writing.connection)
        doubt = next((each for each in matching.doubts if each.open.id == line_id), None)
        if doubt is None or not any(_does_the_same(each, answer) for each in doubt.answers):
            raise UserError(_("Something has changed meanwhile. Look at the list once more."))
        _settle(writing, doubt.open, answer)
        people = {share.neighbour_id for share in answer.shares}
        if answer.deed in (Deed.BOOK, Deed.WAIVE) and len(people) == 1:
            learn_payer(writing, doubt.open.line, people.pop())
    return writing.action_id


def give_line_to(store: Store, line_id: int, neighbour_id: int) -> int:
    """Book a line for a neighbour who was found by hand, for what she owes and else into her balance.

    Return the id of the action. Who pays for her is learnt.
    """
    with store.write(N_("Book payment of {who} by hand"), about={"who": _who(store, line_id)}) as writing:
        line = _unsettled(writing.connection, line_id)
        net = line.line.net_fen
        dues = [each for each in open_dues(writing.connection) if each.neighbour_id == neighbour_id]
        exact = exact_orders(dues, net)
        parts = shares(exact[0] if exact else dues, net) if dues else (Share(neighbour_id, None, net),)
        _settle(writing, line, Answer("", Deed.BOOK, parts))
        learn_payer(writing, line.line, neighbour_id)
    return writing.action_id


def leave_line(store: Store, line_id: int) -> int:
    """Keep that no order is paid with this line; return the id of the action."""
    with store.write(N_("Leave payment of {who} out"), about={"who": _who(store, line_id)}) as writing:
        _settle(writing, _unsettled(writing.connection, line_id), Answer("", Deed.LEFT))
    return writing.action_id


def _does_the_same(one: Answer, other: Answer) -> bool:
    return (one.deed, one.shares, one.entry_id) == (other.deed, other.shares, other.entry_id)


def _news(connection: Connection, bill: Bill) -> tuple[list[BillLine], dict[int, BillLine]]:
    """Return the payments nobody knows yet, and by their ids those of which more went back than was known.

    A bill of an earlier day says less than is known: only what went back since is news.
    """
    known = stored_lines(connection, bill.channel, [line.key for line in bill.received])
    new = [line for line in bill.received if line.key not in known]
    changed = {
        known[line.key].id: line
        for line in bill.received
        if line.key in known and line.refunded_fen > known[line.key].refunded_fen
    }
    return new, changed


def _keep(writing: Writing, bill: Bill, name: str) -> tuple[list[BillLine], dict[int, BillLine]]:
    connection = writing.connection
    new, changed = _news(connection, bill)
    for line_id, line in changed.items():
        now = {"refunded_fen": line.refunded_fen, "status": line.status, "is_settled": int(line.is_settled)}
        connection.execute(update(BillLineRow).where(BillLineRow.id == line_id).values(now))
    if new:
        times = [line.at_ms for line in new]
        head = {
            "channel": bill.channel.value, "name": name, "at_ms": writing.at_ms, "lines": len(new),
            "from_ms": min(times), "until_ms": max(times),
        }  # fmt: skip
        bill_id = connection.execute(insert(BillRow).values(head).returning(BillRow.id)).scalar_one()
        connection.execute(insert(BillLineRow), [_values(line, bill_id) for line in new])
    return new, changed


def _taken(
    bill: Bill,
    new: Sequence[BillLine],
    changed: Mapping[int, BillLine],
    action_id: int | None,
    matching: Matching | None = None,
) -> BillTaken:
    same = len(bill.received) - len(new) - len(changed)
    return BillTaken(bill, len(new), len(changed), same, action_id, matching or Matching())


def _values(line: BillLine, bill_id: int) -> dict[str, object]:
    return {
        "bill_id": bill_id,
        "channel": line.channel.value,
        "key": line.key,
        "at_ms": line.at_ms,
        "kind": line.kind,
        "payer": line.payer,
        "payer_key": payer_key(line),
        "account": line.account,
        "goods": line.goods,
        "note": line.note,
        "amount_fen": line.amount_fen,
        "refunded_fen": line.refunded_fen,
        "status": line.status,
        "is_settled": int(line.is_settled),
        "row": line.row,
        "raw": json.dumps(line.raw, ensure_ascii=False),
        "result": "",
    }


_RESULTS = {Deed.KNOWN: "known", Deed.LOOSE: "loose", Deed.LEFT: "left"}


def _settle(writing: Writing, line: OpenLine, answer: Answer) -> None:
    """Book what the answer says, and keep with the line what became of it."""
    entry_id = _booked(writing, line.line, answer)
    now: dict[str, object] = {"decided_at_ms": writing.at_ms}
    if answer.deed is Deed.REFUND or line.booked_fen is not None:
        now["booked_fen"] = line.line.net_fen
    else:
        people = {share.neighbour_id for share in answer.shares}
        orders = [share.order_id for share in answer.shares if share.order_id is not None]
        now |= {
            "result": _RESULTS.get(answer.deed, "booked"),
            "booked_fen": line.line.net_fen if answer.deed not in (Deed.LOOSE, Deed.LEFT) else None,
            "neighbour_id": people.pop() if len(people) == 1 else None,
            "order_id": orders[0] if orders else None,
            "entry_id": entry_id,
        }
    writing.connection.execute(update(BillLineRow).where(BillLineRow.id == line.id).values(now))


def _booked(writing: Writing, line: BillLine, answer: Answer) -> int | None:
    """Write what the answer says into the book and return the entry that came of it."""
    account, deed = Account(line.channel.value), answer.deed
    if deed in (Deed.BOOK, Deed.WAIVE, Deed.RETURNED):
        entry_id = receive(writing, shares=answer.shares, account=account, at_ms=line.at_ms, note=line.payer)
        if deed is Deed.WAIVE and answer.shares[-1].order_id is not None:
            waive(writing, order_id=answer.shares[-1].order_id, amount_fen=answer.waived_fen)
        if deed is Deed.RETURNED:
            back = answer.shares[0]
            pay_out(writing, neighbour_id=back.neighbour_id, amount_fen=back.amount_fen, account=account)
        return entry_id
    if deed is Deed.REFUND:
        share = answer.shares[0]
        if share.order_id is None:
            return pay_out(writing, neighbour_id=share.neighbour_id, amount_fen=share.amount_fen, account=account)
        return refund(writing, order_id=share.order_id, amount_fen=share.amount_fen, account=account)
    if deed is Deed.KNOWN and answer.entry_id is not None:
        _see(writing, answer.entry_id, account, line.at_ms)
        return answer.entry_id
    return None


def _see(writing: Writing, entry_id: int, account: Account, at_ms: int) -> None:
    """What was only said to be paid has now been seen on its account."""
    lines = lines_of_entry(writing.connection, entry_id)
    owner = next((line.neighbour_id for line in lines if line.neighbour_id is not None), 0)
    marked = [line for line in lines if line.account is Account.MARKED and line.amount_fen < 0]
    seen = tuple(Share(owner, line.order_id, -line.amount_fen) for line in marked)
    if seen:
        see(writing, shares=seen, account=account, at_ms=at_ms)


def _unsettled(connection: Connection, line_id: int) -> OpenLine:
    line = open_line(connection, line_id)
    if line is None:
        raise UserError(_("This payment is settled already."))
    return line


def _who(store: Store, line_id: int) -> str:
    fields = select(BillLineRow.payer, BillLineRow.amount_fen).where(BillLineRow.id == line_id)
    with store.read() as connection:
        row = connection.execute(fields).first()
    if row is None:
        raise UserError(_("This payment is settled already."))
    return f"{row.payer} {format_yuan(row.amount_fen)}".strip()
