"""The small editor of a label: which fields, in which order, how large, with the label itself beside them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtGui import QImage
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from leaderdesk.core.i18n import _, language, ngettext
from leaderdesk.documents.label import Label as PaperLabel
from leaderdesk.documents.label_layout import IMPORTANCE, FieldName, Fit, Layout, LayoutField, usual_layout
from leaderdesk.documents.label_sheet import label_fit, label_preview
from leaderdesk.documents.render import Pages
from leaderdesk.documents.stock import LabelStock
from leaderdesk.features.desk import Desk
from leaderdesk.features.labels.rules import SavedLayout
from leaderdesk.features.labels.screen.field_row import FieldRow
from leaderdesk.features.labels.screen.form_dialog import FormDialog
from leaderdesk.features.labels.screen.label_view import LabelView
from leaderdesk.ui.buttons import Button
from leaderdesk.ui.drawer import Scroll
from leaderdesk.ui.edits import LineEdit
from leaderdesk.ui.forms import Field
from leaderdesk.ui.labels import IconLine
from leaderdesk.ui.print_preview import page_image
from leaderdesk.ui.showing import show_if
from leaderdesk.ui.theme import theme

_PX_PER_MM = 12.0
_MOST_LOOKED_AT = 300
"""On so many labels of the round it is looked whether everything fits."""


@dataclass(frozen=True, slots=True)
class _Looked:
    """The label in view by a layout, what does not fit on it, and on how many labels each field does not."""

    image: QImage
    fit: Fit
    misfits: Counter[FieldName]


MakeLabels = Callable[[Layout], Sequence[PaperLabel]]
"""Gives the labels of the round as that layout fills them, the one in view first."""


@dataclass(frozen=True, slots=True)
class LayoutVerbs:
    """What is done with a layout; each closes the window, or says in it why it cannot be.

    `keep` gets name, layout and which saved one is changed, None for another one; `remove` which one is let go of;
    `reset` goes back to the usual way of that paper.
    """

    keep: Callable[[str, Layout, int | None], None]
    remove: Callable[[int], None]
    reset: Callable[[], None]


class LayoutEditor(FormDialog):
    """Changes the layout in use, which can be renamed, kept as another one, or let go of; else begins a new one.

    `gifts` says whether anything gives any.
    """

    def __init__(
        self,
        desk: Desk,
        asker: QWidget,
        paper: LabelStock,
        make: MakeLabels,
        *,
        saved: SavedLayout | None,
        gifts: bool,
        verbs: LayoutVerbs,
    ) -> None:
        title = _("Lay out the label {paper}").format(paper=_(paper.name))
        super().__init__(asker, title=title, verb=_("Save and use"))
        self._desk = desk
        self._paper = paper
        self._make = make
        self.name = LineEdit(_("Name of this layout"))
        self.name.setText(saved.name if saved is not None else _("My label"))
        self.view = LabelView()
        self._says = IconLine("info", "")
        layout = saved.layout if saved is not None else usual_layout(paper)
        self.rows = self._made_rows(layout)
        self._area = QWidget()
        self._column = QVBoxLayout(self._area)
        self._column.setContentsMargins(0, 0, 8, 0)
        self._column.setSpacing(2)
        for row in self.rows:
            self._column.addWidget(row)
        self._column.addStretch(1)
        show_if(self.row("gift"), gifts)
        saved_id = saved.id if saved is not None else None
        self.verb_button.clicked.connect(lambda: verbs.keep(self.name.plain_text(), self.layout_now(), saved_id))
        self._add_feet(verbs, saved_id)
        self._lay_out()
        self.look()

    def layout_now(self) -> Layout:
        """Return the layout as it stands in the rows."""
        found = [row.field() for row in self.rows]
        return Layout(tuple(field for field in found if field is not None))

    def row(self, name: FieldName) -> FieldRow:
        """Return the row of a field."""
        return next(row for row in self.rows if row.name == name)

    def shift(self, row: FieldRow, step: int) -> None:
        """Put the field one place further up or down; at the ends nothing happens."""
        here = self.rows.index(row)
        there = here + step
        if not 0 <= there < len(self.rows):
            return
        self.rows.insert(there, self.rows.pop(here))
        self._column.removeWidget(row)
        self._column.insertWidget(there, row)
        self.look()

    def look(self) -> None:
        """Draw the label by the layout as it stands; of several requests only the newest delivers."""
        layout, paper, labels = self.layout_now(), self._paper, self._make(self.layout_now())
        spoken = self._desk.settings().paper_language

        def work() -> _Looked | None:
            if not labels:
                return None
            with language(spoken):
                with Pages(label_preview(labels[0], paper, layout=layout)) as pages:
                    image = page_image(pages, 0, px_per_mm=_PX_PER_MM)
                fits = [label_fit(label, paper, layout) for label in labels[:_MOST_LOOKED_AT]]
            misfits = Counter(name for fit in fits for name in (*fit.left_out, *fit.shortened))
            return _Looked(image, fits[0], misfits)

        self._desk.tasks.read(self, work, self._show, latest="layout")

    def _show(self, looked: _Looked | None) -> None:
        if looked is None:
            return
        self.view.show_image(looked.image, self._paper.width_mm / self._paper.height_mm)
        for row in self.rows:
            row.show_note(_note(row.name, looked))
        if looked.misfits:
            self._says.show_line(
                "warning", _("Some labels have no room for everything; see the amber lines."), "warnText"
            )
        else:
            self._says.show_line("check", _("Everything fits on every label of this round."), "brandTintText")

    def _add_feet(self, verbs: LayoutVerbs, saved_id: int | None) -> None:
        self.usual_button = Button(_("Back to the usual label"), kind="link")
        self.usual_button.clicked.connect(verbs.reset)
        self.usual_button.clicked.connect(self.reject)
        self.another_button = Button(_("Keep as another one"), kind="link")
        self.another_button.clicked.connect(lambda: verbs.keep(self.name.plain_text(), self.layout_now(), None))
        self.remove_button = Button(_("Remove this layout"), kind="link", icon="trash")
        self.remove_button.clicked.connect(lambda: verbs.remove(saved_id or 0))
        for button in (self.usual_button, self.another_button, self.remove_button):
            button.setAutoDefault(False)
            self.foot.addWidget(button)
        for button in (self.another_button, self.remove_button):
            show_if(button, saved_id is not None)

    def _made_rows(self, layout: Layout) -> list[FieldRow]:
        off = [name for name in IMPORTANCE if layout.size_of(name) is None]
        rows = [FieldRow(field, on=True) for field in layout.fields]
        rows += [FieldRow(LayoutField(name), on=False) for name in off]
        for row in rows:
            row.changed.connect(self.look)
            row.moved.connect(lambda step, row=row: self.shift(row, step))
        return rows

    def _lay_out(self) -> None:
        left = QVBoxLayout()
        left.addWidget(Field(_("Name of this layout"), self.name))
        left.addWidget(Scroll(self._area), 1)
        right = QVBoxLayout()
        right.addWidget(self.view, 1)
        right.addWidget(self._says)
        sides = QHBoxLayout()
        sides.setSpacing(16)
        sides.addLayout(left, 1)
        sides.addLayout(right, 1)
        self.body.addLayout(sides, 1)
        look = theme()
        self.resize(look.grown(900), look.grown(560))


def _note(name: FieldName, looked: _Looked) -> str:
    if name in looked.fit.left_out:
        return _("No room here: it is left out. Make something smaller, or switch something off.")
    if name in looked.fit.shortened:
        return _("Not all of it fits: its end is left out.")
    count = looked.misfits[name]
    if not count:
        return ""
    words = ngettext(
        "On {count} other label it does not all fit.", "On {count} other labels it does not all fit.", count
    )
    return words.format(count=count)
