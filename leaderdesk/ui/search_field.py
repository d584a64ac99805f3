"""Searching: the field that filters a list, and the one in the header that opens the palette."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from leaderdesk.core.i18n import _
from leaderdesk.ui.buttons import IconButton
from leaderdesk.ui.edits import LineEdit
from leaderdesk.ui.icons import SMALL, paint_icon
from leaderdesk.ui.labels import plain_tooltip
from leaderdesk.ui.painted_button import ActingButton
from leaderdesk.ui.painting import key_cap_size, paint_box, paint_key_cap, paint_text, text_width
from leaderdesk.ui.theme import theme


class SearchField(LineEdit):
    """Text that filters a list while it is typed; Esc empties it. `searched` tells the text without outer spaces."""

    searched = Signal(str)

    def __init__(self, name: str, *, placeholder: str = "", parent: QWidget | None = None) -> None:
        super().__init__(name, icon="search", placeholder=placeholder or name, parent=parent)
        self._empty = IconButton("close", _("Clear the search"), size=28)
        self._empty.clicked.connect(self.clear)
        self._empty.hide()
        self.set_end(self._empty)
        self.textChanged.connect(self._tell)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
            return
        super().keyPressEvent(event)

    def _tell(self, text: str) -> None:
        self._empty.setVisible(bool(text))
        self._make_room()
        self.searched.emit(self.plain_text())


class SearchButton(ActingButton):
    """Looks like a search field and opens the palette when clicked; an icon only where the header is short of room."""

    def __init__(self, text: str = "", *, keys: str = "Ctrl K", parent: QWidget | None = None) -> None:
        text = text or _("Search neighbours, products, orders, actions")
        super().__init__(text, parent=parent)
        self._text = text
        self._keys = keys
        self._small = False
        self.setToolTip(plain_tooltip(f"{self._text} ({keys})" if keys else self._text))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def make_small(self, small: bool) -> None:
        """Be an icon only, or the whole field again."""
        if small != self._small:
            self._small = small
            self.updateGeometry()
            self.update()

    @override
    def sizeHint(self) -> QSize:
        height = theme().grown(36)
        if self._small:
            return QSize(height, height)
        return QSize(max(270, self._words_width()), height)

    @override
    def minimumSizeHint(self) -> QSize:
        height = theme().grown(36)
        return QSize(height if self._small else min(self._words_width(), 190), height)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        look, painter, rect = theme(), QPainter(self), self.rect().toRectF()
        fill = look.color("hover" if self.underMouse() else "surface")
        paint_box(painter, rect, radius=6, fill=fill, line=look.color("border"))
        ink = look.color("text2")
        if self._small:
            side = (rect.width() - SMALL) / 2
            paint_icon(painter, rect.adjusted(side, side, -side, -side), "search", ink)
            return
        paint_icon(painter, QRectF(11, 0, SMALL, rect.height()), "search", ink)
        right = rect.width() - 10
        if self._keys:
            size = key_cap_size(self._keys)
            cap = QRectF(right - size.width(), (rect.height() - size.height()) / 2, size.width(), size.height())
            paint_key_cap(painter, cap, self._keys, ink=ink, line=look.color("borderStrong"))
            right -= size.width() + 8
        words = QRectF(11 + SMALL + 8, 0, right - 11 - SMALL - 8, rect.height())
        paint_text(painter, words, self._text, font=look.font("small"), color=ink)

    def _words_width(self) -> int:
        cap = int(key_cap_size(self._keys).width()) + 8 if self._keys else 0
        return 11 + SMALL + 8 + text_width(self._text, theme().font("small")) + cap + 12
