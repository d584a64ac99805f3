"""The page of referral gifts: the list at the left, stock and roll at the right, giving in the bar."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from leaderdesk.core.i18n import _
from leaderdesk.features.desk import Desk
from leaderdesk.features.places import Page as RailPage
from leaderdesk.features.places import Place, Step
from leaderdesk.features.printing import nothing_to_print
from leaderdesk.features.referrals.actions import (
    decide,
    give_referral,
    put_to_round,
    return_gifts,
    set_name_consent,
    withdraw_referral,
)
from leaderdesk.features.referrals.queries import TABLES
from leaderdesk.features.referrals.rules import Verdict
from leaderdesk.features.referrals.rules.programmes import words_of
from leaderdesk.features.referrals.rules.words import greeting_text, refusals_text, thanks_text
from leaderdesk.features.referrals.screen.book import ReferralBook, Seen
from leaderdesk.features.referrals.screen.certificate import show_certificate
from leaderdesk.features.referrals.screen.columns import COUNTS, GIVE, GIVEN, LATER, LET_BE, NOT, ORDER, WRITE, Row
from leaderdesk.features.referrals.screen.dishes_pane import DishesPane
from leaderdesk.features.referrals.screen.give_bar import GiveBar
from leaderdesk.features.referrals.screen.list_part import ListPart
from leaderdesk.features.referrals.screen.newcomers_pane import NewcomersPane
from leaderdesk.features.referrals.screen.referral_form import ReferralForm
from leaderdesk.features.referrals.screen.roll_card import RollCard
from leaderdesk.features.referrals.screen.rules_form import RulesForm
from leaderdesk.features.referrals.screen.side_form import SideForm
from leaderdesk.features.referrals.screen.stock_card import StockCard, even_words
from leaderdesk.features.referrals.screen.stock_form import StockForm
from leaderdesk.features.referrals.screen.tree_view import TreePane
from leaderdesk.ui.buttons import Button
from leaderdesk.ui.drawer import Scroll, SidePane
from leaderdesk.ui.page import Page
from leaderdesk.ui.search_field import SearchButton
from leaderdesk.storage.database import Store
from leaderdesk.ui.showing import show_if
from leaderdesk.ui.states import EmptyState
from leaderdesk.ui.tabs import FilterTabs, Tab
from leaderdesk.ui.tabs_head import tabs_head

_SIDE = 366
_PARTS = ("list", "new", "dishes", "tree")
_TABLES = TABLES | {"dish", "welcome"}
_VERDICTS = {COUNTS: Verdict.COUNTS, NOT: Verdict.NOT, LATER: Verdict.LATER, LET_BE: Verdict.LET_BE}


Thanks = Callable[[Store], int | None]
"""Puts the names of this month's roll into the thanks of the next stream; the action, None if there is no stream."""


class Referrals(Page):
    """The page as a widget: reads, shows, and does what its parts ask for.

    With `thanks` the roll has a button that puts its names into the next stream.
    """

    def __init__(self, desk: Desk, *, thanks: Thanks | None = None) -> None:
        super().__init__(_("Referral gifts"), note=_("Neighbours help each other"))
        self._desk, self._thanks = desk, thanks
        self._book = ReferralBook(desk, self)
        self._seen: Seen | None = None
        self.list, self.tree = ListPart(), TreePane()
        self.newcomers, self.dishes = NewcomersPane(desk, self._book), DishesPane(desk, self._book)
        words = (_("Referrals"), _("Newcomers"), _("Dishes"), _("Tree"))
        self.parts = FilterTabs(_("What is in view"), [Tab(key, word) for key, word in zip(_PARTS, words, strict=True)])
        self.stock, self.roll = StockCard(), RollCard()
        self.forms: dict[str, SideForm] = {
            "referral": ReferralForm(desk, self._book),
            "stock": StockForm(desk, self._book),
            "rules": RulesForm(desk, self._book),
        }
        self.rules_button = Button(_("Rules"), icon="pen")
        self.new_button = Button(_("Note a referral"), kind="primary", icon="plus")
        self.bar = GiveBar()
        self._left, self._content, self._side = QStackedWidget(), QStackedWidget(), QStackedWidget()
        self._lay_out()
        self._connect()

    def load(self) -> None:
        """Read everything anew."""
        self._book.read(self._show)

    def begin_referral(self, *, newcomer_id: int | None = None) -> None:
        """Begin to note who brought whom; the new neighbour may be known already."""
        form = self.forms["referral"]
        self.open_form("referral")
        if isinstance(form, ReferralForm):
            form.begin()
            if newcomer_id is not None:
                form.choose("newcomer", newcomer_id)

    def open_form(self, name: str) -> None:
        """Open a form at the right: "referral", "stock" or "rules"."""
        form = self.forms[name]
        if self._seen is not None and isinstance(form, StockForm | RulesForm):
            form.begin(self._seen)
        self._side.setCurrentIndex(1 + list(self.forms).index(name))

    def show_part(self, key: str) -> None:
        """Show the list of referrals, the newcomers, the dishes, or the tree."""
        self.parts.choose(key)
        self._left.setCurrentIndex(_PARTS.index(key))
        self._fill_content()

    def print_certificate(self) -> None:
        """Show the certificate of the first on the roll before it is printed."""
        lines = self.roll.lines()
        if lines:
            self._certificate(lines[0].id)
        else:
            nothing_to_print(self._desk)

    def do(self, row: Row, deed: str) -> None:
        """Do with a referral what the button on its row says."""
        one = row.standing
        if deed in _VERDICTS:
            verdict = _VERDICTS[deed]
            self._book.act(lambda store: decide(store, one.id, verdict), _("Decided"))
        elif deed == GIVEN:
            self._book.act(lambda store: return_gifts(store, one.id), _("The gifts are back in stock"))
        elif deed == GIVE:
            self._book.act(lambda store: give_referral(store, one.id), _("The gifts are given"))
        elif deed == ORDER and one.newcomer.first is not None:
            first = one.newcomer.first
            self._desk.go(Place(RailPage.ROUNDS, round_id=first.round_id, step=Step.INTAKE, order_id=first.id))
        elif deed == WRITE and self._seen is not None:
            self._copy(greeting_text(one.newcomer.name, one.referrer.name, self._seen.business.leader_name))

    def _show(self, seen: Seen) -> None:
        self._seen = seen
        self.list.show_seen(seen)
        self._fill_content()
        self.stock.show_stock(seen.trust, seen.lines)
        self.roll.show_rolls(seen.month_roll, seen.year_roll)
        self.tree.show_network(seen.trust.standings, seen.figures)
        self.newcomers.show_people(seen.newcomers, seen.business.leader_name)
        self.dishes.show_ground(seen.trust.gifts, None if seen.round is None else seen.round.id)
        self.bar.show_seen(seen)

    def _fill_content(self) -> None:
        empty = self._seen is not None and not self.list.rows and not self._seen.trust.gifts
        self._content.setCurrentIndex(0 if empty and self._left.currentIndex() == 0 else 1)

    def _put(self, count: int) -> None:
        seen = self._seen
        if seen is None or seen.round is None or not count:
            return
        round_id, number = seen.round.id, seen.round.number
        ids = [one.id for one in seen.to_put[:count]]
        sentence = _("Gifts of {count} referrals go along in round {number}").format(count=len(ids), number=number)
        self._book.act(lambda store: put_to_round(store, round_id, ids), sentence)

    def _take_back(self) -> None:
        row_id = self.list.view.current_id()
        if row_id is not None and self.list.view.hasFocus():
            self._book.act(lambda store: withdraw_referral(store, row_id), _("Taken back"))

    def _certificate(self, neighbour_id: int) -> None:
        line = next((line for line in self.roll.lines() if line.id == neighbour_id), None)
        if line is not None and self._seen is not None:
            show_certificate(self._desk, self, line, self._seen.business)

    def _copy(self, text: str) -> None:
        QGuiApplication.clipboard().setText(text)
        self._desk.notice(_("Copied. Paste it into the chat."))

    def _copy_thanks(self) -> None:
        if self._seen is not None:
            self._copy(thanks_text(self._seen.month_roll))

    def _thank_in_stream(self) -> None:
        """Put the names into the thanks of the next stream, or say that none is planned."""
        thanks, store = self._thanks, self._desk.store

        def done(action_id: int | None) -> None:
            if action_id is None:
                self._desk.notice(_("No stream with a thanks cue is planned. Plan one, and the names come in."))
            else:
                self._desk.notice(_("The names are in the thanks cue"), undo=action_id)

        if thanks is not None:
            self._desk.tasks.write(self, lambda: thanks(store), done)

    def _copy_rules(self) -> None:
        if self._seen is not None and self._seen.trust.programme is not None:
            self._copy(words_of(self._seen.trust.programme))

    def _consent(self, neighbour_id: int, agreed: bool) -> None:
        sentence = _("She may be named") if agreed else _("She is not named")
        self._book.act(lambda store: set_name_consent(store, neighbour_id, agreed=agreed), sentence)

    def _close_form(self) -> None:
        self._side.setCurrentIndex(0)
        self.list.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _say_why(self) -> None:
        if self._seen is not None:
            self._desk.notice(refusals_text(self._seen.trust.standings).replace("\n", "  "))

    def _say_even(self) -> None:
        if self._seen is not None:
            self._desk.notice(even_words(self._seen.trust))

    # Setting up.

    def _lay_out(self) -> None:
        search = SearchButton()
        search.clicked.connect(self._desk.summon_palette)
        self.header.set_search(search)
        self.header.set_actions(self.rules_button, self.new_button)
        self.add_strip(tabs_head(self.parts))
        for part in (self.list, self.newcomers, self.dishes, self.tree):
            self._left.addWidget(part)
        self._content.addWidget(self._empty_state())
        self._content.addWidget(self._left)
        self._content.setCurrentIndex(1)
        whole = QWidget()
        row = QHBoxLayout(whole)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(14)
        row.addWidget(self._content, 1)
        row.addWidget(self._side_pane())
        self.set_content(whole)
        self.set_action_bar(self.bar)

    def _empty_state(self) -> EmptyState:
        first = Button(_("Note a referral"), kind="primary", icon="plus")
        first.clicked.connect(self.begin_referral)
        stock = Button(_("Stock up"), icon="gift")
        stock.clicked.connect(partial(self.open_form, "stock"))
        return EmptyState(
            "gift",
            _("Who brought a new neighbour? Note it."),
            _("Write the rules, put a few gifts on the shelf; when a gift is due it shows here by itself."),
            buttons=(stock, first),
        )

    def _side_pane(self) -> SidePane:
        cards = QWidget()
        column = QVBoxLayout(cards)
        column.setContentsMargins(0, 14, 20, 14)
        column.setSpacing(12)
        column.addWidget(self.stock)
        column.addWidget(self.roll)
        column.addStretch(1)
        self._side.addWidget(Scroll(cards))
        for form in self.forms.values():
            self._side.addWidget(Scroll(form))
        side = SidePane(_SIDE, fill="canvas")
        around = QVBoxLayout(side)
        around.setContentsMargins(0, 0, 0, 0)
        around.addWidget(self._side)
        return side

    def _connect(self) -> None:
        self.list.wanted.connect(self.do)
        self.list.why_wanted.connect(self._say_why)
        self.parts.chosen.connect(self.show_part)
        self.newcomers.copied.connect(lambda text: QGuiApplication.clipboard().setText(text))
        self.new_button.clicked.connect(self.begin_referral)
        self.rules_button.clicked.connect(partial(self.open_form, "rules"))
        self.stock.buy_wanted.connect(partial(self.open_form, "stock"))
        self.stock.even_wanted.connect(self._say_even)
        self.roll.certificate_wanted.connect(self._certificate)
        self.roll.consent_wanted.connect(self._consent)
        self.roll.thanks_button.clicked.connect(self._thank_in_stream)
        show_if(self.roll.thanks_button, self._thanks is not None)
        self.bar.thanks_button.clicked.connect(self._copy_thanks)
        self.bar.put_wanted.connect(self._put)
        rules = self.forms["rules"]
        if isinstance(rules, RulesForm):
            rules.copy_button.clicked.connect(self._copy_rules)
        for form in self.forms.values():
            form.closed.connect(self._close_form)
        for keys, deed in (
            ("F8", partial(self.list.go_on, 1)),
            ("Shift+F8", partial(self.list.go_on, -1)),
            ("Ctrl+Return", self.bar.put_all),
            ("Ctrl+Enter", self.bar.put_all),
            ("Ctrl+N", self.begin_referral),
            ("Ctrl+Shift+C", self._copy_thanks),
            ("Delete", self._take_back),
        ):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(deed)
        self._desk.bridge.on_tables(self, _TABLES, lambda _changed: self.load())
