"""The page of the step 贴标: one label a bag, as it will look, on the sheet it will lie on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from leaderdesk.core.i18n import _, language
from leaderdesk.documents.calibration import Correction
from leaderdesk.documents.label import Label
from leaderdesk.documents.label_layout import Layout
from leaderdesk.documents.stock import LabelStock, pages_needed
from leaderdesk.features.desk import Desk
from leaderdesk.features.labels.papers import BagLabel, bag_labels
from leaderdesk.features.labels.queries import RoundLabels
from leaderdesk.features.labels.rules import choices_text, correction_of, in_print_order, read_choices
from leaderdesk.features.labels.screen.calibration_dialog import CalibrationDialog
from leaderdesk.features.labels.screen.label_bar import LabelBar
from leaderdesk.features.labels.screen.label_book import TABLES, LabelBook
from leaderdesk.features.labels.screen.label_controls import LabelControls
from leaderdesk.features.labels.screen.label_pane import LabelPane
from leaderdesk.features.labels.screen.label_papers import LabelPapers, WantedPrint
from leaderdesk.features.labels.screen.label_windows import LabelWindows
from leaderdesk.features.labels.screen.layout_editor import LayoutEditor
from leaderdesk.features.labels.screen.own_stock_dialog import OwnStockDialog
from leaderdesk.features.labels.screen.sheet_pane import SheetPane
from leaderdesk.features.labels.screen.slots import LabelSlots, widget_of
from leaderdesk.features.places import Page, Place
from leaderdesk.features.printing import nothing_to_print
from leaderdesk.ui.states import EmptyState


class LabelsPage(QWidget):
    """Labels of a round: choose, look, print; `slots` are filled by the features beside and above."""

    def __init__(self, desk: Desk, slots: LabelSlots | None = None) -> None:
        super().__init__()
        self._desk = desk
        self._slots = slots or LabelSlots()
        self._book = LabelBook(desk, self, self._slots)
        self._found: RoundLabels | None = None
        self._labels: tuple[BagLabel, ...] = ()
        self._place = 0
        self._header = tuple(self._slots.header(desk))
        self._lists = tuple(self._slots.lists(desk))
        machine = desk.settings()
        self.controls = LabelControls(machine, read_choices(machine.label_choices))
        self.label_pane = LabelPane([widget_of(button) for button in self._lists])
        self.sheet_pane = SheetPane()
        self.bar = LabelBar()
        self._papers = LabelPapers(desk, self)
        self._windows = LabelWindows(desk, self, self._papers)
        reason = _("Take the orders first, then the labels are here.")
        self._empty = EmptyState("label", _("No bags to label yet"), reason)
        self._lay_out()
        self._connect()
        self._book.read_printers(self.controls.printer.show_printers)

    def widget(self) -> QWidget:
        """Return the page itself."""
        return self

    def header_actions(self) -> Sequence[QWidget]:
        """Return the buttons of the lists that belong to the labels."""
        return tuple(widget_of(button) for button in self._header)

    def show_round(self, round_id: int, _place: Place) -> None:
        """Show the labels of the round."""
        for button in (*self._header, *self._lists):
            button.show_round(round_id)
        self._book.read_round(round_id, self.controls.papers.key(), self._take)

    def print_page(self) -> None:
        """Print what the green button prints."""
        if self._labels:
            self.bar.print_likeliest()
        else:
            nothing_to_print(self._desk)

    def labels(self) -> tuple[BagLabel, ...]:
        """Return the labels in the order in which they are printed."""
        return self._labels

    def changed_labels(self) -> tuple[BagLabel, ...]:
        """Return those that were not printed yet as they would be printed now."""
        printed = self._found.printed if self._found else {}
        return tuple(label for label in self._labels if printed.get(label.key) != label.digest)

    def paper(self) -> LabelStock:
        """Return the label paper in use."""
        return self.controls.papers.paper()

    def correction(self) -> Correction:
        """Return what sets the chosen printer right for the paper in use."""
        kept = self._desk.settings().label_corrections
        return correction_of(kept, printer=self.controls.printer.printer(), stock=self.paper().key)

    # Showing.

    def _reload(self) -> None:
        if self._found is not None and self._found.round is not None:
            self.show_round(self._found.round.id, Place(Page.ROUNDS))

    def _take(self, found: RoundLabels) -> None:
        other = self._found is None or self._found.round != found.round
        self._found = found
        if other:
            self._place = 0
        self.controls.papers.show_own(found.own)
        if self.controls.papers.key() != self.paper().key:
            # Her own paper was let go of elsewhere, or by an undo.
            self._choose_paper(self.paper().key)
            return
        self.controls.show_layouts(found.layouts)
        self.controls.show_gifts(there_are=self._slots.gifts is not None and bool(found.gifts))
        bags = Counter(label.bag.order.building for label in self._made(layout=None, every=True))
        self.controls.order.show_buildings(found.buildings, bags)
        self._rebuild()

    def _made(self, *, layout: Layout | None, every: bool = False) -> tuple[BagLabel, ...]:
        """Return the labels as the leader wants them, of `every` building or of the chosen ones."""
        found, order = self._found, self.controls.order
        if found is None or found.round is None:
            return ()
        choices = self.controls.choices()
        only = () if every else order.only()
        orders = in_print_order(found.orders, places=order.places(), room_order=choices.room_order, only=only)
        with language(self._desk.settings().paper_language):
            return bag_labels(orders, found.round, found.business, choices=choices, gifts=found.gifts, layout=layout)

    def _layout_in_use(self) -> Layout | None:
        saved = self._found.layout if self._found is not None else None
        return saved.layout if saved is not None else None

    def _rebuild(self) -> None:
        found = self._found
        if found is None or found.round is None:
            return
        self._labels = self._made(layout=self._layout_in_use())
        self.sheet_pane.show_labels(self._labels, self.paper())
        self.label_pane.show_counts(self._labels, cold_place=found.business.cold_place)
        self.controls.show_paper_note()
        self.controls.printer.show_correction(self.correction())
        self._go_to(self._place)
        self._show_totals()
        anything = bool(self._labels) or bool(self.controls.order.only())
        self._empty.setVisible(not anything)
        self._main.setVisible(anything)

    def _go_to(self, place: int) -> None:
        count = len(self._labels)
        self._place = min(max(place, 0), max(count - 1, 0))
        self.label_pane.show_place(self._place, count)
        if not self._labels:
            self.label_pane.show_picture(None)
            return
        self.sheet_pane.show_label(self._place)
        label = self._labels[self._place]
        self._papers.draw(label, self.paper(), self._layout_in_use(), self.label_pane.show_picture)

    def _show_totals(self) -> None:
        paper = self.paper()
        pages = 0 if paper.roll else pages_needed(len(self._labels), paper, skip=self.sheet_pane.skip())
        self.bar.show_totals(
            self._labels,
            pages=pages,
            left_over=pages * paper.per_page - len(self._labels) - self.sheet_pane.skip(),
            printed_before=bool(self._found and self._found.printed),
            changed=len(self.changed_labels()),
        )

    # Printing.

    def _wanted(self, *, skip: int = 0) -> WantedPrint:
        name = self._found.round.name if self._found and self._found.round else ""
        return WantedPrint(
            paper=self.paper(),
            layout=self._layout_in_use(),
            name=_("Labels {round}").format(round=name),
            skip=skip,
            printer=self.controls.printer.printer(),
        )

    def _print(self, which: str) -> None:
        sets = {
            "all": self._labels,
            "changed": self.changed_labels(),
            "cold": tuple(label for label in self._labels if label.bag.is_cold),
        }
        self._papers.show(sets[which], self._wanted(skip=self.sheet_pane.skip()))

    def _print_this(self, *, keep: bool) -> None:
        self._papers.show(
            self._labels[self._place : self._place + 1], self._wanted(skip=self.sheet_pane.skip()), keep=keep
        )

    def _save(self) -> None:
        self._papers.save(self._labels, self._wanted(skip=self.sheet_pane.skip()))

    # Choosing.

    def _keep_choices(self) -> None:
        machine, key = self._desk.settings(), self.controls.papers.key()
        other_paper = machine.label_stock != key
        kept = replace(
            machine,
            label_stock=key,
            label_choices=choices_text(self.controls.choices()),
            label_printer=self.controls.printer.printer(),
        )
        if kept != machine:
            self._desk.set_settings(kept)
        if other_paper:
            self._reload()
        else:
            self._rebuild()

    # Windows of their own.

    def open_calibration(self) -> CalibrationDialog:
        """Ask how the chosen printer lies on the paper in use."""
        return self._windows.calibrate(self._wanted(), lambda: self.controls.printer.show_correction(self.correction()))

    def open_editor(self) -> LayoutEditor:
        """Let the leader lay out the label of the paper in use."""
        place = self._place

        def make(layout: Layout) -> list[Label]:
            made = [each.label for each in self._made(layout=layout)]
            return made[place:] + made[:place]

        saved = self._found.layout if self._found is not None else None
        return self._windows.lay_out(self.paper(), make, saved=saved, gifts=self._slots.gifts is not None)

    def open_own_stock(self) -> OwnStockDialog:
        """Ask for label paper of the leader's own measures."""
        return self._windows.measure(self._choose_paper)

    def _choose_paper(self, key: str) -> None:
        self.controls.papers.choose(key)
        self._keep_choices()

    # Setting up.

    def _connect(self) -> None:
        controls = self.controls
        controls.changed.connect(self._keep_choices)
        controls.order.kept.connect(lambda ids: self._windows.keep_order(ids, controls.order.forget_own_order))
        controls.layout_chosen.connect(lambda id_: self._windows.use_layout(self.paper(), id_))
        controls.editor_wanted.connect(self.open_editor)
        controls.papers.own_wanted.connect(self.open_own_stock)
        controls.papers.name_wanted.connect(lambda _key: self._windows.rename_stock(self.paper()))
        controls.papers.removal_wanted.connect(lambda key: self._windows.remove_stock(key, self._choose_paper))
        controls.printer.chosen.connect(lambda _name: self._keep_choices())
        controls.printer.try_wanted.connect(lambda: self._print_this(keep=False))
        controls.printer.calibration_wanted.connect(self.open_calibration)
        self.label_pane.turned.connect(lambda step: self._go_to(self._place + step))
        self.label_pane.file_wanted.connect(self._save)
        self.label_pane.again_wanted.connect(lambda: self._print_this(keep=True))
        self.sheet_pane.label_chosen.connect(self._go_to)
        self.sheet_pane.start_changed.connect(self._show_totals)
        self.bar.print_wanted.connect(self._print)
        self._desk.bridge.on_tables(self, TABLES | self._slots.tables, lambda _changed: self._reload())

    def _lay_out(self) -> None:
        self._main = QWidget()
        row = QHBoxLayout(self._main)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.controls)
        row.addWidget(self.label_pane, 1)
        row.addWidget(self.sheet_pane)
        self._main.hide()
        self._empty.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._main, 1)
        column.addWidget(self._empty, 1)
        column.addWidget(self.bar)
