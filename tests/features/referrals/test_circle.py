"""Who brought a neighbour and whom she brought, in her profile; and the button of the thanks."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from leaderdesk.features.places import Page, Place
from leaderdesk.features.referrals.actions import set_name_consent, withdraw_referral
from leaderdesk.features.referrals.queries.circle import Circle, circle_of
from leaderdesk.features.referrals.screen import CircleBox, ReferralsPage
from leaderdesk.features.referrals.screen.page import Referrals
from leaderdesk.storage.database import Store
from leaderdesk.ui.buttons import Button
from tests.features.open_desk import open_desk
from tests.features.pickups.table import words
from tests.features.referrals.village import Village


def circle(village: Village, neighbour_id: int) -> Circle:
    """Return the circle of a neighbour now."""
    with village.store.read() as connection:
        return circle_of(connection, neighbour_id, village.clock.now_ms())


def test_the_profile_names_who_brought_her_and_whom_she_brought(qtbot: QtBot, village: Village) -> None:
    old = village.old[2]
    first = village.arrive(old, "晓雯")
    new = village.standing(first).newcomer.id
    village.brought(new, village.newcomer("江姐", "9-902"))
    assert [one.newcomer.name for one in circle(village, old).brought] == ["晓雯"]
    with open_desk(village.store) as desk:
        box = CircleBox(desk.desk)
        qtbot.addWidget(box)
        box.show()
        box.show_neighbour(new)
        desk.settle()
        assert "Brought by" in words(box)
        names = [each.plain_text() for each in box.findChildren(Button) if each.isVisibleTo(box)]
        assert names == ["老邻居丙 8-803", "江姐 9-902"]
        next(each for each in box.findChildren(Button) if each.plain_text() == names[0]).click()
        assert desk.went[-1] == Place(Page.NEIGHBOURS, neighbour_id=old)
        withdraw_referral(village.store, first)
        desk.settle()
        assert box.note.isVisibleTo(box)
        box.note.click()
        assert desk.went[-1] == Place(Page.REFERRALS, neighbour_id=new, wants_new=True)


def test_the_title_shows_from_the_third_on(village: Village) -> None:
    old = village.old[2]
    for n in range(3):
        assert not circle(village, old).has_title
        village.arrive(old, f"新{n}", f"7-70{n}")
    assert circle(village, old).has_title


def test_a_place_with_a_neighbour_begins_with_her(qtbot: QtBot, village: Village) -> None:
    new = village.newcomer("晓雯")
    with open_desk(village.store) as desk:
        screen = ReferralsPage(desk.desk)
        qtbot.addWidget(screen.page)
        screen.page.show()
        screen.arrive(Place(Page.REFERRALS, neighbour_id=new, wants_new=True))
        desk.settle()
        assert "晓雯 9-901" in words(screen.page.forms["referral"])


def test_the_roll_goes_into_the_thanks_where_somebody_takes_it(qtbot: QtBot, village: Village) -> None:
    village.arrive(village.old[2], "晓雯")
    asked: list[Store] = []

    def thanks(store: Store) -> int | None:
        asked.append(store)
        return None

    with open_desk(village.store) as desk:
        page, alone = Referrals(desk.desk, thanks=thanks), Referrals(desk.desk)
        for each in (page, alone):
            qtbot.addWidget(each)
            each.show()
            each.load()
        desk.settle()
        assert not alone.roll.thanks_button.isVisibleTo(alone)
        assert page.roll.thanks_button.isVisibleTo(page)
        assert not page.roll.thanks_button.isEnabled()
        set_name_consent(village.store, village.old[2], agreed=True)
        desk.settle()
        page.roll.thanks_button.click()
        desk.settle()
    assert asked == [village.store]
