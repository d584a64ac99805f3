"""The run-sheet on paper and on the command line: what stands there, where it stands, and how it looks."""

from __future__ import annotations

import argparse
import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from leaderdesk.core.errors import UserError
from leaderdesk.core.i18n import language
from leaderdesk.documents.render import Pages
from leaderdesk.features.streams import actions
from leaderdesk.features.streams.feature import list_streams, print_run_sheet, show_stream, write_run_sheet
from leaderdesk.features.streams.papers.run_sheet import read_paper, run_sheet_pdf
from leaderdesk.features.streams.rules import CueKind
from leaderdesk.features.streams.rules.planning import NewCue
from tests.features.streams.evening import Evening, open_evening

A4_MM = (210, 297)


@pytest.fixture(scope="module")
def evening(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Evening]:
    """A shop with tonight's stream, in which nothing is changed for good."""
    opened = open_evening(tmp_path_factory.mktemp("paper") / "store")
    actions.edit_cue(opened.store, opened.cue(CueKind.POLL).id, {"skipped": True})
    actions.edit_cue(opened.store, opened.cue(CueKind.TOUR).id, {"hard_at": dt.time(20, 30)})
    actions.edit_cue(opened.store, opened.cue(CueKind.THANKS).id, {"hard_at": dt.time(20, 50)})
    actions.tick_prop(opened.store, opened.cue(CueKind.UNBOXING).props[0].id, ready=True)
    for kind in (CueKind.OPENING, CueKind.MEET):
        actions.edit_cue(opened.store, opened.cue(kind).id, {"part": "上半场"})
    yield opened
    opened.store.close()


@pytest.fixture(autouse=True)
def chinese() -> Iterator[None]:
    """The paper is in Chinese."""
    with language("zh_CN"):
        yield


def pdf_of(evening: Evening) -> bytes:
    return run_sheet_pdf(read_paper(evening.store, evening.stream_id, printed_ms=evening.clock.now_ms()))


def test_everything_that_is_said_and_prepared_stands_on_the_paper(evening: Evening) -> None:
    with Pages(pdf_of(evening)) as pages:
        text = "".join(pages.text(page) for page in range(len(pages))).replace("\r\n", "").replace("\n", "")
        assert tuple(round(side) for side in pages.size_mm(0)) == A4_MM
    for words in ("台本：李姐的周末厨房", "1 月 25 日", "20:00", "60 分钟", "上半场", "2 个环节", "跳过", "准点"):
        assert words in text
    for cue in evening.cues():
        assert cue.name in text
        if not cue.skipped:
            for words in (*(point.text for point in cue.points), *(prop.text for prop in cue.props)):
                assert words in text
    for each in evening.schedule().timed:
        if not each.cue.skipped:
            assert f"{each.starts_at:%H:%M}" in text
    assert "√ 草莓 2 盒、厨房秤" in text
    assert "□ 检测报告打印件" in text
    assert "前面空 4 分" in text
    assert "挤了 2 分" in text


def test_the_same_run_sheet_gives_the_same_bytes(evening: Evening) -> None:
    assert pdf_of(evening) == pdf_of(evening)


def test_ink_stands_where_it_should_and_nothing_reaches_into_the_margins(evening: Evening) -> None:
    with Pages(pdf_of(evening)) as pages:
        image = pages.image(0, px_per_mm=4.0)
    dark = [
        (place // 4 % image.width / 4, place // 4 // image.width / 4)
        for place in range(0, len(image.rgba), 4)
        if image.rgba[place] < 128
    ]
    left, right = min(x for x, _y in dark), max(x for x, _y in dark)
    assert 8 < left < 16
    assert 194 < right < 202
    # The head with its rule, and the times in their column, bold.
    assert any(y < 20 for _x, y in dark)
    assert sum(18 < x < 34 and y > 30 for x, y in dark) > 300


def test_two_hundred_cues_go_over_pages_with_the_head_repeated(tmp_path: Path) -> None:
    many = [NewCue(CueKind.STORY, 60, title=f"环节{number}", points=("说一句",)) for number in range(200)]
    opened = open_evening(tmp_path / "store", orders=0, cues=many)
    with Pages(pdf_of(opened)) as pages:
        texts = [pages.text(page) for page in range(len(pages))]
    opened.store.close()
    assert len(texts) > 3
    assert all("话术" in text for text in texts)
    assert "环节199" in texts[-1]


def test_a_run_sheet_without_cues_has_no_paper(evening: Evening, tmp_path: Path) -> None:
    empty = actions.add_stream(evening.store, starts_at=dt.datetime(2026, 2, 1, 20))
    with pytest.raises(UserError):
        write_run_sheet(evening.store, empty.id, tmp_path / "x.pdf")
    with pytest.raises(UserError):
        write_run_sheet(evening.store, 9999, tmp_path / "x.pdf")
    assert not (tmp_path / "x.pdf").exists()
    actions.archive_stream(evening.store, empty.id)


def test_the_verb_prints_the_run_sheet_of_the_round(evening: Evening, tmp_path: Path) -> None:
    for name in ("台本.pdf", "台本.xlsx"):
        arguments = argparse.Namespace(round_id=evening.round_id, out=tmp_path / name)
        report = print_run_sheet(evening.store, arguments)
        assert report.data == {"path": str(tmp_path / name), "stream": evening.stream_id, "cues": 9}
        assert (tmp_path / name).stat().st_size > 1000
    assert (tmp_path / "台本.pdf").read_bytes() == pdf_of(evening)
    for wrong in (
        argparse.Namespace(round_id=999, out=tmp_path / "x.pdf"),
        argparse.Namespace(round_id=1, out=tmp_path / "x.doc"),
    ):
        with pytest.raises(UserError):
            print_run_sheet(evening.store, wrong)


def test_streams_are_listed_and_shown_with_their_times(evening: Evening) -> None:
    report = list_streams(evening.store, argparse.Namespace())
    assert isinstance(report.data, list)
    assert [one["name"] for one in report.data if isinstance(one, dict)] == ["李姐的周末厨房"]
    assert "李姐的周末厨房" in report.lines[0]
    shown = show_stream(evening.store, argparse.Namespace(id=evening.stream_id))
    assert isinstance(shown.data, dict)
    rows = shown.data["run_sheet"]
    assert isinstance(rows, list)
    assert [row["starts_at"] for row in rows if isinstance(row, dict)][:3] == [
        "2026-01-25T20:00:00",
        "2026-01-25T20:03:00",
        "2026-01-25T20:08:00",
    ]
    assert (shown.data["total_s"], shown.data["over_s"]) == (3600, 0)
    with pytest.raises(UserError):
        show_stream(evening.store, argparse.Namespace(id=9999))
