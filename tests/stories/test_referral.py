"""A neighbour is named in a list; it ends with the gift in her hand and a name in the thanks, in the real window."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from leaderdesk.core.clock import local_now
from leaderdesk.core.i18n import language
from leaderdesk.features.labels.screen import LabelsPage
from leaderdesk.features.orders.screen.list_page import ListPage
from leaderdesk.features.orders.screen.list_rows import chips_of
from leaderdesk.features.places import Page, Place, Step
from leaderdesk.features.referrals.actions import write_programme
from leaderdesk.features.referrals.queries import trust
from leaderdesk.features.referrals.rules import Reason, Stage, Standing, Terms
from leaderdesk.features.referrals.screen.referral_form import ReferralForm
from leaderdesk.features.referrals.screen.page import Referrals
from leaderdesk.features.streams.actions import add_cue
from leaderdesk.features.streams.actions.evenings import NewStream, plan_stream
from leaderdesk.features.streams.queries import cues_of
from leaderdesk.features.streams.rules import CueKind
from leaderdesk.features.streams.rules.planning import NewCue
from leaderdesk.storage.database import Store
from leaderdesk.ui.pills import CountBadge
from leaderdesk.window.rail import RailButton
from leaderdesk.window.start import Window
from tests.features.referrals.village import Village, open_village
from tests.practice import TODAY
from tests.window.windows import open_window, settle


def village_of_any_day(home: Path) -> Village:
    """Return a village, closed, whose rules hold on any day: the window has the clock of this machine."""
    with language("en"):
        village = open_village(home)
        gifts = {Reason.REFERRER: village.cup, Reason.NEWCOMER: village.soap}
        for day in (dt.date(2000, 1, 1), TODAY):
            write_programme(village.store, starts_on=day, terms=Terms(window_days=0), gifts=gifts)
    return village


def standing_in(store: Store) -> Standing:
    """Return where the one referral stands."""
    with store.read() as connection:
        (found,) = trust(connection, store.clock.now_ms()).standings
    return found


def name_in_the_form(page: Referrals, newcomer_id: int, referrer_id: int) -> None:
    """Write what stood in the list."""
    form = page.forms["referral"]
    assert isinstance(form, ReferralForm)
    form.choose("newcomer", newcomer_id)
    form.choose("referrer", referrer_id)
    form.words.setText("1. 小陈妈妈 9-901 草莓2，张阿姨推荐")
    form.how.choose("list")
    form.keep_button.click()


def evening_with_thanks(store: Store) -> int:
    """Plan a stream for tomorrow in which somebody is thanked, and return its id."""
    evening = plan_stream(store, NewStream(local_now(store.clock) + dt.timedelta(days=1), 3600))
    add_cue(store, evening.id, NewCue(CueKind.THANKS, 300, points=("Good evening",)))
    return evening.id


def points_of(store: Store, stream_id: int) -> list[str]:
    """Return what is to be said in the only cue of the stream."""
    with store.read() as connection:
        (cue,) = cues_of(connection, stream_id)
    return [point.text for point in cue.points]


def badge_of(window: Window) -> CountBadge:
    """Return the number on the rail."""
    return next(b for b in window.frame.findChildren(RailButton) if b.item.page is Page.REFERRALS).badge


def test_from_a_name_in_the_list_to_the_gift_and_the_thanks(qtbot: QtBot, tmp_path: Path) -> None:
    home = tmp_path / "village"
    village = village_of_any_day(home)
    new, old, round_id = village.newcomer("小陈妈妈"), village.old[2], village.shop.round_id
    village.store.close()
    with open_window(qtbot, home) as window:
        go, store = window.session.go, window.session.store
        assert store is not None
        go(Place(Page.REFERRALS, wants_new=True))
        settle(qtbot, window)
        (page,) = window.frame.findChildren(Referrals)
        name_in_the_form(page, new, old)
        settle(qtbot, window)
        assert standing_in(store).stage is Stage.NAMED
        now = replace(village, shop=replace(village.shop, store=store))
        now.buys(new)
        bag = now.order(old)
        settle(qtbot, window)
        assert badge_of(window).isVisible()
        QTest.keyClick(page.list.view, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        settle(qtbot, window)
        go(Place(Page.ROUNDS, round_id=round_id, step=Step.LABELS))
        settle(qtbot, window)
        assert any(label.label.gift_text for label in window.frame.findChildren(LabelsPage)[0].labels())
        now.hand(bag)
        go(Place(Page.REFERRALS))
        settle(qtbot, window)
        # The newcomer's own is given by hand: she has no bag any more.
        page.do(page.list.rows[0], "give")
        settle(qtbot, window)
        assert standing_in(store).stage is Stage.GIVEN
        assert not badge_of(window).isVisible()
        page.roll.consent_wanted.emit(old, True)
        settle(qtbot, window)
        page.bar.thanks_button.click()
        assert "老邻居丙" in QGuiApplication.clipboard().text()
        stream_id = evening_with_thanks(store)
        page.roll.thanks_button.click()
        settle(qtbot, window)
        assert points_of(store, stream_id) == ["Good evening", "Thank 老邻居丙, who brought a neighbour"]


def test_from_words_in_the_pasted_list_to_the_page_of_gifts(qtbot: QtBot, tmp_path: Path) -> None:
    home = tmp_path / "village"
    village = village_of_any_day(home)
    round_id = village.shop.round_id
    village.store.close()
    with open_window(qtbot, home) as window:
        go, store = window.session.go, window.session.store
        assert store is not None
        text = "#接龙\n草莓季\n\n1. 9-701 小鱼 草莓2（老邻居丙推荐）\n2. 老邻居丁 草莓1\n"
        go(Place(Page.ROUNDS, round_id=round_id, step=Step.INTAKE, paste=text))
        settle(qtbot, window)
        (intake,) = window.frame.findChildren(ListPage)
        assert intake.review is not None
        chips = chips_of(intake.review.rows[0])
        assert [(chip.plain, chip.tone) for chip in chips if chip.icon] == [("brought by 老邻居丙", "gift")]
        QTest.keyClick(intake, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        settle(qtbot, window)
        standing = standing_in(store)
        assert (standing.referrer.name, standing.newcomer.name) == ("老邻居丙", "小鱼")
        go(Place(Page.REFERRALS))
        settle(qtbot, window)
        (page,) = window.frame.findChildren(Referrals)
        assert [row.standing.newcomer.name for row in page.list.rows] == ["小鱼"]
        # Her first order is there and not paid yet: so far she is named, no more.
        assert standing.stage is Stage.NAMED
