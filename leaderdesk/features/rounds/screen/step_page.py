"""What a step of a round must offer to be shown as a page of the round."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

from PySide6.QtWidgets import QWidget

from leaderdesk.features.desk import Desk
from leaderdesk.features.places import Place


class StepPage(Protocol):
    """One of the nine pages of a round; made once, on the first visit, and then shown one round after the other."""

    def widget(self) -> QWidget:
        """Return the page itself: everything below the bar of steps."""
        ...

    def header_actions(self) -> Sequence[QWidget]:
        """Return the buttons for the header, the primary one last; asked for once and kept by the header."""
        ...

    def show_round(self, round_id: int, place: Place) -> None:
        """Show that round; `place` says more of what is looked for. Called on every visit."""
        ...

    def print_page(self) -> None:
        """Show the paper of the round in view before it is printed; a step without one says so."""
        ...


StepPageFactory = Callable[[Desk], StepPage]
