"""What stands on the label of one bag."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from leaderdesk.core.i18n import _, ngettext

Storage = Literal["ambient", "chilled", "frozen"]


@dataclass(frozen=True, slots=True)
class LabelItem:
    """One product in the bag; the amount as it is printed, "×2" or "×1.5 kg"."""

    name: str
    amount_text: str


@dataclass(frozen=True, slots=True)
class Label:
    """One bag: whose it is, what is in it, and the 20 digits of its code. Empty texts are not printed."""

    room: str
    name: str
    phone_tail: str
    pickup_code: str
    storage: Storage
    bag_number: int
    bag_count: int
    items: tuple[LabelItem, ...]
    gift_text: str | None
    footer: str
    code: str
    pieces: int | None = None
    """Pieces in the bag, said where not every product fits; without it the number of products."""

    note: str = ""
    shop: str = ""
    by_piece: bool = False
    """Whether `bag_number` of `bag_count` counts the pieces of the order, not its bags."""

    @property
    def headline(self) -> str:
        """What is printed largest: the room, or the name of who has none."""
        return self.room or self.name

    @property
    def second_line(self) -> str:
        """The name, unless it is the headline already."""
        return self.name if self.room else ""


def cold_word(storage: Storage) -> str:
    """Return the word of the cold bar; none for goods that need no cold."""
    return {"ambient": "", "chilled": _("Chilled"), "frozen": _("Frozen")}[storage]


def bag_word(label: Label) -> str:
    """Return which bag this is: 共 1 袋, 第 1/2 袋."""
    if label.by_piece:
        return _("Piece {number}/{count}").format(number=label.bag_number, count=label.bag_count)
    if label.bag_count == 1:
        return ngettext("{count} bag", "{count} bags", 1).format(count=1)
    return _("Bag {number}/{count}").format(number=label.bag_number, count=label.bag_count)


def tail_word(label: Label) -> str:
    """Return the last digits of the phone as they are printed, or nothing."""
    return _("tail {digits}").format(digits=label.phone_tail) if label.phone_tail else ""


def rest_word(label: Label) -> str:
    """Return what stands for the products that found no room: 等 6 件."""
    count = len(label.items) if label.pieces is None else label.pieces
    return ngettext("and more, {count} in all", "and more, {count} in all", count).format(count=count)
