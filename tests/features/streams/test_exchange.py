"""A run-sheet goes out as a workbook, is edited there, and comes back as one step that was shown before."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from leaderdesk.core.errors import UserError
from leaderdesk.core.i18n import language
from leaderdesk.features.streams import actions
from leaderdesk.features.streams.actions.exchange import ReadBook, read_book, take_book
from leaderdesk.features.streams.feature import write_run_sheet
from leaderdesk.features.streams.rules import CueKind, Shows
from tests.features.streams.evening import Evening, open_evening
from tests.features.undoing import dump

TABLES = ("cue", "cue_point", "cue_product", "cue_prop", "cue_media")
ID, STARTS, CUE, KIND, MINUTES, HARD, PRODUCTS, POINTS, SHOWS, PREPARE, GROUP, KEEP, SKIP = range(1, 14)


@pytest.fixture
def evening(tmp_path: Path) -> Iterator[Evening]:
    """A shop with tonight's stream."""
    opened = open_evening(tmp_path / "store")
    yield opened
    opened.store.close()


@pytest.fixture(params=["zh_CN", "en"])
def spoken(request: pytest.FixtureRequest) -> Iterator[str]:
    """Sheets are written and read in both languages."""
    with language(request.param):
        yield request.param


def out_and_in(evening: Evening, path: Path, edit: Callable[[Worksheet, int], None]) -> ReadBook:
    """Write the workbook, let it be edited (the sheet, and the row of its first cue), and read it."""
    write_run_sheet(evening.store, evening.stream_id, path)
    book = load_workbook(path)
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    first = next(row[0].row for row in sheet.iter_rows() if row[0].value == evening.cues()[0].id)
    assert first is not None
    edit(sheet, first)
    book.save(path)
    return read_book(evening.store, evening.stream_id, path)


def put(sheet: Worksheet, row: int, column: int, value: object) -> None:
    sheet.cell(row, column).value = value


def test_what_nobody_edited_changes_nothing(evening: Evening, tmp_path: Path, spoken: str) -> None:
    unboxing = evening.cue(CueKind.UNBOXING)
    actions.edit_cue(evening.store, unboxing.id, {"length_s": 20, "locked": True, "part": "上半场", "colour": "plum"})
    actions.edit_cue(evening.store, evening.cue(CueKind.POLL).id, {"hard_at": dt.time(20, 45), "skipped": True})
    actions.edit_cue(evening.store, evening.cue(CueKind.TOUR).id, {"title": "去王大叔家", "shows": Shows.COMBINED})
    before = dump(evening.store, TABLES)
    book = out_and_in(evening, tmp_path / "台本.xlsx", lambda _sheet, _row: None)
    assert book.lines == ()
    assert take_book(evening.store, evening.stream_id, book) is None
    assert dump(evening.store, TABLES) == before


def test_what_was_edited_comes_back_as_one_step_that_can_be_undone(evening: Evening, tmp_path: Path) -> None:
    def edit(sheet: Worksheet, first: int) -> None:
        put(sheet, first, MINUTES, 2.5)
        put(sheet, first + 1, CUE, "认识一下")
        put(sheet, first + 2, POINTS, "第一条\n第二条")
        put(sheet, first + 3, PRODUCTS, "土鸡蛋、手工皂")
        put(sheet, first + 4, MINUTES, "1:30")
        put(sheet, first + 5, HARD, "20:40")
        put(sheet, first + 6, SKIP, "是")
        for column in range(1, 14):
            put(sheet, first + 8, column, None)
        put(sheet, first + 9, CUE, "宝宝睡了吗")
        put(sheet, first + 9, KIND, "讲故事")
        put(sheet, first + 9, MINUTES, 4)

    with language("zh_CN"):
        before = dump(evening.store, TABLES)
        book = out_and_in(evening, tmp_path / "台本.xlsx", edit)
        assert book.lines == (
            "新加：宝宝睡了吗",
            "开场：3 分钟 改成 2:30",
            "见面 改叫 认识一下",
            "开箱验货：话术改成 2 条",
            "试吃：商品变了",
            "云参观：12 分钟 改成 1:30",
            "答疑：别的小地方变了",
            "投票：别的小地方变了",
            "去掉：下期预告",
        )
        assert dump(evening.store, TABLES) == before
        action = take_book(evening.store, evening.stream_id, book)
        cues = evening.cues()
    assert action is not None
    assert [cue.length_s for cue in cues] == [150, 300, 600, 480, 90, 600, 300, 360, 240]
    assert (cues[1].title, cues[8].title, cues[8].kind) == ("认识一下", "宝宝睡了吗", CueKind.STORY)
    assert (cues[5].hard_at, cues[6].skipped) == (dt.time(20, 40), True)
    assert [point.text for point in cues[2].points] == ["第一条", "第二条"]
    assert len(cues[2].props) == 3
    # Whatever the language of the screen, a sheet that was written in Chinese is read.
    with language("en"):
        assert read_book(evening.store, evening.stream_id, tmp_path / "台本.xlsx").lines
    evening.store.undo(action)
    assert dump(evening.store, TABLES) == before


def test_rows_that_were_moved_move_the_cues_and_a_copied_row_is_a_new_cue(evening: Evening, tmp_path: Path) -> None:
    names = [cue.id for cue in evening.cues()]

    def edit(sheet: Worksheet, first: int) -> None:
        for column in range(1, 14):
            upper, lower = sheet.cell(first, column).value, sheet.cell(first + 1, column).value
            put(sheet, first, column, lower)
            put(sheet, first + 1, column, upper)
            put(sheet, first + 9, column, upper)

    book = out_and_in(evening, tmp_path / "台本.xlsx", edit)
    take_book(evening.store, evening.stream_id, book)
    cues = evening.cues()
    assert [cue.id for cue in cues[:9]] == [names[1], names[0], *names[2:]]
    assert (len(cues), cues[9].kind, cues[9].id in names) == (10, CueKind.OPENING, False)


def test_a_length_that_the_spreadsheet_took_for_a_time_of_day_is_minutes(evening: Evening, tmp_path: Path) -> None:
    def edit(sheet: Worksheet, first: int) -> None:
        put(sheet, first, MINUTES, dt.time(1, 30))
        put(sheet, first + 1, HARD, dt.time(20, 5))

    take_book(evening.store, evening.stream_id, out_and_in(evening, tmp_path / "台本.xlsx", edit))
    assert (evening.cues()[0].length_s, evening.cues()[1].hard_at) == (90, dt.time(20, 5))


@pytest.mark.parametrize(
    ("column", "value", "says"),
    [
        (MINUTES, "很久", "没看懂这个时长"),
        (MINUTES, None, "没看懂这个时长"),
        (MINUTES, 0, "总要有点时间"),
        (MINUTES, -3, "没看懂这个时长"),
        (KIND, "唱歌", "没有“唱歌”这种环节"),
        (PRODUCTS, "月亮", "没有叫“月亮”的商品"),
        (HARD, "25:00", "没看懂这个钟点"),
        (SHOWS, "烟花", "观众窗没有“烟花”"),
        (KEEP, "也许", "没看懂"),
    ],
)
def test_what_cannot_be_read_is_named_with_its_row_and_changes_nothing(
    evening: Evening, tmp_path: Path, column: int, value: object, says: str
) -> None:
    before, rows = dump(evening.store, TABLES), []

    def edit(sheet: Worksheet, first: int) -> None:
        rows.append(first + 2)
        put(sheet, first + 2, column, value)

    with language("zh_CN"), pytest.raises(UserError) as refused:
        out_and_in(evening, tmp_path / "台本.xlsx", edit)
    assert str(refused.value).startswith(f"第 {rows[0]} 行：")
    assert says in str(refused.value)
    assert dump(evening.store, TABLES) == before


def test_what_is_no_run_sheet_is_refused(evening: Evening, tmp_path: Path) -> None:
    for name, text in {"a.csv": "姓名,房号\n张阿姨,3-502\n", "b.csv": "", "c.csv": "环节,时长\n"}.items():
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        with pytest.raises(UserError):
            read_book(evening.store, evening.stream_id, path)


def test_a_plain_table_written_by_hand_is_read_too(evening: Evening, tmp_path: Path) -> None:
    path = tmp_path / "手写.csv"
    path.write_text("环节,时长,话术\n开场,3,大家好\n试吃,8分,酸就说酸\n", encoding="gb18030")
    with language("zh_CN"):
        book = read_book(evening.store, evening.stream_id, path)
    take_book(evening.store, evening.stream_id, book)
    assert [(cue.kind, cue.length_s) for cue in evening.cues()] == [(CueKind.OPENING, 180), (CueKind.TASTING, 480)]


def test_a_cue_that_went_in_the_meantime_is_told(evening: Evening, tmp_path: Path) -> None:
    book = out_and_in(evening, tmp_path / "台本.xlsx", lambda sheet, row: put(sheet, row, MINUTES, 9))
    actions.delete_cue(evening.store, evening.cues()[0].id)
    before = dump(evening.store, TABLES)
    with pytest.raises(UserError):
        take_book(evening.store, evening.stream_id, book)
    assert dump(evening.store, TABLES) == before
