"""The cues of the evening with the time each used: the one that is on stands out, any other can be gone to."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from leaderdesk.core.i18n import _
from leaderdesk.features.streams.rules.console import use_text
from leaderdesk.features.streams.rules.live import CueState, CueUse
from leaderdesk.ui.drawer import Scroll
from leaderdesk.ui.icons import SMALL, paint_icon
from leaderdesk.ui.labels import plain_tooltip
from leaderdesk.ui.painted_button import ActingButton
from leaderdesk.ui.painting import CENTER, RIGHT, paint_box, paint_text, text_width
from leaderdesk.ui.theme import theme

_SIGN = 28


class CueLine(ActingButton):
    """One cue: what it is, and its time."""

    def __init__(self) -> None:
        super().__init__()
        self._use: CueUse | None = None
        self._number = 0
        self._time = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    @property
    def use(self) -> CueUse | None:
        """The cue that is shown."""
        return self._use

    def show_use(self, number: int, use: CueUse) -> None:
        """Show a cue; nothing is painted where it looks the same."""
        looked = (self._number, self._time, self._use and (self._use.cue.name, self._use.state))
        was_current = self.is_current
        self._use, self._number, self._time = use, number, use_text(use)
        if looked == (number, self._time, (use.cue.name, use.state)):
            return
        self.setAccessibleName(f"{number} {use.cue.name} {self._time}")
        self.setToolTip(plain_tooltip(_("{cue}: go there").format(cue=use.cue.name)))
        if was_current != self.is_current:
            self.updateGeometry()
        self.update()

    @property
    def is_current(self) -> bool:
        """Whether it is the cue that is on."""
        return self._use is not None and self._use.state is CueState.CURRENT

    @override
    def sizeHint(self) -> QSize:
        return QSize(180, theme().grown(52 if self.is_current else 40))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(140, self.sizeHint().height())

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        use = self._use
        if use is None:
            return
        look, painter, rect = theme(), QPainter(self), self.rect().toRectF()
        if self.is_current:
            paint_box(painter, rect, radius=6, fill=look.color("brand"))
        elif self.underMouse():
            paint_box(painter, rect, radius=6, fill=look.color("hover"))
        quiet = use.state in (CueState.SKIPPED, CueState.PASSED)
        ink = look.color("textOnBrand" if self.is_current else "text3" if quiet else "text2")
        sign = QRectF(6, 0, _SIGN, rect.height())
        if self.is_current:
            middle = rect.center().y()
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(ink)
            painter.drawPolygon([QPointF(15, middle - 6), QPointF(25, middle), QPointF(15, middle + 6)])
        elif use.state is CueState.USED:
            paint_icon(painter, QRectF(12, (rect.height() - SMALL) / 2, SMALL, SMALL), "check", look.color("brand"))
        else:
            paint_text(painter, sign, str(self._number), font=look.font("caption"), color=ink, align=CENTER)
        small = QFont(look.font("caption"))
        small.setBold(self.is_current)
        time = QRectF(
            rect.right() - 12 - text_width(self._time, small), 0, text_width(self._time, small), rect.height()
        )
        paint_text(painter, time, self._time, font=small, color=ink, align=RIGHT)
        name = QRectF(_SIGN + 10, 0, time.left() - _SIGN - 18, rect.height())
        font = QFont(look.font("strong" if self.is_current else "body"))
        font.setStrikeOut(use.state is CueState.SKIPPED)
        paint_text(painter, name, use.cue.name, font=font, color=ink)


class CueList(QWidget):
    """All cues in order; `chosen` tells the id of one to go to."""

    chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines: list[CueLine] = []
        self._at: int | None = None
        inner = QWidget()
        self._column = QVBoxLayout(inner)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(2)
        self._column.addStretch(1)
        self._scroll = Scroll(inner)
        around = QVBoxLayout(self)
        around.setContentsMargins(0, 0, 0, 0)
        around.addWidget(self._scroll)
        self.setAccessibleName(_("Cues"))

    def lines(self) -> Sequence[CueLine]:
        """Return the lines in their order."""
        return tuple(self._lines)

    def show_uses(self, uses: Sequence[CueUse], at: int | None) -> None:
        """Show these cues; the one that comes on is brought into view."""
        while len(self._lines) > len(uses):
            line = self._lines.pop()
            self._column.removeWidget(line)
            line.hide()
            line.deleteLater()
        while len(self._lines) < len(uses):
            line = CueLine()
            line.clicked.connect(lambda _checked=False, line=line: self._choose(line))
            self._lines.append(line)
            self._column.insertWidget(len(self._lines) - 1, line)
        for number, (line, use) in enumerate(zip(self._lines, uses, strict=True), start=1):
            line.show_use(number, use)
        if at is not None and at != self._at:
            # Lines that are new have no place yet.
            QTimer.singleShot(0, self, self.bring_current)
        self._at = at

    def bring_current(self) -> None:
        """Bring the cue that is on into view, with the one behind it."""
        for place in (-1, 1, 0):
            if self._at is not None and 0 <= self._at + place < len(self._lines):
                self._scroll.ensureWidgetVisible(self._lines[self._at + place], 0, 4)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.bring_current()

    def _choose(self, line: CueLine) -> None:
        if line.use is not None:
            self.chosen.emit(line.use.cue.id)
