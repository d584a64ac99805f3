"""The batches of a product in its drawer; each opens its record in place."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from leaderdesk.core.i18n import _, ngettext
from leaderdesk.features.batches.actions import new_batch
from leaderdesk.features.batches.queries import TABLES, BatchSlots, batches_of_product
from leaderdesk.features.batches.rules import Batch
from leaderdesk.features.batches.screen.batch_line import BatchLine
from leaderdesk.features.batches.screen.recall_sheet import RecallSheet
from leaderdesk.features.batches.screen.record import BatchRecord
from leaderdesk.features.desk import Desk
from leaderdesk.features.places import Place
from leaderdesk.features.products.rules import Added
from leaderdesk.ui.buttons import Button
from leaderdesk.ui.cards import Rule, SectionHead
from leaderdesk.ui.labels import Label

_FIRST = 5
"""Older batches show when they are asked for."""


class BatchesBox:
    """A section of the product's drawer: the latest batches, and a button for a new one.

    `card` shows the trace card of a batch, over the window of the widget it is given.
    """

    def __init__(
        self, desk: Desk, slots: BatchSlots, *, card: Callable[[Desk, QWidget, int], None] | None = None
    ) -> None:
        self._desk = desk
        self._card = card
        self._slots = slots
        self._product_id: int | None = None
        self._open_id: int | None = None
        self._all = False
        self._batches: tuple[Batch, ...] = ()
        self._box = QWidget()
        self.record = BatchRecord(desk, parent=self._box)
        self._head = SectionHead(_("Batches and where they come from"))
        self._new = Button(_("Write down a batch"), kind="link", size=28, icon="plus")
        self._empty = Label(
            _("No batch yet. What came, from whom and when, ready for those who ask."),
            role="small",
            ink="text2",
            wrap=True,
        )
        self._more = Button("", kind="link", size=28)
        self._lines: list[QWidget] = []
        self._column = QVBoxLayout()
        self._column.setSpacing(0)
        self._lay_out()
        self._connect()

    def widget(self) -> QWidget:
        """Return the section."""
        return self._box

    def show_product(self, product_id: int) -> None:
        """Show the batches of the product; an open record of the same one stays open."""
        if product_id != self._product_id:
            self._product_id, self._open_id, self._all = product_id, None, False
            self.record.forget()
            self.record.hide()
        self._load()

    def arrive(self, place: Place) -> None:
        """Open the record that `place` names."""
        if place.batch_id is not None:
            self._open_id, self._all = place.batch_id, True
            self._load()

    def forget(self) -> None:
        """Show nothing any more."""
        self._product_id = self._open_id = None
        self.record.forget()

    def _lay_out(self) -> None:
        self._head.add_right(self._new)
        self.record.hide()
        self._more.hide()
        outer = QVBoxLayout(self._box)
        outer.setContentsMargins(20, 10, 20, 12)
        outer.setSpacing(6)
        outer.addWidget(self._head)
        outer.addWidget(self._empty)
        outer.addLayout(self._column)
        outer.addWidget(self._more)

    def _connect(self) -> None:
        self._new.clicked.connect(self._begin)
        self._more.clicked.connect(self._show_all)
        self.record.recall_wanted.connect(self.show_recall)
        self.record.gone.connect(self._put_away)
        if self._card is not None:
            self.card_button = Button(_("Trace card"), size=28, icon="shield")
            self.card_button.clicked.connect(self._show_card)
            self.record.foot.insertWidget(1, self.card_button)
        self._desk.bridge.on_tables(self._box, TABLES, lambda _changed: self._load())

    # Showing.

    def _load(self) -> None:
        store, product_id = self._desk.store, self._product_id
        if product_id is None:
            return

        def work() -> tuple[Batch, ...]:
            with store.read() as connection:
                return batches_of_product(connection, product_id)

        self._desk.tasks.read(self._box, work, self._loaded, latest="batches")

    def _loaded(self, batches: tuple[Batch, ...]) -> None:
        if any(batch.product_id != self._product_id for batch in batches):
            return
        self._batches = batches
        self._show()

    def _show(self) -> None:
        focused = [line.batch.id for line in self._lines if isinstance(line, BatchLine) and line.next_button.hasFocus()]
        for line in self._lines:
            self._column.removeWidget(line)
            line.hide()
            line.deleteLater()
        self._column.removeWidget(self.record)
        self._lines = []
        shown = self._batches if self._all else self._batches[:_FIRST]
        for batch in shown:
            self._add(batch)
        if self._open_id not in {batch.id for batch in shown}:
            self.record.hide()
        self._empty.setVisible(not self._batches)
        more = len(self._batches) - len(shown)
        self._more.set_text(ngettext("{count} older batch", "{count} older batches", more).format(count=more))
        self._more.setVisible(more > 0)
        for line in self._lines:
            if isinstance(line, BatchLine) and line.batch.id in focused:
                line.next_button.setFocus()

    def _add(self, batch: Batch) -> None:
        is_open = batch.id == self._open_id
        line = BatchLine(batch, is_open=is_open)
        line.opened.connect(self._toggle)
        line.recall_wanted.connect(self.show_recall)
        rule = Rule()
        self._lines += [rule, line]
        self._column.addWidget(rule)
        self._column.addWidget(line)
        if is_open:
            self._column.addWidget(self.record)
            self.record.show_batch(batch.id)
            self.record.show()

    def _show_all(self) -> None:
        self._all = True
        self._show()

    # Acting.

    def _toggle(self, batch_id: int) -> None:
        if batch_id == self._open_id:
            self._put_away()
            return
        self._open_id = batch_id
        # Once the click is over: its button is among what is made anew.
        QTimer.singleShot(0, self._box, self._show)

    def _put_away(self) -> None:
        self._open_id = None
        self.record.forget()
        QTimer.singleShot(0, self._box, self._show)

    def _begin(self) -> None:
        store, product_id = self._desk.store, self._product_id
        if product_id is None:
            return

        def done(added: Added) -> None:
            self._desk.notice(_("The batch is written down; fill in what you know"), undo=added.action_id)
            self._open_id = added.id
            self._load()

        self._desk.tasks.write(self._box, lambda: new_batch(store, product_id), done)

    def _show_card(self) -> None:
        if self._card is not None and self._open_id is not None:
            self._card(self._desk, self._box, self._open_id)

    def show_recall(self, batch_id: int) -> None:
        """Show who took the batch, over the window."""
        RecallSheet(self._desk, self._box, self._slots, batch_id=batch_id).open()
