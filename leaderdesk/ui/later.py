"""A part of a page that is made when it is first wanted, so that the page itself is there at once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

from PySide6.QtWidgets import QWidget

W = TypeVar("W", bound=QWidget)


class Later(Generic[W]):
    """Holds the widget that `make` returns, once somebody wants it."""

    def __init__(self, make: Callable[[], W]) -> None:
        self._make = make
        self._made: W | None = None
        self._news: Callable[[W], None] | None = None

    def widget(self) -> W:
        """Return the widget; it is made now if it is not there yet."""
        if self._made is None:
            self._made = self._make()
            if self._news is not None:
                self._news(self._made)
        return self._made

    def made(self) -> W | None:
        """Return the widget if somebody has wanted it already."""
        return self._made

    def tell(self, news: Callable[[W], None]) -> None:
        """Let it know `news`: now, or once it is made; of what it was told before that, only the last holds."""
        self._news = news
        if self._made is not None:
            news(self._made)
