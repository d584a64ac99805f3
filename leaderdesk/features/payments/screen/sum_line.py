"""A line in which a sum is typed, with the way it takes and a word about it."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from leaderdesk.core.errors import UserError
from leaderdesk.core.i18n import _
from leaderdesk.core.money import parse_yuan, yuan_text
from leaderdesk.features.payments.rules import METHOD_TITLES, Method
from leaderdesk.ui.buttons import Button
from leaderdesk.ui.combo import Combo
from leaderdesk.ui.edits import LineEdit
from leaderdesk.ui.states import InlineError

Agreed = Callable[[int, Method, str], None]
"""What is done with the sum in fen, the way it takes, and the note."""

_WAYS = ("wechat", "alipay", "cash")
_LONGEST_NOTE = 100


class SumLine(QWidget):
    """Hidden until `begin`; Enter agrees."""

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._agreed: Agreed | None = None
        self.sum = LineEdit(_("Sum in yuan"), placeholder=_("how much"))
        self.way = Combo(_("By what way"), [(way, _(METHOD_TITLES[way])) for way in _WAYS])
        self.note = LineEdit(_("A word about it"), placeholder=_("what for"))
        self.note.setMaxLength(_LONGEST_NOTE)
        self.agree = Button("", kind="primary")
        self.leave = Button(_("Leave it"), kind="quiet")
        self.error = InlineError()
        row = QHBoxLayout()
        row.setSpacing(8)
        for field, stretch in ((self.sum, 2), (self.way, 0), (self.note, 3), (self.leave, 0), (self.agree, 0)):
            row.addWidget(field, stretch)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(row)
        column.addWidget(self.error)
        for edit in (self.sum, self.note):
            edit.returnPressed.connect(self._agree)
            edit.textChanged.connect(self.error.clear)
        self.agree.clicked.connect(self._agree)
        self.leave.clicked.connect(self.close_line)
        self.hide()

    def begin(self, verb: str, agreed: Agreed, *, fen: int = 0) -> None:
        """Ask for a sum, `fen` of it proposed; `agreed` is called with what was typed."""
        self._agreed = agreed
        self.agree.set_text(verb)
        self.sum.setText(yuan_text(fen) if fen > 0 else "")
        self.note.clear()
        self.error.clear()
        self.show()
        self.sum.setFocus(Qt.FocusReason.OtherFocusReason)
        self.sum.selectAll()

    def close_line(self) -> None:
        """Put the line away."""
        self.hide()

    def show_refusal(self, sentence: str) -> None:
        """Say why the sum cannot be taken; what was typed stays."""
        self.error.show_error(sentence)

    def _agree(self) -> None:
        try:
            fen = parse_yuan(self.sum.plain_text())
        except UserError as refusal:
            self.show_refusal(str(refusal))
            return
        if self._agreed is not None:
            self._agreed(fen, cast("Method", self.way.current()), self.note.plain_text())
