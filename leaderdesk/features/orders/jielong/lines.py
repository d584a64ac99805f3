"""The text as lines: times, senders and list numbers in front, quotations, several entries on one line."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import pairwise

from leaderdesk.features.orders.jielong import words
from leaderdesk.features.orders.jielong.fold import Folded, fold
from leaderdesk.features.orders.jielong.model import Kind

_DAY = (
    r"(?:[0-9]{4} ?[-/.年] ?[0-9]{1,2} ?[-/.月] ?[0-9]{1,2}日?|[0-9]{1,2}月[0-9]{1,2}日|[0-9]{1,2}[-/][0-9]{1,2}|"
    r"今天|昨天|前天|"
    r"(?:星期|周)[一二三四五六日天])"
)
_CLOCK = r"(?:凌晨|早上|上午|中午|下午|傍晚|晚上|am|pm)? ?[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?(?: ?[ap]m)?"
_WHEN = rf"(?:{_DAY},? ?)?{_CLOCK}"
_SENDER = re.compile(rf"^ *(?P<who>[^\n]{{1,40}}?)(?:\([0-9]{{5,12}}\))? +(?P<when>{_WHEN}) *:? *$")
_SENDER_AFTER = re.compile(
    rf"^ *(?P<when>{_DAY} {_CLOCK}(?<=:[0-9][0-9]:[0-9][0-9])) +(?P<who>[^\n:]{{1,30}}?)(?:\([0-9]{{5,12}}\))? *:? *$"
)
_SENDER_DATED = re.compile(
    rf"^ *(?P<when>{_DAY} {_CLOCK}) +(?P<who>(?:[^\n:+0-9要来加改取买]|"
    r"[0-9]+[-栋号#单元室座](?![0-9]*[份盒箱斤])|[0-9]{3,4}(?![份盒箱斤])){1,20}?) *:? *$"
)
"""A date and a time in front of a sender; only where a message stands right under it."""
_SENDER_BARE = re.compile(
    r"^ *(?P<when>)(?P<who>[^\n:,;。!?0-9#\[\](){}]{1,16}(?: ?[0-9]{1,2}-(?:[0-9]-)?[0-9]{3,4})?) *: *$"
)
"""A name with a colon and nothing behind it: a sender where several stand so, each with a message under it."""
_TIME_ALONE = re.compile(rf"^[ \-\[(]*{_WHEN}[ \-\])]*$")
_TIME_FIRST = re.compile(rf"^ *[\[(]?(?:{_WHEN}|{_DAY})[\])]?(?=[ ,:]) *[,:]? *")
_COLON = re.compile(r"^ *(?P<who>[^:\n]{1,30}?) *: *(?P<said>[^ \n].*)$")
_NUMBER = re.compile(
    r" *(?:(?:no\.?|第)? ?(?:[(\[【](?P<a>[0-9]{1,4})[)\]】] ?[.、:)]?|(?P<b>[0-9]{1,4}) ?(?:[.、)。]|"
    r",(?=[^0-9])|:(?![0-9])|:(?=[0-9]{1,3} ?(?:号|栋|幢|座|#|单元|-[0-9]))|,(?= ))"
    r"|(?P<k>(?:[0-9]⃣)+)[.、:)]?|(?P<c>[0-9]{1,4})位? *$)) *"
)
_NOT_NUMBER = re.compile(
    r" *(?:[0-9]+\.[0-9]+ ?(?:斤|公斤|kg|份|盒|箱|元|/(?![0-9]{3,4}(?![0-9]))|两|折)|[0-9]{1,2}\.[0-9]{1,2}(?:号|"
    r"日)?(?: (?!- ?[0-9])|$|星期|周|礼拜|接龙|开团|到|团|[(（])|[0-9]{4}[./-][0-9]{1,2}[./-])"
)
_DECIMAL_START = re.compile(
    r" *(?P<a>[0-9]{1,4})\.(?P<b>[0-9]{1,4}) ?(?:(?P<pack>份|盒|箱)|(?P<unit>斤|公斤|kg|元|两|折|/)|"
    r"(?:号楼?|栋|幢|座|#|no\.?)? ?(?P<door>[0-9]{3,4}(?![0-9])))?"
)
LOOSE_NUMBER = re.compile(
    r" *(?P<n>[0-9]{1,3})(?: +|(?=[一-鿿a-z]))(?=[^0-9 .,:、)\-]|[0-9]{1,3} ?(?:-|栋|号|#|幢|座))"
)
_GOES_ON = re.compile(r" *(?P<n>[0-9]{1,3}) +(?=[0-9]{1,2}[一-鿿]{1,2}[0-9]{3,4}(?![0-9])|[一-鿿a-z]|[0-9]{1,2}-[0-9])")
"""A number and a gap in a list that surely counts so: it survives a missing number and a room nobody can read."""
_SURE_LOOSE, _MOST_MISSING = 3, 3
_DASHES = re.compile(r"^[ \-—–_=*~·.]{5,}$")
_INLINE = re.compile(
    r"(?:(?<=^)|(?<=[ ,;。\]】)]))(?:\((?P<a>[0-9]{1,3})\)|(?P<b>[0-9]{1,3})[.、)](?! ?[0-9]+(?:\.[0-9]+)? ?(?:斤|"
    r"公斤|kg|两|元|折|/(?![0-9]{3,4}(?![0-9])))))"
)
_QUOTE_LONGEST = 200


@dataclass(frozen=True, slots=True)
class Part:
    """One numbered piece of a line: the folded signs [start, end) behind its list number."""

    number: int | None
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the text on its way: `kind` is None while it is not yet known what the line is."""

    line: int
    folded: Folded
    kind: Kind | None = None
    parts: tuple[Part, ...] = ()
    sender: tuple[int, int] | None = None
    when: tuple[str, int] | None = None
    under: int | None = None
    colon: tuple[int, int, int] | None = None
    heading: bool = False
    body: int = 0

    @property
    def text(self) -> str:
        """The folded line."""
        return self.folded.text

    @property
    def number(self) -> int | None:
        """The first list number on the line."""
        return self.parts[0].number if self.parts else None


def split_rows(text: str) -> list[Row]:
    """Return every line of `text` as a row, with quotations, senders and list numbers recognised."""
    rows = [_first_look(number, line) for number, line in enumerate(text.split("\n"), start=1)]
    _mark_quotations(rows)
    _mark_senders(rows)
    _mark_numbers(rows)
    _mark_loose_numbers(rows)
    return rows


def _first_look(number: int, line: str) -> Row:
    folded = fold(line)
    text = folded.text
    if not line.strip():
        return Row(number, folded, Kind.BLANK)
    if _is_unreadable(text):
        return Row(number, folded, Kind.UNREADABLE)
    if words.EXAMPLE.match(text):
        return Row(number, folded, Kind.EXAMPLE)
    return Row(number, folded, heading=words.HEADING.search(text[:60]) is not None)


def _is_unreadable(text: str) -> bool:
    broken = text.count("\ufffd")
    solid = len(text) - text.count(" ")
    return not solid or (broken > 0 and broken * 3 >= solid)


# ---------------------------------------------------------------------------------------------- quotations


def _mark_quotations(rows: list[Row]) -> None:
    at = 0
    while at < len(rows):
        end = _quotation_end(rows, at) if rows[at].kind is None else None
        if end is None:
            if rows[at].kind is None and rows[at].text.lstrip().startswith(">"):
                rows[at] = replace(rows[at], kind=Kind.QUOTED)
            at += 1
            continue
        for place in range(at, end):
            if rows[place].kind is not Kind.BLANK:
                rows[place] = replace(rows[place], kind=Kind.QUOTED)
        at = end


def _quotation_end(rows: list[Row], at: int) -> int | None:
    """Return the place behind a quotation (「name：… 」 and its - - - line) that begins at `at`, else None."""
    text = rows[at].text.strip()
    if text[:1] not in ("「", "『", "“"):
        return None
    close = {"「": "」", "『": "』", "“": "”"}[text[0]]
    for place in range(at, min(len(rows), at + _QUOTE_LONGEST)):
        line = rows[place].text.rstrip()
        if line.endswith(close):
            after = place + 1
            return (
                after + 1
                if after < len(rows) and _DASHES.match(rows[after].text) and rows[after].kind is not Kind.BLANK
                else after
            )
        if place > at and _DASHES.match(line) and line:
            return place + 1
    return None


# ------------------------------------------------------------------------------------------------- senders


def _mark_senders(rows: list[Row]) -> None:
    current: int | None = None
    bare = _bare_senders(rows)
    for at, row in enumerate(rows):
        if row.kind is Kind.BLANK:
            current = None
        if row.kind is Kind.QUOTED and current is not None:
            rows[at] = replace(row, under=current)
        if row.kind is not None and row.kind is not Kind.EXAMPLE:
            continue
        match = _sender_of(row.text) or _dated_sender(row.text, rows[at + 1 : at + 2]) or bare.get(at)
        if match is not None:
            start, end = (match.start("who"), match.end("who")) if "who" in match.groupdict() else (0, 0)
            rows[at] = replace(row, sender=(start, end), when=_when_of(match.group()))
            current = row.line
        elif current is not None:
            rows[at] = replace(row, under=current)


def _sender_of(text: str) -> re.Match[str] | None:
    if ":" not in text or len(text) > 90:
        return None
    if _TIME_ALONE.match(text):
        return _TIME_ALONE.match(text)
    match = _SENDER_AFTER.match(text) or _SENDER.match(text)
    if match is None or _NUMBER.match(text) or re.search(r"截|到|前|自提|接龙|开团|^#|#[^0-9]", match["who"]):
        return None
    return match


def _bare_senders(rows: list[Row]) -> dict[int, re.Match[str]]:
    found: dict[int, re.Match[str]] = {}
    for at, (row, under) in enumerate(pairwise(rows)):
        if row.kind is not None or under.kind is not None or not row.text.rstrip().endswith(":"):
            continue
        match = _SENDER_BARE.match(row.text)
        if match is not None and words.LABEL.match(row.text) is None and not under.text.rstrip().endswith(":"):
            found[at] = match
    return found if len(found) > 1 else {}


def _dated_sender(text: str, following: list[Row]) -> re.Match[str] | None:
    if ":" not in text or len(text) > 60 or not following or following[0].kind is not None:
        return None
    if _SENDER_DATED.match(following[0].text) or _TIME_FIRST.match(following[0].text):
        return None
    return _SENDER_DATED.match(text)


def _when_of(text: str) -> tuple[str, int]:
    day = re.search(_DAY, text)
    clock = re.findall(r"([0-9]{1,2}):([0-9]{2})", text)
    minutes = int(clock[-1][0]) * 60 + int(clock[-1][1]) if clock else 0
    minutes += 720 if re.search(r"下午|晚上|傍晚|pm", text) and minutes < 720 else 0
    numbers = "".join(part.zfill(4) for part in re.findall(r"[0-9]+", day.group())) if day else ""
    return (numbers, minutes)


# ------------------------------------------------------------------------------------------------- numbers


def _mark_numbers(rows: list[Row]) -> None:
    last = 0
    for at, row in enumerate(rows):
        if row.kind is not None or row.sender is not None:
            continue
        text = row.text
        front = _TIME_FIRST.match(text)
        body = front.end() if front is not None and front.end() < len(text) else 0
        parts = _inline_parts(text, body)
        if len(parts) == 2 and _looks_inline_only(text, parts, last, rows[at + 1 : at + 3]):
            parts = ()
        if not parts:
            part = _numbered(text, body, last)
            parts = (part,) if part is not None else ()
        if parts and row.under == row.line - 1 and not last and text.strip().isdigit():
            parts = ()
        if parts:
            last = parts[-1].number or last
            # Built anew, as `replace` costs more than all else that is done for a line here.
            rows[at] = Row(row.line, row.folded, None, parts, None, None, row.under, None, row.heading, parts[0].start)
            continue
        colon = _COLON.match(text, body)
        said = (colon.start("who"), colon.end("who"), colon.start("said")) if colon is not None else None
        rows[at] = replace(row, body=body, colon=said)


def _numbered(text: str, body: int, last: int) -> Part | None:
    match = _NUMBER.match(text, body)
    if match is None or match.end() == body:
        return None
    if _NOT_NUMBER.match(text, body) and not _next_in_line(text, body, last):
        return None
    number = match["a"] or match["b"] or match["c"] or "".join(sign for sign in match["k"] if sign in "0123456789")
    return Part(int(number), match.end(), len(text))


def _next_in_line(text: str, body: int, last: int) -> bool:
    """Return whether what looks like a decimal is the next list number: 3.2份 after 2., or 26.30号 after 25."""
    match = _DECIMAL_START.match(text, body)
    if match is None or last == 0 or int(match["a"]) != last + 1 or match["unit"]:
        return False
    if match["pack"]:
        return True
    return int(match["a"]) > 12 or int(match["b"]) > 31 or match["door"] is not None


def _inline_parts(text: str, body: int) -> tuple[Part, ...]:
    """Return the entries of a line that holds several list numbers in a row (1. … 2. … 3. …), none if it holds one."""
    marks = [(int(match["a"] or match["b"]), match.start(), match.end()) for match in _INLINE.finditer(text, body)]
    best, chain = (0, 0), (0, 0)
    for at, mark in enumerate(marks):
        follows = at > 0 and chain[1] == at and mark[0] == marks[at - 1][0] + 1
        chain = (chain[0] if follows else at, at + 1)
        if chain[1] - chain[0] > best[1] - best[0]:
            best = chain
    kept = marks[best[0] : best[1]]
    if len(kept) < 2 or (len(kept) == 2 and kept[0][0] != 1 and text[body : kept[0][1]].strip()):
        return ()
    ends = [start for _, start, _ in kept[1:]] + [len(text)]
    return tuple(Part(number, stop, end) for (number, _, stop), end in zip(kept, ends, strict=True))


def _looks_inline_only(text: str, parts: tuple[Part, ...], last: int, following: list[Row]) -> bool:
    """Return whether the second number on a line is an amount before a comma (草莓 2、鸡蛋 1), no list number."""
    if text[parts[1].start - 1] != "、":
        return False
    own_mark = text[: parts[0].start].rstrip()[-1:]
    numbers = (_NUMBER.match(row.text) for row in following)
    taken = any(match is not None and str(parts[1].number) in (match["a"], match["b"]) for match in numbers)
    return taken or own_mark != "、" or last > 0


def _mark_loose_numbers(rows: list[Row]) -> None:
    """Take numbers without a sign behind them (1 小满妈) as list numbers where three lines count up from 1."""
    if any(row.parts for row in rows):
        return
    found: list[tuple[int, Part]] = []
    last = 0
    for at, row in enumerate(rows):
        if row.kind is not None or row.sender is not None:
            continue
        match = LOOSE_NUMBER.match(row.text)
        if match is None or int(match["n"]) != last + 1:
            match = _GOES_ON.match(row.text) if len(found) >= _SURE_LOOSE else None
            if match is None or not last < int(match["n"]) <= last + _MOST_MISSING:
                continue
        last = int(match["n"])
        found.append((at, Part(last, match.end(), len(row.text))))
    if len(found) >= _SURE_LOOSE:
        for at, part in found:
            rows[at] = replace(rows[at], parts=(part,), body=part.start, colon=None)
