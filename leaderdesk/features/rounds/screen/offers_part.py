"""The part of the opening page that holds the offers: heading, buttons, table, and what stands there without any."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from leaderdesk.core.i18n import _, ngettext
from leaderdesk.features.desk import Desk
from leaderdesk.features.places import Page, Place
from leaderdesk.features.rounds import actions
from leaderdesk.features.rounds.rules import Round
from leaderdesk.features.rounds.screen.difference_line import DifferenceLine
from leaderdesk.features.rounds.screen.framed import Framed
from leaderdesk.features.rounds.screen.offer_columns import OfferLine, Save, offer_columns, offer_look
from leaderdesk.features.rounds.screen.offers_table import OffersTable
from leaderdesk.features.rounds.screen.product_picker import ProductPicker
from leaderdesk.ui.buttons import Button, IconButton
from leaderdesk.ui.cards import SectionHead
from leaderdesk.ui.row_table import RowTable
from leaderdesk.ui.states import EmptyState


class OffersPart(QWidget):
    """Shows and changes the offers of one round; what is typed into a cell goes to `save`."""

    def __init__(
        self, desk: Desk, save: Save, now: Callable[[], dt.datetime], *, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._round: Round | None = None
        self.rows = RowTable(offer_columns(save, now), row_id=lambda line: line.id, row_look=offer_look)
        self.table = OffersTable(self.rows)
        self.table.setAccessibleName(_("What is sold"))
        self.table.moved.connect(self._move)
        self.table.removed.connect(self._remove)
        self.table.opened.connect(self._adopt)
        self.table.current_changed.connect(lambda _row: self._show_buttons())
        self.picker = ProductPicker(desk, parent=self)
        self.picker.picked.connect(self._add)
        self.picker.new_wanted.connect(lambda: desk.go(Place(Page.PRODUCTS, wants_new=True)))
        self.head = _Head(_("What is sold"))
        self.difference = DifferenceLine()
        self.add_button = Button(_("Add products"), icon="plus", size=28)
        self.adopt_button = Button(_("Take all of last time"), kind="link", size=28)
        self.up_button = IconButton("arrow-up", _("Move up (Alt+Up)"), size=28)
        self.down_button = IconButton("arrow-down", _("Move down (Alt+Down)"), size=28)
        self.remove_button = IconButton("trash", _("Take out (Delete)"), size=28)
        self._empty = EmptyState(
            "basket", _("Nothing to sell yet"), _("Add what you want to sell, the text writes itself.")
        )
        self._lay_out()

    def show_offers(self, lines: Sequence[OfferLine], round_: Round, *, empty_table: bool) -> None:
        """Show the offers of the round; `empty_table` for another round than before, whose selection is not kept."""
        self._round = round_
        if empty_table:
            self.rows.set_rows(())
        self.rows.set_rows(tuple(lines))
        sold = sum(not line.suggested for line in lines)
        note = ngettext("{count} product", "{count} products", sold).format(count=sold)
        if sold < len(lines):
            note = _("{products}, grey: sold last time").format(products=note)
        self.head.set_note(note)
        self.table.setVisible(bool(lines))
        self._empty.setVisible(not lines)
        self._show_buttons()

    def open_picker(self) -> None:
        """Open the panel in which products are found."""
        if self._round is not None:
            self.picker.open_at(self.add_button, self._round.id)

    def _show_buttons(self) -> None:
        editable = self._round is not None and self._round.settled_at_ms is None
        sold = [line.id for line in self.rows.all_rows if not line.suggested]
        current = self.table.current_id()
        place = sold.index(current) if current in sold else -1
        self.up_button.setEnabled(editable and place > 0)
        self.down_button.setEnabled(editable and 0 <= place < len(sold) - 1)
        self.remove_button.setEnabled(editable and place >= 0)
        self.add_button.setEnabled(editable)
        self.adopt_button.setVisible(len(sold) < len(self.rows.all_rows))

    def _write(self, work: Callable[[], int], sentence: str = "") -> None:
        def done(action_id: int) -> None:
            if sentence:
                self._desk.notice(sentence, undo=action_id)

        self._desk.tasks.write(self, work, done)

    def _add(self, product_id: int) -> None:
        if self._round is not None:
            round_id, store = self._round.id, self._desk.store
            self._write(lambda: actions.add_offer(store, round_id=round_id, product_id=product_id))

    def _adopt(self, row_id: int) -> None:
        if row_id < 0:
            self._adopt_offers((-row_id,))

    def _adopt_all(self) -> None:
        self._adopt_offers(tuple(line.offer.id for line in self.rows.all_rows if line.suggested))

    def _adopt_offers(self, offer_ids: tuple[int, ...]) -> None:
        if self._round is not None and offer_ids:
            round_id, store = self._round.id, self._desk.store
            self._write(lambda: actions.adopt_offers(store, round_id=round_id, offer_ids=offer_ids))

    def _move(self, offer_id: int, place: int) -> None:
        store = self._desk.store
        self._write(lambda: actions.move_offer(store, offer_id, to=place))

    def _remove(self, row_id: int) -> None:
        line = self.rows.row_at(self.rows.row_of(row_id))
        if line is None or line.suggested:
            return
        store = self._desk.store
        sentence = _("{product} was taken out.").format(product=line.offer.label)
        self._write(lambda: actions.remove_offer(store, line.offer.id), sentence)

    def _remove_current(self) -> None:
        current = self.table.current_id()
        if current is not None:
            self._remove(current)

    def _lay_out(self) -> None:
        self.up_button.clicked.connect(lambda: self.table.move_current(-1))
        self.down_button.clicked.connect(lambda: self.table.move_current(1))
        self.remove_button.clicked.connect(self._remove_current)
        self.adopt_button.clicked.connect(self._adopt_all)
        self.add_button.clicked.connect(self.open_picker)
        self.head.add_wide(self.difference)
        for button in (self.adopt_button, self.up_button, self.down_button, self.remove_button, self.add_button):
            self.head.add_right(button)
        frame = Framed(self.table, self._empty)
        for fitted in (self, frame):
            fitted.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.head)
        column.addWidget(self.difference.all)
        column.addWidget(frame, 1)


class _Head(SectionHead):
    def add_wide(self, widget: QWidget) -> None:
        """Let `widget` have the room between the note and the buttons."""
        layout = self.layout()
        if isinstance(layout, QHBoxLayout):
            layout.insertWidget(layout.count() - 1, widget, 50)
