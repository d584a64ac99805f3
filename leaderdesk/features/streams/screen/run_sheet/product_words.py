"""The products of a cue as words with a cross, and a field in which one more is found."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from leaderdesk.core.i18n import _
from leaderdesk.core.text import compare_key
from leaderdesk.features.products.rules import Product
from leaderdesk.features.streams.rules import CueProduct
from leaderdesk.ui.word_tags import Word, WordTags


class ProductWords(QWidget):
    """Tells `changed` with the ids of the products as they shall be."""

    changed = Signal(list)

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._chosen: tuple[CueProduct, ...] = ()
        self._products: tuple[Product, ...] = ()
        self.tags = WordTags(_("Add a product"), lambda name: _("Take off: {thing}").format(thing=name))
        self.tags.added.connect(self._add)
        self.tags.removed.connect(self._remove)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.tags)

    def show_products(self, chosen: Sequence[CueProduct], products: Sequence[Product]) -> None:
        """Show these, and offer the others."""
        self._chosen, self._products = tuple(chosen), tuple(products)
        self.tags.show_words([Word(str(each.product_id), each.name) for each in chosen])
        taken = {each.product_id for each in chosen}
        free = [each for each in products if each.id not in taken and each.rests_since_ms is None]
        self.tags.suggest([each.name for each in free])

    def _add(self, typed: str) -> None:
        found = self._found(typed)
        if found is None:
            self.tags.refuse(_("No product is called {name}. Pick one from the list.").format(name=typed))
            return
        ids = [each.product_id for each in self._chosen]
        self.tags.taken()
        if found.id not in ids:
            self.changed.emit([*ids, found.id])

    def _remove(self, key: str) -> None:
        self.changed.emit([each.product_id for each in self._chosen if str(each.product_id) != key])

    def _found(self, typed: str) -> Product | None:
        key = compare_key(typed)
        named = [each for each in self._products if key in (compare_key(each.name), compare_key(each.short_name))]
        fitting = named or [each for each in self._products if key and key in each.search_key.replace(" ", "")]
        return fitting[0] if len(fitting) == 1 or named else None
