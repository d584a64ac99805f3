"""What a leader does with lists: arrange them, and print them."""

from __future__ import annotations

import json
from collections.abc import Mapping

from sqlalchemy import delete, select

from leaderdesk.core.errors import UserError
from leaderdesk.core.i18n import N_, _
from leaderdesk.features.lists.rules import MOST_BAGS, Layout, ListKind, arranged, columns_of, hidden_of
from leaderdesk.features.lists.tables import ListLayoutRow, PrintedContentRow
from leaderdesk.features.pickups.actions.paper import list_printed
from leaderdesk.storage.database import Store


def keep_layout(store: Store, kind: ListKind, layout: Layout) -> int:
    """Have that kind of list arranged like this from now on; return the id of the action.

    UserError if every column is hidden or a crate would hold no bag.
    """
    hidden = hidden_of(kind, layout)
    if all(column.key in hidden for column in columns_of(kind)):
        raise UserError(_("One column has to stay. Show another one first."))
    if not 1 <= layout.crate_bags <= MOST_BAGS:
        raise UserError(_("A crate holds 1 to {most} bags. Type another number.").format(most=MOST_BAGS))
    values = {
        "columns": _json([column.key for column in arranged(kind, layout)]),
        "hidden": _json(sorted(hidden)),
        "buildings": _json(layout.buildings),
        "products": _json(layout.products),
        "crate_bags": layout.crate_bags,
    }
    with store.write(N_("Arrange a list")) as writing:
        found = writing.session.scalars(select(ListLayoutRow).where(ListLayoutRow.kind == kind.value)).first()
        if found is None:
            writing.session.add(ListLayoutRow(kind=kind.value, **values))
        else:
            for name, value in values.items():
                setattr(found, name, value)
    return writing.action_id


def reset_layout(store: Store, kind: ListKind) -> int:
    """Have that kind of list as it usually is; return the id of the action."""
    with store.write(N_("Arrange a list as usual")) as writing:
        writing.session.execute(delete(ListLayoutRow).where(ListLayoutRow.kind == kind.value))
    return writing.action_id


def record_printed(
    store: Store, round_id: int, kind: ListKind, contents: Mapping[int, str], *, numbers: Mapping[int, int]
) -> int:
    """Keep that the list was printed, what it said of each order, and which order stands under which number.

    Return the id of the action; a printed list cannot be undone.
    """
    with store.write(N_("Print a list"), undoable=False) as writing:
        list_id = list_printed(writing, round_id, kind.value, numbers=numbers)
        writing.session.add_all(
            PrintedContentRow(list_id=list_id, order_id=order_id, content=content)
            for order_id, content in contents.items()
        )
    return writing.action_id


def _json(names: object) -> str:
    return json.dumps(names, ensure_ascii=False)
