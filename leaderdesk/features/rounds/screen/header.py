"""The header of the page of rounds: of the list, or of one step with the way back to it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from leaderdesk.core.i18n import _
from leaderdesk.features.places import Step
from leaderdesk.ui.buttons import Button
from leaderdesk.ui.page import PageHeader
from leaderdesk.ui.search_field import SearchButton


class RoundsHeader(PageHeader):
    """Keeps the buttons of every step that was visited and shows those of the step in view."""

    def __init__(self, summon_palette: Callable[[], None], *, parent: QWidget | None = None) -> None:
        super().__init__(_("Rounds"), parent=parent)
        self.copy_button = Button(_("Copy the last round"), icon="copy")
        self.new_button = Button(_("New round"), kind="primary", icon="plus")
        self._of_steps: dict[Step, QWidget] = {}
        self._buttons = QHBoxLayout()
        self._buttons.setContentsMargins(0, 0, 0, 0)
        self._buttons.setSpacing(12)
        for button in (self.copy_button, self.new_button):
            self._buttons.addWidget(button)
        search = SearchButton()
        search.clicked.connect(summon_palette)
        self.set_search(search)
        holder = QWidget()
        holder.setLayout(self._buttons)
        self.set_actions(holder)

    def keep_actions(self, step: Step, buttons: Sequence[QWidget]) -> None:
        """Keep the buttons of a step; they show when the step does."""
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        for button in buttons:
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
        self._of_steps[step] = holder
        self._buttons.addWidget(holder)

    def show_list(self, note: str, *, has_rounds: bool) -> None:
        """Be the header of the list of rounds."""
        self.set_crumbs(())
        self.set_title(_("Rounds"), note)
        self._show_buttons(None)
        self.copy_button.setEnabled(has_rounds)

    def show_step(self, step: Step, round_name: str) -> None:
        """Be the header of a step of that round."""
        self.set_crumbs((_("Rounds"), round_name) if round_name else (_("Rounds"),))
        self.set_title(step.title)
        self._show_buttons(step)

    def _show_buttons(self, shown: Step | None) -> None:
        for button in (self.copy_button, self.new_button):
            button.setVisible(shown is None)
        for step, holder in self._of_steps.items():
            holder.setVisible(step is shown)
