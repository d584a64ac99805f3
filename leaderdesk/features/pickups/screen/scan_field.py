"""The field that a scanner gun or a hand types into, and the keys that mean something at the pickup table."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from PySide6.QtCore import QElapsedTimer, QEvent, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QWidget
from typing_extensions import override

from leaderdesk.core.i18n import _
from leaderdesk.features.pickups.rules.rhythm import GUN, Heard, Stroke, entered, listen
from leaderdesk.ui.icons import LARGE, paint_icon
from leaderdesk.ui.painting import RIGHT, key_cap_size, paint_key_cap, paint_text
from leaderdesk.ui.theme import theme

Cash = Literal["wechat", "cash"]

LINE_END_MS = GUN.line_end_ms
"""An Enter so soon after the last one is the second half of a scanner's line end: nobody has read the answer yet."""

MOST_SIGNS = 120
"""More than a room, a name or a code ever has; a scanner that runs wild stops here."""

_PAID: dict[Qt.Key, Cash] = {Qt.Key.Key_F2: "wechat", Qt.Key.Key_F3: "cash"}


class ScanField(QLineEdit):
    """Tells what was scanned or typed, and what the keys of the pickup table ask for."""

    submitted = Signal(str)
    """A text to look up: Enter was pressed, or a whole code came and then silence."""
    agreed = Signal()
    """Enter with nothing typed: hand over what is open."""
    together = Signal()
    """The whole household at once, or not any more."""
    proxied = Signal()
    """Somebody else has come for it."""
    cleared = Signal()
    paid = Signal(str)
    gift_ticked = Signal()
    """The gift stays behind, or goes after all."""
    credit_used = Signal()
    """What the neighbour has to her credit is to pay for it."""
    numbered = Signal(int)
    """A digit 1 to 9 while choices are offered."""

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._choices = 0
        self._since_submitted = QElapsedTimer()
        self._strokes: tuple[Stroke, ...] = ()
        self._since_stroke = QElapsedTimer()
        self._since_stroke.start()
        self._silent = False
        self._gun = QTimer(self)
        self._gun.setSingleShot(True)
        self._gun.timeout.connect(self._hear)
        self._answer = QTimer(self)
        self._answer.setSingleShot(True)
        self._answer.setInterval(GUN.choice_ms)
        self._answer.timeout.connect(self._choose)
        self.setAccessibleName(_("Scan, or type a room, pickup code or end of phone"))
        self.setMaxLength(MOST_SIGNS)
        # A Chinese input method would swallow what a scanner types; names are typed by their room instead.
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        self.textChanged.connect(self._await_silence)
        self._dress()

    def offer_choices(self, count: int) -> None:
        """Take a single digit up to `count` as an answer from now on; 0 ends that."""
        self._choices = count

    def take_key(self, event: QKeyEvent) -> bool:
        """Do what a key means here, wherever it was pressed; False if it means nothing."""
        key = Qt.Key(event.key())
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._enter()
        elif key == Qt.Key.Key_Escape:
            self.clear()
            self.cleared.emit()
        elif key in _PAID:
            self.paid.emit(_PAID[key])
        elif key == Qt.Key.Key_F7:
            self.credit_used.emit()
        elif key == Qt.Key.Key_F9:
            self.gift_ticked.emit()
        elif key == Qt.Key.Key_F4:
            self.together.emit()
        elif key == Qt.Key.Key_F6:
            self.proxied.emit()
        else:
            return False
        return True

    @override
    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and _takes_back(event):
            # Ctrl+Z takes back what was handed over, not what was typed.
            event.ignore()
            return False
        return super().event(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.take_key(event):
            return
        before = self.text()
        self._note(event)
        super().keyPressEvent(event)
        if self.text() == before:
            self._strokes = ()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._dress()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._dress()

    @override
    def sizeHint(self) -> QSize:
        return QSize(320, theme().grown(64, "figure"))

    @override
    def minimumSizeHint(self) -> QSize:
        # Low windows need the room for what is handed over.
        return QSize(160, theme().grown(40, "figure"))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        look, painter, rect = theme(), QPainter(self), self.rect().toRectF()
        ink = look.color("focus" if self.hasFocus() else "text2")
        paint_icon(painter, QRectF(20, 0, LARGE, rect.height()), "barcode", ink)
        caps = key_cap_size(_KEYS)
        cap = QRectF(rect.right() - caps.width() - 18, rect.center().y() - caps.height() / 2, *caps.toTuple())
        paint_key_cap(painter, cap, _KEYS, ink=look.color("text2"), line=look.color("borderStrong"))
        words = QRectF(62, 0, cap.left() - 62 - 62, rect.height())
        if not self.text():
            hint = self.accessibleName()
            paint_text(painter, words.adjusted(4, 0, 0, 0), hint, font=look.font("lead"), color=look.color("text3"))
        clear = QRectF(cap.left() - 70, 0, 60, rect.height())
        paint_text(painter, clear, _("clear"), font=look.font("small"), color=look.color("text2"), align=RIGHT)

    def _note(self, event: QKeyEvent) -> None:
        """Keep when a sign was pressed, as the system says it: a busy window hears keys late and close together."""
        sign = event.text()
        # Whatever else changes the text (a paste, a deletion) has no rhythm.
        written = len(sign) == 1 and sign.isprintable() and not self.hasSelectedText()
        earlier = self._strokes if self.cursorPosition() == len(self.text()) else ()
        at_ms = event.timestamp() or self._since_stroke.elapsed() + (earlier[-1].at_ms if earlier else 0)
        self._strokes = (*earlier, Stroke(sign, at_ms))[-MOST_SIGNS:] if written else ()
        self._since_stroke.restart()

    def _enter(self) -> None:
        text = self.text().strip()
        if self._is_answer(text):
            self._choose()
            return
        hurried = self._since_submitted.isValid() and self._since_submitted.elapsed() < LINE_END_MS
        said = entered(text, self._strokes)
        if said:
            self._submit(said)
        elif not hurried:
            self.agreed.emit()

    def _await_silence(self, text: str) -> None:
        self._silent = False
        if not text:
            self._strokes = ()
        self._gun.stop()
        self._answer.stop()
        if self._is_answer(text.strip()):
            self._answer.start()
        else:
            self._wait(self._heard())

    def _heard(self) -> Heard:
        quiet_ms = self._since_stroke.elapsed()
        last_ms = self._strokes[-1].at_ms if self._strokes else 0
        return listen(self.text(), self._strokes, last_ms + quiet_ms)

    def _hear(self) -> None:
        if not self._silent:
            # A busy window hears the silence before the keys that are still waiting: they come first.
            self._silent = True
            self._gun.start(0)
            return
        heard = self._heard()
        if heard.codes or heard.broken:
            self._submit(heard.codes or (heard.broken,))
        else:
            self._wait(heard)

    def _wait(self, heard: Heard) -> None:
        if heard.wait_ms is not None:
            self._gun.start(heard.wait_ms + 1)
        elif heard.codes or heard.broken:
            # Text that came without keys is whole at once; it is taken after the event that brought it.
            self._gun.start(0)

    def _is_answer(self, text: str) -> bool:
        return len(text) == 1 and text in "123456789" and int(text) <= self._choices

    def _choose(self) -> None:
        text = self.text().strip()
        if self._is_answer(text):
            self.clear()
            self.numbered.emit(int(text))

    def _submit(self, said: Sequence[str]) -> None:
        self._gun.stop()
        self.clear()
        self._since_submitted.start()
        for each in said:
            self.submitted.emit(each)

    def _dress(self) -> None:
        self.setFont(theme().font("figure"))
        self.setTextMargins(50, 0, int(key_cap_size(_KEYS).width()) + 80, 0)
        self.updateGeometry()


_KEYS = "Esc"


def _takes_back(event: QKeyEvent) -> bool:
    return any(event.matches(keys) for keys in (QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo))
