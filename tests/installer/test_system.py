"""What the system lacks is installed or asked for by its exact command."""

from __future__ import annotations

import sys

import pytest

from installer import system
from installer.system import QT, Need, require

MISSING = Need(
    libraries=(("libnothing-of-this-name.so.9", "libnothing9"),), programs=(("no-such-program", "nothing-bin"),)
)

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="other systems bring what Qt needs")


def test_what_is_here_is_not_asked_for() -> None:
    assert QT.missing() == []
    require((QT,))


def test_a_user_gets_the_exact_command(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.geteuid", lambda: 1000)
    monkeypatch.setattr(system, "_has_apt", lambda: True)
    with pytest.raises(SystemExit, match="sudo apt-get install -y libnothing9 nothing-bin\n"):
        require((QT, MISSING))


def test_on_another_system_the_names_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(system, "_has_apt", lambda: False)
    with pytest.raises(SystemExit, match="libnothing9 nothing-bin"):
        require((MISSING,))


def test_root_installs_and_what_is_still_missing_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[list[str]] = []
    monkeypatch.setattr("os.geteuid", lambda: 0)
    monkeypatch.setattr(system, "_has_apt", lambda: True)
    monkeypatch.setattr(system, "_install", asked.append)
    with pytest.raises(SystemExit, match="could not be installed: libnothing9 nothing-bin"):
        require((MISSING,))
    assert asked == [["libnothing9", "nothing-bin"]]


def test_a_python_that_cannot_make_environments_gets_what_it_lacks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda _name: None)
    monkeypatch.setattr("os.geteuid", lambda: 1000)
    monkeypatch.setattr(system, "_has_apt", lambda: True)
    package = f"python{sys.version_info.major}.{sys.version_info.minor}-venv"
    with pytest.raises(SystemExit, match=f"install -y {package}\n"):
        require(())


@pytest.mark.parametrize(
    ("variables", "shown"), [({}, False), ({"DISPLAY": ":0"}, True), ({"WAYLAND_DISPLAY": "wayland-0"}, True)]
)
def test_a_screen_is_seen(monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], shown: bool) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert system.has_screen() == shown
