"""The middle of the label page: one label at true proportion, how many bags there are, and the rare signs in names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from leaderdesk.core.i18n import _, ngettext
from leaderdesk.features.labels.papers import BagLabel
from leaderdesk.features.labels.screen.label_view import LabelView
from leaderdesk.features.labels.screen.leafing import LeafingHead
from leaderdesk.features.pickups.rules import COLD_BAG
from leaderdesk.ui.buttons import Button
from leaderdesk.ui.cards import Card, Figure, Rule
from leaderdesk.ui.drawer import Pane, Scroll
from leaderdesk.ui.flow_layout import FlowLayout
from leaderdesk.ui.labels import IconLine
from leaderdesk.ui.states import CoachStrip


@dataclass(frozen=True, slots=True)
class LabelPicture:
    """A label drawn for the screen, and the signs of its name that are rare or in no font at all."""

    image: QImage
    ratio: float
    rare: str
    missing: str


class LabelPane(Pane):
    """Tells `turned` when another label is wanted, `again_wanted` for this one alone, and `file_wanted`."""

    turned = Signal(int)
    file_wanted = Signal()
    again_wanted = Signal()

    def __init__(self, lists: Sequence[QWidget] = ()) -> None:
        super().__init__("canvas")
        self._head = LeafingHead(_("This label"))
        self._head.turned.connect(self.turned)
        self._view = LabelView()
        self._view.setObjectName("label")
        self._view.stepped.connect(self.turned)
        self._rare = CoachStrip("info", "")
        self._rare.hide()
        self._total = Figure(_("In all"), "0", large=True)
        self._cold = Figure(_("Cold bags"), "0", large=True)
        self._ambient = Figure(_("Ambient bags"), "0", large=True)
        save = Button(_("Save as PDF"), icon="file")
        save.clicked.connect(self.file_wanted)
        card = Card(padding=12)
        figures = QHBoxLayout()
        figures.setSpacing(16)
        for place, figure in enumerate((self._total, self._cold, self._ambient)):
            if place:
                figures.addWidget(Rule(Qt.Orientation.Vertical))
            figures.addWidget(figure, 1)
        card.body.addLayout(figures)
        # In large type the papers wrap to a second row instead of being cut.
        buttons = FlowLayout(gap=8)
        again = Button(_("Print this one"), icon="printer")
        again.clicked.connect(self.again_wanted)
        for button in (again, save, *lists):
            buttons.addWidget(button)
        # Where the window is low and the text large, the pane scrolls; a figure cut in half says nothing.
        inside = QWidget()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(Scroll(inside))
        column = QVBoxLayout(inside)
        column.setContentsMargins(20, 12, 20, 12)
        column.setSpacing(10)
        column.addWidget(self._head)
        column.addWidget(self._view, 1)
        column.addWidget(IconLine("info", _("As printed. The code holds 20 digits, no name and no phone number.")))
        column.addWidget(card)
        column.addWidget(self._rare)
        column.addLayout(buttons)

    def show_place(self, place: int, count: int) -> None:
        """Say which of how many labels is in view."""
        words = _("bag {number} of {count}").format(number=place + 1, count=count)
        self._head.show_place(place, count, words)

    def place_words(self) -> str:
        """Return which label is in view, in words."""
        return self._head.note()

    def show_picture(self, picture: LabelPicture | None) -> None:
        """Show a label, or none."""
        if picture is None:
            self._view.show_image(None, 1.5)
            self._rare.hide()
            return
        self._view.show_image(picture.image, picture.ratio)
        self._rare.setVisible(bool(picture.rare or picture.missing))
        if picture.missing:
            words = _("“{signs}” is in none of our fonts and is drawn as a box")
            self._rare.show_text(words.format(signs=picture.missing))
        elif picture.rare:
            words = _("“{signs}” is a rare sign; it is drawn from a second font and prints clearly")
            self._rare.show_text(words.format(signs=picture.rare))

    def show_counts(self, labels: Sequence[BagLabel], *, cold_place: str) -> None:
        """Count bags, cold and ambient ones, and the neighbours with two."""
        bag_keys = {(label.bag.order.id, label.bag.number) for label in labels}
        cold = sum(1 for _order_id, number in bag_keys if number == COLD_BAG)
        people = len({order_id for order_id, _number in bag_keys})
        twice = len(bag_keys) - people
        neighbours = ngettext("{count} neighbour", "{count} neighbours", people).format(count=people)
        two = ngettext("{count} neighbour has two bags", "{count} neighbours have two bags", twice)
        bags = _("bags")
        self._total.show_figure(str(len(bag_keys)), bags, neighbours)
        self._cold.show_figure(str(cold), bags, cold_place)
        self._ambient.show_figure(str(len(bag_keys) - cold), bags, two.format(count=twice))
