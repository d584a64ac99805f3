"""The options of a question: A草莓 B蓝莓, 1/2/3, 草莓还是蓝莓, 要不要, 想吃的扣1."""

from __future__ import annotations

import re
from collections.abc import Sequence

from leaderdesk.features.community.rules.model import LONGEST_LABEL, MOST_OPTIONS, NO, YES, Option
from leaderdesk.features.orders.jielong.fold import Folded, fold

_LETTER = re.compile(r"(?<![a-z0-9])(?P<key>[a-h])(?![a-z])[.、:)\]】]? ?")
_DIGIT = re.compile(
    r"(?<![0-9.月日周\-/+扣打回])(?P<key>[1-9])(?:[.、:)\]】] ?|(?=[一-鿿a-z]))(?![点月日号楼栋组人元份大小岁个位名])"
)
_LABEL_END = re.compile(r"还是|或者?(?![一-鿿]{3})|[?!。;,，]|二选一|选一|$")
_INLINE_END = re.compile(r"还是|或者?|[?!。;,，、/ ]|$")
_STRIP = " 、,.;:：/|-()[]【】「」\"“”'~*·"
_BEFORE = re.compile(
    r".*(?:想团|想吃|想要|想去|想买|想看|选择|团|吃|去|买|选|要|是|喝|做|学|看|改到|定在|放在|[:,，。?!】\])])(?=.)"
)
_OR = re.compile(r"(?:还是|\bor\b|\bvs\b)")
_CLAUSE = re.compile(r"[?!。;,，\n]")
_SLASH = re.compile(r"(?:[:】\])] ?|^)(?P<all>[^:?!。;,，/|]{1,14}(?: ?[/|] ?[^:?!。;,，/|]{1,14}){1,7})")
_YES_NO = re.compile(
    r"要不要|去不去|想不想|能不能|可不可以|可以不|同不同意|好不好|行不行|有没有人?(?:要|想|去)|要 ?/ ?不要|"
    r"同意 ?/ ?不同意|(?:要|想|去|行|可以|同意|需要)[^,。?!]{0,12}[吗嘛么] ?[?!]*$|(?:好|行|可以|同意)[吗嘛] ?\??"
)
_PLUS_ONE = re.compile(r"(?:扣|打|回|发|接) ?1(?![0-9])|(?:的|请|就) ?\+ ?1(?![0-9])|\+1的")


def find_options(lines: Sequence[str]) -> tuple[tuple[Option, ...], ...]:
    """Return the options of each question that the lines of a header ask, () for none; any text is possible."""
    folded = [fold(line) for line in lines]
    lettered = _lettered(folded)
    if lettered:
        return lettered
    for look in (_numbered, _slashed, _either):
        for line in folded:
            found = look(line)
            if len(found) > 1:
                return (found[:MOST_OPTIONS],)
    text = "\n".join(line.text for line in folded)
    if any(_YES_NO.search(line.text) for line in folded):
        return ((Option(YES, YES), Option(NO, NO)),)
    if _PLUS_ONE.search(text):
        return ((Option(YES, YES),),)
    return ()


def wants_plus_one(lines: Sequence[str]) -> bool:
    """Return whether the header asks for a +1."""
    return any(_PLUS_ONE.search(fold(line).text) for line in lines)


def lettered_count(text: str) -> int:
    """Return how many lettered options with words a folded line holds."""
    return sum(1 for _key, label in _marks(fold(text), _LETTER) if label)


def clean_label(label: str) -> str:
    """Return the words of an option without the signs around them."""
    return label.strip(_STRIP).strip()[:LONGEST_LABEL]


def _lettered(lines: Sequence[Folded]) -> tuple[tuple[Option, ...], ...]:
    """Return the lettered options of each question; a second A with other words begins the next question."""
    questions: list[dict[str, str]] = [{}]
    for line in lines:
        for key, label in _marks(line, _LETTER):
            now = questions[-1]
            if key == "a" and len(now) > 1 and now.get("a") and label and now["a"] != label:
                questions.append({})
                now = questions[-1]
            if len(label) > len(now.get(key, "")) or key not in now:
                now[key] = label
    found = [question for question in questions if _in_sequence(question)]
    return tuple(
        tuple(Option(key.upper(), label or key.upper()) for key, label in sorted(one.items())) for one in found
    )


def _in_sequence(question: dict[str, str]) -> bool:
    return len(question) > 1 and sorted(question) == list("abcdefgh"[: len(question)])


def _numbered(line: Folded) -> tuple[Option, ...]:
    marks = [(key, label) for key, label in _marks(line, _DIGIT) if label]
    if [key for key, _label in marks] != list("123456789"[: len(marks)]):
        return ()
    return tuple(Option(key, label) for key, label in marks)


def _marks(line: Folded, pattern: re.Pattern[str]) -> list[tuple[str, str]]:
    """Return the keys of a line, each with the words behind it."""
    matches = list(pattern.finditer(line.text))
    found = []
    for at, match in enumerate(matches):
        end = matches[at + 1].start() if at + 1 < len(matches) else len(line.text)
        alone = not line.text[: match.start()].strip() and len(matches) == 1
        cut = (_LABEL_END if alone else _INLINE_END).search(line.text, match.end(), end)
        stop = cut.start() if cut is not None else end
        found.append((match["key"], clean_label(line.written(match.end(), stop)) if stop > match.end() else ""))
    return found


def _slashed(line: Folded) -> tuple[Option, ...]:
    match = _SLASH.search(line.text)
    if match is None or re.search(r"[0-9] ?/ ?[0-9]|不要", match["all"]):
        return ()
    pieces, at = [], match.start("all")
    for piece in re.split(r"[/|]", match["all"]):
        pieces.append(clean_label(line.written(at, at + len(piece))))
        at += len(piece) + 1
    return _as_letters(pieces)


def _either(line: Folded) -> tuple[Option, ...]:
    """Return what stands at both sides of 还是."""
    start = 0
    for clause in _CLAUSE.split(line.text):
        parts = _OR.split(clause)
        if len(parts) > 1:
            pieces, at = [], start
            for place, part in enumerate(parts):
                skip = _BEFORE.match(part) if place == 0 else None
                begin = at + (skip.end() if skip is not None else 0)
                pieces.append(clean_label(line.written(begin, at + len(part))) if at + len(part) > begin else "")
                gap = _OR.match(clause, at - start + len(part))
                at += len(part) + (len(gap.group()) if gap is not None else 0)
            pieces[1:] = [re.sub(r"^(?:团|吃|去|买|选|要)(?=.)", "", piece) for piece in pieces[1:]]
            pieces = [re.sub(r"[呢呀啊好]+$", "", piece) for piece in pieces]
            return _as_letters(pieces)
        start += len(clause) + 1
    return ()


def _as_letters(labels: Sequence[str]) -> tuple[Option, ...]:
    if len(labels) < 2 or not all(labels) or len(set(labels)) != len(labels):
        return ()
    return tuple(Option(key, label) for key, label in zip("ABCDEFGHIJKL", labels, strict=False))
