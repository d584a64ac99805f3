"""Three small pictures of the window to choose the look from."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QHBoxLayout, QSizePolicy, QWidget
from typing_extensions import override

from leaderdesk.core.i18n import N_, _
from leaderdesk.core.settings import THEMES, Theme
from leaderdesk.ui.painting import CENTER, line_height, paint_box, paint_text
from leaderdesk.ui.theme import theme

_PICTURE = 64
_TITLES: dict[Theme, str] = {"light": N_("light"), "dark": N_("dark"), "system": N_("as the computer")}
# The pictures show both looks at once, so they cannot ask for the colours of the one in force.
_INKS = {"light": ("#f6f5f1", "#ffffff", "#16735a"), "dark": ("#161815", "#2e302c", "#52bf9d")}


class ThemeChoice(QWidget):
    """`chosen` tells the look that was picked."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(_("Look"))
        self._buttons: dict[Theme, _Picture] = {}
        group = QButtonGroup(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 4, 0, 4)
        row.setSpacing(12)
        for wish in THEMES:
            button = _Picture(wish)
            button.clicked.connect(lambda _checked=False, wish=wish: self.chosen.emit(wish))
            group.addButton(button)
            self._buttons[wish] = button
            row.addWidget(button, 1)

    def choose(self, wish: Theme) -> None:
        """Mark the look in force."""
        self._buttons[wish].setChecked(True)


class _Picture(QAbstractButton):
    def __init__(self, wish: Theme) -> None:
        super().__init__()
        self._wish = wish
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(_(_TITLES[wish]))

    @override
    def sizeHint(self) -> QSize:
        return QSize(150, _PICTURE + 8 + line_height(theme().font("small")))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        look, painter = theme(), QPainter(self)
        whole = QRectF(1, 1, self.width() - 2, _PICTURE - 2)
        halves = ("light", "dark") if self._wish == "system" else (self._wish,)
        for place, half in enumerate(halves):
            width = whole.width() / len(halves)
            _paint_window(painter, QRectF(whole.x() + place * width, whole.y(), width, whole.height()), half)
        line = look.color("brand" if self.isChecked() else "borderStrong")
        paint_box(painter, whole, radius=6, line=line, width=2 if self.isChecked() else 1)
        words = QRectF(0, _PICTURE + 4, self.width(), line_height(look.font("small")))
        font = QFont(look.font("small"))
        font.setBold(self.isChecked())
        said = f"✓ {self.accessibleName()}" if self.isChecked() else self.accessibleName()
        ink = look.color("brandTintText" if self.isChecked() else "text")
        paint_text(painter, words, said, font=font, color=ink, align=CENTER)


def _paint_window(painter: QPainter, rect: QRectF, half: str) -> None:
    ground, card, brand = (QColor(ink) for ink in _INKS[half])
    paint_box(painter, rect, radius=6, fill=ground)
    inside = rect.adjusted(rect.width() * 0.2, 12, -10, 0)
    paint_box(painter, QRectF(inside.x(), inside.y(), inside.width() * 0.6, 8), radius=4, fill=brand)
    paint_box(painter, QRectF(inside.x(), inside.y() + 16, inside.width(), 22), radius=4, fill=card)
