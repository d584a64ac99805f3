"""Compares a reading with what the list said before, person by person and never by line number."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from leaderdesk.core.i18n import _
from leaderdesk.features.orders.jielong.model import Action, Code, Reading, Span
from leaderdesk.features.orders.rules.answers import (
    COPIES,
    OTHER,
    PART,
    TEXT,
    WHOLE,
    Agreed,
    Answer,
    Answers,
    Same,
    agreed,
)
from leaderdesk.features.orders.rules.asks import (
    Ask,
    Fix,
    ask_entry,
    ask_everything,
    ask_handed_over,
    ask_limits,
    ask_paid,
    ask_sold_out,
)
from leaderdesk.features.orders.rules.doubts import (
    AS_SAID,
    TAKEN_BACK,
    ask_moved,
    ask_source,
    ask_taken_back,
    beyond_list,
    may_have_moved,
    names_of,
)
from leaderdesk.features.orders.rules.brought import brought_by
from leaderdesk.features.orders.rules.ground import Amounts, Ground
from leaderdesk.features.orders.rules.missing import missing_rows
from leaderdesk.features.orders.rules.once import with_once
from leaderdesk.features.orders.rules.review import Became, Piece, Review, Row
from leaderdesk.features.orders.rules.settling import Settled, not_an_order, said_in, settle, sums
from leaderdesk.features.orders.rules.strands import on_strand

_MANY_MISSING = 3
"""From so many numbers left out, or so many people missing of a short rest, a list may have been copied in part."""


_MANY_STRANGE = 2
"""From so many people missing, if they are more than those who are still there, it may be another list."""


@dataclass(frozen=True, slots=True)
class _Person:
    """The entries of one person, and who she is."""

    entries: tuple[Settled, ...]
    neighbour_id: int | None
    is_new: bool

    @property
    def first(self) -> Settled:
        return self.entries[0]


def compare(text: str, reading: Reading, ground: Ground, answers: Answers) -> Review:
    """Return the rows of the list in its order, those who are missing from it at the place where they stood."""
    lines = text.split("\n")
    ground = on_strand(ground, text, reading, answers)
    persons = _persons(settle(reading, lines, ground, answers))
    crowd = _crowd(persons, ground)
    rows = [_row(person, ground, answers, crowd) for person in persons]
    rows = with_once(_with_sold_out(rows, ground, answers), ground, answers)
    ghosts = missing_rows(rows, lines, ground)
    ask = _ask_text(reading, rows, ghosts, answers)
    if agreed(answers, TEXT, PART):
        ghosts = []
    elif ask is not None and ask.code == WHOLE:
        ghosts = [replace(ghost, held=True) for ghost in ghosts]
    ordered = _woven(rows, [_guarded(ghost, ground, answers) for ghost in ghosts])
    numbered = tuple(replace(row, id=place) for place, row in enumerate(ordered, start=1))
    return Review(text, reading, ground, answers, numbered, ask, _hints(reading))


def _persons(settled: Sequence[Settled]) -> list[_Person]:
    groups: dict[tuple[object, ...], list[Settled]] = {}
    for one in settled:
        groups.setdefault(_who(one), []).append(one)
    return [
        _Person(
            entries=tuple(entries),
            neighbour_id=entries[0].neighbour_id,
            is_new=entries[0].neighbour_id is None,
        )
        for entries in groups.values()
    ]


def _who(one: Settled) -> tuple[object, ...]:
    if one.neighbour_id is not None:
        return ("known", one.neighbour_id)
    return ("text", one.entry.person)


@dataclass(frozen=True, slots=True)
class _Crowd:
    """Everybody in the text who is known, and who bears which name (empty where nobody has to be looked up)."""

    here: set[int]
    names: Mapping[str, tuple[int, ...]]


def _crowd(persons: Sequence[_Person], ground: Ground) -> _Crowd:
    here = {person.neighbour_id for person in persons if person.neighbour_id is not None}
    strangers = any(may_have_moved(person.first) for person in persons)
    return _Crowd(here, names_of(ground) if strangers else {})


def _row(person: _Person, ground: Ground, answers: Answers, crowd: _Crowd) -> Row:
    first = person.first
    moved = any(one.moved for one in person.entries)
    known = ground.people.get(person.neighbour_id) if person.neighbour_id is not None else None
    before = ground.listed.get(person.neighbour_id, {}) if person.neighbour_id is not None else {}
    repeated = _said_before(person, ground)
    if agreed(answers, first.key, AS_SAID):
        # What came another way is then what she had before, and goes with the line.
        beyond = beyond_list(person.entries, ground, before)
        before = {each: before.get(each, 0) + beyond.get(each, 0) for each in {*before, *beyond}}
    after = dict(before) if repeated else sums(person.entries, before)
    note = "；".join(dict.fromkeys(one.entry.note for one in person.entries if one.entry.note))
    paid = any(one.entry.paid is not None for one in person.entries)
    row = Row(
        id=0,
        key=first.key,
        keys=tuple(one.key for one in person.entries),
        lines=tuple(dict.fromkeys(number for one in person.entries for number in one.entry.lines)),
        number=first.entry.number,
        name=known.name if known is not None else next((one.name for one in person.entries if one.name), ""),
        room=first.room if moved or known is None else known.room or first.room,
        neighbour_id=person.neighbour_id,
        is_new=person.is_new,
        became=_became(before, after),
        pieces=_pieces(person, ground, after=after, before=before),
        after=after,
        before=before,
        fen=ground.sum_fen(person.neighbour_id, after),
        note=note,
        paid=paid,
        ask=None,
        same=_same(person, ground, answers),
        moved=moved,
        brought_by=brought_by(person.entries, ground) if person.is_new else None,
    )
    row = _with_news(row, ground)
    row = replace(row, ask=_first_ask(person, row, ground, answers, crowd))
    return _guarded(row, ground, answers)


def _same(person: _Person, ground: Ground, answers: Answers) -> Amounts:
    """Return what came another way before: as the leader says now, else as she said when the list was confirmed."""
    same = dict(ground.same.get(person.neighbour_id, {})) if person.neighbour_id is not None else {}
    for one in person.entries:
        for answer in answers.get(one.key, ()):
            if isinstance(answer, Same):
                same.update(answer.amounts)
    return same


def _became(before: Amounts, after: Amounts) -> Became:
    if dict(before) == dict(after):
        return Became.SAME
    if not before:
        return Became.ADDED
    return Became.CHANGED if after else Became.CANCELLED


def _with_news(row: Row, ground: Ground) -> Row:
    """Let a row whose goods are the same count as changed where its note is new or it says now that it is paid."""
    standing = ground.standing.get(row.neighbour_id) if row.neighbour_id is not None else None
    if standing is None or row.became is not Became.SAME or not row.after:
        return row
    note_changed = row.note != standing.listed_note
    if not note_changed and not (row.paid and not standing.listed_paid):
        return row
    return replace(row, became=Became.CHANGED, note_changed=note_changed)


def _said_before(person: _Person, ground: Ground) -> bool:
    """Whether these lines only change what stood before, and did so already in the paste that was last confirmed."""
    if ground.last is None or person.neighbour_id is None or person.first.action in ("order", "none"):
        return False
    said = _confirmed_of(person, ground)
    return all(one.key in said for one in person.entries)


def _confirmed_of(person: _Person, ground: Ground) -> set[str]:
    """Return the keys of this person's lines in the paste that was last confirmed."""
    if ground.last is None or person.neighbour_id is None:
        return set()
    lines = ground.last.text.split("\n")
    return {said_in(lines, [number]) for number in dict(ground.last.sources).get(person.neighbour_id, ())}


def _pieces(person: _Person, ground: Ground, *, after: Amounts, before: Amounts) -> tuple[Piece, ...]:
    spans: dict[int, tuple[Span, ...]] = {}
    for goods in (goods for one in person.entries for goods in one.goods):
        if goods.offer_id is not None and goods.span is not None:
            spans[goods.offer_id] = (*spans.get(goods.offer_id, ()), goods.span)
    elsewhere = ground.elsewhere(person.neighbour_id)
    pieces = [
        Piece(
            offer.id,
            offer.label,
            after.get(offer.id, 0),
            before.get(offer.id, 0),
            span=spans[offer.id][-1] if offer.id in spans else None,
            spans=spans.get(offer.id, ()),
            elsewhere_milli=elsewhere.get(offer.id, 0),
        )
        for offer in ground.offers.values()
        if after.get(offer.id) or before.get(offer.id)
    ]
    labels = {offer.id: offer.label for offer in ground.offers.values()}
    for one in person.entries:
        for goods in one.goods:
            if goods.open:
                label = labels[goods.offer_id] if goods.offer_id is not None else goods.words
                was = before.get(goods.offer_id, 0) if goods.offer_id is not None else 0
                pieces.append(Piece(goods.offer_id, label, goods.milli, was, open=True, span=goods.span))
    return tuple(pieces)


def _first_ask(person: _Person, row: Row, ground: Ground, answers: Answers, crowd: _Crowd) -> Ask | None:
    for one in person.entries:
        if not_an_order(answers, one.key):
            continue
        if one.questions:
            return ask_entry(one, min(one.questions, key=lambda question: _URGENCY.index(question.code)), ground)
        if _cancels_with_words(one) and row.before and not agreed(answers, one.key, "everything"):
            return ask_everything(one)
    given = [answer for one in person.entries for answer in answers.get(one.key, ())]
    if any(not_an_order(answers, one.key) for one in person.entries):
        given.clear()
    elif (doubt := _back(person, row, ground, answers) or _doubt(person, row, ground, given, crowd)) is not None:
        return doubt
    found = ask_limits(row.key, row.name, row.after, row.before, ground)
    return None if found is None or agreed(answers, row.key, found.code) else found


def _back(person: _Person, row: Row, ground: Ground, answers: Answers) -> Ask | None:
    """Return whether lines that cancel mean goods that came another way too; asked once for the same lines."""
    if any(agreed(answers, row.key, code) for code in (AS_SAID, TAKEN_BACK)):
        return None
    said = _confirmed_of(person, ground)
    cancels = [one for one in person.entries if one.action is Action.CANCEL and one.key not in said]
    back = beyond_list(cancels, ground, row.before) if cancels else {}
    return ask_taken_back(person.first, back, ground) if back else None


def _doubt(person: _Person, row: Row, ground: Ground, given: Sequence[Answer], crowd: _Crowd) -> Ask | None:
    """Return what the text alone does not raise: whether she has moved, whether goods came another way already."""
    if not row.after:
        return None
    here = crowd.here - {person.neighbour_id}
    return ask_moved(person.first, ground, given, names=crowd.names, here=here) or ask_source(
        person.entries, ground, given, after=row.after, before=row.before
    )


def _cancels_with_words(one: Settled) -> bool:
    """Whether everything would be cancelled although words are left that may name the one thing that is meant."""
    return one.action is Action.CANCEL and not one.goods and bool(one.entry.note)


_URGENCY = tuple(Code)
"""Who it is comes first, since the answers to the rest may follow from it."""


def _guarded(row: Row, ground: Ground, answers: Answers) -> Row:
    """Propose, and no more, what would change an order that is paid or goods that were handed over."""
    standing = ground.standing.get(row.neighbour_id) if row.neighbour_id is not None else None
    if standing is None or row.became is Became.SAME or row.ask is not None:
        return row
    if agreed(answers, row.key, "keep"):
        return replace(row, kept=True)
    changed = set(amounts_of(row))
    if changed & standing.locked:
        return replace(row, ask=ask_handed_over(row.key))
    if changed and standing.paid and not agreed(answers, row.key, "paid"):
        return replace(row, ask=ask_paid(row.key))
    return row


def _with_sold_out(rows: list[Row], ground: Ground, answers: Answers) -> list[Row]:
    """Ask about those who come after an offer was used up; who stood in the list before keeps what she had."""
    standing = [each.amounts for each in ground.standing.values() if not each.cancelled]
    left = {
        offer.id: offer.total_limit_milli - sum(amounts.get(offer.id, 0) for amounts in standing)
        for offer in ground.offers.values()
        if offer.total_limit_milli is not None
    }
    if not left:
        return rows
    asked = []
    for row in rows:
        change = amounts_of(row)
        more = {each: change.get(each, 0) for each in left}
        short = next((each for each, milli in more.items() if milli > 0 and milli > left[each]), None)
        if row.ask is None and short is not None and not agreed(answers, row.key, "sold_out"):
            asked.append(replace(row, ask=ask_sold_out(row.key, row.name, ground.offers[short], left[short])))
            continue
        if row.ask is None:
            left = {each: left[each] - more[each] for each in left}
        asked.append(row)
    return asked


def _ask_text(reading: Reading, rows: Sequence[Row], ghosts: Sequence[Row], answers: Answers) -> Ask | None:
    if Code.COPIES in reading.questions and not agreed(answers, TEXT, COPIES):
        return Ask(
            key=TEXT,
            code=COPIES,
            reason=_("The list stands here more than once, and it does not show which copy is the newest"),
            fixes=(Fix(_("the last one counts"), (Agreed(COPIES),)),),
        )
    if not ghosts or any(agreed(answers, TEXT, code) for code in (WHOLE, PART, OTHER)):
        return None
    if not _looks_cut(reading, rows, ghosts):
        return None
    return Ask(
        key=TEXT,
        code=WHOLE,
        reason=_("{count} who stood in the list are missing now. Is this only a part of it?").format(count=len(ghosts)),
        fixes=(
            Fix(_("only a part, leave them"), (Agreed(PART),)),
            Fix(_("the whole list, they have cancelled"), (Agreed(WHOLE),)),
            Fix(_("the list of another group"), (Agreed(OTHER),)),
        ),
    )


def _looks_cut(reading: Reading, rows: Sequence[Row], ghosts: Sequence[Row]) -> bool:
    numbers = [entry.number for entry in reading.entries if entry.number is not None]
    # One number that is left out is how somebody deletes her line; a stretch of them was not copied.
    gaps = bool(numbers) and (min(numbers) > 1 or len(reading.missing_numbers) >= _MANY_MISSING)
    many = len(ghosts) >= _MANY_MISSING and len(ghosts) > len(rows)
    # Where hardly anybody is left of a list, it is another one: two groups may order in one round.
    strange = len(ghosts) >= _MANY_STRANGE and len(ghosts) > sum(bool(row.before) for row in rows)
    return gaps or many or strange or not numbers


def _woven(rows: Sequence[Row], ghosts: Sequence[Row]) -> list[Row]:
    """Put each missing person behind the row after whose line she stood."""
    waiting: dict[int, list[Row]] = {}
    for ghost in ghosts:
        waiting.setdefault(ghost.ghost_after, []).append(ghost)
    woven = waiting.pop(0, [])
    for row in rows:
        woven.append(row)
        for line in row.lines:
            woven += waiting.pop(line, [])
    return [*woven, *(ghost for rest in waiting.values() for ghost in rest)]


def _hints(reading: Reading) -> tuple[str, ...]:
    hints = []
    if Code.DATE in reading.questions:
        hints.append(_("The weekday and the date in the text do not fit each other"))
    if reading.missing_numbers:
        numbers = ", ".join(map(str, reading.missing_numbers[:5]))
        hints.append(_("Number {numbers} is missing in the list").format(numbers=numbers))
    if reading.double_numbers:
        numbers = ", ".join(map(str, reading.double_numbers[:5]))
        hints.append(_("Number {numbers} stands in the list twice").format(numbers=numbers))
    return tuple(hints)


def amounts_of(row: Row) -> Mapping[int, int]:
    """Return by how much the list says more (below zero: less) than before, by offer id.

    What had come from another source already is not brought by the list, neither now nor then.
    """

    def brought(amounts: Amounts, offer_id: int) -> int:
        return max(0, amounts.get(offer_id, 0) - row.same.get(offer_id, 0))

    difference = {each: brought(row.after, each) - brought(row.before, each) for each in {*row.after, *row.before}}
    return {offer_id: milli for offer_id, milli in difference.items() if milli}
