"""The bar at the bottom of a review: what it comes to, what is still open in it, and taking it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from leaderdesk.core.i18n import _, ngettext
from leaderdesk.ui.buttons import Button
from leaderdesk.ui.page import ActionBar


class CommitBar(ActionBar):
    """Totals at the left leave out what is in question. Confirming with open questions offers two ways in the bar."""

    next_wanted = Signal()
    commit_wanted = Signal(bool)
    """True: only what is certain."""

    def __init__(self, verb: str, *, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._open = 0
        self._asked = False
        self.next_button = Button(_("Next place"), kind="warn", keys="F8")
        self.next_button.clicked.connect(self.next_wanted)
        self.certain_button = Button("")
        self.certain_button.clicked.connect(lambda: self.commit_wanted.emit(True))
        self.commit_button = Button(verb, kind="primary", size=44, keys="Ctrl Enter")
        self.commit_button.clicked.connect(self.commit)
        buttons = QWidget()
        row = QHBoxLayout(buttons)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        for button in (self.next_button, self.certain_button, self.commit_button):
            row.addWidget(button)
        self.set_buttons(buttons)

    def show_state(
        self,
        totals: Sequence[tuple[str, str]],
        *,
        open_places: int,
        certain: str,
        certain_works: bool,
        works: bool,
    ) -> None:
        """Show what it comes to and how many places are open; `certain` is the button for what is clear.

        `works` and `certain_works` say whether there is anything to take, in all and of what is clear.
        """
        self._open = open_places
        self._asked = False
        waiting = ngettext("{count} place still open", "{count} places still open", self._open)
        self.set_totals(totals, note=waiting.format(count=self._open) if self._open else "")
        self.certain_button.set_text(certain)
        self.certain_button.setEnabled(certain_works)
        self.commit_button.setEnabled(works)
        self._show_ways()

    def commit(self) -> None:
        """Take it, or say in the bar what stands in the way."""
        if not self.commit_button.isEnabled() or not self.isVisibleTo(self.window()):
            return
        if not self._open:
            self.commit_wanted.emit(False)
            return
        self._asked = True
        self._show_ways()
        self.next_button.setFocus()

    def set_busy(self, busy: bool) -> None:
        """Let nothing be taken twice while it is being taken."""
        for button in (self.certain_button, self.commit_button):
            button.setEnabled(not busy)

    def _show_ways(self) -> None:
        self.next_button.setVisible(bool(self._open))
        self.certain_button.setVisible(bool(self._open))
        self.commit_button.setVisible(not self._asked)
        self.next_button.set_text(_("Look at them") if self._asked else _("Next place"))
        self.certain_button.set_kind("primary" if self._asked else "normal")
        places = ngettext("{count} place to look at", "{count} places to look at", self._open).format(count=self._open)
        if self._asked:
            places = _("{places}, and they are not taken along").format(places=places)
        self.set_issue(places if self._open else "")
