"""The right side where goods came short: the ways of sharing out, who gives way, her money, and a text to her."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from leaderdesk.core.errors import UserError
from leaderdesk.core.i18n import _, ngettext
from leaderdesk.features.arrivals.queries import Ground, Made
from leaderdesk.features.arrivals.rules.counting import Count, headline, quantity
from leaderdesk.features.arrivals.rules.portions import Policy
from leaderdesk.features.arrivals.rules.sharing import Compared, Cut, Party, Sharing, compared, shared, undecided_milli
from leaderdesk.features.arrivals.rules.words import compared_words, result_words, short_text
from leaderdesk.features.arrivals.screen.cut_columns import compare_columns, cut_columns, hand_columns
from leaderdesk.features.arrivals.screen.policy_cards import PolicyCards
from leaderdesk.features.arrivals.screen.texts_box import TextsBox
from leaderdesk.ui.buttons import Button
from leaderdesk.ui.cards import SectionHead
from leaderdesk.ui.choices import Segments
from leaderdesk.ui.drawer import Scroll
from leaderdesk.ui.labels import IconLabel, Label
from leaderdesk.ui.row_table import RowTable
from leaderdesk.ui.showing import show_if
from leaderdesk.ui.table_view import TableView

BALANCE, WECHAT = "balance", "wechat"


class ShortPane(QWidget):
    """Nothing is changed here: `changed` tells that what would happen is another now."""

    changed = Signal()
    copied = Signal(str)

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ground: Ground | None = None
        self._results: Mapping[Policy, Sharing] = {}
        self._policy = Policy.ONE_EACH
        self._by_hand: dict[int, int] = {}
        self._done = self._refunded = False
        self._icon = IconLabel("warning", ink="warn", side=20)
        self._title = Label("", role="lead", bold=True, wrap=True)
        self._orders = Label("", role="small", ink="text2")
        self._ask = Label("", role="small", ink="text2", wrap=True)
        self.cards = PolicyCards()
        self.cards.chosen.connect(self.choose)
        self._who = SectionHead(_("Who gives way"))
        self.back = Segments(_("What was paid goes"), ((BALANCE, _("to the balance")), (WECHAT, _("back by WeChat"))))
        self.back.chosen.connect(lambda _key: self._show_texts())
        self._cuts: RowTable[Cut] = RowTable(cut_columns(self._unit), row_id=lambda cut: cut.party.order_id)
        self.table = TableView(self._cuts)
        self._hands: RowTable[Party] = RowTable(
            hand_columns(self._by_hand, self._decide), row_id=lambda party: party.order_id
        )
        self.hand_table = TableView(self._hands)
        self._others: RowTable[Compared] = RowTable(
            compare_columns(self._unit), row_id=lambda each: each.party.order_id
        )
        self.compare_table = TableView(self._others)
        self.compare = Button("", kind="link", size=28)
        self.compare.clicked.connect(self._toggle_compare)
        self._compares = False
        self.texts = TextsBox(_("To those who go short"))
        self._lay_out()

    def show_ground(self, ground: Ground, results: Mapping[Policy, Sharing], policy: Policy) -> None:
        """Show what each policy comes to; by hand what was decided stays as long as it is about the same goods."""
        if self._ground is None or self._ground.count.offer.id != ground.count.offer.id or self._done:
            self._by_hand.clear()
            self.texts.forget()
            self._policy, self._compares = policy, False
        self._ground, self._results, self._done = ground, results, False
        self._drop_stale()
        self.cards.choose(self._policy)
        self._show()

    def show_working(self, count: Count) -> None:
        """Show the shortage while the policies are worked out."""
        self._title.setText(headline(count))
        self.cards.show_results({})

    def show_done(self, ground: Ground, made: Made) -> None:
        """Show what was shared out, so that the neighbours can be told."""
        if not self._done or self._ground is None or self._ground.count.offer.id != ground.count.offer.id:
            self.texts.forget()
        self._ground, self._done, self._results, self._refunded = ground, True, {}, made.refunded
        self._cuts.set_rows(made.cuts)
        self._show_frame(made.cuts)
        self._show_texts()

    def choose(self, policy: Policy) -> None:
        """Let what `policy` comes to show; nothing is changed yet."""
        self._policy = policy
        self.cards.choose(policy)
        self._show()
        if policy is Policy.BY_HAND:
            self.hand_table.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def policy(self) -> Policy:
        """The policy that is chosen."""
        return self._policy

    @property
    def refund(self) -> bool:
        """Whether what was paid goes back by WeChat."""
        return self.back.current() == WECHAT

    def by_hand(self) -> dict[int, int] | None:
        """Return what each line gets by the leader's hand; None unless she shares so."""
        if self._policy is not Policy.BY_HAND or self._ground is None:
            return None
        return {party.line_id: self._by_hand.get(party.line_id, party.ordered_milli) for party in self._ground.parties}

    def undecided(self) -> int:
        """Return how much is still to be taken from somebody, by hand; 0 for every other way."""
        by_hand = self.by_hand()
        if by_hand is None or self._ground is None:
            return 0
        return max(undecided_milli(self._ground.count, self._ground.parties, by_hand), 0)

    def sharing(self) -> Sharing | None:
        """Return what would happen now; None while it cannot be done."""
        if self._done or self._ground is None or self.undecided():
            return None
        if self._policy is not Policy.BY_HAND:
            return self._results.get(self._policy)
        return shared(self._ground.count, self._ground.parties, Policy.BY_HAND, self.by_hand())

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        policy = self.cards.policy_on(int(event.text())) if event.text() in tuple("12345") else None
        if policy is not None and not self._done:
            self.choose(policy)
            return
        super().keyPressEvent(event)

    def _decide(self, party: Party, milli: int) -> None:
        ground = self._ground
        if ground is None:
            return
        if milli > party.ordered_milli:
            raise UserError(
                _("{who} ordered no more than {amount}.").format(
                    who=party.name, amount=quantity(party.ordered_milli, ground.count.offer.unit)
                )
            )
        self._by_hand[party.line_id] = milli
        self._show()

    def _drop_stale(self) -> None:
        parties = {party.line_id: party for party in self._ground.parties} if self._ground else {}
        for line_id in list(self._by_hand):
            party = parties.get(line_id)
            if party is None or party.is_held or self._by_hand[line_id] > party.ordered_milli:
                del self._by_hand[line_id]

    def _show(self) -> None:
        ground = self._ground
        if ground is None:
            return
        unit = ground.count.offer.unit
        results = {policy: result_words(sharing, unit) for policy, sharing in self._results.items()}
        by_hand = {party.line_id: self._by_hand.get(party.line_id, party.ordered_milli) for party in ground.parties}
        left = undecided_milli(ground.count, ground.parties, by_hand)
        results[Policy.BY_HAND] = (
            _("{amount} still to decide").format(amount=quantity(left, unit)) if left > 0 else _("all decided")
        )
        self.cards.show_results(results, worrying=[policy for policy, each in self._results.items() if each.emptied])
        sharing = self.sharing()
        self._cuts.set_rows(sharing.cuts if sharing else ())
        self._hands.set_rows(sorted(ground.parties, key=lambda party: party.place))
        self._show_frame(sharing.cuts if sharing else ())
        self._show_texts()
        self.changed.emit()

    def _toggle_compare(self) -> None:
        self._compares = not self._compares
        self._show()

    def _show_compared(self) -> None:
        """Show whom the policy treats otherwise than first come, first served, if that is asked for."""
        sharing, first = self.sharing(), self._results.get(Policy.FIRST_COME)
        possible = sharing is not None and first is not None and self._policy is not Policy.FIRST_COME
        show_if(self.compare, possible)
        compares = possible and self._compares
        if self._ground is not None and sharing is not None and first is not None:
            others = compared(self._ground.parties, sharing, first)
            self._others.set_rows(others)
            if compares:
                self._who.set_note(compared_words(others))
        self.compare.set_text(_("Back to who gives way") if compares else _("Compare with “first come”"))
        show_if(self.compare_table, compares)
        if compares:
            show_if(self.table, False)
            show_if(self.hand_table, False)

    def _show_frame(self, cuts: Sequence[Cut]) -> None:
        ground = self._ground
        if ground is None:
            return
        count, hand = ground.count, self._policy is Policy.BY_HAND and not self._done
        self._icon.show_icon(*(("check", "brand") if self._done else ("warning", "warn")))
        told = _("{product} is shared out: tell them").format(product=count.offer.label)
        self._title.setText(told if self._done else headline(count))
        self._orders.setText(
            ngettext("{amount} ordered by {count} door", "{amount} ordered by {count} doors", count.orders).format(
                amount=quantity(count.ordered_milli, count.offer.unit), count=count.orders
            )
        )
        self._ask.setText(
            _("Labels that were printed and say otherwise now are marked as changed.")
            if self._done
            else _("How to share out? Choose one: below you see at once what it does. Nothing is changed yet.")
        )
        show_if(self.cards, not self._done)
        show_if(self.back, not self._done and any(cut.back_fen for cut in cuts))
        show_if(self.table, not hand)
        show_if(self.hand_table, hand)
        rest = len(ground.parties) - len(cuts)
        note = ngettext("{count} door", "{count} doors", len(cuts)).format(count=len(cuts))
        as_before = ngettext("{count} other stays as it is", "the other {count} stay as they are", rest)
        self._who.set_note(" · ".join((note, as_before.format(count=rest))) if not self._done else note)
        self._show_compared()

    def _show_texts(self) -> None:
        ground, cuts = self._ground, self._cuts.all_rows
        refund = self._refunded if self._done else self.refund
        show_if(self.texts, bool(cuts))
        if ground is None:
            return
        count = ground.count

        self.texts.show_cuts(cuts, lambda cut, variant: short_text(cut, count, variant=variant, refunded=refund))

    def _unit(self) -> str:
        return self._ground.count.offer.unit if self._ground else ""

    def _lay_out(self) -> None:
        self.table.setAccessibleName(_("Who gives way"))
        self.hand_table.setAccessibleName(_("What each one gets"))
        self.compare_table.setAccessibleName(_("Compared with first come, first served"))
        for view in (self.table, self.hand_table, self.compare_table):
            view.setMinimumHeight(150)
        self.table.current_changed.connect(self.texts.go_to)
        self.texts.copied.connect(self.copied)
        self.texts.shown.connect(self.table.go_to)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self._icon)
        head.addWidget(self._title, 1)
        head.addWidget(self._orders)
        self._who.add_right(self.compare)
        self._who.add_right(self.back)
        # Where the window is low or the text large, the cards and the texts keep their height and the pane scrolls.
        inside = QWidget()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(Scroll(inside))
        column = QVBoxLayout(inside)
        column.setContentsMargins(20, 12, 20, 12)
        column.setSpacing(8)
        column.addLayout(head)
        for part in (self._ask, self.cards, self._who):
            column.addWidget(part)
        column.addWidget(self.table, 1)
        column.addWidget(self.hand_table, 1)
        column.addWidget(self.compare_table, 1)
        column.addWidget(self.texts)
