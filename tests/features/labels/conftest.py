"""The page of labels of a practice round, shown on a desk."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from leaderdesk.features.labels.screen import LabelsPage
from tests.features.labels.label_page import Labels
from tests.features.pickups.table import shown
from tests.practice import Shop


@pytest.fixture
def labels(qtbot: QtBot, shop: Shop) -> Iterator[Labels]:
    with shown(qtbot, shop, LabelsPage) as (screen, page):
        assert isinstance(page, LabelsPage)
        yield Labels(screen, page)
