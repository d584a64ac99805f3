"""The forms beside the list: who brought whom, more gifts, and other rules."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from leaderdesk.core.clock import today
from leaderdesk.core.errors import UserError
from leaderdesk.core.i18n import _
from leaderdesk.core.money import parse_yuan, yuan_text
from leaderdesk.features.desk import Desk
from leaderdesk.features.neighbours.queries import neighbour_card
from leaderdesk.features.neighbours.screen.whom import Whom
from leaderdesk.features.payments.rules.ledger import Account
from leaderdesk.features.referrals.actions import add_gift, buy_gifts, name_referral, spoil_gifts, write_programme
from leaderdesk.features.referrals.rules import Gift, GiftKind, How, Programme, Reason, Terms
from leaderdesk.features.referrals.rules.programmes import words_of
from leaderdesk.features.referrals.screen.book import ReferralBook, Seen
from leaderdesk.storage.database import Store
from leaderdesk.ui.buttons import Button
from leaderdesk.ui.cards import SectionHead
from leaderdesk.ui.choices import Segments
from leaderdesk.ui.combo import Combo
from leaderdesk.ui.edits import LineEdit
from leaderdesk.ui.forms import Field
from leaderdesk.ui.labels import ElidedLabel, Label
from leaderdesk.ui.states import InlineError
from leaderdesk.ui.stepper import NumberStepper

_NONE = "0"

Value = TypeVar("Value")


class SideForm(QWidget):
    """A form with its heading, a sentence for what was refused, and two buttons; `closed` tells that it is enough."""

    closed = Signal()

    def __init__(self, desk: Desk, book: ReferralBook, *, title: str, verb: str) -> None:
        super().__init__()
        self.desk, self.book = desk, book
        self.error = InlineError()
        self.keep_button = Button(verb, kind="primary", icon="check")
        self.keep_button.clicked.connect(self.keep)
        cancel = Button(_("Leave it"), kind="quiet")
        cancel.clicked.connect(self.closed)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self.keep_button)
        foot.addWidget(cancel)
        foot.addStretch(1)
        self.inside = QVBoxLayout()
        self.inside.setSpacing(10)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(10)
        column.addWidget(SectionHead(title, large=True))
        column.addLayout(self.inside)
        column.addWidget(self.error)
        column.addLayout(foot)
        column.addStretch(1)

    def keep(self) -> None:
        """Keep what is written; each form knows how."""

    def refuse(self, error: Exception) -> None:
        """Show why it was not kept."""
        self.error.show_error(str(error))

    def ended(self) -> None:
        """Close the form after it was kept."""
        self.error.clear()
        self.closed.emit()


class ReferralForm(SideForm):
    """Who was brought, by whom, and how it was said."""

    def __init__(self, desk: Desk, book: ReferralBook) -> None:
        super().__init__(desk, book, title=_("Who brought whom"), verb=_("Note it"))
        self._ids: dict[str, int] = {}
        self.newcomer, self.referrer = Whom(desk), Whom(desk)
        self._chosen = {"newcomer": ElidedLabel("", role="strong"), "referrer": ElidedLabel("", role="strong")}
        self.how = Segments(_("How it was said"), [(how.value, how.label) for how in (How.NEWCOMER, How.LIST)])
        self.words = LineEdit(_("What was said"), placeholder=_("as in the list, if you like"))
        for key, title, whom in (
            ("newcomer", _("The new neighbour"), self.newcomer),
            ("referrer", _("Who brought her"), self.referrer),
        ):
            self.inside.addWidget(Label(title, role="small", ink="text2"))
            self.inside.addWidget(self._chosen[key])
            self.inside.addWidget(whom)
            whom.chosen.connect(lambda id_, key=key: self.choose(key, id_))
        self.inside.addWidget(self.how)
        self.inside.addWidget(Field(_("What was said"), self.words))

    def begin(self) -> None:
        """Begin anew."""
        self._ids.clear()
        self.error.clear()
        self.words.clear()
        for label in self._chosen.values():
            label.setText("")
        self.referrer.begin(0)
        self.newcomer.begin(0)

    def choose(self, key: str, neighbour_id: int) -> None:
        """Let that neighbour be the "newcomer" or the "referrer"."""
        self._ids[key] = neighbour_id
        store = self.desk.store

        def name() -> str:
            with store.read() as connection:
                card = neighbour_card(connection, neighbour_id)
            return "" if card is None else f"{card.name} {card.room}".strip()

        self.desk.tasks.read(self, name, self._chosen[key].setText)

    @override
    def keep(self) -> None:
        """Note it; the list shows at once what the rules say to it."""
        if len(self._ids) < 2:
            self.refuse(UserError(_("Choose the new neighbour and who brought her.")))
            return
        ids, how, words = dict(self._ids), How(self.how.current()), self.words.plain_text()

        def work(store: Store) -> int:
            return name_referral(
                store, referrer_id=ids["referrer"], newcomer_id=ids["newcomer"], how=how, words=words
            ).action_id

        self.book.act(work, _("Noted who brought her"), done=self.ended, refused=self.refuse)


class StockForm(SideForm):
    """So many pieces of a gift come in, or are written off; a gift that is new gets its name here."""

    def __init__(self, desk: Desk, book: ReferralBook) -> None:
        super().__init__(desk, book, title=_("Stock of gifts"), verb=_("Keep it"))
        self.happened = Segments(_("In or out"), [("buy", _("came in")), ("spoil", _("spoilt"))])
        self.gift = Combo(_("Which gift"))
        self.name = LineEdit(_("Name of the new gift"), placeholder=_("strawberry cup"))
        self.pieces = NumberStepper(_("How many"), least=1, most=999)
        self.paid = LineEdit(_("Paid for all of them"), placeholder="0")
        self.way = Segments(
            _("Paid by"),
            [(way.value, way.title) for way in (Account.WECHAT, Account.ALIPAY, Account.CASH)],
        )
        self._round_id: int | None = None
        self._name_field = Field(_("Name of the new gift"), self.name)
        self._paid_field = Field(
            _("Paid for all of them"), self.paid, hint=_("It stands in the settlement as given away.")
        )
        for part in (self.happened, Field(_("Which gift"), self.gift), self._name_field, self.pieces, self._paid_field):
            self.inside.addWidget(part)
        self.inside.addWidget(self.way)
        self.gift.chosen.connect(lambda _key: self._fit())
        self.happened.chosen.connect(lambda _key: self._fit())

    def begin(self, seen: Seen) -> None:
        """Begin anew with the gifts there are."""
        self._round_id = None if seen.round is None else seen.round.id
        choices = [(str(gift.id), gift.name) for gift in seen.trust.gifts if gift.is_stocked]
        self.gift.set_choices([*choices, (_NONE, _("A new gift"))])
        self.pieces.set_value(10)
        self.paid.clear()
        self.name.clear()
        self.error.clear()
        self._fit()
        self.gift.setFocus()

    @override
    def keep(self) -> None:
        """Book it."""
        try:
            paid = parse_yuan(self.paid.plain_text() or "0")
        except UserError as error:
            self._paid_field.show_error(str(error))
            return
        chosen, pieces, way = int(self.gift.current() or _NONE), self.pieces.value(), Account(self.way.current())
        name, spoilt, round_id = self.name.plain_text(), self.happened.current() == "spoil", self._round_id

        def work(store: Store) -> int:
            if spoilt:
                return spoil_gifts(store, chosen, pieces=pieces)
            gift_id = chosen or add_gift(store, name=name, kind=GiftKind.ARTICLE).id
            return buy_gifts(store, gift_id, pieces=pieces, paid_fen=paid, account=way, round_id=round_id)

        self.book.act(work, _("Kept in the book of gifts"), done=self.ended, refused=self.refuse)

    def _fit(self) -> None:
        spoilt = self.happened.current() == "spoil"
        self._name_field.setVisible(self.gift.current() == _NONE and not spoilt)
        for part in (self._paid_field, self.way):
            part.setVisible(not spoilt)


class RulesForm(SideForm):
    """The rules from a day on; what has begun keeps those it began with."""

    def __init__(self, desk: Desk, book: ReferralBook) -> None:
        super().__init__(desk, book, title=_("Rules from a day on"), verb=_("Let them hold"))
        self.starts = LineEdit(_("From which day"))
        self.minimum = LineEdit(_("First order's minimum"))
        self.days = NumberStepper(_("Days for returns"), most=60)
        self.cap = NumberStepper(_("Most in a month, 0 for no limit"), most=99)
        titles = {
            Reason.REFERRER: _("For who brings somebody"),
            Reason.NEWCOMER: _("For the new neighbour"),
            Reason.THIRD: _("For the third neighbour"),
            Reason.TENTH: _("For the tenth neighbour"),
        }
        self.gifts = {reason: Combo(title) for reason, title in titles.items()}
        self.said = Label("", role="small", ink="text2", wrap=True)
        self.copy_button = Button(_("Copy for the group"), size=28, icon="copy")
        self._starts_field = Field(
            _("From which day"), self.starts, hint=_("What was named before keeps the rules it began with.")
        )
        self._minimum_field = Field(_("First order's minimum"), self.minimum)
        for part in (self._starts_field, self._minimum_field):
            self.inside.addWidget(part)
        for words, stepper in ((_("Days for returns"), self.days), (_("Most in a month, 0 for no limit"), self.cap)):
            row = QHBoxLayout()
            row.addWidget(Label(words, role="small", ink="text2"), 1)
            row.addWidget(stepper)
            self.inside.addLayout(row)
        for reason, combo in self.gifts.items():
            self.inside.addWidget(Field(titles[reason], combo))
        self.inside.addWidget(SectionHead(_("The rules of now, in words")))
        self.inside.addWidget(self.said)
        self.inside.addWidget(self.copy_button)

    def begin(self, seen: Seen) -> None:
        """Begin with the rules of now."""
        now = seen.trust.programme
        self.error.clear()
        self.starts.setText(today(self.desk.clock).isoformat())
        self.minimum.setText(yuan_text(0 if now is None else now.minimum_fen))
        self.days.set_value(3 if now is None else now.window_days)
        self.cap.set_value(0 if now is None else now.monthly_cap)
        for reason, combo in self.gifts.items():
            self._fill(combo, seen.trust.gifts, now, reason)
        self.said.setText(_("No rules hold yet.") if now is None else words_of(now))
        self.copy_button.setEnabled(now is not None)

    @override
    def keep(self) -> None:
        """Let the rules hold from that day on."""
        start = _read(self._starts_field, _day, self.starts.plain_text())
        minimum = _read(self._minimum_field, parse_yuan, self.minimum.plain_text() or "0")
        if start is None or minimum is None:
            return
        chosen = {reason: int(combo.current() or _NONE) for reason, combo in self.gifts.items()}
        gifts = {reason: id_ for reason, id_ in chosen.items() if id_}
        days, cap = self.days.value(), self.cap.value()

        def work(store: Store) -> int:
            return write_programme(
                store, starts_on=start, terms=Terms(minimum_fen=minimum, window_days=days, monthly_cap=cap), gifts=gifts
            ).action_id

        self.book.act(work, _("The rules are kept"), done=self.ended, refused=self.refuse)

    @staticmethod
    def _fill(combo: Combo, gifts: tuple[Gift, ...], now: Programme | None, reason: Reason) -> None:
        combo.set_choices([(_NONE, _("nothing")), *((str(gift.id), gift.name) for gift in gifts)])
        held = None if now is None else now.gifts.get(reason)
        combo.choose(_NONE if held is None else str(held.id))


def _read(field: Field, read: Callable[[str], Value], typed: str) -> Value | None:
    """Return what was typed into a field; None, with the reason at it, if it cannot be read."""
    try:
        return read(typed)
    except UserError as error:
        field.show_error(str(error))
        return None


def _day(typed: str) -> dt.date:
    try:
        return dt.date.fromisoformat(typed.strip())
    except ValueError as error:
        raise UserError(_("“{text}” is not a day. Write it like 2026-02-01.").format(text=typed[:40])) from error
