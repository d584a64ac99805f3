"""The bar in which everything that is due is given: how much it is, whether the stock will do, and to which round."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from leaderdesk.core.i18n import _
from leaderdesk.features.referrals.rules.words import shortage_words
from leaderdesk.features.referrals.screen.book import Seen
from leaderdesk.ui.buttons import Button
from leaderdesk.ui.page import ActionBar
from leaderdesk.ui.showing import show_if


class GiveBar(ActionBar):
    """`put_wanted` tells for how many of the referrals, in their order, the gifts are to go along."""

    put_wanted = Signal(int)

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._put, self._enough = 0, 0
        self.thanks_button = Button(_("Copy the thanks"), icon="copy", size=44)
        self.some_button = Button("", size=44)
        self.put_button = Button("", kind="primary", size=44, icon="gift", keys="Ctrl Enter")
        self.put_button.clicked.connect(self.put_all)
        self.some_button.clicked.connect(lambda: self.put_wanted.emit(self._enough))
        self.set_buttons(self.thanks_button, self.some_button, self.put_button)

    def put_all(self) -> None:
        """Ask for all of it, if it can be had."""
        if self.put_button.isEnabled():
            self.put_wanted.emit(self._put)

    def show_seen(self, seen: Seen) -> None:
        """Show what is due and whether there is enough of it."""
        due, self._put = len(seen.due), len(seen.to_put)
        gifts = sum(len(one.dues) + len(one.open_awards) for one in seen.due)
        short = shortage_words(seen.trust.shortages)
        self._enough = enough_for(seen) if short else self._put
        note = _("The stock will do. It is printed on the labels and asked for at pickup.")
        self.set_totals(
            [(str(due), _("referrals due")), (str(gifts), _("gifts in all"))],
            note=_("Nothing is due.") if not due else "" if short else note,
        )
        self.set_issue(_("Not enough: {gifts}").format(gifts=short) if short else "")
        number = "" if seen.round is None else str(seen.round.number)
        self.put_button.set_text(_("All to round {number}").format(number=number))
        self.put_button.setEnabled(bool(self._put) and seen.round is not None and not short)
        self.some_button.set_text(_("{count} of them first").format(count=self._enough))
        show_if(self.some_button, bool(short) and 0 < self._enough < self._put and seen.round is not None)
        self.thanks_button.setEnabled(bool(seen.month_roll))


def enough_for(seen: Seen) -> int:
    """Return for how many of the referrals that are due, in their order, the stock will do."""
    left = {one.gift_id: one.left_milli // 1000 for one in seen.trust.balances}
    for award in seen.trust.live:
        if award.gift.id in left:
            left[award.gift.id] -= 1
    count = 0
    for one in seen.to_put:
        for due in one.dues:
            if due.gift.id in left:
                left[due.gift.id] -= 1
        if min(left.values(), default=0) < 0:
            break
        count += 1
    return count
