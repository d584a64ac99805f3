"""A text in which buildings stand by the names the estate gives them, and its reading led back to the words as written.

The reader knows numbers and letters of buildings. What else people call a building is put right before it reads, and
every place it found is moved back, so that the evidence is always what was pasted.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from leaderdesk.features.orders.jielong.model import Entry, Item, Piece, Question, Reading, Referrer, Span

_MARK = r"(?:号楼|栋楼?|幢|座|#|楼)"
_UNIT = r"(?:份|斤|公斤|毫升|ml|kg|g|克|盒|箱|板|提|条|袋|瓶|只|包|个|桶|罐|颗|杯|套|件|元|块|抽)"
_DOOR = rf"(?:[0-9０-９]{{1,2}}\s*(?:单元|门)\s*)?[0-9０-９]{{3,4}}(?![0-9０-９])(?!\s*(?:[-－—]\s*[0-9０-９]|{_UNIT}))"
_SHORT = re.compile(r"[0-9A-Za-z０-９]{1,3}")


@dataclass(frozen=True, slots=True)
class _Change:
    """Signs [start, end) of a line as written, and how many stand there instead."""

    start: int
    end: int
    length: int


@dataclass(frozen=True, slots=True)
class Respelled:
    """The text for the reader, with what was changed in it by line (from 1)."""

    text: str
    written: tuple[str, ...]
    changes: Mapping[int, tuple[_Change, ...]]


def respell(text: str, buildings: Mapping[str, str]) -> Respelled:
    """Return the text with each of these names that stands before a door in the estate's own words."""
    lines = text.split("\n")
    if not buildings:
        return Respelled(text, tuple(lines), {})
    pattern = _pattern(buildings)
    changes: dict[int, tuple[_Change, ...]] = {}
    spelled: list[str] = []
    for number, line in enumerate(lines, start=1):
        found: list[_Change] = []
        pieces, at = [], 0
        for match in pattern.finditer(line):
            name = buildings[match["long"] or match["short"]]
            instead = f"{name}栋"
            found.append(_Change(match.start(), match.end(), len(instead)))
            pieces += [line[at : match.start()], instead]
            at = match.end()
        spelled.append("".join([*pieces, line[at:]]))
        if found:
            changes[number] = tuple(found)
    return Respelled("\n".join(spelled), tuple(lines), changes)


def as_written(reading: Reading, respelled: Respelled) -> Reading:
    """Return the reading with every place and every word as they stand in the text that was pasted."""
    if not respelled.changes:
        return reading
    return replace(reading, entries=tuple(_entry(entry, respelled) for entry in reading.entries))


def _pattern(buildings: Mapping[str, str]) -> re.Pattern[str]:
    long = [re.escape(name) for name in sorted(buildings, key=len, reverse=True) if not _SHORT.fullmatch(name)]
    short = [re.escape(name) for name in sorted(buildings, key=len, reverse=True) if _SHORT.fullmatch(name)]
    ways = []
    if long:
        ways.append(rf"(?P<long>{'|'.join(long)})\s*{_MARK}?[\s,，、\-－]*(?={_DOOR})")
    if short:
        # A number or a letter is a building only where it is marked as one.
        ways.append(
            rf"(?<![0-9A-Za-z０-９.\-－])(?P<short>{'|'.join(short)})\s*(?:{_MARK}\s*|[-－]\s*)(?=[0-9０-９]{{1,2}}\D|{_DOOR})"
        )
    both = "|".join(ways)
    return re.compile(both if long and short else both + ("|(?P<short>(?!))" if long else "|(?P<long>(?!))"))


def _entry(entry: Entry, respelled: Respelled) -> Entry:
    if not any(line in respelled.changes for line in entry.lines):
        return entry
    return replace(
        entry,
        name=_piece(entry.name, respelled),
        room_piece=_piece(entry.room_piece, respelled),
        items=tuple(_item(item, respelled) for item in entry.items),
        note_spans=tuple(_span(span, respelled) for span in entry.note_spans),
        paid=_piece(entry.paid, respelled),
        referrer=_referrer(entry.referrer, respelled),
        questions=tuple(_question(question, respelled) for question in entry.questions),
    )


def _piece(piece: Piece | None, respelled: Respelled) -> Piece | None:
    if piece is None or piece.span.line not in respelled.changes:
        return piece
    span = _span(piece.span, respelled)
    return Piece(_words(piece.text, piece.span, span, respelled), span)


def _referrer(referrer: Referrer | None, respelled: Respelled) -> Referrer | None:
    if referrer is None:
        return None
    said, name = _piece(referrer.said, respelled), _piece(referrer.name, respelled)
    assert said is not None
    assert name is not None
    return replace(referrer, said=said, name=name)


def _item(item: Item, respelled: Respelled) -> Item:
    if item.span is None or item.span.line not in respelled.changes:
        return item
    span = _span(item.span, respelled)
    return replace(item, words=_words(item.words, item.span, span, respelled), span=span)


def _question(question: Question, respelled: Respelled) -> Question:
    if question.span is None or question.span.line not in respelled.changes:
        return question
    span = _span(question.span, respelled)
    return replace(question, words=_words(question.words, question.span, span, respelled), span=span)


def _words(words: str, old: Span, new: Span, respelled: Respelled) -> str:
    """Return the words of the place as written; where nothing in it was changed they are the same."""
    written = respelled.written[new.line - 1][new.start : new.end]
    read = respelled.text.split("\n")[old.line - 1][old.start : old.end]
    return words if written == read else written


def _span(span: Span, respelled: Respelled) -> Span:
    changes = respelled.changes.get(span.line, ())
    return Span(span.line, _place(span.start, changes, at_end=False), _place(span.end, changes, at_end=True))


def _place(place: int, changes: Sequence[_Change], *, at_end: bool) -> int:
    """Return where a place of the respelled line stands in the written one."""
    shift = 0
    for change in changes:
        start = change.start + shift
        if place < start or (place == start and not at_end):
            break
        if place < start + change.length or (place == start + change.length and at_end):
            return change.end if at_end and place > start else change.start
        shift += change.length - (change.end - change.start)
    return place - shift
