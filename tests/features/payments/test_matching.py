"""A payment is sure only where two facts agree and nothing else fits as well; all else is asked or left alone."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace

import pytest

from leaderdesk.core.i18n import language
from leaderdesk.features.neighbours.rules import KnownNeighbour
from leaderdesk.features.payments.rules.bills import BillLine, Channel, Way
from leaderdesk.features.payments.rules.matching import Deed, Due, Ground, LearntPayer, Matching, Noted, OpenLine
from leaderdesk.features.payments.rules.matching_lines import match_bill

OPENED = dt.datetime(2026, 1, 20, 20, 0)
DAY = dt.timedelta(days=1)
ZHANG, DOU, GE, LUO, WANG, WANG_TOO, LIU = range(1, 8)
PEOPLE = (
    KnownNeighbour(ZHANG, "张阿姨", "3-502", ("张建芳的妈",)),
    KnownNeighbour(DOU, "豆豆妈", "3-1001", ()),
    KnownNeighbour(GE, "老葛", "2-803", ()),
    KnownNeighbour(LUO, "小罗", "1-805", ()),
    KnownNeighbour(WANG, "小王", "2-306", ()),
    KnownNeighbour(WANG_TOO, "小王", "4-1104", ()),
    KnownNeighbour(LIU, "刘老师", "5-1201", ()),
)


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    with language("en"):
        yield


def ms(moment: dt.datetime) -> int:
    return int(moment.timestamp() * 1000)


def due(order_id: int, who: int, fen: int, *, opened: dt.datetime = OPENED) -> Due:
    return Due(order_id, who, f"Round {opened:%m-%d}", order_id, fen, ms(opened), ms(opened + 40 * DAY))


def pays(
    payer: str, fen: int, *, after: dt.timedelta = DAY, said: str = "", kind: str = "二维码收款", **changed: object
) -> OpenLine:
    key = f"{payer}{fen}{after}{said}"
    line = BillLine(
        Channel.WECHAT, key, ms(OPENED + after), kind, payer, "",
        f"付款方留言:{said}" if said else "", "", Way.IN, fen, 0, "已收钱", True, 1,
    )  # fmt: skip
    return OpenLine(int(after.total_seconds()) + fen, replace(line, **changed))  # type: ignore[arg-type]


def ground(*dues: Due, **more: object) -> Ground:
    return replace(Ground(PEOPLE, {}, ("1", "2", "3", "4", "5"), tuple(dues)), **more)  # type: ignore[arg-type]


def matched(found: Matching) -> list[dict[int | None, int]]:
    return [{share.order_id: share.amount_fen for share in match.answer.shares} for match in found.sure]


def answers(found: Matching) -> list[str]:
    (doubt,) = found.doubts
    return [answer.words for answer in doubt.answers]


# Sure.


@pytest.mark.parametrize("payer", ["张阿姨", "张阿姨 3-502", "张阿姨(**芳)", "３栋502 张阿姨", "张建芳的妈"])
def test_the_name_and_the_sum(payer: str) -> None:
    assert matched(match_bill([pays(payer, 10_000)], ground(due(1, ZHANG, 10_000), due(2, LIU, 10_000)))) == [
        {1: 10_000}
    ]


@pytest.mark.parametrize("said", ["3-502", "代3-502", "3栋502 草莓", "3502", "帮张阿姨付", "取货号 1"])
def test_what_the_payer_wrote_and_the_sum(said: str) -> None:
    found = match_bill([pays("晴天", 10_000, said=said)], ground(due(1, ZHANG, 10_000), due(2, LIU, 10_000)))
    assert matched(found) == [{1: 10_000}]


def test_several_orders_at_once() -> None:
    dues = (due(1, ZHANG, 3000), due(2, ZHANG, 4500, opened=OPENED - 7 * DAY), due(3, ZHANG, 900))
    assert matched(match_bill([pays("张阿姨", 8400)], ground(*dues))) == [{1: 3000, 2: 4500, 3: 900}]
    assert matched(match_bill([pays("张阿姨", 3900)], ground(*dues))) == [{1: 3000, 3: 900}]


def test_two_payments_for_one_order() -> None:
    lines = [pays("张阿姨", 4000), pays("张阿姨", 6000, after=2 * DAY)]
    found = match_bill(lines, ground(due(1, ZHANG, 10_000)))
    assert matched(found) == [{1: 4000}, {1: 6000}]


def test_a_learnt_payer_and_one_of_habit() -> None:
    dues = (due(1, ZHANG, 10_000), due(2, LIU, 6200))
    learnt = ground(*dues, learnt=(LearntPayer("wechat:晴天", ZHANG),), habits={"wechat:teacherliu": {LIU: 12}})
    found = match_bill([pays("晴天", 10_000), pays("Teacher Liu", 6200)], learnt)
    assert matched(found) == [{2: 6200}, {1: 10_000}] or matched(found) == [{1: 10_000}, {2: 6200}]
    assert any("12 times" in match.reason for match in found.sure)


def test_a_sum_rounded_up_leaves_the_rest_on_the_balance() -> None:
    assert matched(match_bill([pays("张阿姨", 7200)], ground(due(1, ZHANG, 7180)))) == [{1: 7180, None: 20}]


def test_a_red_packet_of_the_right_sum() -> None:
    assert matched(match_bill([pays("老葛", 6600, kind="微信红包")], ground(due(1, GE, 6600)))) == [{1: 6600}]


def test_what_went_back_in_the_app_is_taken_off() -> None:
    line = pays("老葛", 10_000, refunded_fen=2800, status="已退款(¥28.00)")
    assert matched(match_bill([line], ground(due(1, GE, 7200)))) == [{1: 7200}]
    whole = pays("老葛", 10_000, refunded_fen=10_000)
    assert match_bill([whole], ground(due(1, GE, 10_000))).sure == ()


def test_of_one_household_the_one_whose_sum_it_is() -> None:
    both = (*PEOPLE, KnownNeighbour(20, "豆豆爸", "3-1001", ()))
    dues = (due(1, DOU, 12_800), due(2, 20, 3600))
    found = match_bill([pays("晴天", 3600, said="3-1001")], replace(ground(*dues), people=both))
    assert matched(found) == [{2: 3600}]


def test_what_was_noted_by_hand_is_not_booked_again() -> None:
    noted = (Noted(7, GE, 6600, "wechat", ms(OPENED + 2 * DAY)),)
    (match,) = match_bill([pays("老葛", 6600)], ground(noted=noted)).sure
    assert (match.answer.deed, match.answer.entry_id, match.answer.shares) == (Deed.KNOWN, 7, ())
    cash = (Noted(7, GE, 6600, "cash", ms(OPENED + 2 * DAY)),)
    assert match_bill([pays("老葛", 6600)], ground(noted=cash)).sure == ()


def test_more_that_went_back_since_is_a_new_fact() -> None:
    line = replace(pays("老葛", 10_000, refunded_fen=2800), booked_fen=10_000, neighbour_id=GE, order_id=1)
    (match,) = match_bill([line], ground()).sure
    assert (match.answer.deed, match.answer.shares[0].order_id, match.answer.shares[0].amount_fen) == (
        Deed.REFUND,
        1,
        2800,
    )
    refunds = (Noted(9, GE, 2800, "wechat", ms(OPENED + 2 * DAY)),)
    (known,) = match_bill([line], ground(refunds=refunds)).sure
    assert known.answer.deed is Deed.KNOWN


# Asked.


def test_a_sum_alone_is_never_sure() -> None:
    found = match_bill([pays("晴天", 10_000)], ground(due(1, ZHANG, 10_000)))
    assert (found.sure, answers(found)) == ((), ["张阿姨 3-502", "Not her"])


def test_a_name_alone_is_never_sure() -> None:
    assert answers(match_bill([pays("豆豆妈", 10_000)], ground(due(1, DOU, 12_800)))) == [
        "It is her, ¥28.00 still open",
        "Not her",
    ]
    over = match_bill([pays("豆豆妈", 13_000)], ground(due(1, DOU, 12_780)))
    assert answers(over) == ["It is her, the rest into her balance", "Not her"]


def test_a_name_that_looks_alike_is_asked_even_with_the_right_sum() -> None:
    found = match_bill([pays("豆豆", 12_800)], ground(due(1, DOU, 12_800)))
    assert (found.sure, answers(found)) == ((), ["It is her", "Not her"])


def test_two_of_one_name() -> None:
    found = match_bill([pays("小王", 7200)], ground(due(1, WANG, 7200), due(2, WANG_TOO, 7200)))
    assert answers(found) == ["小王 2-306", "小王 4-1104", "None of them"]
    one = match_bill([pays("小王", 7200)], ground(due(1, WANG, 7200), due(2, WANG_TOO, 5000)))
    assert (one.sure, answers(one)) == ((), ["小王 2-306", "Not her"])


def test_a_payer_learnt_for_one_and_named_like_another() -> None:
    learnt = ground(due(1, ZHANG, 7200), due(2, GE, 3000), learnt=(LearntPayer("wechat:老葛", ZHANG),))
    found = match_bill([pays("老葛", 7200)], learnt)
    assert found.sure == ()
    assert match_bill([pays("老葛", 7200, said="3-502")], learnt).sure != ()


def test_one_payment_for_two_neighbours() -> None:
    found = match_bill([pays("老葛", 18_800, said="连小罗的")], ground(due(1, GE, 5400), due(2, LUO, 13_400)))
    assert answers(found) == ["Share it between them", "Only 老葛"]
    (doubt,) = found.doubts
    assert {share.order_id: share.amount_fen for share in doubt.answers[0].shares} == {1: 5400, 2: 13_400}


def test_a_note_of_another_and_the_payers_own_sum() -> None:
    found = match_bill([pays("老葛", 5400, said="3-502")], ground(due(1, GE, 5400), due(2, ZHANG, 5400)))
    assert (found.sure, answers(found)) == ((), ["张阿姨 3-502", "老葛 2-803"])


def test_the_same_twice_is_paid_twice() -> None:
    lines = [pays("老葛", 5400), pays("老葛", 5400, after=DAY + dt.timedelta(minutes=3))]
    found = match_bill(lines, ground(due(1, GE, 5400)))
    assert (matched(found), answers(found)) == ([{1: 5400}], ["Into her balance", "I give it back"])
    assert "3 minutes" in found.doubts[0].reason


def test_cents_that_are_missing_are_the_leaders_to_let_go() -> None:
    found = match_bill([pays("老葛", 7100)], ground(due(1, GE, 7130)))
    assert answers(found) == ["It is her, let ¥0.30 go", "It is her, ¥0.30 still open", "Not her"]
    assert (found.doubts[0].answers[0].deed, found.doubts[0].answers[0].waived_fen) == (Deed.WAIVE, 30)


def test_two_orders_of_one_sum() -> None:
    dues = (due(1, GE, 3600, opened=OPENED - 7 * DAY), due(2, GE, 3600))
    found = match_bill([pays("老葛", 3600)], ground(*dues))
    assert answers(found) == ["Round 01-13", "Round 01-20"]
    earlier = match_bill([pays("老葛", 3600, after=-DAY)], ground(*dues))
    assert matched(earlier) == [{1: 3600}]


def test_noted_by_hand_and_open_once_more() -> None:
    noted = (Noted(7, GE, 6600, "marked", ms(OPENED)),)
    assert answers(match_bill([pays("老葛", 6600)], ground(due(1, GE, 6600), noted=noted))) == [
        "Noted already",
        "For the open order",
    ]


def test_a_payment_that_may_not_have_come() -> None:
    found = match_bill([pays("老葛", 6600, is_settled=False, status="待确认收款")], ground(due(1, GE, 6600)))
    assert (found.sure, len(found.doubts)) == ((), 1)


def test_a_payment_weeks_late() -> None:
    found = match_bill([pays("老葛", 6600, after=60 * DAY)], ground(due(1, GE, 6600)))
    assert (found.sure, len(found.doubts)) == ((), 1)


def test_somebody_who_owes_nothing_pays_for_another() -> None:
    found = match_bill([pays("刘老师", 7200)], ground(due(1, DOU, 7200)))
    assert answers(found) == ["For 豆豆妈 3-1001", "Not her"]


# Left alone.


@pytest.mark.parametrize(
    "line",
    [
        pays("妈", 50_000),
        pays("扫码收款", 3300),
        pays("老葛", 5400, after=-DAY),
        pays("老葛", 90_000),
        pays("刘老师", 8888, kind="微信红包"),
    ],
    ids=["nobody", "no name", "before the round", "far too much", "owes nothing"],
)
def test_what_fits_nothing_is_left_alone(line: OpenLine) -> None:
    found = match_bill([line], ground(due(1, GE, 5400)))
    assert (found.sure, found.doubts, len(found.alone)) == ((), (), 1)


def test_a_sum_many_owe_is_left_alone() -> None:
    found = match_bill([pays("晴天", 3600)], ground(*(due(each, each, 3600) for each in (ZHANG, DOU, GE, LUO))))
    assert (found.doubts, len(found.alone)) == ((), 1)


def test_who_paid_under_her_own_name_is_not_offered_for_another() -> None:
    lines = [pays("晴天", 3600, after=DAY), pays("老葛", 3600, after=2 * DAY)]
    found = match_bill(lines, ground(due(1, GE, 3600), due(2, LUO, 3600)))
    assert (matched(found), answers(found)) == ([{1: 3600}], ["小罗 1-805", "Not her"])


@pytest.mark.parametrize("said", ["老葛根粉", "王老葛"])
def test_a_piece_of_a_longer_word_is_no_name(said: str) -> None:
    assert match_bill([pays("晴天", 3600, said=said)], ground(due(1, GE, 3600))).sure == ()
    assert match_bill([pays("晴天", 3600, said="老葛")], ground(due(1, GE, 3600))).sure != ()
