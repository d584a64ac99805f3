"""The places of the station's buttons in the header, which features above fill."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol, cast

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from leaderdesk.features.desk import Desk


class StationButton(Protocol):
    """A button, a QWidget, that does something for the round in view."""

    def show_round(self, round_id: int) -> None:
        """Do it for that round from now on."""
        ...

    def click(self) -> None:
        """Do it, or show it before it is done."""
        ...

    def setFocusPolicy(self, policy: Qt.FocusPolicy, /) -> None:  # noqa: N802 - named as in QWidget
        """Say how it gets the keyboard."""
        ...


MakeListButton = Callable[[Desk], StationButton]
"""Makes the button that prints the pickup list."""

OpenAside = Callable[[QWidget], None]
"""Shows a panel in the place of an answer, until the next scan or Esc; then it is let go of."""

CloseAside = Callable[[], None]
"""Goes back to scanning."""

MakeAside = Callable[[Desk, OpenAside, CloseAside], StationButton]
"""Makes the button of something that helps beside scanning, which opens its panel at the station."""


def widget_of(button: StationButton) -> QWidget:
    """Return the button as the widget it is."""
    return cast("QWidget", button)
