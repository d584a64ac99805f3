"""What the answers to a list teach, and which of what was learnt before its lines made use of."""

from __future__ import annotations

from collections.abc import Iterator

from leaderdesk.core.text import compare_key
from leaderdesk.features.orders.rules.answers import (
    Answer,
    HasMoved,
    IsApart,
    IsNeighbour,
    Means,
    NamesBuilding,
    NamesGoods,
)
from leaderdesk.features.orders.rules.memory import (
    Kind,
    Learnt,
    Lesson,
    goods_words,
    teaches_goods,
    teaches_name,
    unit_words,
)
from leaderdesk.features.orders.rules.review import Review, Row


def lessons(review: Review) -> tuple[Lesson, ...]:
    """Return what the answers about lines that are clear teach, in the order of the list, each thing once.

    Words that others bear too teach nothing: they would be two people or two goods from then on.
    """
    found: dict[tuple[object, ...], Lesson] = {}
    for row in review.rows:
        if row.ask is not None or row.held:
            continue
        for key in row.keys:
            for answer in review.answers.get(key, ()):
                for lesson in _taught(answer, review, row, key):
                    found.setdefault(_same(lesson), lesson)
    return tuple(found.values())


def used(review: Review, row: Row) -> tuple[int, ...]:
    """Return the ids of what was learnt before and read in the lines of this row."""
    entries = [entry for entry in review.reading.entries if row.lines and set(entry.lines) <= set(row.lines)]
    said = compare_key(" ".join(_line(review, number) for number in row.lines))
    goods = {
        (review.ground.offers[offer_id].product_id, compare_key(goods_words(item.words, item.quantity_milli)))
        for entry in entries
        for item in entry.items
        for offer_id, offer in review.ground.offers.items()
        if offer.code == item.offer
    }
    names = {compare_key(entry.name.text) for entry in entries if entry.name is not None}
    units = {
        (review.ground.offers[offer_id].product_id, compare_key(unit_words(question.words, question.amounts_milli[0])))
        for entry in entries
        for question in entry.questions
        if len(question.amounts_milli) == 1
        for offer_id, offer in review.ground.offers.items()
        if offer.code in question.offers
    }
    called = review.ground.buildings_called()
    return tuple(
        one.id
        for one in review.ground.memory
        if _uses(one, row, said=said, goods=goods, names=names, units=units, called=called)
    )


def _uses(
    one: Learnt,
    row: Row,
    *,
    said: str,
    goods: set[tuple[int, str]],
    names: set[str],
    units: set[tuple[int, str]],
    called: dict[str, str],
) -> bool:
    key = compare_key(one.words)
    match one.kind:
        case Kind.NEIGHBOUR:
            return one.neighbour_id == row.neighbour_id and key in names
        case Kind.PRODUCT:
            return (one.product_id, key) in goods
        case Kind.UNIT:
            return (one.product_id, key) in units
        case Kind.BUILDING:
            return one.words in called and key in said and row.room.startswith(f"{one.building}-")
        case Kind.MOVED:
            return one.neighbour_id == row.neighbour_id and one.room == row.room and not row.moved
    return one.neighbour_id == row.neighbour_id and not one.doubted


def _taught(answer: Answer, review: Review, row: Row, key: str) -> Iterator[Lesson]:
    ground, line = review.ground, _line_of(review, key, row)
    if isinstance(answer, IsNeighbour) and answer.remember:
        if teaches_name(answer.remember, ground.people.values()):
            yield Lesson(Kind.NEIGHBOUR, answer.remember, key, line, neighbour_id=answer.neighbour_id)
    elif isinstance(answer, Means | NamesGoods):
        words = answer.words if isinstance(answer, NamesGoods) else answer.remember
        offer = ground.offers.get(answer.offer_id) if answer.offer_id is not None else None
        if words and offer is not None and teaches_goods(words, offer=offer, offers=ground.offers.values()):
            yield Lesson(Kind.PRODUCT, words, key, line, product_id=offer.product_id)
        if isinstance(answer, Means) and answer.unit and answer.each_milli > 0 and offer is not None:
            yield Lesson(Kind.UNIT, answer.unit, key, line, product_id=offer.product_id, milli=answer.each_milli)
    elif isinstance(answer, NamesBuilding):
        yield Lesson(Kind.BUILDING, answer.words, key, line, building=answer.building)
    elif isinstance(answer, HasMoved):
        yield Lesson(Kind.MOVED, row.name, key, line, neighbour_id=answer.neighbour_id, room=answer.room)
    elif isinstance(answer, IsApart):
        yield Lesson(Kind.APART, row.name, key, line, neighbour_id=answer.other_id, room=row.room)


def _same(lesson: Lesson) -> tuple[object, ...]:
    return (lesson.kind, compare_key(lesson.words), lesson.neighbour_id, lesson.product_id, lesson.building)


def _line_of(review: Review, key: str, row: Row) -> int:
    """Return the line (from 1) that the answer belongs to: the first of its entry."""
    place = row.keys.index(key)
    entries = [entry for entry in review.reading.entries if entry.lines and set(entry.lines) <= set(row.lines)]
    return entries[place].lines[0] if place < len(entries) else row.lines[0]


def _line(review: Review, number: int) -> str:
    lines = review.text.split("\n")
    return lines[number - 1] if number <= len(lines) else ""
