"""The form of the rules: from which day on they hold, what they ask for, and what both get."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout
from typing_extensions import override

from leaderdesk.core.clock import today
from leaderdesk.core.errors import UserError
from leaderdesk.core.i18n import _
from leaderdesk.core.money import parse_yuan, yuan_text
from leaderdesk.features.desk import Desk
from leaderdesk.features.products.rules import Product
from leaderdesk.features.referrals.actions import write_programme
from leaderdesk.features.referrals.rules import Gift, Programme, Reason, Terms
from leaderdesk.features.referrals.rules.programmes import words_of
from leaderdesk.features.referrals.screen.book import ReferralBook, Seen
from leaderdesk.features.referrals.screen.side_form import NONE, SideForm, read_field
from leaderdesk.storage.database import Store
from leaderdesk.ui.buttons import Button
from leaderdesk.ui.cards import SectionHead
from leaderdesk.ui.combo import Combo
from leaderdesk.ui.edits import LineEdit
from leaderdesk.ui.forms import Field
from leaderdesk.ui.labels import Label
from leaderdesk.ui.stepper import NumberStepper


class RulesForm(SideForm):
    """The rules from a day on; what has begun keeps those it began with."""

    def __init__(self, desk: Desk, book: ReferralBook) -> None:
        super().__init__(desk, book, title=_("Rules from a day on"), verb=_("Let them hold"))
        self.name = LineEdit(_("What it is called"), placeholder=_("Neighbours help each other"))
        self.starts, self.ends = LineEdit(_("From which day")), LineEdit(_("Until which day"), placeholder="2026-12-31")
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
        self.trial = Combo(_("Trial pack"))
        self.said = Label("", role="small", ink="text2", wrap=True)
        self.copy_button = Button(_("Copy for the group"), size=28, icon="copy")
        hint = _("What was named before keeps the rules it began with.")
        self._starts_field = Field(_("From which day"), self.starts, hint=hint)
        self._ends_field = Field(_("Until which day"), self.ends, hint=_("Empty: until other rules begin."))
        self._minimum_field = Field(_("First order's minimum"), self.minimum)
        fields = (self._starts_field, self._ends_field, self._minimum_field)
        for part in (Field(_("What it is called"), self.name), *fields):
            self.inside.addWidget(part)
        for words, stepper in ((_("Days for returns"), self.days), (_("Most in a month, 0 for no limit"), self.cap)):
            row = QHBoxLayout()
            row.addWidget(Label(words, role="small", ink="text2"), 1)
            row.addWidget(stepper)
            self.inside.addLayout(row)
        for reason, combo in self.gifts.items():
            self.inside.addWidget(Field(titles[reason], combo))
        self.inside.addWidget(
            Field(_("Trial pack"), self.trial, hint=_("Once for each household; a second one is asked about."))
        )
        self.inside.addWidget(SectionHead(_("The rules of now, in words")))
        self.inside.addWidget(self.said)
        self.inside.addWidget(self.copy_button)

    def begin(self, seen: Seen) -> None:
        """Begin with the rules of now."""
        now = seen.trust.programme
        self.error.clear()
        self.name.setText("" if now is None else now.name)
        self.starts.setText(today(self.desk.clock).isoformat())
        self.ends.setText("" if now is None or now.ends_on is None else now.ends_on.isoformat())
        self.minimum.setText(yuan_text(0 if now is None else now.minimum_fen))
        self.days.set_value(3 if now is None else now.window_days)
        self.cap.set_value(0 if now is None else now.monthly_cap)
        for reason, combo in self.gifts.items():
            self._fill(combo, seen.trust.gifts, now, reason)
        self._fill_trial(seen.products, None if now is None else now.trial_product_id)
        self.said.setText(_("No rules hold yet.") if now is None else words_of(now))
        self.copy_button.setEnabled(now is not None)

    @override
    def keep(self) -> None:
        """Let the rules hold from that day on."""
        start = read_field(self._starts_field, _day, self.starts.plain_text())
        typed = self.ends.plain_text().strip()
        end = read_field(self._ends_field, _day, typed) if typed else None
        minimum = read_field(self._minimum_field, parse_yuan, self.minimum.plain_text() or "0")
        if start is None or minimum is None or (typed and end is None):
            return
        chosen = {reason: int(combo.current() or NONE) for reason, combo in self.gifts.items()}
        gifts = {reason: id_ for reason, id_ in chosen.items() if id_}
        trial = int(self.trial.current() or NONE) or None
        terms = Terms(minimum, self.days.value(), self.cap.value(), trial)
        name = self.name.plain_text()

        def work(store: Store) -> int:
            return write_programme(store, starts_on=start, ends_on=end, name=name, terms=terms, gifts=gifts).action_id

        self.book.act(work, _("The rules are kept"), done=self.ended, refused=self.refuse)

    def _fill_trial(self, products: Sequence[Product], held: int | None) -> None:
        self.trial.set_choices([(NONE, _("none of them")), *((str(one.id), one.name) for one in products)])
        self.trial.choose(NONE if held is None else str(held))

    @staticmethod
    def _fill(combo: Combo, gifts: Sequence[Gift], now: Programme | None, reason: Reason) -> None:
        combo.set_choices([(NONE, _("nothing")), *((str(gift.id), gift.name) for gift in gifts)])
        held = None if now is None else now.gifts.get(reason)
        combo.choose(NONE if held is None else str(held.id))


def _day(typed: str) -> dt.date:
    try:
        return dt.date.fromisoformat(typed.strip())
    except ValueError as error:
        raise UserError(_("“{text}” is not a day. Write it like 2026-02-01.").format(text=typed[:40])) from error
