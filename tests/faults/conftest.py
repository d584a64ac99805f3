"""A folder for the store of each test."""

from __future__ import annotations

from pathlib import Path

import pytest

from leaderdesk.core.paths import StorePaths


@pytest.fixture
def paths(tmp_path: Path) -> StorePaths:
    return StorePaths(tmp_path / "store")
