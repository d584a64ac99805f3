"""Verbs that put gifts to a round, hand them over, and take them back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable

from sqlalchemy import select

from leaderdesk.core.errors import UserError
from leaderdesk.core.i18n import N_, _
from leaderdesk.features.payments.actions.ledger import post as post_money
from leaderdesk.features.payments.queries import credits_of
from leaderdesk.features.payments.rules.ledger import Account, Entry, EntryLine, Kind
from leaderdesk.features.referrals.actions.stock import PIECE, post, take_from_stock
from leaderdesk.features.referrals.queries.slots import gifts_of_orders
from leaderdesk.features.referrals.queries.standings import Trust, trust
from leaderdesk.features.referrals.queries.stock import left_of
from leaderdesk.features.referrals.rules import Due, GiftKind, Standing
from leaderdesk.features.referrals.rules.stock import Move, moved
from leaderdesk.features.referrals.tables import AwardRow, GiftRow
from leaderdesk.features.rounds.tables import RoundRow
from leaderdesk.storage.database import Store, Writing
from leaderdesk.storage.rows import row_of

AWARD_GONE = N_("This gift is not due any more.")


def put_to_round(store: Store, round_id: int, referral_ids: Collection[int]) -> int:
    """Let what is due of these referrals go along in the round, and return the action.

    It is printed on the labels and asked for at the pickup table. Gifts that were put to an earlier round and did not
    go along are put to this one. UserError, with nothing changed, if one of them is not due any more or the stock will
    not do for all.
    """
    with store.read() as connection:
        number = connection.execute(select(RoundRow.number).where(RoundRow.id == round_id)).scalar()
    about = {"count": str(len(referral_ids)), "number": str(number or "")}
    with store.write(N_("Gifts of {count} referrals to round {number}"), about=about) as writing:
        round_ = row_of(writing.session, RoundRow, round_id, gone=N_("This round is not there any more."))
        if round_.settled_at_ms is not None:
            raise UserError(_("This round is settled. Choose the next one."))
        whole = trust(writing.connection, writing.at_ms)
        wanted = [one for one in whole.standings if one.id in set(referral_ids)]
        if not wanted or not all(one.is_due for one in wanted):
            raise UserError(_("Something has changed since: not all of these gifts are due. Look again."))
        _refuse_shortage(writing, whole, wanted)
        live = {award.id for award in whole.live}
        for one in wanted:
            for due in one.dues:
                _put(writing, one, due, round_id)
            for award in one.open_awards:
                if award.id in live:
                    row_of(writing.session, AwardRow, award.id, gone=AWARD_GONE).round_id = round_id
    return writing.action_id


def give_referral(store: Store, referral_id: int) -> int:
    """Give everything that is due of a referral now, without a bag, and return the action; UserError if nothing is."""
    with store.read() as connection:
        found = _standing(trust(connection, store.clock.now_ms()), referral_id)
    about = {"referrer": found.referrer.name, "newcomer": found.newcomer.name}
    with store.write(N_("Give the gifts of {referrer} and {newcomer}"), about=about) as writing:
        whole = trust(writing.connection, writing.at_ms)
        one = _standing(whole, referral_id)
        if not one.is_due:
            raise UserError(_(AWARD_GONE))
        live = {award.id for award in whole.live}
        ids = [_put(writing, one, due, None) for due in one.dues]
        ids += [award.id for award in one.open_awards if award.id in live]
        if not ids:
            raise UserError(_(AWARD_GONE))
        for award_id in ids:
            _give(writing, award_id, order_id=None)
    return writing.action_id


def give_award(store: Store, award_id: int) -> int:
    """Give one gift that was put to a round, without a bag, and return the action; UserError if it is not due."""
    with store.write(N_("Give {gift}")) as writing:
        live = trust(writing.connection, writing.at_ms).live
        award = next((one for one in live if one.id == award_id), None)
        if award is None:
            raise UserError(_(AWARD_GONE))
        writing.say_about({"gift": award.gift.name})
        _give(writing, award_id, order_id=None)
    return writing.action_id


def give_along(writing: Writing, order_ids: Iterable[int]) -> None:
    """Give, within the transaction in which their bags go out, the gifts that go along with these orders.

    A gift of which none is left stays due: nobody waits at the table for it.
    """
    for order_id, found in gifts_of_orders(writing.connection, tuple(order_ids), writing.at_ms).items():
        for award in found:
            there = not award.gift.is_stocked or left_of(writing.connection, award.gift.id) >= PIECE
            if there:
                _give(writing, award.id, order_id=order_id)


def take_along_back(writing: Writing, order_ids: Iterable[int]) -> None:
    """Make the gifts due again that went with the bags of these orders, as the bags came back."""
    query = select(AwardRow).where(AwardRow.order_id.in_(list(order_ids)), AwardRow.returned_at_ms.is_(None))
    for row in writing.session.scalars(query).all():
        _bring_back(writing, row)
        row.given_at_ms, row.order_id = None, None
    writing.session.flush()


def return_gifts(store: Store, referral_id: int) -> int:
    """Keep that the gifts of a referral came back, and return the action; UserError if none was given."""
    with store.read() as connection:
        found = _standing(trust(connection, store.clock.now_ms()), referral_id)
    about = {"referrer": found.referrer.name, "newcomer": found.newcomer.name}
    with store.write(N_("Gifts came back: {referrer} and {newcomer}"), about=about) as writing:
        rows = [
            row_of(writing.session, AwardRow, award.id, gone=AWARD_GONE) for award in found.awards if award.is_given
        ]
        if not rows:
            raise UserError(_("Nothing was given here that would have to come back."))
        for row in rows:
            _bring_back(writing, row)
            row.returned_at_ms = writing.at_ms
    return writing.action_id


def put_award(
    writing: Writing,
    *,
    reason: str,
    neighbour_id: int,
    gift_id: int,
    referral_id: int | None = None,
    dish_id: int | None = None,
    round_id: int | None = None,
) -> int:
    """Keep within the transaction that a gift is to go to a neighbour, and return its id."""
    row = AwardRow(
        reason=reason,
        neighbour_id=neighbour_id,
        gift_id=gift_id,
        referral_id=referral_id,
        dish_id=dish_id,
        round_id=round_id,
        at_ms=writing.at_ms,
    )
    writing.session.add(row)
    writing.session.flush()
    return row.id


def _put(writing: Writing, one: Standing, due: Due, round_id: int | None) -> int:
    return put_award(
        writing,
        reason=due.reason.value,
        neighbour_id=due.neighbour_id,
        gift_id=due.gift.id,
        referral_id=one.id,
        round_id=round_id,
    )


def _give(writing: Writing, award_id: int, *, order_id: int | None) -> None:
    row = row_of(writing.session, AwardRow, award_id, gone=AWARD_GONE)
    if row.given_at_ms is not None and row.returned_at_ms is None:
        raise UserError(_("This gift was given already."))
    gift = row_of(writing.session, GiftRow, row.gift_id, gone=AWARD_GONE)
    if gift.kind == GiftKind.VOUCHER.value:
        _credit(writing, row, gift, gift.value_fen)
    else:
        take_from_stock(writing, gift, award_id=row.id)
    row.given_at_ms, row.order_id, row.returned_at_ms = writing.at_ms, order_id, None
    writing.session.flush()


def _bring_back(writing: Writing, row: AwardRow) -> None:
    gift = row_of(writing.session, GiftRow, row.gift_id, gone=AWARD_GONE)
    if gift.kind != GiftKind.VOUCHER.value:
        post(writing, Move.RETURNED, moved(Move.RETURNED, gift.id, PIECE), award_id=row.id)
        return
    credit = credits_of(writing.connection, [row.neighbour_id]).get(row.neighbour_id)
    if credit is None or credit.fen < gift.value_fen:
        raise UserError(_("The voucher was used already. Let it be."))
    _credit(writing, row, gift, -gift.value_fen)


def _credit(writing: Writing, row: AwardRow, gift: GiftRow, fen: int) -> None:
    lines = (EntryLine(Account.NEIGHBOUR, fen, row.neighbour_id), EntryLine(Account.GIFTS, -fen))
    entry = Entry(Kind.GIFT, lines, at_ms=writing.at_ms, note=gift.name, round_id=row.round_id)
    post_money(writing, entry)


def _refuse_shortage(writing: Writing, whole: Trust, wanted: Iterable[Standing]) -> None:
    """Refuse if the stock will not do for these and for all that was put to rounds before."""
    pieces: Counter[int] = Counter(award.gift.id for award in whole.live if award.gift.is_stocked)
    pieces.update(due.gift.id for one in wanted for due in one.dues if due.gift.is_stocked)
    names = {gift.id: gift.name for gift in whole.gifts}
    for gift_id, count in sorted(pieces.items()):
        left = left_of(writing.connection, gift_id)
        if left < count * PIECE:
            raise UserError(
                _("Of “{gift}” {left} are there and {count} would be due. Buy some, or give to fewer.").format(
                    gift=names.get(gift_id, ""), left=max(left, 0) // PIECE, count=count
                )
            )


def _standing(whole: Trust, referral_id: int) -> Standing:
    found = next((one for one in whole.standings if one.id == referral_id), None)
    if found is None:
        raise UserError(_(AWARD_GONE))
    return found
