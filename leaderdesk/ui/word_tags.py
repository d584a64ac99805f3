"""Words on tints that a person puts on and takes off: tags, other names."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, QStringListModel, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QCompleter, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from leaderdesk.ui.edits import LineEdit
from leaderdesk.ui.flow_layout import FlowLayout
from leaderdesk.ui.icons import paint_icon
from leaderdesk.ui.labels import plain_tooltip
from leaderdesk.ui.painted_button import ActingButton
from leaderdesk.ui.painting import line_height, paint_box, paint_dashed_box, paint_text, text_width
from leaderdesk.ui.states import InlineError
from leaderdesk.ui.theme import theme
from leaderdesk.ui.tokens import INK, LINE, TINT, Tone

_CROSS = 12


@dataclass(frozen=True, slots=True)
class Word:
    """A word that is on: its key, the word, and its tint."""

    key: str
    text: str
    tone: Tone = "neutral"


class WordTags(QWidget):
    """Words in a row, each with a cross that takes it off, and a dashed button that opens a field for one more.

    `added` tells what was typed, `removed` the key of a word. What was refused stays in the field with its sentence.
    """

    added = Signal(str)
    removed = Signal(str)

    def __init__(self, add: str, take_off: Callable[[str], str], *, parent: QWidget | None = None) -> None:
        """Build with the words on the button that adds, and what the cross of a word says."""
        super().__init__(parent)
        self._take_off = take_off
        self._buttons: list[_WordButton] = []
        self._error = InlineError()
        self._add = _AddButton(add)
        self._add.clicked.connect(self._open)
        self._field = _Field(add)
        self._field.hide()
        self._known = QStringListModel(self)
        completer = QCompleter(self._known, self)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self._field.setCompleter(completer)
        self._field.returnPressed.connect(self._tell)
        self._field.given_up.connect(self._close)
        self._field.textEdited.connect(lambda _text: self._error.clear())
        line = QWidget()
        self._flow = FlowLayout(line, gap=6)
        self._flow.addWidget(self._add)
        self._flow.addWidget(self._field)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(line)
        column.addWidget(self._error)
        self.setAccessibleName(add)
        self.setFocusProxy(self._add)

    def show_words(self, words: Sequence[Word]) -> None:
        """Show these words; an open field stays open."""
        if [button.word for button in self._buttons] == list(words):
            return
        for button in self._buttons:
            self._flow.removeWidget(button)
            button.hide()
            button.deleteLater()
        self._flow.removeWidget(self._add)
        self._flow.removeWidget(self._field)
        self._buttons = [_WordButton(word, self._take_off(word.text)) for word in words]
        for button in self._buttons:
            button.clicked.connect(lambda _checked=False, key=button.word.key: self.removed.emit(key))
            self._flow.addWidget(button)
        self._flow.addWidget(self._add)
        self._flow.addWidget(self._field)
        self.updateGeometry()

    def suggest(self, words: Sequence[str]) -> None:
        """Offer these words while one is typed."""
        self._known.setStringList(list(words))

    def taken(self) -> None:
        """Close the field: what was typed has become a word."""
        self._field.clear()
        self._close()

    def refuse(self, sentence: str) -> None:
        """Keep what was typed and say why it was not taken."""
        self._field.show_refusal(True)
        self._error.show_error(sentence)

    def _open(self) -> None:
        self._add.hide()
        self._field.show()
        self._field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _close(self) -> None:
        had_keyboard = self._field.hasFocus()
        self._error.clear()
        self._field.show_refusal(False)
        self._field.hide()
        self._add.show()
        if had_keyboard:
            self._add.setFocus(Qt.FocusReason.OtherFocusReason)

    def _tell(self) -> None:
        self._field.show_refusal(False)
        if self._field.plain_text():
            self.added.emit(self._field.plain_text())
        else:
            self._close()


class _Field(LineEdit):
    given_up = Signal()

    def __init__(self, name: str) -> None:
        super().__init__(name, size=28)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setMaxLength(200)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.clear()
            self.given_up.emit()
            return
        super().keyPressEvent(event)

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if not self.text() and event.reason() != Qt.FocusReason.PopupFocusReason:
            self.given_up.emit()


class _TagShape(ActingButton):
    def __init__(self, text: str, name: str) -> None:
        super().__init__(name)
        self._text = text
        self.setToolTip(plain_tooltip(name))

    @override
    def sizeHint(self) -> QSize:
        font = theme().font("caption")
        height = max(theme().grown(24, "caption"), line_height(font) + 6)
        return QSize(min(text_width(self._text, font), 240) + 24 + _CROSS, height)


class _WordButton(_TagShape):
    def __init__(self, word: Word, name: str) -> None:
        super().__init__(word.text, name)
        self.word = word

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.click()
            return
        super().keyPressEvent(event)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        look, painter, rect = theme(), QPainter(self), self.rect().toRectF()
        tone = self.word.tone
        line = look.color(LINE[tone]) if self.underMouse() else None
        paint_box(painter, rect, radius=999, fill=look.color(TINT[tone]), line=line)
        ink = look.color(INK[tone])
        words = rect.adjusted(10, 0, -_CROSS - 10, 0)
        paint_text(painter, words, self._text, font=look.font("caption"), color=ink)
        paint_icon(painter, QRectF(rect.right() - _CROSS - 7, 0, _CROSS, rect.height()), "close", ink)


class _AddButton(_TagShape):
    def __init__(self, text: str) -> None:
        super().__init__(text, text)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        look, painter, rect = theme(), QPainter(self), self.rect().toRectF()
        fill = look.color("hover" if self.underMouse() else "surface")
        paint_dashed_box(painter, rect, radius=rect.height() / 2, fill=fill, line=look.color("borderInput"))
        ink = look.color("text2")
        paint_icon(painter, QRectF(8, 0, _CROSS, rect.height()), "plus", ink)
        paint_text(painter, rect.adjusted(12 + _CROSS, 0, -8, 0), self._text, font=look.font("caption"), color=ink)
