"""The second stage's first half: which lines make an entry, and what every other line is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from leaderdesk.features.orders.jielong import chat, words
from leaderdesk.features.orders.jielong.body import MOST_SIGNS, Bit, is_label, join
from leaderdesk.features.orders.jielong.by_goods import said_by_goods
from leaderdesk.features.orders.jielong.ear import AMOUNTS
from leaderdesk.features.orders.jielong.fold import name_key
from leaderdesk.features.orders.jielong.judging import (
    continues,
    has_price,
    is_clear,
    is_talk,
    only_asks,
    only_names,
    orders_in_labels,
    orders_something,
    takes_back,
    tells_prices,
)
from leaderdesk.features.orders.jielong.lines import LOOSE_NUMBER, Part, Row
from leaderdesk.features.orders.jielong.model import Kind
from leaderdesk.features.orders.jielong.names import NameBook
from leaderdesk.features.orders.jielong.read import Draft
from leaderdesk.features.orders.jielong.said import Said, speaker_of
from leaderdesk.features.orders.jielong.sorts import Sort
from leaderdesk.features.orders.jielong.spoken import Spoken, Surroundings, hear, says_me

_MOST_LINES = 40
"""One person's goods take no more lines than this."""
_TOLD_EVERY = 50
_NOTHING = " .,:;~-_、。\n"


@dataclass(slots=True)
class Gathered:
    """All entries of a text, the kind of every line, and the numbers that stand with nothing behind them."""

    said: list[Said] = field(default_factory=list)
    kinds: dict[int, Kind] = field(default_factory=dict)
    empty_numbers: list[int] = field(default_factory=list)


Moved = Callable[[int, int], object]
"""Is told how many of how many lines are read; may raise to stop the reading."""


def gather(draft: Draft, around: Surroundings, moved: Moved | None = None) -> Gathered:
    """Return the entries of a draft and what each of its lines is."""
    return _Gatherer(draft.rows, around).run(moved)


class _Gatherer:
    """Goes through the rows once; names learnt on the way help to read the later lines."""

    def __init__(self, rows: Sequence[Row], around: Surroundings) -> None:
        self._rows = rows
        self._around = around
        self._out = Gathered()
        self._loose: list[tuple[int, bool]] = []
        self._open: Said | None = None
        self._open_line = 0
        self._leaders: set[str] = set()
        self._speakers: set[str] = set()
        numbered = [row.line for row in rows if row.parts and row.kind is None]
        self._first_number = numbered[0] if numbered else 0
        self._headed = any(row.heading and row.kind is None for row in rows)

    def run(self, moved: Moved | None = None) -> Gathered:
        """Return everything gathered."""
        at, told = 0, 0
        while at < len(self._rows):
            if moved is not None and at >= told:
                moved(at, len(self._rows))
                told = at + _TOLD_EVERY
            row = self._rows[at]
            if row.kind is not None:
                self._out.kinds[row.line] = row.kind
                at += 1
            elif not row.parts and len(row.text) > MOST_SIGNS:
                self._out.kinds[row.line] = Kind.UNREADABLE
                at += 1
            elif row.sender is not None:
                at = self._message(at)
            elif row.parts:
                self._numbered(row)
                at += 1
            else:
                self._unnumbered(row)
                at += 1
        _settle_loose(self._out, self._loose, len(self._rows))
        if moved is not None:
            moved(at, len(self._rows))
        return self._out

    # ------------------------------------------------------------------------------------------ numbered lines

    def _numbered(self, row: Row) -> None:
        found, long = False, False
        for part in row.parts:
            if not row.text[part.start : part.end].strip(_NOTHING):
                self._out.empty_numbers.append(part.number or 0)
                continue
            if part.end - part.start > MOST_SIGNS:
                long = True
                continue
            self._enter(row, part)
            found = True
        self._out.kinds[row.line] = Kind.ENTRY if found else Kind.UNREADABLE if long else Kind.PLACEHOLDER

    def _by_goods(self, row: Row, start: int, end: int, number: int | None) -> bool:
        """Read goods with everybody behind them who wants them; return whether it was that."""
        entries = said_by_goods(row, start, end, self._around)
        for at, said in enumerate(entries):
            said.number = None if at else number
            self._add(said)
        if entries:
            self._open = None
        return bool(entries)

    def _enter(self, row: Row, part: Part) -> None:
        if ":" in row.text and self._by_goods(row, part.start, part.end, part.number):
            return
        bit = Bit(row.line, row.folded, part.start, part.end)
        spoken = hear(join([bit]), self._around)
        self._add(Said([row.line], part.number, [bit], spoken))

    def _add(self, said: Said) -> None:
        self._out.said.append(said)
        self._open, self._open_line = said, said.lines[-1]
        for line in said.lines:
            self._out.kinds[line] = Kind.ENTRY
        _learn(said.spoken, self._around.book)

    # ----------------------------------------------------------------------------------------- chat by senders

    def _message(self, at: int) -> int:
        """Read a sender line and the message under it; return the place behind."""
        sender = self._rows[at]
        end = at + 1
        while end < len(self._rows) and self._rows[end].under == sender.line and self._rows[end].sender is None:
            end += 1
        message = [row for row in self._rows[at + 1 : end] if row.kind is None and len(row.text) <= MOST_SIGNS]
        self._out.kinds.update((row.line, row.kind or Kind.UNREADABLE) for row in self._rows[at + 1 : end])
        if any(row.parts or row.heading for row in message) or not message:
            self._loose_line(sender, sure_chatter=not message and bool(self._out.said))
            return at + 1
        who = speaker_of(sender, *(sender.sender or (0, 0)), self._around)
        talk = [row for row in message if is_talk(row.text, self._around) or only_asks(row.text, self._around)]
        orders = [row for row in message if row not in talk]
        said = self._spoken_message(orders, who) if orders else None
        if said is not None:
            said.lines = [sender.line, *(row.line for row in orders)]
            for row in talk:
                self._out.kinds[row.line] = Kind.CHATTER
            self._add(said)
        else:
            self._talk(sender, message, who)
        self._open = None
        return end

    def _talk(self, sender: Row, message: Sequence[Row], who: Said | None) -> None:
        name = who.speaker.text if who is not None and who.speaker is not None else ""
        text = "\n".join(row.text for row in message)
        leader = chat.is_leader(name) or name in self._leaders or _tells_prices(message, self._around)
        if leader and not self._out.said and not chat.is_chatter(text) and not only_asks(text, self._around):
            self._leaders.add(name)
        words_of_leader = leader and not chat.is_chatter(text)
        for row in (sender, *message):
            if words_of_leader and not only_asks(text, self._around):
                self._loose.append((row.line, False))
            else:
                self._out.kinds[row.line] = Kind.CHATTER

    def _spoken_message(self, rows: Sequence[Row], who: Said | None) -> Said | None:
        """Return the entry a message is, None if it orders nothing."""
        bits = [
            Bit(
                row.line,
                row.folded,
                row.colon[2] if row.colon and who and row.line == who.lines[0] else row.body,
                len(row.text),
            )
            for row in rows
        ]
        body = join(bits)
        spoken = hear(body, self._around, speaker=who is not None and who.speaker is not None)
        name = who.speaker.text if who is not None and who.speaker is not None else ""
        leader = chat.is_leader(name) or name in self._leaders
        if not orders_something(spoken, self._around.goods) and not _takes_back(self._out.said, spoken, name):
            return None
        if leader and (not is_clear(spoken) or chat.is_stock(body.text)):
            return None
        said = Said([row.line for row in rows], None, bits, spoken)
        if who is not None:
            said.speaker, said.speaker_room, said.speaker_doubt = who.speaker, who.speaker_room, who.speaker_doubt
        return said

    def _unnumbered(self, row: Row) -> None:
        part = _next_part(row, self._out.said, self._around) if self._open_line == row.line - 1 else None
        if part is not None:
            self._numbered(replace(row, parts=(part,), body=part.start, colon=None))
            return
        row, text = _past_call(row, row.text[row.body :], self._around)
        if row.heading or self._in_header(row, text):
            self._loose_line(row)
            return
        follows = self._open is not None and self._open_line == row.line - 1 and len(self._open.lines) < _MOST_LINES
        if follows and is_label(text):
            self._continue(row)
            return
        if is_label(text) and orders_in_labels(self._rows[row.line - 1 : row.line + 11], self._around):
            self._enter(row, Part(None, row.body, len(row.text)))
            return
        if is_talk(text, self._around) or (
            only_asks(text, self._around) and (self._out.said or row.colon or not self._headed)
        ):
            self._out.kinds[row.line] = Kind.CHATTER
            return
        if row.colon is not None and (self._by_goods(row, row.body, len(row.text), None) or self._colon_message(row)):
            return
        self._plain(row, text, follows=follows)

    def _plain(self, row: Row, text: str, *, follows: bool) -> None:
        body = join([Bit(row.line, row.folded, row.body, len(row.text))])
        spoken = hear(body, self._around)
        if chat.is_announcement(text) and not (spoken.room is not None and spoken.room.full and spoken.wants):
            self._loose_line(row)
        elif (
            follows
            and not _new_speaker(self._open, spoken)
            and (continues(spoken, text, self._around) or _names_open(self._open, spoken))
        ):
            self._continue(row)
        elif only_names(spoken, self._rows[row.line : row.line + 1], self._around) or (
            (
                orders_something(spoken, self._around.goods)
                and (spoken.named or says_me(text) or is_clear(spoken) or spoken.wishes.same is not None)
            )
            or _takes_back(self._out.said, spoken)
        ):
            self._add(Said([row.line], None, list(body.bits), spoken))
        else:
            self._loose_line(row)

    def _in_header(self, row: Row, text: str) -> bool:
        """Return whether a line before the first list number is the leader's: unless somebody plainly orders there."""
        if self._out.said or not self._first_number or row.line > self._first_number:
            return False
        if self._headed or has_price(text):
            return True
        return not _orders_plainly(row, self._around)

    def _colon_message(self, row: Row) -> bool:
        """Read `name: message`; return whether it was one."""
        assert row.colon is not None
        start, end, _ = row.colon
        who_text = row.text[start:end]
        tokens = self._around.scanner.scan(who_text)
        goods_only = all(token.sort in (Sort.GOOD, Sort.SPACE, Sort.WEAK) for token in tokens)
        counted = any(
            token.sort in (Sort.PRICE, Sort.UNCLEAR) or (token.sort is Sort.AMOUNT and token.unit) for token in tokens
        )
        changed = words.SET.search(who_text, max(0, len(who_text) - 4)) is not None
        behind = self._around.scanner.scan(row.text[row.colon[2] :])[:1]
        counted = counted or (tokens[-1].sort is Sort.GOOD and any(token.sort in AMOUNTS for token in behind))
        if goods_only or counted or changed or is_label(row.text) or chat.is_announcement(who_text):
            return False
        who = speaker_of(row, start, end, self._around)
        name = who.speaker.text if who is not None and who.speaker is not None else ""
        if has_price(row.text) and not self._out.said:
            self._leaders.add(name)
            self._speakers.add(name)
            self._loose_line(row)
            return True
        said = self._spoken_message([row], who)
        if said is not None:
            self._add(said)
            self._open = None
            self._speakers.add(name)
            return True
        if self._speakers or self._out.said:
            leader = chat.is_leader(name) or name in self._leaders
            talk = chat.is_chatter(row.text[row.colon[2] :])
            self._loose_line(row, sure_chatter=talk or (not leader and name in self._speakers))
            return True
        return False

    def _continue(self, row: Row) -> None:
        said = self._open
        assert said is not None
        said.lines.append(row.line)
        said.bits.append(Bit(row.line, row.folded, row.body, len(row.text)))
        said.spoken = hear(join(said.bits), self._around)
        self._open_line = row.line
        self._out.kinds[row.line] = Kind.ENTRY

    def _loose_line(self, row: Row, *, sure_chatter: bool = False) -> None:
        if sure_chatter:
            self._out.kinds[row.line] = Kind.CHATTER
        else:
            self._loose.append((row.line, False))


def _tells_prices(message: Sequence[Row], around: Surroundings) -> bool:
    """Return whether a message is a price list, with or without the word for money."""
    if any(has_price(row.text) for row in message):
        return True
    bits = [Bit(row.line, row.folded, row.body, len(row.text)) for row in message]
    return tells_prices(hear(join(bits), around, speaker=True), around.goods)


def _past_call(row: Row, text: str, around: Surroundings) -> tuple[Row, str]:
    """Return a line without the @somebody it begins with, where goods are ordered behind it."""
    said = chat.speaks_to(text)
    if said is None or is_talk(text, around):
        return row, text
    return replace(row, body=len(row.text) - len(said)), said


def _new_speaker(above: Said | None, spoken: Spoken) -> bool:
    """Return whether somebody named orders under a line of loose chat: every line is one person there."""
    return above is not None and above.number is None and spoken.name is not None and spoken.wants


def _names_open(above: Said | None, spoken: Spoken) -> bool:
    """Return whether a line is nothing but the name that the room alone on the line above still lacks."""
    if above is None or above.spoken.name is not None or not above.spoken.rooms or above.spoken.wishes.all:
        return False
    bare = not spoken.rooms and not spoken.wants and not spoken.wishes.all and not spoken.wishes.notes
    return spoken.name is not None and bare


def _settle_loose(out: Gathered, loose: Sequence[tuple[int, bool]], rows: int) -> None:
    """Words before the first entry are the header, after the last one the tail, between them chatter."""
    lines = [line for said in out.said for line in said.lines]
    placeholders = [line for line, kind in out.kinds.items() if kind is Kind.PLACEHOLDER]
    first = min([*lines, *placeholders], default=rows + 1)
    last = max([*lines, *placeholders], default=rows + 1)
    for line, _ in loose:
        out.kinds[line] = Kind.HEADER if line < first else Kind.TAIL if line > last else Kind.CHATTER


def _next_part(row: Row, above: Sequence[Said], around: Surroundings) -> Part | None:
    """Return the numbered piece of a line without a sign behind its number (13 凌先生), if just that comes next."""
    match = LOOSE_NUMBER.match(row.text)
    number = above[-1].number if match is not None and above else None
    if match is None or number is None or int(match["n"]) != number + 1:
        return None
    part = Part(number + 1, match.end(), len(row.text))
    spoken = hear(join([Bit(row.line, row.folded, part.start, part.end)]), around)
    return part if spoken.named and spoken.wants else None


def _takes_back(above: Sequence[Said], spoken: Spoken, speaker: str = "") -> bool:
    """Return whether somebody who ordered in this text takes that back in words of her own."""
    if not takes_back(spoken):
        return False
    name = spoken.name_piece.text if spoken.name_piece is not None else speaker
    earlier = (said.speaker or said.spoken.name_piece for said in above)
    return bool(name) and any(each is not None and name_key(each.text) == name_key(name) for each in earlier)


def _learn(spoken: Spoken, book: NameBook) -> None:
    """Keep a name that stood clear of its goods, for lines that say it again."""
    if spoken.name is None:
        return
    start, end = spoken.name
    after = spoken.body.text[end : end + 1]
    if spoken.rooms or after in ("", " ", ",", ":"):
        book.learn(spoken.body.text[start:end])


def _orders_plainly(row: Row, around: Surroundings) -> bool:
    """Return whether a line is nothing but goods with amounts for a full room."""
    spoken = hear(join([Bit(row.line, row.folded, row.body, len(row.text))]), around)
    return spoken.room is not None and spoken.room.full and spoken.wants and is_clear(spoken)
