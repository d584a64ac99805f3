"""Pictures from files: whole ones are shrunk and stripped, everything else is refused with one sentence."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QByteArray
from PySide6.QtGui import QColor, QImage

from leaderdesk.core.errors import UserError
from leaderdesk.ui.pictures import LONGEST, read_picture, thumbnail
from tests.photos import PLACE, SVG, huge_png, picture, with_place, with_words

pytestmark = pytest.mark.usefixtures("qapp")


def file(folder: Path, content: bytes, name: str = "草莓 图.jpg") -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def loaded(jpeg: bytes) -> QImage:
    image = QImage()
    assert image.loadFromData(QByteArray(jpeg), "JPEG")
    return image


@pytest.mark.parametrize("kind", [b"jpeg", b"png", b"webp"])
def test_a_whole_picture_is_kept_as_jpeg(tmp_path: Path, kind: bytes) -> None:
    image = loaded(read_picture(file(tmp_path, picture(kind=kind))))
    assert (image.width(), image.height()) == (400, 300)
    assert image.pixelColor(200, 60) != QColor("white")


def test_a_large_picture_is_shrunk(tmp_path: Path) -> None:
    image = loaded(read_picture(file(tmp_path, picture(4000, 1000))))
    assert (image.width(), image.height()) == (LONGEST, 400)


def test_where_it_was_taken_is_gone_and_it_stands_upright(tmp_path: Path) -> None:
    taken = with_place(picture())
    assert PLACE in taken
    kept = read_picture(file(tmp_path, taken))
    assert PLACE not in kept
    assert b"Exif" not in kept
    assert (loaded(kept).width(), loaded(kept).height()) == (300, 400)


def test_words_in_a_png_are_gone(tmp_path: Path) -> None:
    taken = with_words(picture(kind=b"png"))
    assert PLACE in taken
    assert PLACE not in read_picture(file(tmp_path, taken))


def test_a_clear_ground_becomes_white(tmp_path: Path) -> None:
    image = QImage(20, 20, QImage.Format.Format_ARGB32)
    image.fill(QColor(0, 0, 0, 0))
    image.save(str(tmp_path / "clear.png"))
    assert loaded(read_picture(tmp_path / "clear.png")).pixelColor(10, 10) == QColor("white")


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff\xd8\xff",
        b"not a picture",
        SVG,
        picture()[: len(picture()) // 2],
        picture()[:-2],
        with_place(picture())[:-400],
        picture(kind=b"png")[:-900],
        huge_png(30_000),
        b"GIF89a" + b"\x00" * 40,
        b"PK\x03\x04" + b"\x00" * 100,
    ],
    ids=["empty", "three bytes", "text", "svg", "half", "no end", "exif cut", "png cut", "30000", "gif", "zip"],
)
def test_what_is_no_whole_picture_is_refused(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(UserError):
        read_picture(file(tmp_path, content))


def test_a_file_that_is_gone_or_a_folder_is_refused(tmp_path: Path) -> None:
    for path in (tmp_path / "gone.jpg", tmp_path):
        with pytest.raises(UserError):
            read_picture(path)


def test_a_renamed_picture_is_known_by_its_content(tmp_path: Path) -> None:
    assert read_picture(file(tmp_path, picture(kind=b"png"), "png named.jpg"))


def test_a_small_picture_fills_its_square() -> None:
    small = thumbnail(picture(400, 300), 68)
    assert (small.width(), small.height()) == (68, 68)
