"""The list of rounds in its four groups, with filters and counts; more rounds come page by page."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPointF,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from leaderdesk.core.i18n import _, ngettext
from leaderdesk.features.rounds.queries import ListedRound
from leaderdesk.features.rounds.rules import RoundState
from leaderdesk.features.rounds.screen.words import GROUPS, RoundWords, round_words
from leaderdesk.ui.drawer import Pane
from leaderdesk.ui.painting import RIGHT, paint_box, paint_dot, paint_text, text_width
from leaderdesk.ui.steps import paint_step_parts
from leaderdesk.ui.tabs import FilterTabs, Tab
from leaderdesk.ui.theme import theme
from leaderdesk.ui.tokens import INK, TINT

WIDTH, PAD, ACCENT = 336, 16, 3
_ENTRY = int(Qt.ItemDataRole.UserRole)
_Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()


@dataclass(frozen=True, slots=True)
class _Entry:
    """A row: a heading, a round, or the link that brings more of them."""

    heading: str = ""
    round_id: int = 0
    words: RoundWords | None = None
    more: str = ""


class RoundList(Pane):
    """Tells `chosen` when the keyboard or the mouse is on another round, `filtered` and `more_wanted` when asked."""

    chosen = Signal(int)
    filtered = Signal(object)
    more_wanted = Signal()

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__("surface", parent=parent)
        self._tabs = FilterTabs(_("Which rounds to show"))
        self._tabs.chosen.connect(lambda key: self.filtered.emit(RoundState(key) if key else None))
        self._model = _RoundModel(self)
        self.view = _RoundView(self._model)
        self.view.chosen.connect(self.chosen)
        self.view.more_wanted.connect(self.more_wanted)
        head = Pane("canvas")
        inside = QVBoxLayout(head)
        inside.setContentsMargins(10, 9, 10, 9)
        inside.addWidget(self._tabs)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(head)
        column.addWidget(self.view, 1)

    def show_counts(self, counts: Mapping[RoundState, int]) -> None:
        """Show how many rounds there are of each kind."""
        tabs = [Tab("", _("All"), sum(counts.values()))]
        tabs += [
            Tab(state.value, _(GROUPS[state]), counts[state]) for state in RoundState if state is not RoundState.DRAFT
        ]
        self._tabs.set_tabs(tabs)

    def show_rounds(self, rounds: Sequence[ListedRound], *, more: int, step: int, now: dt.datetime) -> None:
        """Show these rounds; with `more`, a link below them brings the next `step`."""
        entries: list[_Entry] = []
        group: RoundState | None = None
        for listed in rounds:
            if listed.round.state is not group:
                group = listed.round.state
                entries.append(_Entry(heading=_(GROUPS[group])))
            entries.append(_Entry(round_id=listed.round.id, words=round_words(listed, now)))
        if more:
            count = min(more, step)
            entries.append(
                _Entry(more=ngettext("{count} more round", "{count} more rounds", count).format(count=count))
            )
        self.view.show_entries(entries)

    def select(self, round_id: int) -> None:
        """Mark the round without telling anybody; one that is not listed marks nothing."""
        self.view.select(round_id)

    def choose_all(self) -> None:
        """Show all rounds again, without telling anybody."""
        self._tabs.choose("")

    def round_ids(self) -> list[int]:
        """Return the rounds as they are listed."""
        return [entry.round_id for entry in self._model.entries if entry.words is not None]


class _RoundModel(QAbstractListModel):
    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.entries: list[_Entry] = []

    def show_entries(self, entries: list[_Entry]) -> None:
        if [_shape(entry) for entry in entries] == [_shape(entry) for entry in self.entries]:
            self.entries = entries
            self.dataChanged.emit(self.index(0), self.index(max(0, len(entries) - 1)))
            return
        self.beginResetModel()
        self.entries = entries
        self.endResetModel()

    @override
    def rowCount(self, parent: _Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.entries)

    @override
    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        entry = self.entries[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return entry.words.spoken if entry.words is not None else entry.heading or entry.more
        return entry if role == _ENTRY else None

    @override
    def flags(self, index: _Index) -> Qt.ItemFlag:
        if not index.isValid() or self.entries[index.row()].heading:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren


class _RoundView(QListView):
    chosen = Signal(int)
    more_wanted = Signal()

    def __init__(self, model: _RoundModel) -> None:
        super().__init__()
        self._model = model
        self._quiet = False
        self._wanted = 0
        self.setModel(model)
        self.setItemDelegate(_RoundPainter(self))
        self.setAccessibleName(_("Rounds"))
        self.setUniformItemSizes(False)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.clicked.connect(self._clicked)
        theme().changed.connect(self.scheduleDelayedItemsLayout)

    def show_entries(self, entries: list[_Entry]) -> None:
        place = self.verticalScrollBar().value()
        self._quiet = True
        self._model.show_entries(entries)
        self._mark()
        self.verticalScrollBar().setValue(place)
        self._quiet = False

    def select(self, round_id: int) -> None:
        self._wanted = round_id
        self._quiet = True
        self._mark()
        self._quiet = False

    def _mark(self) -> None:
        for row, entry in enumerate(self._model.entries):
            if entry.words is not None and entry.round_id == self._wanted:
                if self.currentIndex().row() != row:
                    self.setCurrentIndex(self._model.index(row))
                return
        self.selectionModel().clear()

    @override
    def currentChanged(self, current: _Index, previous: _Index) -> None:
        super().currentChanged(current, previous)
        if self._quiet or not current.isValid():
            return
        entry = self._model.entries[current.row()]
        if entry.words is not None:
            self._wanted = entry.round_id
            self.chosen.emit(entry.round_id)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self._clicked(self.currentIndex())
            return
        super().keyPressEvent(event)

    def _clicked(self, index: QModelIndex) -> None:
        entry = self._model.entries[index.row()]
        if entry.more:
            self.more_wanted.emit()
        elif entry.words is not None:
            self.chosen.emit(entry.round_id)


class _RoundPainter(QStyledItemDelegate):
    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        entry, look = index.data(_ENTRY), theme()
        if entry.words is not None:
            return QSize(WIDTH, look.grown(24, "body") + look.grown(20, "small") + 34)
        return QSize(WIDTH, look.grown(28 if entry.heading else 38, "small"))

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        painter.save()
        entry, rect = index.data(_ENTRY), QRectF(option.rect)
        if entry.words is not None:
            self._paint_round(painter, rect, entry.words, option)
        elif entry.heading:
            self._paint_line(painter, rect, entry.heading, heading=True)
        else:
            self._paint_line(painter, rect, entry.more, heading=False)
        painter.restore()

    def _paint_line(self, painter: QPainter, rect: QRectF, text: str, *, heading: bool) -> None:
        look = theme()
        if heading:
            painter.fillRect(rect, look.color("canvas"))
            painter.fillRect(QRectF(rect.x(), rect.bottom() - 1, rect.width(), 1), look.color("border"))
        ink = look.color("text2" if heading else "brand")
        paint_text(painter, rect.adjusted(PAD, 0, -PAD, -1), text, font=look.font("small"), color=ink)

    def _paint_round(self, painter: QPainter, rect: QRectF, words: RoundWords, option: QStyleOptionViewItem) -> None:
        look, state = theme(), option.state
        selected = bool(state & QStyle.StateFlag.State_Selected)
        over = bool(state & QStyle.StateFlag.State_MouseOver)
        painter.fillRect(rect, look.color("selected" if selected else "hover" if over else "surface"))
        painter.fillRect(QRectF(rect.x(), rect.bottom() - 1, rect.width(), 1), look.color("border"))
        if selected:
            painter.fillRect(QRectF(rect.x(), rect.y(), ACCENT, rect.height() - 1), look.color("brand"))
        inner = rect.adjusted(PAD, 9, -PAD, -9)
        first = QRectF(inner.x(), inner.y(), inner.width(), float(look.grown(24, "body")))
        room = _paint_pill(painter, first, words) + 8
        name = first.adjusted(0, 0, -room, 0)
        paint_text(painter, name, words.name, font=look.font("strong"), color=look.color("text"))
        paint_step_parts(painter, QRectF(inner.x(), first.bottom() + 5, inner.width(), 6), words.looks)
        last = QRectF(inner.x(), inner.bottom() - look.grown(18, "small"), inner.width(), look.grown(18, "small"))
        font, ink = look.font("small"), look.color("text2")
        room = min(text_width(words.figure, font) + 1, inner.width() * 0.6)
        figure = QRectF(last.right() - room, last.y(), room, last.height())
        paint_text(painter, figure, words.figure, font=font, color=ink, align=RIGHT)
        paint_text(painter, last.adjusted(0, 0, -room - 8, 0), words.fact, font=font, color=ink)
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(look.color("focus"))
            painter.drawRect(rect.adjusted(1, 1, -2, -2))


def _paint_pill(painter: QPainter, line: QRectF, words: RoundWords) -> float:
    """Draw the state at the right end of `line` and return how wide it is."""
    look = theme()
    font, height = look.font("small"), float(look.grown(22, "small"))
    width = text_width(words.state, font) + 30.0
    pill = QRectF(line.right() - width, line.center().y() - height / 2, width, height)
    ink = look.color(INK[words.tone])
    paint_box(painter, pill, radius=height / 2, fill=look.color(TINT[words.tone]))
    paint_dot(painter, QPointF(pill.x() + 12, pill.center().y()), color=ink)
    paint_text(painter, pill.adjusted(20, 0, -8, 0), words.state, font=font, color=ink)
    return width


def _shape(entry: _Entry) -> tuple[str, int, bool]:
    return entry.heading, entry.round_id, bool(entry.more)
