"""Written text: a step of the type scale and a colour, always shown as plain text."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent, QPalette, QShowEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget
from typing_extensions import override

from leaderdesk.ui.icons import SMALL, IconName, paint_icon
from leaderdesk.ui.painting import LEFT, line_height, paint_text, text_width
from leaderdesk.ui.theme import theme
from leaderdesk.ui.tokens import ColorName, TypeRole


class Label(QLabel):
    """One piece of text in a step of the type scale; names in it are never read as markup."""

    def __init__(
        self,
        text: str = "",
        *,
        role: TypeRole = "body",
        ink: ColorName = "text",
        bold: bool = False,
        wrap: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._role: TypeRole = role
        self._ink: ColorName = ink
        self._bold = bold
        self._worn: tuple[QFont, QColor] | None = None
        self.setTextFormat(Qt.TextFormat.PlainText)
        # A label on a button would else be written in the button's colour.
        self.setForegroundRole(QPalette.ColorRole.WindowText)
        self.setWordWrap(wrap)
        self.setText(text)
        self._dress()

    def set_ink(self, ink: ColorName) -> None:
        """Write in this colour of the theme from now on."""
        self._ink = ink
        self._dress()

    def set_role(self, role: TypeRole) -> None:
        """Write in this step of the type scale from now on."""
        self._role = role
        self._dress()

    @override
    def changeEvent(self, event: QEvent) -> None:
        # The style sheet of a window gives its widgets back the palettes they had before it was changed.
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.PaletteChange):
            self._dress()
        super().changeEvent(event)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        # A label that was never shown has not heard of a change of the look.
        self._dress()
        super().showEvent(event)

    def _dress(self) -> None:
        look = theme()
        usual, color = look.font(self._role), look.color(self._ink)
        if self._worn is not None and self._worn[0] is usual and self._worn[1] is color and self._inked(color):
            # The theme makes its fonts and colours anew when the look changes; Qt tells of a style far more often.
            return
        self._worn = (usual, color)
        font = QFont(usual)
        if self._bold:
            font.setBold(True)
        self.setFont(font)
        palette = QPalette(self.palette())
        palette.setColor(QPalette.ColorRole.WindowText, color)
        self.setPalette(palette)

    def _inked(self, color: QColor) -> bool:
        return self.palette().color(QPalette.ColorRole.WindowText) == color


class ElidedLabel(QWidget):
    """One line of text that gives way when room is short: it ends in … and the tooltip says the rest."""

    def __init__(
        self,
        text: str = "",
        *,
        role: TypeRole = "body",
        ink: ColorName = "text",
        least: int = 48,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._text = ""
        self._role: TypeRole = role
        self._ink: ColorName = ink
        self._least = least
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setText(text)

    def text(self) -> str:
        """Return the whole text."""
        return self._text

    def setText(self, text: str) -> None:  # noqa: N802 - named as in QLabel, which it stands in for
        """Show `text`."""
        self._text = text
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()
        self._explain()

    def set_ink(self, ink: ColorName) -> None:
        """Write in this colour of the theme from now on."""
        self._ink = ink
        self.update()

    @override
    def sizeHint(self) -> QSize:
        font = theme().font(self._role)
        return QSize(text_width(self._text, font) + 1, line_height(font))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(min(self.sizeHint().width(), self._least), self.sizeHint().height())

    @override
    def resizeEvent(self, event: object) -> None:
        self._explain()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme()
        paint_text(
            QPainter(self), self.rect().toRectF(), self._text, font=look.font(self._role), color=look.color(self._ink)
        )

    def _explain(self) -> None:
        cut = self.width() < self.sizeHint().width()
        self.setToolTip(plain_tooltip(self._text) if cut else "")


class IconLabel(QWidget):
    """An icon that stands for nothing by itself: the words beside it say the same."""

    def __init__(
        self, name: IconName, *, ink: ColorName = "text2", side: int = SMALL, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._name: IconName = name
        self._ink: ColorName = ink
        self.setFixedSize(side, side)

    def show_icon(self, name: IconName, ink: ColorName) -> None:
        """Show another icon or colour."""
        self._name, self._ink = name, ink
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        paint_icon(QPainter(self), self.rect().toRectF(), self._name, theme().color(self._ink))


class IconLine(QWidget):
    """One line with an icon in front, as `⚠ 3 places need a look`."""

    def __init__(
        self,
        name: IconName,
        text: str = "",
        *,
        ink: ColorName = "text2",
        role: TypeRole = "small",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._name: IconName = name
        self._text = text
        self._ink: ColorName = ink
        self._role: TypeRole = role
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(text)

    def text(self) -> str:
        """Return the words."""
        return self._text

    def show_line(self, name: IconName, text: str, ink: ColorName) -> None:
        """Show another icon, sentence and colour."""
        self._name, self._text, self._ink = name, text, ink
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    @override
    def sizeHint(self) -> QSize:
        font = theme().font(self._role)
        return QSize(SMALL + 8 + text_width(self._text, font) + 1, max(SMALL, line_height(font)))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(min(self.sizeHint().width(), SMALL + 56), self.sizeHint().height())

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        look, painter, rect = theme(), QPainter(self), self.rect().toRectF()
        color = look.color(self._ink)
        paint_icon(painter, rect.adjusted(0, 0, SMALL - rect.width(), 0), self._name, color)
        paint_text(
            painter, rect.adjusted(SMALL + 8, 0, 0, 0), self._text, font=look.font(self._role), color=color, align=LEFT
        )


def plain_tooltip(text: str) -> str:
    """Return `text` so that a tooltip shows it as written, whatever signs are in it."""
    if "<" not in text:
        return text
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\n", "<br>")
    return f"<span>{escaped}</span>"


def elided(text: str, role: TypeRole, width: int) -> str:
    """Return `text` cut to `width` pixels, ending in … if something is missing."""
    return QFontMetrics(theme().font(role)).elidedText(text, Qt.TextElideMode.ElideRight, width)
