"""The yard of each test of the page for phones: a copy of one practice shop, which is made once."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from leaderdesk.app import reactions
from leaderdesk.core.i18n import use_screen_language
from leaderdesk.core.paths import StorePaths
from leaderdesk.storage.database import open_store
from tests.features.scanner.phones import Handset, Yard, open_yard
from tests.practice import Shop, open_shop


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Shop:
    shop = open_shop(tmp_path_factory.mktemp("made") / "shop", orders=40, neighbours=60, rounds=2)
    shop.store.close()
    return shop


@pytest.fixture
def yard(made: Shop, tmp_path: Path) -> Iterator[Yard]:
    # Threads of the page speak the language of the screen.
    use_screen_language("en")
    home = tmp_path / "yard"
    shutil.copytree(made.store.paths.home, home)
    store = open_store(StorePaths(home), clock=made.clock, reactions=reactions())
    with open_yard(Shop(store, made.round_id, made.clock)) as found:
        yield found
    use_screen_language("zh_CN")


@pytest.fixture
def phone(yard: Yard) -> Handset:
    return yard.phone()
