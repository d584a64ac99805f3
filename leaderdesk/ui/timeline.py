"""What happened, newest first: dots on a line, one row for each event, with its own action."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, cast

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFont, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from leaderdesk.core.i18n import _
from leaderdesk.ui.buttons import Button
from leaderdesk.ui.icons import SMALL, IconName, paint_icon
from leaderdesk.ui.labels import plain_tooltip
from leaderdesk.ui.painting import paint_box, paint_dot, paint_text, text_width
from leaderdesk.ui.theme import theme
from leaderdesk.ui.tokens import INK, ColorName, Tone

RAIL, GAP, INSET = 22, 8, 12
"""Where the text begins right of the line; between pieces; inside the card of the selected event."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of what happened: as said, a value of before (struck), a value from then on (bold), or an arrow."""

    text: str
    look: Literal["plain", "old", "new", "arrow"] = "plain"


@dataclass(frozen=True, slots=True)
class Event:
    """One event. `action` is the word on its button; `effect` is shown while it is selected; undone ones are struck."""

    key: int
    who: str
    when: str
    pieces: tuple[Piece, ...]
    icon: str = ""
    remark: str = ""
    action: str = ""
    action_icon: str = ""
    effect: str = ""
    tone: Tone = "brand"
    undone: bool = False

    @property
    def plain(self) -> str:
        """The event in words."""
        parts = [self.who, self.when, self.remark, " ".join(piece.text or "→" for piece in self.pieces), self.effect]
        words = ", ".join(part for part in parts if part)
        return _("{event} (undone)").format(event=words) if self.undone else words


class Timeline(QWidget):
    """A column of events; Up and Down walk through them. `compact` shows one line each, the time in front."""

    event_chosen = Signal(object)
    action_chosen = Signal(object)
    """The button of an event was pressed: its key."""

    def __init__(self, name: str, *, compact: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._compact = compact
        self._rows: list[EventRow] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

    def show_events(self, events: Sequence[Event]) -> None:
        """Show these events, from above; the selected one stays selected if it is still there."""
        chosen = self.current_key()
        for row in self._rows:
            row.hide()
            row.deleteLater()
        self._rows = [EventRow(event, self, compact=self._compact) for event in events]
        for place, row in enumerate(self._rows):
            row.stands(first=place == 0, last=place == len(self._rows) - 1)
            row.chosen.connect(self._choose)
            row.stepped.connect(self._step)
            row.acted.connect(self.action_chosen)
            self._column.addWidget(row)
        self.go_to(chosen)
        self.setAccessibleDescription("; ".join(event.plain for event in events))

    def current_key(self) -> int | None:
        """Return the key of the selected event; None without one."""
        return next((row.event_.key for row in self._rows if row.is_chosen()), None)

    def go_to(self, key: int | None) -> None:
        """Select the event without telling it; None selects nothing."""
        for row in self._rows:
            row.set_chosen(row.event_.key == key)

    def _choose(self, key: int) -> None:
        if key != self.current_key():
            self.go_to(key)
            self.event_chosen.emit(key)

    def _step(self, key: int, step: int) -> None:
        place = next(place for place, row in enumerate(self._rows) if row.event_.key == key) + step
        if 0 <= place < len(self._rows):
            self._rows[place].setFocus()
            self._choose(self._rows[place].event_.key)


class EventRow(QWidget):
    """One event of a timeline."""

    chosen = Signal(object)
    stepped = Signal(object, int)
    acted = Signal(object)

    def __init__(self, event: Event, parent: QWidget, *, compact: bool) -> None:
        super().__init__(parent)
        self.event_ = event
        self._compact = compact
        self._chosen = self._first = self._last = False
        self.setAccessibleName(event.plain)
        self.setToolTip(plain_tooltip(event.plain))
        self.setProperty("focusRing", not compact)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus if compact else Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._button: Button | None = None
        if event.action and not compact:
            icon = cast("IconName", event.action_icon) if event.action_icon else None
            self._button = Button(event.action, kind="quiet", size=28, icon=icon, parent=self)
            self._button.setAccessibleDescription(event.plain)
            self._button.clicked.connect(lambda: self.acted.emit(event.key))

    def stands(self, *, first: bool, last: bool) -> None:
        """Know whether the line goes on above and below."""
        self._first, self._last = first, last

    def is_chosen(self) -> bool:
        """Return whether this is the selected event."""
        return self._chosen

    def set_chosen(self, chosen: bool) -> None:
        """Be the selected event or not."""
        if chosen != self._chosen:
            self._chosen = chosen
            if self._button is not None:
                self._button.set_kind("normal" if chosen else "quiet")
            self.updateGeometry()
            self.update()

    @override
    def sizeHint(self) -> QSize:
        look = theme()
        if self._compact:
            return QSize(240, look.grown(27, "small"))
        height = look.grown(30, "small")
        if self.event_.pieces and not self.event_.undone:
            height += look.grown(21, "body")
        if self._chosen:
            height += look.grown(22, "small") * bool(self.event_.effect) + 12
        return QSize(320, height)

    @override
    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self._compact:
            self._paint_compact(painter)
            return
        look, top = theme(), 6.0 if self._chosen else 0.0
        self._paint_line(painter, QPointF(6, top + look.grown(30, "small") / 2))
        left = RAIL
        if self._chosen:
            card = QRectF(self.rect()).adjusted(RAIL, 0, 0, -2)
            paint_box(painter, card, radius=6, fill=look.color("selected"), line=look.color("brandLine"))
            left += INSET
        head = QRectF(left, top, self.width() - left - self._button_width(), look.grown(30, "small"))
        self._paint_head(painter, head)
        if self.event_.undone:
            return
        body = QRectF(left, head.bottom() - 4, self.width() - left - INSET, look.grown(21, "body"))
        self._paint_pieces(painter, body)
        if self._chosen and self.event_.effect:
            line = QRectF(left, body.bottom() + 1, body.width(), look.grown(22, "small"))
            icon = QRectF(left, line.center().y() - SMALL / 2, SMALL, SMALL)
            paint_icon(painter, icon, "info", look.color("brand"))
            words = line.adjusted(SMALL + GAP, 0, 0, 0)
            paint_text(painter, words, self.event_.effect, font=look.font("small"), color=look.color("brandTintText"))

    def _paint_line(self, painter: QPainter, dot: QPointF) -> None:
        look = theme()
        painter.setPen(QPen(look.color("border"), 2))
        painter.drawLine(
            QPointF(dot.x(), dot.y() if self._first else 0), QPointF(dot.x(), dot.y() if self._last else self.height())
        )
        quiet = self.event_.undone or self.event_.tone == "neutral"
        color = look.color(
            "borderInput" if quiet else INK[self.event_.tone] if self.event_.tone != "brand" else "brand"
        )
        if self._chosen:
            paint_dot(painter, dot, color=color, radius=5)
        else:
            box = QRectF(dot.x() - 5, dot.y() - 5, 10, 10)
            paint_box(painter, box, radius=5, fill=look.color("surface"), line=color, width=2)

    def _paint_head(self, painter: QPainter, rect: QRectF) -> None:
        look, event = theme(), self.event_
        if event.icon:
            icon = QRectF(rect.x(), rect.center().y() - SMALL / 2, SMALL, SMALL)
            paint_icon(painter, icon, cast("IconName", event.icon), look.color("text2"))
            rect = rect.adjusted(SMALL + GAP, 0, 0, 0)
        bold = QFont(look.font("small"))
        bold.setBold(True)
        paint_text(painter, rect, event.who, font=bold, color=look.color("text"))
        rect = rect.adjusted(min(text_width(event.who, bold) + GAP, rect.width()), 0, 0, 0)
        behind = " · ".join(part for part in (event.when, event.remark) if part)
        paint_text(painter, rect, behind, font=look.font("small"), color=look.color("text2"))
        if event.undone:
            rect = rect.adjusted(min(text_width(behind, look.font("small")) + GAP, rect.width()), 0, 0, 0)
            struck = QFont(look.font("small"))
            struck.setStrikeOut(True)
            words = " ".join(piece.text or "→" for piece in event.pieces)
            paint_text(painter, rect, words, font=struck, color=look.color("text3"))

    def _paint_pieces(self, painter: QPainter, rect: QRectF) -> None:
        look = theme()
        for piece in self.event_.pieces:
            if piece.look == "arrow":
                icon = QRectF(rect.x(), rect.center().y() - 7, 14, 14)
                paint_icon(painter, icon, "chevron-right", look.color("text2"))
                rect = rect.adjusted(14 + GAP, 0, 0, 0)
                continue
            font = QFont(look.font("strong" if piece.look == "new" else "body"))
            font.setStrikeOut(piece.look == "old")
            color: ColorName = "text3" if piece.look == "old" else "text"
            paint_text(painter, rect, piece.text, font=font, color=look.color(color))
            rect = rect.adjusted(min(text_width(piece.text, font) + GAP, rect.width()), 0, 0, 0)

    def _paint_compact(self, painter: QPainter) -> None:
        look, middle, event = theme(), self.height() / 2, self.event_
        painter.setPen(QPen(look.color("border"), 1))
        dot = QPointF(4, middle)
        painter.drawLine(QPointF(4, middle if self._first else 0), QPointF(4, middle if self._last else self.height()))
        color: ColorName = "brand" if event.tone == "brand" else INK[event.tone]
        paint_dot(painter, dot, color=look.color(color), radius=3)
        when = max(78, text_width("88 月 88 日", look.font("small")) + 14)
        rect = QRectF(RAIL - 4, 0, when - 6, self.height())
        paint_text(painter, rect, event.when, font=look.font("small"), color=look.color("text2"))
        words = " ".join(piece.text or "→" for piece in event.pieces)
        rest = QRectF(RAIL - 4 + when, 0, max(0, self.width() - RAIL + 4 - when), self.height())
        paint_text(painter, rest, words, font=look.font("small"), color=look.color("text"))

    def _button_width(self) -> int:
        return 0 if self._button is None else self._button.sizeHint().width() + GAP

    # Keys and mouse.

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Up, Qt.Key.Key_Down}:
            self.stepped.emit(self.event_.key, 1 if event.key() == Qt.Key.Key_Down else -1)
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}:
            self.chosen.emit(self.event_.key)
        else:
            super().keyPressEvent(event)

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.chosen.emit(self.event_.key)

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        if not self._compact:
            self.chosen.emit(self.event_.key)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._button is not None:
            size = self._button.sizeHint()
            row = theme().grown(30, "small") + (12 if self._chosen else 0)
            inset = INSET - 4 if self._chosen else 0
            self._button.setGeometry(
                self.width() - size.width() - inset, max(0, (row - size.height()) // 2), size.width(), size.height()
            )
