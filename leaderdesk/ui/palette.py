"""Ctrl+K: one field over the window that finds neighbours, products, orders and things to do."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QModelIndex, QObject, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHBoxLayout, QLineEdit, QListView, QVBoxLayout, QWidget
from typing_extensions import override

from leaderdesk.core.i18n import _
from leaderdesk.ui.labels import IconLabel, Label
from leaderdesk.ui.painting import paint_box
from leaderdesk.ui.palette_list import PaletteDelegate, PaletteGroup, PaletteItem, PaletteRows
from leaderdesk.ui.pills import KeyCap
from leaderdesk.ui.tasks import TaskRunner
from leaderdesk.ui.theme import theme

Provider = Callable[[str], Sequence[PaletteGroup]]
"""Finds what belongs to the typed text. It runs on a reading lane, so it touches no widget."""

WIDTH, TOP, LEAST_BELOW = 640, 96, 40
CTRL_ENTER = "Ctrl Enter"


class Palette(QWidget):
    """Lies over the whole window while it is open; Esc, a click beside it or a choice closes it."""

    opened = Signal()
    closed = Signal()

    def __init__(self, window: QWidget, tasks: TaskRunner, providers: Sequence[Provider]) -> None:
        super().__init__(window)
        self._window = window
        self._tasks = tasks
        self._providers = tuple(providers)
        self._found: dict[int, tuple[PaletteGroup, ...]] = {}
        self._awaited: set[int] = set()
        self._when_found: Callable[[], None] | None = None
        self._came_from: QWidget | None = None
        self._rows = PaletteRows(self)
        self._card = _Card(self)
        self._field = QLineEdit()
        self._list = QListView()
        self._nothing = Label(_("Nothing found. Try a name, a room, or the last four digits of a phone."), ink="text2")
        self._build()
        self.setAccessibleName(_("Search and actions"))
        window.installEventFilter(self)
        theme().changed.connect(self._fit)
        self.hide()

    def open(self, text: str = "") -> None:
        """Show the palette with `text` in its field; where the keyboard was is remembered."""
        if not self.isVisible():
            self._came_from = self._window.focusWidget()
        self._found.clear()
        self._field.setText(text)
        self._field.selectAll()
        self._search(text)
        self.setGeometry(self._window.rect())
        self.raise_()
        self.show()
        self._fit()
        self._field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.opened.emit()

    def dismiss(self) -> None:
        """Close without a choice; the keyboard goes back to where it was."""
        if not self.isVisible():
            return
        self.hide()
        if self._came_from is not None:
            self._came_from.setFocus()
        self._came_from = None
        self.closed.emit()

    def _build(self) -> None:
        self._field.setProperty("bare", True)
        self._field.setAccessibleName(_("Search neighbours, products, orders, actions"))
        self._field.setPlaceholderText(_("Search neighbours, products, orders, actions"))
        self._field.textEdited.connect(self._search)
        self._field.installEventFilter(self)
        head = QHBoxLayout()
        head.setContentsMargins(18, 8, 16, 8)
        head.setSpacing(12)
        head.addWidget(IconLabel("search", ink="text"))
        head.addWidget(self._field, 1)
        head.addWidget(KeyCap("Esc"))
        column = QVBoxLayout(self._card)
        column.setContentsMargins(1, 1, 1, 8)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(_Line())
        column.addWidget(self._list)
        column.addWidget(self._nothing)
        self._nothing.setContentsMargins(20, 12, 20, 8)
        self._set_up_list()

    def _set_up_list(self) -> None:
        self._list.setModel(self._rows)
        self._list.setItemDelegate(PaletteDelegate(self._rows, self._list))
        self._list.setFrameShape(QFrame.Shape.NoFrame)
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.setMouseTracking(True)
        self._list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.setAccessibleName(_("What was found"))
        self._list.clicked.connect(lambda index: self._run(self._rows.item_at(index.row())))

    # Finding.

    def _search(self, text: str) -> None:
        self._when_found = None
        self._awaited = set(range(len(self._providers)))
        for place, provider in enumerate(self._providers):
            self._ask(place, provider, text.strip())

    def _ask(self, place: int, provider: Provider, text: str) -> None:
        def done(groups: Sequence[PaletteGroup]) -> None:
            self._found[place] = tuple(groups)
            self._arrived(place, text)

        def failed(error: Exception) -> None:
            self._found.pop(place, None)
            self._arrived(place, text)
            self._tasks.tell_trouble(error)

        self._tasks.read(self, lambda: provider(text), done, failed, latest=f"palette {place}")

    def _arrived(self, place: int, text: str) -> None:
        self._awaited.discard(place)
        chosen = self._chosen()
        groups = [group for number in sorted(self._found) for group in self._found[number] if group.items]
        self._rows.show_groups(groups, text)
        self._go(self._rows.row_like(chosen) if chosen is not None and self._awaited else self._rows.first())
        self._fit()
        if not self._awaited and self._when_found is not None:
            waiting, self._when_found = self._when_found, None
            waiting()

    def _once_found(self, act: Callable[[], None]) -> None:
        """Act on the answer to what is typed now, not on that to an earlier text."""
        if self._awaited:
            self._when_found = act
        else:
            act()

    # Choosing.

    def _chosen(self) -> PaletteItem | None:
        index = self._list.currentIndex()
        return self._rows.item_at(index.row()) if index.isValid() else None

    def _go(self, row: int) -> None:
        self._list.setCurrentIndex(self._rows.index(row, 0) if row >= 0 else QModelIndex())
        if row >= 0:
            # The heading above the first item comes into view with it.
            self._list.scrollTo(self._rows.index(0 if row == self._rows.first() else row, 0))
            self._list.scrollTo(self._rows.index(row, 0))
        item = self._rows.item_at(row)
        self._field.setAccessibleDescription("" if item is None else item.plain)

    def _run(self, item: PaletteItem | None) -> None:
        if item is not None:
            self.dismiss()
            item.run()

    def _run_keyed(self) -> None:
        self._run(self._rows.keyed(CTRL_ENTER) or self._chosen())

    # Place and paint.

    def _fit(self) -> None:
        self._field.setFont(theme().font("lead"))
        self._list.doItemsLayout()
        wanted = self._rows.height()
        self._list.setVisible(wanted > 0)
        self._nothing.setVisible(wanted == 0 and not self._awaited and bool(self._field.text().strip()))
        width = min(WIDTH * theme().zoom_percent // 100, self.width() - 32)
        room = max(120, self.height() - TOP - LEAST_BELOW - self._field.sizeHint().height() - 26)
        self._list.setFixedHeight(min(wanted, room))
        layout = self._card.layout()
        if layout is not None:
            layout.activate()
        height = self._card.sizeHint().height()
        self._card.setGeometry(
            QRect((self.width() - width) // 2, min(TOP, max(8, self.height() - height)), width, height)
        )

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(event.rect(), theme().color("scrim"))

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        if not self._card.geometry().contains(event.position().toPoint()):
            self.dismiss()

    @override
    def focusNextPrevChild(self, next: bool) -> bool:
        return True

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._window and event.type() == QEvent.Type.Resize and self.isVisible():
            self.setGeometry(self._window.rect())
            self._fit()
        if watched is self._field and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._key(event)
        return super().eventFilter(watched, event)

    def _key(self, event: QKeyEvent) -> bool:
        row = self._list.currentIndex().row()
        page = max(1, self._list.height() // 44 - 1)
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_PageUp: -page, Qt.Key.Key_PageDown: page}
        key = Qt.Key(event.key())
        if key in steps:
            self._go(self._rows.step(row, steps[key]))
        elif key == Qt.Key.Key_Escape:
            self.dismiss()
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
            self._once_found(self._run_keyed if control else lambda: self._run(self._chosen()))
        elif key in {Qt.Key.Key_Tab, Qt.Key.Key_Backtab}:
            self._go(self._rows.step(row, 1 if key == Qt.Key.Key_Tab else -1))
        else:
            return False
        return True


class _Card(QWidget):
    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme()
        rect = QRectF(self.rect())
        paint_box(QPainter(self), rect, radius=10, fill=look.color("surface"), line=look.color("borderStrong"))


class _Line(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.setFixedHeight(1)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), theme().color("border"))
