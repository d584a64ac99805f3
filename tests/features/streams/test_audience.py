"""The audience window: it follows the stream, keeps the last good frame, and closes from the console only."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from PySide6.QtCore import QBuffer, QEvent, QSize, Qt
from PySide6.QtGui import QColor, QGuiApplication, QImage, QPainter
from PySide6.QtSvg import QSvgGenerator
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from leaderdesk.core.i18n import language
from leaderdesk.features.batches.rules import Trace
from leaderdesk.features.products.actions import add_photo, change_product
from leaderdesk.features.streams.actions.live import go_to_cue, roll_live, show_audience, start_live
from leaderdesk.features.streams.actions.material import add_video
from leaderdesk.features.streams.queries.slots import StreamSlots
from leaderdesk.features.streams.rules import CueKind, Shows
from leaderdesk.features.streams.rules.shown import (
    Public,
    Shown,
    ShownFact,
    ShownHead,
    ShownMedia,
    ShownOption,
    ShownOrder,
    ShownPerson,
    ShownPoll,
    ShownProduct,
    ShownTag,
    ShownThanks,
    ShownTrace,
    texts_of,
)
from leaderdesk.features.streams.screen.audience import (
    AudienceButton,
    AudienceWindow,
    ask_audience,
    audience_window,
    open_audience,
)
from leaderdesk.features.streams.screen.audience.frame import TALL, WIDE, frame_of, paint_frame
from leaderdesk.features.streams.screen.audience.ink import PAPER, Look
from leaderdesk.features.streams.screen.audience.stage import Stage
from leaderdesk.ui.theme import theme
from tests.features.open_desk import OpenDesk, open_desk
from tests.features.streams.evening import Evening, open_evening
from tests.films import film
from tests.photos import picture
from tests.window.windows import open_window as open_whole_window

HEAD = ShownHead(Public("李姐的周末厨房"), Public("第 23 期・草莓季"), Public("云参观"))
FACTS = tuple(ShownFact(Public(trace.value), Public(f"known {trace.value}"), trace) for trace in Trace)
PRODUCT = ShownProduct(
    Public("隔壁村王大叔家的草莓"), Public("味道正"), 3650, Public("一盒"), (ShownTag(Public("本地"), "warn"),)
)
ORDER = ShownOrder(Public("要吗"), Public("房号"), Public("周一"))
TRACE = ShownTrace(Public("草莓"), Public("CM-1"), FACTS, Public("王大叔的故事"))
POLL = ShownPoll(
    Public("下期想团谁"), Public("打 A"), (ShownOption(Public("A 柑"), 31), ShownOption(Public("B 莓"), 0))
)
FULL = {
    Shows.BLANK: Shown(Shows.BLANK, HEAD, goodbye=Public("再见")),
    Shows.PRODUCT: Shown(Shows.PRODUCT, HEAD, product=PRODUCT, order=ORDER),
    Shows.TRACE: Shown(Shows.TRACE, HEAD, trace=TRACE),
    Shows.POLL: Shown(Shows.POLL, HEAD, poll=POLL),
    Shows.THANKS: Shown(
        Shows.THANKS, HEAD,
        thanks=ShownThanks(Public("谢谢"), tuple(ShownPerson(Public(f"邻居{n}"), Public(str(n))) for n in range(12))),
    ),
    Shows.MEDIA: Shown(Shows.MEDIA, HEAD, media=ShownMedia(Public("大棚"), picture())),
}  # fmt: skip
FULL[Shows.COMBINED] = Shown(
    Shows.COMBINED, HEAD, product=PRODUCT, trace=TRACE, poll=POLL, order=ORDER,
)  # fmt: skip


@pytest.fixture
def evening(tmp_path: Path, english: None) -> Iterator[Evening]:
    opened = open_evening(tmp_path / "shop")
    yield opened
    opened.store.close()


@pytest.fixture
def desk(qtbot: QtBot, evening: Evening) -> Iterator[OpenDesk]:
    with open_desk(evening.store) as opened:
        yield opened


@pytest.fixture
def window(desk: OpenDesk, evening: Evening) -> Iterator[AudienceWindow]:
    """The window across, on tonight's stream, its first frame in view."""
    opened = open_audience(desk.desk, evening.stream_id, StreamSlots())
    opened.open_window(tall=False, screen=QGuiApplication.primaryScreen())
    desk.settle()
    yield opened
    live = audience_window(desk.desk)
    if live is not None:
        live.leave()


def look() -> Look:
    return Look(tuple(theme().font("body").families()))


@pytest.mark.parametrize("tall", [False, True])
@pytest.mark.parametrize("shows", list(Shows))
def test_every_word_of_every_mode_is_painted(qtbot: QtBot, shows: Shows, tall: bool) -> None:
    """Painted into a drawing whose words can be read back: each is there whole."""
    size = TALL if tall else WIDE
    drawing = QBuffer()
    drawing.open(QBuffer.OpenModeFlag.WriteOnly)
    generator = QSvgGenerator()
    generator.setOutputDevice(drawing)
    generator.setSize(size)
    painter = QPainter(generator)
    with language("zh_CN"):
        paint_frame(painter, FULL[shows], size, look(), tall=tall)
    painter.end()
    texts = ET.fromstring(drawing.data().data()).iter("{http://www.w3.org/2000/svg}text")
    words = "".join("".join(part.itertext()) for part in texts)
    words = "".join(words.split())
    shown = FULL[shows]
    wanted = [text for text in texts_of(shown) if text not in _unseen(shown)]
    assert [text for text in wanted if "".join(text.split()) not in words] == []
    assert "…" not in words


def _unseen(shown: Shown) -> set[str]:
    """Return the words that a mode leaves out on purpose."""
    unseen = set[str]()
    if shown.mode is Shows.BLANK:
        unseen.add(shown.head.part)
    if shown.mode is Shows.COMBINED and shown.trace is not None:
        # Six of the eight, without the story; the name stands above already.
        unseen |= {text for fact in shown.trace.facts[6:] for text in (fact.title, fact.value)}
        unseen |= {shown.trace.name, shown.trace.story}
    return unseen


@pytest.mark.parametrize("tall", [False, True])
@pytest.mark.parametrize("shows", list(Shows))
def test_a_frame_fills_its_size_on_paper(qtbot: QtBot, shows: Shows, tall: bool) -> None:
    image = frame_of(FULL[shows], QSize(800, 800), look(), tall=tall)
    assert image.size() == QSize(800, 800)
    assert image.pixelColor(2, 2) == QColor(PAPER)
    assert image.pixelColor(797, 797) == QColor(PAPER)
    colors = {image.pixelColor(x, y).name() for x in range(0, 800, 7) for y in range(0, 800, 7)}
    assert len(colors) > 5


def test_long_names_and_many_options_stay_inside(qtbot: QtBot) -> None:
    product = ShownProduct(Public("一个长到两行也写不下的名字" * 6), Public("很长" * 60), 123456, Public("一盒" * 20))
    options = tuple(ShownOption(Public(f"{place} 选项" * 9), place * 100) for place in range(8))
    poll = ShownPoll(Public("问题" * 40), Public("打字" * 30), options)
    full = Shown(Shows.COMBINED, HEAD, product=product, trace=TRACE, poll=poll, order=ORDER)
    for size, tall in ((WIDE, False), (TALL, True)):
        image = frame_of(full, size, look(), tall=tall)
        edge = {image.pixelColor(x, y).name() for x in (4, size.width() - 5) for y in range(size.height())}
        assert edge == {PAPER.lower()}
        low = {image.pixelColor(x, size.height() - 6).name() for x in range(size.width())}
        assert low == {PAPER.lower()}


def test_it_shows_the_name_and_the_hour_before_it_begins(window: AudienceWindow) -> None:
    assert window.windowTitle() == "LeaderDesk audience window"
    assert "李姐的周末厨房" in window.accessibleDescription()
    assert not window.stage.frame().isNull()
    assert window.windowFlags() & Qt.WindowType.FramelessWindowHint


def test_it_follows_marks_and_cues_by_itself(desk: OpenDesk, evening: Evening, window: AudienceWindow) -> None:
    start_live(evening.store, evening.stream_id)
    go_to_cue(evening.store, evening.stream_id, evening.cue(CueKind.UNBOXING).id)
    desk.settle()
    assert _mode(window) is Shows.PRODUCT
    before = window.stage.frame()
    change_product(evening.store, evening.product_ids[0], "name", "换了名字的草莓")
    desk.settle()
    assert "换了名字的草莓" in window.accessibleDescription()
    assert window.stage.frame() != before


def test_it_follows_a_run_sheet_that_rolls_with_the_clock(
    qtbot: QtBot, desk: OpenDesk, evening: Evening, window: AudienceWindow
) -> None:
    """Nothing is written when the clock goes on to the next cue; the window looks for itself."""
    evening.clock.advance(dt.datetime(2026, 1, 25, 20, 0) - dt.datetime(2026, 1, 25, 14, 0))
    start_live(evening.store, evening.stream_id)
    roll_live(evening.store, evening.stream_id, on=True)
    desk.settle()
    assert _mode(window) is Shows.BLANK
    evening.clock.advance(dt.timedelta(minutes=9))
    qtbot.waitUntil(lambda: _mode(window) is Shows.PRODUCT)


def test_what_cannot_be_shown_leaves_the_last_good_frame(
    desk: OpenDesk, evening: Evening, window: AudienceWindow, tmp_path: Path
) -> None:
    path = tmp_path / "farm.mp4"
    start_live(evening.store, evening.stream_id)
    show_audience(evening.store, evening.stream_id, Shows.PRODUCT)
    desk.settle()
    before, told = window.stage.frame(), _told(window)
    cue = evening.cue(CueKind.OPENING)
    path.write_bytes(b"was there once")
    add_video(evening.store, cue.id, path)
    path.unlink()
    show_audience(evening.store, evening.stream_id, Shows.MEDIA)
    desk.settle()
    assert [str(path.name) in words for words in told] == [True]
    assert window.stage.frame() is before or window.stage.frame() == before
    assert _mode(window) is Shows.PRODUCT


# The players of a system without loudspeaker or graphics card say so in warnings, and so they do of a broken film.
@pytest.mark.qt_log_level_fail("CRITICAL")
def test_a_video_plays_and_one_that_cannot_be_played_is_told(
    qtbot: QtBot, desk: OpenDesk, evening: Evening, window: AudienceWindow, tmp_path: Path
) -> None:
    good, bad = tmp_path / "farm.avi", tmp_path / "broken.mp4"
    good.write_bytes(film("#d03830"))
    bad.write_bytes(b"no film at all" * 50)
    told, cue = _told(window), evening.cue(CueKind.OPENING)
    first = add_video(evening.store, cue.id, good)
    second = add_video(evening.store, cue.id, bad)
    start_live(evening.store, evening.stream_id)
    show_audience(evening.store, evening.stream_id, Shows.MEDIA, ref_id=first.id)
    middle = window.rect().center()

    def is_red() -> bool:
        color = window.stage.grab().toImage().pixelColor(middle)
        return color.red() > 190 and color.green() < 90

    qtbot.waitUntil(is_red, timeout=20_000)
    show_audience(evening.store, evening.stream_id, Shows.MEDIA, ref_id=second.id)
    qtbot.waitUntil(lambda: bool(told), timeout=20_000)
    assert "broken.mp4" in told[0]
    shown = window.shown()
    assert shown is not None
    assert shown.media is not None
    assert shown.media.video == str(good)


def test_keys_and_the_window_manager_do_not_close_it(qtbot: QtBot, window: AudienceWindow) -> None:
    program = QWidget()
    qtbot.addWidget(program)
    program.show()
    QTest.keyClick(window, Qt.Key.Key_Escape)
    window.close()
    assert window.isVisible()
    program.hide()
    window.close()
    assert not window.isVisible()


def test_the_console_puts_it_away(desk: OpenDesk, evening: Evening, window: AudienceWindow, qtbot: QtBot) -> None:
    with qtbot.waitSignal(window.put_away):
        window.leave()
    assert audience_window(desk.desk) is None


def test_there_is_one_window_whoever_opens_it(desk: OpenDesk, evening: Evening, window: AudienceWindow) -> None:
    assert open_audience(desk.desk, evening.stream_id, StreamSlots()) is window


def test_it_ends_with_its_store(qtbot: QtBot, evening: Evening) -> None:
    with open_desk(evening.store) as opened:
        window = open_audience(opened.desk, evening.stream_id, StreamSlots())
        window.open_window(tall=True, screen=QGuiApplication.primaryScreen())
        opened.settle()
        gone = []
        window.destroyed.connect(lambda: gone.append(True))
        opened.desk.bridge.deleteLater()
        qtbot.waitUntil(lambda: bool(gone))


def test_the_window_does_not_keep_the_program_alive(window: AudienceWindow) -> None:
    assert not window.testAttribute(Qt.WidgetAttribute.WA_QuitOnClose)


def test_the_button_asks_where_and_in_which_shape(qtbot: QtBot, desk: OpenDesk, evening: Evening) -> None:
    asker = QWidget()
    qtbot.addWidget(asker)
    asker.show()
    opened: list[AudienceWindow] = []
    button = AudienceButton(desk.desk, lambda: evening.stream_id, StreamSlots(), opened=opened.append)
    button.setParent(asker)
    sheet = button.ask()
    assert sheet.where.current() == "window"
    assert "LeaderDesk audience window" in sheet.hint.text()
    assert sheet.away_button.isHidden()
    sheet.shape.choose("tall")
    sheet.open_button.click()
    (window,) = opened
    desk.settle()
    assert window.height() > window.width()
    again = ask_audience(desk.desk, asker, evening.stream_id, StreamSlots())
    assert not again.away_button.isHidden()
    again.away_button.click()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert audience_window(desk.desk) is None


def test_one_frame_fades_into_the_next_unless_motion_is_not_wanted(qtbot: QtBot) -> None:
    around = QWidget()
    qtbot.addWidget(around)
    stage = Stage(around)
    red, green = _plain("red"), _plain("green")
    around.show()
    stage.put_up(red)
    assert not stage.is_fading()
    stage.put_up(green)
    assert stage.is_fading()
    qtbot.waitUntil(lambda: not stage.is_fading())
    assert stage.grab().toImage().pixelColor(5, 5) == QColor("green")
    look_now = theme()
    still, look_now.still = look_now.still, True
    stage.put_up(red)
    look_now.still = still
    assert not stage.is_fading()


def test_a_photo_of_the_product_takes_the_place_of_the_basket(
    desk: OpenDesk, evening: Evening, window: AudienceWindow
) -> None:
    start_live(evening.store, evening.stream_id)
    show_audience(evening.store, evening.stream_id, Shows.PRODUCT, ref_id=evening.product_ids[1])
    desk.settle()
    before = window.stage.frame()
    add_photo(evening.store, evening.product_ids[1], picture())
    desk.settle()
    assert window.stage.frame() != before
    shown = window.shown()
    assert shown is not None
    assert shown.product is not None
    assert shown.product.jpeg


def _mode(window: AudienceWindow) -> Shows | None:
    shown = window.shown()
    return None if shown is None else shown.mode


def _told(window: AudienceWindow) -> list[str]:
    told: list[str] = []
    window.trouble.connect(told.append)
    return told


def _plain(color: str) -> QImage:
    image = QImage(100, 100, QImage.Format.Format_RGB32)
    image.fill(QColor(color))
    return image


def test_it_ends_when_other_data_are_opened(qtbot: QtBot, evening: Evening) -> None:
    evening.store.close()
    with open_whole_window(qtbot, evening.store.paths.home, clock=evening.clock) as whole:
        desk = whole.session.desk
        assert desk is not None
        window = open_audience(desk, evening.stream_id, StreamSlots())
        window.open_window(tall=False, screen=QGuiApplication.primaryScreen())
        gone: list[bool] = []
        window.destroyed.connect(lambda: gone.append(True))
        whole.session.close()
        qtbot.waitUntil(lambda: bool(gone))
