"""Where an order came from: the pasted text around its line, one tab for each paste."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from leaderdesk.core.clock import Clock, local, local_now, short_time
from leaderdesk.core.i18n import _
from leaderdesk.features.orders.queries.history import SourcePaste
from leaderdesk.ui.choices import Segments
from leaderdesk.ui.labels import ElidedLabel, Label
from leaderdesk.ui.text_line import LINE, TextLine
from leaderdesk.ui.text_lines import TextLines
from leaderdesk.ui.theme import theme

_AROUND = 1
_MOST_TABS = 3


class SourcePart(QWidget):
    """The line of the order with its neighbours above and below; typed orders say so instead."""

    def __init__(self, clock: Clock, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._clock = clock
        self._sources: dict[int, SourcePaste] = {}
        self._shown_ids: set[int] = set()
        self._by_hand = ""
        self.shown: tuple[TextLine, ...] = ()
        self._note = ElidedLabel("", role="small", ink="text2")
        self._head = QHBoxLayout()
        self._head.setSpacing(8)
        self._head.addWidget(Label(_("As it stood in the list"), role="strong"))
        self._head.addWidget(self._note)
        self._head.addStretch(1)
        self._tabs: Segments | None = None
        self.lines = TextLines(_("The lines of the order in the list"))
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 12, 20, 12)
        column.setSpacing(8)
        column.addLayout(self._head)
        column.addWidget(self.lines)

    def show_sources(self, sources: tuple[SourcePaste, ...], *, by_hand: str) -> None:
        """Show the pastes of an order, the latest first; without one say that `by_hand` wrote it down."""
        self._sources = {source.id: source for source in sources}
        self._shown_ids = self._shown_ids & self._sources.keys()
        self._by_hand = by_hand
        # Those looked at from the history keep their tab beside the latest.
        latest = {source.id for source in sources[-_MOST_TABS:]}
        shown = [source for source in sources if source.id in latest | self._shown_ids]
        self._show_tabs(shown)

    def _show_tabs(self, shown: list[SourcePaste]) -> None:
        if self._tabs is not None:
            self._tabs.hide()
            self._tabs.deleteLater()
            self._tabs = None
        if len(shown) > 1:
            now = local_now(self._clock)
            choices = [(str(source.id), short_time(local(source.at_ms), now)) for source in shown]
            self._tabs = Segments(_("Pastes"), choices)
            self._tabs.chosen.connect(lambda key: self._show(int(key)))
            self._head.addWidget(self._tabs)
        self.lines.setVisible(bool(shown))
        if shown:
            self._show(shown[-1].id)
        else:
            self._note.setText(_("written down by {who}").format(who=self._by_hand))

    def show_paste(self, paste_id: int | None, lines: tuple[int, ...] = ()) -> None:
        """Show that paste, if it is one of the order's, with the `lines` that stood for it then; it gets a tab."""
        if paste_id is None or paste_id not in self._sources:
            return
        if lines:
            self._sources[paste_id] = replace(self._sources[paste_id], lines=lines)
        tabs = list(self._sources.values())
        latest = {source.id for source in tabs[-_MOST_TABS:]}
        if paste_id not in latest | self._shown_ids:
            self._shown_ids = {paste_id}
            self._show_tabs([source for source in tabs if source.id in latest | self._shown_ids])
        self._show(paste_id)

    def _show(self, paste_id: int) -> None:
        source = self._sources[paste_id]
        if self._tabs is not None:
            self._tabs.choose(str(paste_id))
        words = source.text.split("\n")
        mine = [number for number in source.lines if number <= len(words)]
        near = sorted({near for number in mine for near in range(number - _AROUND, number + _AROUND + 1)})
        self.shown = tuple(
            TextLine(
                number,
                words[number - 1],
                number=number,
                tone="warn" if number in mine else None,
                bold=number in mine,
            )
            for number in near
            if 1 <= number <= len(words)
        )
        self.lines.set_lines(self.shown)
        self.lines.setFixedHeight(min(7, max(1, len(near))) * theme().grown(LINE, "small") + 2)
        first = mine[0] if mine else 0
        self._note.setText(_("line {number}, word for word").format(number=first) if mine else "")
