"""Which lines ask and which answer: the header with its menu, the numbered list, the copied chat, the loose lines."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from leaderdesk.features.community.rules.header import is_fact, is_question, is_title
from leaderdesk.features.community.rules.heads import find_heads
from leaderdesk.features.community.rules.model import MOST_OPTIONS, Asked, Option
from leaderdesk.features.community.rules.options import clean_label, find_options, lettered_count
from leaderdesk.features.orders.jielong.chat import is_announcement, is_chatter
from leaderdesk.features.orders.jielong.copies import mark_copies
from leaderdesk.features.orders.jielong.fold import name_key
from leaderdesk.features.orders.jielong.lines import Row, split_rows
from leaderdesk.features.orders.jielong.model import Kind

_LOOSE_PLUS = re.compile(r"^ *[^ +?:,。!]{1,10} ?\+ ?[0-9]{1,2} *$")
_LOOSE_WORDS = re.compile(r"^ *(?P<who>[^ ,:?!。]{1,10})[ ,]+(?P<said>[^?。]{1,24})$")
_LOOSE_CANCEL = re.compile(r"^ *[^ ,:?!。]{1,8} ?(?:取消|来不了|不选了|不去了|不参加了)")
_CLOCK = re.compile(r"[0-9] ?: ?[0-9]{2}(?![0-9])")
_LETTER_ONLY = re.compile(r"^ *[a-h][.、:)\] ]")
_FIRST_WORD = re.compile(r"[^ ,:、+]+")


@dataclass(frozen=True, slots=True)
class Layout:
    """The rows of a text and the place of the first that answers; `menu` are options that were listed by number."""

    rows: tuple[Row, ...]
    header: frozenset[int]
    menu: tuple[Option, ...]
    begins: int

    def header_lines(self) -> list[str]:
        """Return the lines that ask, as they were written."""
        kept = []
        for place in sorted(self.header):
            row = self.rows[place]
            kept.append(row.folded.written(row.body, len(row.text)) if row.body < len(row.text) else row.folded.source)
        return kept


def lay_out(text: str, asked: Asked | None = None) -> Layout:
    """Return the lines of any text as they belong together; with `asked` a line alone is an answer."""
    rows = _without_false_names(split_rows(text))
    menu_places = _menu(rows)
    menu = _menu_options(rows, menu_places)
    header: set[int] = set(menu_places)
    alone = sum(1 for row in rows if row.kind is not Kind.BLANK) == 1
    begins = len(rows)
    for place, row in enumerate(rows):
        if place in header or row.kind is Kind.BLANK or row.sender is not None:
            continue
        if row.kind in (Kind.EXAMPLE, Kind.QUOTED):
            continue
        if _answers(rows, place, header, asked) or (asked is not None and alone):
            begins = place
            break
        header.add(place)
    # What is asked once more further down (the list re-posted with its head) is no answer either.
    rows = _without_old_copies(rows, header)
    return Layout(tuple(rows), frozenset(header), menu, begins)


def _without_false_names(rows: list[Row]) -> list[Row]:
    """Return the rows without the senders and speakers that are none: 时间：周日 15:00, 烘焙课 周六14:00."""
    false = {row.line for row in rows if row.sender is not None and is_title(row.text[slice(*row.sender)])}
    return [_as_it_is(row, false) for row in rows]


def _as_it_is(row: Row, false: set[int]) -> Row:
    colon = row.colon
    if colon is not None and _CLOCK.search(row.text, colon[1] - 2, colon[2] + 2):
        colon = None
    if row.line in false:
        return replace(row, sender=None, when=None, body=0, kind=None, colon=colon)
    return replace(row, under=None if row.under in false else row.under, colon=colon)


def _answers(rows: Sequence[Row], place: int, header: set[int], asked: Asked | None) -> bool:
    row = rows[place]
    if row.number is not None:
        return not _asks_by_number(row)
    text = row.text[row.body :]
    if row.under is not None:
        return (
            not is_question(text) and not _LETTER_ONLY.match(text) and lettered_count(text) < 2 and not is_chatter(text)
        )
    if row.colon is not None:
        who = row.text[row.colon[0] : row.colon[1]]
        return not is_fact(who) and not _LETTER_ONLY.match(text) and lettered_count(text) < 2 and not is_question(who)
    words = _option_words([rows[place].folded.source for place in sorted(header)], asked)
    return (bool(header) or asked is not None) and _loose(text, words)


def _loose(text: str, words: set[str]) -> bool:
    """Return whether a line without number, sender or colon is somebody's answer, seen after what was asked before."""
    if is_announcement(text) or "#" in text:
        return False
    if _LOOSE_PLUS.match(text) or _LOOSE_CANCEL.match(text):
        return True
    match = _LOOSE_WORDS.match(text)
    if match is None or lettered_count(text) > 1 or is_question(text):
        return False
    said = match["said"].strip()
    if find_heads(said) is not None:
        return True
    return said in words


def _option_words(lines: Sequence[str], asked: Asked | None) -> set[str]:
    """Return the keys and words of what may be chosen, as a header of these lines or `asked` says."""
    options = [question.options for question in asked.questions] if asked is not None else find_options(lines)
    return {word for one in options for option in one for word in (option.key.lower(), option.label.lower())}


def _asks_by_number(row: Row) -> bool:
    """Return whether a numbered line is a question of its own: 1、下期水果？ A草莓 B蓝莓."""
    text = row.text[row.body :]
    return text.rstrip().endswith("?") or lettered_count(text) > 1 or ("?" in text and len(find_options([text])) > 0)


def _menu(rows: Sequence[Row]) -> tuple[int, ...]:
    """Return the places of numbered lines that list the options: in front, followed by the real answers."""
    numbered = [place for place, row in enumerate(rows) if row.number is not None and row.kind is None]
    if not numbered or not _headed(rows, numbered[0]):
        return ()
    run: list[int] = []
    for place in numbered:
        if rows[place].number != len(run) + 1 or len(rows[place].parts) > 1:
            break
        run.append(place)
    if not 2 <= len(run) <= MOST_OPTIONS or any(_asks_by_number(rows[place]) for place in run):
        return ()
    if any(len(rows[place].text[rows[place].body :].split()) > 3 for place in run):
        return ()
    later = [place for place in numbered if place > run[-1]]
    if later:
        return tuple(run) if rows[later[0]].number == 1 else ()
    labels = {rows[place].text[rows[place].body :].strip() for place in run}
    behind = [row for row in rows[run[-1] + 1 :] if row.kind is None and row.sender is None]
    picks = sum(_picks_of_menu(row, labels, len(run)) for row in behind)
    return tuple(run) if behind and picks * 2 >= len(behind) else ()


def _picks_of_menu(row: Row, labels: set[str], most: int) -> bool:
    text = row.text[row.colon[2] :] if row.colon is not None else row.text[row.body :]
    last = text.split()[-1] if text.split() else ""
    return (last.isascii() and last.isdecimal() and 1 <= int(last) <= most) or any(
        label and label in text for label in labels
    )


def _headed(rows: Sequence[Row], first: int) -> bool:
    return any(
        is_question(row.text) or re.search(r"什么|哪|选", row.text) for row in rows[:first] if row.sender is None
    )


def _menu_options(rows: Sequence[Row], places: Sequence[int]) -> tuple[Option, ...]:
    found = []
    for number, place in enumerate(places, start=1):
        row = rows[place]
        label = clean_label(row.folded.written(row.body, len(row.text))) if row.body < len(row.text) else ""
        found.append(Option(str(number), label or str(number)))
    return tuple(found)


def _without_old_copies(rows: list[Row], header: set[int]) -> list[Row]:
    """Mark older copies of the growing list as quoted, unless it cannot be told which of them counts."""
    marked = [replace(row, kind=Kind.HEADER) if place in header else row for place, row in enumerate(rows)]

    def look(row: Row) -> tuple[bool, frozenset[str]]:
        names = [_FIRST_WORD.search(row.text, part.start, part.end) for part in row.parts]
        return False, frozenset(name_key(match.group()) for match in names if match is not None)

    doubtful = mark_copies(marked, look)
    quoted = set() if doubtful else {place for place, row in enumerate(marked) if row.kind is Kind.QUOTED}
    return [replace(row, kind=Kind.QUOTED) if place in quoted else row for place, row in enumerate(rows)]
