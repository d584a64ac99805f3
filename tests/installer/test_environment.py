"""The set-up knows what it has made, and begins anew what was interrupted, moved or pinned otherwise."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from installer import environment
from installer.environment import DEV_LOCK, RUN_LOCK, Environment, prepare


class Setup:
    """Stands where pip and venv are called and keeps what they were asked for: a real set-up takes minutes."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.done: list[str] = []

    def create(self, made: Environment) -> None:
        self.done.append("create")
        shutil.rmtree(made.folder, ignore_errors=True)
        made.folder.mkdir()

    def install(self, _python: Path, *what: str) -> None:
        self.done.append(Path(what[-1]).name)


@pytest.fixture
def setup(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Setup:
    """Lay out a checkout with two locks."""
    for lock in (RUN_LOCK, DEV_LOCK):
        (tmp_path / lock.name).write_text(f"pins of {lock.name}")
        monkeypatch.setattr(environment, "RUN_LOCK" if lock == RUN_LOCK else "DEV_LOCK", tmp_path / lock.name)
    (tmp_path / "pyproject.toml").write_text('[project]\nname = "leaderdesk"\n')
    setup = Setup(tmp_path)
    monkeypatch.setattr(environment, "ROOT", tmp_path)
    monkeypatch.setattr(environment, "_create", setup.create)
    monkeypatch.setattr(environment, "install", setup.install)
    monkeypatch.setattr(Environment, "runs", lambda _self: True)
    return setup


def prepared(setup: Setup, lock: Path) -> list[str]:
    """Prepare for `lock` and return what had to be done."""
    setup.done.clear()
    prepare(setup.folder / lock.name)
    return list(setup.done)


def test_the_first_time_everything_is_done_and_then_nothing(setup: Setup) -> None:
    assert prepared(setup, RUN_LOCK) == ["create", RUN_LOCK.name, setup.folder.name]
    assert prepared(setup, RUN_LOCK) == []


def test_development_is_added_to_what_is_there_and_serves_both(setup: Setup) -> None:
    prepared(setup, RUN_LOCK)
    assert prepared(setup, DEV_LOCK) == [DEV_LOCK.name, setup.folder.name]
    assert prepared(setup, RUN_LOCK) == []


@pytest.mark.parametrize("changed", [RUN_LOCK.name, DEV_LOCK.name])
def test_a_changed_lock_begins_anew(setup: Setup, changed: str) -> None:
    prepared(setup, DEV_LOCK)
    (setup.folder / changed).write_text("other pins")
    assert prepared(setup, DEV_LOCK)[0] == "create"


def test_an_interrupted_set_up_begins_anew(setup: Setup, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(_python: Path, *_what: str) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as during:
        during.setattr(environment, "install", interrupted)
        with pytest.raises(KeyboardInterrupt):
            prepare(setup.folder / RUN_LOCK.name)
    assert prepared(setup, RUN_LOCK)[0] == "create"


def test_an_interrupted_addition_begins_anew(setup: Setup, monkeypatch: pytest.MonkeyPatch) -> None:
    prepared(setup, RUN_LOCK)
    monkeypatch.setattr(environment, "install", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
    with pytest.raises(KeyboardInterrupt):
        prepare(setup.folder / DEV_LOCK.name)
    monkeypatch.setattr(environment, "install", setup.install)
    assert prepared(setup, RUN_LOCK)[0] == "create"


def test_a_moved_checkout_begins_anew(setup: Setup, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    prepared(setup, RUN_LOCK)
    moved = tmp_path / "moved"
    moved.mkdir()
    for name in (".venv", "pyproject.toml", RUN_LOCK.name, DEV_LOCK.name):
        (tmp_path / name).rename(moved / name)
    monkeypatch.setattr(environment, "ROOT", moved)
    monkeypatch.setattr(environment, "RUN_LOCK", moved / RUN_LOCK.name)
    prepare(moved / RUN_LOCK.name)
    assert "create" in setup.done[1:]


def test_one_that_does_not_run_or_was_not_made_here_begins_anew(setup: Setup, monkeypatch: pytest.MonkeyPatch) -> None:
    prepared(setup, RUN_LOCK)
    made = Environment(setup.folder / ".venv")
    held = json.loads(made.stamp.read_text())
    made.stamp.write_text("{half a st")
    assert prepared(setup, RUN_LOCK)[0] == "create"
    assert json.loads(made.stamp.read_text()).keys() == held.keys()
    monkeypatch.setattr(Environment, "runs", lambda _self: False)
    assert prepared(setup, RUN_LOCK)[0] == "create"
