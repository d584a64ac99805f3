"""The list behind one number of what a round earned."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from leaderdesk.core.amount import amount_text
from leaderdesk.core.clock import local
from leaderdesk.core.i18n import _
from leaderdesk.core.money import format_yuan
from leaderdesk.features.payments.rules import Payment
from leaderdesk.features.payments.rules.ledger import Account, Kind
from leaderdesk.features.settlements.queries import Settlement
from leaderdesk.features.settlements.queries.entries import ResultLine
from leaderdesk.features.settlements.rules import GoodsCost
from leaderdesk.features.settlements.screen.figures import CORRECTIONS, OWED, OWING
from leaderdesk.ui.cells import Lines, money
from leaderdesk.ui.columns import Column

_OWN = frozenset({Kind.FEE, Kind.CORRECTION})


@dataclass(frozen=True, slots=True)
class Behind:
    """One row of the list: what it is, a second line, and its sum; `entry_id` where it can be taken back here."""

    id: int
    what: str
    note: str
    fen: int
    entry_id: int | None = None
    order_id: int | None = None


def behind_columns() -> tuple[Column[Behind], ...]:
    """Return the columns: what, and its sum."""
    return (
        Column("what", _("What"), lambda row: Lines(row.what, row.note), 0, hint=lambda row: row.note),
        Column("sum", _("Sum"), lambda row: money(row.fen), 112, "right", sort=lambda row: row.fen),
    )


def behind(settlement: Settlement, key: str) -> list[Behind]:
    """Return the rows that make up the number of that key."""
    if key == OWING:
        return _people(settlement.owing)
    if key == OWED:
        return _people(settlement.owed)
    if key == CORRECTIONS:
        return _entries(settlement.corrections, settlement)
    account = Account(key)
    if account is Account.SALES:
        return _sales(settlement)
    goods = _goods(settlement, account)
    return [*goods, *_entries(_of_book(settlement, account), settlement)]


def _sales(settlement: Settlement) -> list[Behind]:
    sums: dict[int, int] = {}
    who: dict[int, str] = {}
    for line in settlement.lines:
        if line.account is Account.SALES and line.order_id is not None:
            sums[line.order_id] = sums.get(line.order_id, 0) + line.amount_fen
            who[line.order_id] = line.who
    return [Behind(order_id, who[order_id], "", fen, order_id=order_id) for order_id, fen in sums.items() if fen]


def _goods(settlement: Settlement, account: Account) -> list[Behind]:
    rows = []
    for place, each in enumerate(settlement.goods, start=1):
        fen, milli = _part(each, account)
        if fen:
            words = _("{amount} {unit} at {cost}").format(
                amount=amount_text(milli), unit=each.unit, cost=format_yuan(each.cost_fen)
            )
            if not each.is_counted:
                words = _("{words}, not counted").format(words=words)
            rows.append(Behind(-place, each.product, words, fen))
    return rows


def _part(goods: GoodsCost, account: Account) -> tuple[int, int]:
    """Return what of the goods belongs to the account, in fen and in thousandths."""
    if account is Account.PURCHASES:
        given = goods.gift_milli + goods.waste_milli
        return goods.gift_fen + goods.waste_fen - goods.total_fen, goods.amount_milli - given
    if account is Account.GIFTS:
        return -goods.gift_fen, goods.gift_milli
    if account is Account.WASTE:
        return -goods.waste_fen, goods.waste_milli
    return 0, 0


def _of_book(settlement: Settlement, account: Account) -> list[ResultLine]:
    """Return the lines of the account that are not the cost of the goods itself."""
    mark = None if settlement.settled is None else settlement.settled.entry_id
    of_goods = (Kind.PURCHASE, Kind.GIFT, Kind.WASTE)
    later = {line.entry_id for line in settlement.corrections}
    return [
        line
        for line in settlement.lines
        if line.account is account
        and (line.entry_id in later or mark is None or line.entry_id <= mark)
        and (line.entry_id in later or line.order_id is not None or line.kind not in of_goods)
    ]


def _entries(lines: Sequence[ResultLine], settlement: Settlement) -> list[Behind]:
    taken_back = {line.reverses_id for line in settlement.lines}
    rows = []
    for place, line in enumerate(lines, start=1):
        moment = local(line.at_ms)
        day = _("{month}/{day}").format(month=moment.month, day=moment.day)
        title = line.note or line.kind.label
        if line.reverses_id is not None:
            title = _("taken back: {what}").format(what=title)
        whose = line.who or line.supplier_name
        own = line.kind in _OWN and line.reverses_id is None and line.entry_id not in taken_back
        note = " · ".join(part for part in (day, line.kind.label if line.note else "", whose) if part)
        rows.append(Behind(place, title, note, line.amount_fen, line.entry_id if own else None, line.order_id))
    return rows


def _people(payments: Sequence[Payment]) -> list[Behind]:
    return [
        Behind(
            payment.order_id,
            f"{payment.room} {payment.neighbour_name}".strip(),
            _("{paid} of {total} given").format(
                paid=format_yuan(payment.paid_fen), total=format_yuan(payment.total_fen)
            ),
            abs(payment.due_fen),
            order_id=payment.order_id,
        )
        for payment in payments
    ]
