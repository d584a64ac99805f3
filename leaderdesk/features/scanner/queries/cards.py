"""Makes the answer for a phone out of what the pickup table knows; names are masked here, on the laptop."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from leaderdesk.core.clock import local
from leaderdesk.core.i18n import _
from leaderdesk.core.money import format_yuan
from leaderdesk.core.text import masked_name
from leaderdesk.features.orders.papers import times_text
from leaderdesk.features.orders.rules import Line
from leaderdesk.features.pickups.queries import AtHand
from leaderdesk.features.pickups.rules import Answer, Kind, PickupOrder, count_pieces
from leaderdesk.features.pickups.rules.spots import spots_of
from leaderdesk.features.pickups.rules.texts import moved_text, refusal_words
from leaderdesk.features.scanner.rules.card import Card, Choice, Tone
from leaderdesk.storage.business import Business

_READY = frozenset({Kind.OK, Kind.PARTLY, Kind.UNPAID})
_MOST_CHOICES = 9


def masked_who(found: PickupOrder) -> str:
    """Return the room and the masked name: 3-502 王*."""
    return f"{found.order.room} {masked_name(found.order.neighbour_name)}".strip()


def found_card(hand: AtHand, business: Business, *, typed: str = "") -> Card:
    """Return what was found; nothing is handed over by looking."""
    answer, found = hand.answer, hand.found
    if found is None:
        return _choices(answer.choices) if answer.kind is Kind.AMBIGUOUS else _nothing(answer.kind, typed)
    if answer.kind not in _READY:
        return _of(found, "look", _past(answer.kind, found))
    going = going_lines(found)
    card = _of(found, "ready" if going else "look", _to_hand(found, going))
    return replace(
        card,
        order_id=found.order.id if going else None,
        line_ids=tuple(line.id for line in going),
        goods=_goods(going),
        spots=spots_of(found, cold=business.cold_place, frozen=business.frozen_place, ambient=business.ambient_place),
        gift=hand.gift.goods if hand.gift is not None else "",
        notes=_notes(hand, found),
    )


def handed_card(answer: Answer) -> Card:
    """Return what came of handing over."""
    found = answer.found
    if found is None:
        return _nothing(answer.kind, "")
    if not answer.handed:
        return _of(found, "look", _past(answer.kind, found))
    words = [_("Handed over: {count} pieces").format(count=count_pieces(answer.handed))]
    if found.open_lines:
        words.append(_("{count} goods still here").format(count=len(found.open_lines)))
    return replace(_of(found, "done", " · ".join(words)), goods=_goods(answer.handed))


def changed_card(card: Card) -> Card:
    """Return the card as it is now, for a phone that has seen another one."""
    return replace(card, notes=(_("This has just changed; look once more before you go on."), *card.notes))


def going_lines(found: PickupOrder) -> tuple[Line, ...]:
    """Return what goes along now: all that is open, but for what stays for a reason that was written down."""
    staying = {line_id for line_id, _reason in found.not_taken}
    return tuple(line for line in found.open_lines if line.id not in staying)


def _of(found: PickupOrder, tone: Tone, say: str) -> Card:
    name, owed = masked_name(found.order.neighbour_name), max(found.due_fen, 0)
    return Card(
        tone,
        title=found.order.room or name,
        say=say,
        name=name if found.order.room else "",
        code=found.order.pickup_text,
        due=format_yuan(owed) if owed else "",
        due_fen=owed,
    )


def _nothing(kind: Kind, typed: str) -> Card:
    title, reason = refusal_words(kind, typed)
    return Card("stop", title, reason)


def _choices(found: Sequence[PickupOrder]) -> Card:
    apart = len({each.order.round_id for each in found}) > 1
    return Card(
        "look",
        _("Which one is it?"),
        _("Tap the one whose label you hold."),
        choices=tuple(Choice(each.order.id, _choice_words(each, with_round=apart)) for each in found[:_MOST_CHOICES]),
    )


def _choice_words(found: PickupOrder, *, with_round: bool) -> str:
    parts = [masked_who(found), _("code {code}").format(code=found.order.pickup_text)]
    if with_round:
        parts.append(found.round_name)
    if found.is_done:
        parts.append(_("picked up"))
    return " · ".join(part for part in parts if part)


def _past(kind: Kind, found: PickupOrder) -> str:
    if kind is Kind.CANCELLED:
        return _("Nothing for her today: the order was cancelled")
    if found.handed_at_ms is not None:
        return _("Already picked up at {time}").format(time=f"{local(found.handed_at_ms):%H:%M}")
    return _("Nothing of it is left to hand over")


def _to_hand(found: PickupOrder, going: Sequence[Line]) -> str:
    if not going:
        return _("What is left of it stays for now; ask at the laptop.")
    words = _("{count} pieces to hand over").format(count=count_pieces(going))
    return f"{words} · {found.round_name}" if found.round_name else words


def _goods(lines: Sequence[Line]) -> tuple[tuple[str, str], ...]:
    return tuple((line.product_label, times_text(line)) for line in lines)


def _notes(hand: AtHand, found: PickupOrder) -> tuple[str, ...]:
    notes = [moved_text(found), *hand.shortages]
    if found.handed_line_ids:
        notes.append(_("Some of it was handed over before."))
    if len(going_lines(found)) < len(found.open_lines):
        notes.append(_("Something stays here for a reason; ask at the laptop."))
    if found.order.note:
        # What neighbours write may name somebody or give a number; the leader reads it out.
        notes.append(_("There is a note with this order; ask at the laptop."))
    for other in hand.household:
        words = _choice_words(other, with_round=other.order.round_id != found.order.round_id)
        notes.append(_("The same household also has {order}").format(order=words))
    return tuple(note for note in notes if note)
