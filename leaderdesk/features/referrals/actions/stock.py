"""What is written in the book of gifts; `post` is the only one who writes, all others go through it."""

from __future__ import annotations

from sqlalchemy import select

from leaderdesk.core.amount import amount_text
from leaderdesk.core.errors import UserError
from leaderdesk.core.i18n import N_, _
from leaderdesk.core.text import one_line
from leaderdesk.features.payments.actions.ledger import post as post_money
from leaderdesk.features.payments.rules.ledger import MONEY, Account, Entry, EntryLine, Kind
from leaderdesk.features.referrals.queries.stock import left_of
from leaderdesk.features.referrals.rules import GiftKind
from leaderdesk.features.referrals.rules.stock import GiftLine, Move, Place, is_balanced, moved
from leaderdesk.features.referrals.tables import GiftEntryRow, GiftLineRow, GiftRow
from leaderdesk.features.rounds.rules import Offer
from leaderdesk.storage.database import Store, Writing
from leaderdesk.storage.rows import row_of

GONE = N_("This gift is not there any more.")
MOST_PIECES = 9_999
PIECE = 1000
LONGEST_NOTE = 200


def post(
    writing: Writing,
    move: Move,
    lines: tuple[GiftLine, ...],
    *,
    award_id: int | None = None,
    surplus_id: int | None = None,
    note: str = "",
    at_ms: int | None = None,
) -> int:
    """Write an entry of the book, as of now or of `at_ms`, and return its id.

    AssertionError for lines that do not sum to zero: whoever made them has a bug, and the step is not taken.
    """
    if not is_balanced(lines):
        raise AssertionError(f"the lines of an entry of the gifts sum to zero: {lines}")
    moment = writing.at_ms if at_ms is None else at_ms
    head = GiftEntryRow(kind=move.value, at_ms=moment, award_id=award_id, surplus_id=surplus_id, note=note)
    writing.session.add(head)
    writing.session.flush()
    for line in lines:
        writing.session.add(
            GiftLineRow(entry_id=head.id, gift_id=line.gift_id, place=line.place.value, amount_milli=line.amount_milli)
        )
    writing.session.flush()
    return head.id


def take_from_stock(writing: Writing, gift: GiftRow, *, award_id: int, note: str = "") -> None:
    """Book that one piece of a gift was given; UserError if none is left."""
    if left_of(writing.connection, gift.id) < PIECE:
        raise UserError(_("Of “{gift}” none is left. Buy some first, then give it.").format(gift=gift.name))
    post(writing, Move.GIVEN, moved(Move.GIVEN, gift.id, PIECE), award_id=award_id, note=note)


def buy_gifts(
    store: Store,
    gift_id: int,
    *,
    pieces: int,
    paid_fen: int = 0,
    account: Account = Account.CASH,
    round_id: int | None = None,
    note: str = "",
) -> int:
    """Put so many pieces into the stock and return the action; what was paid for them is booked as given away.

    With `round_id` the cost stands in the settlement of that round. UserError for numbers that cannot be.
    """
    _check_pieces(pieces)
    if paid_fen < 0 or (paid_fen and account not in MONEY):
        raise UserError(_("Write what was paid as a sum, and choose WeChat, Alipay or cash."))
    with store.write(N_("Buy {count} of {gift}"), about=_about(store, gift_id, pieces)) as writing:
        gift = stocked(writing, gift_id)
        words = one_line(note)[:LONGEST_NOTE]
        post(writing, Move.BOUGHT, moved(Move.BOUGHT, gift_id, pieces * PIECE), note=words)
        if paid_fen:
            gift.cost_fen = (2 * paid_fen + pieces) // (2 * pieces)
            lines = (EntryLine(Account.GIFTS, -paid_fen), EntryLine(account, paid_fen))
            post_money(writing, Entry(Kind.GIFT, lines, at_ms=writing.at_ms, note=gift.name, round_id=round_id))
    return writing.action_id


def spoil_gifts(store: Store, gift_id: int, *, pieces: int, note: str = "") -> int:
    """Write so many pieces off and return the action; UserError if there are not so many."""
    _check_pieces(pieces)
    with store.write(N_("Write off {count} of {gift}"), about=_about(store, gift_id, pieces)) as writing:
        stocked(writing, gift_id)
        left = left_of(writing.connection, gift_id)
        if pieces * PIECE > left:
            raise UserError(_("Only {left} are there. Take no more than that.").format(left=amount_text(left)))
        words = one_line(note)[:LONGEST_NOTE]
        post(writing, Move.SPOILT, moved(Move.SPOILT, gift_id, pieces * PIECE), note=words)
    return writing.action_id


def count_gifts(store: Store, gift_id: int, *, pieces: int) -> int:
    """Make the book say that so many pieces lie there, as they were counted, and return the action.

    UserError if that is what the book says already.
    """
    if not 0 <= pieces <= MOST_PIECES:
        raise UserError(_("Write how many there are as a whole number up to {most}.").format(most=MOST_PIECES))
    with store.write(N_("Count {gift}: {count}"), about=_about(store, gift_id, pieces)) as writing:
        stocked(writing, gift_id)
        more = pieces * PIECE - left_of(writing.connection, gift_id)
        if not more:
            raise UserError(_("So many are there already."))
        post(writing, Move.COUNTED, moved(Move.COUNTED, gift_id, more))
    return writing.action_id


def put_surplus(writing: Writing, offer: Offer, amount_milli: int, surplus_id: int) -> None:
    """Let what is left over of an offer be in the stock of gifts, as a gift of the same goods."""
    query = select(GiftRow).where(GiftRow.kind == GiftKind.PRODUCT.value, GiftRow.product_id == offer.product_id)
    gift = writing.session.scalars(query.order_by(GiftRow.id)).first()
    if gift is None:
        gift = GiftRow(
            name=free_name(writing, offer.label),
            kind=GiftKind.PRODUCT.value,
            product_id=offer.product_id,
            cost_fen=offer.cost_fen,
        )
        writing.session.add(gift)
        writing.session.flush()
    gift.archived_at_ms = None
    post(writing, Move.SURPLUS, moved(Move.SURPLUS, gift.id, amount_milli), surplus_id=surplus_id)


def take_back_surplus_gift(writing: Writing, surplus_id: int) -> None:
    """Take what a decision on surplus put into the stock out again; UserError if it was given since."""
    query = (
        select(GiftLineRow.gift_id, GiftLineRow.amount_milli)
        .join(GiftEntryRow, GiftEntryRow.id == GiftLineRow.entry_id)
        .where(GiftEntryRow.surplus_id == surplus_id, GiftLineRow.place == Place.STOCK.value)
    )
    sums: dict[int, int] = {}
    for gift_id, milli in writing.connection.execute(query):
        sums[gift_id] = sums.get(gift_id, 0) + milli
    for gift_id, milli in sums.items():
        if milli > left_of(writing.connection, gift_id):
            raise UserError(_("Some of it was given away since. Take that back first."))
        if milli:
            lines = (GiftLine(gift_id, Place.SURPLUS, milli), GiftLine(gift_id, Place.STOCK, -milli))
            post(writing, Move.SURPLUS, lines, surplus_id=surplus_id)


def stocked(writing: Writing, gift_id: int) -> GiftRow:
    """Return the row of a gift that lies on a shelf; UserError if it is gone or a voucher."""
    gift = row_of(writing.session, GiftRow, gift_id, gone=GONE)
    if gift.kind == GiftKind.VOUCHER.value:
        raise UserError(_("A voucher needs no stock: it goes onto the balance."))
    return gift


def free_name(writing: Writing, wanted: str) -> str:
    """Return `wanted`, with a number behind it if a gift of that name is there already."""
    taken = set(writing.session.scalars(select(GiftRow.name)))
    name, number = wanted, 2
    while name in taken:
        name, number = f"{wanted} {number}", number + 1
    return name


def _check_pieces(pieces: int) -> None:
    if not 0 < pieces <= MOST_PIECES:
        raise UserError(_("Write how many as a whole number from 1 to {most}.").format(most=MOST_PIECES))


def _about(store: Store, gift_id: int, pieces: int) -> dict[str, str]:
    with store.read() as connection:
        name = connection.execute(select(GiftRow.name).where(GiftRow.id == gift_id)).scalar()
    if name is None:
        raise UserError(_(GONE))
    return {"gift": name, "count": str(pieces)}
