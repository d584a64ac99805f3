"""The page of the step 到货: the count at the left, what is done about a difference at the right."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from leaderdesk.core.i18n import _
from leaderdesk.features.arrivals import actions
from leaderdesk.features.arrivals.actions.surplus import GiftStock, Goes
from leaderdesk.features.arrivals.queries import Arrival
from leaderdesk.features.arrivals.rules.counting import Count, Standing, quantity
from leaderdesk.features.arrivals.rules.words import cut_words
from leaderdesk.features.arrivals.screen.arrival_bar import ArrivalBar
from leaderdesk.features.arrivals.screen.batch_foot import BatchFoot
from leaderdesk.features.arrivals.screen.book import ArrivalBook, Opened
from leaderdesk.features.arrivals.screen.count_pane import CountPane
from leaderdesk.features.arrivals.screen.paper_pane import PaperPane
from leaderdesk.features.arrivals.screen.short_pane import ShortPane
from leaderdesk.features.arrivals.screen.states import nothing_ordered, show_still
from leaderdesk.features.arrivals.screen.surplus_pane import SurplusPane
from leaderdesk.features.arrivals.screen.weigh_pane import WeighPane
from leaderdesk.features.arrivals.screen.weighed_pane import WeighedPane
from leaderdesk.features.batches.queries import BatchSlots
from leaderdesk.features.desk import Desk
from leaderdesk.features.places import Page, Place, Step
from leaderdesk.features.printing import nothing_to_print
from leaderdesk.ui.cards import Rule
from leaderdesk.ui.drawer import Pane
from leaderdesk.ui.states import EmptyState, ErrorCard

_TABLES = (
    "receipt", "line_change", "surplus", "delivery_photo", "batch", "batch_offer", "orders", "line", "offer", "product",
    "supplier", "round", "ledger_entry", "handover_line", "purchase_order", "purchase_line", "purchase_extra",
    "neighbour", "household", "setting", "product_photo",
)  # fmt: skip


class ArrivalPage(QWidget):
    """Counting saves itself; a shortage changes no order before the button in the bar is pressed."""

    def __init__(self, desk: Desk, batches: BatchSlots, *, gifts: GiftStock | None = None) -> None:
        super().__init__()
        self._desk = desk
        self._book = ArrivalBook(desk, self, gifts)
        self._round_id = 0
        self._arrival: Arrival | None = None
        self._offer_id: int | None = None
        self._just_counted = frozenset[int]()
        self.batches = BatchFoot(desk, batches)
        self.count = CountPane(self.batches)
        self.short = ShortPane()
        self.weigh = WeighPane()
        self.weighed = WeighedPane()
        self._weighs_again = False
        self.surplus = SurplusPane()
        self.papers = PaperPane(self._book)
        self.still = EmptyState("truck", "")
        self.bar = ArrivalBar()
        self._empty = nothing_ordered()
        self._error = ErrorCard(_("The arrival could not be read"))
        self._lay_out()
        self._connect()
        desk.bridge.on_tables(self, ("product_photo",), lambda _changed: self._book.forget_pictures())
        desk.bridge.on_tables(self, _TABLES, lambda _changed: self._reload())

    def widget(self) -> QWidget:
        """Return the page itself."""
        return self

    def header_actions(self) -> Sequence[QWidget]:
        """Return nothing: what can be done stands in the page."""
        return ()

    def print_page(self) -> None:
        """Say that this page has no paper."""
        nothing_to_print(self._desk)

    def show_round(self, round_id: int, _place: Place) -> None:
        """Show what is to come and came for the round."""
        if round_id != self._round_id:
            self._round_id, self._offer_id = round_id, None
            self._right.setCurrentWidget(self.still)
        self._reload()

    def open_offer(self, offer_id: int) -> None:
        """Let what is to be done about the offer lie open; one about which nothing is leaves the right side alone."""
        count = self._arrival.count_of(offer_id) if self._arrival else None
        self.batches.show_count(count)
        if count is None or offer_id == self._offer_id or not _has_matter(count):
            return
        self._offer_id, self._weighs_again = offer_id, False
        if count.standing is Standing.SHORT and not count.is_weighed:
            self.short.show_working(count)
        self._book.read_offer(offer_id, self._open)

    # Showing.

    def _reload(self) -> None:
        if self._round_id:
            self._book.read_round(self._round_id, self._take, self._could_not_read)

    def _could_not_read(self, trouble: Exception) -> None:
        self._error.show_error(_("The arrival could not be read"), str(trouble))
        self._error.show()

    def _take(self, found: Arrival | None) -> None:
        first, counted = self._arrival is None, self._just_counted
        self._arrival, self._just_counted = found, frozenset()
        self._error.hide()
        suppliers = found.suppliers if found else ()
        self._main.setVisible(bool(suppliers))
        self._empty.setVisible(not suppliers)
        self.count.show_suppliers(suppliers)
        self.batches.refresh(found)
        self._book.read_pictures(found, self.count.show_pictures)
        # What is not settled yet is what she came for, or has just found out.
        wanted = [each for each in found.counts if first or each.offer.id in counted] if found else []
        waiting = next((each for each in wanted if each.standing in (Standing.SHORT, Standing.MORE)), None)
        if waiting is not None and waiting.offer.id != self._offer_id:
            self.open_offer(waiting.offer.id)
            self._show_bar()
            return
        count = found.count_of(self._offer_id) if found and self._offer_id is not None else None
        if count is None or not _has_matter(count):
            self._close_offer()
        elif self._right.currentWidget() is not self.papers:
            self._book.read_offer(count.offer.id, self._open)
        else:
            self.papers.refresh()
        self._show_bar()

    def _open(self, found: Opened | None) -> None:
        if found is None or self._arrival is None or found.ground.count.offer.id != self._offer_id:
            return
        count = found.ground.count
        if count.is_weighed and count.shared and found.made.cuts and not self._weighs_again:
            self.weighed.show_made(found.ground, found.made)
            self._show(self.weighed)
        elif count.is_weighed:
            self.weigh.show_ground(found.ground, limit_fen=found.limit_fen)
            self._show(self.weigh)
        elif count.standing is Standing.SHORT:
            self.short.show_ground(found.ground, found.results, self._arrival.policy)
            self._show(self.short)
        elif count.shared and found.made.cuts:
            self.short.show_done(found.ground, found.made)
            self._show(self.short)
        else:
            self.surplus.show_surplus(count, found.surplus)
            self._show(self.surplus)
        self._show_bar()

    def _show(self, pane: QWidget) -> None:
        self._right.setCurrentWidget(pane)
        self.count.mark(self._offer_id)

    def _close_offer(self) -> None:
        self._offer_id = None
        self.count.mark(None)
        if self._right.currentWidget() is self.papers:
            self.papers.refresh()
            return
        show_still(self.still, self._arrival, self._desk.clock)
        self._right.setCurrentWidget(self.still)

    def _show_bar(self) -> None:
        pane = self._right.currentWidget()
        if self._arrival is None or not self._arrival.counts:
            self.bar.show_nothing()
        elif pane is self.short and (count := self._current()) is not None and count.standing is Standing.SHORT:
            self.bar.show_short(self._arrival, self.short.sharing(), count, undecided=self.short.undecided())
        elif pane is self.weigh and self._current() is not None:
            self.bar.show_weights(self._arrival, self.weigh.sharing(), unweighed=self.weigh.unweighed())
        else:
            self.bar.show_counted(self._arrival)

    def _current(self) -> Count | None:
        return self._arrival.count_of(self._offer_id) if self._arrival and self._offer_id is not None else None

    # Doing.

    def _receive(self, offer_id: int, milli: int | None) -> None:
        self._just_counted |= {offer_id}
        self._book.receive(offer_id, milli)

    def _go(self) -> None:
        pane = self._right.currentWidget()
        count = self._current()
        if pane is self.short and count is not None and count.standing is Standing.SHORT:
            self._share_out(count)
        elif pane is self.weigh and count is not None:
            self._settle_weights(count)
        elif self.bar.is_done:
            self._desk.go(Place(Page.ROUNDS, round_id=self._round_id, step=Step.LABELS))

    def _share_out(self, count: Count) -> None:
        sharing, store, offer_id = self.short.sharing(), self._desk.store, count.offer.id
        if sharing is None or not sharing.cuts:
            return
        work = partial(
            actions.apply_shortage, store, offer_id,
            policy=self.short.policy, by_hand=self.short.by_hand(), shown=sharing.cuts, refund=self.short.refund,
        )  # fmt: skip
        said = _("{product}: {what}").format(product=count.offer.label, what=cut_words(sharing, count.offer.unit))
        self._book.write(work, said, self._stale)

    def _settle_weights(self, count: Count) -> None:
        sharing, store = self.weigh.sharing(), self._desk.store
        if sharing is None:
            return
        self._weighs_again = False
        work = partial(actions.apply_weights, store, count.offer.id, self.weigh.weights(), shown=sharing.cuts)
        said = _("{product} is settled by weight").format(product=count.offer.label)
        self._book.write(work, said, self._stale)

    def _weigh_again(self) -> None:
        if self._offer_id is not None:
            self._weighs_again = True
            self._book.read_offer(self._offer_id, self._open)

    def _stale(self, trouble: Exception) -> None:
        self._desk.tasks.tell_trouble(trouble)
        self._reload()

    def _wait(self) -> None:
        count = self._current()
        if count is None:
            return
        self._desk.notice(_waiting_words(count))
        self._close_offer()
        self._show_bar()
        self.count.go_to(count.offer.id)

    def _place_surplus(self, milli: int, goes: Goes, note: str) -> None:
        count = self._current()
        if count is not None:
            self._book.place_surplus(count.offer, milli, goes, note)

    def _open_papers(self, supplier_id: int | None) -> None:
        self._right.setCurrentWidget(self.papers)
        self.papers.open_papers(self._round_id, self._arrival.supplier_of(supplier_id) if self._arrival else None)

    def _close_papers(self) -> None:
        self._right.setCurrentWidget(self.still)
        self._reload()

    def _connect(self) -> None:
        self.count.received.connect(self._receive)
        self.count.looked_at.connect(self.open_offer)
        self.count.rest_wanted.connect(lambda: self._book.receive_rest(self._round_id))
        self.count.dropped.connect(lambda id_, paths: self._book.add_papers(self._round_id, id_, paths))
        self.count.papers_wanted.connect(self._open_papers)
        self.short.changed.connect(self._show_bar)
        for told in (self.short.copied, self.weighed.copied):
            told.connect(lambda who: self._desk.notice(_("Copied for {who}; paste it in WeChat").format(who=who)))
        self.weighed.again.connect(self._weigh_again)
        self.weigh.changed.connect(self._show_bar)
        self.weigh.waived.connect(self._book.set_limit)
        self.surplus.placed.connect(self._place_surplus)
        self.surplus.taken_back.connect(self._book.take_back_surplus)
        self.papers.closed.connect(self._close_papers)
        self.bar.go.clicked.connect(self._go)
        self.bar.wait.clicked.connect(self._wait)
        self._error.retried.connect(self._reload)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self).activated.connect(self.bar.go.click)

    def _lay_out(self) -> None:
        self._error.hide()
        self._right = QStackedWidget()
        for pane in (self.still, self.short, self.weigh, self.weighed, self.surplus, self.papers):
            self._right.addWidget(pane)
        self._main = QWidget()
        row = QHBoxLayout(self._main)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.count)
        row.addWidget(Rule(Qt.Orientation.Vertical))
        row.addWidget(_on_canvas(self._right), 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._error)
        column.addWidget(self._main, 1)
        column.addWidget(self._empty, 1)
        column.addWidget(self.bar)


def _on_canvas(inside: QWidget) -> Pane:
    ground = Pane("canvas")
    column = QVBoxLayout(ground)
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(inside)
    return ground


def _waiting_words(count: Count) -> str:
    return _("{product} waits for {amount} more; no order was touched").format(
        product=count.offer.label, amount=quantity(count.lacking_milli, count.offer.unit)
    )


def _has_matter(count: Count) -> bool:
    beyond = count.spare_milli > 0 or count.away_milli > 0
    return count.is_weighed or count.shared or count.standing is Standing.SHORT or beyond
