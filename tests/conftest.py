"""What holds for every test: no screen, no real data of a person, one time zone."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from pathlib import Path

# Qt and the clock read these once, so they are set before anything else is imported.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["TZ"] = "Asia/Shanghai"
if hasattr(time, "tzset"):
    time.tzset()

import pytest
from hypothesis import HealthCheck, settings

from leaderdesk.core.i18n import language

# Two cores shared with other tests: an example may be slow without being wrong, and the same examples run every time.
settings.register_profile("gate", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("gate")

BENCHMARKS = Path(__file__).parent / "benchmarks"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what measures, so that the suite never times anything."""
    for item in items:
        if BENCHMARKS in item.path.parents:
            item.add_marker(pytest.mark.benchmarks)


@pytest.fixture(autouse=True)
def own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Keep every test away from the store of whoever runs it; the result is the home it gets instead."""
    home = tmp_path / "home"
    monkeypatch.setenv("LEADERDESK_HOME", str(home))
    return home


@pytest.fixture
def english() -> Iterator[None]:
    """Let the program speak English."""
    with language("en"):
        yield
