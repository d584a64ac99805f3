"""What is learnt from the answers about goods: names of products, and new products on offer."""

from __future__ import annotations

from sqlalchemy import select

from leaderdesk.core.i18n import _
from leaderdesk.core.text import MOST_NAME, compare_key
from leaderdesk.features.products.actions import put_product, remember_alias
from leaderdesk.features.products.rules import NewProduct
from leaderdesk.features.products.tables import ProductRow
from leaderdesk.features.rounds.actions import put_offer
from leaderdesk.features.rounds.tables import OfferRow
from leaderdesk.features.sharing.rules.answers import Answer, Answers, IsOffer, PutOnOffer
from leaderdesk.features.sharing.rules.incoming_orders import IncomingFile
from leaderdesk.features.sharing.rules.order_asks import goods_key
from leaderdesk.storage.database import Writing


def learn_goods(writing: Writing, round_id: int, file: IncomingFile, answers: Answers) -> dict[str, Answer]:
    """Teach products the names that were answered and put new ones on offer; return the answers with their ids."""
    names = {goods_key(wanted): wanted.text for order in file.orders for wanted in order.goods}
    learnt: dict[str, Answer] = {}
    for key, answer in answers.items():
        known = answer
        if isinstance(answer, PutOnOffer) and key in names:
            known = IsOffer(_put_on_offer(writing, round_id, answer))
        if isinstance(known, IsOffer) and key in names and len(names[key]) <= MOST_NAME:
            offer = writing.session.get_one(OfferRow, known.offer_id)
            remember_alias(writing, offer.product_id, names[key])
        learnt[key] = known
    writing.session.flush()
    return learnt


def _put_on_offer(writing: Writing, round_id: int, new: PutOnOffer) -> int:
    named = writing.session.scalars(
        select(ProductRow).where(ProductRow.archived_at_ms.is_(None), ProductRow.name == new.name[:MOST_NAME])
    )
    there = [row.id for row in named if compare_key(row.spec) == compare_key(new.spec)]
    product_id = (
        there[0]
        if there
        else put_product(writing, NewProduct(name=new.name, unit=_("portion"), price_fen=new.price_fen, spec=new.spec))
    )
    return put_offer(writing, round_id=round_id, product_id=product_id, price_fen=new.price_fen)
