"""Reads back what the main job wrote: every code from the rendered page, every sheet of the workbooks."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from leaderdesk.core.errors import UserError
from leaderdesk.core.i18n import _
from leaderdesk.documents.qr import read_codes
from leaderdesk.documents.render import Pages
from leaderdesk.documents.workbook_reading import read_sheets
from leaderdesk.features.orders.queries import orders_of_round
from leaderdesk.features.pickups.rules import bags_of, code_of
from leaderdesk.features.rounds.queries import current_round
from leaderdesk.storage.business import read_business
from leaderdesk.storage.database import Store

_PIXELS_PER_MM = 8.0
"""A thermal printer's 203 dpi."""


@dataclass(frozen=True, slots=True)
class Checked:
    """How much was read back and found right."""

    orders: int
    codes: int
    sheets: int


def check_papers(store: Store, folder: Path) -> Checked:
    """Read every code and sheet in `folder` back; UserError unless the codes are those of the orders."""
    with store.read() as connection:
        round_ = current_round(connection)
        orders = orders_of_round(connection, round_.id) if round_ else ()
        key = read_business(connection).shop_key
    expected = sorted(code_of(order.id, bag.number, key) for order in orders for bag in bags_of(order))
    for path in sorted(folder.glob("*.pdf")):
        found = sorted(_codes(path))
        if found and found != expected:
            raise UserError(_("The codes in {name} could not all be read back.").format(name=path.name))
    sheets = sum(len(read_sheets(path)) for path in sorted(folder.glob("*.xlsx")))
    if not expected or not sheets:
        raise UserError(_("The main job wrote nothing that could be checked."))
    return Checked(orders=len(orders), codes=len(expected), sheets=sheets)


def _codes(path: Path) -> list[str]:
    with Pages(path) as pages:
        return [
            code for place in range(len(pages)) for code in read_codes(pages.image(place, px_per_mm=_PIXELS_PER_MM))
        ]
