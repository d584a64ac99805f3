"""Choosing: check boxes, radio buttons, switches, segments and choice cards."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Property, QEasingCurve, QPointF, QPropertyAnimation, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QMouseEvent, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QCheckBox,
    QHBoxLayout,
    QRadioButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from leaderdesk.ui.icons import paint_icon
from leaderdesk.ui.labels import IconLabel, Label
from leaderdesk.ui.painted_button import ActingButton, PaintedButton
from leaderdesk.ui.painting import CENTER, line_height, paint_box, paint_dot, paint_text, text_width
from leaderdesk.ui.showing import show_if
from leaderdesk.ui.theme import theme
from leaderdesk.ui.tokens import ColorName

BOX = 18
"""The side of a check box, in pixels at 100 %."""


class CheckBox(QCheckBox):
    """A box to tick with its words beside it."""

    def __init__(self, text: str, *, large: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._large = large
        self.set_text(text)

    def set_text(self, text: str) -> None:
        """Show `text`; an & in it stays an &."""
        self.setText(text.replace("&", "&&"))
        self.setAccessibleName(text)
        self.updateGeometry()

    @override
    def sizeHint(self) -> QSize:
        font = self._font()
        side = _side(self._large)
        words = text_width(self.accessibleName(), font)
        return QSize(side + (words + 9 if words else 0), max(side, line_height(font)) + 4)

    @override
    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    @override
    def hitButton(self, pos: object) -> bool:
        return True

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        look, painter, rect = theme(), QPainter(self), self.rect().toRectF()
        side = _side(self._large)
        box = QRectF(0, (rect.height() - side) / 2, side, side)
        if self.isChecked():
            fill = look.color("brand" if self.isEnabled() else "borderStrong")
            paint_box(painter, box, radius=4, fill=fill)
            paint_icon(painter, box.adjusted(2, 2, -2, -2), "check", look.color("textOnBrand"))
        else:
            line = look.color("borderInput" if self.isEnabled() else "border")
            paint_box(painter, box, radius=4, fill=look.color("surface"), line=line, width=1.5)
        ink = look.color("text" if self.isEnabled() else "textDisabled")
        paint_text(painter, rect.adjusted(side + 8, 0, 0, 0), self.accessibleName(), font=self._font(), color=ink)

    def _font(self) -> QFont:
        return theme().font("lead" if self._large else "body")


class RadioButton(QRadioButton):
    """One of several answers."""

    def __init__(self, text: str, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setText(text.replace("&", "&&"))
        self.setAccessibleName(text)

    @override
    def sizeHint(self) -> QSize:
        font = theme().font("body")
        side = _side(False)
        return QSize(side + text_width(self.accessibleName(), font) + 9, max(side, line_height(font)) + 4)

    @override
    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    @override
    def hitButton(self, pos: object) -> bool:
        return True

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter, rect = QPainter(self), self.rect().toRectF()
        side = _side(False)
        paint_radio(painter, QRectF(0, (rect.height() - side) / 2, side, side), self)
        ink = theme().color("text" if self.isEnabled() else "textDisabled")
        font = theme().font("body")
        paint_text(painter, rect.adjusted(side + 8, 0, 0, 0), self.accessibleName(), font=font, color=ink)


class Switch(ActingButton):
    """On or off, at once; `name` says what of."""

    def __init__(self, name: str, *, parent: QWidget | None = None) -> None:
        super().__init__(name, parent=parent)
        self._at = 0.0
        self.setCheckable(True)
        self.toggled.connect(self._slide)

    def _get_at(self) -> float:
        return self._at

    def _set_at(self, at: float) -> None:
        self._at = at
        self.update()

    at = Property(float, _get_at, _set_at)
    """Where the knob is, from 0 (off) to 1 (on)."""

    @override
    def sizeHint(self) -> QSize:
        return QSize(36, 20)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        look, painter = theme(), QPainter(self)
        track = look.color("brand" if self.isChecked() else "borderInput")
        if not self.isEnabled():
            track = look.color("borderStrong")
        paint_box(painter, QRectF(0, 0, 36, 20), radius=10, fill=track)
        paint_dot(painter, QPointF(10 + 16 * self._at, 10), color=look.color("surface"), radius=8)

    def _slide(self, on: bool) -> None:
        end = 1.0 if on else 0.0
        duration = theme().duration(theme().tokens.motion_ms)
        if not duration or not self.isVisible():
            self._set_at(end)
            return
        motion = QPropertyAnimation(self, b"at", self)
        motion.setDuration(duration)
        motion.setEasingCurve(QEasingCurve.Type.OutCubic)
        motion.setEndValue(end)
        motion.start(QPropertyAnimation.DeletionPolicy.DeleteWhenStopped)


class SwitchRow(QWidget):
    """A line of settings: words, a note, and the switch at the right end; a click anywhere in it switches."""

    def __init__(self, text: str, note: str = "", *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.switch = Switch(text)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 4, 0, 4)
        row.setSpacing(8)
        row.addWidget(Label(text))
        row.addWidget(Label(note, role="small", ink="text3", wrap=True), 1)
        row.addWidget(self.switch)

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.switch.click()


class Segments(QWidget):
    """A few answers side by side of which one holds; arrow keys walk through them."""

    chosen = Signal(str)

    def __init__(self, name: str, choices: Sequence[tuple[str, str]], *, parent: QWidget | None = None) -> None:
        """Build from (key, words) pairs; the first one holds."""
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._group = QButtonGroup(self)
        self._parts: dict[str, _Segment] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        for place, (key, words) in enumerate(choices):
            part = _Segment(words, first=place == 0, last=place == len(choices) - 1)
            part.setChecked(place == 0)
            part.clicked.connect(lambda _checked, key=key: self.chosen.emit(key))
            self._group.addButton(part)
            self._parts[key] = part
            row.addWidget(part)

    def current(self) -> str:
        """Return the key of the answer that holds; empty if none does."""
        return next((key for key, part in self._parts.items() if part.isChecked()), "")

    def choose(self, key: str) -> None:
        """Let the answer `key` hold without telling anybody; with one that is not here, none holds."""
        part = self._parts.get(key)
        self._group.setExclusive(part is not None)
        for one in self._parts.values():
            one.setChecked(one is part)
        self._group.setExclusive(True)


class _Segment(PaintedButton):
    def __init__(self, words: str, *, first: bool, last: bool) -> None:
        super().__init__(words)
        self._first, self._last = first, last
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)

    @override
    def sizeHint(self) -> QSize:
        font = theme().font("small")
        bold = QFont(font)
        bold.setBold(True)
        width = max(text_width(self.accessibleName(), font), text_width(self.accessibleName(), bold))
        return QSize(width + 22, max(theme().grown(32, "small"), line_height(font) + 6))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        look, painter, rect = theme(), QPainter(self), self.rect().toRectF()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        path = _end_rounded(rect.adjusted(0.5, 0.5, -0.5 if self._last else 0.5, -0.5), self._first, self._last)
        fill: ColorName = "brandTint" if self.isChecked() else "hover" if self.underMouse() else "surface"
        painter.setBrush(look.color(fill))
        painter.setPen(QPen(look.color("borderStrong"), 1))
        painter.drawPath(path)
        font = QFont(look.font("small"))
        font.setBold(self.isChecked())
        ink: ColorName = "brandTintText" if self.isChecked() else "text2"
        if not self.isEnabled():
            ink = "textDisabled"
        paint_text(painter, rect, self.accessibleName(), font=font, color=look.color(ink), align=CENTER)


class ChoiceCard(QAbstractButton):
    """An answer with its name, its rule and its result; a green border when it is chosen."""

    def __init__(
        self, name: str, rule: str = "", result: str = "", *, keys: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._name = Label(name, role="strong")
        self._rule = Label(rule, role="small", ink="text2", wrap=True)
        self._result = Label(result, role="small", ink="brandTintText", wrap=True)
        self._sign = IconLabel("warning", ink="warnText", side=14)
        self._keys = Label(keys, role="caption", ink="text3")
        column = QVBoxLayout(self)
        column.setContentsMargins(40, 10, 12, 10)
        column.setSpacing(2)
        head = QHBoxLayout()
        head.addWidget(self._name, 1)
        head.addWidget(self._keys)
        column.addLayout(head)
        column.addWidget(self._rule)
        below = QHBoxLayout()
        below.setSpacing(4)
        below.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignVCenter)
        below.addWidget(self._result, 1)
        column.addLayout(below)
        self.show_result(result)
        show_if(self._rule, bool(rule))

    def show_result(self, result: str, *, worries: bool = False) -> None:
        """Show what choosing this would do; what `worries` is amber and has a sign, for colour alone says nothing."""
        self._result.setText(result)
        self._result.set_ink("warnText" if worries else "brandTintText")
        show_if(self._sign, worries)
        show_if(self._result, bool(result))
        parts = (self._name.text(), self._rule.text(), result)
        self.setAccessibleName("，".join(part for part in parts if part))

    @override
    def sizeHint(self) -> QSize:
        layout = self.layout()
        return layout.sizeHint() if layout is not None else QSize()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        look, painter, rect = theme(), QPainter(self), self.rect().toRectF()
        chosen = self.isChecked()
        line = look.color("brand" if chosen else "borderStrong")
        fill = look.color("hover" if self.underMouse() and not chosen else "surface")
        paint_box(painter, rect, radius=6, fill=fill, line=line, width=2 if chosen else 1)
        paint_radio(painter, QRectF(13, 12, BOX, BOX), self)


def paint_radio(painter: QPainter, box: QRectF, button: QAbstractButton) -> None:
    """Draw the circle of a radio button, filled when it is chosen."""
    look = theme()
    if not button.isChecked():
        line = look.color("borderInput" if button.isEnabled() else "border")
        paint_box(painter, box, radius=999, fill=look.color("surface"), line=line, width=1.5)
        return
    paint_box(painter, box, radius=999, fill=look.color("brand" if button.isEnabled() else "borderStrong"))
    paint_dot(painter, box.center(), color=look.color("textOnBrand"), radius=box.width() / 6)


def _side(large: bool) -> int:
    return theme().grown(24 if large else BOX)


def _end_rounded(rect: QRectF, first: bool, last: bool) -> QPainterPath:
    path = QPainterPath()
    path.setFillRule(Qt.FillRule.WindingFill)
    path.addRoundedRect(rect, 6, 6)
    if not first:
        path.addRect(QRectF(rect.left(), rect.top(), 8, rect.height()))
    if not last:
        path.addRect(QRectF(rect.right() - 8, rect.top(), 8, rect.height()))
    return path.simplified()
