"""What is to be said in a cue, large enough to be read in passing, with a box to tick for each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from leaderdesk.core.i18n import _
from leaderdesk.ui.drawer import Scroll
from leaderdesk.ui.icons import paint_icon
from leaderdesk.ui.painted_button import ActingButton
from leaderdesk.ui.painting import RIGHT, paint_box, paint_text
from leaderdesk.ui.theme import theme

_BOX = 22
_LEFT = 34
_WRAP = Qt.TextFlag.TextWordWrap | Qt.TextFlag.TextWrapAnywhere


@dataclass(frozen=True, slots=True)
class PointLine:
    """Something to be said: a talking point, or somebody to be thanked or welcomed; `id` is of the one or the other."""

    id: int
    text: str
    ticked: bool
    is_person: bool = False


class PointRow(ActingButton):
    """One line with its box; Space, Enter and Alt with its number tick it."""

    def __init__(self, line: PointLine, number: int) -> None:
        super().__init__()
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.line, self.number = line, number
        self.show_line(line, number)

    def show_line(self, line: PointLine, number: int) -> None:
        """Show another line, or the same one ticked."""
        self.line, self.number = line, number
        self.setChecked(line.ticked)
        self.setAccessibleName(line.text)
        self.setToolTip(f"Alt+{number}" if number <= 9 else "")
        self.updateGeometry()
        self.update()

    @override
    def hasHeightForWidth(self) -> bool:
        return True

    @override
    def heightForWidth(self, width: int) -> int:
        room = QRect(0, 0, max(80, width - _LEFT - 8), 10_000)
        high = QFontMetrics(self._font()).boundingRect(room, int(_WRAP), self.line.text).height()
        return max(theme().grown(44), high + 18)

    @override
    def sizeHint(self) -> QSize:
        return QSize(320, self.heightForWidth(max(320, self.width())))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(160, theme().grown(44))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        look, painter, rect = theme(), QPainter(self), self.rect().toRectF()
        box = QRectF(0, (rect.height() - _BOX) / 2, _BOX, _BOX)
        if self.isChecked():
            paint_box(painter, box, radius=4, fill=look.color("brand"))
            paint_icon(painter, box.adjusted(3, 3, -3, -3), "check", look.color("textOnBrand"))
        else:
            paint_box(painter, box, radius=4, fill=look.color("surface"), line=look.color("borderInput"), width=1.5)
        painter.setFont(self._font())
        painter.setPen(look.color("text2" if self.isChecked() else "text"))
        words = rect.adjusted(_LEFT, 0, -8, 0)
        painter.drawText(words, int(Qt.AlignmentFlag.AlignVCenter | _WRAP), self.line.text)
        painter.fillRect(QRectF(0, rect.bottom(), rect.width(), 1), look.color("border"))
        if self.underMouse() and self.number <= 9:
            keys, font = f"Alt {self.number}", look.font("caption")
            paint_text(painter, rect.adjusted(0, 0, -2, 0), keys, font=font, color=look.color("text3"), align=RIGHT)

    def _font(self) -> QFont:
        return theme().font("lead")


class Points(QWidget):
    """All of them; `ticked` tells the line and whether it is said now."""

    ticked = Signal(object, bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: list[PointRow] = []
        self._lines: tuple[PointLine, ...] = ()
        inner = QWidget()
        self._column = QVBoxLayout(inner)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addStretch(1)
        around = QVBoxLayout(self)
        around.setContentsMargins(0, 0, 0, 0)
        around.addWidget(Scroll(inner))
        self.setAccessibleName(_("Talking points"))

    def rows(self) -> Sequence[PointRow]:
        """Return the rows in their order."""
        return tuple(self._rows)

    def show_lines(self, lines: Sequence[PointLine]) -> None:
        """Show these lines; rows that stay are kept, and with them the keyboard."""
        if tuple(lines) == self._lines:
            return
        self._lines = tuple(lines)
        while len(self._rows) > len(lines):
            row = self._rows.pop()
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        for number, line in enumerate(lines, start=1):
            if number <= len(self._rows):
                self._rows[number - 1].show_line(line, number)
                continue
            row = PointRow(line, number)
            row.clicked.connect(lambda checked, row=row: self.ticked.emit(row.line, checked))
            self._rows.append(row)
            self._column.insertWidget(number - 1, row)

    def press(self, number: int) -> None:
        """Tick the line of that number, counted from 1, or take the tick back."""
        if 1 <= number <= len(self._rows):
            self._rows[number - 1].click()
