"""The command line as a person calls it, in this process, on a small practice shop."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from leaderdesk.app import features
from leaderdesk.cli.main import main

SMALL = ("--neighbours", "60", "--rounds", "2")


@dataclass(frozen=True, slots=True)
class Said:
    """What a call came to."""

    code: int
    out: str
    err: str

    @property
    def data(self) -> Any:
        """The one JSON document on stdout."""
        return json.loads(self.out)


Call = Callable[..., Said]


def no_window(*, store: Path | None, language: str | None) -> int:
    """Stand where the window would open."""
    raise AssertionError((store, language))


@pytest.fixture
def call(capfd: pytest.CaptureFixture[str]) -> Call:
    def call(*words: object) -> Said:
        capfd.readouterr()
        try:
            code = main([str(word) for word in words], features=features, open_window=no_window)
        except SystemExit as end:
            code = int(end.code or 0)
        out, err = capfd.readouterr()
        return Said(code, out, err)

    return call


@pytest.fixture(scope="session")
def made_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("demo") / "shop"
    assert main(["demo", str(home), *SMALL], features=features, open_window=no_window) == 0
    return home


@pytest.fixture
def home(made_once: Path, tmp_path: Path) -> Path:
    """Return the folder of a practice shop of this test's own, with two past rounds and round 3 open."""
    home = tmp_path / "shop"
    shutil.copytree(made_once, home)
    return home
