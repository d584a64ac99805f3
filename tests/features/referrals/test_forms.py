"""The forms of the rules and of the stock: every field is kept, and what is wrong is said at its place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from pytestqt.qtbot import QtBot

from leaderdesk.features.payments.queries import balance_of
from leaderdesk.features.referrals.actions import add_gift, write_programme
from leaderdesk.features.referrals.queries import programmes
from leaderdesk.features.referrals.rules import Gift, GiftKind, Programme, Reason, Stage, Terms
from leaderdesk.features.referrals.screen.page import Referrals
from leaderdesk.features.referrals.screen.rules_form import RulesForm
from leaderdesk.features.referrals.screen.stock_form import StockForm
from leaderdesk.features.rounds.queries import offers_of_round
from tests.features.open_desk import OpenDesk, open_desk
from tests.features.referrals.village import Village
from tests.practice import TODAY


@dataclass
class Forms:
    """The page with its two forms."""

    village: Village
    desk: OpenDesk
    page: Referrals

    def rules(self) -> RulesForm:
        """Open the form of the rules."""
        self.page.open_form("rules")
        form = self.page.forms["rules"]
        assert isinstance(form, RulesForm)
        return form

    def stock(self) -> StockForm:
        """Open the form of the stock."""
        self.page.open_form("stock")
        form = self.page.forms["stock"]
        assert isinstance(form, StockForm)
        return form

    def keep(self, form: RulesForm | StockForm) -> None:
        """Press the button of a form."""
        form.keep_button.click()
        self.desk.settle()

    def latest(self) -> Programme:
        """Return the rules that begin last."""
        with self.village.store.read() as connection:
            return programmes(connection)[0]

    def gift(self, name: str) -> Gift:
        """Return the gift of that name."""
        return next(gift for gift in self.village.trust().gifts if gift.name == name)


@pytest.fixture
def forms(qtbot: QtBot, village: Village) -> Iterator[Forms]:
    """Give the page with its forms, shown."""
    with open_desk(village.store) as desk:
        page = Referrals(desk.desk)
        qtbot.addWidget(page)
        page.resize(1286, 740)
        page.show()
        page.load()
        desk.settle()
        yield Forms(village, desk, page)


def test_name_days_and_trial_pack_of_the_rules_are_kept(forms: Forms) -> None:
    with forms.village.store.read() as connection:
        offer = offers_of_round(connection, forms.village.shop.round_id)[1]
    form = forms.rules()
    form.name.setText("草莓季带邻居")
    form.starts.setText("2026-02-01")
    form.ends.setText("2026-01-01")
    form.trial.choose(str(offer.product_id))
    forms.keep(form)
    assert form.error.sentence()
    form.ends.setText("1 March")
    forms.keep(form)
    assert form.ends.accessibleDescription()
    form.ends.setText("2026-03-01")
    forms.keep(form)
    kept = forms.latest()
    assert (kept.name, kept.starts_on.isoformat(), str(kept.ends_on)) == ("草莓季带邻居", "2026-02-01", "2026-03-01")
    assert kept.trial_product_id == offer.product_id
    assert {reason: gift.id for reason, gift in kept.gifts.items()} == {
        Reason.REFERRER: forms.village.cup,
        Reason.NEWCOMER: forms.village.soap,
    }
    forms.desk.undo_last()
    assert forms.latest().name == ""


def test_the_form_begins_with_the_rules_of_now(forms: Forms) -> None:
    with forms.village.store.read() as connection:
        offer = offers_of_round(connection, forms.village.shop.round_id)[1]
    terms = Terms(minimum_fen=2500, window_days=4, monthly_cap=3, trial_product_id=offer.product_id)
    write_programme(
        forms.village.store, starts_on=TODAY, name="老规则", terms=terms, gifts={Reason.TENTH: forms.village.cup}
    )
    forms.desk.settle()
    form = forms.rules()
    assert (form.name.plain_text(), form.minimum.plain_text(), form.days.value(), form.cap.value()) == (
        "老规则", "25.00", 4, 3,
    )  # fmt: skip
    assert form.trial.current() == str(offer.product_id)
    forms.keep(form)
    assert forms.latest().trial_product_id == offer.product_id


def test_what_runs_keeps_the_rules_it_began_with(forms: Forms) -> None:
    village = forms.village
    referral = village.brought(village.old[2], village.newcomer("晓雯"))
    form = forms.rules()
    form.days.set_value(30)
    form.gifts[Reason.REFERRER].choose(str(village.soap))
    forms.keep(form)
    later = village.brought(village.old[3], village.newcomer("江姐", "9-902"))
    for name in ("晓雯", "江姐"):
        village.buys(next(one.newcomer.id for one in village.trust().standings if one.newcomer.name == name))
    village.wait()
    assert [village.standing(id_).stage for id_ in (referral, later)] == [Stage.DUE, Stage.PICKED_UP]
    assert village.standing(referral).dues[0].gift.id == village.cup


def test_a_voucher_is_made_and_goes_onto_the_balance(forms: Forms) -> None:
    form = forms.stock()
    form.gift.choose("0")
    form.kind.choose("voucher")
    form.kind.chosen.emit("voucher")
    assert not form.pieces.isVisibleTo(form)
    form.name.setText("小面包券")
    forms.keep(form)
    assert form.error.sentence()
    form.value.setText("5")
    forms.keep(form)
    voucher = forms.gift("小面包券")
    assert (voucher.kind, voucher.value_fen) == (GiftKind.VOUCHER, 500)
    rules = forms.rules()
    rules.gifts[Reason.REFERRER].choose(str(voucher.id))
    forms.keep(rules)
    referral = forms.village.arrive(forms.village.old[2], "晓雯")
    forms.desk.settle()
    row = next(row for row in forms.page.list.rows if row.id == referral)
    forms.page.do(row, "give")
    forms.desk.settle()
    with forms.village.store.read() as connection:
        assert balance_of(connection, forms.village.old[2]) == 500


def test_goods_of_the_shop_become_a_gift_under_their_name(forms: Forms) -> None:
    form = forms.stock()
    form.gift.choose("0")
    form.kind.choose("product")
    form.kind.chosen.emit("product")
    form.pieces.set_value(3)
    forms.keep(form)
    gift = next(gift for gift in forms.village.trust().gifts if gift.kind is GiftKind.PRODUCT)
    assert gift.name == form.name.placeholderText()
    assert forms.village.balance(gift.id).left_milli == 3000


def test_gifts_are_counted_over_and_put_away(forms: Forms) -> None:
    form = forms.stock()
    form.happened.choose("count")
    form.gift.choose(str(forms.village.cup))
    form.pieces.set_value(18)
    forms.keep(form)
    assert forms.village.balance(forms.village.cup).left_milli == 18_000
    form = forms.stock()
    form.happened.choose("away")
    form.gift.choose(str(forms.village.soap))
    forms.keep(form)
    assert [gift.id for gift in forms.village.trust().gifts] == [forms.village.cup]


def test_a_voucher_has_no_stock_to_write_off(forms: Forms) -> None:
    voucher = add_gift(forms.village.store, name="券", kind=GiftKind.VOUCHER, value_fen=100).id
    forms.desk.settle()
    form = forms.stock()
    form.happened.choose("spoil")
    form.gift.choose(str(voucher))
    form.gift.chosen.emit(str(voucher))
    assert not form.keep_button.isEnabled()
