"""The side of a page that is a list: what narrows it, and below that the list or why there is none."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from leaderdesk.core.i18n import _
from leaderdesk.core.text import compare_key
from leaderdesk.ui.combo import Combo
from leaderdesk.ui.drawer import Pane
from leaderdesk.ui.list_states import ListStates
from leaderdesk.ui.list_strip import ListStrip
from leaderdesk.ui.search_field import SearchField
from leaderdesk.ui.states import EmptyState
from leaderdesk.ui.tabs import FilterTabs

_SEARCH_WIDTH = 150


class ListSide(Pane):
    """`tabs`, a field to type in and `more` over `content`; `empty` says how to begin."""

    def __init__(self, content: QWidget, empty: EmptyState, *, tabs: FilterTabs, more: Combo) -> None:
        super().__init__()
        self.search = SearchField(_("Find in this list"))
        self.search.setMaximumWidth(_SEARCH_WIDTH)
        self.strip = ListStrip(tabs, self.search, more)
        self.states = ListStates(content, empty)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self.strip)
        self._column.addWidget(self.states, 1)

    def add_below(self, widget: QWidget) -> None:
        """Put `widget` under the list."""
        self._column.addWidget(widget)

    def find_from(self, page: QWidget) -> None:
        """Let the keys that find something anywhere on `page` lead to the field."""
        find = QShortcut(QKeySequence(QKeySequence.StandardKey.Find), page)
        find.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        find.activated.connect(self.search.setFocus)

    def words(self) -> tuple[str, ...]:
        """Return what is typed, word by word, as names are compared."""
        return tuple(word for word in map(compare_key, self.search.plain_text().split()) if word)

    def show_rows(self, shown: int, *, of: int) -> None:
        """Show the list if rows are left in it, else that nothing fits or that nothing is there yet."""
        self.states.show_state("list" if shown else "nothing" if of else "empty")
