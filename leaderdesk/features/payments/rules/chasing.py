"""Reminding of what is open: friendly texts, never at night, and nobody twice a day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from leaderdesk.core.clock import local
from leaderdesk.core.i18n import _, ngettext
from leaderdesk.core.money import format_yuan
from leaderdesk.features.neighbours.rooms import from_normal

VARIANTS = 3
"""So many wordings there are for one neighbour."""

_MOST_NAMED = 2


@dataclass(frozen=True, slots=True)
class Quiet:
    """The hours of the evening and the morning in which nobody is reminded; none where they begin as they end."""

    begins: dt.time = dt.time(21, 30)
    ends: dt.time = dt.time(8, 30)

    def holds(self, now: dt.datetime) -> bool:
        """Return whether it is too late or too early to write to anybody."""
        if self.begins <= self.ends:
            return self.begins <= now.time() < self.ends
        return now.time() >= self.begins or now.time() < self.ends

    @property
    def stored(self) -> str:
        """The hours as they are kept: 21:30-08:30."""
        return f"{self.begins:%H:%M}-{self.ends:%H:%M}"

    @property
    def sentence(self) -> str:
        """What is said in these hours."""
        return _("Quiet hours. From {time} on you can remind again.").format(time=f"{self.ends:%H:%M}")


def kept_quiet(stored: str) -> Quiet:
    """Return the hours that were kept; the usual ones if none were."""
    begins, _dash, ends = stored.partition("-")
    return Quiet(dt.time.fromisoformat(begins), dt.time.fromisoformat(ends)) if ends else Quiet()


@dataclass(frozen=True, slots=True)
class Owing:
    """Who still has to pay for a round: how much, since when (unix milliseconds), and when she was last reminded.

    `goods` are the short names of what she ordered; `is_short` says she has paid a part.
    """

    neighbour_id: int
    order_id: int
    name: str
    room: str
    due_fen: int
    since_ms: int
    goods: tuple[str, ...] = ()
    reminded_ms: int | None = None
    is_short: bool = False


def was_reminded_today(owing: Owing, now: dt.datetime) -> bool:
    """Return whether she was reminded on this day already."""
    return owing.reminded_ms is not None and local(owing.reminded_ms).date() == now.date()


def next_to_remind(owing: Sequence[Owing], now: dt.datetime, quiet: Quiet) -> Owing | None:
    """Return who is next: of those not reminded today the one who has owed longest; None when quiet, or with nobody."""
    if quiet.holds(now):
        return None
    waiting = [each for each in owing if not was_reminded_today(each, now)]
    return min(waiting, key=lambda each: (each.since_ms, each.order_id), default=None)


def since_text(since_ms: int, now: dt.datetime) -> str:
    """Return how long somebody has owed, in whole days."""
    days = max(0, (now.date() - local(since_ms).date()).days)
    return ngettext("{count} day", "{count} days", days).format(count=days) if days else _("since today")


def reminder_text(owing: Owing, *, round_name: str, handed_out: bool, variant: int) -> str:
    """Return a friendly text for one neighbour; `handed_out` says the goods are with her. No word of it presses."""
    goods = _joined(owing.goods[:_MOST_NAMED])
    fields = {"name": owing.name, "goods": goods, "sum": format_yuan(owing.due_fen), "round": round_name}
    if owing.is_short:
        part = _("{name}, your payment for {round} came, thank you. {sum} is still open; send it when it suits you.")
        return part.format(**fields)
    asking = _("{name}, did you like the {goods}? It is {sum} this time; send it when it suits you, no hurry.")
    plain = _("{name}, {round} comes to {sum} for you. Whenever you have a moment is fine, thank you~")
    kind = _("Hello {name}! I have {sum} of {round} still open here. No hurry, and tell me if anything was not right.")
    if handed_out and goods:
        texts = (asking, plain, kind)
    else:
        texts = (plain, kind, _("{name}, for {goods} it is {sum}. Send it on the way, no hurry~") if goods else plain)
    return texts[variant % VARIANTS].format(**fields)


def group_text(owing: Sequence[Owing], *, round_name: str) -> str:
    """Return a text for the group in which nobody else can tell who it is: building and first sign of the name."""
    if not owing:
        return _("Everybody has paid. Thank you all!")
    lines = [f"{masked(each)}  {format_yuan(each.due_fen)}" for each in owing]
    head = _("{round}: when you have a moment, please send what is still open. Thank you~").format(round=round_name)
    return "\n".join((head, *lines))


def masked(owing: Owing) -> str:
    """Return how a neighbour is named before others: the building and the first sign of her name."""
    room = from_normal(owing.room) if owing.room else None
    place = f"{room.building}-*** " if room is not None and room.building else ""
    return f"{place}{owing.name[:1]}**"


def _joined(goods: Sequence[str]) -> str:
    if len(goods) < 2:
        return "".join(goods)
    return _("{one} and {other}").format(one=goods[0], other=goods[1])
