"""What the practice group was asked: one poll and one sign-up, pasted as the group wrote them."""

from __future__ import annotations

from collections.abc import Sequence

from leaderdesk.features.community.actions import new_poll
from leaderdesk.features.practice.rules import Neighbourhood, Person
from leaderdesk.storage.database import Store

_MOST_VOTES = 24
_COMES = ("1大1小", "2大1小", "1大2小", "大人1小孩1", "一家三口", "1大1小 对花生过敏", "我和孩子", "2大1小")


def ask_neighbours(store: Store, invented: Neighbourhood) -> tuple[int, ...]:
    """Paste a poll and a sign-up of the invented neighbours into the store and return their ids."""
    people = _with_names_of_their_own(invented.people)
    if len(people) < 4:
        return ()
    texts = (_poll(invented, people), _sign_up(people))
    return tuple(new_poll(store, text).poll_id for text in texts)


def _poll(invented: Neighbourhood, people: Sequence[Person]) -> str:
    first, second = (product["short_name"] or product["name"] for product in invented.data["products"][:2])
    said = ("A", "B", "A", f"{first}", "b", "选A", "A", "B+1")
    lines = [
        f"{place}. {person.name} {said[place % len(said)]}"
        for place, person in enumerate(people[:_MOST_VOTES], start=1)
    ]
    lines.append(f"{len(lines) + 1}. {people[1].name} 改选A")
    lines.append(f"{len(lines) + 1}. {people[-1].name} 再看看")
    return "\n".join(("#接龙", f"下期想团A{first}还是B{second}？", *lines))


def _sign_up(people: Sequence[Person]) -> str:
    lines = [
        f"{place}. {person.name} {comes}"
        for place, (person, comes) in enumerate(zip(people[2:], _COMES, strict=False), start=1)
    ]
    return "\n".join(
        ("#接龙", "亲子烘焙课报名，请写几大几小", "时间：周六 14:00", "地点：3号楼架空层", "名额：16人", *lines)
    )


def _with_names_of_their_own(people: Sequence[Person]) -> list[Person]:
    names = [person.name for person in people]
    return [person for person in people if names.count(person.name) == 1]
