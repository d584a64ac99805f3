"""Two neighbours who are one, and one who is two: what the leader chose, and what would come of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from leaderdesk.core.errors import UserError
from leaderdesk.core.i18n import _, ngettext
from leaderdesk.core.text import compare_key
from leaderdesk.features.neighbours.rules import NeighbourCard, called

Side = Literal["kept", "gone", "both"]
FIELDS = ("name", "room", "phone", "diet", "note")
"""What is chosen side by side; of the last two both may stay."""

_JOINABLE = frozenset({"diet", "note"})


@dataclass(frozen=True, slots=True)
class Merge:
    """What the leader chose: `sides` says for each field whose stays, `tag_ids` are the tags that stay.

    `joined_rounds` are the rounds in which the orders of both become one.
    """

    kept_id: int
    gone_id: int
    sides: Mapping[str, Side] = field(default_factory=dict)
    tag_ids: frozenset[int] = frozenset()
    joined_rounds: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class SharedRound:
    """A round in which both have an order, in words; `sum_fen` is what the two come to.

    `hindrance` says why the two cannot be put into one; it is empty where they can. `paid_fen` is what was given for
    the order that would go into the other. While the round takes orders (`is_open`) one order is proposed; after that
    bags may be labelled already, and both are.
    """

    round_id: int
    name: str
    kept_goods: str
    gone_goods: str
    sum_fen: int
    paid_fen: int = 0
    hindrance: str = ""
    is_open: bool = True


@dataclass(frozen=True, slots=True)
class Belongings:
    """What hangs on a neighbour who is merged with another: so many orders, and the rounds in which both have one."""

    orders: int = 0
    shared: tuple[SharedRound, ...] = ()


@dataclass(frozen=True, slots=True)
class OwnOrder:
    """An order that a neighbour could lose to another: its id, the name of its round, its goods in words."""

    id: int
    round_id: int
    round_name: str
    goods: str


@dataclass(frozen=True, slots=True)
class OwnAnswer:
    """An answer to a poll or sign-up that a neighbour could lose to another: its id, the poll, the line as written.

    `order_ids` are her orders that came from the same line of the same text.
    """

    id: int
    poll: str
    said: str
    order_ids: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Split:
    """What of one neighbour belongs to another, who is new: `aliases` as they are kept, orders and answers by id.

    Without `answer_ids` those go along that `answers_of_split` names.
    """

    neighbour_id: int
    name: str
    room: str
    aliases: tuple[str, ...] = ()
    order_ids: tuple[int, ...] = ()
    answer_ids: tuple[int, ...] | None = None


def answers_of_split(answers: Sequence[OwnAnswer], card: NeighbourCard, split: Split) -> tuple[int, ...]:
    """Return the answers that go along unless the leader says otherwise.

    Those whose line names the new neighbour, by the longest name that stands in it, or brought one of her orders.
    """
    hers = {compare_key(name) for name in (split.name, *split.aliases) if name.strip()}
    stays = {compare_key(name) for name in (card.name, *card.aliases)} - hers
    names = sorted(filter(None, hers | stays), key=len, reverse=True)
    found = []
    for answer in answers:
        line = compare_key(answer.said)
        named = next((name for name in names if name in line), "")
        if named in hers or answer.order_ids & set(split.order_ids):
            found.append(answer.id)
    return tuple(found)


def first_sides(kept: NeighbourCard, gone: NeighbourCard) -> dict[str, Side]:
    """Return what is proposed for each field: what only one of them has, both remarks, else the one who stays."""
    sides: dict[str, Side] = {}
    for name in FIELDS:
        here, there = str(getattr(kept, name)), str(getattr(gone, name))
        if not here and there:
            sides[name] = "gone"
        elif name in _JOINABLE and there and compare_key(here) != compare_key(there):
            sides[name] = "both"
        else:
            sides[name] = "kept"
    return sides


def chosen_text(name: str, sides: Mapping[str, Side], kept: str, gone: str) -> str:
    """Return what stands in a field after the merge; UserError if both were chosen for one that holds one only."""
    side = sides.get(name, "kept")
    if side == "both":
        if name not in _JOINABLE:
            raise UserError(_("Only one of the two can stay here. Choose one."))
        return "；".join(part for part in dict.fromkeys((kept, gone)) if part)
    return gone if side == "gone" else kept


def names_after(kept: NeighbourCard, gone: NeighbourCard, name: str) -> tuple[str, ...]:
    """Return the other names by which the one of both is known, each once, her `name` left out."""
    found: dict[str, str] = {}
    for each in (*kept.aliases, kept.name, gone.name, *gone.aliases):
        found.setdefault(compare_key(each), each)
    found.pop(compare_key(name), None)
    return tuple(found.values())


def what_happens(kept: NeighbourCard, gone: NeighbourCard, merge: Merge, belongings: Belongings) -> tuple[str, ...]:
    """Return in whole sentences what the merge will do."""
    name = chosen_text("name", merge.sides, kept.name, gone.name)
    said = [_names_sentence(name, names_after(kept, gone, name))]
    if belongings.orders:
        said.append(
            ngettext(
                "{count} order of {gone} goes to {name}, with payments and pickups.",
                "{count} orders of {gone} go to {name}, with payments and pickups.",
                belongings.orders,
            ).format(count=belongings.orders, gone=called(gone.name, gone.room), name=name)
        )
    said += [_round_sentence(each, merge.joined_rounds, gone.name) for each in belongings.shared]
    said.append(_("Both accounts become one; nothing is added, nothing is lost. Undo brings everything back."))
    return tuple(said)


def _names_sentence(name: str, others: Sequence[str]) -> str:
    if not others:
        return _("She is called {name} from now on.").format(name=name)
    return _("She is called {name} from now on; in the list of the group {others} is understood too.").format(
        name=name, others="、".join(others)
    )


def _round_sentence(shared: SharedRound, joined_rounds: frozenset[int], gone: str) -> str:
    if shared.round_id not in joined_rounds:
        return _("{round}: both orders stay, the second one under the name {gone}.").format(
            round=shared.name, gone=gone
        )
    if shared.paid_fen:
        return _("{round}: the two orders become one, and what was paid goes along.").format(round=shared.name)
    return _("{round}: the two orders become one.").format(round=shared.name)
