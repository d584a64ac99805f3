"""The row with the hours in which no neighbour is reminded of what is open."""

from __future__ import annotations

import datetime as dt

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from leaderdesk.core.i18n import _
from leaderdesk.features.payments.rules.chasing import Quiet
from leaderdesk.features.streams.rules.durations import clock_text, read_clock
from leaderdesk.ui.edits import ParsedEdit
from leaderdesk.ui.forms import Field
from leaderdesk.ui.labels import Label


class QuietRow(QWidget):
    """`chosen` carries the Quiet that holds from now on."""

    chosen = Signal(object)

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.begins = ParsedEdit(_("Quiet from"), read=read_clock, write=clock_text)
        self.ends = ParsedEdit(_("Quiet until"), read=read_clock, write=clock_text)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(Label(_("Nobody is reminded of money in these hours"), wrap=True))
        row = QHBoxLayout()
        row.setSpacing(12)
        for words, edit in ((_("from"), self.begins), (_("until"), self.ends)):
            edit.edited.connect(self._tell)
            row.addWidget(Field(words, edit), 1)
        row.addStretch(1)
        column.addLayout(row)

    def show_quiet(self, quiet: Quiet) -> None:
        """Show these hours; a field that is being written in stays as it is."""
        for edit, time in ((self.begins, quiet.begins), (self.ends, quiet.ends)):
            if not edit.hasFocus() or not edit.isModified():
                edit.set_value(time)

    def _tell(self, _time: dt.time) -> None:
        begins, ends = self.begins.value(), self.ends.value()
        if begins is not None and ends is not None:
            self.chosen.emit(Quiet(begins, ends))
