"""Where the person was in a table, kept while its rows are replaced."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QItemSelection, QItemSelectionModel
from PySide6.QtWidgets import QTableView

from leaderdesk.ui.delegates import CellEditor
from leaderdesk.ui.listing import AnyListing

WHOLE_ROWS = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows


@dataclass(frozen=True, slots=True)
class Chosen:
    """What is selected: these rows, or everything that the list's query finds, which is for a query to say."""

    ids: tuple[int, ...]
    everything: bool = False


@dataclass(frozen=True, slots=True)
class Typing:
    """An open field: where it is and what was typed so far."""

    row_id: int
    column: int
    text: str
    cursor: int


@dataclass(frozen=True, slots=True)
class KeptPlace:
    """The current row, the selection, how far it was scrolled, and what was being typed."""

    current: int | None
    column: int
    chosen: Chosen
    scrolled: int
    typing: Typing | None


def chosen_rows(view: QTableView, listing: AnyListing) -> Chosen:
    """Return what is selected, read from its ranges; no list of indexes is made."""
    selection = view.selectionModel().selection()
    ranges = [(selection.at(place).top(), selection.at(place).bottom()) for place in range(selection.count())]
    rows = sum(bottom - top + 1 for top, bottom in ranges)
    if rows > 1 and rows == listing.rowCount():
        return Chosen((), everything=True)
    return Chosen(tuple(listing.id_at(row) for top, bottom in ranges for row in range(top, bottom + 1)))


def keep_place(view: QTableView, listing: AnyListing) -> KeptPlace:
    """Return where the person is now."""
    index = view.currentIndex()
    return KeptPlace(
        current=listing.id_at(index.row()) if index.isValid() else None,
        column=max(0, index.column()),
        chosen=chosen_rows(view, listing),
        scrolled=view.verticalScrollBar().value(),
        typing=_typing(view, listing),
    )


def find_place(view: QTableView, listing: AnyListing, kept: KeptPlace) -> None:
    """Bring the person back: to the same rows by id, to the same height, and into the field with what was typed."""
    model = view.selectionModel()
    row = -1 if kept.current is None else listing.row_of(kept.current)
    if row >= 0:
        model.setCurrentIndex(listing.index(row, kept.column), WHOLE_ROWS)
    if kept.chosen.everything:
        view.selectAll()
    elif len(kept.chosen.ids) > 1:
        _select(view, listing, kept.chosen.ids)
    view.verticalScrollBar().setValue(kept.scrolled)
    if kept.typing is not None:
        _type_again(view, listing, kept.typing)


def open_field(view: QTableView) -> CellEditor | None:
    """Return the field that is open in the table, if any."""
    fields = [field for field in view.viewport().findChildren(CellEditor) if field.isVisible()]
    return fields[-1] if fields else None


def _typing(view: QTableView, listing: AnyListing) -> Typing | None:
    field = open_field(view)
    if field is None or not field.place.isValid():
        return None
    return Typing(listing.id_at(field.place.row()), field.place.column(), field.text(), field.cursorPosition())


def _type_again(view: QTableView, listing: AnyListing, typing: Typing) -> None:
    row = listing.row_of(typing.row_id)
    if row < 0:
        return
    view.setCurrentIndex(listing.index(row, typing.column))
    view.edit(listing.index(row, typing.column))
    field = open_field(view)
    if field is not None:
        field.setText(typing.text)
        field.setCursorPosition(typing.cursor)


def _select(view: QTableView, listing: AnyListing, ids: tuple[int, ...]) -> None:
    selection = QItemSelection()
    for row in (listing.row_of(row_id) for row_id in ids):
        if row >= 0:
            selection.select(listing.index(row, 0), listing.index(row, 0))
    view.selectionModel().select(selection, WHOLE_ROWS)
