"""The rules by themselves: which programme holds, what it says, how the book, the range and the tree come out."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leaderdesk.core.errors import UserError
from leaderdesk.core.i18n import language
from leaderdesk.features.referrals.rules import (
    Award,
    Decision,
    FirstOrder,
    Gift,
    GiftKind,
    Known,
    Programme,
    Reason,
    Referral,
    Stage,
    Verdict,
)
from leaderdesk.features.referrals.rules.figures import Bought, Figures, Share, bought_again, wilson
from leaderdesk.features.referrals.rules.honour import roll
from leaderdesk.features.referrals.rules.programmes import check, in_force, words_of
from leaderdesk.features.referrals.rules.standing import live_awards, standings
from leaderdesk.features.referrals.rules.stock import GiftLine, Move, Place, balance, is_balanced, moved
from leaderdesk.features.referrals.rules.tree import lay_out
from leaderdesk.features.referrals.rules.words import thanks_text

CUP = Gift(1, "尝鲜杯", GiftKind.ARTICLE)
DAY_MS = 86_400_000
START = int(dt.datetime(2026, 1, 10, 9).timestamp() * 1000)


def programme(id_: int = 1, start: dt.date = dt.date(2026, 1, 1), end: dt.date | None = None) -> Programme:
    """Return rules that give a cup to both, and another for the third."""
    gifts = {Reason.REFERRER: CUP, Reason.NEWCOMER: CUP, Reason.THIRD: CUP}
    return Programme(id_, "", start, end, 1000, 3, 0, gifts)


def test_the_latest_rules_that_began_hold_until_they_end() -> None:
    found = (programme(1), programme(2, dt.date(2026, 2, 1), dt.date(2026, 2, 10)), programme(3, dt.date(2026, 3, 1)))
    days = [dt.date(2025, 12, 31), dt.date(2026, 1, 1), dt.date(2026, 2, 10), dt.date(2026, 2, 11), dt.date(2026, 3, 1)]
    held = [in_force(found, day) for day in days]
    assert [one and one.id for one in held] == [None, 1, 2, None, 3]


def test_the_rules_are_said_in_words_in_both_languages() -> None:
    said = words_of(programme(end=dt.date(2026, 2, 9)))
    assert said.splitlines() == [
        "Neighbours help each other",
        "Bring a new neighbour, and both of you get 尝鲜杯.",
        "The first order comes to ¥10.00 or more.",
        "The gift comes 3 days after the goods were fetched, if all was well.",
        "This holds until 2/9.",
        "For the third neighbour there is also 尝鲜杯.",
        "In your first list just write who brought you.",
    ]
    with language("zh_CN"):
        assert words_of(programme()) != said


@pytest.mark.parametrize(
    "wrong",
    [
        Programme(1, "", dt.date(2026, 2, 1), dt.date(2026, 1, 1), 0, 3, 0, {}),
        Programme(1, "", dt.date(2026, 2, 1), None, 0, -1, 0, {}),
        Programme(1, "", dt.date(2026, 2, 1), None, 0, 61, 0, {}),
        Programme(1, "", dt.date(2026, 2, 1), None, 0, 3, -1, {}),
        Programme(1, "", dt.date(2026, 2, 1), None, -1, 3, 0, {}),
    ],
)
def test_rules_that_cannot_be_are_refused(wrong: Programme) -> None:
    with pytest.raises(UserError):
        check(wrong)


@given(st.lists(st.tuples(st.sampled_from(list(Move)), st.integers(1, 3), st.integers(1, 9_000))))
def test_the_book_of_gifts_always_comes_out_even(steps: list[tuple[Move, int, int]]) -> None:
    sums: dict[int, dict[Place, int]] = {gift: {} for gift in (1, 2, 3)}
    for move, gift, milli in steps:
        lines = moved(move, gift, milli)
        assert is_balanced(lines)
        for line in lines:
            sums[gift][line.place] = sums[gift].get(line.place, 0) + line.amount_milli
    assert all(balance(gift, found).is_even for gift, found in sums.items())


def test_lines_that_do_not_sum_to_zero_are_seen() -> None:
    assert not is_balanced(())
    assert not is_balanced((GiftLine(1, Place.STOCK, 1), GiftLine(2, Place.BOUGHT, -1)))
    assert not is_balanced((GiftLine(1, Place.STOCK, 0), GiftLine(1, Place.BOUGHT, 0)))
    assert balance(1, {Place.BOUGHT: -5, Place.STOCK: 4}).off_milli == 1


@given(st.integers(0, 400), st.integers(0, 400))
def test_the_range_holds_the_share_and_narrows(hits: int, misses: int) -> None:
    low, high = wilson(hits, hits + misses)
    assert 0 <= low <= high <= 1000
    if hits + misses:
        assert low * (hits + misses) <= 1000 * hits <= high * (hits + misses)
        wide = wilson(hits * 10, (hits + misses) * 10)
        assert wide[1] - wide[0] <= high - low + 1


def test_known_ranges_and_what_a_kept_neighbour_costs() -> None:
    # From the tables of the Wilson score interval.
    assert wilson(5, 10) == (236, 764)
    assert wilson(0, 10) == (0, 278)
    assert wilson(0, 0) == (0, 1000)
    week = 7 * DAY_MS
    bought = [Bought(0), Bought(0, 8 * week), Bought(0, 9 * week), Bought(week, 2 * week), Bought(3 * week, 4 * week)]
    # The last one has not had her eight weeks yet.
    assert bought_again(bought, 10 * week) == Share(2, 4)
    assert Figures(Share(3, 5), Share(0, 0), kept=3, cost_fen=1000).cost_per_kept_fen == 333
    assert Figures(Share(0, 5), Share(0, 0), kept=0, cost_fen=1000).cost_per_kept_fen is None


people = st.integers(1, 7)
referral_lists = st.lists(st.tuples(people, people, st.integers(0, 40)), max_size=14)


def _known(id_: int, bought: dict[int, int | None]) -> Known:
    picked = bought.get(id_)
    first = None if id_ not in bought else FirstOrder(id_, 1, START, 2000, 0, picked)
    return Known(id_, f"N{id_}", first=first, first_handed_ms=picked)


@given(
    referral_lists,
    st.dictionaries(people, st.one_of(st.none(), st.integers(0, 20))),
    st.dictionaries(st.integers(1, 14), st.sampled_from([Verdict.NOT, Verdict.COUNTS, Verdict.LATER])),
    st.integers(0, 60),
)
def test_whatever_is_said_nobody_is_brought_twice_or_in_a_ring(
    said: list[tuple[int, int, int]],
    bought_on: dict[int, int | None],
    verdicts: dict[int, Verdict],
    now: int,
) -> None:
    rules = programme()
    referrals = [
        Referral(number, one, two, rules, START + day * DAY_MS) for number, (one, two, day) in enumerate(said, 1)
    ]
    bought = {id_: None if day is None else START + day * DAY_MS + 1 for id_, day in bought_on.items()}
    known = {id_: _known(id_, bought) for id_ in range(1, 8)}
    decisions = {id_: Decision(verdict, frozenset(), START) for id_, verdict in verdicts.items()}
    now_ms = START + now * DAY_MS
    found = standings(referrals, known, decisions=decisions, awards=(), now_ms=now_ms)
    assert sorted(one.id for one in found) == [one.id for one in referrals]
    counted = [one for one in found if one.why is None]
    assert len({one.newcomer.id for one in counted}) == len(counted)
    above = {one.newcomer.id: one.referrer.id for one in counted}
    for id_ in above:
        way = [id_]
        while way[-1] in above:
            way.append(above[way[-1]])
            assert len(way) <= 8
    for one in found:
        if one.dues:
            first = one.newcomer.first
            assert one.why is None
            assert first is not None
            assert first.picked_up_ms is not None
            assert first.picked_up_ms + 3 * DAY_MS <= now_ms
    thirds = [due.neighbour_id for one in found for due in one.dues if due.reason is Reason.THIRD]
    assert len(thirds) == len(set(thirds))
    again = standings(list(reversed(referrals)), known, decisions=decisions, awards=(), now_ms=now_ms)
    assert again == found
    _check_tree(found)


def _check_tree(found: tuple[object, ...]) -> None:
    leaves = lay_out(found)  # type: ignore[arg-type]
    seen: set[int] = set()
    for leaf in leaves:
        assert leaf.parent_id is None or leaf.parent_id in seen
        seen.add(leaf.neighbour.id)
    places = [(leaf.column, leaf.row) for leaf in leaves]
    assert len(set(places)) == len(places) == len(seen)


def test_a_gift_is_handed_over_only_while_its_cause_stands() -> None:
    rules = programme()
    known = {1: Known(1), 2: _known(2, {2: START})}
    referral = Referral(1, 1, 2, rules, START - 1)
    award = Award(1, Reason.NEWCOMER, 2, CUP, referral_id=1)
    for now, live in ((START + 2 * DAY_MS, 0), (START + 3 * DAY_MS, 1)):
        found = standings([referral], known, decisions={}, awards=[award], now_ms=now)
        assert len(live_awards(found, [award])) == live
        assert found[0].stage is (Stage.DUE if live else Stage.PICKED_UP)


def test_the_roll_counts_the_month_in_which_a_neighbour_was_won() -> None:
    rules = programme()
    known = {1: Known(1, "甲", agreed=True), 4: Known(4, "乙")} | {
        id_: _known(id_, {id_: START + day * DAY_MS}) for id_, day in ((2, 0), (3, 20), (5, 0), (6, 1))
    }
    said = [(1, 2), (1, 3), (4, 5), (4, 6)]
    referrals = [Referral(n, one, two, rules, START - 1) for n, (one, two) in enumerate(said, 1)]
    found = standings(referrals, known, decisions={}, awards=(), now_ms=START + 40 * DAY_MS)
    january = roll(found, year=2026, month=1, again={2: 4})
    assert [(line.id, line.count, line.ever, line.bought_again, line.place) for line in january] == [
        (4, 2, 2, 0, 1), (1, 1, 2, 4, 2),
    ]  # fmt: skip
    assert [line.place for line in roll(found, year=2026, month=None, again={})] == [1, 1]
    said_thanks = thanks_text(january)
    assert "甲, 1 neighbour" in said_thanks
    assert "乙" not in said_thanks
