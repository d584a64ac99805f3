"""Cards and what stands on them: headings, rules and figures."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from leaderdesk.ui.icons import IconName
from leaderdesk.ui.labels import IconLabel, Label
from leaderdesk.ui.painting import paint_box
from leaderdesk.ui.showing import show_if
from leaderdesk.ui.theme import theme
from leaderdesk.ui.tokens import ColorName

Trend = Literal["up", "down", "level"]


class Box(QFrame):
    """A rounded box with a one pixel line; what is in it goes into `body`, from top to bottom."""

    def __init__(
        self,
        *,
        fill: ColorName = "surface",
        line: ColorName | None = "border",
        radius: int = 10,
        padding: int = 16,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._fill: ColorName = fill
        self._line: ColorName | None = line
        self._radius = radius
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(padding, padding, padding, padding)
        self.body.setSpacing(8)

    def set_colors(self, fill: ColorName, line: ColorName | None) -> None:
        """Use other colours of the theme from now on."""
        self._fill, self._line = fill, line
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme()
        line = look.color(self._line) if self._line else None
        paint_box(QPainter(self), self.rect().toRectF(), radius=self._radius, fill=look.color(self._fill), line=line)


class SectionHead(QWidget):
    """A heading with a note beside it; buttons and links go to the right with `add_right`."""

    def __init__(self, title: str, note: str = "", *, large: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = Label(title, role="lead" if large else "strong", bold=True)
        self._note = Label(note, role="small", ink="text2")
        show_if(self._note, bool(note))
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(8)
        self._row.addWidget(self._title)
        self._row.addWidget(self._note)
        self._row.addStretch(1)

    def set_title(self, title: str) -> None:
        """Show another heading."""
        self._title.setText(title)

    def set_note(self, note: str) -> None:
        """Show another note; none when empty."""
        self._note.setText(note)
        show_if(self._note, bool(note))

    def add_right(self, widget: QWidget) -> None:
        """Put `widget` at the right end."""
        self._row.addWidget(widget, 0, Qt.AlignmentFlag.AlignVCenter)

    def add_field(self, widget: QWidget) -> None:
        """Put `widget` at the right end, as wide as the room allows."""
        self._row.addWidget(widget, 3, Qt.AlignmentFlag.AlignVCenter)

    def add_left(self, widget: QWidget) -> None:
        """Put `widget` after the note."""
        self._row.insertWidget(self._row.count() - 1, widget, 0, Qt.AlignmentFlag.AlignVCenter)


class Card(Box):
    """A white card; with a title it has a heading, to which `head` gives access."""

    def __init__(self, title: str = "", note: str = "", *, padding: int = 16, parent: QWidget | None = None) -> None:
        super().__init__(padding=padding, parent=parent)
        self.head = SectionHead(title, note, large=True)
        show_if(self.head, bool(title))
        self.body.addWidget(self.head)


class Rule(QWidget):
    """A hairline between two parts."""

    def __init__(
        self, orientation: Qt.Orientation = Qt.Orientation.Horizontal, *, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        if orientation == Qt.Orientation.Horizontal:
            self.setFixedHeight(1)
        else:
            self.setFixedWidth(1)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), theme().color("border"))


class Figure(QWidget):
    """A figure with its unit under a label, and a note below: 一共 · 65 袋 · 42 位邻居."""

    def __init__(
        self,
        label: str,
        figure: str,
        unit: str = "",
        note: str = "",
        *,
        large: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._label = Label(label, role="small", ink="text2")
        self._figure = Label(figure, role="figure" if large else "lead", bold=True)
        self._unit = Label(unit, role="small", ink="text2")
        self._note = Label(note, role="caption", ink="text2", wrap=True)
        row = QHBoxLayout()
        row.setSpacing(6)
        row.addWidget(self._figure, 0, Qt.AlignmentFlag.AlignBaseline)
        row.addWidget(self._unit, 1, Qt.AlignmentFlag.AlignBaseline)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._label)
        column.addLayout(row)
        column.addWidget(self._note)
        column.addStretch(1)
        show_if(self._note, bool(note))

    def show_figure(self, figure: str, unit: str = "", note: str = "", *, ink: ColorName = "text") -> None:
        """Show other numbers; `ink` colours the figure."""
        self._figure.setText(figure)
        self._figure.set_ink(ink)
        self._unit.setText(unit)
        self._note.setText(note)
        show_if(self._note, bool(note))


class StatCard(Box):
    """A figure with its change and a note; a small chart may stand below with `set_chart`."""

    def __init__(self, label: str, figure: str = "", *, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.body.setSpacing(2)
        self._label = Label(label, role="small", ink="text2")
        self._figure = Label(figure, role="title")
        self._note = Label("", role="caption", ink="text2")
        self._arrow = IconLabel("arrow-up", ink="brand", side=14)
        row = QHBoxLayout()
        row.setSpacing(4)
        row.addWidget(self._arrow)
        row.addWidget(self._note, 1)
        self.body.addWidget(self._label)
        self.body.addWidget(self._figure)
        self.body.addLayout(row)
        self._arrow.hide()

    def show_figure(self, figure: str, note: str = "", *, trend: Trend | None = None) -> None:
        """Show a figure with the words of its change; the arrow goes along with them, never alone."""
        self._figure.setText(figure)
        self._note.setText(note)
        icons: dict[Trend, IconName] = {"up": "arrow-up", "down": "arrow-down", "level": "arrow-right"}
        if trend is not None:
            self._arrow.show_icon(icons[trend], "text2")
        show_if(self._arrow, trend is not None)

    def set_chart(self, chart: QWidget) -> None:
        """Put a small chart below."""
        self.body.addWidget(chart)
