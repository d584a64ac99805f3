"""Fields to write in: plain text, and text that is read as money, as an amount or as anything else when it is left."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QSizePolicy, QWidget
from typing_extensions import override

from leaderdesk.core.amount import amount_text, parse_amount
from leaderdesk.core.errors import UserError
from leaderdesk.core.i18n import _
from leaderdesk.core.money import format_yuan, parse_yuan, yuan_text
from leaderdesk.core.text import cleaned, one_line
from leaderdesk.ui.icons import SMALL, IconName, paint_icon
from leaderdesk.ui.painting import line_height
from leaderdesk.ui.theme import theme

Value = TypeVar("Value")


class LineEdit(QLineEdit):
    """One line of text, with an icon in front if wanted; a widget may stand at its end."""

    def __init__(
        self,
        name: str,
        *,
        icon: IconName | None = None,
        placeholder: str = "",
        size: int = 36,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._icon = icon
        self._size = size
        self._end: QWidget | None = None
        self.setAccessibleName(name)
        self.setPlaceholderText(placeholder)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._make_room()

    def plain_text(self) -> str:
        """Return what was written, in one line, without invisible signs."""
        return one_line(self.text())

    def set_end(self, widget: QWidget) -> None:
        """Put a small widget (a key cap, a button) inside, at the right end."""
        widget.setParent(self)
        self._end = widget
        self._make_room()

    def show_refusal(self, refused: bool) -> None:
        """Draw the red border, or take it away."""
        _mark(self, refused)

    @override
    def sizeHint(self) -> QSize:
        return QSize(max(120, super().sizeHint().width()), _height(self._size))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(72, _height(self._size))

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._make_room()
            self.updateGeometry()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._make_room()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._icon is not None:
            ink = theme().color("text2" if self.isEnabled() else "textDisabled")
            paint_icon(QPainter(self), QRectF(11, 0, SMALL, self.height()), self._icon, ink)

    def _make_room(self) -> None:
        right = 0
        if self._end is not None and not self._end.isHidden():
            size = self._end.sizeHint()
            self._end.setGeometry(
                self.width() - size.width() - 9, (self.height() - size.height()) // 2, size.width(), size.height()
            )
            right = size.width() + 9
        self.setTextMargins(SMALL + 11 if self._icon is not None else 0, 0, right, 0)


class TextArea(QPlainTextEdit):
    """Several lines of plain text; Tab leaves it, which `left` tells."""

    left = Signal()

    def __init__(self, name: str, *, placeholder: str = "", lines: int = 4, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines = lines
        self.setAccessibleName(name)
        self.setPlaceholderText(placeholder)
        self.setTabChangesFocus(True)
        self.document().setDocumentMargin(8)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

    def plain_text(self) -> str:
        """Return what was written, without invisible signs; line breaks stay."""
        return cleaned(self.toPlainText())

    def show_refusal(self, refused: bool) -> None:
        """Draw the red border, or take it away."""
        _mark(self, refused)

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.left.emit()

    @override
    def sizeHint(self) -> QSize:
        return QSize(240, self._lines * line_height(theme().font("body")) + 20)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(120, min(2, self._lines) * line_height(theme().font("body")) + 20)


class ParsedEdit(LineEdit, Generic[Value]):
    """A line that is read when it is left or Enter is pressed.

    What can be read is shown as it was understood and told by `edited` if it is new; what cannot be read stays as
    written, and `refused` carries the sentence. Esc brings the last good value back.
    """

    edited = Signal(object)
    refused = Signal(str)
    accepted = Signal()

    def __init__(
        self,
        name: str,
        *,
        read: Callable[[str], Value],
        write: Callable[[Value], str],
        optional: bool = False,
        icon: IconName | None = None,
        placeholder: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(name, icon=icon, placeholder=placeholder, parent=parent)
        self._read = read
        self._write = write
        self._optional = optional
        self._value: Value | None = None
        self._shown = ""
        self.textEdited.connect(self._take_back)
        self.editingFinished.connect(self.check)

    def value(self) -> Value | None:
        """Return the last value that could be read; None when there is none."""
        return self._value

    def set_value(self, value: Value | None) -> None:
        """Show `value` without telling anybody."""
        self._value = value
        self._show()
        self._accept()

    def check(self) -> bool:
        """Read what stands there now and show what is wrong with it; True when it could be read."""
        if self.text() == self._shown and (self._value is not None or self._optional):
            return True
        text = self.plain_text()
        if not text and self._optional:
            return self._keep(None)
        try:
            return self._keep(self._read(text))
        except UserError as error:
            self.refused.emit(_("Something has to stand here.") if not text else str(error))
            self.show_refusal(True)
            return False

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text() != self._shown:
            self._show()
            self._accept()
            return
        super().keyPressEvent(event)

    def _keep(self, value: Value | None) -> bool:
        changed = value != self._value
        self._value = value
        self._show()
        self._accept()
        if changed:
            self.edited.emit(value)
        return True

    def _show(self) -> None:
        self._shown = self._words(self._value)
        self.setText(self._shown)

    def _words(self, value: Value | None) -> str:
        return "" if value is None else self._write(value)

    def _accept(self) -> None:
        self.show_refusal(False)
        self.accepted.emit()

    def _take_back(self) -> None:
        # While it is being mended nobody needs to see it in red.
        self._accept()


class MoneyEdit(ParsedEdit[int]):
    """A sum of money; its value is whole fen. ¥1,234.00 at rest, 1234.00 while it is written."""

    def __init__(
        self, name: str, *, optional: bool = False, placeholder: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(
            name, read=_price, write=format_yuan, optional=optional, placeholder=placeholder, parent=parent
        )
        self.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        if self._value is not None and self.text() == self._shown:
            self._shown = yuan_text(self._value)
            self.setText(self._shown)
        super().focusInEvent(event)
        if event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason):
            self.selectAll()

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if self.text() == self._shown:
            self._show()


class AmountEdit(ParsedEdit[int]):
    """How much of something; its value is whole thousandths of the unit. The unit may be shown at the end."""

    def __init__(
        self, name: str, *, optional: bool = False, placeholder: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(
            name, read=parse_amount, write=amount_text, optional=optional, placeholder=placeholder, parent=parent
        )
        self.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)


def _price(text: str) -> int:
    fen = parse_yuan(text)
    if fen < 0:
        raise UserError(_("A price is not below zero. Write it like 36 or 36.50."))
    return fen


def _height(size: int) -> int:
    return max(theme().grown(size), line_height(theme().font("body")) + 6)


def _mark(widget: QWidget, refused: bool) -> None:
    if bool(widget.property("refused")) == refused:
        return
    widget.setProperty("refused", refused)
    widget.style().unpolish(widget)
    widget.style().polish(widget)
    widget.update()
