"""What a pickup day waits for: a frame of the camera, and the lists of three hundred orders, against their floors."""

from __future__ import annotations

from pathlib import Path

import pytest
import zxingcpp
from pytest_benchmark.fixture import BenchmarkFixture

from leaderdesk.features.lists.rules import ListKind
from leaderdesk.features.pickups.screen.frames import see
from tests.benchmarks.test_documents import ratio, raw_streams
from tests.features.lists.round_lists import pdf_of
from tests.features.pickups.test_camera import Kind, frame_of, label_image, scene
from tests.practice import open_shop

CODE = "71000004710123456789"
MOST_FRAME = 3
"""A frame may cost so many times what the bare reader takes to look through the same picture (5 ms for 1.6)."""


@pytest.mark.parametrize("has_label", [True, False])
@pytest.mark.usefixtures("qapp")
def test_a_frame_of_the_camera(benchmark: BenchmarkFixture, tmp_path: Path, has_label: bool) -> None:
    image = scene(label_image(tmp_path, CODE), degrees=7)
    if not has_label:
        image.fill(120)
    grey = memoryview(bytes(image.constBits())).cast("B", (image.height(), image.bytesPerLine()))
    formats = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)
    frame = frame_of(image, Kind.Format_NV12)
    assert see(frame).codes == ((CODE,) if has_label else ())
    assert ratio(benchmark, lambda: see(frame), lambda: zxingcpp.read_barcodes(grey, formats=formats)) <= MOST_FRAME


@pytest.mark.parametrize("kind", list(ListKind))
def test_a_list_of_300_orders(benchmark: BenchmarkFixture, tmp_path: Path, kind: ListKind) -> None:
    """Against the floor of labels, which draws ten thousand texts; a list is read from the store as well."""
    shop = open_shop(tmp_path / "many", orders=300, neighbours=320)
    try:
        assert ratio(benchmark, lambda: pdf_of(shop, kind), raw_streams) <= 3
    finally:
        shop.store.close()
