"""The sum behind the books: where money came from, where it is, and where the two differ."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from leaderdesk.core.i18n import N_, _, ngettext
from leaderdesk.core.money import format_yuan
from leaderdesk.features.payments.rules.closing import Breach, Sum
from leaderdesk.features.payments.rules.ledger import Account
from leaderdesk.ui.cards import Rule
from leaderdesk.ui.labels import IconLine, Label
from leaderdesk.ui.sheet import Sheet
from leaderdesk.ui.theme import theme

_CREDITS = {
    Account.NEIGHBOUR: N_("neighbours' balances"),
    Account.SALES: N_("goods sold"),
    Account.SUPPLIER: N_("still owed to suppliers"),
}
_DEBITS = {
    Account.NEIGHBOUR: N_("neighbours still owe"),
    Account.WECHAT: N_("came by WeChat"),
    Account.ALIPAY: N_("came by Alipay"),
    Account.CASH: N_("came in cash"),
    Account.SUPPLIER: N_("suppliers owe"),
}
_PLACES = {
    "entry": N_("Entry {id}: its lines do not sum to nothing"),
    "reversal": N_("Entry {id}: it does not take back what it should"),
    "order": N_("Order {id}: its goods come to something else"),
    "gone": N_("Order {id}: money is booked for it, and it is not there"),
    "open": N_("Order {id}: what is open differs from the book"),
    "loose": N_("Neighbour {id}: her balance differs from the book"),
    "nobody": N_("Neighbour {id}: she has a balance, and is not there"),
}
_MOST_PLACES = 6


class BooksSheet(Sheet):
    """Shows one sum as it was when it was asked for."""

    def __init__(self, window: QWidget, found: Sum) -> None:
        super().__init__(window, _("The sum behind the books"))
        came = [(_name(_CREDITS, account), fen) for account, fen in found.accounts if fen > 0]
        is_there = [(_name(_DEBITS, account), -fen) for account, fen in found.accounts if fen < 0]
        count = ngettext("{count} entry of the book", "{count} entries of the book", found.entries)
        self.body.addWidget(Label(count.format(count=found.entries), role="small", ink="text2"))
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(32)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnMinimumWidth(0, theme().grown(220))
        self._grid.setColumnStretch(0, 1)
        self.body.addLayout(self._grid)
        self._block(_("What it comes from"), came)
        self._block(_("Where it is"), is_there)
        self.body.addWidget(Rule())
        self._verdict(found)

    def _block(self, title: str, rows: Sequence[tuple[str, int]]) -> None:
        self._row(title, sum(fen for _words, fen in rows), head=True)
        for words, fen in rows:
            self._row(words, fen, head=False)

    def _row(self, words: str, fen: int, *, head: bool) -> None:
        row = self._grid.rowCount()
        name = Label(words, bold=head)
        name.setContentsMargins(0 if head else 16, 0, 0, 0)
        self._grid.addWidget(name, row, 0)
        self._grid.addWidget(Label(format_yuan(fen), bold=head), row, 1, Qt.AlignmentFlag.AlignRight)

    def _verdict(self, found: Sum) -> None:
        if found.closing.ok:
            self.body.addWidget(IconLine("check", _("Both come to the same, to the fen."), ink="brand", role="body"))
            return
        self.body.addWidget(IconLine("warning", off_words(found.closing.off_fen), ink="danger", role="body"))
        for breach in found.closing.breaches[:_MOST_PLACES]:
            self.body.addWidget(Label(_place(breach), role="small", wrap=True))
        self.body.addWidget(Label(_("Restore the latest backup, in Settings, Backups."), role="small", wrap=True))


def off_words(fen: int) -> str:
    """Return by how much the books do not close: 差 ¥3.00."""
    return _("{sum} off").format(sum=format_yuan(fen))


def _name(names: dict[Account, str], account: Account) -> str:
    return _(names[account]) if account in names else account.label


def _place(breach: Breach) -> str:
    words = _(_PLACES[breach.rule]).format(id=breach.id)
    return _("{place} ({sum})").format(place=words, sum=format_yuan(breach.fen))
