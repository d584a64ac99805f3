"""What the list of products shows of each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtGui import QPixmap

from leaderdesk.core.i18n import _, ngettext
from leaderdesk.features.products.rules import Product, Standing, spec_text, storage_text
from leaderdesk.ui.cells import Cell, Lines, Mark, Marks, Pill, Text, money
from leaderdesk.ui.columns import Column


@dataclass(frozen=True, slots=True)
class ListedProduct:
    """A product with its place among the rounds, where a higher feature knows it."""

    product: Product
    standing: Standing | None

    @property
    def id(self) -> int:
        """The product's id."""
        return self.product.id

    @property
    def on_sale(self) -> bool:
        """Whether the round that is open offers it."""
        return self.standing is not None and self.standing.rounds_ago == 0

    def fits(self, words: tuple[str, ...]) -> bool:
        """Return whether every folded word is found in what the product is searched by."""
        return all(word in self.product.search_key for word in words)


def columns_of(pictures: Mapping[int, QPixmap]) -> tuple[Column[ListedProduct], ...]:
    """Return the columns of the list; `pictures` are the small main pictures that are read by now, by photo id."""

    def name(row: ListedProduct) -> Cell:
        one = row.product
        picture = None if one.photo_id is None else pictures.get(one.photo_id)
        return Lines(one.name, spec_text(one.spec, one.unit), picture=picture, icon="basket")

    return (
        Column("name", _("Product"), name, width=0, sort=lambda row: row.product.search_key.split(" ")[1:2]),
        Column(
            "storage",
            _("Storage"),
            lambda row: storage_cell(row.product),
            width=80,
            sort=lambda row: row.product.storage,
        ),
        Column(
            "supplier",
            _("Supplier"),
            lambda row: Text(row.product.supplier_name, color="text2"),
            width=118,
            sort=lambda row: row.product.supplier_name,
        ),
        Column("price", _("Price"), lambda row: money(row.product.price_fen), width=96, side="right", sort=_price),
        Column("now", _("Now"), now_cell, width=108, side="right", sort=_rank),
    )


def storage_cell(product: Product) -> Cell:
    """Return how a product is kept; cold ones with a snowflake."""
    words = storage_text(product.storage)
    if not product.is_cold:
        return Text(words, color="text2")
    return Marks((Mark("snowflake", words, "infoText", shown=True),))


def now_cell(row: ListedProduct) -> Pill:
    """Return the one thing to know about a product now: resting, lacking something, on sale, or how long ago it was."""
    if row.product.rests_since_ms is not None:
        return Pill(_("Resting"))
    if row.on_sale:
        return Pill(_("On sale"), "brand")
    if "facts" in row.product.lacks:
        return Pill(_("No facts yet"), "warn")
    if "supplier" in row.product.lacks:
        return Pill(_("No supplier yet"), "warn")
    if row.standing is None:
        return Pill(_("Not sold yet"))
    if row.standing.rounds_ago == 1:
        return Pill(_("Last round"))
    ago = row.standing.rounds_ago - 1
    return Pill(ngettext("{count} round off", "{count} rounds off", ago).format(count=ago))


def _price(row: ListedProduct) -> int:
    return row.product.price_fen


def _rank(row: ListedProduct) -> int:
    return row.standing.rounds_ago if row.standing is not None else 1_000_000
