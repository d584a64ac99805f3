"""Who is proposed as the same neighbour twice, and who never is."""

from __future__ import annotations

import pytest

from leaderdesk.features.neighbours.rules.likeness import Resident, alike
from leaderdesk.storage.search import search_key


def person(id_: int, name: str, room: str = "", phone: str = "", aliases: tuple[str, ...] = ()) -> Resident:
    return Resident(id_, name, room, phone, aliases, search_key([name, *aliases], exact=[room]))


@pytest.mark.parametrize(
    ("one", "other", "reason"),
    [
        (person(1, "王阿姨", "3-502", "13900000001"), person(2, "小兰", "9-101", "13900000001"), "phone"),
        (person(1, "王阿姨", "3-502", aliases=("兰姐",)), person(2, "兰姐", "9-101"), "alias"),
        (person(1, "王阿姨", "3-502"), person(2, "王秀兰", "3-502"), "door"),
        (person(1, "王秀兰", "3-502"), person(2, "王秀蓝", "3-502"), "door"),
        (person(1, "豆豆妈", "3-502"), person(2, "豆豆妈🌸", "3-502"), "door"),
        (person(1, "小林", "3-502"), person(2, "小林"), "homeless"),
    ],
)
def test_these_are_proposed(one: Resident, other: Resident, reason: str) -> None:
    (found,) = alike([other, one])
    assert (found.first.id, found.second.id, found.reason) == (1, 2, reason)
    assert found.why


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (person(1, "王阿姨", "3-502"), person(2, "王阿姨", "9-101")),
        (person(1, "张阿姨", "3-502"), person(2, "张大爷", "3-502")),
        (person(1, "豆豆妈", "3-502"), person(2, "豆豆爸", "3-502")),
        (person(1, "王阿姨", "3-502"), person(2, "李秀兰", "3-502")),
        (person(1, "王阿姨"), person(2, "王秀兰")),
    ],
)
def test_these_are_not(one: Resident, other: Resident) -> None:
    assert alike([one, other]) == ()


def test_who_was_said_to_be_two_people_is_not_proposed_again() -> None:
    people = [person(1, "王阿姨", "3-502"), person(2, "王秀兰", "3-502")]
    assert alike(people, {(1, 2)}) == ()


def test_a_phone_that_a_whole_building_shares_says_nothing() -> None:
    people = [person(number, f"邻居{number}号", phone="13900000001") for number in range(1, 20)]
    assert alike(people) == ()
