"""Those who stood in the list when it was last confirmed and are not in it any more."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from leaderdesk.features.orders.rules.answers import IsNeighbour
from leaderdesk.features.orders.rules.ground import EarlierPaste, Ground
from leaderdesk.features.orders.rules.review import Became, Piece, Row
from leaderdesk.features.orders.rules.settling import said_in


def missing_rows(rows: Sequence[Row], lines: Sequence[str], ground: Ground) -> list[Row]:
    """Return a row for each such person, in the order of the earlier paste; `ghost_after` is the line she stood behind.

    Somebody who may be meant by a line that is still asked about is not missing yet.
    """
    here = {row.neighbour_id for row in rows if row.neighbour_id is not None} | _perhaps(rows)
    gone = [neighbour_id for neighbour_id, amounts in ground.listed.items() if amounts and neighbour_id not in here]
    if not gone:
        return []
    places = _places(ground.last, lines, _lines_of(rows))
    texts = _texts(ground.last)
    order = {neighbour_id: place for place, neighbour_id in enumerate(texts)}
    gone.sort(key=lambda neighbour_id: order.get(neighbour_id, len(order)))
    end = len(lines)
    return [_row(each, ground, after=places.get(each, end), text=texts.get(each, "")) for each in gone]


def _perhaps(rows: Sequence[Row]) -> set[int]:
    return {
        answer.neighbour_id
        for row in rows
        if row.ask is not None
        for fix in row.ask.fixes
        for answer in fix.answers
        if isinstance(answer, IsNeighbour)
    }


def _row(neighbour_id: int, ground: Ground, *, after: int, text: str) -> Row:
    person = ground.people.get(neighbour_id)
    before = ground.listed[neighbour_id]
    return Row(
        id=0,
        key=f"missing:{neighbour_id}",
        keys=(),
        lines=(),
        number=None,
        name=person.name if person is not None else "",
        room=(person.room or "") if person is not None else "",
        neighbour_id=neighbour_id,
        is_new=False,
        became=Became.CANCELLED,
        pieces=tuple(
            Piece(each, offer.label, 0, before[each]) for each, offer in ground.offers.items() if before.get(each)
        ),
        after={},
        before=before,
        fen=ground.sum_fen(neighbour_id, before),
        note="",
        paid=False,
        ask=None,
        ghost_after=after,
        ghost_text=text,
        same=ground.same.get(neighbour_id, {}),
    )


def _texts(last: EarlierPaste | None) -> dict[int, str]:
    """Return the first line of each person in the earlier paste, in the order of its lines."""
    if last is None:
        return {}
    lines = last.text.split("\n")
    return {
        neighbour_id: lines[numbers[0] - 1].strip()
        for neighbour_id, numbers in sorted(last.sources, key=lambda source: source[1])
        if numbers and numbers[0] <= len(lines)
    }


def _lines_of(rows: Sequence[Row]) -> dict[int, int]:
    return {row.neighbour_id: max(row.lines) for row in rows if row.neighbour_id is not None and row.lines}


def _places(last: EarlierPaste | None, lines: Sequence[str], here: Mapping[int, int]) -> dict[int, int]:
    """Return, for each person of the earlier paste, the line of the new text behind which hers would stand (0: top).

    `here` is the last line of each person who still stands in it.
    """
    if last is None:
        return {}
    now = {said_in(lines, [number]): number for number in range(len(lines), 0, -1)}
    earlier = last.text.split("\n")
    owners = {numbers[0]: neighbour_id for neighbour_id, numbers in last.sources if numbers}
    places: dict[int, int] = {}
    behind = 0
    for number in range(1, len(earlier) + 1):
        owner = owners.get(number)
        if owner is not None:
            places[owner] = behind
        behind = now.get(said_in(earlier, [number]) or "\n", behind)
        behind = behind if owner is None else here.get(owner, behind)
    return places
