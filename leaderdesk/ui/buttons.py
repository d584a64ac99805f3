"""Buttons: one filled green one per card or bar, the others quieter."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget
from typing_extensions import override

from leaderdesk.ui.icons import LARGE, MIDDLE, SMALL, IconName, paint_icon
from leaderdesk.ui.labels import plain_tooltip
from leaderdesk.ui.painted_button import ActingButton
from leaderdesk.ui.painting import key_cap_size, line_height, paint_box, paint_key_cap, paint_text, text_width
from leaderdesk.ui.theme import theme
from leaderdesk.ui.tokens import ColorName, TypeRole

ButtonKind = Literal["primary", "normal", "quiet", "link", "crumb", "danger", "dangerQuiet", "warn"]
"""What a button is for. danger cannot be undone; dangerQuiet opens such a question; warn answers an amber question;
crumb is a step of the way to a page."""

ButtonSize = Literal[28, 36, 44, 60]

_Look = tuple[ColorName | None, ColorName | None, ColorName | None, ColorName | None, ColorName]

# At rest, under the mouse, pressed; line; ink.
_LOOKS: Mapping[ButtonKind, _Look] = MappingProxyType(
    {
        "primary": ("brand", "brandHover", "brandPressed", None, "textOnBrand"),
        "normal": ("surface", "hover", "sunken", "borderStrong", "text"),
        "quiet": (None, "hover", "sunken", None, "text2"),
        "link": (None, None, None, None, "brand"),
        "crumb": (None, None, None, None, "text2"),
        "danger": ("danger", "dangerText", "dangerText", None, "textOnDanger"),
        "dangerQuiet": ("surface", "dangerTint", "dangerTint", "dangerLine", "dangerText"),
        "warn": ("surface", "warnTint", "warnTint", "warnLine", "warnText"),
    }
)
_ROLES: Mapping[int, TypeRole] = MappingProxyType({28: "small", 36: "body", 44: "lead", 60: "title"})
_PADDING: Mapping[int, int] = MappingProxyType({28: 10, 36: 15, 44: 18, 60: 24})
_BOLD: frozenset[ButtonKind] = frozenset({"primary", "danger"})


class Button(QPushButton):
    """A button with words, an icon in front or behind and the cap of its shortcut.

    `keys` is only shown; who owns the action sets the shortcut. `bold` marks the likeliest of equal answers.
    """

    def __init__(
        self,
        text: str,
        *,
        kind: ButtonKind = "normal",
        size: ButtonSize = 36,
        icon: IconName | None = None,
        end_icon: IconName | None = None,
        keys: str = "",
        bold: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._kind: ButtonKind = kind
        self._size: ButtonSize = size
        self._icon = icon
        self._end_icon = end_icon
        self._keys = keys
        self._bold = bold
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        self.setAutoDefault(False)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.set_text(text)

    def set_text(self, text: str) -> None:
        """Show `text`; an & in it stays an &."""
        # Qt reads a single & as the mark of a shortcut letter, in the accessible name too.
        self.setText(text.replace("&", "&&"))
        self.setAccessibleName(text)
        self.updateGeometry()

    def plain_text(self) -> str:
        """Return the words on the button."""
        return self.accessibleName()

    def set_kind(self, kind: ButtonKind) -> None:
        """Look like another kind from now on."""
        self._kind = kind
        self.updateGeometry()
        self.update()

    def set_icon(self, icon: IconName | None) -> None:
        """Show another icon in front, or none."""
        self._icon = icon
        self.updateGeometry()
        self.update()

    @override
    def sizeHint(self) -> QSize:
        font, side = self._font(), self._icon_side()
        width = text_width(self.plain_text(), font) + 2 * self._pad() + 2
        if self._icon:
            width += side + 8
        if self._end_icon:
            width += side + 6
        if self._keys:
            width += int(key_cap_size(self._keys).width()) + 9
        return QSize(width, max(theme().grown(self._size, _ROLES[self._size]), line_height(font) + 6))

    @override
    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        # Space presses a button by itself; Enter does so only inside dialogs, and here it shall everywhere.
        if (
            event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        ):
            self.click()
            return
        super().keyPressEvent(event)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        rect = self.rect().toRectF()
        fill, line, ink = self._colors()
        if fill is not None or line is not None:
            paint_box(painter, rect, radius=6, fill=fill, line=line)
        self._paint_inside(painter, rect, ink)

    def _paint_inside(self, painter: QPainter, rect: QRectF, ink: QColor) -> None:
        font, side = self._font(), self._icon_side()
        spare = max(0.0, rect.width() - self.sizeHint().width())
        left = self._pad() + 1 + spare / 2
        right = rect.width() - left
        if self._icon:
            paint_icon(painter, QRectF(left, 0, side, rect.height()), self._icon, ink)
            left += side + 8
        if self._keys:
            size = key_cap_size(self._keys)
            cap = QRectF(right - size.width(), (rect.height() - size.height()) / 2, size.width(), size.height())
            paint_key_cap(painter, cap, self._keys, ink=self._cap_ink(ink), line=self._cap_line(ink))
            right -= size.width() + 9
        if self._end_icon:
            paint_icon(painter, QRectF(right - side, 0, side, rect.height()), self._end_icon, ink)
            right -= side + 6
        paint_text(painter, QRectF(left, 0, right - left, rect.height()), self.plain_text(), font=font, color=ink)

    def _colors(self) -> tuple[QColor | None, QColor | None, QColor]:
        look = theme()
        rest, over, pressed, line, ink = _LOOKS[self._kind]
        if not self.isEnabled():
            bare = self._kind in ("quiet", "link", "crumb")
            return (
                (None if bare else look.color("sunken")),
                (None if bare else look.color("border")),
                look.color("textDisabled"),
            )
        now = pressed if self.isDown() or self.isChecked() else over if self.underMouse() else rest
        if self._kind in ("link", "crumb") and (self.underMouse() or self.isDown()):
            ink = "brandHover"
        return (look.color(now) if now else None), (look.color(line) if line else None), look.color(ink)

    def _cap_ink(self, ink: QColor) -> QColor:
        return ink if self._kind in _BOLD or not self.isEnabled() else theme().color("text2")

    def _cap_line(self, ink: QColor) -> QColor:
        if self._kind not in _BOLD:
            return theme().color("borderStrong")
        line = QColor(ink)
        line.setAlphaF(0.6)
        return line

    def _font(self) -> QFont:
        font = QFont(theme().font(_ROLES[self._size]))
        font.setBold(self._kind in _BOLD or self._bold)
        return font

    def _icon_side(self) -> int:
        return LARGE if self._size == 60 else MIDDLE if self._size == 44 and self._kind == "primary" else SMALL

    def _pad(self) -> int:
        return {"link": 6, "crumb": 2}.get(self._kind, _PADDING[self._size])


class IconButton(ActingButton):
    """A button that is only an icon; `name` is said by its tooltip and by a screen reader."""

    def __init__(
        self,
        icon: IconName,
        name: str,
        *,
        size: ButtonSize = 36,
        framed: bool = False,
        ink: ColorName = "text2",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent=parent)
        self._icon: IconName = icon
        self._size: ButtonSize = size
        self._framed = framed
        self._ink: ColorName = ink
        self.show_icon(icon, name)

    def show_icon(self, icon: IconName, name: str) -> None:
        """Show another icon, which means `name`."""
        self._icon = icon
        self.setAccessibleName(name)
        self.setToolTip(plain_tooltip(name))
        self.update()

    @override
    def sizeHint(self) -> QSize:
        side = theme().grown(self._size)
        return QSize(side, side)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        look, painter, rect = theme(), QPainter(self), self.rect().toRectF()
        fill = look.color("sunken") if self.isDown() else look.color("hover") if self.underMouse() else None
        if self._framed:
            paint_box(painter, rect, radius=6, fill=fill or look.color("surface"), line=look.color("borderStrong"))
        elif fill is not None and self.isEnabled():
            paint_box(painter, rect, radius=6, fill=fill)
        side = SMALL if self._size <= 36 else LARGE
        ink = look.color(self._ink if self.isEnabled() else "textDisabled")
        paint_icon(painter, QRectF(0, 0, rect.width(), rect.height()).adjusted(*_inset(rect, side)), self._icon, ink)


def _inset(rect: QRectF, side: int) -> tuple[float, float, float, float]:
    across, down = (rect.width() - side) / 2, (rect.height() - side) / 2
    return across, down, -across, -down
