"""The drawer for those who come late: typed or pasted wishes, each taken or declined, with texts to answer."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from leaderdesk.core.clock import local_now
from leaderdesk.core.i18n import _, ngettext
from leaderdesk.features.desk import Desk
from leaderdesk.features.purchasing.actions import decline_wish, note_wishes, take_wish, take_wishes
from leaderdesk.features.purchasing.queries import PurchaseSlots
from leaderdesk.features.purchasing.queries.late import NewWish, WishesRead, read_wishes
from leaderdesk.features.purchasing.rules.late import (
    Fit,
    Stand,
    Wish,
    enough_for,
    fit_of,
    kept_text,
    kept_words,
    reply_text,
    reply_texts,
)
from leaderdesk.features.purchasing.screen.deeds import Deeds
from leaderdesk.features.purchasing.screen.stand import Standing
from leaderdesk.features.purchasing.screen.wish_row import WishRow, WishVerbs
from leaderdesk.features.rounds.rules import Offer
from leaderdesk.ui.buttons import Button
from leaderdesk.ui.cards import Rule, SectionHead
from leaderdesk.ui.drawer import Scroll
from leaderdesk.ui.edits import LineEdit
from leaderdesk.ui.states import CoachStrip, EmptyState


class LatePane(QWidget):
    """Notes late wishes and shows them as they came, with what each of them would take."""

    def __init__(self, desk: Desk, slots: PurchaseSlots, deeds: Deeds) -> None:
        super().__init__()
        self._desk, self._slots, self._deeds = desk, slots, deeds
        self._standing: Standing | None = None
        self._enough: tuple[Wish, ...] = ()
        self._head = SectionHead(_("Late orders"), large=True)
        self.paste_button = Button(_("Paste"), icon="clipboard", size=36)
        self.paste_button.clicked.connect(lambda: self.read(QGuiApplication.clipboard().text()))
        self._head.add_right(self.paste_button)
        self.field = LineEdit(
            _("Who would like what: room or name, then goods"), placeholder=_("3502 strawberries 2"), icon="pen"
        )
        self.field.returnPressed.connect(lambda: self.read(self.field.text()))
        self._unclear = QVBoxLayout()
        self._kept = QVBoxLayout()
        self._area = QWidget()
        self._rows = QVBoxLayout(self._area)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(0)
        self._wishes: list[WishRow] = []
        self._scroll = Scroll(self._area)
        self._empty = EmptyState(
            "basket",
            _("Nobody wants more yet"),
            _("Who asks after the cut-off is noted here. Type it above, or paste what was said in the group."),
        )
        self.copy_button = Button(_("Copy the answers"), icon="copy", size=36)
        self.copy_button.clicked.connect(self._copy_all)
        self.enough_button = Button("", size=36)
        self.enough_button.clicked.connect(self._take_enough)
        self._lay_out()

    def show_standing(self, standing: Standing) -> None:
        """Show the wishes of the round as they came."""
        self._standing = standing
        answered = self._answered()
        _clear(self._rows)
        self._show_kept(standing)
        offers = {each: stand.offer for each, stand in standing.stands.items()}
        verbs = WishVerbs(self._take, self._decline, self._deeds.undo, self._copy_one)
        for wish in standing.wishes:
            stand = standing.stands.get(wish.offer_id)
            if stand is not None:
                fit = fit_of(stand, wish.amount_milli)
                row = WishRow(wish, stand.offer, fit, now=standing.now, verbs=verbs)
                self._wishes.append(row)
                self._rows.addWidget(row)
                self._rows.addWidget(Rule())
        self._rows.addStretch(1)
        people = len({wish.neighbour_id for wish in standing.wishes})
        words = ngettext("{count} asked after the cut-off", "{count} asked after the cut-off", people)
        self._head.set_note(words.format(count=people) if people else "")
        self._scroll.setVisible(bool(standing.wishes))
        self._empty.setVisible(not standing.wishes)
        self._enough = enough_for(standing.wishes, dict(standing.stands))
        self.enough_button.set_text(_("Take all that fit: {count}").format(count=len(self._enough)))
        self.enough_button.setEnabled(bool(self._enough))
        self.copy_button.setEnabled(any(wish.answer and wish.offer_id in offers for wish in standing.wishes))
        if answered is not None:
            self._go_on(answered)

    def _answered(self) -> int | None:
        """Forget the rows, and return the place of the one with the keyboard, which is what was just answered."""
        focused = QApplication.focusWidget()
        rows, self._wishes = self._wishes, []
        return next((place for place, row in enumerate(rows) if focused and row.isAncestorOf(focused)), None)

    def _go_on(self, place: int) -> None:
        """Put the keyboard on the next wish that can be taken; after the last one, where more are typed."""
        takes = [row.take_button for row in self._wishes[place:] if row.take_button and row.take_button.isEnabled()]
        (takes[0] if takes else self.field).setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_kept(self, standing: Standing) -> None:
        """Say what came beyond the orders and waits here for somebody to ask for it."""
        _clear(self._kept)
        for stand in standing.stands.values():
            if stand.offered_milli:
                shout = Button(_("Shout it in the group"), size=28, icon="copy")
                shout.clicked.connect(lambda _checked=False, stand=stand: self._shout(stand))
                self._kept.addWidget(CoachStrip("info", kept_words(stand), icon="box", buttons=[shout]))

    def _shout(self, stand: Stand) -> None:
        standing = self._standing
        if standing is not None and standing.round is not None:
            self._deeds.copy(kept_text(stand, standing.round))

    def read(self, text: str) -> None:
        """Read what somebody wrote; what is clear is noted, what is not stays here with the reason."""
        standing = self._standing
        if standing is None or standing.round is None:
            return
        store, round_id, today = self._desk.store, standing.round.id, local_now(self._desk.clock).date()

        def work() -> WishesRead:
            with store.read() as connection:
                return read_wishes(connection, round_id, text, today=today)

        self._desk.tasks.read(self, work, self._read_done, latest="wishes")

    def _read_done(self, read: WishesRead) -> None:
        self._show_unclear(read.unclear)
        self.field.setText(read.unclear[0][0] if len(read.unclear) == 1 else "")
        if read.wishes:
            self._note(read.wishes)

    def _note(self, wishes: Sequence[NewWish]) -> None:
        store, round_id, count = self._desk.store, self._deeds.round_id, len(wishes)
        said = ngettext("{count} late wish noted", "{count} late wishes noted", count).format(count=count)
        self._deeds.write(lambda: note_wishes(store, round_id, wishes), said)

    def _show_unclear(self, unclear: Sequence[tuple[str, str]]) -> None:
        _clear(self._unclear)
        for words, why in unclear:
            self._unclear.addWidget(CoachStrip("warn", why, lead=_("“{words}”").format(words=words)))

    # Answering.

    def _take(self, wish: Wish, fit: Fit) -> None:
        store, guards, slots = self._desk.store, self._slots.guards, self._slots
        said = _("{who}: {goods} taken").format(who=wish.who, goods=self._goods(wish))
        if fit.opens:
            said = _("{who}: {goods} taken; it {what}").format(who=wish.who, goods=self._goods(wish), what=fit.words)
        self._deeds.write(lambda: take_wish(store, wish, opens=fit.opens, guards=guards, slots=slots), said)

    def _take_enough(self) -> None:
        store, guards, slots, wishes = self._desk.store, self._slots.guards, self._slots, self._enough
        said = ngettext("{count} late wish taken", "{count} late wishes taken", len(wishes)).format(count=len(wishes))
        self._deeds.write(lambda: take_wishes(store, wishes, guards=guards, slots=slots), said)

    def _decline(self, wish: Wish) -> None:
        store = self._desk.store
        said = _("{who}: {goods} declined").format(who=wish.who, goods=self._goods(wish))
        self._deeds.write(lambda: decline_wish(store, wish), said)

    def _copy_one(self, wish: Wish) -> None:
        standing = self._standing
        if standing is not None and standing.round is not None:
            self._deeds.copy(reply_text(wish, standing.stands[wish.offer_id].offer, standing.round))

    def _copy_all(self) -> None:
        standing = self._standing
        if standing is not None and standing.round is not None:
            self._deeds.copy(reply_texts(standing.wishes, self._offers(standing), standing.round))

    def _goods(self, wish: Wish) -> str:
        offers = {} if self._standing is None else self._offers(self._standing)
        return offers[wish.offer_id].label if wish.offer_id in offers else ""

    @staticmethod
    def _offers(standing: Standing) -> dict[int, Offer]:
        return {each: stand.offer for each, stand in standing.stands.items()}

    def _lay_out(self) -> None:
        top = QVBoxLayout()
        top.setContentsMargins(16, 12, 16, 10)
        top.setSpacing(8)
        top.addWidget(self._head)
        top.addWidget(self.field)
        top.addLayout(self._unclear)
        top.addLayout(self._kept)
        foot = QHBoxLayout()
        foot.setContentsMargins(16, 10, 16, 10)
        foot.setSpacing(8)
        foot.addWidget(self.copy_button, 1)
        foot.addWidget(self.enough_button, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(top)
        column.addWidget(Rule())
        column.addWidget(self._scroll, 1)
        column.addWidget(self._empty, 1, Qt.AlignmentFlag.AlignVCenter)
        column.addWidget(Rule())
        column.addLayout(foot)


def _clear(layout: QVBoxLayout) -> None:
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
