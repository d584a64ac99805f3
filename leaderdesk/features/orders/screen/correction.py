"""Writing out by hand what a line of the list means."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from leaderdesk.core.amount import amount_text
from leaderdesk.core.i18n import _
from leaderdesk.features.orders.rules.answers import NotAnOrder, Wants
from leaderdesk.features.orders.rules.ground import Ground
from leaderdesk.features.orders.rules.quick_line import read_goods
from leaderdesk.features.orders.rules.review import Row
from leaderdesk.ui.buttons import Button
from leaderdesk.ui.edits import LineEdit
from leaderdesk.ui.labels import ElidedLabel
from leaderdesk.ui.page import Bar


class CorrectionBar(Bar):
    """One line above the action bar: who, what she wants in words, and what of it is understood."""

    corrected = Signal(str, object)
    """The key of the line and the answer."""
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(52, fill="surface", line_on_top=True, parent=parent)
        self._row: Row | None = None
        self._ground: Ground | None = None
        self._who = ElidedLabel("", role="strong", least=80)
        self.field = LineEdit(_("What she wants"), placeholder=_("for example 草莓2 酸奶1"))
        self.field.textEdited.connect(self._show_doubt)
        self.field.returnPressed.connect(self._save)
        self._doubt = ElidedLabel("", role="small", ink="warnText", least=80)
        none = Button(_("Not an order"), kind="quiet", size=28)
        none.clicked.connect(self._none)
        leave = Button(_("Leave it for now"), size=28)
        leave.clicked.connect(self.close_bar)
        self.save_button = Button(_("That is it"), kind="primary", size=28, keys="Enter")
        self.save_button.clicked.connect(self._save)
        for widget, stretch in ((self._who, 1), (self.field, 3), (self._doubt, 2)):
            self.row.addWidget(widget, stretch)
        for button in (none, leave, self.save_button):
            self.row.addWidget(button)
        self.hide()

    def correct(self, row: Row, ground: Ground) -> None:
        """Open for a row of the list; the field holds what was understood so far."""
        self._row, self._ground = row, ground
        self._who.setText(f"{row.room} {row.name}".strip() or _("(no name)"))
        self.field.setText(
            " ".join(f"{ground.offers[offer_id].label}{amount_text(milli)}" for offer_id, milli in row.after.items())
        )
        self._doubt.setText("")
        self.show()
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)
        self.field.selectAll()

    def close_bar(self) -> None:
        """Close without an answer."""
        self.hide()
        self._row = None
        self.closed.emit()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_bar()
            return
        super().keyPressEvent(event)

    def _show_doubt(self) -> None:
        if self._ground is None:
            return
        found = read_goods(self.field.text(), self._ground)
        said = _(", ").join(
            f"{self._ground.offers[each].label} ×{amount_text(milli)}" for each, milli in found.amounts.items()
        )
        self._doubt.setText(found.doubts[0] if found.doubts else said)
        self._doubt.set_ink("warnText" if found.doubts else "brandTintText")
        self.save_button.setEnabled(not found.doubts)

    def _save(self) -> None:
        if self._row is None or self._ground is None:
            return
        found = read_goods(self.field.text(), self._ground)
        if found.doubts:
            self._show_doubt()
            return
        key = self._row.ask.key if self._row.ask is not None else self._row.key
        self.hide()
        self.corrected.emit(key, (Wants(tuple(found.amounts.items())),))
        self.closed.emit()

    def _none(self) -> None:
        if self._row is not None:
            key = self._row.ask.key if self._row.ask is not None else self._row.key
            self.hide()
            self.corrected.emit(key, (NotAnOrder(),))
            self.closed.emit()
