"""The bar of the page: what the decision comes to, and the button that carries it out."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from leaderdesk.core.i18n import _, ngettext
from leaderdesk.core.money import format_yuan
from leaderdesk.features.arrivals.queries import Arrival
from leaderdesk.features.arrivals.rules.counting import Count, Standing, quantity
from leaderdesk.features.arrivals.rules.sharing import Sharing
from leaderdesk.features.arrivals.rules.words import cut_words
from leaderdesk.ui.buttons import Button
from leaderdesk.ui.page import ActionBar
from leaderdesk.ui.showing import show_if


class ArrivalBar(ActionBar):
    """`go` carries out what is shown, or goes on to the labels; `wait` leaves all orders as they are."""

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.is_done = False
        self.wait = Button(_("Wait for more"))
        self.go = Button("", kind="primary", size=44, keys="Ctrl Enter")
        self.set_buttons(self.wait, self.go)
        self.show_nothing()

    def show_nothing(self) -> None:
        """Show that nothing is to come."""
        self._show(can_go=False, waits=False, words=_("To the labels"))
        self.set_totals([])
        self.set_issue("")

    def show_counted(self, arrival: Arrival) -> None:
        """Show how far the count is, and the way on where nothing is open."""
        open_counts = [count for count in arrival.counts if not count.is_counted]
        short = [count for count in arrival.counts if count.standing is Standing.SHORT]
        self._show(can_go=not open_counts and not short, waits=False, words=_("To the labels"))
        self.is_done = not open_counts and not short
        counted = _("{done} of {count}").format(done=len(arrival.counts) - len(open_counts), count=len(arrival.counts))
        self.set_totals([(counted, _("counted"))], underpaid_words(arrival))
        issue = ""
        if short:
            issue = ngettext("{count} came short", "{count} came short", len(short)).format(count=len(short))
        self.set_issue(issue)

    def show_short(self, arrival: Arrival, sharing: Sharing | None, count: Count, *, undecided: int) -> None:
        """Show what sharing out comes to; without a `sharing` it is not decided yet."""
        ready = sharing is not None and bool(sharing.cuts)
        words = _("Share out")
        if sharing is not None and ready:
            words = _("Share out so: {what}").format(what=cut_words(sharing, count.offer.unit))
        self._show(can_go=ready, waits=True, words=words)
        self._show_money(arrival, sharing)
        left = quantity(undecided, count.offer.unit)
        self.set_issue(_("{amount} still to decide").format(amount=left) if undecided else "")

    def show_weights(self, arrival: Arrival, sharing: Sharing | None, *, unweighed: int) -> None:
        """Show what the weights come to; without a `sharing` some are missing."""
        self._show(can_go=sharing is not None, waits=False, words=_("Settle by weight"))
        self._show_money(arrival, sharing)
        words = ngettext("{count} order still to weigh", "{count} orders still to weigh", unweighed)
        self.set_issue(words.format(count=unweighed) if unweighed else "")

    def _show_money(self, arrival: Arrival, sharing: Sharing | None) -> None:
        parts = []
        if sharing is not None:
            parts = [
                (sharing.back_fen, _("to balances")),
                (sharing.owes_less_fen, _("owed less")),
                (sharing.adds_fen, _("to be added")),
                (sharing.waived_fen, _("let go")),
            ]
        self.set_totals([(format_yuan(fen), words) for fen, words in parts if fen], underpaid_words(arrival))

    def _show(self, *, can_go: bool, waits: bool, words: str) -> None:
        self.is_done = False
        show_if(self.wait, waits)
        self.go.setEnabled(can_go)
        self.go.set_text(words)


def underpaid_words(arrival: Arrival) -> str:
    """Return what the suppliers get less: 向青禾少付 ¥182.00; empty where they get all."""
    return _(" · ").join(
        _("{supplier} gets {sum} less").format(
            supplier=supplier.supplier_name or _("No supplier"), sum=format_yuan(supplier.underpaid_fen)
        )
        for supplier in arrival.suppliers
        if supplier.underpaid_fen
    )
