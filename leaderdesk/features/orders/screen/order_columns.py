"""The columns of the list of orders."""

from __future__ import annotations

from leaderdesk.core.amount import amount_text
from leaderdesk.core.i18n import N_, _, ngettext
from leaderdesk.core.money import format_yuan
from leaderdesk.features.orders.queries.order_list import ListedOrder
from leaderdesk.features.orders.queries.sources import shares_text
from leaderdesk.ui.cells import Chip, Chips, Pill, Text, money
from leaderdesk.ui.columns import Column, RowLook

ORDERINGS = (("list", N_("As in the list")), ("walk", N_("As I walk")), ("code", N_("By pickup code")))


def order_columns(*, with_money: bool) -> tuple[Column[ListedOrder], ...]:
    """Return the columns; that of the payments only where somebody keeps money."""
    columns: tuple[Column[ListedOrder], ...] = (
        Column("number", _("No."), _number, width=62),
        Column("name", _("Neighbour"), _name, width=112),
        Column("room", _("Room"), lambda each: Text(each.order.room, color="text2"), width=82),
        Column("goods", _("Goods × amount"), _goods, width=0),
        Column("changes", "", _changes, width=88, side="right"),
        Column("sum", _("Sum"), _sum, width=100, side="right", sort=lambda each: each.order.total_fen),
    )
    payment = Column("due", _("Payment"), _due, width=96, side="right", hint=_credit)
    return (*columns, payment) if with_money else columns


def order_look(each: ListedOrder) -> RowLook:
    """Return how the row is painted: cancelled orders struck."""
    return RowLook(kind="gone") if _gone(each) else RowLook()


def due_pill(due_fen: int | None, total_fen: int) -> Pill:
    """Return where the payment stands: paid, nothing paid, so much open, so much too much."""
    if due_fen is None:
        return Pill("")
    if due_fen < 0:
        return Pill(_("{sum} over").format(sum=_short(-due_fen)), "info")
    if due_fen == 0:
        return Pill(_("paid"), "brand") if total_fen else Pill("")
    if due_fen >= total_fen:
        return Pill(_("not paid"), "warn")
    return Pill(_("{sum} open").format(sum=_short(due_fen)), "warn")


def credit_words(fen: int) -> str:
    """Return in words what a neighbour has to her credit."""
    return _("Her balance is {sum}").format(sum=format_yuan(fen))


def _number(each: ListedOrder) -> Text:
    number = each.order.list_number
    return Text(str(number) if number is not None else "", color="text2")


def _name(each: ListedOrder) -> Text:
    return Text(each.order.neighbour_name, bold=True, struck=_gone(each))


def _goods(each: ListedOrder) -> Chips:
    chips: list[Chip] = []
    for line in each.order.lines:
        chips.append(Chip(line.product_label, f"×{amount_text(line.amount_milli)}", struck=_gone(each)))
        shares = each.shares.get(line.offer_id, ())
        if len(shares) > 1 and not _gone(each):
            chips.append(Chip(shares_text(shares), icon="link", tone="info"))
    if each.order.note:
        chips.append(Chip(each.order.note, icon="note"))
    return Chips(tuple(chips))


def _changes(each: ListedOrder) -> Text:
    if not each.changes:
        return Text("")
    words = ngettext("{count} change", "{count} changes", each.changes).format(count=each.changes)
    return Text(words, color="text2")


def _sum(each: ListedOrder) -> Text:
    return Text(_("cancelled"), color="text2") if _gone(each) else money(each.order.total_fen)


def _due(each: ListedOrder) -> Pill:
    return due_pill(each.due_fen, each.order.total_fen)


def _credit(each: ListedOrder) -> str:
    return credit_words(each.credit_fen) if each.credit_fen else ""


def _gone(each: ListedOrder) -> bool:
    return each.order.cancelled_at_ms is not None


def _short(fen: int) -> str:
    return format_yuan(fen).removesuffix(".00")
