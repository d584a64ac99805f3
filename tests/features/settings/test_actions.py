"""Settings of the business are kept as steps that can be undone; backups and the bin say what they hold."""

from __future__ import annotations

import pytest

from leaderdesk.core.errors import UserError
from leaderdesk.features.neighbours.actions import archive_neighbour
from leaderdesk.features.products.actions import rest_product
from leaderdesk.features.settings.actions import back_up, set_business
from leaderdesk.features.settings.queries import backup_state, in_bin, last_change_ms
from leaderdesk.storage.business import read_business
from tests.practice import Shop


def test_a_setting_is_one_step_that_can_be_undone(shop: Shop) -> None:
    action_id = set_business(shop.store, "pickup_place", "  5 号楼  门口 ")
    assert action_id is not None
    with shop.store.read() as connection:
        assert read_business(connection).pickup_place == "5 号楼 门口"
    shop.store.undo(action_id)
    with shop.store.read() as connection:
        assert read_business(connection).pickup_place != "5 号楼 门口"


def test_what_says_so_already_is_no_step(shop: Shop) -> None:
    set_business(shop.store, "estate_name", "幸福里")
    assert set_business(shop.store, "estate_name", "幸福里 ") is None


def test_a_phone_that_cannot_be_one_is_refused_and_nothing_changes(shop: Shop) -> None:
    with shop.store.read() as connection:
        before = read_business(connection)
    with pytest.raises(UserError, match="digit short"):
        set_business(shop.store, "leader_phone", "1380000567")
    with shop.store.read() as connection:
        assert read_business(connection) == before


def test_the_latest_backups_are_read_back_and_a_broken_one_says_why(shop: Shop) -> None:
    first, second = back_up(shop.store), back_up(shop.store)
    second.path.write_bytes(second.path.read_bytes()[:-200])
    state = backup_state(shop.store, most=5)
    assert [listed.path for listed in state.backups] == [second.path, first.path]
    broken, good = state.backups
    assert broken.backup is None
    assert "cannot be used" in broken.trouble or "not a LeaderDesk backup" in broken.trouble
    assert good.backup is not None
    assert good.backup.neighbours == state.now.neighbours
    assert len(backup_state(shop.store, most=1).backups) == 1


def test_the_bin_holds_what_was_put_away_the_latest_first(shop: Shop) -> None:
    with shop.store.read() as connection:
        lonely = connection.exec_driver_sql(
            "SELECT id FROM neighbour WHERE id NOT IN (SELECT neighbour_id FROM orders) LIMIT 1"
        ).scalar_one()
        product = connection.exec_driver_sql("SELECT id FROM product LIMIT 1").scalar_one()
    archive_neighbour(shop.store, lonely)
    rest_product(shop.store, product)
    with shop.store.read() as connection:
        found = {(each.kind, each.id) for each in in_bin(connection)}
    assert {("neighbour", lonely), ("product", product)} <= found


def test_the_last_change_is_that_of_the_last_step(shop: Shop) -> None:
    set_business(shop.store, "estate_name", "新家园")
    with shop.store.read() as connection:
        assert last_change_ms(connection) == shop.clock.now_ms()
