"""The list of sections at the left of the settings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from leaderdesk.core.i18n import _
from leaderdesk.ui.icons import SMALL, IconName, paint_icon
from leaderdesk.ui.painting import paint_box, paint_text
from leaderdesk.ui.theme import theme
from leaderdesk.ui.tokens import ColorName


@dataclass(frozen=True, slots=True)
class Section:
    """One section; `title` is a message of the catalogue."""

    key: str
    icon: IconName
    title: str


class SectionList(QWidget):
    """`chosen` tells the key of the section that was picked; the first one is in view at the beginning."""

    chosen = Signal(str)

    def __init__(self, sections: Sequence[Section]) -> None:
        super().__init__()
        self.setAccessibleName(_("Sections"))
        self._buttons: dict[str, _SectionButton] = {}
        group = QButtonGroup(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        for place, section in enumerate(sections):
            button = _SectionButton(section)
            button.setChecked(place == 0)
            button.clicked.connect(lambda _checked=False, key=section.key: self.chosen.emit(key))
            group.addButton(button)
            self._buttons[section.key] = button
            column.addWidget(button)

    def choose(self, key: str) -> None:
        """Show that section, as a click on it does."""
        self._buttons[key].click()


class _SectionButton(QAbstractButton):
    def __init__(self, section: Section) -> None:
        super().__init__()
        self._icon: IconName = section.icon
        self.setCheckable(True)
        self.setAccessibleName(_(section.title))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @override
    def sizeHint(self) -> QSize:
        return QSize(160, theme().grown(38))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        look, painter, rect = theme(), QPainter(self), self.rect().toRectF()
        if self.isChecked() or self.underMouse():
            paint_box(painter, rect, radius=6, fill=look.color("brandTint" if self.isChecked() else "hover"))
        ink: ColorName = "brandTintText" if self.isChecked() else "text2"
        paint_icon(painter, QRectF(11, (rect.height() - SMALL) / 2, SMALL, SMALL), self._icon, look.color(ink))
        font = QFont(look.font("body"))
        font.setBold(self.isChecked())
        words = QRectF(38, 0, rect.width() - 42, rect.height())
        paint_text(painter, words, self.accessibleName(), font=font, color=look.color(ink))
