"""Handing goods over at the table, one order or a whole household, and taking it back."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import delete, select

from leaderdesk.core.errors import UserError
from leaderdesk.core.i18n import N_, _
from leaderdesk.core.text import name_text
from leaderdesk.features.orders.rules import Line
from leaderdesk.features.pickups.queries import Dues, at_table, pickup_by_id
from leaderdesk.features.pickups.rules import (
    WHOLE_ORDER,
    Answer,
    BroughtBack,
    GiftGoes,
    GiftsHanded,
    Kind,
    NotTakenReason,
    PickupOrder,
)
from leaderdesk.features.pickups.tables import HandoverLineRow, HandoverRow, NotTakenRow
from leaderdesk.storage.database import Store, Writing


@dataclass(frozen=True, slots=True)
class Part:
    """What of an order goes along, by the ids of lines, why others stay, and whether its gifts go."""

    order_id: int
    line_ids: Collection[int]
    reasons: Mapping[int, NotTakenReason] = field(default_factory=dict)
    gift: GiftGoes = "along"


def hand_over(
    store: Store,
    order_id: int,
    *,
    dues: Dues,
    line_ids: Collection[int],
    reasons: Mapping[int, NotTakenReason] | None = None,
    collected_by: str = "",
    gift: GiftGoes = "along",
) -> Answer:
    """Hand over these lines of an order and keep why others stay; lines handed over before are left alone.

    The answer is ALREADY if none of them was open any more. `collected_by` is who came if it was somebody else.
    """
    parts = (Part(order_id, line_ids, reasons or {}, gift),)
    return hand_over_together(store, parts, dues=dues, collected_by=collected_by)[0]


def hand_over_together(
    store: Store, parts: Sequence[Part], *, dues: Dues, collected_by: str = ""
) -> tuple[Answer, ...]:
    """Hand over parts of several orders, as for a household, in one step; one answer for each part, as `hand_over`."""
    with store.read() as connection:
        first = pickup_by_id(connection, parts[0].order_id, dues=dues)
    if first is None:
        raise UserError(_("This order is not there any more."))
    about = {"who": who(first), "count": str(len(parts) - 1)}
    name = N_("Check off {who}") if len(parts) == 1 else N_("Check off {who} and {count} more of the household")
    if not any(part.line_ids for part in parts) and parts[0].gift == "alone":
        name = N_("Give {who} what goes along")
    with store.write(name, about=about) as writing:
        return tuple(_part(writing, part, dues=dues, collected_by=name_text(collected_by)) for part in parts)


def take_back(store: Store, order_id: int, *, dues: Dues) -> int:
    """Make an order not handed over again, whatever was handed over of it; return the id of the action."""
    with store.read() as connection:
        found = pickup_by_id(connection, order_id, dues=dues)
    if found is None or not found.handed_line_ids:
        raise UserError(_("Nothing of this order has been handed over."))
    with store.write(N_("Take back check-off of {who}"), about={"who": who(found)}) as writing:
        handovers = select(HandoverRow.id).where(HandoverRow.order_id == order_id)
        writing.session.execute(delete(HandoverLineRow).where(HandoverLineRow.handover_id.in_(handovers)))
        writing.session.execute(delete(HandoverRow).where(HandoverRow.order_id == order_id))
        writing.tell(BroughtBack((order_id,)))
    return writing.action_id


def handed(
    writing: Writing,
    found: PickupOrder,
    lines: Sequence[Line],
    *,
    bag: int,
    dues: Dues,
    collected_by: str = "",
    gift: GiftGoes = "along",
) -> Answer:
    """Keep within the transaction that these lines were handed over, with the gifts; ALREADY if there are none."""
    if not lines:
        return Answer(kind=Kind.ALREADY, found=found, bag=bag)
    handover = HandoverRow(order_id=found.order.id, at_ms=writing.at_ms, collected_by=collected_by)
    writing.session.add(handover)
    writing.session.flush()
    writing.session.add_all(HandoverLineRow(handover_id=handover.id, line_id=line.id) for line in lines)
    writing.session.execute(delete(NotTakenRow).where(NotTakenRow.line_id.in_([line.id for line in lines])))
    writing.session.flush()
    if gift != "stays":
        writing.tell(GiftsHanded((found.order.id,)))
    after = at_table(writing.connection, [found.order], dues=dues)[0]
    kind = Kind.PARTLY if after.open_lines else Kind.UNPAID if after.due_fen > 0 else Kind.OK
    return Answer(kind=kind, found=after, bag=bag, handed=tuple(lines), action_id=writing.action_id)


def who(found: PickupOrder) -> str:
    """Return the room and the name: 3-502 张阿姨."""
    return f"{found.order.room} {found.order.neighbour_name}".strip()


def _part(writing: Writing, part: Part, *, dues: Dues, collected_by: str) -> Answer:
    found = pickup_by_id(writing.connection, part.order_id, dues=dues)
    if found is None or found.order.cancelled_at_ms is not None:
        return Answer(kind=Kind.CANCELLED, found=found)
    lines = tuple(line for line in found.open_lines if line.id in part.line_ids)
    left = {
        line.id: part.reasons[line.id] for line in found.open_lines if line.id in part.reasons and line not in lines
    }
    _keep_reasons(writing, left)
    if lines:
        return handed(writing, found, lines, bag=WHOLE_ORDER, dues=dues, collected_by=collected_by, gift=part.gift)
    alone = part.gift == "alone"
    if alone:
        writing.tell(GiftsHanded((part.order_id,)))
    kind = Kind.PARTLY if left else Kind.ALREADY
    return Answer(kind=kind, found=found, action_id=writing.action_id, gift_alone=alone)


def _keep_reasons(writing: Writing, reasons: Mapping[int, NotTakenReason]) -> None:
    writing.session.execute(delete(NotTakenRow).where(NotTakenRow.line_id.in_(list(reasons))))
    writing.session.add_all(
        NotTakenRow(line_id=line_id, reason=reason, at_ms=writing.at_ms) for line_id, reason in reasons.items()
    )
    writing.session.flush()
