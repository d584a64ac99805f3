"""Which batch an offer was delivered from: chosen, or written down, where the goods are counted."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from leaderdesk.core.i18n import _
from leaderdesk.features.batches.actions import attach_batch, detach_batch, new_batch
from leaderdesk.features.batches.queries import TABLES, BatchChoice, BatchSlots, batch_choice
from leaderdesk.features.batches.rules import Batch, missing_text
from leaderdesk.features.batches.screen.recall_sheet import RecallSheet
from leaderdesk.features.batches.screen.record import BatchRecord
from leaderdesk.features.batches.screen.squares import TraceSquares
from leaderdesk.features.desk import Desk
from leaderdesk.features.products.rules import Added
from leaderdesk.ui.buttons import Button, IconButton
from leaderdesk.ui.combo import Combo
from leaderdesk.ui.drawer import Scroll
from leaderdesk.ui.labels import Label

_NEW = "new"
_ASK = ""
_SIZE = QSize(620, 720)


class BatchSheet(QDialog):
    """The record of one batch over the window, for pages that have no room for it."""

    def __init__(self, desk: Desk, asker: QWidget, slots: BatchSlots, *, batch_id: int) -> None:
        super().__init__(asker.window())
        self.setWindowTitle(_("Batch record"))
        self.record = BatchRecord(desk)
        self.record.gone.connect(self.reject)
        self.record.recall_wanted.connect(lambda one: RecallSheet(desk, self, slots, batch_id=one).open())
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(20, 12, 20, 12)
        column.addWidget(self.record)
        column.addStretch(1)
        close = Button(_("Done"), kind="primary", keys="Esc")
        close.clicked.connect(self.reject)
        foot = QHBoxLayout()
        foot.setContentsMargins(20, 8, 20, 12)
        foot.addStretch(1)
        foot.addWidget(close)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(Scroll(inside), 1)
        outer.addLayout(foot)
        self.finished.connect(self.deleteLater)
        self.resize(_SIZE.boundedTo(asker.window().size()))
        self.record.show_batch(batch_id)


class BatchPicker(QWidget):
    """The batches of one offer in lines, and a list to choose another from; the last of the list writes one down."""

    def __init__(self, desk: Desk, slots: BatchSlots, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._slots = slots
        self._offer_id: int | None = None
        self._choice: BatchChoice | None = None
        self._lines: list[QWidget] = []
        self.combo = Combo(_("Which batch came"), size=28, icon="box")
        self.combo.chosen.connect(self._chosen)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)
        self._column.addWidget(self.combo)
        desk.bridge.on_tables(self, TABLES, lambda _changed: self.refresh())

    def show_offer(self, offer_id: int | None) -> None:
        """Show the batches of another offer; of none, nothing."""
        self._offer_id = offer_id
        self.setVisible(offer_id is not None)
        self.refresh()

    def refresh(self) -> None:
        """Read the batches again."""
        store, offer_id = self._desk.store, self._offer_id
        if offer_id is None:
            return

        def work() -> BatchChoice | None:
            with store.read() as connection:
                return batch_choice(connection, offer_id)

        self._desk.tasks.read(self, work, self._show, latest="choice")

    def open_record(self, batch_id: int) -> BatchSheet:
        """Open the record of a batch over the window and return it."""
        sheet = BatchSheet(self._desk, self, self._slots, batch_id=batch_id)
        sheet.open()
        return sheet

    def _show(self, choice: BatchChoice | None) -> None:
        if choice is None or choice.offer_id != self._offer_id:
            return
        self._choice = choice
        for line in self._lines:
            self._column.removeWidget(line)
            line.hide()
            line.deleteLater()
        self._lines = [self._line(batch) for batch in choice.attached]
        for place, line in enumerate(self._lines):
            self._column.insertWidget(place, line)
        asks = _("One more batch came") if choice.attached else _("Which batch came?")
        others = [(str(batch.id), _name(batch)) for batch in choice.others]
        self.combo.set_choices([(_ASK, asks), *others, (_NEW, _("Write down a batch"))])
        self.combo.choose(_ASK)

    def _line(self, batch: Batch) -> QWidget:
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        code = Button(batch.code, kind="link", size=28)
        code.clicked.connect(lambda: self.open_record(batch.id))
        squares = TraceSquares()
        squares.show_batch(batch)
        away = IconButton("close", _("{code} did not come for this").format(code=batch.code), size=28)
        away.clicked.connect(lambda: self._detach(batch))
        row.addWidget(code)
        row.addWidget(squares)
        row.addWidget(Label(missing_text(batch), role="caption", ink="warnText" if batch.missing else "text2"), 1)
        row.addWidget(away)
        return line

    def _chosen(self, key: str) -> None:
        choice, store = self._choice, self._desk.store
        if choice is None or key == _ASK:
            return
        self.combo.choose(_ASK)
        if key != _NEW:
            batch_id = int(key)
            self._write(lambda: attach_batch(store, batch_id, choice.offer_id), _("The batch is noted"))
            return

        def done(added: Added) -> None:
            self._desk.notice(_("The batch is written down; fill in what you know"), undo=added.action_id)
            self.open_record(added.id)

        self._desk.tasks.write(self, lambda: new_batch(store, choice.product_id, offer_id=choice.offer_id), done)

    def _detach(self, batch: Batch) -> None:
        store, offer_id = self._desk.store, self._offer_id
        if offer_id is not None:
            sentence = _("{code} is not noted for this any more").format(code=batch.code)
            self._write(lambda: detach_batch(store, batch.id, offer_id), sentence)

    def _write(self, work: Callable[[], int | None], sentence: str) -> None:
        def done(action: int | None) -> None:
            if action is not None:
                self._desk.notice(sentence, undo=action)
            self.refresh()

        self._desk.tasks.write(self, work, done)


def _name(batch: Batch) -> str:
    return _("{code}, {month}/{day}").format(code=batch.code, month=batch.came.month, day=batch.came.day)
