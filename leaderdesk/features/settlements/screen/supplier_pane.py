"""What each supplier brought, what she is owed, and paying her."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from leaderdesk.core.amount import amount_text
from leaderdesk.core.clock import local
from leaderdesk.core.i18n import _, ngettext
from leaderdesk.core.money import format_yuan
from leaderdesk.features.payments.rules.ledger import Account, Kind
from leaderdesk.features.settlements.actions import correct_cost, pay_supplier
from leaderdesk.features.settlements.queries.suppliers import SupplierMove
from leaderdesk.features.settlements.rules import GoodsCost
from leaderdesk.features.settlements.screen.book import SettleBook, Shown
from leaderdesk.features.settlements.screen.figures import figure_card
from leaderdesk.features.settlements.screen.money_form import MoneyForm
from leaderdesk.ui.buttons import Button
from leaderdesk.ui.cards import Figure, SectionHead
from leaderdesk.ui.cells import Lines, Pill, Text, money
from leaderdesk.ui.columns import Column
from leaderdesk.ui.drawer import Scroll, SidePane
from leaderdesk.ui.labels import Label
from leaderdesk.ui.row_table import RowTable
from leaderdesk.ui.states import CoachStrip, EmptyState
from leaderdesk.ui.table_view import TableView, stay_on_a_row

_WIDTH, _GOODS_HEIGHT = 350, 190


@dataclass(frozen=True, slots=True)
class SupplierLine:
    """One supplier in the list: what came of her in the round, and what she is owed over all rounds, in fen.

    `supplier_id` is 0 for goods that have none.
    """

    supplier_id: int
    name: str
    cost_fen: int
    goods: int
    uncounted: int
    balance_fen: int


class SupplierPane(QWidget):
    """The list at the left with the goods of the chosen one below, her account at the right."""

    def __init__(self, book: SettleBook, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._book = book
        self._shown: Shown | None = None
        self._figures = {name: Figure(words, "") for name, words in _figure_names()}
        self._uncounted = CoachStrip("warn", "")
        self.table = RowTable[SupplierLine](_columns(), row_id=lambda row: row.supplier_id)
        self.view = TableView(self.table)
        self.view.setAccessibleName(_("Suppliers"))
        self.goods = RowTable[GoodsCost](_goods_columns(), row_id=lambda row: row.offer_id)
        self.goods_view = TableView(self.goods, compact=True)
        self.goods_view.setAccessibleName(_("What came"))
        self.pay = MoneyForm(
            _("Note the payment"), note=_("Remark"), placeholder=_("transferred, invoice 0117"), with_way=True
        )
        self.correction = MoneyForm(
            _("Book the correction"),
            note=_("Why it is put right"),
            placeholder=_("the invoice says more"),
            signed=True,
            hint=_("With a minus she gets less. It stands under today; what was settled stays as it is."),
        )
        self.moves = RowTable[SupplierMove](_move_columns(), row_id=lambda move: move.entry_id)
        self.moves_view = TableView(self.moves)
        self.moves_view.setAccessibleName(_("Her account"))
        self.back = Button(_("Take the chosen entry back"), kind="link", size=28, icon="undo")
        self._head = SectionHead("", large=True)
        self._balance = Label("", bold=True, wrap=True)
        self._correct_head = SectionHead(_("Put right what was settled"))
        self._empty = EmptyState("truck", _("Nothing came for this round yet"), _("What came is counted at Arrival."))
        self._lay_out()
        self._connect()

    def show_settlement(self, shown: Shown) -> None:
        """Show this round's suppliers."""
        self._shown = shown
        found = shown.settlement
        lines = _lines(shown)
        self._figures["cost"].show_figure(format_yuan(sum(line.cost_fen for line in lines)))
        self._figures["open"].show_figure(format_yuan(sum(max(line.balance_fen, 0) for line in lines)))
        self._uncounted.setVisible(bool(found.uncounted))
        names = _(", ").join(each.product for each in found.uncounted)
        self._uncounted.show_text(
            _("Nobody counted {products}; they stand here as they were asked for.").format(products=names)
        )
        self._main.setVisible(bool(lines))
        self._empty.setVisible(not lines)
        self.table.set_rows(lines)
        stay_on_a_row(self.view)
        self._show_supplier()

    # Showing.

    def _line(self) -> SupplierLine | None:
        chosen = self.view.current_id()
        return next((line for line in self.table.all_rows if line.supplier_id == chosen), None)

    def _show_supplier(self) -> None:
        line, shown = self._line(), self._shown
        if line is None or shown is None:
            return
        settled = shown.settlement.settled is not None
        mine = [each for each in shown.settlement.goods if (each.supplier_id or 0) == line.supplier_id]
        self.goods.set_rows(mine)
        self._head.set_title(line.name)
        self._balance.setText(_balance_text(line, settled=settled))
        known = line.supplier_id != 0
        self.pay.setVisible(known)
        for part in (self._correct_head, self.correction):
            part.setVisible(known and settled)
        if known:
            self._book.read_moves(line.supplier_id, self._take_moves)
        else:
            self.moves.set_rows(())

    def _take_moves(self, moves: tuple[SupplierMove, ...]) -> None:
        self.moves.set_rows(moves)
        self._show_back()

    def _show_back(self) -> None:
        move = self._move()
        self.back.setEnabled(move is not None)

    def _move(self) -> SupplierMove | None:
        chosen = self.moves_view.current_id()
        taken_back = {move.reverses_id for move in self.moves.all_rows}
        own = (Kind.SUPPLIER, Kind.CORRECTION)
        return next(
            (
                move
                for move in self.moves.all_rows
                if move.entry_id == chosen
                and move.kind in own
                and move.reverses_id is None
                and move.entry_id not in taken_back
            ),
            None,
        )

    # What the person does.

    def _pay(self, fen: int, note: str, way: Account) -> None:
        line, shown, store = self._line(), self._shown, self._book.desk.store
        if line is None or shown is None:
            return
        sentence = _("{supplier}: {sum} paid").format(supplier=line.name, sum=format_yuan(fen))
        supplier_id, round_id = line.supplier_id, shown.settlement.round.id

        self._book.take(
            self.pay,
            lambda: pay_supplier(store, supplier_id, amount_fen=fen, way=way, round_id=round_id, note=note),
            sentence,
        )

    def _correct(self, fen: int, note: str, _way: object) -> None:
        line, shown, store = self._line(), self._shown, self._book.desk.store
        if line is None or shown is None:
            return
        sentence = _("{supplier}: corrected by {sum}").format(supplier=line.name, sum=format_yuan(fen))
        supplier_id, round_id = line.supplier_id, shown.settlement.round.id
        self._book.take(
            self.correction,
            lambda: correct_cost(store, round_id, supplier_id=supplier_id, amount_fen=fen, note=note),
            sentence,
        )

    def _take_back(self) -> None:
        move = self._move()
        if move is not None:
            self._book.take_back(move.entry_id)

    def _connect(self) -> None:
        self.view.current_changed.connect(lambda _id: self._show_supplier())
        self.moves_view.current_changed.connect(lambda _id: self._show_back())
        self.pay.booked.connect(self._pay)
        self.correction.booked.connect(self._correct)
        self.back.clicked.connect(self._take_back)

    def _lay_out(self) -> None:
        left = QVBoxLayout()
        left.setContentsMargins(20, 16, 16, 0)
        left.setSpacing(12)
        left.addWidget(figure_card(self._figures.values()))
        left.addWidget(self._uncounted)
        left.addWidget(self.view, 1)
        left.addWidget(SectionHead(_("What came"), _("times what one costs")))
        left.addWidget(self.goods_view, 1)
        inside = QWidget()
        right = QVBoxLayout(inside)
        right.setContentsMargins(16, 16, 16, 16)
        right.setSpacing(10)
        for part in (self._head, self._balance, self.pay, self._correct_head, self.correction):
            right.addWidget(part)
        right.addWidget(SectionHead(_("Her account")))
        self.moves_view.setMinimumHeight(_GOODS_HEIGHT)
        right.addWidget(self.moves_view, 1)
        right.addWidget(self.back)
        side = SidePane(_WIDTH)
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(Scroll(inside))
        self._main = QWidget()
        whole = QHBoxLayout(self._main)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(left, 1)
        whole.addWidget(side)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._main)
        outer.addWidget(self._empty)


def _lines(shown: Shown) -> list[SupplierLine]:
    balances = {account.supplier_id: account for account in shown.accounts}
    here = [
        SupplierLine(
            supplier.supplier_id or 0,
            supplier.supplier_name or _("No supplier"),
            cost_fen=supplier.total_fen,
            goods=len(supplier.goods),
            uncounted=supplier.uncounted,
            balance_fen=balances[supplier.supplier_id].balance_fen if supplier.supplier_id in balances else 0,
        )
        for supplier in shown.settlement.suppliers
    ]
    known = {line.supplier_id for line in here}
    elsewhere = [
        SupplierLine(account.supplier_id, account.name, 0, 0, 0, account.balance_fen)
        for account in shown.accounts
        if account.supplier_id not in known and account.balance_fen
    ]
    return [*here, *elsewhere]


def _balance_text(line: SupplierLine, *, settled: bool) -> str:
    if line.balance_fen > 0:
        words = _("{sum} still to be paid, over all rounds")
    elif line.balance_fen < 0:
        words = _("{sum} paid in advance")
    else:
        words = _("Nothing to be paid")
    said = words.format(sum=format_yuan(abs(line.balance_fen)))
    if not settled and line.cost_fen:
        more = _("This round comes to {sum}; it is owed once the round is settled.")
        said = f"{said}\n{more.format(sum=format_yuan(line.cost_fen))}"
    return said


def _columns() -> tuple[Column[SupplierLine], ...]:
    return (
        Column("name", _("Supplier"), _name, 0, sort=lambda row: row.name),
        Column(
            "cost", _("Came this round"), lambda row: money(row.cost_fen), 120, "right", sort=lambda row: row.cost_fen
        ),
        Column("state", _("Over all rounds"), _state, 190, "right", sort=lambda row: row.balance_fen),
    )


def _name(line: SupplierLine) -> Lines:
    words = ngettext("{count} product came", "{count} products came", line.goods).format(count=line.goods)
    if line.uncounted:
        more = _("{count} of them not counted").format(count=line.uncounted)
        words = f"{words}{_(', ')}{more}"
    return Lines(line.name, words if line.goods else _("nothing this round"))


def _state(line: SupplierLine) -> Pill:
    if line.balance_fen > 0:
        return Pill(_("{sum} to be paid").format(sum=format_yuan(line.balance_fen)), "warn")
    if line.balance_fen < 0:
        return Pill(_("{sum} in advance").format(sum=format_yuan(-line.balance_fen)), "info")
    return Pill(_("nothing open"), "brand")


def _goods_columns() -> tuple[Column[GoodsCost], ...]:
    return (
        Column("product", _("Product"), lambda row: Text(row.product, bold=True), 0),
        Column("amount", _("What came"), _amount, 150, "right", sort=lambda row: row.amount_milli),
        Column("one", _("Cost of one"), lambda row: money(row.cost_fen), 92, "right", sort=lambda row: row.cost_fen),
        Column("cost", _("Comes to"), lambda row: money(row.total_fen), 104, "right", sort=lambda row: row.total_fen),
    )


def _amount(goods: GoodsCost) -> Text:
    remark = "" if goods.is_counted else _("not counted")
    words = _("{amount} {unit}").format(amount=amount_text(goods.amount_milli), unit=goods.unit)
    return Text(words, remark, color="text" if goods.is_counted else "warnText")


def _move_columns() -> tuple[Column[SupplierMove], ...]:
    return (
        Column("day", _("Day"), _day, 108),
        Column("what", _("What"), _what, 0, hint=lambda move: move.note),
        Column("sum", _("Sum"), lambda move: money(move.amount_fen), 104, "right"),
    )


def _day(move: SupplierMove) -> Text:
    moment = local(move.at_ms)
    return Text(_("{month}/{day}").format(month=moment.month, day=moment.day), color="text2")


def _what(move: SupplierMove) -> Lines:
    title = _("taken back") if move.reverses_id is not None else move.kind.label
    parts = [_("Round {number}").format(number=move.round_number) if move.round_number else "", move.note]
    if move.way:
        parts.append(Account(move.way).label)
    return Lines(title, " · ".join(part for part in parts if part))


def _figure_names() -> tuple[tuple[str, str], ...]:
    return ("cost", _("What came this round, at cost")), ("open", _("Still to be paid to suppliers, over all rounds"))
