"""The stages and the list of referrals: filtered, walked through with F8, answered on the row."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from leaderdesk.core.i18n import _, ngettext
from leaderdesk.features.referrals.rules import Stage
from leaderdesk.features.referrals.screen.book import Seen
from leaderdesk.features.referrals.screen.columns import (
    Row,
    belongs,
    columns,
    deed_of,
    look_of,
    refused_words,
    search_key,
    tabs_of,
)
from leaderdesk.features.referrals.screen.stages import StageRow
from leaderdesk.ui.buttons import Button
from leaderdesk.ui.cards import Box
from leaderdesk.ui.labels import ElidedLabel
from leaderdesk.ui.row_table import RowTable
from leaderdesk.ui.showing import show_if
from leaderdesk.ui.table_view import TableView
from leaderdesk.ui.tabs import FilterTabs


class ListPart(QWidget):
    """`wanted` tells a row and what its button does, `why_wanted` asks for the reasons of those turned away."""

    wanted = Signal(object, str)
    why_wanted = Signal()

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: tuple[Row, ...] = ()
        self._kept = "all"
        self.stages = StageRow(_("How far they came"))
        self.tabs = FilterTabs(_("Which referrals"))
        self.table = RowTable[Row](columns(), row_id=lambda row: row.id, row_look=look_of, search_key=search_key)
        self.view = TableView(self.table)
        self.view.setAccessibleName(_("Who brought whom"))
        self._cap = ElidedLabel("", role="small", ink="text2")
        self._refused = ElidedLabel("", role="small", ink="text2")
        self._foot = QWidget()
        self._lay_out()
        self.stages.chosen.connect(lambda stage: self._keep("all" if stage is None else stage.name.lower()))
        self.tabs.chosen.connect(self._keep_tab)
        self.view.fix_chosen.connect(self._chosen)

    def show_seen(self, seen: Seen) -> None:
        """Show these referrals: what is due first, then what is asked, then the latest."""
        number = None if seen.round is None else seen.round.number
        order = sorted(seen.trust.standings, key=lambda one: (not one.is_due, not one.wants_look, -one.id))
        self.rows = tuple(Row(one, seen.trust.now_ms, number) for one in order)
        self.tabs.set_tabs(tabs_of(self.rows))
        self.table.set_rows(self.rows)
        self.table.keep(lambda row: belongs(row, self._kept))
        self._refused.setText(refused_words(self.rows))
        show_if(self._foot, bool(refused_words(self.rows)))
        self._show_stages(seen)
        rules = seen.trust.programme
        cap = 0 if rules is None else rules.monthly_cap
        words = _("at most {cap} a month each").format(cap=cap) if cap else ""
        self._cap.setText(_("No rules hold yet.") if rules is None else words)

    def go_on(self, step: int) -> None:
        """Go to the next (1) or the one before (-1) of the rows about which the leader is asked."""
        ids = [row.id for row in self.table.shown_rows]
        places = [place for place, row in enumerate(self.table.shown_rows) if row.standing.wants_look]
        if not places:
            return
        now = self.view.current_id()
        at = ids.index(now) if now in ids else -1
        ahead = [place for place in places if place > at] if step > 0 else [p for p in reversed(places) if p < at]
        self.view.go_to(ids[ahead[0] if ahead else places[0 if step > 0 else -1]])
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_stages(self, seen: Seen) -> None:
        counts = {stage: sum(1 for row in self.rows if belongs(row, stage.name.lower())) for stage in Stage}
        gifts = sum(1 for award in seen.trust.awards if award.is_given)
        days = 0 if seen.trust.programme is None else seen.trust.programme.window_days
        due = _("given by hand") if seen.round is None else _("with round {number}").format(number=seen.round.number)
        words = {
            Stage.NAMED: (_("Named"), _("said who brought her")),
            Stage.ORDERED: (_("Has ordered"), _("not fetched yet")),
            Stage.PICKED_UP: (_("Has picked up"), _("waits {days} days").format(days=days)),
            Stage.DUE: (_("Gift due"), due),
            Stage.GIVEN: (_("Gift given"), ngettext("{count} gift", "{count} gifts", gifts).format(count=gifts)),
        }
        self.stages.show_counts(counts, words)

    def _chosen(self, row_id: object, index: int) -> None:
        row = next((row for row in self.rows if row.id == row_id), None)
        deed = "" if row is None else deed_of(row, index)
        if deed:
            self.wanted.emit(row, deed)

    def _keep(self, key: str) -> None:
        self._kept = key
        self.table.keep(lambda row: belongs(row, key))

    def _keep_tab(self, key: str) -> None:
        self.stages.release()
        self._keep(key)

    def _lay_out(self) -> None:
        why = Button(_("Show why"), kind="link", size=28)
        why.clicked.connect(self.why_wanted)
        head = QHBoxLayout()
        head.setContentsMargins(12, 8, 12, 4)
        head.addWidget(self.tabs, 1)
        head.addWidget(self._cap)
        foot = QHBoxLayout(self._foot)
        foot.setContentsMargins(16, 4, 16, 8)
        foot.addWidget(self._refused, 1)
        foot.addWidget(why)
        box = Box(padding=1)
        box.body.setSpacing(0)
        box.body.addLayout(head)
        box.body.addWidget(self.view, 1)
        box.body.addWidget(self._foot)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 14, 0, 14)
        column.setSpacing(12)
        column.addWidget(self.stages)
        column.addWidget(box, 1)
