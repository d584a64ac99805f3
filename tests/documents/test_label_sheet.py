"""Labels as they come out of the printer: sizes, codes, and texts that never touch one another."""

from __future__ import annotations

import re
import zlib
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPainter, QTransform
from typing_extensions import override

from leaderdesk.core.errors import UserError
from leaderdesk.core.i18n import language
from leaderdesk.documents import qr
from leaderdesk.documents.label import Label
from leaderdesk.documents.label_card import draw_card
from leaderdesk.documents.label_layout import usual_layout
from leaderdesk.documents.label_sheet import label_preview, labels_pdf, write_labels
from leaderdesk.documents.label_strip import draw_strip
from leaderdesk.documents.page import CAP_HEIGHT, Paper
from leaderdesk.documents.render import PageImage, Pages
from leaderdesk.documents.stock import STOCKS, LabelStock, stock
from leaderdesk.documents.table import Align
from tests.documents.bags import CODE, EXTREMES, bag, many, products
from tests.documents.pictures import DOTS_203_DPI, Box, ink_in, picture

EVERY_STOCK = pytest.mark.parametrize("paper", STOCKS, ids=lambda paper: str(paper.key))
EVERY_BAG = pytest.mark.parametrize("label", EXTREMES, ids=range(len(EXTREMES)))


@EVERY_STOCK
def test_pages_are_exact_to_a_tenth_of_a_millimetre(paper: LabelStock) -> None:
    with Pages(labels_pdf([bag()] * 3, paper)) as pages:
        sizes = {pages.size_mm(page) for page in range(len(pages))}
        assert len(pages) == (3 if paper.roll else 1)
    assert len(sizes) == 1
    assert sizes.pop() == pytest.approx(paper.page_mm, abs=0.1)
    with Pages(label_preview(bag(), paper)) as pages:
        assert pages.size_mm(0) == pytest.approx((paper.width_mm, paper.height_mm), abs=0.1)


@EVERY_STOCK
@EVERY_BAG
@pytest.mark.parametrize("px_per_mm", [DOTS_203_DPI, 300 / 25.4], ids=["203dpi", "300dpi"])
def test_every_code_reads_back(paper: LabelStock, label: Label, px_per_mm: float) -> None:
    assert qr.read_codes(picture(label_preview(label, paper), px_per_mm=px_per_mm)) == (label.code,)


@pytest.mark.parametrize("key", ["60x40", "a4-70x37", "a4-105x48"])
def test_all_codes_of_a_print_read_back(key: str) -> None:
    labels = many(30)
    with Pages(labels_pdf(labels, stock(key), skip=0 if stock(key).roll else 5)) as pages:
        images = [pages.image(page, px_per_mm=DOTS_203_DPI) for page in range(len(pages))]
    found = [code for image in images for code in qr.read_codes(image)]
    assert sorted(found) == sorted(label.code for label in labels)


@EVERY_STOCK
@EVERY_BAG
def test_nothing_touches_anything_else(paper: LabelStock, label: Label) -> None:
    for code in ("zh_CN", "en"):
        with language(code):
            sheet = Watched(paper.width_mm, paper.height_mm)
            (draw_card if paper.roll else draw_strip)(sheet, label, paper.width_mm, paper.height_mm)
        *texts, code_zone = sheet.boxes
        assert Box(0, 0, paper.width_mm, paper.height_mm).holds(code_zone)
        inside = Box(0.5, 0.4, paper.width_mm - 0.5, paper.height_mm - 0.4)
        for place, box in enumerate(texts):
            assert inside.holds(box), box
            assert not [other for other in sheet.boxes[place + 1 :] if box.touches(other)], box


@EVERY_STOCK
@EVERY_BAG
def test_the_quiet_zone_of_the_code_is_white(paper: LabelStock, label: Label) -> None:
    sheet = Watched(paper.width_mm, paper.height_mm)
    (draw_card if paper.roll else draw_strip)(sheet, label, paper.width_mm, paper.height_mm)
    zone = sheet.boxes[-1]
    side = (zone.right - zone.left) * qr.QUIET_MODULES / (qr.MODULES + 2 * qr.QUIET_MODULES)
    # One pixel less all around: the edge itself falls between two pixels.
    zone = Box(zone.left + 0.1, zone.top + 0.1, zone.right - 0.1, zone.bottom - 0.1)
    image = picture(label_preview(label, paper), px_per_mm=16)
    frame = (
        Box(zone.left, zone.top, zone.right, zone.top + side - 0.2),
        Box(zone.left, zone.bottom - side + 0.2, zone.right, zone.bottom),
        Box(zone.left, zone.top, zone.left + side - 0.2, zone.bottom),
        Box(zone.right - side + 0.2, zone.top, zone.right, zone.bottom),
    )
    assert [ink_in(image, part, px_per_mm=16) for part in frame] == [0, 0, 0, 0]


@EVERY_STOCK
@pytest.mark.parametrize("degrees", [2, -2])
def test_codes_are_read_back_blurred_and_askew(paper: LabelStock, degrees: int) -> None:
    """As a worn head prints it and a hand sticks it on: 203 dots per inch, softened, turned by two degrees."""
    for label in (bag(), EXTREMES[2]):
        sharp = picture(label_preview(label, paper), px_per_mm=DOTS_203_DPI)
        assert qr.read_codes(worn(sharp, degrees)) == (label.code,)
        own = picture(label_preview(label, paper, layout=usual_layout(paper)), px_per_mm=DOTS_203_DPI)
        assert qr.read_codes(worn(own, degrees)) == (label.code,)


def worn(image: PageImage, degrees: float) -> PageImage:
    """Return the picture blurred over neighbouring dots and turned, on white."""
    sharp = QImage(image.rgba, image.width, image.height, image.width * 4, QImage.Format.Format_RGBA8888)
    smooth = Qt.TransformationMode.SmoothTransformation
    ratio = Qt.AspectRatioMode.IgnoreAspectRatio
    soft = sharp.scaled(image.width * 2 // 3, image.height * 2 // 3, ratio, smooth)
    soft = soft.scaled(image.width, image.height, ratio, smooth)
    turned = soft.transformed(QTransform().rotate(degrees), smooth)
    ground = QImage(turned.width() + 16, turned.height() + 16, QImage.Format.Format_RGBA8888)
    ground.fill(Qt.GlobalColor.white)
    painter = QPainter(ground)
    painter.drawImage(8, 8, turned)
    painter.end()
    return PageImage(ground.width(), ground.height(), bytes(ground.constBits()))


@pytest.mark.parametrize("room", ["3-502", "1-101", "8-1603"])
def test_the_room_is_nine_millimetres_high_on_60_by_40(room: str) -> None:
    sheet = Watched(60, 40)
    draw_card(sheet, bag(room), 60, 40)
    assert sheet.sizes[room] * CAP_HEIGHT >= 9.0
    alone = picture(label_preview(replace(bag(room), name="", phone_tail=""), stock("60x40")), px_per_mm=20)
    rows = [row for row in range(11 * 20) if ink_in(alone, Box(1, row / 20, 25, (row + 1) / 20), px_per_mm=20)]
    assert (rows[-1] - rows[0] + 1) / 20 >= 9.0


@EVERY_STOCK
def test_the_media_box_is_exact(paper: LabelStock) -> None:
    found = re.search(rb"/MediaBox \[ ([\d. ]+)\]", labels_pdf([bag()], paper))
    assert found is not None
    left, foot, width, height = (float(each) for each in found[1].split())
    assert (left, foot) == (0, 0)
    assert (width / 72 * 25.4, height / 72 * 25.4) == pytest.approx(paper.page_mm, abs=0.001)


def test_the_room_is_the_largest_thing_on_a_roll_label() -> None:
    sheet = Watched(60, 40)
    draw_card(sheet, bag(), 60, 40)
    assert sheet.sizes["3-502"] >= 9.0
    assert sheet.sizes["3-502"] == max(sheet.sizes.values())


def test_the_end_of_a_long_room_is_always_there() -> None:
    with Pages(label_preview(EXTREMES[3], stock("60x40"))) as pages:
        assert "一千四百零二室" in pages.text(0)


def test_a_module_is_seven_whole_dots_of_a_thermal_head() -> None:
    image = picture(label_preview(bag(), stock("60x40")), px_per_mm=8)
    rows = qr.modules(bag().code)
    grey = image.rgba[1::4]
    left, top = 305, 145
    for y, row in enumerate(rows):
        for x in range(qr.MODULES):
            tone = 0 if row >> qr.MODULES - 1 - x & 1 else 255
            corners = [(left + 7 * x + dx, top + 7 * y + dy) for dx in (0, 6) for dy in (0, 6)]
            assert [grey[at_y * image.width + at_x] for at_x, at_y in corners] == [tone] * 4


@EVERY_STOCK
def test_labels_are_pure_black_on_white(paper: LabelStock) -> None:
    pdf = labels_pdf(EXTREMES, paper)
    operators = set()
    for stream in re.findall(rb"stream\r?\n(.*?)endstream", pdf, re.DOTALL):
        content = _inflated(stream)
        if b" Tf" in content:
            operators |= set(re.findall(rb"(?<![\w.])([\d.]+ [gG]|[\d. ]+ (?:rg|RG|k|K))(?!\w)", content))
    assert operators <= {b"0 g", b"1 g", b"0 G", b"1 G"}
    assert operators


def test_markup_in_names_is_drawn_as_text_and_opens_no_file() -> None:
    pdf = label_preview(EXTREMES[7], stock("a4-105x48"))
    with Pages(pdf) as pages:
        assert "<b>李婶</b>" in pages.text(0)
        assert "<img src='/etc/passwd'/>" in pages.text(0)
    assert re.search(rb"/Image\b|/XObject", pdf) is None


def test_many_products_are_set_smaller_and_the_rest_is_counted() -> None:
    with language("en"):
        few = label_preview(bag(items=products(4)), stock("60x40"))
        more = label_preview(bag(items=products(12), pieces=30), stock("60x40"))
        some = label_preview(bag(items=products(12)), stock("60x40"))
    with Pages(few) as pages:
        assert all(f"商品{number}" in pages.text(0) for number in (1, 2, 3, 4))
        assert "in all" not in pages.text(0)
    with Pages(more) as pages:
        assert "and more, 30 in all" in pages.text(0)
    with Pages(some) as pages:
        assert "and more, 12 in all" in pages.text(0)


def test_bags_and_cold_are_said() -> None:
    with language("zh_CN"):
        one = label_preview(bag(), stock("60x40"))
        second = label_preview(bag(storage="frozen", number=2, count=2), stock("60x40"))
        ambient = label_preview(bag(storage="ambient"), stock("a4-70x37"))
    assert "冷藏" in _text(one)
    assert "共 1 袋" in _text(one)
    assert "取货号" in _text(one)
    assert "尾号 1234" in _text(one)
    assert "冷冻" in _text(second)
    assert "第 2/2 袋" in _text(second)
    assert "冷" not in _text(ambient)


def test_used_places_of_a_sheet_stay_empty() -> None:
    paper = stock("a4-70x37")
    pdf = labels_pdf(many(20), paper, skip=5)
    with Pages(pdf) as pages:
        assert len(pages) == 2
    image = picture(pdf, px_per_mm=4)
    assert ink_in(image, Box(0, 0, 210, 37.4), px_per_mm=4) == 0
    assert ink_in(image, Box(0, 37.6, 140, 74.4), px_per_mm=4) == 0
    assert ink_in(image, Box(140, 37.6, 210, 74.4), px_per_mm=4) > 0


def test_an_offset_moves_everything() -> None:
    paper = stock("a4-70x37")
    plain = picture(labels_pdf([bag()], paper), px_per_mm=4)
    moved = picture(labels_pdf([bag()], paper, offset_mm=(1.0, 0.5)), px_per_mm=4)
    before, after = Box(4, 5, 66, 35), Box(5, 5.5, 67, 35.5)
    assert ink_in(plain, before, px_per_mm=4) == pytest.approx(ink_in(moved, after, px_per_mm=4), rel=0.02)
    first_row = {image: next(row for row in range(160) if _row(image, row).strip(b"\xff")) for image in (plain, moved)}
    assert first_row[moved] - first_row[plain] == 2
    assert qr.read_codes(moved) == (CODE,)


def test_the_same_labels_give_the_same_bytes() -> None:
    assert labels_pdf(many(40), stock("a4-70x37")) == labels_pdf(many(40), stock("a4-70x37"))


def test_a_thousand_labels_stay_below_half_a_megabyte() -> None:
    assert len(labels_pdf(many(1000), stock("a4-70x37"))) <= 500_000


def test_a_roll_of_a_thousand_labels_stays_below_a_megabyte() -> None:
    """Each label is a page of its own, which says what it draws and leaves the rest to all pages together."""
    pdf = labels_pdf(many(1000), stock("60x40"))
    assert len(pdf) <= 1_000_000
    assert pdf.count(b"/MediaBox") == 1
    with Pages(pdf) as pages:
        assert len(pages) == 1000
        assert pages.size_mm(999) == pytest.approx((60, 40), abs=0.1)
        assert many(1000)[999].room in pages.text(999)


@pytest.mark.parametrize("name", ["(a)b\\c", "\\031", "a\\\\(", "赟()", ")))(((", "\\(\\)"])
def test_signs_that_a_pdf_has_a_meaning_for_stand_on_the_label(name: str) -> None:
    with Pages(labels_pdf([replace(bag(), name=name)], stock("80x50"))) as pages:
        assert name in pages.text(0)


def test_faces_travel_inside_the_file_as_outlines() -> None:
    pdf = labels_pdf(EXTREMES, stock("60x40"))
    assert pdf.count(b"/FontFile2") == pdf.count(b"/Type /FontDescriptor") > 0
    assert b"Helvetica" not in pdf


def test_no_labels_and_no_place_are_refused_and_leave_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "标签.pdf"
    path.write_bytes(b"old")
    with language("en"):
        with pytest.raises(UserError, match="no bags"):
            write_labels(path, [], stock("60x40"))
        with pytest.raises(UserError, match="number 1 to 24"):
            write_labels(path, [bag()], stock("a4-70x37"), skip=24)
    assert path.read_bytes() == b"old"
    write_labels(path, [bag()], stock("60x40"))
    assert path.read_bytes() == labels_pdf([bag()], stock("60x40"))


class Watched(Paper):
    """A paper that remembers which boxes were written into; the last one is the code with its quiet zone."""

    def __init__(self, width_mm: float, height_mm: float) -> None:
        super().__init__(width_mm, height_mm)
        self.boxes: list[Box] = []
        self.sizes: dict[str, float] = {}
        self._within_chip = False

    @override
    def text(
        self, x: float, y: float, text: str, *, size: float, bold: bool = False, align: Align = "left", **more: Any
    ) -> float:
        width = super().text(x, y, text, size=size, bold=bold, align=align, **more)
        left = x - width * {"left": 0.0, "center": 0.5, "right": 1.0}[align]
        if width and not self._within_chip:
            # Digits and capitals stand on the line; a hanzi reaches an eighth of an em below it.
            below, above = (0.0, CAP_HEIGHT) if text.isascii() else (0.12, 0.88)
            self.boxes.append(Box(left, y - above * size, left + width, y + below * size))
            self.sizes[text] = size
        return width

    @override
    def chip(self, x: float, y: float, text: str, *, height: float, **more: Any) -> float:
        self._within_chip = True
        width = super().chip(x, y, text, height=height, **more)
        self._within_chip = False
        self.boxes.append(Box(x, y, x + width, y + height))
        return width

    @override
    def code(self, x: float, y: float, digits: str, *, module: float) -> None:
        super().code(x, y, digits, module=module)
        quiet, side = qr.QUIET_MODULES * module, qr.MODULES * module
        self.boxes.append(Box(x - quiet, y - quiet, x + side + quiet, y + side + quiet))


def _row(image: PageImage, row: int) -> bytes:
    return image.rgba[row * image.width * 4 : (row + 1) * image.width * 4]


def _text(pdf: bytes) -> str:
    with Pages(pdf) as pages:
        return pages.text(0)


def _inflated(stream: bytes) -> bytes:
    try:
        return zlib.decompress(stream.strip(b"\r\n"))
    except zlib.error:
        return b""
