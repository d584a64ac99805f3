"""Photos of labels as phones send them, and what pretends to be one."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF, QSize
from PySide6.QtGui import QColor, QImage, QImageWriter, QPainter

from leaderdesk.core.errors import UserError
from leaderdesk.documents.label_sheet import write_labels
from leaderdesk.documents.render import Pages
from leaderdesk.documents.stock import stock
from leaderdesk.features.scanner.rules.gate import MOST_PHOTO
from leaderdesk.features.scanner.screen.photos import MOST_PIXELS, codes_on
from tests.documents.bags import bag
from tests.features.scanner.phones import Handset, Yard
from tests.photos import SVG, huge_png, picture, with_place

CODE = "71000004710123456789"


def label(folder: Path, code: str) -> QImage:
    """Return a printed label, as a scanner of 203 dpi would see it."""
    path = folder / f"{code}.pdf"
    write_labels(path, [bag(code=code)], stock("60x40"))
    with Pages(path) as pages:
        page = pages.image(0, px_per_mm=8)
    return QImage(page.rgba, page.width, page.height, page.width * 4, QImage.Format.Format_RGBA8888).copy()


def photo(*labels: QImage, size: tuple[int, int] = (2000, 1500), degrees: float = 4) -> QImage:
    """Return a photo of labels on a table."""
    seen = QImage(QSize(*size), QImage.Format.Format_RGB32)
    seen.fill(QColor("peru"))
    painter = QPainter(seen)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    for place, each in enumerate(labels):
        painter.save()
        painter.translate(size[0] * (place + 0.5) / len(labels), size[1] / 2)
        painter.rotate(degrees)
        painter.drawImage(QRectF(-360, -240, 720, 480), each)
        painter.restore()
    painter.end()
    return seen


def sent(image: QImage, kind: bytes = b"jpeg") -> bytes:
    """Return the picture as a phone sends it."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    assert QImageWriter(buffer, QByteArray(kind)).write(image)
    return bytes(buffer.data().data())


@pytest.mark.parametrize("kind", [b"jpeg", b"png", b"webp"])
def test_a_photo_of_a_label_finds_its_order(yard: Yard, phone: Handset, tmp_path: Path, kind: bytes) -> None:
    found = yard.lone_orders()[0]
    content = sent(photo(label(tmp_path, yard.code(found.order.id, 1))), kind)
    card = phone.photo(content, f"image/{kind.decode()}").words
    assert (card["tone"], card["title"], card["order"]) == ("ready", found.order.room, found.order.id)
    assert not yard.pickup(found.order.id).handed_line_ids


@pytest.mark.parametrize("degrees", [0, 37, 90, 180, 266])
def test_a_label_may_lie_as_it_likes(tmp_path: Path, degrees: float) -> None:
    assert codes_on(sent(photo(label(tmp_path, CODE), degrees=degrees))) == (CODE,)


def test_a_photo_held_sideways_is_read_too(tmp_path: Path) -> None:
    assert codes_on(with_place(sent(photo(label(tmp_path, CODE))))) == (CODE,)


def test_a_photo_of_a_large_sensor_is_read_smaller(tmp_path: Path) -> None:
    assert codes_on(sent(photo(label(tmp_path, CODE)).scaled(QSize(6000, 4500)))) == (CODE,)


def test_two_labels_of_one_order_are_one_and_of_two_are_asked_about(yard: Yard, phone: Handset, tmp_path: Path) -> None:
    first, second, *_others = yard.lone_orders()
    codes = [yard.code(first.order.id, 1), yard.code(first.order.id, 2), yard.code(second.order.id, 1)]
    one, cold, other = (label(tmp_path, code) for code in codes)
    assert phone.photo(sent(photo(one, cold))).words["order"] == first.order.id
    several = phone.photo(sent(photo(one, other))).words
    assert (several["tone"], several["order"]) == ("stop", None)
    assert several["say"] == "Take one label alone."


def test_no_code_and_a_strangers_code_are_told_apart(yard: Yard, phone: Handset, tmp_path: Path) -> None:
    assert phone.photo(sent(photo())).words["title"] == "No code to be seen"
    assert phone.photo(sent(photo(label(tmp_path, CODE)))).words["title"] == "Not one of our labels"


@pytest.mark.parametrize(
    "content",
    [
        b"", b"\xff\xd8\xff", b"GIF89a" + bytes(100), SVG, b"%PDF-1.7", b"\x00" * 5000, picture()[:-400],
        huge_png(30_000), huge_png(7_300), picture(kind=b"bmp"),
    ],
    ids=["empty", "jpeg-start", "gif", "svg", "pdf", "zeros", "truncated", "30000", "53-million", "bmp"],
)  # fmt: skip
def test_what_is_no_photo_is_told_so(yard: Yard, phone: Handset, content: bytes) -> None:
    for kind in ("image/jpeg", "application/octet-stream"):
        reply = phone.photo(content, kind)
        assert reply.status == 409
        assert "could not be read" in reply.words["say"]


def test_the_limit_is_one_of_pixels_known_before_they_are_read() -> None:
    assert MOST_PIXELS < 7_300**2
    with pytest.raises(UserError):
        codes_on(huge_png(7_300))


def test_a_photo_has_eight_megabytes_at_most(yard: Yard, phone: Handset) -> None:
    assert phone.photo(bytes(MOST_PHOTO)).status == 409
    assert phone.photo(picture(), "image/svg+xml").status == 415


def test_photos_of_many_phones_are_read_one_after_the_other(yard: Yard, tmp_path: Path) -> None:
    under_way, most, lock, codes = list[int](), list[int](), threading.Lock(), codes_on

    def watched(content: bytes) -> tuple[str, ...]:
        with lock:
            under_way.append(1)
            most.append(len(under_way))
        read = codes(content)
        with lock:
            under_way.pop()
        return read

    yard.scanner._read_photo = watched
    yard.open()
    content = sent(photo(label(tmp_path, yard.code(yard.lone_orders()[0].order.id))))
    phones = [yard.phone(), yard.phone(), yard.phone()]
    threads = [threading.Thread(target=phone.photo, args=(content,)) for phone in phones]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert most == [1, 1, 1]
