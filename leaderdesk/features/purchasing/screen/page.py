"""The page itself: the cards of the suppliers, the drawer at the side, and the bar that sends what was not sent."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from shiboken6 import isValid
from typing_extensions import override

from leaderdesk.core.amount import amount_text
from leaderdesk.core.clock import local_now
from leaderdesk.core.i18n import _, ngettext
from leaderdesk.core.money import format_yuan
from leaderdesk.features.desk import Desk
from leaderdesk.features.places import Page, Place, Step
from leaderdesk.features.printing import nothing_to_print
from leaderdesk.features.purchasing.queries import PurchaseSlots
from leaderdesk.features.purchasing.rules.versions import Desired
from leaderdesk.features.purchasing.screen.advice import strips_of
from leaderdesk.features.purchasing.screen.card import CardFacts, SupplierCard, least_width
from leaderdesk.features.purchasing.screen.deeds import Deeds
from leaderdesk.features.purchasing.screen.late_pane import LatePane
from leaderdesk.features.purchasing.screen.side import Side
from leaderdesk.features.purchasing.screen.stand import Standing, read_standing
from leaderdesk.ui.buttons import Button, IconButton
from leaderdesk.ui.drawer import Scroll, SidePane
from leaderdesk.ui.page import ActionBar
from leaderdesk.ui.states import CoachStrip, EmptyState

_TABLES = (
    "orders",
    "line",
    "offer",
    "product",
    "round",
    "supplier",
    "purchase_order",
    "purchase_extra",
    "below_minimum",
    "supplier_layout",
    "late_wish",
    "neighbour",
)
_BESIDE = 48
"""Pixels beside and between two columns of cards."""
_SIDE = 388


class PurchasePage(QWidget):
    """What every supplier must bring for a round, what went out to her, and who came late."""

    def __init__(self, desk: Desk, slots: PurchaseSlots | None = None) -> None:
        super().__init__()
        self._desk, self._slots = desk, slots or PurchaseSlots()
        self._standing: Standing | None = None
        self._round_id = 0
        self._works_it_out = False
        self.deeds = Deeds(desk, self._slots, self)
        self.deeds.refused.connect(self._show_refusal)
        self._summary = Button(_("Summary workbook"), icon="file")
        self._summary.clicked.connect(self.deeds.summary)
        self._print = IconButton("printer", _("Print the sheets"), framed=True)
        self._print.clicked.connect(self.print_page)
        self._cards: list[SupplierCard] = []
        self._coming: Standing | None = None
        self._area = QWidget()
        self._columns = QHBoxLayout()
        self._notes = QVBoxLayout()
        self._sides = (QVBoxLayout(), QVBoxLayout())
        self._scroll = Scroll(self._area)
        self.now_button = Button(_("Work it out now"), kind="primary")
        self.now_button.clicked.connect(self._work_out)
        self._empty = EmptyState("truck", _("It is worked out here after cut-off"), buttons=(self.now_button,))
        self.late = LatePane(desk, self._slots, self.deeds)
        self.side = Side(desk, self.deeds, self.late)
        self.bar = ActionBar()
        self.all_button = Button("", kind="primary", size=44, icon="download", keys="Ctrl Enter")
        self.all_button.clicked.connect(self._go_on)
        self.bar.set_buttons(self.all_button)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self).activated.connect(self.all_button.click)
        self._lay_out()
        desk.bridge.on_tables(self, frozenset(_TABLES) | self._slots.tables, lambda _changed: self._reload())

    def widget(self) -> QWidget:
        """Return the page itself."""
        return self

    def header_actions(self) -> Sequence[QWidget]:
        """Return the buttons that write the summary and print the sheets."""
        return (self._summary, self._print)

    def print_page(self) -> None:
        """Show the sheets before they are printed, each on a page of its own."""
        if self._standing is None or not self._standing.suppliers:
            nothing_to_print(self._desk)
        else:
            self.deeds.print_all()

    def show_round(self, round_id: int, place: Place) -> None:
        """Show what the suppliers of the round must bring; with a text, read it as late wishes."""
        if round_id != self._round_id:
            self._works_it_out = False
            self.side.show_late()
        self._round_id = self.deeds.round_id = round_id
        self._read(place.paste)

    # Reading and showing.

    def _read(self, paste: str | None = None) -> None:
        store, round_id, slots = self._desk.store, self._round_id, self._slots
        now = local_now(self._desk.clock)

        def done(standing: Standing) -> None:
            self._prepare(standing, paste)

        self._desk.tasks.read(self, lambda: read_standing(store, round_id, now=now, slots=slots), done, latest="round")

    def _reload(self) -> None:
        if self._round_id:
            self._read()

    def _prepare(self, standing: Standing, paste: str | None = None) -> None:
        """Make the cards, each in a turn of its own, for it takes many widgets; then show them together."""
        made: list[SupplierCard] = []
        self._coming = standing
        wanted = standing.suppliers if self._shows_cards(standing) else ()
        pieces = [partial(self._make, each, standing, made) for each in wanted]
        self._desk.tasks.in_turns(self, *pieces, lambda: self._take(standing, made, paste))

    def _make(self, one: Desired, standing: Standing, made: list[SupplierCard]) -> None:
        if standing is self._coming:
            card = self._card(one, standing)
            # Dressed here, in its own turn; all together they would take too long when they are shown.
            card.setParent(self._area)
            card.ensurePolished()
            made.append(card)

    def _take(self, standing: Standing, made: list[SupplierCard], paste: str | None) -> None:
        if standing is not self._coming:
            for card in made:
                card.deleteLater()
            return
        focused = self._focused()
        self._standing = standing
        self._fill(standing, made)
        self.late.show_standing(standing)
        self._show_bar(standing)
        self._focus(focused)
        if paste:
            self.side.read_late(paste)

    def _shows_cards(self, standing: Standing) -> bool:
        any_sent = any(each.sent for each in standing.suppliers)
        return bool(standing.suppliers) and (_is_closed(standing) or self._works_it_out or any_sent)

    def _fill(self, standing: Standing, made: list[SupplierCard]) -> None:
        shown = self._shows_cards(standing)
        _clear(self._notes)
        if shown and not _is_closed(standing):
            hint = _("The round is still open: more orders may come, and then these numbers grow.")
            self._notes.addWidget(CoachStrip("info", hint))
        for card in self._cards:
            card.hide()
            card.deleteLater()
        self._cards = made
        self._arrange()
        self._scroll.setVisible(shown)
        self._empty.setVisible(not shown)
        self.now_button.setVisible(bool(standing.suppliers))
        reason = _("Nothing has been ordered yet in this round.") if not standing.suppliers else ""
        self._empty.show_text(_("It is worked out here after cut-off"), reason)
        for button in (self._summary, self._print):
            button.setEnabled(bool(standing.suppliers))

    def _card(self, one: Desired, standing: Standing) -> SupplierCard:
        answers = self.side.answers(standing)
        strips = strips_of(
            one, extras=standing.extras, agreed=standing.agreed, arrived=standing.arrived, answers=answers
        )
        card = SupplierCard(one, CardFacts(standing.contact_of(one), standing.now, strips), self.deeds)
        if card.layout_button is not None:
            card.layout_button.clicked.connect(lambda: self.side.show_columns(one))
        return card

    def _show_bar(self, standing: Standing) -> None:
        count, lines, unsent = len(standing.suppliers), standing.lines, len(standing.unsent)
        pieces, spare = sum(line.to_order_milli for line in lines), sum(line.spare_milli for line in lines)
        cost = sum(each.order.cost_fen for each in standing.suppliers)
        note = _("{spare} of them spare; no neighbour's name is written").format(spare=amount_text(spare))
        totals = [
            (str(count), ngettext("supplier", "suppliers", count)),
            (amount_text(pieces), _("pieces")),
            (format_yuan(cost), ""),
        ]
        self.bar.set_totals(totals if count else [], note if count else "")
        waiting = ngettext("{count} not sent yet", "{count} not sent yet", unsent).format(count=unsent)
        all_sent = ngettext("{count} sheet is sent", "all {count} sheets are sent", count).format(count=count)
        if unsent:
            self.bar.set_issue(waiting)
        else:
            self.bar.set_issue(all_sent if count else "", "brand", "check")
        words = ngettext("Export the {count} not sent", "Export the {count} not sent", unsent).format(count=unsent)
        self.all_button.set_text(words if unsent or not count else _("To the arrival"))
        self.all_button.set_icon("download" if unsent or not count else "truck")
        self.all_button.setEnabled(count > 0)

    def _go_on(self) -> None:
        standing = self._standing
        if standing is None or not standing.suppliers:
            return
        if standing.unsent:
            self.deeds.choose_folder(None, only=False)
        else:
            self._desk.go(Place(Page.ROUNDS, round_id=self._round_id, step=Step.ARRIVAL))

    def _work_out(self) -> None:
        self._works_it_out = True
        if self._standing is not None:
            self._prepare(self._standing)

    def _show_refusal(self, sentence: str, again: Callable[[], None] | None) -> None:
        _clear(self._notes)
        buttons = []
        if again is not None:
            another = Button(_("Save under another name"), kind="warn", size=28)
            another.clicked.connect(lambda _checked=False, act=again: act())
            buttons.append(another)
        self._notes.addWidget(CoachStrip("danger", sentence, buttons=buttons))
        self._scroll.verticalScrollBar().setValue(0)

    # Laying out.

    def _arrange(self) -> None:
        """Put the cards into one column or two, each where there is more room."""
        for side in self._sides:
            while side.takeAt(0) is not None:
                pass
        wide = self._scroll.viewport().width() >= 2 * least_width() + _BESIDE
        heights = [0, 0]
        for card in self._cards:
            place = heights.index(min(heights)) if wide else 0
            self._sides[place].addWidget(card)
            heights[place] += card.sizeHint().height()
        for side in self._sides:
            side.addStretch(1)
        self._columns.setStretch(1, 1 if wide and heights[1] else 0)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _focused(self) -> tuple[int | None, str] | None:
        widget: QWidget | None = self.focusWidget()
        if widget is None:
            return None
        name = widget.accessibleName()
        return next(((card.supplier_id, name) for card in self._cards if card.isAncestorOf(widget)), None)

    def _focus(self, before: tuple[int | None, str] | None) -> None:
        """Put the keyboard where it was before the cards were made anew."""
        if before is None:
            return
        card = next((each for each in self._cards if each.supplier_id == before[0]), None)
        found = [] if card is None else [each for each in card.findChildren(QWidget) if isValid(each)]
        same = next((each for each in found if each.accessibleName() == before[1] and each.isEnabled()), None)
        target = same or (None if card is None else card.export_button)
        if target is not None:
            target.setFocus(Qt.FocusReason.OtherFocusReason)

    def _lay_out(self) -> None:
        self._columns.setSpacing(12)
        for side in self._sides:
            side.setSpacing(12)
            self._columns.addLayout(side, 1)
        inside = QVBoxLayout(self._area)
        inside.setContentsMargins(20, 14, 16, 14)
        inside.setSpacing(12)
        inside.addLayout(self._notes)
        inside.addLayout(self._columns, 1)
        stack = QVBoxLayout()
        stack.addWidget(self._scroll, 1)
        stack.addWidget(self._empty, 1)
        pane = SidePane(_SIDE)
        place = QVBoxLayout(pane)
        place.setContentsMargins(1, 0, 0, 0)
        place.addWidget(self.side)
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addLayout(stack, 1)
        row.addWidget(pane)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(row, 1)
        column.addWidget(self.bar)


def _clear(layout: QVBoxLayout) -> None:
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()


def _is_closed(standing: Standing) -> bool:
    return standing.round is not None and standing.round.closed_at_ms is not None
