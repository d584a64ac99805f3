"""A list of orders as text for the group, in the one form that surely reads back the same."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from leaderdesk.core.amount import amount_text
from leaderdesk.features.orders.jielong.model import Offer

HEADING = "#接龙"


@dataclass(frozen=True, slots=True)
class Listed:
    """One person's line of the list: offer code → thousandths of the offer's unit."""

    name: str | None
    room: str | None
    amounts_milli: Mapping[str, int]
    note: str | None = None


def write(listed: Sequence[Listed], offers: Sequence[Offer]) -> str:
    """Return the list as text, numbered from 1: room, name, colon, goods with amount and unit, (note)."""
    by_code = {offer.code: offer for offer in offers}
    lines = [HEADING, ""]
    for number, each in enumerate(listed, start=1):
        goods = "，".join(
            f"{by_code[code].name}{amount_text(milli)}{by_code[code].unit}"
            for code, milli in each.amounts_milli.items()
        )
        person = " ".join(filter(None, (_written_room(each.room), each.name)))
        note = f"（{each.note}）" if each.note else ""
        lines.append(f"{number}. {person}：{goods}{note}".rstrip("："))
    return "\n".join(lines)


def _written_room(room: str | None) -> str | None:
    """Return a room as people write it: a building alone with 栋, a room alone with 室."""
    if room is None:
        return None
    if room.endswith("-"):
        return f"{room[:-1]}栋"
    return f"{room[1:]}室" if room.startswith("-") else room
