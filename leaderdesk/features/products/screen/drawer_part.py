"""What a higher feature may put into the drawer of a product."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from PySide6.QtWidgets import QWidget

from leaderdesk.features.desk import Desk
from leaderdesk.features.places import Place


class DrawerPart(Protocol):
    """A section of the drawer; it reads and follows the store by itself."""

    def widget(self) -> QWidget:
        """Return the section."""
        ...

    def show_product(self, product_id: int) -> None:
        """Show what belongs to the product; called again for the same one when it is read anew."""
        ...

    def arrive(self, place: Place) -> None:
        """Show what `place` asks for, after its product is shown."""
        ...

    def forget(self) -> None:
        """Show nothing any more: the drawer was closed."""
        ...


DrawerPartMaker = Callable[[Desk], DrawerPart]
