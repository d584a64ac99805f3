"""What the pickup station says: who is meant, why nothing was found, and the reminder for the group."""

from __future__ import annotations

from collections.abc import Sequence

from leaderdesk.core.clock import local
from leaderdesk.core.i18n import _
from leaderdesk.core.text import masked_phone
from leaderdesk.features.pickups.rules import Answer, Kind, PickupOrder, count_pieces
from leaderdesk.features.pickups.rules.texts import moved_text, pickup_time, rooms_of
from leaderdesk.features.rounds.rules import Round


def who(found: PickupOrder) -> str:
    """Return the room and the name: 3-502 张阿姨."""
    return f"{found.order.room} {found.order.neighbour_name}".strip()


def head_sentence(kind: Kind, found: PickupOrder) -> str:
    """Return what the head of a result says below the name."""
    if kind is Kind.ALREADY and found.handed_at_ms is not None:
        time = f"{local(found.handed_at_ms):%H:%M}"
        if found.collected_by:
            return _("Already fetched by {who} at {time}").format(who=found.collected_by, time=time)
        return _("Already picked up at {time}").format(time=time)
    if kind is Kind.CANCELLED:
        return _("Nothing for her today: the order was cancelled")
    words = [masked_phone(found.order.phone)] if found.order.phone else []
    words.append(found.round_name)
    if kind is Kind.PARTLY:
        words.append(_("{count} goods still here").format(count=len(found.open_lines)))
    else:
        words.append(_("{count} pieces in all").format(count=found.piece_count))
    if found.moved_to:
        words.append(moved_text(found))
    return " · ".join(words)


def handed_sentence(answers: Sequence[Answer]) -> str:
    """Return what the toast says after goods were handed over, of one order or of a household."""
    found = [answer.found for answer in answers if answer.found is not None]
    pieces = sum(count_pieces(answer.handed) for answer in answers)
    sentence = _("Checked off: {who}, {count} pieces").format(who=_(", ").join(map(who, found)), count=pieces)
    here = sum(len(each.open_lines) for each in found)
    if here:
        left = _("{count} goods still here").format(count=here)
        return f"{sentence} · {left}"
    return sentence


def reminder(round_: Round | None, place: str, pickups: Sequence[PickupOrder]) -> str:
    """Return the text for the group that asks those still missing to come, by room only."""
    rooms = rooms_of([each for each in pickups if not each.is_done and not each.moved_to])
    hours = pickup_time(round_) if round_ else ""
    return _("Still waiting here: {rooms}. {hours}, {place}. See you soon~").format(
        rooms=rooms, hours=hours, place=place
    )
