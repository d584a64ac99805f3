"""Resources are found beside a checkout and inside an installed package."""

from __future__ import annotations

from pathlib import Path

import pytest

from leaderdesk.core import resources
from leaderdesk.core.resources import resource

ROOT = Path(__file__).parents[2]


def test_a_checkout_finds_its_own_folder() -> None:
    assert resource("i18n") == ROOT / "resources" / "i18n"
    assert resource().is_dir()


def test_an_installed_package_comes_before_what_lies_beside_it(tmp_path: Path) -> None:
    inside, beside = tmp_path / "leaderdesk" / "resources", tmp_path / "resources"
    beside.mkdir()
    assert resources._folder((inside, beside)) == beside
    inside.mkdir(parents=True)
    assert resources._folder((inside, beside)) == inside


def test_a_program_without_resources_says_where_they_should_be(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="resources"):
        resources._folder((tmp_path / "resources",))
