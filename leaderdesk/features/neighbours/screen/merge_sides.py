"""What is known of two neighbours side by side: of each field one is chosen, or both where both may stay."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from leaderdesk.core.i18n import N_, _
from leaderdesk.core.text import masked_phone
from leaderdesk.features.neighbours.rules import NeighbourCard
from leaderdesk.features.neighbours.rules.merging import FIELDS, Side, first_sides
from leaderdesk.ui.choices import CheckBox, RadioButton
from leaderdesk.ui.flow_layout import FlowLayout
from leaderdesk.ui.labels import Label, plain_tooltip

_TITLES = {
    "name": N_("Name in the group"),
    "room": N_("Room"),
    "phone": N_("Phone"),
    "diet": N_("Diet and taste"),
    "note": N_("Note"),
}
_LEAST = 96


class Answer(RadioButton):
    """One of the sides; a long one is cut, and whole in its tooltip."""

    def __init__(self, text: str, *, parent: QWidget | None = None) -> None:
        super().__init__(text, parent=parent)
        self.setToolTip(plain_tooltip(text))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @override
    def minimumSizeHint(self) -> QSize:
        whole = super().minimumSizeHint()
        return QSize(min(_LEAST, whole.width()), whole.height())


class MergeSides(QWidget):
    """The fields of both in two columns, and the tags of both to tick; `changed` tells that something was chosen."""

    changed = Signal()

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sides: dict[str, Side] = {}
        self._tags: dict[int, CheckBox] = {}
        self._content = QWidget()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(self._content)

    def show_cards(self, kept: NeighbourCard, gone: NeighbourCard) -> None:
        """Show two neighbours with what is proposed for each field."""
        self._sides = first_sides(kept, gone)
        self._tags = {}
        content = QWidget()
        grid = QGridLayout(content)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(4)
        for column, stretch in ((1, 1), (2, 1)):
            grid.setColumnStretch(column, stretch)
        for name in FIELDS:
            self._add_row(grid, name, _value(kept, name), _value(gone, name))
        if kept.tags or gone.tags:
            grid.addWidget(Label(_("Tags"), role="small", ink="text2"), grid.rowCount(), 0)
            grid.addWidget(self._tag_boxes(kept, gone), grid.rowCount() - 1, 1, 1, 2)
        self._column.replaceWidget(self._content, content)
        self._content.hide()
        self._content.deleteLater()
        self._content = content
        content.show()

    def sides(self) -> Mapping[str, Side]:
        """Return what is chosen."""
        return dict(self._sides)

    def tag_ids(self) -> frozenset[int]:
        """Return the tags that stay."""
        return frozenset(tag_id for tag_id, box in self._tags.items() if box.isChecked())

    def _add_row(self, grid: QGridLayout, name: str, here: str, there: str) -> None:
        if not here and not there:
            return
        row = grid.rowCount()
        title = _(_TITLES[name])
        grid.addWidget(Label(title, role="small", ink="text2"), row, 0)
        if here == there:
            grid.addWidget(Label(here, wrap=True), row, 1, 1, 2)
            return
        group = QButtonGroup(grid)
        answers: list[tuple[Side, str, int, int]] = [("kept", here, row, 1), ("gone", there, row, 2)]
        if name in ("diet", "note") and here and there:
            answers.append(("both", _("Keep both"), row + 1, 1))
        for side, words, line, column in answers:
            answer = Answer(words or _("(nothing)"))
            answer.setAccessibleName(words or _("(nothing)"))
            answer.setAccessibleDescription(title)
            answer.setChecked(self._sides[name] == side)
            answer.toggled.connect(partial(self._choose, name, side))
            group.addButton(answer)
            grid.addWidget(answer, line, column)

    def _tag_boxes(self, kept: NeighbourCard, gone: NeighbourCard) -> QWidget:
        boxes = QWidget()
        flow = FlowLayout(boxes, gap=10)
        for tag in dict.fromkeys((*kept.tags, *gone.tags)):
            box = CheckBox(tag.name)
            box.setChecked(True)
            box.toggled.connect(lambda _on: self.changed.emit())
            self._tags[tag.id] = box
            flow.addWidget(box)
        return boxes

    def _choose(self, name: str, side: Side, on: bool) -> None:
        if on:
            self._sides[name] = side
            self.changed.emit()


def _value(card: NeighbourCard, name: str) -> str:
    value = str(getattr(card, name))
    return masked_phone(value) if name == "phone" else value.replace("\n", " ")
