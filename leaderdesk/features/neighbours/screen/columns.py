"""What the list of neighbours shows of each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

from leaderdesk.core.clock import Clock, day_text, local, local_now
from leaderdesk.core.i18n import _, ngettext
from leaderdesk.core.money import format_yuan
from leaderdesk.core.text import masked_phone
from leaderdesk.features.neighbours.rules import Neighbour, OrderCount, Tag
from leaderdesk.ui.cells import Person, Pill, Pills, Text
from leaderdesk.ui.columns import Column
from leaderdesk.ui.tokens import TINT, Tone

_LONG_AGO_DAYS = 60


@dataclass(frozen=True, slots=True)
class ListedNeighbour:
    """A neighbour with the place in walking order and, where a higher feature knows it, how often she ordered.

    `balance_fen` is her balance: below zero she owes.
    """

    neighbour: Neighbour
    place: int
    orders: OrderCount | None
    balance_fen: int = 0

    @property
    def id(self) -> int:
        """The neighbour's id."""
        return self.neighbour.id

    def fits(self, words: tuple[str, ...]) -> bool:
        """Return whether every folded word is found in what the neighbour is searched by."""
        key, phone = self.neighbour.search_key, self.neighbour.phone
        return all(word in key or (len(word) > 5 and word in phone) for word in words)


def columns_of(clock: Clock) -> tuple[Column[ListedNeighbour], ...]:
    """Return the columns of the list; `clock` says how long ago an order was."""
    return (
        Column(
            "name",
            _("Neighbour"),
            lambda row: Person(row.neighbour.name, tone=tone_of(row.neighbour.tags)),
            width=160,
            sort=lambda row: row.neighbour.search_key.split(" ")[1:2] or [row.neighbour.name],
            hint=_hint,
        ),
        Column(
            "room", _("Room"), lambda row: Text(row.neighbour.room, color="text2"), width=84, sort=lambda row: row.place
        ),
        Column(
            "tags",
            _("Tags"),
            lambda row: Pills(tuple(Pill(tag.name, as_tone(tag.tint)) for tag in row.neighbour.tags)),
            width=0,
        ),
        Column(
            "orders",
            _("Orders"),
            _count_cell,
            width=84,
            side="right",
            sort=lambda row: row.orders.count if row.orders else 0,
        ),
        Column(
            "last",
            _("Last time"),
            lambda row: Text(_ago(row, clock), color="text2"),
            width=104,
            side="right",
            sort=lambda row: (row.orders.last_ms or 0) if row.orders else 0,
        ),
    )


def as_tone(tint: str) -> Tone:
    """Return the tint of a tag as a tone of the look; an unknown one is neutral."""
    return cast("Tone", tint) if tint in TINT else "neutral"


def tone_of(tags: tuple[Tag, ...]) -> Tone:
    """Return the tone of a person's circle: green for those close to the shop."""
    return "brand" if any(tag.tint == "brand" for tag in tags) else "neutral"


def _hint(row: ListedNeighbour) -> str:
    parts = (masked_phone(row.neighbour.phone), balance_words(row.balance_fen))
    return " · ".join(part for part in parts if part)


def balance_words(fen: int) -> str:
    """Return a balance in words: what she has to her credit, or what she owes; nothing for none."""
    if fen > 0:
        return _("Her balance is {sum}").format(sum=format_yuan(fen))
    return _("She owes {sum}").format(sum=format_yuan(-fen)) if fen else ""


def _count_cell(row: ListedNeighbour) -> Text:
    if row.orders is None:
        return Text("")
    return Text(ngettext("{count} time", "{count} times", row.orders.count).format(count=row.orders.count))


def _ago(row: ListedNeighbour, clock: Clock) -> str:
    if row.orders is None or row.orders.last_ms is None:
        return ""
    return ago_text(row.orders.last_ms, clock)


def ago_text(ms: int, clock: Clock) -> str:
    """Return how long ago a moment was, in days; what was long ago has its date."""
    day, today = local(ms).date(), local_now(clock).date()
    days = (today - day).days
    if days <= 0:
        return _("today")
    if days > _LONG_AGO_DAYS:
        return day.isoformat() if day.year != today.year else day_text(day)
    return ngettext("{count} day ago", "{count} days ago", days).format(count=days)
