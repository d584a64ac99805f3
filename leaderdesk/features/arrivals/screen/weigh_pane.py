"""The right side for goods by weight: one weight an order, and what each then pays more or less."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from leaderdesk.core.errors import UserError
from leaderdesk.core.i18n import _
from leaderdesk.features.arrivals.queries import Ground
from leaderdesk.features.arrivals.rules.counting import quantity
from leaderdesk.features.arrivals.rules.sharing import Cut, Party, Sharing, weighed
from leaderdesk.features.arrivals.screen.cut_columns import weight_columns
from leaderdesk.ui.edits import MoneyEdit
from leaderdesk.ui.labels import IconLine, Label
from leaderdesk.ui.row_table import RowTable
from leaderdesk.ui.table_view import TableView

_MOST_TIMES = 3
"""A weight more than so many times what was ordered is a slip of the finger: the point was left out."""


class WeighPane(QWidget):
    """Weights are kept here until they are settled; `changed` tells that what would happen is another now."""

    changed = Signal()
    waived = Signal(int)

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ground: Ground | None = None
        self._weights: dict[int, int] = {}
        self._limit_fen = 0
        self._cuts: dict[int, Cut] = {}
        self._title = Label("", role="lead", bold=True)
        self._orders = Label("", role="small", ink="text2")
        self._hint = Label(
            _("One weight for each order, Enter goes on. Heavier pays more, lighter gets back."),
            role="small", ink="text2", wrap=True,
        )  # fmt: skip
        self._rows: RowTable[Party] = RowTable(
            weight_columns(self._weights, lambda party: self._cuts.get(party.line_id), self._decide),
            row_id=lambda party: party.line_id,
        )
        self.table = TableView(self._rows)
        self.table.setAccessibleName(_("Weights"))
        self._check = IconLine("info", "")
        self.limit = MoneyEdit(_("What need not be added, up to"))
        self.limit.setFixedWidth(110)
        self.limit.edited.connect(lambda fen: self.waived.emit(fen or 0))
        self._lay_out()

    def show_ground(self, ground: Ground, *, limit_fen: int) -> None:
        """Show the orders of these goods; weights typed for the same goods stay."""
        if self._ground is None or self._ground.count.offer.id != ground.count.offer.id:
            self._weights.clear()
        self._ground, self._limit_fen = ground, limit_fen
        known = {party.line_id for party in ground.parties if not party.is_held}
        for line_id in set(self._weights) - known:
            del self._weights[line_id]
        if ground.count.shared:
            # Settled before: what stands in the orders are the weights.
            for party in ground.parties:
                if not party.is_held:
                    self._weights.setdefault(party.line_id, party.ordered_milli)
        if not self.limit.isModified():
            self.limit.set_value(limit_fen)
        self._show()

    def begin(self) -> None:
        """Put the keyboard on the first order that has no weight yet."""
        for party in self._rows.shown_rows:
            if not party.is_held and party.line_id not in self._weights:
                self.table.edit_cell(party.line_id, "weight")
                return

    def weights(self) -> dict[int, int]:
        """Return the weights so far, by line id."""
        return dict(self._weights)

    def unweighed(self) -> int:
        """Return how many orders still have no weight."""
        parties = self._ground.parties if self._ground else ()
        return sum(1 for party in parties if not party.is_held and party.line_id not in self._weights)

    def sharing(self) -> Sharing | None:
        """Return what would happen now; None while an order has no weight."""
        if self._ground is None or self.unweighed():
            return None
        return self._settled()

    def _settled(self) -> Sharing:
        parties = self._ground.parties if self._ground else ()
        return weighed(parties, self._weights, waived_up_to_fen=self._limit_fen)

    def _decide(self, party: Party, milli: int) -> None:
        if milli > _MOST_TIMES * party.ordered_milli:
            unit = self._ground.count.offer.unit if self._ground else ""
            words = _("{weight} for {ordered} ordered? Check where the point belongs.")
            raise UserError(words.format(weight=quantity(milli, unit), ordered=quantity(party.ordered_milli, unit)))
        self._weights[party.line_id] = milli
        self._show()

    def _show(self) -> None:
        ground = self._ground
        if ground is None:
            return
        count, unit = ground.count, ground.count.offer.unit
        self._title.setText(_("Weigh {product}").format(product=count.offer.label))
        total = sum(
            party.ordered_milli if party.is_held else self._weights.get(party.line_id, 0) for party in ground.parties
        )
        self._orders.setText(
            _("{done} of {count} weighed").format(
                done=len(ground.parties) - self.unweighed(), count=len(ground.parties)
            )
        )
        words = _("{total} in all, {due} was to come").format(
            total=quantity(total, unit), due=quantity(count.due_milli, unit)
        )
        self._check.show_line("info" if self.unweighed() else "check", words, "text2")
        self._cuts.clear()
        self._cuts.update({cut.party.line_id: cut for cut in self._settled().cuts})
        self._rows.set_rows(sorted(ground.parties, key=lambda party: party.place))
        self.changed.emit()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self._title, 1)
        head.addWidget(self._orders)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self._check, 1)
        foot.addWidget(Label(_("need not be added, up to"), role="small", ink="text2"))
        foot.addWidget(self.limit)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 12, 20, 12)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(self._hint)
        column.addWidget(self.table, 1)
        column.addLayout(foot)
