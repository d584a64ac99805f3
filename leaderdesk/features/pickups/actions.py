"""Handing over, once and only once."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import Connection, delete, select
from sqlalchemy.orm import Session

from leaderdesk.core.errors import UserError
from leaderdesk.core.i18n import N_, _
from leaderdesk.core.report import Json
from leaderdesk.core.text import one_line
from leaderdesk.features.orders.queries import orders_by_ids
from leaderdesk.features.orders.rules import Line
from leaderdesk.features.pickups.queries import Dues, at_table, order_ids_meant, pickup_by_id, rounds_at_pickup
from leaderdesk.features.pickups.rules import (
    COLD_BAG,
    WHOLE_ORDER,
    Answer,
    Kind,
    NotTakenReason,
    PickupOrder,
    read_code,
)
from leaderdesk.features.pickups.tables import (
    HandoverLineRow,
    HandoverRow,
    NotTakenRow,
    PrintedLabelRow,
    PrintedListRow,
    ScanAnswerRow,
)
from leaderdesk.storage.business import read_business
from leaderdesk.storage.database import Store, Writing

_LONGEST_CODE = 200


@dataclass(frozen=True, slots=True)
class Meant:
    """Which order a text means, and which bag of it (0: the whole order); or why none."""

    kind: Kind
    order_id: int | None = None
    bag: int = WHOLE_ORDER
    choices: tuple[int, ...] = ()


def look_up(connection: Connection, typed: str, *, dues: Dues, round_id: int | None = None) -> Answer:
    """Say what a scanned or typed text means, without handing over anything.

    OK, PARTLY (some of it was handed over before), UNPAID, ALREADY or CANCELLED with the order; AMBIGUOUS with the
    choices; UNKNOWN or OTHER_SHOP with nothing.
    """
    meant = _meant(connection, typed, round_id=round_id)
    if meant.order_id is None:
        choices = at_table(connection, orders_by_ids(connection, meant.choices), dues=dues)
        return Answer(kind=meant.kind, choices=choices)
    found = pickup_by_id(connection, meant.order_id, dues=dues)
    if found is None:
        return Answer(kind=Kind.UNKNOWN)
    return Answer(kind=standing_of(found), found=found, bag=meant.bag)


def check_off(store: Store, typed: str, *, dues: Dues, round_id: int | None = None, nonce: str | None = None) -> Answer:
    """Hand over what a scanned or typed text means and say what happened; the same `nonce` gives the same answer again.

    A bag's code hands over that bag, anything else all that is open of the order. Money that is owed never blocks: the
    answer is then UNPAID. PARTLY means that something of the order is still here afterwards.
    """
    typed, nonce = one_line(typed[:_LONGEST_CODE]), None if nonce is None else one_line(nonce[:_LONGEST_CODE])
    with store.write(N_("Check off {who}")) as writing:
        connection = writing.session.connection()
        if nonce is not None:
            earlier = _answered(writing.session, nonce, typed)
            if earlier is not None:
                return _again(connection, earlier, dues=dues)
        looked = look_up(connection, typed, dues=dues, round_id=round_id)
        answer = looked
        if looked.found is not None and looked.kind in (Kind.OK, Kind.PARTLY, Kind.UNPAID):
            writing.say_about({"who": _who(looked.found)})
            lines = _lines_of_bag(looked.found, looked.bag)
            answer = _handed(writing, looked.found, lines, bag=looked.bag, dues=dues)
        if nonce is not None:
            _remember(writing, nonce, typed, answer)
    return answer


def hand_over(
    store: Store,
    order_id: int,
    *,
    dues: Dues,
    line_ids: Collection[int],
    reasons: Mapping[int, NotTakenReason] | None = None,
    collected_by: str = "",
) -> Answer:
    """Hand over these lines of an order and keep why others stay; lines handed over before are left alone.

    The answer is ALREADY if none of them was open any more.
    """
    with store.read() as connection:
        before = pickup_by_id(connection, order_id, dues=dues)
    if before is None:
        raise UserError(_("This order is not there any more."))
    with store.write(N_("Check off {who}"), about={"who": _who(before)}) as writing:
        found = pickup_by_id(writing.session.connection(), order_id, dues=dues)
        if found is None or found.order.cancelled_at_ms is not None:
            return Answer(kind=Kind.CANCELLED, found=found)
        lines = tuple(line for line in found.open_lines if line.id in line_ids)
        left = {
            line.id: reasons[line.id]
            for line in found.open_lines
            if reasons and line.id in reasons and line not in lines
        }
        _keep_reasons(writing, left)
        if not lines:
            return Answer(kind=Kind.PARTLY if left else Kind.ALREADY, found=found, action_id=writing.action_id)
        return _handed(writing, found, lines, bag=WHOLE_ORDER, dues=dues, collected_by=collected_by)


def take_back(store: Store, order_id: int, *, dues: Dues) -> int:
    """Make an order not handed over again, whatever was handed over of it; return the id of the action."""
    with store.read() as connection:
        found = pickup_by_id(connection, order_id, dues=dues)
    if found is None or not found.handed_line_ids:
        raise UserError(_("Nothing of this order has been handed over."))
    with store.write(N_("Take back check-off of {who}"), about={"who": _who(found)}) as writing:
        handovers = select(HandoverRow.id).where(HandoverRow.order_id == order_id)
        writing.session.execute(delete(HandoverLineRow).where(HandoverLineRow.handover_id.in_(handovers)))
        writing.session.execute(delete(HandoverRow).where(HandoverRow.order_id == order_id))
    return writing.action_id


def record_labels(store: Store, contents: Mapping[tuple[int, int], str]) -> int:
    """Keep with which content the label of each (order, bag) was printed; return the id of the action."""
    with store.write(N_("Print {count} labels"), about={"count": str(len(contents))}, undoable=False) as writing:
        writing.session.add_all(
            PrintedLabelRow(order_id=order_id, bag=bag, content=content, at_ms=writing.at_ms)
            for (order_id, bag), content in contents.items()
        )
    return writing.action_id


def record_list(store: Store, round_id: int, kind: str) -> int:
    """Keep that a list of the round was printed; return the id of the action."""
    with store.write(N_("Print a list"), undoable=False) as writing:
        writing.session.add(PrintedListRow(round_id=round_id, kind=kind, at_ms=writing.at_ms))
    return writing.action_id


def _meant(connection: Connection, typed: str, *, round_id: int | None) -> Meant:
    code = read_code(typed, read_business(connection).shop_key)
    if code is not None:
        return Meant(Kind.OK, order_id=code.order_id, bag=code.bag) if code.genuine else Meant(Kind.OTHER_SHOP)
    rounds = (round_id,) if round_id is not None else rounds_at_pickup(connection)
    found = order_ids_meant(connection, typed, round_ids=rounds)
    if len(found) == 1:
        return Meant(Kind.OK, order_id=found[0])
    return Meant(Kind.AMBIGUOUS, choices=found) if found else Meant(Kind.UNKNOWN)


def standing_of(found: PickupOrder) -> Kind:
    """Return how an order stands before anything is handed over now."""
    if found.order.cancelled_at_ms is not None or not found.order.lines:
        return Kind.CANCELLED
    if found.is_done:
        return Kind.ALREADY
    if found.handed_line_ids:
        return Kind.PARTLY
    return Kind.UNPAID if found.due_fen > 0 else Kind.OK


def _lines_of_bag(found: PickupOrder, bag: int) -> tuple[Line, ...]:
    if bag == WHOLE_ORDER:
        return found.open_lines
    return tuple(line for line in found.open_lines if line.is_cold == (bag == COLD_BAG))


def _handed(
    writing: Writing, found: PickupOrder, lines: Sequence[Line], *, bag: int, dues: Dues, collected_by: str = ""
) -> Answer:
    if not lines:
        return Answer(kind=Kind.ALREADY, found=found, bag=bag)
    handover = HandoverRow(order_id=found.order.id, at_ms=writing.at_ms, collected_by=collected_by)
    writing.session.add(handover)
    writing.session.flush()
    writing.session.add_all(HandoverLineRow(handover_id=handover.id, line_id=line.id) for line in lines)
    writing.session.execute(delete(NotTakenRow).where(NotTakenRow.line_id.in_([line.id for line in lines])))
    writing.session.flush()
    after = at_table(writing.session.connection(), [found.order], dues=dues)[0]
    kind = Kind.PARTLY if after.open_lines else Kind.UNPAID if after.due_fen > 0 else Kind.OK
    return Answer(kind=kind, found=after, bag=bag, handed=tuple(lines), action_id=writing.action_id)


def _keep_reasons(writing: Writing, reasons: Mapping[int, NotTakenReason]) -> None:
    writing.session.execute(delete(NotTakenRow).where(NotTakenRow.line_id.in_(list(reasons))))
    writing.session.add_all(
        NotTakenRow(line_id=line_id, reason=reason, at_ms=writing.at_ms) for line_id, reason in reasons.items()
    )
    writing.session.flush()


def _who(found: PickupOrder) -> str:
    return f"{found.order.room} {found.order.neighbour_name}".strip()


def _answered(session: Session, nonce: str, typed: str) -> dict[str, Json] | None:
    row = session.scalar(select(ScanAnswerRow).where(ScanAnswerRow.nonce == nonce))
    if row is None:
        return None
    if row.code != typed:
        raise UserError(_("This nonce was used for another code. Take a new one for every scan."))
    kept: dict[str, Json] = json.loads(row.answer)
    return kept


def _remember(writing: Writing, nonce: str, typed: str, answer: Answer) -> None:
    kept = {
        "kind": answer.kind.value,
        "order_id": answer.found.order.id if answer.found else None,
        "bag": answer.bag,
        "handed": [line.id for line in answer.handed],
        "choices": [choice.order.id for choice in answer.choices],
        "due_fen": answer.found.due_fen if answer.found else 0,
    }
    writing.session.add(ScanAnswerRow(nonce=nonce, code=typed, answer=json.dumps(kept), at_ms=writing.at_ms))
    writing.session.flush()


def _again(connection: Connection, kept: Mapping[str, Json], *, dues: Dues) -> Answer:
    order_id, handed, choices = kept["order_id"], kept["handed"], kept["choices"]
    found = pickup_by_id(connection, order_id, dues=dues) if isinstance(order_id, int) else None
    if found is not None:
        found = replace(found, due_fen=int(str(kept["due_fen"])))
    lines = tuple(line for line in found.order.lines if line.id in _numbers(handed)) if found else ()
    chosen = at_table(connection, orders_by_ids(connection, _numbers(choices)), dues=dues)
    return Answer(kind=Kind(kept["kind"]), found=found, bag=int(str(kept["bag"])), handed=lines, choices=chosen)


def _numbers(kept: Json) -> list[int]:
    return [number for number in kept if isinstance(number, int)] if isinstance(kept, list) else []
