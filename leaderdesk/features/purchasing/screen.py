"""The page of the step 采购: one card a supplier, and the workbook that goes to her."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from leaderdesk.core.amount import amount_text
from leaderdesk.core.clock import local
from leaderdesk.core.i18n import _, language, ngettext
from leaderdesk.core.money import format_yuan
from leaderdesk.core.text import masked_phone
from leaderdesk.features.desk import Desk
from leaderdesk.features.places import Page, Place
from leaderdesk.features.purchasing.feature import WrittenPurchase, export_purchase, export_summary
from leaderdesk.features.purchasing.papers import building_title, storage_word
from leaderdesk.features.purchasing.queries import (
    SentVersion,
    SupplierContact,
    contact_of,
    sent_versions,
    supplier_orders_of_round,
)
from leaderdesk.features.purchasing.rules import PurchaseLine, SupplierOrder
from leaderdesk.features.rounds.queries import round_row
from leaderdesk.features.rounds.rules import Round
from leaderdesk.ui.buttons import Button
from leaderdesk.ui.cards import Card
from leaderdesk.ui.cells import Lines, Squares, Text, money
from leaderdesk.ui.columns import Column
from leaderdesk.ui.drawer import Scroll
from leaderdesk.ui.page import ActionBar
from leaderdesk.ui.pills import StatusPill
from leaderdesk.ui.row_table import RowTable
from leaderdesk.ui.states import CoachStrip, EmptyState
from leaderdesk.ui.table_view import TableView

_MOST_DOTS = 5
_TABLES = ("orders", "line", "offer", "product", "supplier", "purchase_order")


@dataclass(frozen=True, slots=True)
class _Found:
    """What the page is made from."""

    round: Round | None
    orders: tuple[SupplierOrder, ...]
    sent: tuple[SentVersion, ...]
    contacts: dict[int | None, SupplierContact]


class PurchasePage(QWidget):
    """What every supplier must bring for a round, as the orders stand now."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._found: _Found | None = None
        self._area = QWidget()
        self._cards = QVBoxLayout(self._area)
        self._cards.setContentsMargins(20, 16, 20, 16)
        self._cards.setSpacing(16)
        self._scroll = Scroll(self._area)
        self._empty = EmptyState(
            "truck", _("It is worked out here after cut-off"), _("Nothing has been ordered yet in this round.")
        )
        self._bar = ActionBar()
        self._summary = Button(_("Summary workbook"), icon="file", size=44)
        self._summary.clicked.connect(self._write_summary)
        self._all = Button(_("Save all workbooks"), kind="primary", size=44, icon="download", keys="Ctrl Enter")
        self._all.clicked.connect(lambda: self._choose_folder(None, only=False))
        self._bar.set_buttons(self._summary, self._all)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self).activated.connect(self._all.click)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._scroll, 1)
        column.addWidget(self._empty, 1)
        column.addWidget(self._bar)
        desk.bridge.on_tables(self, _TABLES, lambda _changed: self._reload())

    def widget(self) -> QWidget:
        """Return the page itself."""
        return self

    def header_actions(self) -> Sequence[QWidget]:
        """Return no buttons: all are on the cards and in the bar."""
        return ()

    def show_round(self, round_id: int, _place: Place) -> None:
        """Show what the suppliers of the round must bring."""
        store = self._desk.store

        def work() -> _Found:
            with store.read() as connection:
                orders = supplier_orders_of_round(connection, round_id)
                return _Found(
                    round=round_row(connection, round_id),
                    orders=orders,
                    sent=sent_versions(connection, round_id),
                    contacts={order.supplier_id: contact_of(connection, order.supplier_id) for order in orders},
                )

        self._desk.tasks.read(self, work, self._take, latest="round")

    def _reload(self) -> None:
        if self._found is not None and self._found.round is not None:
            self.show_round(self._found.round.id, Place(Page.ROUNDS))

    def _take(self, found: _Found) -> None:
        self._found = found
        _clear(self._cards)
        closed = found.round is not None and found.round.closed_at_ms is not None
        if found.orders and not closed:
            hint = _("The round is still open: more orders may come, and then these numbers grow.")
            self._cards.addWidget(CoachStrip("info", hint))
        for order in found.orders:
            self._cards.addWidget(self._card(order, _last_sent(found.sent, order)))
        self._cards.addStretch(1)
        self._scroll.setVisible(bool(found.orders))
        self._empty.setVisible(not found.orders)
        total = sum(order.cost_fen for order in found.orders)
        sent = sum(1 for order in found.orders if _is_current(_last_sent(found.sent, order), order))
        done = bool(found.orders) and sent == len(found.orders)
        note = _("all made") if done else _("{count} to make").format(count=len(found.orders) - sent)
        self._bar.set_totals(
            [(str(len(found.orders)), ngettext("supplier", "suppliers", len(found.orders))), (format_yuan(total), "")],
            note if found.orders else "",
        )
        for button in (self._summary, self._all):
            button.setEnabled(bool(found.orders))

    def _card(self, order: SupplierOrder, last: SentVersion | None) -> Card:
        counted = ngettext("{count} product", "{count} products", len(order.lines)).format(count=len(order.lines))
        contact = _contact_words(self._found.contacts.get(order.supplier_id) if self._found else None)
        card = Card(order.supplier_name or _("No supplier"), " · ".join(part for part in (contact, counted) if part))
        card.head.add_right(_version_pill(last, order))
        words = Button(_("Copy as text"), icon="copy", size=28)
        words.clicked.connect(lambda: self._copy(order))
        file = Button(_("Save workbook"), icon="download", size=28)
        file.clicked.connect(lambda: self._choose_folder(order.supplier_id, only=True))
        card.head.add_right(words)
        card.head.add_right(file)
        table = RowTable(_columns(), row_id=lambda line: line.offer.id)
        table.set_rows(order.lines)
        view = TableView(table, compact=False)
        view.setAccessibleName(_("Goods of {supplier}").format(supplier=order.supplier_name))
        view.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        view.setFixedHeight(
            view.horizontalHeader().sizeHint().height()
            + sum(view.rowHeight(row) for row in range(table.rowCount()))
            + 4
        )
        card.body.addWidget(view)
        return card

    def _copy(self, order: SupplierOrder) -> None:
        round_ = self._found.round if self._found else None
        if round_ is not None:
            QGuiApplication.clipboard().setText(purchase_text(round_, order))
            self._desk.notice(_("Copied; paste it in WeChat"))

    def _choose_folder(self, supplier_id: int | None, *, only: bool) -> None:
        first = self.first_folder()
        chosen = QFileDialog.getExistingDirectory(self, _("Where to save the workbooks"), str(first))
        if chosen:
            self._desk.set_settings(replace(self._desk.settings(), workbook_folder=chosen))
            self.write(Path(chosen), supplier_id=supplier_id, only=only)

    def first_folder(self) -> Path:
        """Return the folder that was chosen last; while there is none, the one of the store for such files."""
        kept = self._desk.settings().workbook_folder
        if kept and Path(kept).is_dir():
            return Path(kept)
        exports = self._desk.store.paths.exports
        exports.mkdir(parents=True, exist_ok=True)
        return exports

    def write(self, folder: Path, *, supplier_id: int | None = None, only: bool = False) -> None:
        """Write the workbooks into `folder` in the background and say how many."""
        round_ = self._found.round if self._found else None
        if round_ is None:
            return
        store, spoken = self._desk.store, self._desk.settings().paper_language

        def work() -> tuple[WrittenPurchase, ...]:
            with language(spoken):
                return export_purchase(store, round_.id, folder, supplier_id=supplier_id, only=only)

        self._desk.tasks.write(self, work, lambda made: self._say(_saved(len(made)), folder))

    def _write_summary(self) -> None:
        round_ = self._found.round if self._found else None
        if round_ is None:
            return
        store, spoken = self._desk.store, self._desk.settings().paper_language

        def work() -> Path:
            with language(spoken):
                return export_summary(store, round_.id, store.paths.exports)

        self._desk.tasks.read(
            self, work, lambda path: self._say(_("Saved: {path}").format(path=path.name), path.parent)
        )

    def _say(self, sentence: str, folder: Path) -> None:
        self._desk.notice(_("{what}, in {folder}").format(what=sentence, folder=folder))


def purchase_text(round_: Round, order: SupplierOrder) -> str:
    """Return a purchase order as text for suppliers who do not read workbooks; nobody's name is in it."""
    lines = [
        f"{line.offer.name} {line.offer.spec} × {amount_text(line.to_order_milli)} {line.offer.unit}"
        for line in order.lines
    ]
    buildings: dict[str, list[str]] = {}
    for line in order.lines:
        for building, milli in line.by_building:
            buildings.setdefault(building, []).append(f"{line.offer.label}{amount_text(milli)}")
    shares = [f"{building_title(building)}: {'、'.join(goods)}" for building, goods in buildings.items()]
    return "\n".join((f"{round_.name} {order.supplier_name}", *lines, "", *shares))


def _saved(count: int) -> str:
    return ngettext("{count} workbook saved", "{count} workbooks saved", count).format(count=count)


def _contact_words(contact: SupplierContact | None) -> str:
    return "" if contact is None else f"{contact.contact} {masked_phone(contact.phone)}".strip()


def _columns() -> tuple[Column[PurchaseLine], ...]:
    return (
        Column("name", _("Product"), _product, 0),
        Column("keep", _("Stored"), lambda line: Text(storage_word(line.offer.storage), color="text2"), 76),
        Column("ordered", _("Ordered"), lambda line: _amount(line, line.ordered_milli), 94, "right"),
        Column("cases", _("Cases"), _cases, 134),
        Column("buy", _("To order"), lambda line: _amount(line, line.to_order_milli, bold=True), 96, "right"),
        Column("spare", _("Spare"), lambda line: _amount(line, line.spare_milli), 84, "right"),
        Column("cost", _("Sum"), lambda line: money(line.cost_fen), 116, "right"),
    )


def _product(line: PurchaseLine) -> Lines:
    return Lines(line.offer.name, line.offer.spec)


def _amount(line: PurchaseLine, milli: int, *, bold: bool = False) -> Text:
    return Text(f"{amount_text(milli)} {line.offer.unit}" if milli else "", bold=bold)


def _cases(line: PurchaseLine) -> Squares | Text:
    if line.cases is None:
        return Text(_("loose"), color="text3")
    size = amount_text(line.offer.case_milli or 0)
    words = _("{cases} × {size}").format(cases=line.cases, size=size)
    if line.cases > _MOST_DOTS:
        return Text(words)
    return Squares(line.cases, line.cases, words, round=True)


def _last_sent(sent: Sequence[SentVersion], order: SupplierOrder) -> SentVersion | None:
    versions = [each for each in sent if each.supplier_id == order.supplier_id]
    return versions[-1] if versions else None


def _is_current(last: SentVersion | None, order: SupplierOrder) -> bool:
    return last is not None and last.lines == tuple((line.offer.id, line.to_order_milli) for line in order.lines)


def _version_pill(last: SentVersion | None, order: SupplierOrder) -> StatusPill:
    if last is None:
        return StatusPill(_("not made yet"), "neutral")
    if not _is_current(last, order):
        return StatusPill(_("v{number}, changed since").format(number=last.version), "warn")
    return StatusPill(
        _("v{number}, made {time}").format(number=last.version, time=f"{local(last.at_ms):%H:%M}"), "brand"
    )


def _clear(layout: QVBoxLayout) -> None:
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.deleteLater()
