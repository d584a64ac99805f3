"""What the leader chooses for her labels: paper, walking order, what stands on them, and the printer."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from leaderdesk.core.i18n import _
from leaderdesk.core.settings import MachineSettings
from leaderdesk.features.labels.rules import LabelChoices, SavedLayout
from leaderdesk.features.labels.screen.order_choice import OrderChoice
from leaderdesk.features.labels.screen.paper_tiles import PaperChoice
from leaderdesk.features.labels.screen.printer_choice import PrinterChoice
from leaderdesk.ui.buttons import Button
from leaderdesk.ui.cards import SectionHead
from leaderdesk.ui.choices import SwitchRow
from leaderdesk.ui.combo import Combo
from leaderdesk.ui.drawer import Scroll, SidePane
from leaderdesk.ui.showing import show_if

_USUAL = ""


class LabelControls(SidePane):
    """The left side of the label page; `changed` tells that the labels or the sheet look different now.

    `layout_chosen` carries the number of a saved layout, 0 for the usual label.
    """

    changed = Signal()
    layout_chosen = Signal(int)
    editor_wanted = Signal()

    def __init__(self, machine: MachineSettings, choices: LabelChoices) -> None:
        super().__init__(328, growing=1.5)
        self.papers = PaperChoice(machine.label_stock)
        self.order = OrderChoice(choices.room_order)
        self.printer = PrinterChoice(machine.label_printer)
        self._paper_head = SectionHead(_("Label paper"))
        self._layout = Combo(_("Layout of the label"))
        self._layout.chosen.connect(lambda key: self.layout_chosen.emit(int(key or 0)))
        self._edit = Button(_("Lay out"), size=36, icon="pen")
        self._edit.clicked.connect(self.editor_wanted)
        self._switches: dict[str, SwitchRow] = {
            "cold_apart": SwitchRow(_("Cold goods in a bag of their own")),
            "names": SwitchRow(_("Name on the label")),
            "phone_tails": SwitchRow(_("End of the phone number")),
            "gifts": SwitchRow(_("Gift on the label")),
            "by_piece": SwitchRow(_("A label for every piece")),
        }
        for name, row in self._switches.items():
            row.switch.setChecked(bool(getattr(choices, name)))
            row.switch.toggled.connect(lambda _on: self.changed.emit())
        self._switches["gifts"].hide()
        self.papers.chosen.connect(lambda _key: self.changed.emit())
        self.order.changed.connect(self.changed)
        self._lay_out()

    def choices(self) -> LabelChoices:
        """Return what is to stand on the labels."""
        on = {name: row.switch.isChecked() for name, row in self._switches.items()}
        return LabelChoices(**on, room_order=self.order.room_order())

    def switch(self, name: str) -> SwitchRow:
        """Return the line of one choice."""
        return self._switches[name]

    def show_gifts(self, *, there_are: bool) -> None:
        """Offer gifts on labels while anything gives them."""
        show_if(self._switches["gifts"], there_are)

    def show_paper_note(self) -> None:
        """Say how many labels a page of the chosen paper has."""
        paper = self.papers.paper()
        words = _("mm · a roll") if paper.roll else _("mm · {count} on a page").format(count=paper.per_page)
        self._paper_head.set_note(words)

    def show_layouts(self, saved: Sequence[SavedLayout]) -> None:
        """Offer the saved layouts of the paper; the one in use is chosen."""
        self._layout.set_choices([(_USUAL, _("Usual label")), *((str(each.id), each.name) for each in saved)])
        self._layout.choose(next((str(each.id) for each in saved if each.chosen), _USUAL))

    def _lay_out(self) -> None:
        area = QWidget()
        column = QVBoxLayout(area)
        column.setContentsMargins(20, 14, 16, 14)
        column.setSpacing(10)
        column.addWidget(self._paper_head)
        column.addWidget(self.papers)
        layout = QHBoxLayout()
        layout.setSpacing(8)
        layout.addWidget(self._layout, 1)
        layout.addWidget(self._edit)
        column.addLayout(layout)
        column.addWidget(self.order)
        column.addWidget(SectionHead(_("On the label")))
        for switch in self._switches.values():
            column.addWidget(switch)
        column.addWidget(SectionHead(_("Printer")))
        column.addWidget(self.printer)
        column.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 1, 0)
        whole.addWidget(Scroll(area))
