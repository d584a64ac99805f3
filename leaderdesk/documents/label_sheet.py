"""Labels for bags as PDF: each label where its paper has it, one way of drawing for file, printer and preview."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from leaderdesk.core.errors import UserError
from leaderdesk.core.files import write_whole
from leaderdesk.core.i18n import _
from leaderdesk.documents.label import Label
from leaderdesk.documents.label_card import draw_card
from leaderdesk.documents.label_fields import draw_fields
from leaderdesk.documents.label_layout import Fit, Layout
from leaderdesk.documents.label_strip import draw_strip
from leaderdesk.documents.page import Paper
from leaderdesk.documents.stock import LabelStock, Place, places


def write_labels(
    path: Path,
    labels: Sequence[Label],
    stock: LabelStock,
    *,
    skip: int = 0,
    layout: Layout | None = None,
) -> None:
    """Make `path` the PDF of `labels`, whole or untouched; see `labels_pdf`."""
    write_whole(path, labels_pdf(labels, stock, skip=skip, layout=layout))


def labels_pdf(
    labels: Sequence[Label],
    stock: LabelStock,
    *,
    skip: int = 0,
    offset_mm: tuple[float, float] = (0.0, 0.0),
    layout: Layout | None = None,
) -> bytes:
    """Return the PDF of `labels` in their order; the same labels give the same bytes.

    The first `skip` places of the first sheet stay empty. `offset_mm` moves everything to the right and down, for a
    printer that prints beside the mark; `layout` is the leader's own way of laying them out. UserError if there is no
    label, or no place left on a sheet.
    """
    if not labels:
        raise UserError(_("There are no bags to label yet. Take orders first."))
    paper = Paper(*stock.page_mm, title=_("Labels"))
    page = 0
    for label, place in zip(labels, places(len(labels), stock, skip=skip), strict=True):
        if place.page != page:
            paper.next_page()
            page = place.page
        _draw(paper, label, stock, place, offset_mm=offset_mm, layout=layout)
    return paper.to_bytes()


def label_preview(label: Label, stock: LabelStock, *, layout: Layout | None = None) -> bytes:
    """Return a PDF of one page that is exactly one label of `stock`."""
    paper = Paper(stock.width_mm, stock.height_mm)
    _draw(paper, label, stock, Place(0, 0, 0, 0.0, 0.0), layout=layout)
    return paper.to_bytes()


def label_fit(label: Label, stock: LabelStock, layout: Layout) -> Fit:
    """Return what of `layout` finds no room on this label."""
    return draw_fields(Paper(stock.width_mm, stock.height_mm), label, layout, stock.width_mm, stock.height_mm)


def _draw(
    paper: Paper,
    label: Label,
    stock: LabelStock,
    place: Place,
    *,
    offset_mm: tuple[float, float] = (0.0, 0.0),
    layout: Layout | None,
) -> None:
    right, down = offset_mm
    with paper.origin(place.x_mm + right, place.y_mm + down):
        if layout is not None:
            draw_fields(paper, label, layout, stock.width_mm, stock.height_mm)
            return
        draw = draw_card if stock.roll else draw_strip
        draw(paper, label, stock.width_mm, stock.height_mm)
