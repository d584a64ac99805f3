"""What a higher feature may put into the profile of a neighbour."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from PySide6.QtWidgets import QWidget

from leaderdesk.features.desk import Desk


class ProfilePart(Protocol):
    """A section of the profile; it reads and follows the store by itself."""

    def widget(self) -> QWidget:
        """Return the section."""
        ...

    def show_neighbour(self, neighbour_id: int) -> None:
        """Show what belongs to the neighbour; called again for the same one when she is read anew."""
        ...


ProfilePartMaker = Callable[[Desk], ProfilePart]
