"""Sets a printer right: print the page with rulers, type which number lies on each edge."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from leaderdesk.core.errors import UserError
from leaderdesk.core.i18n import _
from leaderdesk.documents.calibration import Correction, correction, edges
from leaderdesk.documents.stock import LabelStock
from leaderdesk.features.labels.screen.form_dialog import FormDialog
from leaderdesk.features.labels.screen.tenths import tenths_edit
from leaderdesk.ui.buttons import Button
from leaderdesk.ui.edits import ParsedEdit
from leaderdesk.ui.forms import Field
from leaderdesk.ui.labels import Label


class CalibrationDialog(FormDialog):
    """Tells `page_wanted` when the page is to be printed; `keep` gets what sets the printer right."""

    page_wanted = Signal()

    def __init__(self, asker: QWidget, paper: LabelStock, *, printer: str, keep: Callable[[Correction], None]) -> None:
        super().__init__(asker, title=_("Set the printer right"), verb=_("Keep"))
        self._paper = paper
        self._keep = keep
        words = _("{printer} · paper {paper}").format(printer=printer or _("every printer"), paper=_(paper.name))
        self.body.addWidget(Label(words, role="strong", wrap=True))
        first = _("1. Put one sheet of the label paper in and print the page with the rulers.")
        self.body.addWidget(Label(first, wrap=True))
        self.page_button = Button(_("Print the page with rulers"), icon="printer")
        self.page_button.setAutoDefault(False)
        self.page_button.clicked.connect(self.page_wanted)
        self.body.addWidget(self.page_button)
        second = _("2. Which number of each ruler lies on the edge of the label? A white gap before 0 is a minus.")
        self.body.addWidget(Label(second, wrap=True))
        self.edits: list[ParsedEdit[int]] = []
        grid = QGridLayout()
        for place, edge in enumerate(edges(paper)):
            ask = _("Ruler {sign}, across, mm") if edge.upright else _("Ruler {sign}, down, mm")
            edit = tenths_edit(ask.format(sign=edge.sign))
            self.edits.append(edit)
            grid.addWidget(Field(edit.accessibleName(), edit), place // 2, place % 2)
        self.body.addLayout(grid)
        reset = Button(_("Back to nothing"), kind="link")
        reset.setAutoDefault(False)
        reset.clicked.connect(lambda: self._finish(Correction()))
        self.foot.addWidget(reset)
        self.verb_button.clicked.connect(self._done)

    def _done(self) -> None:
        if not all([edit.check() for edit in self.edits]):  # noqa: C419 - every one shall say what is wrong
            return
        try:
            found = correction(self._paper, [edit.value() or 0 for edit in self.edits])
        except UserError as error:
            self.refuse(error)
            return
        self._finish(found)

    def _finish(self, found: Correction) -> None:
        self._keep(found)
        self.accept()
