"""The rail at the left edge: one item a page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from leaderdesk.core.i18n import _, ngettext
from leaderdesk.features.places import Page
from leaderdesk.ui.icons import MIDDLE, paint_icon
from leaderdesk.ui.painted_button import PaintedButton
from leaderdesk.ui.painting import CENTER, line_height, paint_box, paint_text, text_width
from leaderdesk.ui.pills import CountBadge
from leaderdesk.ui.theme import theme
from leaderdesk.window.parts import RailItem

WIDTH = 80
_ITEM = QSize(64, 56)
_LOGO = 44


class RailButton(PaintedButton):
    """An icon over a word; the page in view is a white tile with green words."""

    def __init__(self, item: RailItem, *, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.item = item
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        # In large type and a low window the tiles come closer together before one is lost.
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Maximum)
        self.badge = CountBadge("", 0, self)
        self.badge.hide()
        self.speak()

    def speak(self) -> None:
        """Say the page's name in the language in force."""
        self.setText(_(self.item.title))
        self.setAccessibleName(self.text())
        self.setToolTip(f"{self.text()}  {self.item.keys}")
        self.updateGeometry()
        self.update()

    def show_count(self, count: int | None) -> None:
        """Show how many things wait on the page, nothing for none; None is a dot: something is on today."""
        if count is None:
            words = _("Something is on today")
        else:
            words = ngettext("{count} waits here", "{count} wait here", count).format(count=count)
        self.badge.show_count(count, words)
        self.badge.adjustSize()
        self.setAccessibleDescription("" if count == 0 else words)
        self._place_badge()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_badge()

    def _place_badge(self) -> None:
        self.badge.move(min(self.width() // 2 + 8, self.width() - self.badge.width() - 2), 2)

    @override
    def sizeHint(self) -> QSize:
        font = QFont(theme().font("caption"))
        font.setBold(True)
        # English words are longer than two hanzi, and both grow with the type: the rail grows with them.
        width = max(_ITEM.width(), text_width(self.text(), font) + 6)
        return QSize(width, max(_ITEM.height(), MIDDLE + 16 + line_height(theme().font("caption"))))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(self.sizeHint().width(), MIDDLE + 8 + line_height(theme().font("caption")))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        look, painter = theme(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        tile = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        if self.isChecked():
            paint_box(painter, tile, radius=10, fill=look.color("surface"), line=look.color("border"))
        elif self.underMouse():
            paint_box(painter, tile, radius=10, fill=look.color("hover"))
        ink = look.color("brand" if self.isChecked() else "text2")
        font = QFont(look.font("caption"))
        font.setBold(self.isChecked())
        words = line_height(font)
        top = (self.height() - MIDDLE - 4 - words) / 2
        paint_icon(painter, QRectF((self.width() - MIDDLE) / 2, top, MIDDLE, MIDDLE), self.item.icon, ink)
        paint_text(
            painter,
            QRectF(2, top + MIDDLE + 4, self.width() - 4, words),
            self.text(),
            font=font,
            color=ink,
            align=CENTER,
        )


class NavRail(QWidget):
    """The pages of the program; settings stand apart at the bottom."""

    chosen = Signal(object)

    def __init__(self, items: Sequence[RailItem], *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(_("Pages"))
        self._buttons: dict[Page, RailButton] = {}
        group = QButtonGroup(self)
        group.setExclusive(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(2, 12 + _LOGO + 12, 2, 8)
        column.setSpacing(4)
        for item in items:
            button = RailButton(item)
            button.clicked.connect(lambda _checked=False, page=item.page: self.chosen.emit(page))
            group.addButton(button)
            self._buttons[item.page] = button
            if item.page is Page.SETTINGS:
                column.addStretch(1)
            column.addWidget(button, 0, Qt.AlignmentFlag.AlignHCenter)
        self._fit()

    def show_page(self, page: Page) -> None:
        """Mark the page that is in view."""
        if page in self._buttons:
            self._buttons[page].setChecked(True)

    def show_counts(self, counts: Mapping[Page, int | None]) -> None:
        """Show how many things wait on each page, None for a dot; a page that is not named has none."""
        for page, button in self._buttons.items():
            button.show_count(counts.get(page, 0))

    def speak(self) -> None:
        """Say every name in the language in force."""
        for button in self._buttons.values():
            button.speak()
        self._fit()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._fit()

    def _fit(self) -> None:
        """Be as wide as the longest word needs in the type of now."""
        widest = max((button.sizeHint().width() for button in self._buttons.values()), default=0)
        self.setFixedWidth(max(WIDTH, widest + 4))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        look, painter = theme(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), look.color("sunken"))
        painter.fillRect(self.width() - 1, 0, 1, self.height(), look.color("border"))
        logo = QRectF(QPointF((self.width() - _LOGO) / 2, 12), QSize(_LOGO, _LOGO))
        paint_box(painter, logo, radius=10, fill=look.color("brand"))
        paint_text(painter, logo, "团", font=look.font("title"), color=look.color("textOnBrand"), align=CENTER)
