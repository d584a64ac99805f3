"""Late wishes: read as they are said, never taken beyond what comes without its being said."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from leaderdesk.core.errors import UserError
from leaderdesk.core.i18n import language
from leaderdesk.features.orders.queries.reading import read_paste
from leaderdesk.features.purchasing.actions import decline_wish, note_wishes, take_wish, take_wishes
from leaderdesk.features.purchasing.feature import note_late
from leaderdesk.features.purchasing.rules.late import (
    FitKind,
    Stand,
    enough_for,
    fit_of,
    kept_text,
    kept_words,
    reply_text,
    taken_on,
)
from leaderdesk.features.rounds.queries import round_row
from tests.features.purchasing.bench import Bench, closed_round


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    with closed_round(tmp_path / "shop") as found:
        yield found


@pytest.mark.parametrize(
    ("said", "product", "milli"),
    [
        ("{name} 面包能加俩不", "面包", 2_000),
        ("{name}：面包能加俩不？", "面包", 2_000),
        ("{room} 酸奶加1", "酸奶", 1_000),
        ("{name} 皂要两块", "皂", 2_000),
        ("{room} {name} 再来2盒草莓", "草莓", 2_000),
        ("{name} 能不能加一个草莓", "草莓", 1_000),
        ("{name} 22:14\n面包能加俩不", "面包", 2_000),
        ("{name}\n还能加一份酸奶吗", "酸奶", 1_000),
    ],
)
def test_what_is_said_is_read(bench: Bench, said: str, product: str, milli: int) -> None:
    person = bench.order(3)
    read = bench.read(said.format(name=person.neighbour_name, room=person.room))
    assert read.unclear == ()
    assert [(each.neighbour_id, each.offer_id, each.amount_milli) for each in read.wishes] == [
        (person.neighbour_id, bench.offer(product).id, milli)
    ]


def test_what_is_not_clear_comes_back_with_the_reason(bench: Bench) -> None:
    person = bench.order(3)
    read = bench.read(f"{person.neighbour_name} 草莓+2\n天气真好\n{person.neighbour_name} 面包不要了")
    assert len(read.wishes) == 1
    assert [words for words, _why in read.unclear] == ["天气真好", f"{person.neighbour_name} 面包不要了"]
    assert all(why for _words, why in read.unclear)


@pytest.mark.parametrize("text", ["", "   \n", "\x00\x00", "\u202e\u200b"])
def test_nothing_is_refused_with_a_sentence(bench: Bench, text: str) -> None:
    with pytest.raises(UserError):
        bench.read(text)


def test_how_wishes_fit(bench: Bench) -> None:
    bench.top_up("草莓", 47_000)
    berries, soap = bench.offer("草莓"), bench.offer("皂")
    bench.send("草莓")
    assert fit_of(bench.stand(berries.id), 2_000).kind is FitKind.SPARE
    assert fit_of(bench.stand(berries.id), 3_000).kind is FitKind.SPARE
    opening = fit_of(bench.stand(berries.id), 4_000)
    assert (opening.kind, opening.opens, opening.number) == (FitKind.CASE, 1, 6)
    unlimited = Stand(soap, 6_000, None)
    assert fit_of(unlimited, 2_000).kind is FitKind.UNSENT
    assert fit_of(Stand(soap, 6_000, 6_000), 2_000).kind is FitKind.SLIP
    assert fit_of(Stand(soap, 6_000, 6_000, most_milli=7_000), 2_000).kind is FitKind.LACKING
    assert fit_of(Stand(soap, 6_000, 8_000, is_over=True), 2_000).kind is FitKind.SPARE
    assert fit_of(Stand(soap, 6_000, 6_000, is_over=True), 1_000).kind is FitKind.LACKING


def test_what_has_come_is_all_there_is(bench: Bench) -> None:
    """Neither what was sent nor a case that could be opened counts any more: only what lies there."""
    berries = bench.offer("草莓")
    short = Stand(berries, 38_000, 40_000, arrived_milli=33_000)
    assert fit_of(short, 1_000).kind is FitKind.LACKING
    more = Stand(berries, 38_000, 40_000, arrived_milli=45_000)
    assert more.spare_milli == 7_000
    assert fit_of(more, 7_000).kind is FitKind.SPARE
    assert fit_of(more, 8_000).kind is FitKind.LACKING


def test_what_is_kept_for_late_ones_is_offered_even_if_it_was_meant_for_the_leader(bench: Bench) -> None:
    berries = bench.offer("草莓")
    stand = Stand(berries, 40_000, 40_000, arrived_milli=42_000, kept_milli=3_000, extra_milli=5_000)
    assert (stand.spare_milli, stand.offered_milli) == (3_000, 3_000)
    after = taken_on(stand, 2_000)
    assert (after.spare_milli, after.offered_milli) == (1_000, 1_000)
    assert fit_of(after, 2_000).kind is FitKind.LACKING
    gone = Stand(berries, 42_000, 40_000, arrived_milli=42_000, kept_milli=3_000)
    assert gone.offered_milli == 0
    with language("zh_CN"), bench.store.read() as connection:
        round_ = round_row(connection, bench.round_id)
        assert round_ is not None
        assert kept_words(stand) == "王大叔草莓到货多 3 盒，留给加单"
        assert "3 盒" in kept_text(stand, round_)


def test_a_case_opened_by_one_has_room_for_the_next(bench: Bench) -> None:
    bench.top_up("草莓", 39_000)
    bench.send()
    bench.take(bench.wish("草莓", 4_000))
    following = fit_of(bench.stand(bench.offer("草莓").id), 5_000)
    assert (following.kind, following.number) == (FitKind.OPENED, 5)


def test_taking_is_an_ordinary_change_of_the_order_and_undone_by_name(bench: Bench) -> None:
    bench.top_up("草莓", 47_000)
    bench.send()
    wish = bench.wish("草莓", 2_000)
    before = bench.ordered(wish.offer_id)
    action = bench.take(wish)
    assert bench.ordered(wish.offer_id) == before + 2_000
    assert (bench.wishes()[0].answer, bench.wishes()[0].action_id) == ("taken", action)
    with pytest.raises(UserError):
        bench.take(bench.wishes()[0])
    bench.store.undo(action)
    assert bench.ordered(wish.offer_id) == before
    assert bench.wishes()[0].answer == ""


def test_what_would_open_a_case_meanwhile_is_not_taken(bench: Bench) -> None:
    bench.top_up("草莓", 48_000)
    bench.send()
    first, second = bench.wish("草莓", 2_000), bench.wish("草莓", 2_000, place=2)
    bench.take(first)
    with pytest.raises(UserError):
        take_wish(bench.store, second, opens=0)
    assert bench.ordered(first.offer_id) == 50_000


def test_taking_all_that_fit_opens_nothing(tmp_path: Path) -> None:
    dice = random.Random(7)
    for seed in range(3):
        with closed_round(tmp_path / str(seed)) as bench:
            bench.top_up("草莓", 41_000 + 1000 * dice.randint(0, 8))
            bench.send("草莓", "酸奶")
            for _each in range(10):
                name = dice.choice(["草莓", "酸奶", "面包"])
                bench.wish(name, 1000 * dice.randint(1, 4), place=dice.randint(0, 8))
            stands = {wish.offer_id: bench.stand(wish.offer_id) for wish in bench.wishes()}
            need, enough = bench.need(), enough_for(bench.wishes(), stands)
            take_wishes(bench.store, enough)
            for offer_id in {wish.offer_id for wish in enough if bench.offer("草莓").id == wish.offer_id}:
                assert bench.need()[offer_id] == need[offer_id]
            cased = {each for each, stand in stands.items() if stand.offer.case_milli}
            assert {each: bench.need().get(each) for each in cased} == {each: need.get(each) for each in cased}


def test_any_single_taking_says_how_many_cases_it_opens(bench: Bench) -> None:
    dice = random.Random(3)
    bench.send()
    for _each in range(15):
        offer = bench.offer(dice.choice(["草莓", "酸奶", "面包"]))
        assert offer.case_milli is not None
        wish = bench.wish(offer.name, 1000 * dice.randint(1, 15), place=dice.randint(0, 8))
        fit, before = fit_of(bench.stand(offer.id), wish.amount_milli), bench.stand(offer.id).bought_milli
        bench.take(wish)
        assert bench.stand(offer.id).bought_milli - before == fit.opens * offer.case_milli


def test_declining_and_the_answers(bench: Bench) -> None:
    wish = bench.wish("面包", 1_000)
    action = decline_wish(bench.store, wish)
    with bench.store.read() as connection:
        round_ = round_row(connection, bench.round_id)
    assert round_ is not None
    with language("zh_CN"):
        text = reply_text(bench.wishes()[0], bench.offer("面包"), round_)
    assert wish.name in text
    assert "不好意思" in text
    bench.store.undo(action)
    assert bench.wishes()[0].answer == ""


def test_somebody_new_is_made_with_the_wish(bench: Bench) -> None:
    read = bench.read("9-901 新来的 草莓2")
    action = note_wishes(bench.store, bench.round_id, read.wishes)
    assert bench.wishes()[0].who == "9-901 新来的"
    bench.take(bench.wishes()[0])
    assert bench.shop.order_of("9-901").lines[0].amount_milli == 2_000
    with pytest.raises(UserError):
        bench.store.undo(action)


def test_who_was_found_to_be_another_gets_it_in_her_order(bench: Bench) -> None:
    wish, other = bench.wish("面包", 1_000, place=1), bench.order(2)
    with bench.store.write("Merge", undoable=False) as writing:
        writing.connection.exec_driver_sql(
            "UPDATE neighbour SET merged_into_id = ? WHERE id = ?", (other.neighbour_id, wish.neighbour_id)
        )
    had = {line.offer_id: line.amount_milli for line in other.lines}.get(wish.offer_id, 0)
    bench.take(wish)
    now = next(each for each in bench.shop.orders() if each.neighbour_id == other.neighbour_id)
    assert {line.offer_id: line.amount_milli for line in now.lines}[wish.offer_id] == had + 1_000


def test_a_list_pasted_after_the_cut_off_is_noted_once_and_changes_no_order(bench: Bench) -> None:
    berries = bench.offer("草莓")
    people = [each for each in bench.shop.orders() if all(line.offer_id != berries.id for line in each.lines)][:2]
    text = "#接龙\n" + "\n".join(
        f"{place}. {each.neighbour_name} {each.room} 草莓{place}" for place, each in enumerate(people, start=1)
    )
    before = bench.shop.orders()
    noted = note_late(bench.store, read_paste(bench.store, bench.round_id, text))
    assert noted.count == 2
    assert {wish.amount_milli for wish in bench.wishes()} == {1_000, 2_000}
    assert bench.shop.orders() == before
    again = note_late(bench.store, read_paste(bench.store, bench.round_id, text))
    assert (again.count, again.action_id) == (0, None)
    assert len(bench.wishes()) == noted.count
