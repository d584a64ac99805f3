"""A sum, what it is for and where it comes from, in one form: for fees, payments to suppliers and corrections."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from leaderdesk.core.i18n import _
from leaderdesk.core.money import format_yuan, parse_yuan
from leaderdesk.features.claims.rules import WAYS
from leaderdesk.features.payments.rules.ledger import Account
from leaderdesk.features.settlements.actions.money import MOST_NOTE
from leaderdesk.ui.buttons import Button
from leaderdesk.ui.combo import Combo
from leaderdesk.ui.edits import LineEdit, MoneyEdit, ParsedEdit
from leaderdesk.ui.forms import Field, check_all
from leaderdesk.ui.states import InlineError


class MoneyForm(QWidget):
    """`booked` tells the sum in fen, the note, and the way (None where no money moves).

    A `signed` sum may be below zero.
    """

    booked = Signal(int, str, object)

    def __init__(
        self,
        verb: str,
        *,
        note: str,
        placeholder: str,
        with_way: bool = False,
        signed: bool = False,
        hint: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        label = _("Sum")
        self.sum = ParsedEdit(label, read=parse_yuan, write=format_yuan) if signed else MoneyEdit(label)
        self.note = LineEdit(note, placeholder=placeholder)
        self.note.setMaxLength(MOST_NOTE)
        self.way = Combo(_("Paid by"), [(way.value, way.label) for way in WAYS])
        self.button = Button(verb, icon="check")
        self._sum_field = Field(label, self.sum, hint=hint)
        self._error = InlineError()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(Field(note, self.note))
        column.addWidget(self._sum_field)
        if with_way:
            column.addWidget(Field(_("Paid by"), self.way))
        column.addWidget(self._error)
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
        self._with_way = with_way
        self.button.clicked.connect(self._book)
        self.note.returnPressed.connect(self.sum.setFocus)

    def refuse(self, error: Exception) -> None:
        """Say why it was not booked; what was typed stays."""
        self._error.show_error(str(error))

    def clear(self) -> None:
        """Empty the form for the next."""
        self.sum.set_value(None)
        self.note.setText("")
        self._error.clear()

    def _book(self) -> None:
        if not check_all(self._sum_field):
            return
        self._error.clear()
        way = Account(self.way.current()) if self._with_way else None
        self.booked.emit(self.sum.value() or 0, self.note.plain_text(), way)
