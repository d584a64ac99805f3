"""The coach: what fills a case, who would go without it, and goods of which too little was wanted."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from leaderdesk.core.errors import UserError
from leaderdesk.core.i18n import language
from leaderdesk.features.purchasing.actions import (
    buy_all_the_same,
    give_back_extra,
    give_up_offer,
    keep_extra,
    leave_out_case,
)
from leaderdesk.features.purchasing.queries import bought_all_the_same
from leaderdesk.features.purchasing.queries.coach import losses_of, usual_buyers
from leaderdesk.features.purchasing.rules import PurchaseLine
from leaderdesk.features.purchasing.rules.coach import (
    Coming,
    losses,
    minimum_of,
    minimum_words,
    shout_for,
    usual_text_for,
    missing_words,
    open_case,
    shout,
)
from leaderdesk.features.rounds.actions import edit_offer
from leaderdesk.features.rounds.queries import opening, round_row
from leaderdesk.features.rounds.screen.close_page import ClosingLine, closing_lines
from leaderdesk.slots import round_slots
from tests.features.purchasing.bench import Bench, closed_round


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    with closed_round(tmp_path / "shop") as found:
        yield found


def line_of(bench: Bench, name: str) -> PurchaseLine:
    offer = bench.offer(name)
    return next(line for line in bench.supplier_of(offer).order.lines if line.offer.id == offer.id)


def test_what_is_missing_to_the_full_case_and_what_it_costs(bench: Bench) -> None:
    bench.top_up("草莓", 47_000)
    case = open_case(line_of(bench, "草莓"))
    assert case is not None
    assert (case.number, case.missing_milli, case.short_milli) == (5, 3_000, 7_000)
    assert case.missing_fen == 3 * case.line.offer.cost_fen
    with language("zh_CN"):
        assert "还差 3 盒满箱" in missing_words(case)


def test_a_full_case_and_loose_goods_need_no_coach(bench: Bench) -> None:
    bench.top_up("草莓", 50_000)
    assert open_case(line_of(bench, "草莓")) is None
    assert open_case(line_of(bench, "皂")) is None


def test_the_text_for_the_group_names_nobody(bench: Bench) -> None:
    bench.top_up("草莓", 47_000)
    case = open_case(line_of(bench, "草莓"))
    with bench.store.read() as connection:
        round_ = round_row(connection, bench.round_id)
    assert case is not None
    assert round_ is not None
    with language("zh_CN"):
        text = shout(case, round_)
    assert "3 盒" in text
    assert not any(order.neighbour_name in text or (order.room and order.room in text) for order in bench.shop.orders())


def test_what_the_leader_keeps_fills_the_case_and_can_be_given_back(bench: Bench) -> None:
    bench.top_up("草莓", 47_000)
    berries = bench.offer("草莓")
    action = keep_extra(bench.store, berries.id, 3_000, purpose="trial")
    line = line_of(bench, "草莓")
    assert (line.ordered_milli, line.extra_milli, line.to_order_milli, line.spare_milli) == (47_000, 3_000, 50_000, 0)
    keep_extra(bench.store, berries.id, 2_000, purpose="gift")
    assert line_of(bench, "草莓").to_order_milli == 60_000
    back = give_back_extra(bench.store, berries.id)
    assert line_of(bench, "草莓").spare_milli == 3_000
    with pytest.raises(UserError):
        bench.store.undo(action)
    bench.store.undo(back)
    assert line_of(bench, "草莓").extra_milli == 5_000


@pytest.mark.parametrize("milli", [0, -1_000, 10**12])
def test_an_amount_that_cannot_be_is_refused(bench: Bench, milli: int) -> None:
    with pytest.raises(UserError):
        keep_extra(bench.store, bench.offer("草莓").id, milli, purpose="trial")


def test_leaving_out_a_case_takes_from_who_came_last_and_is_undone(bench: Bench) -> None:
    bench.top_up("草莓", 43_000)
    late = bench.wish("草莓", 4_000, place=5)
    bench.take(late)
    berries = bench.offer("草莓")
    with bench.store.read() as connection:
        found = losses_of(connection, berries.id)
    assert found[0].who == late.who
    assert found[0].milli == 4_000
    assert sum(loss.milli for loss in found) == 7_000
    action = leave_out_case(bench.store, berries.id, found)
    line = line_of(bench, "草莓")
    assert (line.ordered_milli, line.to_order_milli, line.spare_milli) == (40_000, 40_000, 0)
    bench.store.undo(action)
    assert line_of(bench, "草莓").ordered_milli == 47_000


def test_nobody_else_loses_than_was_shown(bench: Bench) -> None:
    bench.top_up("草莓", 43_000)
    berries = bench.offer("草莓")
    with bench.store.read() as connection:
        found = losses_of(connection, berries.id)
    bench.top_up("草莓", 44_000)
    with pytest.raises(UserError):
        leave_out_case(bench.store, berries.id, found)
    assert line_of(bench, "草莓").ordered_milli == 44_000


def test_losses_cover_the_shortage_and_take_from_nobody_what_she_has_not() -> None:
    dice = random.Random(11)
    for _turn in range(500):
        step = dice.choice([500, 1000])
        comings = [
            Coming(order, f"{order}", f"{order}", step * dice.randint(1, 6), (turn, order))
            for turn, order in enumerate(dice.sample(range(20), dice.randint(1, 12)))
        ]
        wanted = sum(each.amount_milli for each in comings)
        short = dice.randint(1, wanted // 100) * 100
        found = losses(comings, short, step)
        whole = {each.order_id: each.amount_milli for each in comings}
        assert short <= sum(loss.milli for loss in found) < short + step
        assert all(0 < loss.milli <= whole[loss.order_id] for loss in found)
        assert all(loss.left_milli == whole[loss.order_id] - loss.milli for loss in found)
        # Whoever came before somebody who loses loses only if the later ones have nothing left.
        order = [each.order_id for each in sorted(comings, key=lambda each: each.turn, reverse=True)]
        assert [loss.order_id for loss in found] == order[: len(found)]
        assert all(loss.left_milli == 0 for loss in found[:-1])


def test_too_little_for_the_minimum_is_bought_all_the_same_or_not(bench: Bench) -> None:
    soap = bench.offer("皂")
    edit_offer(bench.store, soap.id, {"minimum_milli": bench.ordered(soap.id) + 4_000})
    least = minimum_of(line_of(bench, "皂"), frozenset())
    assert least is not None
    assert least.missing_milli == 4_000
    with language("zh_CN"):
        assert "还差 4" in minimum_words(least)
        with bench.store.read() as connection:
            round_ = round_row(connection, bench.round_id)
        assert round_ is not None
        said = shout_for(least, round_)
        assert "还差 4 块" in said
        assert "付过的退回余额" in said
        assert not any(order.neighbour_name in said for order in bench.shop.orders())
        assert usual_text_for("小安", least).startswith("小安，")
    action = buy_all_the_same(bench.store, soap.id)
    with bench.store.read() as connection:
        assert bought_all_the_same(connection, bench.round_id) == {soap.id}
    bench.store.undo(action)
    ordered = bench.ordered(soap.id)
    given_up = give_up_offer(bench.store, soap.id)
    assert soap.id not in bench.need()
    bench.store.undo(given_up)
    assert bench.ordered(soap.id) == ordered


def test_the_cut_off_and_the_coach_say_the_same_of_minimum_and_cases(bench: Bench) -> None:
    soap, berries = bench.offer("皂"), bench.offer("草莓")
    edit_offer(bench.store, soap.id, {"minimum_milli": bench.ordered(soap.id) + 4_000})

    def said() -> tuple[ClosingLine, ClosingLine]:
        with bench.store.read() as connection:
            found = opening(connection, round_slots(), bench.round_id)
        assert found is not None
        lines = {line.offer.id: line for line in closing_lines(found.offers, found.ordered, found.bought)}
        for name in ("皂", "草莓"):
            coached = line_of(bench, name)
            line = lines[coached.offer.id]
            assert line.fill.to_buy_milli == coached.to_order_milli
            assert line.fill.spare_milli == coached.spare_milli
            least = minimum_of(coached, found.bought.agreed)
            if least is not None:
                assert line.lacking_milli == (0 if least.agreed else least.missing_milli)
        return lines[soap.id], lines[berries.id]

    assert said()[0].lacking_milli == 4_000
    # What the leader takes herself fills the case and counts for the minimum, on both pages.
    keep_extra(bench.store, soap.id, 3_000, purpose="gift")
    assert said()[0].lacking_milli == 1_000
    spare = said()[1].fill.spare_milli
    keep_extra(bench.store, berries.id, spare, purpose="trial")
    assert said()[1].fill.spare_milli == 0
    agreed = buy_all_the_same(bench.store, soap.id)
    assert said()[0].lacking_milli == 0
    bench.store.undo(agreed)
    keep_extra(bench.store, soap.id, 1_000, purpose="trial")
    assert said()[0].lacking_milli == 0


def test_who_usually_buys_it_and_has_not_yet(tmp_path: Path) -> None:
    with closed_round(tmp_path / "long", orders=4, rounds=6) as bench:
        with bench.store.read() as connection:
            found = usual_buyers(connection, bench.offer("草莓").id)
        berries = bench.offer("草莓")
        buyers = {o.neighbour_id for o in bench.shop.orders() if any(x.offer_id == berries.id for x in o.lines)}
        assert found
        assert all(each.times >= 2 for each in found)
        assert not buyers & {each.neighbour_id for each in found}
        assert list(found) == sorted(found, key=lambda each: (-each.times, each.neighbour_id))
