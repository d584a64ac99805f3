"""The head of a list: its filters at the left, in a second line when there is no room, and what stands beside them."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from leaderdesk.ui.cards import Rule
from leaderdesk.ui.drawer import Pane
from leaderdesk.ui.tabs import FilterTabs
from leaderdesk.ui.theme import theme


def tabs_head(tabs: FilterTabs, *beside: QWidget) -> QWidget:
    """Return the head with `tabs` and, at the right, `beside`."""
    head = Pane("surface")
    row = QHBoxLayout()
    row.setContentsMargins(16, 6, 20, 6)
    row.setSpacing(12)
    row.addWidget(tabs, 1)
    for widget in beside:
        row.addWidget(widget)
    column = QVBoxLayout(head)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    column.addLayout(row)
    column.addWidget(Rule())
    head.setMinimumHeight(theme().grown(44))
    return head
