"""Asks for label paper of the leader's own measures, and draws it while she types."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget
from typing_extensions import override

from leaderdesk.core.errors import UserError
from leaderdesk.core.i18n import _
from leaderdesk.documents.own_stock import Measures, own_stock
from leaderdesk.documents.stock import LabelStock
from leaderdesk.features.labels.screen.form_dialog import FormDialog
from leaderdesk.features.labels.screen.tenths import measure_edit, tenths_text
from leaderdesk.ui.choices import Segments
from leaderdesk.ui.edits import LineEdit, ParsedEdit
from leaderdesk.ui.forms import Field
from leaderdesk.ui.stepper import NumberStepper
from leaderdesk.ui.theme import theme


class PaperView(QWidget):
    """A page of label paper with the cuts on it."""

    def __init__(self) -> None:
        super().__init__()
        self._paper: LabelStock | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumHeight(150)
        self.setAccessibleName(_("The paper as you measured it"))

    def show_paper(self, paper: LabelStock | None) -> None:
        """Draw that paper; nothing where the measures do not hold together."""
        self._paper = paper
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(320, 190)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        look, painter = theme(), QPainter(self)
        painter.fillRect(self.rect(), look.color("sunken"))
        if self._paper is None:
            return
        width, height = self._paper.page_mm
        scale = min((self.width() - 16) / width, (self.height() - 16) / height)
        page = QRectF(0, 0, width * scale, height * scale)
        page.moveCenter(self.rect().toRectF().center())
        painter.fillRect(page, look.color("surface"))
        painter.setPen(QPen(look.color("brand"), 1))
        for x in self._paper.across_mm:
            for y in self._paper.down_mm:
                size = (self._paper.width_mm * scale, self._paper.height_mm * scale)
                painter.drawRect(QRectF(page.left() + x * scale, page.top() + y * scale, *size))


class OwnStockDialog(FormDialog):
    """`keep` gets name and measures that hold together; it closes the window or refuses."""

    def __init__(self, asker: QWidget, keep: Callable[[str, Measures], None]) -> None:
        super().__init__(asker, title=_("Label paper of your own size"), verb=_("Keep this paper"))
        self._keep = keep
        self.kind = Segments(_("Kind of paper"), [("roll", _("Roll")), ("sheet", _("A4 sheet"))])
        self.name = LineEdit(_("Name"), placeholder=_("as it says on the pack"))
        self.edits: dict[str, ParsedEdit[int]] = {
            "width": measure_edit(_("Width, mm"), 500),
            "height": measure_edit(_("Height, mm"), 300),
            "left": measure_edit(_("Left margin, mm")),
            "top": measure_edit(_("Top margin, mm")),
            "gap_across": measure_edit(_("Gap between columns, mm")),
            "gap_down": measure_edit(_("Gap between rows, mm")),
        }
        self.columns = NumberStepper(_("Columns across"), least=1, most=12)
        self.rows = NumberStepper(_("Rows down"), least=1, most=30)
        self._view = PaperView()
        self._grid = QWidget()
        self._lay_out()
        self.kind.chosen.connect(self._show)
        for edit in self.edits.values():
            edit.edited.connect(self._show)
            edit.refused.connect(lambda sentence: self.refuse(UserError(sentence)))
        self.columns.changed.connect(self._show)
        self.rows.changed.connect(self._show)
        self.verb_button.clicked.connect(self._done)
        self._show()

    def measures(self) -> Measures:
        """Return what was typed."""
        numbers = {name: edit.value() or 0 for name, edit in self.edits.items()}
        if self.kind.current() == "roll":
            return Measures(width=numbers["width"], height=numbers["height"])
        return Measures(**numbers, columns=self.columns.value(), rows=self.rows.value(), roll=False)

    def _show(self, _value: object = None) -> None:
        self._grid.setVisible(self.kind.current() == "sheet")
        self.clear()
        try:
            self._view.show_paper(own_stock("", "", self.measures()))
        except UserError as error:
            self._view.show_paper(None)
            self.refuse(error)

    def _done(self) -> None:
        if not all([edit.check() for edit in self.edits.values()]):  # noqa: C419 - every one shall say what is wrong
            return
        self._show()
        if self.sentence():
            return
        measures = self.measures()
        usual = f"{tenths_text(measures.width)}×{tenths_text(measures.height)}"
        self._keep(self.name.plain_text() or usual, measures)

    def _lay_out(self) -> None:
        self.body.addWidget(self.kind)
        self.body.addWidget(Field(_("Name"), self.name))
        sizes = QGridLayout()
        self._put(sizes, ("width", "height"))
        self.body.addLayout(sizes)
        grid = QGridLayout(self._grid)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.addWidget(Field(_("Columns across"), self.columns), 0, 0)
        grid.addWidget(Field(_("Rows down"), self.rows), 0, 1)
        self._put(grid, ("left", "top", "gap_across", "gap_down"), first=1)
        self.body.addWidget(self._grid)
        self.body.addWidget(self._view, 1)

    def _put(self, grid: QGridLayout, names: tuple[str, ...], *, first: int = 0) -> None:
        for place, name in enumerate(names):
            edit = self.edits[name]
            grid.addWidget(Field(edit.accessibleName(), edit), first + place // 2, place % 2)
