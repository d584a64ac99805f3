"""What a leader does with labels: printing them, and keeping paper and layouts of her own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass

from sqlalchemy import delete, select, update

from leaderdesk.core.errors import UserError
from leaderdesk.core.i18n import N_, _
from leaderdesk.core.text import one_line
from leaderdesk.documents.label_layout import Layout
from leaderdesk.documents.own_stock import Measures, checked
from leaderdesk.features.labels.queries import OWN, LabelKey
from leaderdesk.features.labels.rules import layout_text
from leaderdesk.features.labels.tables import LabelLayoutRow, LabelStockRow, PrintedLabelRow
from leaderdesk.storage.database import Store, Writing
from leaderdesk.storage.rows import row_of

_LONGEST_NAME = 24


@dataclass(frozen=True, slots=True)
class Kept:
    """What was kept: its key or number as text, and the id of the action."""

    key: str
    action_id: int


def record_labels(store: Store, contents: Mapping[LabelKey, str]) -> int:
    """Keep with which content each label was printed; return the id of the action."""
    with store.write(N_("Print {count} labels"), about={"count": str(len(contents))}, undoable=False) as writing:
        writing.session.add_all(
            PrintedLabelRow(order_id=order_id, bag=bag, piece=piece, content=content, at_ms=writing.at_ms)
            for (order_id, bag, piece), content in contents.items()
        )
    return writing.action_id


def add_stock(store: Store, *, name: str, measures: Measures) -> Kept:
    """Keep label paper of these measures under a name of its own; UserError if it does not hold together."""
    checked(measures)
    name = _name(name)
    with store.write(N_("Add label paper {name}"), about={"name": name}) as writing:
        _check_free(writing, name, None)
        values = {**asdict(measures), "roll": int(measures.roll)}
        row = LabelStockRow(name=name, **values)
        writing.session.add(row)
        writing.session.flush()
        key = f"{OWN}{row.id}"
    return Kept(key, writing.action_id)


def remove_stock(store: Store, key: str) -> int:
    """Let go of the leader's own paper with its layouts; return the id of the action."""
    with store.write(N_("Remove label paper {name}")) as writing:
        gone = N_("This label paper is not there any more.")
        row = row_of(writing.session, LabelStockRow, _row_number(key), gone=gone)
        writing.say_about({"name": row.name})
        writing.session.execute(delete(LabelLayoutRow).where(LabelLayoutRow.stock == key))
        writing.session.delete(row)
    return writing.action_id


def rename_stock(store: Store, key: str, name: str) -> int:
    """Give the leader's own paper another name and return the id of the action; UserError if another one has it."""
    name = _name(name)
    with store.write(N_("Rename label paper {name}"), about={"name": name}) as writing:
        gone = N_("This label paper is not there any more.")
        row = row_of(writing.session, LabelStockRow, _row_number(key), gone=gone)
        _check_free(writing, name, row.id)
        row.name = name
    return writing.action_id


def save_layout(store: Store, *, stock: str, name: str, layout: Layout, layout_id: int | None = None) -> Kept:
    """Keep a layout of that paper under its name, in place of one that had it, and print by it from now on.

    With `layout_id` that layout is changed, and renamed if it had another name; UserError if another one has the name.
    """
    name = _name(name)
    if not layout.fields:
        raise UserError(_("A label needs at least one field. Switch one on."))
    with store.write(N_("Save label layout {name}"), about={"name": name}) as writing:
        row = _layout_row(writing, stock, name, layout_id)
        row.name, row.fields = name, layout_text(layout)
        writing.session.flush()
        _choose(writing, stock, row.id)
        key = str(row.id)
    return Kept(key, writing.action_id)


def use_layout(store: Store, *, stock: str, layout_id: int | None) -> int:
    """Print the labels of that paper by a saved layout, or in the usual way (None); return the id of the action."""
    name = N_("Use a label layout") if layout_id is not None else N_("Reset the label layout")
    with store.write(name) as writing:
        _choose(writing, stock, layout_id)
    return writing.action_id


def remove_layout(store: Store, layout_id: int) -> int:
    """Let go of a saved layout; return the id of the action."""
    with store.write(N_("Remove label layout {name}")) as writing:
        row = row_of(writing.session, LabelLayoutRow, layout_id, gone=N_("This layout is not there any more."))
        writing.say_about({"name": row.name})
        writing.session.delete(row)
    return writing.action_id


def _layout_row(writing: Writing, stock: str, name: str, layout_id: int | None) -> LabelLayoutRow:
    session, named = writing.session, (LabelLayoutRow.stock == stock) & (LabelLayoutRow.name == name)
    if layout_id is not None:
        row = row_of(session, LabelLayoutRow, layout_id, gone=N_("This layout is not there any more."))
        if session.scalar(select(LabelLayoutRow.id).where(named, LabelLayoutRow.id != layout_id)) is not None:
            raise UserError(_("There is a layout named {name} already. Choose another name.").format(name=name))
        return row
    found = session.scalar(select(LabelLayoutRow).where(named))
    if found is None:
        found = LabelLayoutRow(stock=stock, name=name, fields="")
        session.add(found)
    return found


def _check_free(writing: Writing, name: str, row_id: int | None) -> None:
    taken = select(LabelStockRow.id).where(LabelStockRow.name == name, LabelStockRow.id.is_distinct_from(row_id))
    if writing.session.scalar(taken) is not None:
        raise UserError(_("There is label paper named {name} already. Choose another name.").format(name=name))


def _choose(writing: Writing, stock: str, layout_id: int | None) -> None:
    of_stock = update(LabelLayoutRow).where(LabelLayoutRow.stock == stock)
    writing.session.execute(of_stock.where(LabelLayoutRow.id != (layout_id or 0)).values(chosen=0))
    writing.session.execute(of_stock.where(LabelLayoutRow.id == (layout_id or 0)).values(chosen=1))


def _name(name: str) -> str:
    short = one_line(name)[:_LONGEST_NAME].strip()
    if not short:
        raise UserError(_("Give it a name first."))
    return short


def _row_number(key: str) -> int:
    digits = key.removeprefix(OWN)
    return int(digits) if digits.isascii() and digits.isdecimal() else 0
