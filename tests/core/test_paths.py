"""Where the files of a store lie, and which of them nothing else may be written to."""

from __future__ import annotations

from pathlib import Path

import pytest

from leaderdesk.core.errors import UserError
from leaderdesk.core.paths import StorePaths, expanded, named_home


@pytest.mark.parametrize(
    "name", ["leaderdesk.sqlite", "leaderdesk.sqlite-wal", "leaderdesk.sqlite-shm", "leaderdesk.lock", "machine.toml"]
)
def test_the_files_of_the_store_are_known_by_any_way_to_them(tmp_path: Path, name: str) -> None:
    paths = StorePaths(tmp_path.resolve())
    (tmp_path / name).write_bytes(b"")
    (tmp_path / "way").symlink_to(tmp_path / name)
    (tmp_path / "twin").hardlink_to(tmp_path / name)
    for way in (name, f"./x/../{name}", "way", "twin"):
        assert paths.holds(tmp_path / way)
    assert not paths.holds(tmp_path / "exports" / name)


def test_a_path_that_leads_nowhere_is_told(tmp_path: Path) -> None:
    loop = tmp_path / "loop"
    loop.symlink_to(loop)
    for path in (Path("~nobody-of-this-name/x"), loop):
        with pytest.raises(UserError):
            expanded(path)


def test_the_named_home_is_taken_in_full(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("LEADERDESK_HOME", f"  {tmp_path}/a/../b ")
    assert named_home() == tmp_path.resolve() / "b"
    monkeypatch.setenv("LEADERDESK_HOME", " ")
    assert named_home() is None
