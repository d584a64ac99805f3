"""The fields of a batch's record and what stands in them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from leaderdesk.core.amount import amount_text
from leaderdesk.core.i18n import _
from leaderdesk.features.batches.rules import Batch, distance_text, shelf_text, warmth_text
from leaderdesk.features.products.rules import Supplier
from leaderdesk.ui.combo import Combo
from leaderdesk.ui.edits import TextArea
from leaderdesk.ui.field_set import FieldSet, line_field
from leaderdesk.ui.forms import Field

SUPPLIER = "supplier"
_NOBODY = ""


class BatchFields(FieldSet):
    """Everything about a batch that is written; each is read and kept when it is left."""

    def __init__(self, *, parent: QWidget | None = None) -> None:
        unknown = _("not known yet")
        fields = {
            "code": line_field(_("Batch code"), "WCM-0131"),
            "came_on": line_field(_("Came on"), "1/31"),
            "amount": line_field(_("How much came"), unknown),
            SUPPLIER: Field(_("Supplier"), Combo(_("Supplier"), [(_NOBODY, _("nobody yet"))])),
            "origin": line_field(_("Origin"), unknown),
            "grower": line_field(_("Grower"), unknown),
            "story": Field(_("The grower's story"), TextArea(_("The grower's story"), placeholder=unknown, lines=2)),
            "made_on": line_field(_("Harvested or made"), unknown),
            "shelf": line_field(_("Keeps for"), _("3 days")),
            "inspection": line_field(_("Inspection"), _("which paper, from whom, its number")),
            "loading": line_field(_("℃ when loaded"), "4.2 6:30"),
            "way": line_field(_("℃ on the way"), "4.5 8:10"),
            "arrival": line_field(_("℃ on arrival"), "4.8 16:05"),
            "distance": line_field(_("Distance in km"), unknown),
            "packaging": line_field(_("Packaging"), unknown),
        }
        rows = [
            ("code", "came_on", "amount"),
            (SUPPLIER, "origin"),
            ("grower", "distance"),
            ("story",),
            ("made_on", "shelf"),
            ("loading", "way", "arrival"),
            ("inspection", "packaging"),
        ]
        super().__init__(fields, rows, parent=parent)

    def offer_suppliers(self, suppliers: Sequence[Supplier], *, also: int | None) -> None:
        """Offer these suppliers; of those who rest only `also`."""
        combo = self.fields[SUPPLIER].control
        if isinstance(combo, Combo):
            offered = [one for one in suppliers if one.rests_since_ms is None or one.id == also]
            combo.set_choices([(_NOBODY, _("nobody yet")), *((str(one.id), one.name) for one in offered)])


def values_of(batch: Batch) -> dict[str, str]:
    """Return what stands in the fields of the batch, as it may be typed again."""
    return {
        "code": batch.code,
        "came_on": _day(batch.came_on),
        "amount": "" if batch.amount_milli is None else amount_text(batch.amount_milli),
        SUPPLIER: _NOBODY if batch.supplier_id is None else str(batch.supplier_id),
        "origin": batch.origin,
        "grower": batch.grower,
        "story": batch.story,
        "made_on": _day(batch.made_on),
        "shelf": shelf_text(batch.shelf),
        "inspection": batch.inspection,
        "loading": warmth_text(batch.warmth_at("loading")),
        "way": warmth_text(batch.warmth_at("way")),
        "arrival": warmth_text(batch.warmth_at("arrival")),
        "distance": distance_text(batch.distance_m),
        "packaging": batch.packaging,
    }


def _day(text: str) -> str:
    return text.replace("-", "/")
