"""The page of the step 结算: who has paid, booked by key, and who is still to be reminded."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from leaderdesk.core.i18n import _, ngettext
from leaderdesk.core.money import format_yuan
from leaderdesk.features.desk import Desk
from leaderdesk.features.payments.actions import book_payment, take_back_payments
from leaderdesk.features.payments.papers import payment_list
from leaderdesk.features.payments.queries import payments_of_round
from leaderdesk.features.payments.rules import Dues, Method, Payment, sum_dues
from leaderdesk.features.places import Page, Place, Step
from leaderdesk.features.printing import nothing_to_print, print_paper
from leaderdesk.features.rounds.queries import round_row
from leaderdesk.features.rounds.rules import Round
from leaderdesk.storage.business import read_business
from leaderdesk.ui.buttons import Button
from leaderdesk.ui.cards import Card, Figure, SectionHead
from leaderdesk.ui.cells import Pill, Text, money
from leaderdesk.ui.columns import Column
from leaderdesk.ui.drawer import SidePane
from leaderdesk.ui.edits import TextArea
from leaderdesk.ui.page import ActionBar
from leaderdesk.ui.progress import ProgressBar
from leaderdesk.ui.row_table import RowTable
from leaderdesk.ui.search_field import SearchField
from leaderdesk.ui.states import EmptyState
from leaderdesk.ui.table_view import TableView, stay_on_a_row
from leaderdesk.ui.tabs import FilterTabs, Tab


class PaymentsPage(QWidget):
    """Payments of a round: F2 and F3 book what is open of the chosen order."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._round: Round | None = None
        self._payments: tuple[Payment, ...] = ()
        self._figures = {name: Figure(words, "") for name, words in _figure_names()}
        self._bar = ProgressBar(_("Paid"))
        self._tabs = FilterTabs(_("Show"), _tabs(()))
        self._tabs.chosen.connect(self._show_rows)
        self._search = SearchField(_("Find in this list"), placeholder=_("Name, room, pickup code"))
        self._table = RowTable(_columns(), row_id=lambda row: row.order_id, search_key=_search_key)
        self._search.setMinimumWidth(220)
        self._search.searched.connect(self._table.search)
        self._view = TableView(self._table)
        self._view.setAccessibleName(_("Payments"))
        self._view.current_changed.connect(lambda _id: self._show_choice())
        self._view.opened.connect(self._open_order)
        self._wechat = Button(_("By WeChat"), keys="F2", size=44)
        self._cash = Button(_("In cash"), keys="F3", size=44)
        self._back = Button(_("Take back"), icon="undo", size=44)
        self._text = TextArea(_("Reminder for the group"), lines=7)
        self._print = Button(_("Print the list"), icon="printer")
        self._print.clicked.connect(self.print_page)
        self._aside = QHBoxLayout()
        self._actions = ActionBar()
        self._lay_out()
        self._connect()
        desk.bridge.on_tables(self, ("ledger_entry", "orders", "round"), lambda _changed: self._reload())

    def widget(self) -> QWidget:
        """Return the page itself."""
        return self

    def add_aside(self, widget: QWidget) -> None:
        """Put `widget` at the right end above the list."""
        self._aside.addWidget(widget)

    def header_actions(self) -> Sequence[QWidget]:
        """Return no buttons: the list is printed by the one above it."""
        return ()

    def print_page(self) -> None:
        """Show the list of payments before it is printed."""
        round_, payments, store = self._round, self._payments, self._desk.store
        if round_ is None or not payments:
            nothing_to_print(self._desk)
            return

        def work() -> bytes:
            # What draws on paper is imported by the first paper.
            from leaderdesk.documents.table_pdf import table_pdf

            with store.read() as connection:
                business = read_business(connection)
            return table_pdf(payment_list(payments, round_, business, printed_ms=store.clock.now_ms()))

        print_paper(self._desk, self, work, title=_("Payments"))

    def show_round(self, round_id: int, _place: Place) -> None:
        """Show the payments of the round."""
        store = self._desk.store

        def work() -> tuple[Round | None, tuple[Payment, ...]]:
            with store.read() as connection:
                return round_row(connection, round_id), payments_of_round(connection, round_id)

        self._desk.tasks.read(self, work, self._take, latest="round")

    def _take(self, found: tuple[Round | None, tuple[Payment, ...]]) -> None:
        self._round, self._payments = found
        sums = sum_dues(self._payments)
        for name, fen in _figures(sums).items():
            self._figures[name].show_figure(format_yuan(fen))
        self._bar.set_progress(sums.total_fen - sums.open_fen, max(sums.total_fen, 1))
        self._tabs.set_tabs(_tabs(self._payments))
        self._text.setPlainText(reminder(self._round, self._payments))
        self._main.setVisible(bool(self._payments))
        self._empty.setVisible(not self._payments)
        self._print.setEnabled(bool(self._payments))
        note = ngettext("{count} neighbour still to pay", "{count} neighbours still to pay", sums.open_orders)
        all_in = bool(self._payments) and not sums.open_orders
        words = _("This round is paid in full") if all_in else note.format(count=sums.open_orders)
        self._actions.set_totals([(format_yuan(sums.open_fen), _("open"))], words if self._payments else "")
        self._show_rows(self._tabs.current())

    def _reload(self) -> None:
        if self._round is not None:
            self.show_round(self._round.id, Place(Page.ROUNDS))

    def _show_rows(self, tab: str) -> None:
        shown = [payment for payment in self._payments if _belongs(payment, tab)]
        self._table.set_rows(shown)
        # F2 and F3 then work from the first moment, and after each booking on the next in the list.
        stay_on_a_row(self._view)
        self._show_choice()

    def _chosen(self) -> Payment | None:
        order_id = self._view.current_id()
        return next((payment for payment in self._payments if payment.order_id == order_id), None)

    def _show_choice(self) -> None:
        chosen = self._chosen()
        for button in (self._wechat, self._cash):
            button.setEnabled(chosen is not None and chosen.due_fen > 0)
        self._back.setEnabled(chosen is not None and chosen.paid_fen > 0)

    def _book(self, method: Method) -> None:
        chosen, store = self._chosen(), self._desk.store
        if chosen is None or chosen.due_fen <= 0:
            return
        sentence = _("{who}: {sum} booked").format(who=chosen.neighbour_name, sum=format_yuan(chosen.due_fen))
        order_id = chosen.order_id
        self._write(lambda: book_payment(store, order_id=order_id, method=method), sentence)

    def _take_back(self) -> None:
        chosen, store = self._chosen(), self._desk.store
        if chosen is not None:
            order_id = chosen.order_id
            sentence = _("{who}: payment taken back").format(who=chosen.neighbour_name)
            self._write(lambda: take_back_payments(store, order_id=order_id), sentence)

    def _write(self, work: Callable[[], int], sentence: str) -> None:
        self._desk.tasks.write(self, work, lambda action_id: self._desk.notice(sentence, undo=action_id))

    def _open_order(self, order_id: object) -> None:
        if self._round is not None and isinstance(order_id, int):
            self._desk.go(Place(Page.ROUNDS, round_id=self._round.id, step=Step.INTAKE, order_id=order_id))

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._text.plain_text())
        self._desk.notice(_("Copied; paste it in WeChat"))

    def _connect(self) -> None:
        self._wechat.clicked.connect(lambda: self._book("wechat"))
        self._cash.clicked.connect(lambda: self._book("cash"))
        self._back.clicked.connect(self._take_back)
        for keys, method in (("F2", "wechat"), ("F3", "cash")):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(lambda method=method: self._book(method))

    def _lay_out(self) -> None:
        card = Card()
        row = QHBoxLayout()
        for figure in self._figures.values():
            row.addWidget(figure, 1)
        card.body.addLayout(row)
        card.body.addWidget(self._bar)
        filters = QHBoxLayout()
        filters.addWidget(self._tabs)
        filters.addStretch(1)
        for control in (self._search, self._print):
            filters.addWidget(control)
        filters.addLayout(self._aside)
        left = QVBoxLayout()
        left.setContentsMargins(20, 16, 16, 0)
        left.setSpacing(12)
        left.addWidget(card)
        left.addLayout(filters)
        left.addWidget(self._view, 1)
        copy = Button(_("Copy"), icon="copy")
        copy.clicked.connect(self._copy)
        side = SidePane(320, growing=1)
        right = QVBoxLayout(side)
        right.setContentsMargins(16, 16, 16, 16)
        right.setSpacing(10)
        right.addWidget(SectionHead(_("A friendly word for the group")))
        right.addWidget(self._text)
        right.addWidget(copy, 0, Qt.AlignmentFlag.AlignLeft)
        right.addStretch(1)
        self._main = QWidget()
        whole = QHBoxLayout(self._main)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(left, 1)
        whole.addWidget(side)
        self._empty = EmptyState(
            "wallet", _("Nothing to be paid yet"), _("Once orders are taken, who owes what stands here.")
        )
        self._actions.set_buttons(self._back, self._cash, self._wechat)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._main, 1)
        column.addWidget(self._empty, 1)
        column.addWidget(self._actions)


def reminder(round_: Round | None, payments: Sequence[Payment]) -> str:
    """Return a friendly text for the group: rooms and sums of those who have not paid, no names and no phones."""
    owing = [payment for payment in payments if payment.due_fen > 0]
    if round_ is None or not owing:
        return _("Everybody has paid. Thank you all!")
    lines = [f"{payment.room or payment.neighbour_name}  {format_yuan(payment.due_fen)}" for payment in owing]
    head = _("{round}: when you have a moment, please send what is still open. Thank you~").format(round=round_.name)
    return "\n".join((head, *lines))


def _columns() -> tuple[Column[Payment], ...]:
    return (
        Column("code", _("Pickup code"), lambda row: Text(f"{row.pickup_code:03d}", color="text2"), 84, sort=_code),
        Column(
            "name",
            _("Neighbour"),
            lambda row: Text(row.neighbour_name, bold=True),
            0,
            sort=lambda row: row.neighbour_name,
        ),
        Column("room", _("Room"), lambda row: Text(row.room), 88, sort=lambda row: row.room),
        Column("total", _("To be paid"), lambda row: money(row.total_fen), 98, "right", sort=lambda row: row.total_fen),
        Column("paid", _("Paid"), lambda row: money(row.paid_fen), 98, "right", sort=lambda row: row.paid_fen),
        Column("state", _("Payment"), _state, 118, "right", sort=lambda row: row.due_fen),
    )


def _code(payment: Payment) -> int:
    return payment.pickup_code


def _state(payment: Payment) -> Pill:
    if payment.due_fen < 0:
        return Pill(_("over {sum}").format(sum=format_yuan(-payment.due_fen)), "info")
    if payment.due_fen == 0:
        return Pill(_("paid"), "brand")
    if payment.paid_fen:
        return Pill(_("short {sum}").format(sum=format_yuan(payment.due_fen)), "warn")
    return Pill(_("not paid"), "warn")


def _search_key(payment: Payment) -> str:
    return f"{payment.neighbour_name} {payment.room} {payment.room.replace('-', '')} {payment.pickup_code:03d}"


def _belongs(payment: Payment, tab: str) -> bool:
    return tab == "all" or (payment.due_fen > 0 if tab == "open" else payment.due_fen <= 0)


def _tabs(payments: Sequence[Payment]) -> list[Tab]:
    owing = sum(1 for payment in payments if payment.due_fen > 0)
    return [
        Tab("open", _("Not paid"), owing, "warn"),
        Tab("paid", _("Paid"), len(payments) - owing),
        Tab("all", _("All"), len(payments)),
    ]


def _figure_names() -> tuple[tuple[str, str], ...]:
    return (
        ("total", _("To be paid")),
        ("paid", _("Received")),
        ("open", _("Still open")),
        ("over", _("Paid too much")),
    )


def _figures(sums: Dues) -> dict[str, int]:
    return {"total": sums.total_fen, "paid": sums.paid_fen, "open": sums.open_fen, "over": sums.over_fen}
