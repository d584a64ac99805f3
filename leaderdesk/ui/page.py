"""The frame of a page: its header, the bar where it is committed, and the line at the bottom of the window."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from leaderdesk.core.i18n import _
from leaderdesk.ui.buttons import Button
from leaderdesk.ui.icons import IconName
from leaderdesk.ui.labels import ElidedLabel, IconLine, Label
from leaderdesk.ui.painting import line_height
from leaderdesk.ui.pills import KeyCap, StatusPill
from leaderdesk.ui.showing import show_if
from leaderdesk.ui.theme import theme
from leaderdesk.ui.tokens import ColorName, Tone

if TYPE_CHECKING:
    # The frame shows before the search field is there.
    from leaderdesk.ui.search_field import SearchButton

NARROW = 1280
"""Below this width of the window, at 100 % text, the search field is an icon."""

_WIDER = 4
"""Pixels that a window must be wider for each per cent of larger text, to be as roomy as before."""


def is_narrow(page: QWidget) -> bool:
    """Whether the window of `page` is short of room for the text size in force."""
    return page.window().width() < NARROW + _WIDER * (theme().zoom_percent - 100)


class Bar(QWidget):
    """A strip over the whole width with a hairline at one edge; `row` holds what is in it."""

    def __init__(
        self, height: int, *, fill: ColorName, line_on_top: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._height = height
        self._fill: ColorName = fill
        self._line_on_top = line_on_top
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(20, 4, 20, 4)
        self.row.setSpacing(12)

    @override
    def hasHeightForWidth(self) -> bool:
        # A bar keeps its height, also where something in it (a row of tabs) could trade height for width.
        return False

    @override
    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        return QSize(hint.width(), max(self._height, self.row.minimumSize().height()))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        look, painter = theme(), QPainter(self)
        painter.fillRect(self.rect(), look.color(self._fill))
        top = 0 if self._line_on_top else self.height() - 1
        painter.fillRect(0, top, self.width(), 1, look.color("border"))


class PageHeader(Bar):
    """The title with its breadcrumb and one pill at the left; search and up to three actions at the right.

    The title is never cut: search gives way first.
    """

    crumb_clicked = Signal(int)

    def __init__(self, title: str, *, note: str = "", parent: QWidget | None = None) -> None:
        super().__init__(60, fill="canvas", parent=parent)
        self.search: SearchButton | None = None
        self._crumbs = QHBoxLayout()
        self._crumbs.setSpacing(2)
        self._title = Label(title, role="title")
        self._note = Label(note, ink="text2")
        self._pill = StatusPill("")
        self._pill.hide()
        self._slot = QHBoxLayout()
        self._slot.setSpacing(12)
        self._actions = QHBoxLayout()
        self._actions.setSpacing(12)
        self.row.addLayout(self._crumbs)
        self.row.addWidget(self._title)
        self.row.addWidget(self._note)
        self.row.addWidget(self._pill)
        self.row.addStretch(1)
        self.row.addLayout(self._slot)
        self.row.addLayout(self._actions)
        show_if(self._note, bool(note))

    def set_title(self, title: str, note: str = "") -> None:
        """Show another title, with a short note beside it."""
        self._title.setText(title)
        self._note.setText(note)
        show_if(self._note, bool(note))

    def set_crumbs(self, crumbs: Sequence[str]) -> None:
        """Show the way here before the title; `crumb_clicked` tells the place of one that is clicked."""
        _empty(self._crumbs)
        for place, words in enumerate(crumbs):
            crumb = Button(words, kind="crumb", size=28)
            crumb.clicked.connect(lambda _checked=False, place=place: self.crumb_clicked.emit(place))
            self._crumbs.addWidget(crumb)
            self._crumbs.addWidget(Label("/", role="small", ink="text3"))

    def set_pill(self, text: str, tone: Tone = "neutral") -> None:
        """Show one pill with the context; an empty text takes it away."""
        self._pill.show_state(text, tone)
        show_if(self._pill, bool(text))

    def add_beside_title(self, widget: QWidget) -> None:
        """Put what chooses between the parts of the page behind its title."""
        self.row.insertWidget(self.row.indexOf(self._pill) + 1, widget, 0, Qt.AlignmentFlag.AlignVCenter)

    def set_search(self, search: SearchButton) -> None:
        """Show the search field; it becomes an icon when the window is narrow."""
        _empty(self._slot)
        self.search = search
        self._slot.addWidget(search)

    def add_control(self, control: QWidget) -> None:
        """Put a control (segments, a filter) before the search field."""
        self._slot.insertWidget(max(0, self._slot.count() - 1), control)

    def set_actions(self, *buttons: QWidget) -> None:
        """Show these buttons at the right end: at most two secondary ones, then the primary one."""
        _empty(self._actions)
        for button in buttons:
            self._actions.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.search is not None:
            self.search.make_small(is_narrow(self))

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and self.search is not None:
            self.search.make_small(is_narrow(self))


class ActionBar(Bar):
    """Where a page is committed: totals at the left, what is still open and the buttons at the right."""

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(60, fill="surface", line_on_top=True, parent=parent)
        self._totals = QHBoxLayout()
        self._totals.setSpacing(6)
        self._note = ElidedLabel("", role="small", ink="text2")
        self._issue = IconLine("warning", "", ink="warnText", role="body")
        self._issue.hide()
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(12)
        self.row.addLayout(self._totals)
        self.row.addWidget(self._note)
        self.row.addStretch(1)
        self.row.addWidget(self._issue)
        self.row.addLayout(self._buttons)

    def set_totals(self, totals: Sequence[tuple[str, str]], note: str = "") -> None:
        """Show figures with their units, as ("42", "单"), and a note after them."""
        _empty(self._totals)
        for place, (figure, unit) in enumerate(totals):
            if place:
                self._totals.addWidget(Label(" · ", role="lead", ink="text3"))
            self._totals.addWidget(Label(figure, role="title"))
            if unit:
                self._totals.addWidget(Label(unit, ink="text2"))
        self._note.setText(note)
        show_if(self._note, bool(note))

    def set_issue(self, text: str, ink: ColorName = "warnText", icon: IconName = "warning") -> None:
        """Show what is still open; an empty text takes it away."""
        self._issue.show_line(icon, text, ink)
        show_if(self._issue, bool(text))

    def set_buttons(self, *buttons: QWidget) -> None:
        """Show these buttons at the right end, the primary one last."""
        _empty(self._buttons)
        for button in buttons:
            self._buttons.addWidget(button)


class StatusBar(Bar):
    """The line at the bottom of the window: where the data is, and the shortcuts or the last thing done."""

    clicked = Signal()
    mark_clicked = Signal()

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(28, fill="canvas", line_on_top=True, parent=parent)
        self.row.setContentsMargins(20, 1, 20, 0)
        self._line = IconLine("lock", "", ink="text2", role="caption")
        self._trouble = Button("", kind="link", size=28, icon="warning")
        self._trouble.clicked.connect(self.clicked)
        self._trouble.hide()
        self._mark = Button("", kind="link", size=28, icon="phone")
        self._mark.clicked.connect(self.mark_clicked)
        self._mark.hide()
        self._check: QWidget | None = None
        self._make_check: Callable[[], QWidget] | None = None
        self._hints = QHBoxLayout()
        self._hints.setSpacing(6)
        self._keys: tuple[tuple[str, str], ...] = ()
        self._last: IconLine | None = None
        self.row.addWidget(self._line)
        self.row.addWidget(self._trouble)
        self.row.addWidget(self._mark)
        self.row.addStretch(1)
        self.row.addLayout(self._hints)

    def set_text(self, text: str) -> None:
        """Show where the data is and when it was backed up."""
        self._line.show_line("lock", text, "text2")
        self._line.show()
        self._trouble.hide()

    def set_trouble(self, text: str) -> None:
        """Show an amber line to click on instead; `clicked` tells of the click."""
        self._trouble.set_text(text)
        self._trouble.set_kind("warn")
        self._trouble.show()
        self._line.hide()

    def set_mark(self, text: str) -> None:
        """Show that something is open to the outside; `mark_clicked` tells of the click, an empty text ends it."""
        self._mark.set_text(text)
        show_if(self._mark, bool(text))

    def set_check(self, make: Callable[[], QWidget] | None) -> None:
        """Show after that what tells all the time whether something holds; None takes away what was there."""
        self._make_check = make
        if self._check is not None:
            self.row.removeWidget(self._check)
            self._check.hide()
            self._check.deleteLater()
        self._check = None if make is None else make()
        if self._check is not None:
            self.row.insertWidget(self.row.indexOf(self._mark) + 1, self._check)

    def speak(self) -> None:
        """Say in the language in force what it says of its own."""
        self.set_check(self._make_check)

    def set_hints(self, hints: Sequence[tuple[str, str]]) -> None:
        """Show what keys do at the right, as ("撤销", "Ctrl Z")."""
        self._keys, self._last = tuple(hints), None
        _empty(self._hints)
        for place, (words, keys) in enumerate(hints):
            if place:
                self._hints.addSpacing(8)
            self._hints.addWidget(Label(words, role="caption", ink="text2"))
            self._hints.addWidget(KeyCap(keys))

    def show_last(self, text: str, *, icon: IconName = "check", on_undo: Callable[[], None] | None = None) -> None:
        """Show the last thing done at the right, in the place of the hints; `on_undo` is called by 撤销 beside it."""
        _empty(self._hints)
        self._last = IconLine(icon, text, role="caption")
        self._hints.addWidget(self._last)
        if on_undo is not None:
            undo = Button(_("Undo"), kind="link", size=28)
            undo.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            undo.clicked.connect(lambda _checked=False: on_undo())
            self._hints.addWidget(undo)
            self._hints.addWidget(KeyCap("Ctrl Z"))

    def last(self) -> str:
        """Return the last thing done as it is shown; empty when the hints are."""
        return "" if self._last is None else self._last.text()

    def forget_last(self) -> None:
        """Show the hints again."""
        if self._last is not None:
            self.set_hints(self._keys)

    @override
    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), max(28, line_height(theme().font("caption")) + 8))


class Page(QWidget):
    """A page of the window: header, an optional strip below it, the content, and an optional action bar."""

    def __init__(self, title: str, *, note: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.header = PageHeader(title, note=note)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self.header)

    def add_strip(self, strip: QWidget) -> None:
        """Put a strip over the whole width (the step bar) below what is there."""
        self._column.addWidget(strip)

    def set_content(self, content: QWidget) -> None:
        """Fill the page with `content`."""
        self._column.addWidget(content, 1)

    def set_action_bar(self, bar: ActionBar) -> None:
        """Put the action bar at the bottom."""
        self._column.addWidget(bar)


class Padded(QWidget):
    """The inside of a page with its padding; no wider than 1680, in the middle of what is wider."""

    WIDEST = 1680

    def __init__(self, *, padding: int = 20, spacing: int = 16, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._inside = QWidget()
        self._inside.setMaximumWidth(self.WIDEST)
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._inside, 1)
        self.body = QVBoxLayout(self._inside)
        self.body.setContentsMargins(padding, padding, padding, padding)
        self.body.setSpacing(spacing)


def _empty(layout: QHBoxLayout) -> None:
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
