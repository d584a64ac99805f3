"""The card of the gift stock: what is left of each, whether the book comes out even, and its latest lines."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from leaderdesk.core.amount import amount_text
from leaderdesk.core.clock import local
from leaderdesk.core.i18n import _
from leaderdesk.features.referrals.queries import StockLine, Trust
from leaderdesk.features.referrals.rules import Gift
from leaderdesk.features.referrals.rules.stock import Balance
from leaderdesk.ui.buttons import Button
from leaderdesk.ui.cards import Box, Rule, SectionHead
from leaderdesk.ui.flow_layout import FlowLayout
from leaderdesk.ui.labels import ElidedLabel, IconLabel, Label
from leaderdesk.ui.pills import StatusPill
from leaderdesk.ui.tokens import ColorName

_MOST_LINES = 5


class StockCard(Box):
    """`buy_wanted` asks to put gifts into the stock, `even_wanted` for the sum behind it."""

    buy_wanted = Signal()
    even_wanted = Signal()

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.pill = StatusPill("", "brand", icon="check")
        self.why_button = Button(_("Show the sum"), kind="link", size=28)
        self.why_button.clicked.connect(self.even_wanted)
        self.buy_button = Button(_("Stock up"), size=28, icon="plus")
        self.buy_button.clicked.connect(self.buy_wanted)
        head = SectionHead(_("Gifts in stock"), large=True)
        head.add_right(self.buy_button)
        second = QHBoxLayout()
        second.setSpacing(8)
        second.addWidget(self.pill)
        second.addWidget(self.why_button)
        second.addStretch(1)
        self._gifts = QWidget()
        self._flow = FlowLayout(self._gifts, gap=14)
        self._lines = QWidget()
        self._grid = QGridLayout(self._lines)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(10)
        self._grid.setVerticalSpacing(5)
        self._grid.setColumnStretch(1, 1)
        self.body.addWidget(head)
        self.body.addLayout(second)
        self.body.addWidget(self._gifts)
        self.body.addWidget(self._lines)

    def show_stock(self, whole: Trust, lines: tuple[StockLine, ...]) -> None:
        """Show the stock and the latest lines of its book."""
        if whole.is_even:
            self.pill.show_state(_("The book is even"), "brand", icon="check")
        else:
            off = sum(abs(one.off_milli) for one in whole.balances)
            self.pill.show_state(_("{count} off").format(count=amount_text(off)), "danger", icon="warning")
        balances = {one.gift_id: one for one in whole.balances}
        _clear(self._flow)
        for gift in whole.gifts:
            if gift.id in balances:
                self._flow.addWidget(_gift(gift, balances[gift.id]))
        self._gifts.setVisible(bool(balances))
        _clear(self._grid)
        self._lines.setVisible(bool(lines))
        heads = (_("Day"), _("What it was"), _("Moved"), _("Left"))
        for column, words in enumerate(heads):
            side = Qt.AlignmentFlag.AlignRight if column > 1 else Qt.AlignmentFlag.AlignLeft
            self._grid.addWidget(Label(words, role="caption", ink="text2"), 0, column, side)
        for row, line in enumerate(lines[:_MOST_LINES]):
            self._grid.addWidget(Rule(), 2 * row + 1, 0, 1, 4)
            self._show_line(2 * row + 2, line)

    def _show_line(self, row: int, line: StockLine) -> None:
        day = local(line.at_ms)
        words = _("{gift} {what}").format(gift=line.gift, what=line.move.label)
        if line.reversed:
            words = _("taken back: {words}").format(words=words)
        if line.note:
            words = _("{words}, {note}").format(words=words, note=line.note)
        ink: ColorName = "brand" if line.amount_milli > 0 else "text"
        change = f"+{amount_text(line.amount_milli)}" if line.amount_milli > 0 else amount_text(line.amount_milli)
        right = Qt.AlignmentFlag.AlignRight
        date = f"{day.month}/{day.day}"
        self._grid.addWidget(Label(date, role="small", ink="text2"), row, 0)
        self._grid.addWidget(ElidedLabel(words, role="small"), row, 1)
        self._grid.addWidget(Label(change, role="small", ink=ink, bold=True), row, 2, right)
        self._grid.addWidget(Label(amount_text(line.left_milli), role="small", ink="text2"), row, 3, right)


def even_words(whole: Trust) -> str:
    """Return the sum behind the book: of each gift what came in and what became of it."""
    names = {gift.id: gift.name for gift in whole.gifts}
    lines = [
        _("{gift}: {bought} bought + {surplus} surplus = {given} given + {spoilt} spoilt + {left} left").format(
            gift=names.get(one.gift_id, ""),
            bought=amount_text(one.bought_milli),
            surplus=amount_text(one.surplus_milli),
            given=amount_text(one.given_milli),
            spoilt=amount_text(one.spoilt_milli),
            left=amount_text(one.left_milli),
        )
        for one in whole.balances
        if one.gift_id in names
    ]
    return "\n".join(lines)


def _gift(gift: Gift, balance: Balance) -> QWidget:
    tile = QWidget()
    row = QHBoxLayout(tile)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(8)
    row.addWidget(IconLabel("gift", ink="gift"))
    words = QVBoxLayout()
    words.setSpacing(0)
    words.addWidget(Label(gift.name, role="small"))
    left = QHBoxLayout()
    left.setSpacing(4)
    left.addWidget(Label(amount_text(balance.left_milli), role="strong", bold=True))
    if balance.reserved_milli:
        short = balance.free_milli < 0
        words_of = _("{count} due").format(count=amount_text(balance.reserved_milli))
        left.addWidget(Label(words_of, role="caption", ink="warnText" if short else "text2"))
    left.addStretch(1)
    words.addLayout(left)
    row.addLayout(words)
    return tile


def _clear(layout: FlowLayout | QGridLayout) -> None:
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
