"""The estate the imports come into."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from leaderdesk.features.payments.feature import FEATURE as PAYMENTS
from tests.features.orders.estate import Estate, build_estate


@pytest.fixture
def estate(tmp_path: Path) -> Iterator[Estate]:
    """Give the estate in a fresh store, with the ledger that follows its orders; closed afterwards."""
    built = build_estate(tmp_path / "estate", reactions=PAYMENTS.reactions)
    yield built
    built.store.close()
