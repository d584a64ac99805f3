"""The steps of a round: the tracker on Today, the bar on the pages of a round, and the nine small parts in lists."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal, TypeVar

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget
from typing_extensions import override

from leaderdesk.core.i18n import N_, _
from leaderdesk.ui.icons import paint_icon
from leaderdesk.ui.labels import Label, plain_tooltip
from leaderdesk.ui.painted_button import ActingButton
from leaderdesk.ui.painting import CENTER, line_height, paint_box, paint_text, text_width
from leaderdesk.ui.theme import theme
from leaderdesk.ui.tokens import ColorName

StepLook = Literal["done", "current", "running", "later"]

_SAID: dict[StepLook, str] = {
    "done": N_("step done"),
    "current": N_("step at hand"),
    "running": N_("step under way"),
    "later": N_("step to come"),
}


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a round: its key, its name, its look, a line about it, and whether there is a page to open."""

    key: str
    name: str
    look: StepLook = "later"
    note: str = ""
    has_page: bool = True


class StepTracker(QWidget):
    """The full tracker: a circle, a name and a line for each step; a click opens the step's page."""

    opened = Signal(str)

    def __init__(self, steps: Sequence[Step] = (), *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(_("Steps of the round"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(0)
        self._parts: list[_TrackerStep] = []
        self.set_steps(steps)

    def set_steps(self, steps: Sequence[Step]) -> None:
        """Show these steps."""
        _make_as_many(self._parts, len(steps), self._add)
        for place, (part, step) in enumerate(zip(self._parts, steps, strict=True)):
            part.take(step, before=steps[place - 1].look if place else None, last=place == len(steps) - 1)

    def _add(self, number: int) -> _TrackerStep:
        part = _TrackerStep(number)
        part.clicked.connect(lambda: self.opened.emit(part.step.key))
        self._row.addWidget(part, 1)
        return part


class StepBar(QWidget):
    """The steps in one line above the pages of a round, with a line about the time at the right.

    The step whose page is open is filled; the others keep their look. Short of room, only the open one says its name.
    """

    opened = Signal(str)

    def __init__(self, steps: Sequence[Step] = (), viewed: str = "", *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(_("Steps of the round"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._parts: list[_BarStep] = []
        self._given: tuple[tuple[Step, ...], str] = (), ""
        self._note = Label("", role="small", ink="text2")
        self._strong = Label("", role="small", bold=True)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(20, 0, 20, 0)
        self._row.setSpacing(0)
        self._row.addStretch(1)
        self._row.addSpacing(12)
        self._row.addWidget(self._note)
        self._row.addSpacing(4)
        self._row.addWidget(self._strong)
        self.set_steps(steps, viewed)

    def set_steps(self, steps: Sequence[Step], viewed: str) -> None:
        """Show these steps; the page of `viewed` is the one that is open."""
        if (tuple(steps), viewed) == self._given:
            return
        self._given = tuple(steps), viewed
        _make_as_many(self._parts, len(steps), self._add)
        for place, (part, step) in enumerate(zip(self._parts, steps, strict=True)):
            part.take(step, viewed=step.key == viewed, last=place == len(steps) - 1)
        self._fit()

    def set_note(self, text: str, strong: str = "") -> None:
        """Show a line at the right, its second part bold: 距截单 **25 小时 08 分**."""
        if (text, strong) == (self._note.text(), self._strong.text()):
            return
        self._note.setText(text)
        self._strong.setText(strong)
        self._fit()

    @override
    def sizeHint(self) -> QSize:
        return QSize(900, max(theme().grown(44), line_height(theme().font("body")) + 12))

    @override
    def minimumSizeHint(self) -> QSize:
        shortest = sum(part.width_when(short=True) for part in self._parts)
        return QSize(shortest + self._beside(), self.sizeHint().height())

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._fit()
            self.updateGeometry()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        look, painter = theme(), QPainter(self)
        painter.fillRect(self.rect(), look.color("surface"))
        painter.fillRect(0, self.height() - 1, self.width(), 1, look.color("border"))

    def _add(self, number: int) -> _BarStep:
        part = _BarStep(number)
        part.clicked.connect(lambda: self.opened.emit(part.step.key))
        self._row.insertWidget(number - 1, part)
        return part

    def _fit(self) -> None:
        room = self.width() - self._beside()
        wanted = sum(part.width_when(short=False) for part in self._parts)
        for part in self._parts:
            part.make_short(wanted > room)
        self._row.activate()

    def _beside(self) -> int:
        return 56 + self._note.sizeHint().width() + self._strong.sizeHint().width()


class _StepButton(ActingButton):
    """What both kinds of step share: it is a button only if there is a page behind it."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self._number, self.step = number, Step("", "")

    def _say(self, step: Step) -> None:
        self.step = step
        words = (f"{self._number} {step.name}", _(_SAID[step.look]), step.note)
        self.setAccessibleName("，".join(part for part in words if part))
        self.setEnabled(step.has_page)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if step.has_page else Qt.FocusPolicy.NoFocus)
        self.updateGeometry()
        self.update()


class _TrackerStep(_StepButton):
    def __init__(self, number: int) -> None:
        super().__init__(number)
        self._before: StepLook | None = None
        self._last = False
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)

    def take(self, step: Step, *, before: StepLook | None, last: bool) -> None:
        """Stand for `step` from now on."""
        self._before, self._last = before, last
        self._say(step)

    @override
    def sizeHint(self) -> QSize:
        look = theme()
        width = max(text_width(self.step.name, look.font("strong")), text_width(self.step.note, look.font("caption")))
        lines = line_height(look.font("body")) + line_height(look.font("caption"))
        return QSize(width + 8, _circle() + 12 + lines)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        look, painter, rect = theme(), QPainter(self), self.rect().toRectF()
        side = float(_circle())
        middle = QPointF(rect.center().x(), side / 2 + 2)
        circle = QRectF(middle.x() - side / 2, 2, side, side)
        self._paint_line(painter, middle, side)
        paint_step_circle(painter, circle, self._number, self.step.look)
        current = self.step.look == "current"
        name = QRectF(0, side + 6, rect.width(), line_height(look.font("strong")))
        ink: ColorName = "brandTintText" if current else "text" if self.step.look == "running" else "text2"
        if self.underMouse() and self.step.has_page:
            ink = "brand"
        font = look.font("strong" if current else "body")
        paint_text(painter, name, self.step.name, font=font, color=look.color(ink), align=CENTER)
        note = QRectF(0, name.bottom() + 1, rect.width(), line_height(look.font("caption")))
        note_ink = look.color("brandTintText" if current else "text2")
        paint_text(painter, note, self.step.note, font=look.font("caption"), color=note_ink, align=CENTER)

    def _paint_line(self, painter: QPainter, middle: QPointF, side: float) -> None:
        reached, ahead = theme().color("brandLine"), theme().color("border")
        if self._before is not None:
            color = ahead if self.step.look == "later" else reached
            painter.fillRect(QRectF(0, middle.y() - 1, middle.x() - side / 2, 2), color)
        if not self._last:
            left = middle.x() + side / 2
            painter.fillRect(QRectF(left, middle.y() - 1, self.width() - left, 2), self._ahead(reached, ahead))

    def _ahead(self, reached: QColor, ahead: QColor) -> QColor:
        return reached if self.step.look in ("done", "current") else ahead


class _BarStep(_StepButton):
    def __init__(self, number: int) -> None:
        super().__init__(number)
        self._viewed = self._last = self._short = False

    def take(self, step: Step, *, viewed: bool, last: bool) -> None:
        """Stand for `step` from now on; its page is the one in view if it is `viewed`."""
        self._viewed, self._last = viewed, last
        self._say(step)
        self.setToolTip(plain_tooltip(step.name + (f" · {step.note}" if step.note else "")))

    def make_short(self, short: bool) -> None:
        if short != self._short:
            self._short = short
            self.updateGeometry()
            self.update()

    @override
    def sizeHint(self) -> QSize:
        height = max(theme().grown(30, "small"), line_height(theme().font("small")) + 8)
        return QSize(self.width_when(short=self._short), height)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        look, painter = theme(), QPainter(self)
        height, dash = float(self.height()), 0 if self._last else _DASH
        body = QRectF(0, 0, self.width() - dash, height)
        if self._viewed or (self.underMouse() and self.step.has_page):
            paint_box(painter, body, radius=6, fill=look.color("brandTint" if self._viewed else "hover"))
        side = float(theme().grown(18, "small"))
        circle = QRectF(10, (height - side) / 2, side, side)
        if self._viewed and self.step.look == "done":
            paint_box(painter, circle, radius=999, fill=look.color("brand"))
            paint_icon(painter, circle.adjusted(3, 3, -3, -3), "check", look.color("textOnBrand"))
        else:
            paint_step_circle(painter, circle, self._number, self._look())
        if self._named():
            words = QRectF(10 + side + 6, 0, body.width() - side - 16, height)
            ink: ColorName = "brandTintText" if self._viewed else "text" if self._look() == "running" else "text2"
            paint_text(painter, words, self.step.name, font=self._font(), color=look.color(ink))
        if not self._last:
            painter.fillRect(QRectF(body.right() + 2, height / 2, _DASH - 4, 1), look.color("borderStrong"))

    def width_when(self, *, short: bool) -> int:
        width = 20 + theme().grown(18, "small") + (0 if self._last else _DASH)
        if self._viewed or not short:
            width += 6 + text_width(self.step.name, self._font())
        return width

    def _look(self) -> StepLook:
        # Filled is the step that is viewed; the one the round has come to keeps an outline.
        if self._viewed:
            return "current"
        return "running" if self.step.look == "current" else self.step.look

    def _named(self) -> bool:
        return self._viewed or not self._short

    def _font(self) -> QFont:
        font = QFont(theme().font("small"))
        font.setBold(self._viewed)
        return font


_DASH = 18
_AnyStep = TypeVar("_AnyStep", bound=_StepButton)


def _make_as_many(parts: list[_AnyStep], count: int, add: Callable[[int], _AnyStep]) -> None:
    """Make `parts` as many as there are steps; those that stand stay, as every new one lays out the whole window."""
    for surplus in parts[count:]:
        surplus.hide()
        surplus.deleteLater()
    del parts[count:]
    while len(parts) < count:
        parts.append(add(len(parts) + 1))
        parts[-1].show()


def paint_step_circle(painter: QPainter, circle: QRectF, number: int, step_look: StepLook) -> None:
    """Draw a step's circle: tint and tick, filled, a 2 px outline, or a hairline, the last three with the number."""
    look = theme()
    font = QFont(look.font("caption"))
    font.setBold(step_look in ("current", "running"))
    if step_look == "done":
        paint_box(painter, circle, radius=999, fill=look.color("brandTint"))
        inset = circle.width() * 0.18
        paint_icon(painter, circle.adjusted(inset, inset, -inset, -inset), "check", look.color("brandTintText"))
        return
    fill: ColorName = "brand" if step_look == "current" else "surface"
    line: ColorName = {"current": "brand", "running": "brand", "later": "borderStrong"}[step_look]  # type: ignore[assignment]
    ink: ColorName = {"current": "textOnBrand", "running": "brandTintText", "later": "text3"}[step_look]  # type: ignore[assignment]
    width = 2 if step_look == "running" else 1
    paint_box(painter, circle, radius=999, fill=look.color(fill), line=look.color(line), width=width)
    paint_text(painter, circle, str(number), font=font, color=look.color(ink), align=CENTER)


def paint_step_parts(painter: QPainter, rect: QRectF, looks: Sequence[StepLook]) -> None:
    """Draw one small bar for each step, side by side, in the four looks; for rows of a list."""
    if not looks:
        return
    look = theme()
    width = (rect.width() - 4 * (len(looks) - 1)) / len(looks)
    for place, step_look in enumerate(looks):
        part = QRectF(rect.x() + place * (width + 4), rect.y(), width, rect.height())
        if step_look == "done":
            paint_box(painter, part, radius=3, fill=look.color("brandLine"))
        elif step_look == "current":
            paint_box(painter, part, radius=3, fill=look.color("brand"))
        elif step_look == "running":
            paint_box(painter, part, radius=3, fill=look.color("surface"), line=look.color("brand"), width=2)
        else:
            paint_box(painter, part, radius=3, fill=look.color("sunken"), line=look.color("borderStrong"))


def _circle() -> int:
    return theme().grown(26, "small")
