"""Labels by a layout of the leader's own: nothing touches, what finds no room is told, the code is always read."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leaderdesk.core.i18n import language
from leaderdesk.documents import qr
from leaderdesk.documents.label import Label
from leaderdesk.documents.label_fields import draw_fields
from leaderdesk.documents.label_layout import (
    IMPORTANCE, LEAST_MODULE_DOTS, SIZES, FieldName, Layout, LayoutField, module_mm, usual_layout,
)  # fmt: skip
from leaderdesk.documents.label_sheet import label_fit, label_preview, labels_pdf
from leaderdesk.documents.render import Pages
from leaderdesk.documents.stock import STOCKS, LabelStock, stock
from tests.documents.bags import EXTREMES, bag, many, products
from tests.documents.pictures import DOTS_203_DPI, Box, picture
from tests.documents.test_label_sheet import Watched

EVERY_STOCK = pytest.mark.parametrize("paper", STOCKS, ids=lambda paper: str(paper.key))
FULL = replace(bag(), note="不要香菜，放门口", shop="王姐团购 138****1234")
LABELS = tuple(replace(each, note=FULL.note, shop=FULL.shop) for each in EXTREMES)

layouts = st.builds(
    lambda names, sizes: Layout(tuple(LayoutField(name, size) for name, size in zip(names, sizes, strict=False))),
    st.permutations(IMPORTANCE),
    st.lists(st.sampled_from(list(SIZES)), min_size=1, max_size=12),
)


@settings(max_examples=300, deadline=None)
@given(paper=st.sampled_from(STOCKS), label=st.sampled_from(LABELS), layout=layouts)
def test_nothing_touches_anything_else_however_it_is_laid_out(paper: LabelStock, label: Label, layout: Layout) -> None:
    sheet = Watched(paper.width_mm, paper.height_mm)
    fit = draw_fields(sheet, label, layout, paper.width_mm, paper.height_mm)
    assert not set(fit.left_out) & {"room", "qr"} or layout.fields[0].name != "room"
    inside = Box(-0.01, -0.01, paper.width_mm + 0.01, paper.height_mm + 0.01)
    for place, box in enumerate(sheet.boxes):
        assert inside.holds(box), box
        assert not [other for other in sheet.boxes[place + 1 :] if box.touches(other)], box


@EVERY_STOCK
@pytest.mark.parametrize("size", SIZES)
def test_the_code_is_whole_dots_and_never_smaller_than_is_read(paper: LabelStock, size: str) -> None:
    module = module_mm({"s": "s", "m": "m", "l": "l", "xl": "xl"}[size], paper.width_mm, paper.height_mm)  # type: ignore[arg-type]
    dots = module / 0.125
    assert dots == int(dots) >= LEAST_MODULE_DOTS
    layout = Layout((LayoutField("qr", size), LayoutField("room")))  # type: ignore[arg-type]
    image = picture(label_preview(bag(), paper, layout=layout), px_per_mm=DOTS_203_DPI)
    assert qr.read_codes(image) == (bag().code,)


@EVERY_STOCK
def test_the_usual_fields_fit_on_every_paper(paper: LabelStock) -> None:
    assert label_fit(bag(), paper, usual_layout(paper)).whole


def test_what_finds_no_room_goes_by_its_importance_and_is_told() -> None:
    every: list[FieldName] = [name for name in IMPORTANCE if name != "qr"]
    crowded = Layout((*(LayoutField(name, "xl") for name in every), LayoutField("qr", "m")))
    fit = label_fit(FULL, stock("40x30"), crowded)
    assert fit.left_out
    assert list(fit.left_out) == sorted(fit.left_out, key=IMPORTANCE.index)
    kept = [name for name in every if name not in fit.left_out]
    assert max(map(IMPORTANCE.index, kept)) < min(map(IMPORTANCE.index, fit.left_out))
    assert {"room", "code"} <= set(kept)


def test_goods_that_do_not_all_fit_are_counted_and_told() -> None:
    label = bag(items=products(30), pieces=45)
    layout = usual_layout(stock("60x40"))
    assert "goods" in label_fit(label, stock("60x40"), layout).shortened
    with language("en"), Pages(label_preview(label, stock("60x40"), layout=layout)) as pages:
        assert "and more, 45 in all" in pages.text(0)


def test_fields_stand_in_their_order() -> None:
    paper = stock("80x50")
    names: tuple[FieldName, ...] = ("room", "goods", "footer")
    sheet = Watched(paper.width_mm, paper.height_mm)
    draw_fields(sheet, FULL, Layout(tuple(LayoutField(name) for name in names)), 80, 50)
    room, footer, *goods = sheet.boxes
    assert goods
    assert all(room.bottom <= box.top and box.bottom <= footer.top for box in goods)
    assert qr.read_codes(picture(label_preview(FULL, paper, layout=Layout((LayoutField("room"),))))) == ()


def test_a_thousand_labels_of_an_own_layout_stay_small() -> None:
    paper = stock("a4-70x37")
    assert len(labels_pdf(many(1000), paper, layout=usual_layout(paper))) <= 500_000
