"""The camera: rendered frames of labels are read, one at a time, and nothing is looked at unless it is on."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtMultimedia import QMediaDevices, QVideoFrame, QVideoFrameFormat
from pytestqt.qtbot import QtBot

from leaderdesk.documents.label_sheet import write_labels
from leaderdesk.documents.render import Pages
from leaderdesk.documents.stock import stock
from leaderdesk.features.pickups.rules.rhythm import GUN
from leaderdesk.features.pickups.screen.camera import BETWEEN_MS, Camera
from leaderdesk.features.pickups.screen.frames import see
from leaderdesk.features.pickups.screen.result_panel import ResultPanel
from tests.documents.bags import bag
from tests.features.pickups.table import Station, station
from tests.practice import Shop

pytestmark = [pytest.mark.usefixtures("english"), pytest.mark.filterwarnings("ignore::DeprecationWarning")]

WIDE, HIGH = 1280, 720
Kind = QVideoFrameFormat.PixelFormat
ROOM, OTHER = "3-608", "3-904"


def label_image(tmp_path: Path, code: str) -> QImage:
    """Return a printed label, as a scanner of 203 dpi would see it."""
    path = tmp_path / f"{code}.pdf"
    write_labels(path, [bag(code=code)], stock("60x40"))
    with Pages(path) as pages:
        page = pages.image(0, px_per_mm=8)
    return QImage(page.rgba, page.width, page.height, page.width * 4, QImage.Format.Format_RGBA8888).copy()


def scene(label: QImage, *, degrees: float = 0, blurred: bool = False) -> QImage:
    """Return what a camera sees that a label is held before."""
    seen = QImage(WIDE, HIGH, QImage.Format.Format_Grayscale8)
    seen.fill(96)
    painter = QPainter(seen)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.translate(WIDE / 2, HIGH / 2)
    painter.rotate(degrees)
    painter.drawImage(QRectF(-390, -260, 780, 520), label)
    painter.end()
    if blurred:
        smooth = Qt.TransformationMode.SmoothTransformation
        ratio = Qt.AspectRatioMode.IgnoreAspectRatio
        seen = seen.scaled(WIDE * 2 // 3, HIGH * 2 // 3, ratio, smooth).scaled(WIDE, HIGH, ratio, smooth)
    return seen.convertToFormat(QImage.Format.Format_Grayscale8)


def frame_of(image: QImage, kind: Kind) -> QVideoFrame:
    """Return the picture as a frame of that kind."""
    frame = QVideoFrame(QVideoFrameFormat(QSize(WIDE, HIGH), kind))
    assert frame.map(QVideoFrame.MapMode.WriteOnly)
    plane, stride, grey = frame.bits(0), frame.bytesPerLine(0), bytes(image.constBits())
    for y in range(HIGH):
        line = grey[y * image.bytesPerLine() : y * image.bytesPerLine() + WIDE]
        row = bytearray(stride)
        if kind is Kind.Format_BGRA8888:
            for channel in range(3):
                row[channel : WIDE * 4 : 4] = line
            row[3 : WIDE * 4 : 4] = b"\xff" * WIDE
        elif kind in (Kind.Format_YUYV, Kind.Format_UYVY):
            row[int(kind is Kind.Format_UYVY) : WIDE * 2 : 2] = line
        else:
            row[:WIDE] = line
        plane[y * stride : (y + 1) * stride] = bytes(row)  # type: ignore[index]  # a view that can be written to
    frame.unmap()
    return frame


@pytest.mark.parametrize(
    "kind", [Kind.Format_Y8, Kind.Format_NV12, Kind.Format_YUV420P, Kind.Format_YUYV, Kind.Format_UYVY]
)
def test_every_kind_of_frame_is_read(qtbot: QtBot, tmp_path: Path, kind: Kind) -> None:
    code = "71000004710123456789"
    seen = see(frame_of(scene(label_image(tmp_path, code)), kind))
    assert seen.codes == (code,)
    assert seen.look.width() == 320


@pytest.mark.parametrize("degrees", [-180, -90, -31, -2, 2, 12, 30, 90])
def test_a_label_may_be_turned_and_out_of_focus(qtbot: QtBot, tmp_path: Path, degrees: float) -> None:
    code = "71000004710123456789"
    image = scene(label_image(tmp_path, code), degrees=degrees, blurred=True)
    assert see(frame_of(image, Kind.Format_NV12)).codes == (code,)


def test_an_empty_frame_is_nothing(qtbot: QtBot) -> None:
    blank = QImage(WIDE, HIGH, QImage.Format.Format_Grayscale8)
    blank.fill(120)
    assert see(frame_of(blank, Kind.Format_NV12)).codes == ()


@pytest.fixture
def table(qtbot: QtBot, shop: Shop) -> Iterator[Station]:
    with station(qtbot, shop) as found:
        yield found


def eye(table: Station) -> Camera:
    """Turn the camera on as if there were one, and return it."""
    camera = table.page.camera.camera()
    assert camera is not None
    camera.open_eye()
    table.page.camera.show_on()
    return camera


def hold(table: Station, camera: Camera, frame: QVideoFrame) -> None:
    """Hold a label before the camera for one picture."""
    table.screen.qtbot.wait(BETWEEN_MS + 5)
    camera.take(frame)
    table.screen.settle()


def test_a_label_held_before_the_camera_opens_its_order_once(table: Station, tmp_path: Path) -> None:
    camera = eye(table)
    first = frame_of(scene(label_image(tmp_path, table.code(ROOM)), degrees=7), Kind.Format_NV12)
    other = frame_of(scene(label_image(tmp_path, table.code(OTHER))), Kind.Format_NV12)
    said: list[str] = []
    camera.scanned.connect(said.append)
    for frame in (first, first, first, other, other):
        hold(table, camera, frame)
    assert said == [table.code(ROOM), table.code(OTHER)]
    panel = table.page.panel()
    assert isinstance(panel, ResultPanel)
    assert panel.found.order.room == OTHER
    assert table.done_count() == 0
    assert GUN.shown_ms > 5 * BETWEEN_MS


def test_never_more_than_one_frame_is_under_way(
    table: Station, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    camera, asked = eye(table), list[object]()
    monkeypatch.setattr(table.screen.tasks, "read", lambda *arguments, **_named: asked.append(arguments))
    frame = frame_of(scene(label_image(tmp_path, table.code(ROOM))), Kind.Format_NV12)
    for _turn in range(4):
        table.screen.qtbot.wait(BETWEEN_MS + 5)
        camera.take(frame)
    assert len(asked) == 1


def test_it_is_off_unless_chosen_and_off_when_the_page_is_left(table: Station, tmp_path: Path) -> None:
    strip = table.page.camera
    assert strip.isHidden()
    assert not strip.is_on()
    camera = eye(table)
    assert strip.isVisible()
    frame = frame_of(scene(label_image(tmp_path, table.code(ROOM))), Kind.Format_NV12)
    table.page.hide()
    assert strip.isHidden()
    assert not camera.is_on()
    hold(table, camera, frame)
    assert not isinstance(table.page.panel(), ResultPanel)


def test_a_frame_under_way_when_it_is_turned_off_tells_nothing(table: Station, tmp_path: Path) -> None:
    camera = eye(table)
    camera.take(frame_of(scene(label_image(tmp_path, table.code(ROOM))), Kind.Format_NV12))
    table.page.camera.turn_off()
    table.screen.settle()
    assert not isinstance(table.page.panel(), ResultPanel)


def test_without_a_camera_a_sentence_says_what_works(table: Station) -> None:
    if QMediaDevices.videoInputs():
        pytest.skip("this computer has a camera")
    table.page.waiting.camera_wanted.emit()
    assert table.screen.latest().startswith("No camera was found")
    assert table.page.camera.isHidden()


def test_without_the_systems_libraries_a_sentence_says_so(table: Station, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("leaderdesk.features.pickups.screen.camera_strip._CAMERA", "leaderdesk.not_there")
    table.page.waiting.camera_wanted.emit()
    assert table.screen.latest().startswith("This computer lacks")
