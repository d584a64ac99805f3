"""The right side once goods by weight are settled: whose price changed, and what is written to each of them."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from leaderdesk.core.i18n import _, ngettext
from leaderdesk.features.arrivals.queries import Ground, Made
from leaderdesk.features.arrivals.rules.counting import quantity
from leaderdesk.features.arrivals.rules.sharing import Cut
from leaderdesk.features.arrivals.rules.words import weight_text
from leaderdesk.features.arrivals.screen.cut_columns import cut_columns
from leaderdesk.features.arrivals.screen.texts_box import TextsBox
from leaderdesk.ui.buttons import Button
from leaderdesk.ui.labels import IconLabel, Label
from leaderdesk.ui.row_table import RowTable
from leaderdesk.ui.table_view import TableView


class WeighedPane(QWidget):
    """`again` asks for the weights, `copied` tells whose text was copied."""

    again = Signal()
    copied = Signal(str)

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ground: Ground | None = None
        self._title = Label("", role="lead", bold=True, wrap=True)
        self._note = Label("", role="small", ink="text2", wrap=True)
        self.again_button = Button(_("Weigh again"), kind="link", size=28, icon="pen")
        self.again_button.clicked.connect(self.again)
        self._rows: RowTable[Cut] = RowTable(cut_columns(self._unit), row_id=lambda cut: cut.party.order_id)
        self.table = TableView(self._rows)
        self.table.setAccessibleName(_("Whose goods weigh otherwise"))
        self.texts = TextsBox(_("To those whose goods weigh otherwise"))
        self.texts.copied.connect(self.copied)
        self.texts.shown.connect(self.table.go_to)
        self.table.current_changed.connect(self.texts.go_to)
        self._lay_out()

    def show_made(self, ground: Ground, made: Made) -> None:
        """Show what settling by weight did that still stands."""
        if self._ground is None or self._ground.count.offer.id != ground.count.offer.id:
            self.texts.forget()
        self._ground, count = ground, ground.count
        self._title.setText(_("{product} is settled by weight: tell them").format(product=count.offer.label))
        changed = ngettext(
            "{count} door weighs otherwise than ordered; {total} in all",
            "{count} doors weigh otherwise than ordered; {total} in all",
            len(made.cuts),
        )
        total = quantity(count.received_milli or 0, count.offer.unit)
        self._note.setText(changed.format(count=len(made.cuts), total=total))
        self._rows.set_rows(made.cuts)
        self.texts.show_cuts(made.cuts, lambda cut, _variant: weight_text(cut, count, refunded=made.refunded))

    def _unit(self) -> str:
        return self._ground.count.offer.unit if self._ground else ""

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(IconLabel("check", ink="brand", side=20))
        head.addWidget(self._title, 1)
        head.addWidget(self.again_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 12, 20, 12)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(self._note)
        column.addWidget(self.table, 1)
        column.addWidget(self.texts)
