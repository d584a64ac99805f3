"""A run-sheet as a table that is edited elsewhere and comes back: reading its rows, and what they change."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from types import MappingProxyType

from leaderdesk.core.errors import UserError
from leaderdesk.core.i18n import _, ngettext
from leaderdesk.core.text import compare_key, name_text
from leaderdesk.documents.headed_table import Table, find_table
from leaderdesk.documents.sheet_rows import ReadRow, ReadSheet
from leaderdesk.features.streams.rules import Cue, CueKind, Shows
from leaderdesk.features.streams.rules.durations import LONGEST_S, length_text, read_clock, read_length
from leaderdesk.features.streams.rules.planning import MOST_CUES, NewCue, kept_lines, new_of, usual_cue

HEADERS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "id": ("Number, leave it", "编号（别改）", "编号"),
        "title": ("Cue", "环节", "环节名"),
        "kind": ("Kind of cue", "环节种类", "种类", "类型", "Kind"),
        "minutes": ("Minutes", "时长（分钟）", "时长", "分钟"),
        "hard": ("Fixed start", "准点开始", "准点"),
        "products": ("Products", "商品"),
        "points": ("Talking points", "话术提示", "话术"),
        "shows": ("The audience sees", "观众窗", "观众窗显示"),
        "props": ("To prepare", "开播前备好", "要备好的"),
        "part": ("Group", "分组"),
        "locked": ("Keep length", "锁定时长", "锁定"),
        "skipped": ("Skip", "跳过"),
    }
)
"""The headers by which the columns are known, in English and in Chinese."""

_YES = frozenset({"1", "yes", "y", "true", "x", "是", "√", "✓", "✔", "对", "要"})
_NO = frozenset({"", "0", "no", "n", "false", "否", "不", "-", "—"})
_BETWEEN = re.compile(r"[、，,；;\n/]+")
_NUMBER = re.compile(r"\d{1,3}(?:\.\d{1,4})?")
_CLOCK_CELL = re.compile(r"(\d{1,2}:\d{2}):00(?:\.0+)?")


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One row that came back: its number in the file, the cue it stands for (None for a new one), and what it says."""

    number: int
    cue_id: int | None
    cue: NewCue


def read_cues(sheets: Sequence[ReadSheet], cues: Sequence[Cue], products: Mapping[str, int]) -> tuple[SheetRow, ...]:
    """Return the rows of the first sheet that is a run-sheet; `products` gives ids by folded name.

    What the table has no column for stays as it is with cues that are known. UserError, with the row as the spreadsheet
    numbers it, for what cannot be read, and if no sheet is a run-sheet.
    """
    known = {cue.id: cue for cue in cues}
    for sheet in sheets:
        table = find_table(sheet, HEADERS, (("title", "kind"), ("minutes",)))
        if table is not None:
            rows = tuple(_rows(table, known, products))
            if not rows:
                raise UserError(_("The table has no cue in it. Nothing was changed."))
            if len(rows) > MOST_CUES:
                raise UserError(_("That is more than {most} cues. Leave some out.").format(most=MOST_CUES))
            return rows
    raise UserError(_("This is no run-sheet: it needs the columns Cue and Minutes. Save one as Excel to see how."))


def differences(rows: Sequence[SheetRow], cues: Sequence[Cue]) -> tuple[str, ...]:
    """Return what would change, one sentence each; nothing if the rows say what the cues say."""
    known = {cue.id: cue for cue in cues}
    kept = [row.cue_id for row in rows if row.cue_id is not None]
    lines = [_("New: {cue}").format(cue=_named(row.cue)) for row in rows if row.cue_id is None]
    for row in rows:
        if row.cue_id is not None:
            lines.extend(_changes(known[row.cue_id], row.cue))
    gone = [cue for cue in cues if cue.id not in kept]
    lines += [_("Deleted: {cue}").format(cue=cue.name) for cue in gone]
    if kept != [cue.id for cue in cues if cue.id in kept]:
        lines.append(_("The order of the cues changes"))
    return tuple(lines)


def _changes(cue: Cue, new: NewCue) -> Iterator[str]:
    old = new_of(cue)
    if new.length_s != old.length_s:
        yield _("{cue}: {old} becomes {new}").format(
            cue=cue.name, old=length_text(old.length_s), new=length_text(new.length_s)
        )
    if _named(new) != cue.name:
        yield _("{old} is called {new}").format(old=cue.name, new=_named(new))
    if new.points != old.points:
        count = len(new.points)
        words = ngettext("{cue}: {count} talking point now", "{cue}: {count} talking points now", count)
        yield words.format(cue=cue.name, count=count)
    if new.product_ids != old.product_ids:
        yield _("{cue}: other products").format(cue=cue.name)
    # What was told above is made the same, so that only the rest is compared.
    told = replace(
        new,
        length_s=old.length_s,
        title=old.title,
        points=old.points,
        product_ids=old.product_ids,
        kind=old.kind if _named(new) != cue.name else new.kind,
    )
    if told != old:
        yield _("{cue}: other details").format(cue=cue.name)


def _rows(table: Table, known: Mapping[int, Cue], products: Mapping[str, int]) -> Iterator[SheetRow]:
    seen: set[int] = set()
    for row in table.rows:
        if not any(table.cell(row, field) for field in table.columns if field != "id"):
            continue
        cue_id = _id(table, row, known)
        if cue_id in seen:
            # A row that was copied in the spreadsheet is a new cue like the first.
            cue_id = None
        if cue_id is not None:
            seen.add(cue_id)
        yield SheetRow(row.number, cue_id, _cue(table, row, known.get(cue_id or 0), products))


def _id(table: Table, row: ReadRow, known: Mapping[int, Cue]) -> int | None:
    text = table.cell(row, "id")
    return int(text) if text.isascii() and text.isdigit() and int(text[:18]) in known else None


def _cue(table: Table, row: ReadRow, old: Cue | None, products: Mapping[str, int]) -> NewCue:
    title = name_text(table.cell(row, "title"))
    kind = _kind(table, row, title, old)
    cue = usual_cue(kind) if old is None else replace(new_of(old), kind=kind)
    if "title" in table.columns:
        cue = replace(cue, title="" if title in _words_of(kind.value, _kind_words()) else title)
    cue = replace(cue, length_s=_length(table, row))
    for field, read in _READERS.items():
        if field in table.columns:
            cue = read(cue, table.cell(row, field), row.number)
    if "products" in table.columns:
        cue = replace(cue, product_ids=_products(table.cell(row, "products"), row.number, products))
    return cue


def _length(table: Table, row: ReadRow) -> int:
    text = table.cell(row, "minutes")
    clock = _CLOCK_CELL.fullmatch(text)
    if clock is not None:
        # A spreadsheet takes 1:30 for half past one: no cue takes hours.
        text = clock[1]
    try:
        seconds = (
            int((Decimal(text) * 60).to_integral_value(ROUND_HALF_UP)) if _NUMBER.fullmatch(text) else read_length(text)
        )
    except UserError as error:
        raise _wrong(row.number, str(error)) from error
    if not 1 <= seconds <= LONGEST_S:
        raise _wrong(row.number, _("A cue needs some time. To leave it out this once, skip it instead."))
    return seconds


def _kind(table: Table, row: ReadRow, title: str, old: Cue | None) -> CueKind:
    text = table.cell(row, "kind")
    found = _by_words(text or ("" if old is not None else title), _kind_words())
    if found is not None:
        return CueKind(found)
    if old is not None and not text:
        return old.kind
    if not text:
        raise _wrong(row.number, _("A new cue needs a kind, such as {kind}.").format(kind=CueKind.TASTING.label))
    raise _wrong(
        row.number,
        _("{text} is no kind of cue. Write one like {kind}.").format(text=text, kind=CueKind.TASTING.label),
    )


def _products(text: str, number: int, products: Mapping[str, int]) -> tuple[int, ...]:
    ids = []
    for name in (part.strip() for part in _BETWEEN.split(text)):
        if name in ("", "—", "-"):
            continue
        found = products.get(compare_key(name))
        if found is None:
            raise _wrong(number, _("No product is called {name}.").format(name=name))
        ids.append(found)
    return tuple(dict.fromkeys(ids))


def _read_hard(cue: NewCue, text: str, number: int) -> NewCue:
    if text in _NO:
        return replace(cue, hard_at=None)
    try:
        return replace(cue, hard_at=_clock(text))
    except UserError as error:
        raise _wrong(number, str(error)) from error


def _clock(text: str) -> dt.time:
    cell = _CLOCK_CELL.fullmatch(text)
    return read_clock(text if cell is None else cell[1])


def _read_shows(cue: NewCue, text: str, number: int) -> NewCue:
    if not text:
        return cue
    found = _by_words(text, _shows_words())
    if found is None:
        raise _wrong(
            number,
            _("{text} cannot be shown to the audience. Write one like {shows}.").format(
                text=text, shows=Shows.PRODUCT.label
            ),
        )
    return replace(cue, shows=Shows(found))


def _read_points(cue: NewCue, text: str, _number: int) -> NewCue:
    return replace(cue, points=kept_lines(text.splitlines()))


def _read_props(cue: NewCue, text: str, _number: int) -> NewCue:
    return replace(cue, props=kept_lines(text.splitlines()))


def _read_part(cue: NewCue, text: str, _number: int) -> NewCue:
    return replace(cue, part=name_text(text))


def _read_locked(cue: NewCue, text: str, number: int) -> NewCue:
    return replace(cue, locked=_yes(text, number))


def _read_skipped(cue: NewCue, text: str, number: int) -> NewCue:
    return replace(cue, skipped=_yes(text, number))


_READERS: Mapping[str, Callable[[NewCue, str, int], NewCue]] = MappingProxyType(
    {
        "hard": _read_hard,
        "shows": _read_shows,
        "points": _read_points,
        "props": _read_props,
        "part": _read_part,
        "locked": _read_locked,
        "skipped": _read_skipped,
    }
)


def _yes(text: str, number: int) -> bool:
    key = compare_key(text)
    if key in _YES:
        return True
    if key in _NO:
        return False
    raise _wrong(number, _("{text} is neither yes nor no.").format(text=text))


def _by_words(text: str, words: Mapping[str, Iterable[str]]) -> str | None:
    key = compare_key(text)
    if not key:
        return None
    return next((value for value, said in words.items() if key in {compare_key(each) for each in said}), None)


def _words_of(value: str, words: Mapping[str, Iterable[str]]) -> frozenset[str]:
    return frozenset(words[value])


def _kind_words() -> Mapping[str, tuple[str, ...]]:
    return {kind.value: (kind.value, kind.label, *_KINDS_SAID[kind]) for kind in CueKind}


def _shows_words() -> Mapping[str, tuple[str, ...]]:
    return {each.value: (each.value, each.label, *_SHOWN_SAID[each]) for each in Shows}


_KINDS_SAID: Mapping[CueKind, tuple[str, ...]] = MappingProxyType(
    {
        CueKind.OPENING: ("Opening", "开场"),
        CueKind.MEET: ("Meeting", "见面"),
        CueKind.UNBOXING: ("Unboxing and inspection", "开箱验货"),
        CueKind.TASTING: ("Tasting", "试吃"),
        CueKind.TOUR: ("Source tour", "云参观"),
        CueKind.COOKING: ("Cooking", "下厨", "做菜"),
        CueKind.STORY: ("Story", "讲故事", "故事"),
        CueKind.QUESTIONS: ("Questions and answers", "答疑"),
        CueKind.POLL: ("Vote", "投票"),
        CueKind.DISHES: ("Neighbours' dishes", "晒单展示", "晒单"),
        CueKind.THANKS: ("Thanks to referrers", "致谢推荐官", "致谢"),
        CueKind.NEWCOMERS: ("New neighbours", "认识新邻居", "新邻居"),
        CueKind.ORDERS: ("Taking orders", "接单", "下单"),
        CueKind.NEXT: ("Preview of the next", "下期预告", "预告"),
    }
)
_SHOWN_SAID: Mapping[Shows, tuple[str, ...]] = MappingProxyType(
    {
        Shows.BLANK: ("Blank", "空白"),
        Shows.PRODUCT: ("Product card", "商品卡"),
        Shows.TRACE: ("Trace card", "溯源卡"),
        Shows.POLL: ("Vote", "投票"),
        Shows.THANKS: ("Thanks", "致谢", "道谢"),
        Shows.MEDIA: ("Picture or video", "图片视频"),
        Shows.COMBINED: ("All together", "都放上"),
    }
)


def _named(cue: NewCue) -> str:
    return cue.title or cue.kind.label


def _wrong(number: int, sentence: str) -> UserError:
    return UserError(_("Row {number}: {sentence} Nothing was changed.").format(number=number, sentence=sentence))
