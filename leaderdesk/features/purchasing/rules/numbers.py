"""The numbers of purchase orders: CG, the day, the round, a letter for the supplier; a slip has its version behind."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import count

from leaderdesk.features.purchasing.rules.versions import Desired
from leaderdesk.features.rounds.rules import Round


def first_number(round_: Round, day: str, *, taken: frozenset[str]) -> str:
    """Return the number of a supplier's first version on that day (ISO), one that is not taken in the round."""
    return next(
        number
        for place in count()
        if (number := f"CG-{day.replace('-', '')}-{round_.number:03d}-{_letter(place)}") not in taken
    )


def slip_number(first: str, version: int) -> str:
    """Return the number of a later version of the order with the number `first`."""
    return f"{first}-{version}"


def numbers_to_come(round_: Round, day: str, wanted: Sequence[Desired]) -> dict[int | None, str]:
    """Return the number that the next version of each supplier gets if they are sent now in this order."""
    taken = {version.number for each in wanted for version in each.sent}
    numbers: dict[int | None, str] = {}
    for each in wanted:
        if each.slip is None:
            continue
        if each.sent:
            numbers[each.order.supplier_id] = slip_number(each.sent[0].number, each.slip.version)
        else:
            number = first_number(round_, day, taken=frozenset(taken))
            taken.add(number)
            numbers[each.order.supplier_id] = number
    return numbers


def _letter(place: int) -> str:
    return chr(ord("A") + place % 26) + (str(place // 26 + 1) if place >= 26 else "")
