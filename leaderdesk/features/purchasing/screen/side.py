"""The side of the page: the drawer for late orders, and in its place what one case or one supplier asks for."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QStackedWidget, QWidget
from shiboken6 import isValid
from typing_extensions import override

from leaderdesk.core.i18n import _
from leaderdesk.features.desk import Desk
from leaderdesk.features.orders.queries import orders_of_round
from leaderdesk.features.purchasing.actions import (
    buy_all_the_same,
    give_back_extra,
    give_up_offer,
    keep_extra,
    keep_layout,
    leave_out_case,
    reset_layout,
)
from leaderdesk.features.purchasing.queries.coach import Usual, losses_of, usual_buyers
from leaderdesk.features.purchasing.queries.sheets import layout_of
from leaderdesk.features.purchasing.rules import PurchaseLine
from leaderdesk.features.purchasing.rules.coach import (
    Loss,
    Minimum,
    OpenCase,
    given_up_text,
    people_words,
    shout,
    shout_for,
    sorry_text,
    usual_text,
    usual_text_for,
)
from leaderdesk.features.purchasing.rules.layout import SheetColumn, usual_layout
from leaderdesk.features.purchasing.rules.versions import Desired
from leaderdesk.features.purchasing.screen.advice import Answers
from leaderdesk.features.purchasing.screen.deeds import Deeds
from leaderdesk.features.purchasing.screen.late_pane import LatePane
from leaderdesk.features.purchasing.screen.layout_pane import LayoutPane
from leaderdesk.features.purchasing.screen.people_pane import Concern, Concerned, PeoplePane
from leaderdesk.features.purchasing.screen.stand import Standing
from leaderdesk.features.rounds.rules import Offer
from leaderdesk.features.rounds.rules.cells import quantity


class Side(QStackedWidget):
    """Shows the drawer for late orders unless something else was asked for, which Esc closes."""

    def __init__(self, desk: Desk, deeds: Deeds, late: LatePane) -> None:
        super().__init__()
        self._desk, self._deeds = desk, deeds
        self._guest: QWidget | None = None
        self._before: QWidget | None = None
        self._late = late
        self.addWidget(late)

    def show_late(self) -> None:
        """Show the drawer for late orders again; a keyboard that was in its place goes back to where it came from."""
        focused, guest, before = QApplication.focusWidget(), self._guest, self._before
        self.setCurrentIndex(0)
        self._guest = self._before = None
        if guest is None:
            return
        if focused is not None and guest.isAncestorOf(focused):
            home = before if before is not None and isValid(before) else self._late.field
            home.setFocus(Qt.FocusReason.OtherFocusReason)
        self.removeWidget(guest)
        guest.deleteLater()

    def read_late(self, text: str) -> None:
        """Read what those wrote who come late, in the drawer."""
        self.show_late()
        self._late.read(text)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._guest is not None:
            self.show_late()
            return
        super().keyPressEvent(event)

    def answers(self, standing: Standing) -> Answers:
        """Return what the strips of the cards do."""
        return Answers(
            shout=lambda case: self._shout(standing, case),
            keep=self._keep,
            who=self._who_fills,
            shout_for=lambda minimum: self._shout_for(standing, minimum),
            who_for=self._who_joins,
            leave_out=self._leave_out,
            give_back=self._give_back,
            buy=self._buy,
            give_up=self._give_up,
        )

    def show_columns(self, one: Desired) -> None:
        """Show how the supplier wants her sheet, to be changed."""
        supplier_id, store = one.order.supplier_id, self._desk.store
        if supplier_id is None:
            return

        def work() -> tuple[SheetColumn, ...]:
            with store.read() as connection:
                return layout_of(connection, supplier_id)

        def show(columns: tuple[SheetColumn, ...]) -> None:
            pane = LayoutPane(one.order.supplier_name, columns, one.order.lines)
            pane.closed.connect(self.show_late)
            pane.kept.connect(lambda kept: self._keep_columns(one, supplier_id, kept))
            self._show(pane)
            pane.order.setFocus(Qt.FocusReason.OtherFocusReason)

        self._desk.tasks.read(self, work, show, latest="side")

    # The strips.

    def _shout(self, standing: Standing, case: OpenCase) -> None:
        if standing.round is not None:
            self._deeds.copy(shout(case, standing.round))

    def _shout_for(self, standing: Standing, minimum: Minimum) -> None:
        if standing.round is not None:
            self._deeds.copy(shout_for(minimum, standing.round))

    def _keep(self, case: OpenCase, purpose: str) -> None:
        store, offer = self._desk.store, case.line.offer
        kept = _("{amount} of {product} are yours to taste")
        if purpose == "gift":
            kept = _("{amount} of {product} are yours to give")
        said = kept.format(amount=quantity(case.missing_milli, offer.unit), product=offer.label)
        self._deeds.write(lambda: keep_extra(store, offer.id, case.missing_milli, purpose=purpose), said)

    def _give_back(self, line: PurchaseLine) -> None:
        store, offer = self._desk.store, line.offer
        said = _("{product}: nothing is kept for you").format(product=offer.label)
        self._deeds.write(lambda: give_back_extra(store, offer.id), said)

    def _buy(self, minimum: Minimum) -> None:
        store, offer = self._desk.store, minimum.line.offer
        said = _("{product} is bought all the same").format(product=offer.label)
        self._deeds.write(lambda: buy_all_the_same(store, offer.id), said)

    def _who_fills(self, case: OpenCase) -> None:
        offer = case.line.offer
        self._who(offer, lambda name: usual_text(name, offer, case.missing_milli))

    def _who_joins(self, minimum: Minimum) -> None:
        self._who(minimum.line.offer, lambda name: usual_text_for(name, minimum))

    def _who(self, offer: Offer, text: Callable[[str], str]) -> None:
        store = self._desk.store

        def work() -> tuple[Usual, ...]:
            with store.read() as connection:
                return usual_buyers(connection, offer.id)

        def show(found: tuple[Usual, ...]) -> None:
            people = [
                Concerned(
                    f"{one.room} {one.name}".strip(),
                    _("bought it {times} times in the last {of} rounds").format(times=one.times, of=one.of),
                    text(one.name),
                )
                for one in found
            ]
            self._show_concern(
                Concern(
                    title=_("Who usually buys {product}").format(product=offer.label),
                    note=people_words(len(people)) if people else "",
                    sentence=_("These bought it often and have not this time."),
                    people=people,
                    nobody=_("Who usually buys it has it already, or nobody bought it twice so far."),
                )
            )

        self._desk.tasks.read(self, work, show, latest="side")

    def _leave_out(self, case: OpenCase) -> None:
        store, offer, guards = self._desk.store, case.line.offer, self._deeds.guards

        def work() -> tuple[Loss, ...]:
            with store.read() as connection:
                return losses_of(connection, offer.id, guards=guards)

        def show(found: tuple[Loss, ...]) -> None:
            self._show_concern(self._leaving(case, found))

        self._desk.tasks.read(self, work, show, latest="side")

    def _leaving(self, case: OpenCase, found: Sequence[Loss]) -> Concern:
        store, offer, guards = self._desk.store, case.line.offer, self._deeds.guards
        lost = sum(loss.milli for loss in found)

        def act() -> None:
            said = _("{product}: case {number} is left out").format(product=offer.label, number=case.number)
            self._deeds.write(lambda: leave_out_case(store, offer.id, found, guards=guards), said)
            self.show_late()

        return Concern(
            title=_("Leave out case {number}").format(number=case.number),
            note=offer.label,
            sentence=_(
                "Then {short} are missing. Who came last goes without; this is taken out of the orders, and you can"
                " undo it. What is paid goes on their accounts."
            ).format(short=quantity(case.short_milli, offer.unit)),
            people=[
                Concerned(
                    loss.who,
                    _loss_words(loss, offer),
                    sorry_text(loss, offer),
                )
                for loss in found
            ],
            button=_("Take out {amount}").format(amount=quantity(lost, offer.unit)),
            act=act,
            nobody=_("This case cannot be left out: what is in it was handed over, or you keep it yourself."),
        )

    def _give_up(self, minimum: Minimum) -> None:
        store, offer, guards = self._desk.store, minimum.line.offer, self._deeds.guards

        def work() -> list[Concerned]:
            with store.read() as connection:
                orders = orders_of_round(connection, offer.round_id)
            return [
                Concerned(
                    f"{order.room} {order.neighbour_name}".strip(),
                    quantity(line.amount_milli, offer.unit),
                    given_up_text(order.neighbour_name, offer),
                )
                for order in orders
                for line in order.lines
                if line.offer_id == offer.id
            ]

        def act() -> None:
            said = _("{product} is not bought").format(product=offer.label)
            self._deeds.write(lambda: give_up_offer(store, offer.id, guards=guards), said)
            self.show_late()

        def show(people: list[Concerned]) -> None:
            self._show_concern(
                Concern(
                    title=_("Do not buy {product}").format(product=offer.label),
                    note=people_words(len(people)),
                    sentence=_(
                        "It is taken out of these orders, and you can undo it. What is paid goes on their accounts."
                    ),
                    people=people,
                    button=_("Take it out of all orders"),
                    act=act,
                )
            )

        self._desk.tasks.read(self, work, show, latest="side")

    # Showing.

    def _keep_columns(self, one: Desired, supplier_id: int, columns: tuple[SheetColumn, ...]) -> None:
        store = self._desk.store
        said = _("The columns of {supplier} are remembered").format(supplier=one.order.supplier_name)
        if columns == usual_layout():
            self._deeds.write(lambda: reset_layout(store, supplier_id), said)
        else:
            self._deeds.write(lambda: keep_layout(store, supplier_id, columns), said)
        self.show_late()

    def _show_concern(self, concern: Concern) -> None:
        pane = PeoplePane(concern, self._deeds.copy)
        pane.closed.connect(self.show_late)
        self._show(pane)
        pane.close_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show(self, pane: QWidget) -> None:
        self.show_late()
        self._before = QApplication.focusWidget()
        self._guest = pane
        self.addWidget(pane)
        self.setCurrentWidget(pane)


def _loss_words(loss: Loss, offer: Offer) -> str:
    less, left = quantity(loss.milli, offer.unit), quantity(loss.left_milli, offer.unit)
    if not loss.left_milli:
        return _("{less} less, nothing left").format(less=less)
    return _("{less} less, {left} left").format(less=less, left=left)
