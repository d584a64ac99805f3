"""Verbs of after-sales, each one step that can be undone."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import func, select, update

from leaderdesk.core.amount import amount_text
from leaderdesk.core.errors import UserError
from leaderdesk.core.i18n import N_, _
from leaderdesk.core.text import cleaned
from leaderdesk.features.batches.queries import batches_of_round
from leaderdesk.features.claims.queries import claim_by_id, claimable_lines, refunded_fen
from leaderdesk.features.claims.queries.along import promises_of_orders
from leaderdesk.features.claims.rules import MOST_WORDS, WAYS, Claim, Grant, Wish, check_grant
from leaderdesk.features.claims.tables import ClaimPhotoRow, ClaimRow
from leaderdesk.features.payments.actions.ledger import grant as grant_money
from leaderdesk.features.payments.actions.ledger import post, refund
from leaderdesk.features.payments.queries import dues
from leaderdesk.features.payments.rules.ledger import Account, Entry, EntryLine, Kind
from leaderdesk.features.products.actions.photos import keep_photo
from leaderdesk.features.products.rules import Added
from leaderdesk.features.rounds.queries import offer_by_id
from leaderdesk.storage.database import Store, Writing
from leaderdesk.storage.rows import row_of

_GONE = N_("This claim is not there any more.")


def new_claim(
    store: Store,
    *,
    order_id: int,
    offer_id: int,
    amount_milli: int,
    wish: Wish,
    words: str = "",
    photos: Sequence[bytes] = (),
) -> Added:
    """Keep that something was wrong with so much of a line of the order; return the claim and the action.

    The batch is the one that came for it, where only one did. `photos` are JPEGs that tell nothing of where they were
    taken. UserError if the order is cancelled, has no such line, or not so much of it.
    """
    with store.read() as connection:
        order, lines = claimable_lines(connection, order_id)
        offer = offer_by_id(connection, offer_id)
    line = next((each for each in lines if each.offer_id == offer_id), None)
    if order is None:
        raise UserError(_("This order is not there any more."))
    if order.cancelled_at_ms is not None:
        raise UserError(_("This order was cancelled: nothing of it can have been wrong. Bring it back first."))
    if line is None or offer is None:
        raise UserError(_("These goods are not in the order. Choose one of its lines."))
    if not 0 < amount_milli <= line.amount_milli:
        raise UserError(
            _("She has {amount} of it. Type an amount up to that.").format(amount=amount_text(line.amount_milli))
        )
    about = {"who": f"{order.room} {order.neighbour_name}".strip(), "product": line.product}
    with store.write(N_("Claim of {who} about {product}"), about=about) as writing:
        row = ClaimRow(
            order_id=order_id,
            offer_id=offer_id,
            batch_id=line.batch_id,
            supplier_id=offer.supplier_id,
            amount_milli=amount_milli,
            words=_words(words),
            wish=wish.value,
            at_ms=writing.at_ms,
        )
        writing.session.add(row)
        writing.session.flush()
        for jpeg in photos:
            _put_photo(writing, row.id, jpeg)
    return Added(row.id, writing.action_id)


def edit_claim(
    store: Store, claim_id: int, *, words: str | None = None, wish: Wish | None = None, batch_id: int | None = None
) -> int:
    """Change what is given of the claim and return the action; UserError if the batch did not come for these goods."""
    claim = _claim(store, claim_id)
    with store.write(N_("Change the claim of {who}"), about={"who": claim.who}) as writing:
        row = row_of(writing.session, ClaimRow, claim_id, gone=_GONE)
        if words is not None:
            row.words = _words(words)
        if wish is not None:
            row.wish = wish.value
        if batch_id is not None:
            came = batches_of_round(writing.connection, claim.round_id).get(claim.offer_id, ())
            if batch_id not in {batch.id for batch in came}:
                raise UserError(_("This batch did not come for these goods. Choose one of those that did."))
            row.batch_id = batch_id
    return writing.action_id


def add_claim_photo(store: Store, claim_id: int, jpeg: bytes) -> Added:
    """Put a picture to the claim; `jpeg` tells nothing of where it was taken. UserError if it has that one already."""
    claim = _claim(store, claim_id)
    with store.write(N_("Picture for the claim of {who}"), about={"who": claim.who}) as writing:
        row_of(writing.session, ClaimRow, claim_id, gone=_GONE)
        photo_id = _put_photo(writing, claim_id, jpeg)
    return Added(photo_id, writing.action_id)


def remove_claim_photo(store: Store, claim_id: int, photo_id: int) -> int:
    """Take a picture off the claim and return the action."""
    claim = _claim(store, claim_id)
    with store.write(N_("Take a picture off the claim of {who}"), about={"who": claim.who}) as writing:
        mine = select(ClaimPhotoRow).where(ClaimPhotoRow.claim_id == claim_id, ClaimPhotoRow.photo_id == photo_id)
        for row in writing.session.scalars(mine).all():
            writing.session.delete(row)
    return writing.action_id


def answer_claim(store: Store, claim_id: int, grant: Grant) -> int:
    """Grant what the claim gets, with the money that moves, and return the action.

    A refund is taken off what the order comes to. Of what she has paid too much by that, as much as was granted is
    handed back by `grant.way`; without a way it stays on her balance. UserError if the claim was answered, the order is
    cancelled, or the sums cannot be.
    """
    claim = _claim(store, claim_id)
    with store.write(N_("Answer the claim of {who}"), about={"who": claim.who}) as writing:
        row = row_of(writing.session, ClaimRow, claim_id, gone=_GONE)
        if row.answer:
            raise UserError(_("This claim was answered already. Undo that first, or write a new one."))
        _refuse_cancelled(writing, row.order_id)
        before = refunded_fen(writing.connection, row.order_id, but_claim=claim_id)
        check_grant(
            grant,
            line_fen=claim.line_fen,
            refunded_fen=before.get(row.offer_id, 0),
            has_supplier=row.supplier_id is not None,
        )
        row.answer, row.answered_at_ms = grant.answer.value, writing.at_ms
        if grant.refund_fen:
            row.refund_fen = grant.refund_fen
            row.paid_fen = _give(writing, row, grant, note=claim.product)
        if grant.supplier_fen and row.supplier_id is not None:
            row.supplier_fen = grant.supplier_fen
            _charge_supplier(writing, claim, row.supplier_id, grant.supplier_fen)
    return writing.action_id


def tick_replacement(store: Store, claim_id: int) -> int:
    """Keep that what was promised has been given, and return the action; UserError if nothing is owed."""
    claim = _claim(store, claim_id)
    with store.write(N_("Given for nothing: {product} for {who}"), about=_about(claim)) as writing:
        row = row_of(writing.session, ClaimRow, claim_id, gone=_GONE)
        if row.answer != Wish.REPLACEMENT.value or row.replaced_at_ms is not None:
            raise UserError(_("Nothing is owed for this claim."))
        row.replaced_at_ms = writing.at_ms
    return writing.action_id


def replace_along(writing: Writing, order_ids: Sequence[int]) -> None:
    """Keep, in the transaction in which their bags go out, that what was promised went along with these orders."""
    for order_id, promises in promises_of_orders(writing.connection, order_ids).items():
        for promise in promises:
            row = row_of(writing.session, ClaimRow, promise.claim_id, gone=_GONE)
            row.replaced_at_ms, row.replaced_order_id = writing.at_ms, order_id
    writing.session.flush()


def owe_again(writing: Writing, order_ids: Sequence[int]) -> None:
    """Owe again what went along with the bags of these orders, as the bags came back."""
    for row in writing.session.scalars(select(ClaimRow).where(ClaimRow.replaced_order_id.in_(order_ids))).all():
        row.replaced_at_ms, row.replaced_order_id = None, None
    writing.session.flush()


def remove_claim(store: Store, claim_id: int) -> int:
    """Take a claim out that nobody answered yet, and return the action; UserError if it was answered."""
    claim = _claim(store, claim_id)
    with store.write(N_("Take out the claim of {who}"), about={"who": claim.who}) as writing:
        row = row_of(writing.session, ClaimRow, claim_id, gone=_GONE)
        if row.answer:
            raise UserError(_("This claim was answered already. Undo that first, or write a new one."))
        for photo in writing.session.scalars(select(ClaimPhotoRow).where(ClaimPhotoRow.claim_id == claim_id)).all():
            writing.session.delete(photo)
        writing.session.flush()
        writing.session.delete(row)
    return writing.action_id


def move_claims(writing: Writing, from_id: int, into_id: int) -> None:
    """Let claims about one order be about the one it was put into, and what went with its bag have gone with that."""
    for column in (ClaimRow.order_id, ClaimRow.replaced_order_id):
        moved = update(ClaimRow).where(column == from_id).values({column: into_id})
        writing.session.execute(moved, execution_options={"synchronize_session": False})


def _give(writing: Writing, row: ClaimRow, grant: Grant, *, note: str) -> int:
    """Take the refund off what is to be paid, hand back what was paid too much by it, and return how much that was."""
    grant_money(writing, order_id=row.order_id, amount_fen=grant.refund_fen, note=note)
    if grant.way is None:
        return 0
    if grant.way not in WAYS:
        raise UserError(_("Choose WeChat, Alipay or cash."))
    over_fen = max(-dues(writing.connection, [row.order_id])[row.order_id], 0)
    back_fen = min(grant.refund_fen, over_fen)
    if back_fen:
        refund(writing, order_id=row.order_id, amount_fen=back_fen, account=grant.way, note=note)
    return back_fen


def _charge_supplier(writing: Writing, claim: Claim, supplier_id: int, fen: int) -> None:
    # Without the order: what the neighbour has to pay for it does not change by who bears it.
    lines = (
        EntryLine(Account.SUPPLIER, -fen, supplier_id=supplier_id),
        EntryLine(Account.CLAIMS, fen, supplier_id=supplier_id),
    )
    post(writing, Entry(Kind.CLAIM, lines, at_ms=writing.at_ms, note=claim.product, round_id=claim.round_id))


def _put_photo(writing: Writing, claim_id: int, jpeg: bytes) -> int:
    session = writing.session
    photo_id = keep_photo(session, jpeg)
    mine = ClaimPhotoRow.claim_id == claim_id
    if session.scalar(select(ClaimPhotoRow.id).where(mine, ClaimPhotoRow.photo_id == photo_id)) is not None:
        raise UserError(_("This picture is here already."))
    last = session.scalar(select(func.max(ClaimPhotoRow.position)).where(mine)) or 0
    session.add(ClaimPhotoRow(claim_id=claim_id, photo_id=photo_id, position=last + 1))
    session.flush()
    return photo_id


def _refuse_cancelled(writing: Writing, order_id: int) -> None:
    order, _lines = claimable_lines(writing.connection, order_id)
    if order is None or order.cancelled_at_ms is not None:
        raise UserError(_("This order was cancelled: nothing of it can have been wrong. Bring it back first."))


def _claim(store: Store, claim_id: int) -> Claim:
    with store.read() as connection:
        found = claim_by_id(connection, claim_id)
    if found is None:
        raise UserError(_(_GONE))
    return found


def _about(claim: Claim) -> dict[str, str]:
    return {"who": claim.who, "product": claim.product}


def _words(text: str) -> str:
    return cleaned(text[: 4 * MOST_WORDS]).strip()[:MOST_WORDS]
