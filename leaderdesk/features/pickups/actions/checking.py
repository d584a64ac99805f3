"""Looking up and checking off what was scanned or typed, once and only once."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from sqlalchemy import Connection, select
from sqlalchemy.orm import Session

from leaderdesk.core.errors import UserError
from leaderdesk.core.i18n import N_, _
from leaderdesk.core.report import Json
from leaderdesk.core.text import one_line
from leaderdesk.features.orders.queries import orders_by_ids
from leaderdesk.features.orders.rules import Line
from leaderdesk.features.pickups.actions.handing import handed, who
from leaderdesk.features.pickups.queries import (
    Dues,
    at_table,
    order_ids_meant,
    pickup_by_id,
    rounds_at_pickup,
    standing_order_id,
)
from leaderdesk.features.pickups.rules import (
    COLD_BAG,
    WHOLE_ORDER,
    Answer,
    Kind,
    PickupOrder,
    read_code,
    standing_of,
)
from leaderdesk.features.pickups.tables import ScanAnswerRow
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
    found = pickup_by_id(connection, standing_order_id(connection, meant.order_id), dues=dues)
    if found is None:
        return Answer(kind=Kind.UNKNOWN)
    return Answer(kind=standing_of(found), found=found, bag=meant.bag)


def check_off(
    store: Store,
    typed: str,
    *,
    dues: Dues,
    round_id: int | None = None,
    nonce: str | None = None,
    only_lines: Collection[int] | None = None,
    by: str = "",
) -> Answer:
    """Hand over what a scanned or typed text means and say what happened; the same `nonce` gives the same answer again.

    A bag's code hands over that bag, anything else all that is open of the order; with `only_lines` no more than these.
    Money that is owed never blocks: the answer is then UNPAID. PARTLY means that something of the order is still here
    afterwards. `by` is whose hand it was if it was not the leader's; the journal says so.
    """
    typed, nonce = one_line(typed[:_LONGEST_CODE]), None if nonce is None else one_line(nonce[:_LONGEST_CODE])
    name, actor = (N_("Check off {who} by {by}"), "helper") if by else (N_("Check off {who}"), "leader")
    with store.write(name, actor=actor) as writing:
        connection = writing.connection
        if nonce is not None:
            earlier = _answered(writing.session, nonce, typed)
            if earlier is not None:
                return _again(connection, earlier, dues=dues)
        looked = look_up(connection, typed, dues=dues, round_id=round_id)
        answer = looked
        if looked.found is not None and looked.kind in (Kind.OK, Kind.PARTLY, Kind.UNPAID):
            writing.say_about({"who": who(looked.found), **({"by": by} if by else {})})
            lines = _lines_of_bag(looked.found, looked.bag)
            if only_lines is not None:
                lines = tuple(line for line in lines if line.id in only_lines)
            answer = handed(writing, looked.found, lines, bag=looked.bag, dues=dues)
        if nonce is not None:
            _remember(writing, nonce, typed, answer)
    return answer


def _meant(connection: Connection, typed: str, *, round_id: int | None) -> Meant:
    code = read_code(typed, read_business(connection).shop_key)
    if code is not None:
        return Meant(Kind.OK, order_id=code.order_id, bag=code.bag) if code.genuine else Meant(Kind.OTHER_SHOP)
    rounds = (round_id,) if round_id is not None else rounds_at_pickup(connection)
    found = order_ids_meant(connection, typed, round_ids=rounds)
    if len(found) == 1:
        return Meant(Kind.OK, order_id=found[0])
    return Meant(Kind.AMBIGUOUS, choices=found) if found else Meant(Kind.UNKNOWN)


def _lines_of_bag(found: PickupOrder, bag: int) -> tuple[Line, ...]:
    if bag == WHOLE_ORDER:
        return found.open_lines
    return tuple(line for line in found.open_lines if line.is_cold == (bag == COLD_BAG))


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
