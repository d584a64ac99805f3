"""How rows of a list of products or neighbours are shown before they are taken in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from leaderdesk.core.amount import amount_text
from leaderdesk.core.i18n import N_, _
from leaderdesk.core.money import format_yuan
from leaderdesk.core.text import compare_key, masked_phone, one_line
from leaderdesk.features.neighbours.rules import KnownNeighbour
from leaderdesk.features.products.rules import STORAGE_KINDS, ProductField, storage_text
from leaderdesk.features.sharing.rules import Outcome
from leaderdesk.features.sharing.rules.answers import Choice, IsNeighbour, LeaveOut, NewNeighbour, Question
from leaderdesk.features.sharing.rules.catalogue import ListedNeighbour, ListedProduct
from leaderdesk.features.sharing.rules.incoming_orders import sum_or_none
from leaderdesk.features.sharing.rules.preview import Piece, PreviewRow

_FIELD_WORDS: dict[str, str] = {
    "unit": N_("Unit"),
    "cost": N_("Cost"),
    "supplier": N_("Supplier"),
    "case": N_("Case"),
    "storage": N_("Keep"),
    "origin": N_("Origin"),
    "code": N_("Code"),
    "price": N_("Price"),
}
_SHOWN = ("unit", "cost", "case", "storage", "origin", "code")
_MOST_CANDIDATES = 2


def entry_of_product(one: ListedProduct, outcome: Outcome, before: Mapping[str, str]) -> PreviewRow:
    """Return the row of a product as it is shown; `before` is what stood in the fields that change."""
    fields = {name: one.fields[name] for name in _SHOWN if name in one.fields}
    pieces = [Piece(_word(name), _typed_words(name, typed), before.get(name, "")) for name, typed in fields.items()]
    if one.supplier:
        pieces.append(Piece(_word("supplier"), one.supplier, before.get("supplier", "")))
    if before.get("price"):
        pieces.insert(0, Piece(_word("price"), _typed_words("price", one.fields["price"]), before["price"]))
    return PreviewRow(
        row=one.row,
        outcome=outcome,
        name=one.name,
        place=one.spec,
        pieces=tuple(pieces),
        money_fen=sum_or_none(one.fields.get("price", "")),
        rows=(one.row,),
    )


def entry_of_neighbour(one: ListedNeighbour, outcome: Outcome, _before: Mapping[str, str]) -> PreviewRow:
    """Return the row of a neighbour as it is shown."""
    return PreviewRow(
        row=one.row, outcome=outcome, name=one.name, place=one.room, pieces=tuple(_said_of(one)), rows=(one.row,)
    )


def kept_words(field: ProductField, value: str | int | None) -> str:
    """Return what stands in a field of a product as it is shown, "—" for nothing."""
    if value is None or value == "":
        return "—"
    if isinstance(value, int):
        return format_yuan(value) if field in ("price", "cost") else amount_text(value)
    return _storage(value) if field == "storage" else value


def ask_which(one: ListedNeighbour, named: Sequence[KnownNeighbour]) -> Question:
    """Return the question which of the neighbours of this name is meant by a row that says no room."""
    people = [
        Choice(f"{person.room or ''} {person.name}".strip(), IsNeighbour(person.id))
        for person in sorted(named, key=lambda person: person.room or "")
    ]
    new, out = Choice(_("Neither, a new neighbour"), NewNeighbour()), Choice(_("Leave her out"), LeaveOut())
    return Question(
        f"who:{one.row}:{compare_key(one.name)}",
        _("Several neighbours are called “{name}”. Which one is it?").format(name=one.name),
        (*people[:_MOST_CANDIDATES], new),
        (*people, new, out),
    )


def _typed_words(field: str, typed: str) -> str:
    """Return what is typed as it will be kept, or as it is written if it cannot be."""
    if field in ("price", "cost"):
        fen = sum_or_none(typed)
        return typed if fen is None else format_yuan(fen)
    if field == "storage":
        return _storage(typed)
    return one_line(typed)


def _storage(typed: str) -> str:
    return next((storage_text(kind) for kind in STORAGE_KINDS if kind == typed), typed)


def _said_of(one: ListedNeighbour) -> Iterator[Piece]:
    if one.phone:
        yield Piece(_("Phone"), masked_phone(one_line(one.phone)))
    if one.nickname:
        yield Piece(_("WeChat"), one.nickname)
    for tag in one.tags:
        yield Piece(tag)
    if one.recommended_by:
        yield Piece(_("Recommended by {name}").format(name=one.recommended_by))


def _word(field: str) -> str:
    return _(_FIELD_WORDS[field])
