"""Who is still to come, by building, with how far the day has got."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from leaderdesk.core.i18n import _
from leaderdesk.core.money import format_yuan
from leaderdesk.features.pickups.rules import PickupOrder, bags_of
from leaderdesk.features.pickups.rules.texts import moved_text
from leaderdesk.ui.buttons import Button
from leaderdesk.ui.cells import Mark, Marks, Pill, Text
from leaderdesk.ui.columns import PLAIN, Band, Column, RowLook
from leaderdesk.ui.drawer import SidePane
from leaderdesk.ui.flow_layout import FlowLayout
from leaderdesk.ui.labels import Label
from leaderdesk.ui.progress import ProgressBar
from leaderdesk.ui.row_table import RowTable
from leaderdesk.ui.table_view import TableView
from leaderdesk.ui.tabs import FilterTabs, Tab


@dataclass(frozen=True, slots=True)
class _Row:
    """An order, or the heading of its building (then `pickup` is None)."""

    id: int
    building: str
    pickup: PickupOrder | None
    heading: str = ""
    remark: str = ""


class WaitingList(SidePane):
    """The right side of the pickup station."""

    opened = Signal(int)
    reminder_wanted = Signal()
    paper_wanted = Signal()
    closing_wanted = Signal()
    camera_wanted = Signal()

    def __init__(self) -> None:
        super().__init__(360)
        self._pickups: tuple[PickupOrder, ...] = ()
        self._gifts: frozenset[int] = frozenset()
        self._folded: set[str] = set()
        self._done = Label("0", role="display")
        self._of = Label("", role="title", ink="text2")
        self._left = Label("", role="small", ink="text2")
        self._bar = ProgressBar(_("Picked up"))
        self._tabs = FilterTabs(_("Show"), self._tab_list())
        self._tabs.chosen.connect(self._list)
        self._table = RowTable(self._columns(), row_id=lambda row: row.id, row_look=self._look)
        self.view = TableView(self._table, compact=True)
        self.view.setAccessibleName(_("Who is still to come"))
        self.view.horizontalHeader().hide()
        self.view.opened.connect(self._open)
        self.view.clicked.connect(lambda index: self._open(self._table.id_at(index.row())))
        self.view.link_chosen.connect(self._fold)
        self._reminder = Button(_("Copy the “not picked up yet” reminder"), icon="copy")
        self._reminder.clicked.connect(self.reminder_wanted)
        self._camera = Button(_("Scan with the camera"), icon="video")
        self._camera.clicked.connect(self.camera_wanted)
        self._lay_out()

    def show_pickups(self, pickups: Sequence[PickupOrder], *, gifts: frozenset[int] = frozenset()) -> None:
        """Show these orders, in walking order; with those in `gifts` (ids) goes a gift."""
        self._pickups = tuple(pickups)
        self._gifts = gifts
        done = sum(1 for each in pickups if each.is_done)
        cold = sum(1 for each in pickups if not each.is_done for bag in bags_of(each.order) if bag.is_cold)
        self._done.setText(str(done))
        self._of.setText(f"/ {len(pickups)}")
        self._left.setText(_("{count} to come · {cold} cold bags").format(count=len(pickups) - done, cold=cold))
        self._bar.set_progress(done, max(len(pickups), 1))
        self._tabs.set_tabs(self._tab_list())
        self._reminder.setEnabled(done < len(pickups))
        self._list()

    def show_camera(self, on: bool) -> None:
        """Offer to turn the camera off, or on."""
        self._camera.set_text(_("Turn the camera off") if on else _("Scan with the camera"))

    def mark(self, order_id: int | None) -> None:
        """Mark the order that is open at the table, if it is in view."""
        if order_id is None or not self.view.go_to(order_id):
            self.view.clearSelection()
            self.view.setCurrentIndex(QModelIndex())

    def _lay_out(self) -> None:
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        base = Qt.AlignmentFlag.AlignBaseline
        counted = QHBoxLayout()
        counted.setSpacing(8)
        counted.addWidget(self._done, 0, base)
        counted.addWidget(self._of, 0, base)
        counted.addStretch(1)
        counted.addWidget(self._left, 0, base)
        top = QVBoxLayout()
        top.setContentsMargins(16, 12, 16, 8)
        top.setSpacing(10)
        top.addLayout(counted)
        top.addWidget(self._bar)
        top.addWidget(self._tabs)
        paper = Button(_("Type in the paper list"), icon="list")
        paper.clicked.connect(self.paper_wanted)
        closing = Button(_("Closing the table"), icon="clipboard")
        closing.clicked.connect(self.closing_wanted)
        foot = FlowLayout(gap=6)
        foot.setContentsMargins(12, 10, 12, 10)
        for button in (self._reminder, self._camera, paper, closing):
            foot.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(top)
        column.addWidget(self.view, 1)
        column.addLayout(foot)

    def _tab_list(self) -> list[Tab]:
        waiting = sum(1 for each in self._pickups if not each.is_done)
        owing = sum(1 for each in self._pickups if each.due_fen > 0)
        return [
            Tab("waiting", _("Not yet fetched"), waiting),
            Tab("owing", _("Owing"), owing),
            Tab("done", _("Picked up"), len(self._pickups) - waiting),
        ]

    def _list(self, _chosen: str = "") -> None:
        shown = [each for each in self._pickups if _belongs(each, self._tabs.current())]
        rows: list[_Row] = []
        for place, (building, members) in enumerate(groupby(shown, key=lambda each: each.order.building)):
            found = list(members)
            name = _("Building {name}").format(name=building) if building else _("No building")
            rows.append(_Row(-1 - place, building, None, name, _("{count} neighbours").format(count=len(found))))
            if building not in self._folded:
                rows += [_Row(each.order.id, building, each) for each in found]
        self._table.set_rows(rows)

    def _look(self, row: _Row) -> RowLook:
        if row.pickup is not None:
            return PLAIN
        folded = row.building in self._folded
        return RowLook(
            band=Band(
                row.heading,
                remark=row.remark,
                link=_("show") if folded else _("fold"),
                icon="chevron-right" if folded else "chevron-down",
            )
        )

    def _columns(self) -> tuple[Column[_Row], ...]:
        return (
            Column("room", _("Room"), lambda row: Text(_of(row).order.room, bold=True), width=80),
            Column("name", _("Neighbour"), lambda row: Text(_of(row).order.neighbour_name), width=0),
            Column("marks", "", self._marks, width=112, side="right"),
            Column("pieces", "", _pieces, width=56, side="right"),
        )

    def _marks(self, row: _Row) -> Marks:
        pickup = _of(row)
        marks = []
        if pickup.moved_to and not pickup.is_done:
            marks.append(Mark("calendar", moved_text(pickup), "info"))
        if pickup.order.id in self._gifts:
            marks.append(Mark("gift", _("something goes along"), "gift"))
        if any(line.is_cold for line in pickup.open_lines):
            marks.append(Mark("snowflake", _("cold bag"), "info"))
        pill = Pill(_("owes {sum}").format(sum=_short(pickup.due_fen)), "warn") if pickup.due_fen > 0 else None
        return Marks(tuple(marks), pill)

    def _open(self, row_id: object) -> None:
        if isinstance(row_id, int) and row_id > 0:
            self.opened.emit(row_id)

    def _fold(self, row_id: object) -> None:
        for row in self._table.all_rows:
            if row.id == row_id:
                self._folded ^= {row.building}
        self._list()


def _belongs(pickup: PickupOrder, tab: str) -> bool:
    if tab == "owing":
        return pickup.due_fen > 0
    return pickup.is_done == (tab == "done")


def _of(row: _Row) -> PickupOrder:
    if row.pickup is None:
        raise LookupError(row.id)
    return row.pickup


def _short(fen: int) -> str:
    """Money in a narrow column: whole yuan stand without their zeros."""
    return format_yuan(fen).removesuffix(".00")


def _pieces(row: _Row) -> Text:
    return Text(_("{count} pcs").format(count=_of(row).piece_count), color="text2")
