"""Keeping what each supplier was asked for."""

from __future__ import annotations

from leaderdesk.core.i18n import N_
from leaderdesk.features.purchasing.queries import next_version, sent_versions
from leaderdesk.features.purchasing.rules import SupplierOrder
from leaderdesk.features.purchasing.tables import PurchaseLineRow, PurchaseOrderRow
from leaderdesk.storage.database import Store


def keep_version(store: Store, round_id: int, order: SupplierOrder, *, number: str) -> int:
    """Keep what the supplier was asked for as a new version, unless the last one says the same; return its number."""
    asked = tuple((line.offer.id, line.to_order_milli) for line in order.lines)
    with store.write(
        N_("Purchase order for {supplier}"), about={"supplier": order.supplier_name}, undoable=False
    ) as writing:
        connection = writing.session.connection()
        earlier = [sent for sent in sent_versions(connection, round_id) if sent.supplier_id == order.supplier_id]
        if earlier and earlier[-1].lines == asked:
            return earlier[-1].version
        version = next_version(connection, round_id, order.supplier_id)
        head = PurchaseOrderRow(
            round_id=round_id, supplier_id=order.supplier_id, version=version, number=number, at_ms=writing.at_ms
        )
        writing.session.add(head)
        writing.session.flush()
        writing.session.add_all(
            PurchaseLineRow(
                purchase_order_id=head.id,
                offer_id=line.offer.id,
                ordered_milli=line.ordered_milli,
                to_order_milli=line.to_order_milli,
                cost_fen=line.offer.cost_fen,
            )
            for line in order.lines
        )
        return version
