"""The place of the button that prints the pickup list, which the feature of lists fills."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol, cast

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from leaderdesk.features.desk import Desk


class PickupListButton(Protocol):
    """A button, a QWidget, that prints the pickup list of the round in view."""

    def show_round(self, round_id: int) -> None:
        """Print that round's list from now on."""
        ...

    def click(self) -> None:
        """Show the list before it is printed."""
        ...

    def setFocusPolicy(self, policy: Qt.FocusPolicy, /) -> None:  # noqa: N802 - named as in QWidget
        """Say how it gets the keyboard."""
        ...


MakeListButton = Callable[[Desk], PickupListButton]


def widget_of(button: PickupListButton) -> QWidget:
    """Return the button as the widget it is."""
    return cast("QWidget", button)
