"""The practice neighbourhood shows every state of a referral, stock that comes out even, newcomers and dishes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from leaderdesk.features.practice.actions import write_referrals
from leaderdesk.features.practice.rules import invent
from leaderdesk.features.referrals.queries import Trust, figures, roll_of, trust
from leaderdesk.features.referrals.queries.dishes import dishes, dishes_for_stream
from leaderdesk.features.referrals.queries.welcome import newcomers
from leaderdesk.features.referrals.rules import Flag, Stage, Why
from leaderdesk.features.referrals.rules.dishes import Consent
from tests.practice import SEED, TODAY, Shop, open_shop

ROUNDS, NEIGHBOURS = 12, 160


@contextmanager
def filled(home: Path, *, rounds: int = ROUNDS) -> Iterator[tuple[Shop, int]]:
    """Give a practice shop with its referrals, and how many these are."""
    shop = open_shop(home, orders=0, rounds=rounds, neighbours=NEIGHBOURS)
    invented = invent(seed=SEED, today=TODAY, neighbours=NEIGHBOURS, rounds=rounds)
    try:
        yield shop, write_referrals(shop.store, invented, shop.round_id)
    finally:
        shop.store.close()


def seen(shop: Shop) -> Trust:
    """Return the network as it stands."""
    with shop.store.read() as connection:
        return trust(connection, shop.clock.now_ms())


def test_every_state_and_every_trick_is_there(tmp_path: Path) -> None:
    with filled(tmp_path / "store") as (shop, count):
        whole = seen(shop)
        assert len(whole.standings) == count
        assert {one.stage for one in whole.standings if one.why is None} == set(Stage)
        assert {one.why for one in whole.standings} == {None, Why.ONESELF, Why.BOUGHT_BEFORE}
        asked = {flag for one in whole.standings if one.wants_look for flag in one.asks}
        assert asked == {Flag.SAME_HOUSEHOLD, Flag.MANY_AT_ONCE}
        assert not any(one.reversed for one in whole.standings)


def test_the_stock_comes_out_even_and_does_for_what_is_due(tmp_path: Path) -> None:
    with filled(tmp_path / "store") as (shop, _count):
        whole = seen(shop)
        assert whole.is_even
        assert whole.shortages == ()
        assert all(one.left_milli > 0 and one.given_milli > 0 for one in whole.balances)


def test_newcomers_dishes_and_the_roll_have_something_to_show(tmp_path: Path) -> None:
    with filled(tmp_path / "store") as (shop, _count), shop.store.read() as connection:
        whole = trust(connection, shop.clock.now_ms())
        kinds = {dish.consent for dish in dishes(connection)}
        assert kinds == {Consent.SCREEN, Consent.NAMELESS, Consent.GROUP, Consent.ASK}
        assert len(dishes_for_stream(connection)) == 1
        assert {one.score for one in newcomers(connection, whole)} > {None, 9}
        assert roll_of(connection, whole, year=TODAY.year, month=None)
        assert figures(connection, whole).kept > 0


def test_the_same_seed_brings_the_same(tmp_path: Path) -> None:
    with filled(tmp_path / "one") as (one, _count), filled(tmp_path / "two") as (two, _same):
        assert seen(one) == seen(two)


def test_where_nobody_can_be_new_nobody_was_brought(tmp_path: Path) -> None:
    with filled(tmp_path / "store", rounds=1) as (_shop, count):
        assert count == 0
