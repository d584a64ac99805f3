"""One line of one person: who she is, what she chose or how many come, what else she says."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from leaderdesk.features.community.rules.choices import ChoiceFound, find_choice
from leaderdesk.features.community.rules.heads import HeadsFound, find_heads
from leaderdesk.features.community.rules.model import Asked, Doubt, DoubtCode, Heads, People, Picks, PollKind
from leaderdesk.features.neighbours.rooms import Room, find_rooms, split_digits

_CANCEL = re.compile(
    r"取消|撤回|撤销|弃权|退出|不选了|不投了|不报了|不报名了|来不了了?|不来了|不参加了?|去不了了?|不去了|参加不了|有事来不|退了|算了"
)
_CANCEL_YES_NO = re.compile(r"取消|撤回|撤销|弃权|退出|不投了|不报了")
_UNSURE = re.compile(r"待定|看情况|不确定|不一定|可能|再说|考虑|也许|再看|看看|想想|等等")
_FOR = re.compile(r"^ ?(?:我)?(?:帮|替|代)(?P<who>[^ ,。]{1,8}?) ?(?=报名?|选|投|接龙|参加|要|[0-9+]| )")
_FILLER = re.compile(
    r"取消|来不了了?|不来了|报名(?:参加|成功)?|参加|\+ ?1(?![0-9])|1 ?票|"
    r"接龙|必须|坚决|一票|[投选]|支持|谢谢(?:团长|您|你)?|团长|辛苦了?|不好意思|抱歉|我们?家?|俺|本人|也|想|还|"
    r"[要团就吧了的啦哈呀哦噢呢啊来去个和跟与是]|站|改|换|成|票|号|"
    r"[\s,.;:!?~、。…\-_()\[\]*#·^'\"`=|<>/\\+x@&]|[^\w\s]|[\ufe00-\ufe0f\u200b-\u200f]"
)
_TAIL = re.compile(
    r"(?:(?:我们?家?|俺|本人)?(?:也|还|就|想|必须|坚决)*(?:选|投|要|报名(?:参加)?|报|参加|支持|想团|团|来|改选?|换|站|去)*[\s:,，、;+\-]*)$"
)
_EDGES = " ·,;:、-_/|&.()[]【】~!?@#*"
_FIRST = re.compile(r"[^ ,:、]+")
_DIGITS = re.compile(r"(?<![0-9.\-])[1-9][0-9]{2,5}(?![0-9.\-])")
_KIDS = re.compile(r"[0-9一二两三四五六]|[大小孩娃宝]")
_LONGEST_NAME = 16
_LONGEST_NOTE = 100

Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Said:
    """What a line says: signs of the name, room, answer and note; `reads` is whether it answers anything at all."""

    name: Place | None
    room: Room | None
    room_span: Place | None
    picks: Picks
    heads: Heads | None
    withdrawn: bool
    notes: tuple[Place, ...]
    spans: tuple[Place, ...]
    doubt: Doubt | None
    reads: bool


@dataclass(frozen=True, slots=True)
class _Core:
    """The answer in a line and where it stands."""

    picks: Picks = ()
    heads: Heads | None = None
    withdrawn: bool = False
    spans: tuple[Place, ...] = ()
    doubt: Doubt | None = None
    reads: bool = False


def hear(text: str, at: int, asked: Asked, people: People, *, sender: bool, listed: bool) -> Said:
    """Return what the folded `text` says from `at` on.

    `sender`: the name is known from the chat, so there is none in the line; `listed`: it has a number of the list.
    """
    room, room_span = _room(text, at, people)
    start = at if sender else _known_end(text, at, room_span, people) or _first_end(text, at, room_span, asked)
    helped = _FOR.match(text, at) if sender else None
    if helped is not None:
        start = helped.end("who")
    core = _core(_masked(text, [room_span] if room_span else []), start, asked)
    taken = [*core.spans, *([room_span] if room_span is not None else [])]
    name = (helped.start("who"), helped.end("who")) if helped is not None else None
    if not sender:
        name = _name(text, at, start, core.spans, room_span)
    if name is not None:
        taken.append(name)
    notes = _notes(text, name[1] if helped is not None and name else at, taken)
    if not core.reads:
        core = _unsaid(text, core, asked, notes=notes, listed=listed, named=name is not None or room is not None)
    return Said(
        name, room, room_span, core.picks, core.heads, core.withdrawn, notes, core.spans, core.doubt, core.reads
    )


def written_notes(parts: Iterable[str]) -> str:
    """Return the rest of a line as a note."""
    return " ".join(part.strip(" ,.;:!、。，；：！~()（）-—") for part in parts if part.strip())[:_LONGEST_NOTE].strip()


def _core(text: str, start: int, asked: Asked) -> _Core:
    """Return the answer behind `start`."""
    rest = " " * start + text[start:]
    yes_no = asked.kind is PollKind.POLL and any("要" in question.keys for question in asked.questions)
    cancel = (_CANCEL_YES_NO if yes_no else _CANCEL).search(rest)
    unsure = _UNSURE.search(rest)
    if unsure is not None:
        return _Core(spans=(unsure.span(),), doubt=_doubt(asked, unsure.group()), reads=True)
    found = find_choice(rest, asked.questions) if asked.kind is PollKind.POLL else None
    if found is not None and (cancel is None or found.spans[-1][0] > cancel.start()):
        return _chosen(found, rest)
    heads = find_heads(rest, bare=True) if asked.kind is PollKind.SIGNUP else None
    if heads is not None and (cancel is None or heads.spans[-1][0] > cancel.start()):
        return _coming(heads, rest)
    if cancel is not None:
        return _Core(withdrawn=True, spans=(cancel.span(),), reads=True)
    return _Core()


def _chosen(found: ChoiceFound, text: str) -> _Core:
    if found.picks is not None:
        return _Core(picks=found.picks, spans=found.spans, reads=True)
    words = text[found.spans[0][0] : found.spans[-1][1]]
    return _Core(spans=found.spans, doubt=Doubt(DoubtCode.CHOICE, words, keys=found.keys), reads=True)


def _coming(found: HeadsFound, text: str) -> _Core:
    if found.heads is not None:
        return _Core(heads=found.heads, spans=found.spans, reads=True)
    words = text[found.spans[0][0] : found.spans[-1][1]]
    return _Core(spans=found.spans, doubt=Doubt(DoubtCode.HEADS, words, heads=found.fixes), reads=True)


def _unsaid(text: str, core: _Core, asked: Asked, *, notes: Sequence[Place], listed: bool, named: bool) -> _Core:
    """Return what a line without an answer says: in a list of a sign-up, a name alone comes by herself."""
    signs_up = "报名" in text or "参加" in text
    if asked.kind is PollKind.SIGNUP and ((listed and named) or signs_up):
        unclear = asked.wants_heads or any(_KIDS.search(text[start:end]) for start, end in notes)
        if unclear:
            return _Core(doubt=Doubt(DoubtCode.HEADS, heads=(Heads(1, 1), Heads(others=1))), reads=True)
        return _Core(heads=Heads(others=1), reads=True)
    if listed and named:
        return _Core(doubt=_doubt(asked, ""), reads=True)
    return core


def _doubt(asked: Asked, words: str) -> Doubt:
    if asked.kind is PollKind.SIGNUP:
        return Doubt(DoubtCode.HEADS, words, heads=(Heads(1, 1), Heads(others=1)))
    return Doubt(DoubtCode.CHOICE, words, keys=asked.questions[0].keys if asked.questions else ())


def _room(text: str, at: int, people: People) -> tuple[Room | None, Place | None]:
    found = [one for one in find_rooms(text, people.buildings) if one.start >= at and one.room.room]
    if found:
        return found[0].room, (found[0].start, found[0].end)
    match = _DIGITS.search(text, at)
    if match is not None and people.buildings:
        rooms = split_digits(match.group(), people.buildings)
        if len(rooms) == 1 and rooms[0].full:
            return rooms[0], match.span()
    return None, None


def _masked(text: str, spans: Sequence[Place]) -> str:
    signs = list(text)
    for start, end in spans:
        signs[start:end] = " " * (end - start)
    return "".join(signs)


def _known_end(text: str, at: int, room: Place | None, people: People) -> int | None:
    """Return where a known name ends that stands in front, or right behind a room in front."""
    start = at
    if room is not None and not text[at : room[0]].strip(_EDGES):
        start = room[1]
    while start < len(text) and text[start] in _EDGES:
        start += 1
    for end in range(min(len(text), start + _LONGEST_NAME), start + 1, -1):
        if "".join(text[start:end].split()) in people.keys:
            return end
    return None


def _first_end(text: str, at: int, room: Place | None, asked: Asked) -> int:
    """Return where the first word ends that is a name by its place: alone before a blank, no answer as a whole."""
    masked = _masked(text, [room] if room is not None else [])
    match = _FIRST.search(masked, at)
    if match is None or match.end() >= len(masked.rstrip()):
        return at
    word = match.group()
    core = _core(word, 0, asked)
    if not core.reads:
        return match.end()
    covered = sum(end - start for start, end in set(core.spans))
    return at if covered >= len(word) or core.spans[0][0] > 0 else match.end()


def _name(text: str, at: int, start: int, spans: Sequence[Place], room: Place | None) -> Place | None:
    """Return the signs of the name: what stands before the answer, without the words that lead to it."""
    stop = min((one[0] for one in spans if one[0] >= start), default=len(text))
    begin, end = at, max(stop, start)
    if room is not None and begin <= room[0] < end:
        before = text[begin : room[0]].strip(_EDGES)
        begin, end = (begin, room[0]) if before else (room[1], end)
    if start > begin and start <= end:
        end = start
    elif not spans:
        word = _FIRST.search(text, begin, end)
        end = word.end() if word is not None else end
    begin, end = _trimmed(text, begin, end)
    tail = _TAIL.search(text, begin, end)
    if tail is not None and tail.start() > begin and start <= tail.start():
        begin, end = _trimmed(text, begin, tail.start())
    if begin >= end or end - begin > _LONGEST_NAME or text[begin:end] in ("我", "我家", "本人", "俺", "我们家"):
        return None
    return (begin, end)


def _trimmed(text: str, begin: int, end: int) -> Place:
    while begin < end and text[begin] in _EDGES:
        begin += 1
    while end > begin and text[end - 1] in _EDGES:
        end -= 1
    return begin, end


def _notes(text: str, at: int, taken: Sequence[Place]) -> tuple[Place, ...]:
    """Return the parts of a line that are neither name nor answer and say something."""
    found, begin = [], at
    for start, end in (*sorted(taken), (len(text), len(text))):
        if begin < start and _FILLER.sub("", text[begin:start]):
            found.append(_trimmed(text, begin, start))
        begin = max(begin, end)
    return tuple(place for place in found if place[0] < place[1])
