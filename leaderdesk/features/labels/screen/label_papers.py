"""The labels on their way out: drawn for the screen, previewed and printed, or kept as a file."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from PySide6.QtWidgets import QWidget

from leaderdesk.core.i18n import _, language
from leaderdesk.documents.fonts import faces
from leaderdesk.documents.calibration import calibration_pdf
from leaderdesk.documents.label_layout import Layout
from leaderdesk.documents.label_sheet import label_preview, labels_pdf
from leaderdesk.documents.render import Pages
from leaderdesk.documents.stock import LabelStock
from leaderdesk.features.desk import Desk
from leaderdesk.features.labels.actions import record_labels
from leaderdesk.features.labels.papers import BagLabel
from leaderdesk.features.labels.rules import correction_of
from leaderdesk.features.labels.screen.label_pane import LabelPicture
from leaderdesk.features.printing import preview, save_pdf
from leaderdesk.ui.print_preview import Shift, page_image

_PX_PER_MM = 12.0


@dataclass(frozen=True, slots=True)
class WantedPrint:
    """How labels are to be printed: on which paper and layout, after how many used places, under which name."""

    paper: LabelStock
    layout: Layout | None
    name: str
    skip: int = 0
    printer: str = ""


def _nothing() -> None:
    """Do nothing: a paper that leaves no trace."""


class LabelPapers:
    """Makes papers in the background in the language of paper, and keeps what was printed with which content."""

    def __init__(self, desk: Desk, asker: QWidget) -> None:
        self._desk = desk
        self._asker = asker

    def draw(
        self, label: BagLabel, paper: LabelStock, layout: Layout | None, done: Callable[[LabelPicture], None]
    ) -> None:
        """Draw one label for the screen; of several requests only the newest delivers."""
        spoken = self._desk.settings().paper_language

        def work() -> LabelPicture:
            with language(spoken), Pages(label_preview(label.label, paper, layout=layout)) as pages:
                image = page_image(pages, 0, px_per_mm=_PX_PER_MM)
            unusual = faces().unusual(f"{label.label.name}{label.label.room}")
            return LabelPicture(image, paper.width_mm / paper.height_mm, unusual.rare, unusual.missing)

        self._desk.tasks.read(self._asker, work, done, latest="picture")

    def show(self, labels: Sequence[BagLabel], wanted: WantedPrint, *, keep: bool = True) -> None:
        """Show the pages before they are printed; what was printed or saved from there is kept, unless told not to."""

        def done(pdf: bytes) -> None:
            self._preview(pdf, wanted, printed=(lambda: self._keep(labels)) if keep else _nothing)

        self._make(labels, wanted, done)

    def show_calibration(self, wanted: WantedPrint) -> None:
        """Show the page with rulers; it is printed as the printer prints by itself."""
        spoken, paper = self._desk.settings().paper_language, wanted.paper

        def work() -> bytes:
            with language(spoken):
                return calibration_pdf(paper)

        raw = replace(wanted, name=_("Calibration page"))
        self._desk.tasks.read(self._asker, work, lambda pdf: self._preview(pdf, raw, printed=_nothing, raw=True))

    def save(self, labels: Sequence[BagLabel], wanted: WantedPrint) -> None:
        """Ask where to keep the labels as a file and write them there."""

        def done(pdf: bytes) -> None:
            save_pdf(self._desk, self._asker, pdf, name=wanted.name, saved=lambda: self._keep(labels))

        self._make(labels, wanted, done)

    def shift_of(self, printer: str, stock: str) -> Shift:
        """Return what sets that printer right for that paper, as this machine keeps it."""
        kept = self._desk.settings().label_corrections
        found = correction_of(kept, printer=printer, stock=stock)
        return Shift(found.right_mm, found.down_mm, found.scale_x, found.scale_y)

    def _preview(self, pdf: bytes, wanted: WantedPrint, *, printed: Callable[[], None], raw: bool = False) -> None:
        key = wanted.paper.key
        preview(
            self._desk,
            self._asker,
            pdf,
            title=wanted.name,
            printed=printed,
            shift_of=None if raw else lambda printer: self.shift_of(printer, key),
            printer_name=wanted.printer,
        )

    def _make(self, labels: Sequence[BagLabel], wanted: WantedPrint, done: Callable[[bytes], None]) -> None:
        spoken = self._desk.settings().paper_language
        if not labels:
            return

        def work() -> bytes:
            with language(spoken):
                return labels_pdf([each.label for each in labels], wanted.paper, skip=wanted.skip, layout=wanted.layout)

        self._desk.tasks.read(self._asker, work, done)

    def _keep(self, labels: Sequence[BagLabel]) -> None:
        store = self._desk.store
        contents = {label.key: label.digest for label in labels}
        self._desk.tasks.write(self._asker, lambda: record_labels(store, contents))
