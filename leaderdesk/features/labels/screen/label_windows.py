"""The windows and the lasting choices of the label page: calibration, layouts, own paper, walking order."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtWidgets import QWidget

from leaderdesk.core.i18n import _
from leaderdesk.documents.calibration import Correction
from leaderdesk.documents.label_layout import Layout
from leaderdesk.documents.own_stock import Measures
from leaderdesk.documents.stock import LabelStock
from leaderdesk.features.desk import Desk
from leaderdesk.features.labels.actions import (
    Kept,
    add_stock,
    remove_layout,
    remove_stock,
    rename_stock,
    save_layout,
    use_layout,
)
from leaderdesk.features.labels.rules import SavedLayout, with_correction
from leaderdesk.features.labels.screen.calibration_dialog import CalibrationDialog
from leaderdesk.features.labels.screen.label_papers import LabelPapers, WantedPrint
from leaderdesk.features.labels.screen.layout_editor import LayoutEditor, LayoutVerbs, MakeLabels
from leaderdesk.features.labels.screen.own_stock_dialog import OwnStockDialog
from leaderdesk.features.labels.screen.rename_dialog import RenameDialog
from leaderdesk.features.neighbours.actions import set_walking_order


class LabelWindows:
    """Opens windows over the label page and writes what comes of them, always in the background."""

    def __init__(self, desk: Desk, asker: QWidget, papers: LabelPapers) -> None:
        self._desk = desk
        self._asker = asker
        self._papers = papers

    def calibrate(self, wanted: WantedPrint, kept: Callable[[], None]) -> CalibrationDialog:
        """Ask how the printer lies on the paper; `kept` is called once that is kept on this machine."""

        def keep(found: Correction) -> None:
            machine = self._desk.settings()
            before = machine.label_corrections
            text = with_correction(before, found, printer=wanted.printer, stock=wanted.paper.key)
            self._desk.set_settings(replace(machine, label_corrections=text))
            kept()
            self._desk.notice(_("Kept for this printer and this paper"))

        dialog = CalibrationDialog(self._asker, wanted.paper, printer=wanted.printer, keep=keep)
        dialog.page_wanted.connect(lambda: self._papers.show_calibration(wanted))
        dialog.open()
        return dialog

    def lay_out(self, paper: LabelStock, make: MakeLabels, *, saved: SavedLayout | None, gifts: bool) -> LayoutEditor:
        """Let the leader lay out the label of a paper, beginning with what is saved."""
        store, tasks = self._desk.store, self._desk.tasks

        def keep(name: str, layout: Layout, layout_id: int | None) -> None:
            work = partial(save_layout, store, stock=paper.key, name=name, layout=layout, layout_id=layout_id)
            tasks.write(dialog, work, done, dialog.refuse)

        def remove(layout_id: int) -> None:
            tasks.write(dialog, lambda: remove_layout(store, layout_id), removed, dialog.refuse)

        def removed(action_id: int) -> None:
            dialog.accept()
            self._desk.notice(_("Layout removed, the labels look as usual again"), undo=action_id)

        def done(kept: Kept) -> None:
            dialog.accept()
            self._desk.notice(_("Layout saved, the labels are printed like this now"), undo=kept.action_id)

        verbs = LayoutVerbs(keep=keep, remove=remove, reset=lambda: self.use_layout(paper, 0))
        dialog = LayoutEditor(self._desk, self._asker, paper, make, saved=saved, gifts=gifts, verbs=verbs)
        dialog.open()
        return dialog

    def measure(self, chosen: Callable[[str], None]) -> OwnStockDialog:
        """Ask for paper of the leader's own measures; `chosen` gets its key once it is kept."""
        store, tasks = self._desk.store, self._desk.tasks

        def keep(name: str, measures: Measures) -> None:
            tasks.write(dialog, lambda: add_stock(store, name=name, measures=measures), done, dialog.refuse)

        def done(kept: Kept) -> None:
            dialog.accept()
            chosen(kept.key)
            self._desk.notice(_("Label paper kept"), undo=kept.action_id)

        dialog = OwnStockDialog(self._asker, keep)
        dialog.open()
        return dialog

    def use_layout(self, paper: LabelStock, layout_id: int) -> None:
        """Print by a saved layout from now on, or in the usual way (0)."""
        store = self._desk.store
        words = _("Labels as you laid them out") if layout_id else _("Labels look as usual again")
        self._desk.tasks.write(
            self._asker,
            lambda: use_layout(store, stock=paper.key, layout_id=layout_id or None),
            lambda action_id: self._desk.notice(words, undo=action_id),
        )

    def rename_stock(self, paper: LabelStock) -> RenameDialog:
        """Ask for another name of the leader's own paper."""
        store, tasks = self._desk.store, self._desk.tasks

        def keep(name: str) -> None:
            tasks.write(dialog, lambda: rename_stock(store, paper.key, name), done, dialog.refuse)

        def done(action_id: int) -> None:
            dialog.accept()
            self._desk.notice(_("Label paper renamed"), undo=action_id)

        dialog = RenameDialog(self._asker, paper.name, keep)
        dialog.open()
        return dialog

    def remove_stock(self, key: str, chosen: Callable[[str], None]) -> None:
        """Let go of the leader's own paper; `chosen` gets the key of the usual one."""
        store = self._desk.store

        def done(action_id: int) -> None:
            chosen("60x40")
            self._desk.notice(_("Label paper removed"), undo=action_id)

        self._desk.tasks.write(self._asker, lambda: remove_stock(store, key), done)

    def keep_order(self, building_ids: Sequence[int], kept: Callable[[], None]) -> None:
        """Let the buildings be walked in this order in every round."""
        store = self._desk.store

        def done(action_id: int | None) -> None:
            kept()
            self._desk.notice(_("Walking order kept"), undo=action_id)

        self._desk.tasks.write(self._asker, lambda: set_walking_order(store, list(building_ids)), done)
