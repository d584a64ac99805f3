"""The run-sheet page: times follow what is moved and typed, everything is saved at once, and can be undone."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from leaderdesk.features.streams import actions
from leaderdesk.features.streams.feature import write_run_sheet
from leaderdesk.features.streams.queries import own_templates
from leaderdesk.features.streams.queries.slots import StreamSlots
from leaderdesk.features.streams.rules import CueKind, Shows
from leaderdesk.features.streams.rules.planning import Named
from leaderdesk.features.streams.screen.run_sheet import RunSheetPage
from leaderdesk.ui.delegates import CellEditor
from leaderdesk.ui.theme import theme
from tests.features.open_desk import OpenDesk, open_desk
from tests.features.streams.evening import Evening, open_evening
from tests.ui.test_gallery import cut


@dataclass
class Open:
    """The page on the evening."""

    evening: Evening
    desk: OpenDesk
    page: RunSheetPage

    def settle(self) -> None:
        """Let all that was asked for arrive."""
        self.desk.settle()

    def column(self, place: int) -> list[str]:
        """Return what stands in one column of the table."""
        lines = self.page.side.lines
        return [str(lines.index(row, place).data()) for row in range(lines.rowCount())]

    def go_to(self, kind: CueKind) -> int:
        """Look at the first cue of that kind and return its id."""
        cue_id = self.evening.cue(kind).id
        assert self.page.side.table.go_to(cue_id)
        self.settle()
        return cue_id


@pytest.fixture(autouse=True)
def spoken(english: None) -> None:
    """Every test here reads English."""


@pytest.fixture
def evening(tmp_path: Path) -> Iterator[Evening]:
    """A shop with tonight's stream."""
    opened = open_evening(tmp_path / "store")
    yield opened
    opened.store.close()


@contextmanager
def page_on(qtbot: QtBot, evening: Evening, slots: StreamSlots | None = None) -> Iterator[Open]:
    """Give the page, shown."""
    with open_desk(evening.store) as desk:
        page = RunSheetPage(desk.desk, evening.stream_id, slots)
        qtbot.addWidget(page)
        page.resize(1360, 740)
        page.show()
        desk.settle()
        yield Open(evening, desk, page)


@pytest.fixture
def opened(qtbot: QtBot, evening: Evening) -> Iterator[Open]:
    """Give the page, shown."""
    with page_on(qtbot, evening) as found:
        yield found


def test_it_begins_on_the_first_cue_with_times_and_sums(opened: Open) -> None:
    assert opened.column(0)[:3] == ["20:00", "20:03", "20:08"]
    assert opened.column(2)[2] == "10 minutes"
    assert opened.page.side.head.state.text() == "3 minutes over, ends 21:03"
    assert opened.page.side.head.share_button.isVisible()
    assert opened.page.inspector.cue_id == opened.evening.cues()[0].id
    assert opened.page.split.is_open()


def test_alt_and_the_arrow_keys_move_a_cue_and_the_times_follow(opened: Open) -> None:
    opened.go_to(CueKind.MEET)
    QTest.keyClick(opened.page.side.table, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    opened.settle()
    assert opened.column(1)[:2] == ["Meeting", "Opening"]
    assert opened.column(0)[:3] == ["20:00", "20:05", "20:08"]
    QTest.keyClick(opened.page.side.table, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    opened.settle()
    assert opened.column(1)[:2] == ["Meeting", "Opening"]


def test_a_cue_is_dragged_by_its_grip(opened: Open) -> None:
    table = opened.page.side.table

    def at(row: int) -> QPoint:
        return QPoint(20, table.rowViewportPosition(row) + table.rowHeight(row) // 2 + 2)

    port = table.viewport()
    QTest.mousePress(port, Qt.MouseButton.LeftButton, pos=at(0))
    QTest.mouseMove(port, at(1))
    QTest.mouseMove(port, at(2))
    QTest.mouseRelease(port, Qt.MouseButton.LeftButton, pos=at(2))
    opened.settle()
    assert opened.column(1)[:3] == ["Meeting", "Unboxing and inspection", "Opening"]


@pytest.mark.parametrize(("typed", "seconds"), [("90", 90), ("1:05", 65), (":20", 20), ("12", 720)])
def test_a_length_is_typed_into_the_cell(opened: Open, typed: str, seconds: int) -> None:
    cue_id = opened.go_to(CueKind.TASTING)
    opened.page.side.table.edit_cell(cue_id, "length")
    editor = opened.page.side.table.findChild(CellEditor)
    assert editor is not None
    assert editor.text() == "8"
    QTest.keyClicks(editor, typed)
    QTest.keyClick(editor, Qt.Key.Key_Return)
    opened.settle()
    assert opened.evening.cue(CueKind.TASTING).length_s == seconds


def test_what_is_no_length_stays_in_the_cell_with_its_sentence(opened: Open) -> None:
    cue_id = opened.go_to(CueKind.TASTING)
    said: list[str] = []
    opened.page.side.lines.refused.connect(lambda _id, _key, sentence: said.append(sentence))
    opened.page.side.table.edit_cell(cue_id, "length")
    editor = opened.page.side.table.findChild(CellEditor)
    assert editor is not None
    QTest.keyClicks(editor, "long")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    opened.settle()
    assert said == ["That is not a length. Write it like 8 for eight minutes, 1:30 or :20."]
    assert opened.evening.cue(CueKind.TASTING).length_s == 480


def test_the_overrun_is_shared_out_with_one_click_and_undone(opened: Open) -> None:
    before = opened.evening.cues()
    opened.page.side.head.share_button.click()
    opened.settle()
    assert opened.page.side.head.state.text() == "just right, ends 21:00"
    assert not opened.page.side.head.share_button.isVisible()
    opened.desk.undo_last()
    assert opened.evening.cues() == before


def test_fields_of_the_inspector_are_saved_as_they_are_left(opened: Open) -> None:
    opened.go_to(CueKind.UNBOXING)
    inspector = opened.page.inspector
    inspector.points.setPlainText("one\n\ntwo")
    inspector.points.document().setModified(True)
    inspector.name.setText("Boxes")
    QTest.keyClick(inspector.name, Qt.Key.Key_Return)
    inspector.points.left.emit()
    inspector.hard.setText("2010")
    QTest.keyClick(inspector.hard, Qt.Key.Key_Return)
    inspector.shows.chosen.emit(Shows.TRACE.value)
    inspector.locked.switch.click()
    inspector.part.setText("first half")
    inspector.part.editingFinished.emit()
    opened.settle()
    cue = opened.evening.cue(CueKind.UNBOXING)
    assert (cue.title, [point.text for point in cue.points]) == ("Boxes", ["one", "two"])
    assert (cue.hard_at, cue.shows, cue.locked, cue.part) == (dt.time(20, 10), Shows.TRACE, True, "first half")
    assert inspector.shows.current() == Shows.TRACE.value
    assert opened.page.side.lines.look(2).kind == "look"


def test_what_is_typed_is_saved_before_another_cue_is_looked_at(opened: Open) -> None:
    opened.go_to(CueKind.UNBOXING)
    points = opened.page.inspector.points
    points.setFocus()
    QTest.keyClicks(points, "New ")
    opened.go_to(CueKind.TASTING)
    assert opened.evening.cue(CueKind.UNBOXING).points[0].text.startswith("New ")
    assert opened.evening.cue(CueKind.TASTING).points[0].text.startswith("请豆豆")


def test_the_length_has_a_minus_and_a_plus(opened: Open) -> None:
    opened.go_to(CueKind.OPENING)
    length = opened.page.inspector.length
    QTest.keyClick(length, Qt.Key.Key_Up)
    opened.settle()
    assert opened.evening.cue(CueKind.OPENING).length_s == 240
    for _turn in range(4):
        QTest.keyClick(length, Qt.Key.Key_Down)
        opened.settle()
    assert opened.evening.cue(CueKind.OPENING).length_s == 60


def test_things_to_prepare_are_added_ticked_and_taken_off(opened: Open) -> None:
    opened.go_to(CueKind.UNBOXING)
    props = opened.page.inspector.props
    props.field.setText("water")
    QTest.keyClick(props.field, Qt.Key.Key_Return)
    opened.settle()
    found = opened.evening.cue(CueKind.UNBOXING).props
    assert found[-1].text == "water"
    props.ticked.emit(found[-1].id, True)
    props.changed.emit([found[-1].text])
    opened.settle()
    assert [(prop.text, prop.ready) for prop in opened.evening.cue(CueKind.UNBOXING).props] == [("water", True)]


def test_products_are_picked_by_name_and_an_unknown_one_is_told(opened: Open) -> None:
    opened.go_to(CueKind.MEET)
    tags = opened.page.inspector.products.tags
    product_id = opened.evening.product_ids[3]
    tags.added.emit(opened.evening.product_name(product_id))
    opened.settle()
    assert [each.product_id for each in opened.evening.cue(CueKind.MEET).products] == [product_id]
    before = opened.evening.cues()
    tags.added.emit("月亮")
    opened.settle()
    assert opened.evening.cues() == before
    tags.removed.emit(str(product_id))
    opened.settle()
    assert opened.evening.cue(CueKind.MEET).products == ()


def test_facts_of_the_products_go_behind_the_points_once(opened: Open) -> None:
    cue_id = opened.go_to(CueKind.TASTING)
    before = len(opened.evening.cue(CueKind.TASTING).points)
    opened.page.deeds.fill_facts(cue_id)
    opened.settle()
    after = [point.text for point in opened.evening.cue(CueKind.TASTING).points]
    assert len(after) > before
    opened.page.deeds.fill_facts(cue_id)
    opened.settle()
    assert [point.text for point in opened.evening.cue(CueKind.TASTING).points] == after
    assert opened.desk.said[-1][0].startswith("Nothing is on file")


def test_only_names_that_may_be_said_are_filled_in(qtbot: QtBot, evening: Evening) -> None:
    slots = StreamSlots(
        thanks=lambda _connection, _now: (Named(name="张阿姨", building="3", count=2),),
        newcomers=lambda _connection, _now: (),
    )
    with page_on(qtbot, evening, slots) as opened:
        opened.page.deeds.fill_names(opened.go_to(CueKind.THANKS))
        opened.settle()
        said = [point.text for point in evening.cue(CueKind.THANKS).points]
        assert said[-1] == "Thank 张阿姨 of building 3, who brought 2 neighbours"
        opened.page.deeds.use_template(key="meeting", name="x")
        opened.settle()
        opened.page.deeds.fill_names(opened.go_to(CueKind.NEWCOMERS))
        opened.settle()
        assert opened.desk.said[-1][0].startswith("Nobody else has agreed")


def test_pictures_and_videos_come_to_the_cue(opened: Open, tmp_path: Path) -> None:
    cue_id = opened.go_to(CueKind.TOUR)
    picture, video, wrong = tmp_path / "farm.png", tmp_path / "farm.mp4", tmp_path / "broken.jpg"
    assert QImage(20, 20, QImage.Format.Format_RGB32).save(str(picture))
    video.write_bytes(b"x")
    wrong.write_bytes(b"no picture")
    opened.page.deeds.add_media(cue_id, [picture, video])
    opened.settle()
    media = opened.evening.cue(CueKind.TOUR).media
    assert [(each.photo_id is not None, each.path) for each in media] == [(True, ""), (False, str(video))]
    opened.page.deeds.add_media(cue_id, [wrong])
    opened.settle()
    assert len(opened.evening.cue(CueKind.TOUR).media) == 2
    opened.page.deeds.remove_media(media[0].id)
    opened.settle()
    assert len(opened.evening.cue(CueKind.TOUR).media) == 1


def test_a_new_cue_is_named_at_once_and_delete_takes_it_out(opened: Open) -> None:
    opened.page.side.add_button.click()
    opened.settle()
    assert opened.page.inspector.name.hasSelectedText()
    assert len(opened.evening.cues()) == 10
    opened.page.side.table.setFocus()
    QTest.keyClick(opened.page.side.table, Qt.Key.Key_Delete)
    opened.settle()
    assert len(opened.evening.cues()) == 9
    opened.desk.undo_last()
    assert len(opened.evening.cues()) == 10


def test_an_empty_sheet_offers_templates(opened: Open) -> None:
    opened.page.deeds.clear()
    opened.settle()
    beginning = opened.page.side.beginning
    assert beginning.isVisible()
    assert not opened.page.print_button.isEnabled()
    assert not opened.page.split.is_open()
    beginning.cards()[1].click()
    opened.settle()
    assert len(opened.evening.cues()) == 9
    assert opened.page.side.head.state.text() == "just right, ends 21:00"
    assert opened.desk.said[-1][0] == "Begun with Wednesday kitchen"


def test_the_sheet_is_kept_as_a_template_and_named_anew(opened: Open) -> None:
    opened.page.whole_button.click()
    whole = opened.page.whole
    assert whole.isVisible()
    whole.template.setText("mine")
    whole.keep_button.click()
    whole.theme.setText("strawberries")
    whole.theme.editingFinished.emit()
    opened.settle()
    with opened.evening.store.read() as connection:
        assert [one.name for one in own_templates(connection)] == ["mine"]
    assert opened.evening.stream().theme == "strawberries"


def test_a_workbook_that_comes_back_is_shown_before_it_is_taken(opened: Open, tmp_path: Path) -> None:
    path = tmp_path / "sheet.xlsx"
    write_run_sheet(opened.evening.store, opened.evening.stream_id, path)
    opened.page.files.read_from(path)
    opened.settle()
    assert opened.desk.said[-1][0] == "The file says the same as the run-sheet here."
    actions.edit_cue(opened.evening.store, opened.evening.cues()[0].id, {"length_s": 600})
    opened.page.files.read_from(path)
    opened.settle()
    question = opened.page.files.question
    assert question is not None
    assert "Opening: 10 minutes becomes 3 minutes" in question.accessibleDescription()
    question.verb_button.click()
    opened.settle()
    assert opened.evening.cues()[0].length_s == 180
    path.write_text("nothing", encoding="utf-8")
    opened.page.files.read_from(path)
    opened.settle()
    assert opened.desk.troubles


def test_a_fixed_start_that_is_missed_asks_and_its_answers_mend_it(opened: Open) -> None:
    tour = opened.evening.cue(CueKind.TOUR).id
    actions.edit_cue(opened.evening.store, tour, {"hard_at": dt.time(20, 24)})
    opened.settle()
    opened.page.side.table.fix_chosen.emit(tour, 0)
    opened.settle()
    assert opened.evening.schedule().overlap_s == 0
    actions.edit_cue(opened.evening.store, tour, {"hard_at": dt.time(20, 40)})
    opened.settle()
    assert opened.evening.schedule().gap_s > 0
    opened.page.side.table.fix_chosen.emit(tour, 0)
    opened.settle()
    assert opened.evening.schedule().gap_s == 0


def test_the_strip_is_walked_with_the_arrow_keys(opened: Open) -> None:
    strip = opened.page.side.head.strip
    QTest.keyClick(strip, Qt.Key.Key_Right)
    opened.settle()
    assert opened.page.inspector.cue_id == opened.evening.cues()[1].id
    QTest.mouseClick(strip, Qt.MouseButton.LeftButton, pos=QPoint(strip.width() - 8, 8))
    opened.settle()
    assert opened.page.inspector.cue_id == opened.evening.cues()[-1].id
    assert "20:08 Unboxing and inspection" in strip.accessibleDescription()


def test_the_page_says_where_it_wants_to_go(opened: Open) -> None:
    went: list[tuple[str, int]] = []
    opened.page.back.connect(lambda: went.append(("back", 0)))
    opened.page.console.connect(lambda stream_id: went.append(("console", stream_id)))
    opened.page.console_button.click()
    opened.page.header.crumb_clicked.emit(0)
    assert went == [("console", opened.evening.stream_id), ("back", 0)]


def test_a_stream_that_is_gone_is_said_and_nothing_breaks(qtbot: QtBot, evening: Evening) -> None:
    with open_desk(evening.store) as desk:
        page = RunSheetPage(desk.desk, 9999)
        qtbot.addWidget(page)
        page.show()
        desk.settle()
        assert page.side.trouble.isVisible()


@pytest.mark.parametrize(("width", "height", "zoom"), [(1286, 740, 100), (1286, 740, 130), (1100, 612, 100)])
def test_nothing_is_cut(qtbot: QtBot, evening: Evening, width: int, height: int, zoom: int) -> None:
    with page_on(qtbot, evening) as opened:
        theme().choose("light", zoom)
        theme().dress(opened.page)
        opened.page.resize(width, height)
        opened.settle()
        assert list(cut(opened.page)) == []
        opened.page.whole_button.click()
        opened.settle()
        assert list(cut(opened.page)) == []
        theme().choose("light", 100)
