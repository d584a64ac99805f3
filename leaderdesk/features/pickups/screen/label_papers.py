"""The labels on their way out: drawn for the screen, previewed and printed, or kept as a file."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QWidget

from leaderdesk.core.i18n import language
from leaderdesk.documents.fonts import faces
from leaderdesk.documents.label_sheet import label_preview, labels_pdf
from leaderdesk.documents.render import Pages
from leaderdesk.documents.stock import LabelStock
from leaderdesk.features.desk import Desk
from leaderdesk.features.pickups.actions import record_labels
from leaderdesk.features.pickups.papers import BagLabel
from leaderdesk.features.pickups.screen.label_pane import LabelPicture
from leaderdesk.features.pickups.screen.printing import preview, save_pdf
from leaderdesk.ui.print_preview import page_image

_PX_PER_MM = 12.0


class LabelPapers:
    """Makes papers in the background in the language of paper, and keeps what was printed with which content."""

    def __init__(self, desk: Desk, asker: QWidget) -> None:
        self._desk = desk
        self._asker = asker

    def draw(self, label: BagLabel, paper: LabelStock, done: Callable[[LabelPicture], None]) -> None:
        """Draw one label for the screen; of several requests only the newest delivers."""
        spoken = self._desk.settings().paper_language

        def work() -> LabelPicture:
            with language(spoken), Pages(label_preview(label.label, paper)) as pages:
                image = page_image(pages, 0, px_per_mm=_PX_PER_MM)
            unusual = faces().unusual(f"{label.label.name}{label.label.room}")
            return LabelPicture(image, paper.width_mm / paper.height_mm, unusual.rare, unusual.missing)

        self._desk.tasks.read(self._asker, work, done, latest="picture")

    def show(
        self,
        labels: Sequence[BagLabel],
        paper: LabelStock,
        *,
        name: str,
        skip: int,
        offset_mm: tuple[float, float],
    ) -> None:
        """Show the pages before they are printed; what was printed or saved from there is kept."""

        def done(pdf: bytes) -> None:
            preview(
                self._desk,
                self._asker,
                pdf,
                title=name,
                printed=lambda: self._keep(labels),
                offset_mm=offset_mm,
            )

        self._make(labels, paper, skip, done)

    def save(self, labels: Sequence[BagLabel], paper: LabelStock, *, name: str, skip: int) -> None:
        """Ask where to keep the labels as a file and write them there."""

        def done(pdf: bytes) -> None:
            save_pdf(self._desk, self._asker, pdf, name=name, saved=lambda: self._keep(labels))

        self._make(labels, paper, skip, done)

    def _make(self, labels: Sequence[BagLabel], paper: LabelStock, skip: int, done: Callable[[bytes], None]) -> None:
        spoken = self._desk.settings().paper_language
        if not labels:
            return

        def work() -> bytes:
            with language(spoken):
                return labels_pdf([each.label for each in labels], paper, skip=skip)

        self._desk.tasks.read(self._asker, work, done)

    def _keep(self, labels: Sequence[BagLabel]) -> None:
        store = self._desk.store
        contents = {label.key: label.digest for label in labels}
        self._desk.tasks.write(self._asker, lambda: record_labels(store, contents))
