"""The fields of a product and what reads each of them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import cast

from PySide6.QtWidgets import QWidget

from leaderdesk.core.amount import ONE, amount_text
from leaderdesk.core.i18n import _
from leaderdesk.core.money import yuan_text
from leaderdesk.features.products.rules import (
    STORAGE_KINDS,
    NewProduct,
    ProductCard,
    ProductField,
    StorageKind,
    Supplier,
    read_field,
    storage_text,
)
from leaderdesk.ui.combo import Combo
from leaderdesk.ui.field_set import FieldSet, Reader, line_field
from leaderdesk.ui.forms import Field

SUPPLIER = "supplier"
NOBODY = ""
_READ: tuple[ProductField, ...] = ("name", "short_name", "spec", "unit", "price", "cost", "case", "step", "origin")


class ProductFields(FieldSet):
    """Everything about a product that is one line; a known one has its code too."""

    def __init__(self, *, known: bool, parent: QWidget | None = None) -> None:
        fields = {
            "name": line_field(_("Name"), _("as neighbours will read it")),
            "short_name": line_field(_("Short name"), _("for labels and lists")),
            "spec": line_field(_("Spec"), "500 g"),
            "unit": line_field(_("Unit"), _("box")),
            "price": line_field(_("Price in yuan"), "36"),
            "cost": line_field(_("Cost in yuan"), "26"),
            "storage": Field(_("Storage"), Combo(_("Storage"), [(kind, storage_text(kind)) for kind in STORAGE_KINDS])),
            SUPPLIER: Field(_("Supplier"), Combo(_("Supplier"), [(NOBODY, _("nobody yet"))])),
            "case": line_field(_("Units in a case"), _("empty: no cases")),
            "step": line_field(_("Smallest step"), "1"),
            "origin": line_field(_("Origin"), _("where it grows or is made")),
        }
        rows: list[tuple[str, ...]] = [
            ("name",),
            ("spec", "unit", "short_name"),
            ("price", "cost"),
            ("storage", SUPPLIER),
            ("case", "step"),
            ("origin",),
        ]
        if known:
            fields["code"] = line_field(_("Code"), "CM-001")
            rows[-1] = ("origin", "code")
        super().__init__(fields, rows, parent=parent)

    def offer_suppliers(self, suppliers: Sequence[Supplier], *, also: int | None = None) -> None:
        """Offer these suppliers; of those who rest only `also`."""
        combo = self.fields[SUPPLIER].control
        if isinstance(combo, Combo):
            offered = [one for one in suppliers if one.rests_since_ms is None or one.id == also]
            combo.set_choices([(NOBODY, _("nobody yet")), *((str(one.id), one.name) for one in offered)])

    def new_product(self) -> NewProduct:
        """Return what was typed, which `readers` have accepted."""
        value = {name: read_field(name, self.text(name)) for name in _READ}
        supplier = self.text(SUPPLIER)
        return NewProduct(
            name=str(value["name"]),
            unit=str(value["unit"]),
            price_fen=cast("int", value["price"]),
            spec=str(value["spec"]),
            short_name=str(value["short_name"]),
            storage=cast("StorageKind", self.text("storage")),
            supplier_id=int(supplier) if supplier else None,
            cost_fen=cast("int", value["cost"]),
            case_milli=cast("int | None", value["case"]),
            step_milli=cast("int", value["step"]),
            origin=str(value["origin"]),
        )


def readers() -> dict[str, Reader]:
    """Return what reads the fields that can be wrong."""
    return {name: partial(read_field, name) for name in _READ}


def values_of(card: ProductCard) -> dict[str, str]:
    """Return what stands in the fields of a known product."""
    product = card.product
    return {
        "name": product.name,
        "short_name": product.short_name,
        "spec": product.spec,
        "unit": product.unit,
        "price": yuan_text(product.price_fen),
        "cost": yuan_text(product.cost_fen) if product.cost_fen else "",
        "storage": product.storage,
        SUPPLIER: NOBODY if product.supplier_id is None else str(product.supplier_id),
        "case": "" if card.case_milli is None else amount_text(card.case_milli),
        "step": "" if card.step_milli == ONE else amount_text(card.step_milli),
        "origin": card.origin,
        "code": product.code,
    }
