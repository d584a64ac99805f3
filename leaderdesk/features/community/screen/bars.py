"""The bars of a poll that can be clicked, and the seats of a sign-up as one bar."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from leaderdesk.core.i18n import _, ngettext
from leaderdesk.features.community.rules.tally import OptionCount, Tally
from leaderdesk.ui.painted_button import PaintedButton
from leaderdesk.ui.painting import RIGHT, paint_box, paint_text, text_width
from leaderdesk.ui.theme import theme

_PADDING = 10
_NAME_SHARE = 0.34


class OptionBar(PaintedButton):
    """One option: its words, a bar, how many; pressed, the people behind it are shown."""

    def __init__(self, counted: OptionCount, *, most: int, leads: bool) -> None:
        super().__init__()
        self._counted, self._most, self._leads = counted, max(1, most), leads
        self._votes = ngettext("{count} vote", "{count} votes", counted.count).format(count=counted.count)
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(f"{counted.option.text} {self._votes}")

    @override
    def sizeHint(self) -> QSize:
        return QSize(320, theme().grown(38))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(220, self.sizeHint().height())

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        look, painter, rect = theme(), QPainter(self), self.rect().toRectF()
        if self.isChecked() or self.underMouse():
            paint_box(painter, rect, radius=6, fill=look.color("selected" if self.isChecked() else "hover"))
        font = look.font("strong" if self._leads else "body")
        words = text_width(self._votes, look.font("strong")) + 16.0
        inner = rect.adjusted(_PADDING, 0, -_PADDING, 0)
        name = QRectF(inner.left(), inner.top(), inner.width() * _NAME_SHARE, inner.height())
        paint_text(painter, name, self._counted.option.text, font=font, color=look.color("text"))
        track = QRectF(name.right() + 10, inner.center().y() - 6, inner.right() - name.right() - 10 - words, 12)
        paint_box(painter, track, radius=6, fill=look.color("sunken"))
        if self._counted.count:
            track.setWidth(max(12.0, track.width() * self._counted.count / self._most))
            paint_box(painter, track, radius=6, fill=look.color("brand" if self._leads else "brandLine"))
        paint_text(painter, inner, self._votes, font=font, color=look.color("text"), align=RIGHT)


class SeatsBar(QWidget):
    """How full it is: one piece a seat up to forty, else one bar; the words stand beside it."""

    _MOST_PIECES = 40

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._seats, self._taken = 0, 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(_("Seats"))

    def show_seats(self, counted: Tally) -> None:
        """Show how many seats are taken."""
        self._seats, self._taken = counted.poll.asked.seats or 0, counted.taken_seats
        self.setAccessibleDescription(_("{taken} of {seats} seats").format(taken=self._taken, seats=self._seats))
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(240, 16)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(120, 16)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._seats:
            return
        look, painter = theme(), QPainter(self)
        pieces = self._seats if self._seats <= self._MOST_PIECES else 1
        width = min(26.0, self.width() / pieces) if pieces > 1 else float(self.width())
        for place in range(pieces):
            rect = QRectF(place * width, 2, max(2.0, width - (4 if pieces > 1 else 0)), 12)
            if pieces > 1:
                full = place < self._taken
                line = None if full else look.color("borderStrong")
                paint_box(painter, rect, radius=4, fill=look.color("brand" if full else "surface"), line=line)
                continue
            paint_box(painter, rect, radius=6, fill=look.color("sunken"))
            rect.setWidth(rect.width() * min(1.0, self._taken / self._seats))
            paint_box(painter, rect, radius=6, fill=look.color("brand"))
