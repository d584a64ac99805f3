"""What is said at the table and copied for those who have not come."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from leaderdesk.core.clock import day_text, planned, weekday_name
from leaderdesk.core.i18n import _
from leaderdesk.core.money import format_yuan
from leaderdesk.core.text import digits_of
from leaderdesk.features.pickups.rules import CODE_LENGTH, Kind, PickupOrder
from leaderdesk.features.rounds.rules import Round

_LONGEST_TYPED = 11
"""A whole phone number; a longer row of digits is a code that did not come whole."""


def pickup_time(round_: Round) -> str:
    """Return when the bags are handed out: 2 月 1 日 周日 10:00–18:00."""
    start, end = planned(round_.pickup_from), planned(round_.pickup_until)
    day = _("{weekday} {month}/{day}").format(weekday=weekday_name(start), month=start.month, day=start.day)
    return f"{day} {start:%H:%M}–{end:%H:%M}"


def moved_text(pickup: PickupOrder) -> str:
    """Return to which day the pickup was moved: 改到 2 月 2 日 周一; empty if it was not."""
    if not pickup.moved_to:
        return ""
    return _("moved to {day}").format(day=day_text(dt.date.fromisoformat(pickup.moved_to)))


def rooms_of(pickups: Sequence[PickupOrder]) -> str:
    """Return the rooms, each once; who has none is named."""
    return "、".join(dict.fromkeys(each.order.room or each.order.neighbour_name for each in pickups))


def refusal_words(kind: Kind, text: str) -> tuple[str, str]:
    """Return what to say of a text that means no order here, and what to do."""
    if kind is Kind.OTHER_SHOP:
        return _("Not one of our labels"), _("This code was not printed here. Look at the name on the label.")
    digits = digits_of(text)
    if digits and len(digits) == len(text.strip()) and _LONGEST_TYPED < len(digits) != CODE_LENGTH:
        return _("The code did not arrive whole"), _("Scan it once more, slowly.")
    return _("Nobody found"), _("Scan again, or type the room, like 3-502.")


def building_text(building: str, pickups: Sequence[PickupOrder], *, place: str) -> str:
    """Return the text for a building's group: whose bags still wait, by room only."""
    rooms = rooms_of(pickups)
    if not building:
        return _(
            "Bags are still waiting for: {rooms}. They are at {place}; just send me a word before you come~"
        ).format(rooms=rooms, place=place)
    return _(
        "Building {building}, bags are still waiting for: {rooms}. They are at {place}; just send me a word before you"
        " come~"
    ).format(building=building, rooms=rooms, place=place)


def neighbour_text(pickup: PickupOrder, *, place: str) -> str:
    """Return the text for one neighbour: what waits, under which number, and what is left to pay."""
    goods = _(", ").join(line.product_label for line in pickup.open_lines)
    said = _("{name}, your {goods} are waiting at {place}, pickup code {code}. When would it suit you?").format(
        name=pickup.order.neighbour_name,
        goods=goods,
        place=place,
        code=pickup.order.pickup_text,
    )
    if any(line.is_cold for line in pickup.open_lines):
        said += _(" The cold things are in the fridge.")
    if pickup.due_fen > 0:
        said += _(" {sum} is still to pay, whenever you come.").format(sum=format_yuan(pickup.due_fen))
    return said


def moved_message(pickup: PickupOrder, *, place: str) -> str:
    """Return the text that tells a neighbour the other day."""
    return _("{name}, then see you on {day} at {place}, pickup code {code}~").format(
        name=pickup.order.neighbour_name,
        day=day_text(dt.date.fromisoformat(pickup.moved_to)),
        place=place,
        code=pickup.order.pickup_text,
    )
