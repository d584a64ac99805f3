"""Where each amount of an order came from: the lists of the group, imported files, and what was written by hand."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, select

from leaderdesk.core.amount import amount_text
from leaderdesk.core.i18n import _
from leaderdesk.features.orders.queries.guards import Imported
from leaderdesk.features.orders.tables import LineRow, ListedRow, OrderRow, PasteRow

_IDS_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Share:
    """So much of a line's amount, in thousandths, came this way; below zero it was taken away by hand."""

    name: str
    milli: int


Shares = Mapping[int, tuple[Share, ...]]
"""By offer id, the lists first, what was written by hand last."""


def shares_of_orders(
    connection: Connection, order_ids: Collection[int], *, imported: Imported | None = None
) -> dict[int, Shares]:
    """Return for each of these orders where the amounts of its lines came from; the shares of a line sum to it."""
    found: dict[int, Shares] = {}
    ids = sorted(order_ids)
    for start in range(0, len(ids), _IDS_AT_ONCE):
        found |= _shares(connection, ids[start : start + _IDS_AT_ONCE], imported)
    return found


def shares_text(shares: Sequence[Share]) -> str:
    """Return the shares in words: "list 2 + file 1"."""
    said = ""
    for share in shares:
        words = _("{source} {amount}").format(source=share.name, amount=amount_text(abs(share.milli)))
        sign = "−" if share.milli < 0 else "+"
        said = f"{said} {sign} {words}" if said or share.milli < 0 else words
    return said.strip()


def _shares(connection: Connection, ids: Sequence[int], imported: Imported | None) -> dict[int, Shares]:
    lines = connection.execute(
        select(LineRow.order_id, LineRow.offer_id, LineRow.amount_milli).where(LineRow.order_id.in_(ids))
    ).all()
    listed = _listed(connection, ids)
    files = imported(connection, ids) if imported is not None else {}
    found: dict[int, dict[int, tuple[Share, ...]]] = defaultdict(dict)
    for line in lines:
        shares = [*listed.get((line.order_id, line.offer_id), ())]
        milli = files.get(line.order_id, {}).get(line.offer_id, 0)
        if milli:
            shares.append(Share(_("file"), milli))
        rest = line.amount_milli - sum(share.milli for share in shares)
        if rest:
            shares.append(Share(_("by hand"), rest))
        found[line.order_id][line.offer_id] = tuple(shares)
    return dict(found)


def _listed(connection: Connection, ids: Sequence[int]) -> dict[tuple[int, int], list[Share]]:
    rounds = select(OrderRow.round_id).where(OrderRow.id.in_(ids)).distinct()
    strands: dict[int, set[int]] = defaultdict(set)
    for row in connection.execute(
        select(PasteRow.round_id, PasteRow.strand)
        .where(PasteRow.round_id.in_(rounds), PasteRow.committed_at_ms.is_not(None))
        .distinct()
    ):
        strands[row.round_id].add(row.strand)
    found: dict[tuple[int, int], list[Share]] = defaultdict(list)
    for said in connection.execute(
        select(
            OrderRow.id,
            OrderRow.round_id,
            ListedRow.strand,
            ListedRow.offer_id,
            (ListedRow.amount_milli - ListedRow.same_milli).label("milli"),
        )
        .join(ListedRow, (ListedRow.round_id == OrderRow.round_id) & (ListedRow.neighbour_id == OrderRow.neighbour_id))
        .where(OrderRow.id.in_(ids))
        .order_by(ListedRow.strand)
    ):
        if said.milli > 0:
            several = len(strands[said.round_id]) > 1
            name = _("list {number}").format(number=said.strand) if several else _("list")
            found[said.id, said.offer_id].append(Share(name, said.milli))
    return found
