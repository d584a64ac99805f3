"""The fields of a neighbour, and what is shown at each when it cannot be kept."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from leaderdesk.core.i18n import _
from leaderdesk.core.phone import parse_phone
from leaderdesk.features.neighbours.rules import UnknownBuilding, building_text, read_name, read_room
from leaderdesk.features.neighbours.screen.phone import PhoneEdit
from leaderdesk.ui.edits import TextArea
from leaderdesk.ui.field_set import FieldSet, Reader, line_field
from leaderdesk.ui.forms import Field


class NeighbourFields(FieldSet):
    """Name, room, phone, diet, note and, for a known neighbour, since when.

    `building_wanted` tells the building that a room names and nobody has added yet.
    """

    building_wanted = Signal(str)

    def __init__(self, *, known: bool, parent: QWidget | None = None) -> None:
        fields = {
            "name": line_field(_("Name in the group"), _("as in the group list")),
            "room": line_field(_("Room"), "3-502"),
            "phone": Field(_("Phone"), PhoneEdit(_("Phone"), placeholder=_("may stay empty"))),
            "diet": line_field(_("Diet and taste"), _("no lactose, likes it sweet")),
            "note": Field(_("Note"), TextArea(_("Note"), placeholder=_("Anything to remember"), lines=3)),
        }
        second = ["phone"]
        if known:
            fields["joined_on"] = line_field(_("In the group since"), "2024-03")
            second.append("joined_on")
        super().__init__(fields, (("name", "room"), second, ("diet",), ("note",)), parent=parent)

    @override
    def refuse(self, name: str, error: Exception) -> None:
        """Show at a field why it was not kept; a building that is missing can be added by a click."""
        if not isinstance(error, UnknownBuilding):
            super().refuse(name, error)
            return
        building = error.building
        add = _("Add {building}").format(building=building_text(building))
        self.fields["room"].show_error(str(error), fix=add, on_fix=lambda: self.building_wanted.emit(building))


def readers(buildings: tuple[str, ...]) -> dict[str, Reader]:
    """Return what reads the fields that can be wrong; rooms only in these buildings."""
    return {"name": read_name, "room": lambda typed: read_room(typed, buildings), "phone": parse_phone}
