"""A month of 300 orders and a bill with eight kinds of mess: nearly all is matched, and nothing wrongly."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from leaderdesk.core.i18n import language
from tests.features.payments.practice_month import ORDERS, practice_month, score

MATCHED, SURE = 0.97, 0.85
KINDS = {
    "several orders", "two payments", "for another", "rounded", "wrong sum", "red packet", "refunded", "unknown name",
}  # fmt: skip


def check(seed: int, folder: Path) -> None:
    month = practice_month(seed)
    with language("en"):
        found = score(month, month.read(folder))
    assert len(month.owed) == ORDERS
    assert found.wrong == []
    assert found.matched >= MATCHED, str(found)
    assert found.sure / found.payments >= SURE, str(found)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_month_is_matched(seed: int, tmp_path: Path) -> None:
    check(seed, tmp_path)


@pytest.mark.sweep
@pytest.mark.parametrize("seed", range(4, 24))
def test_other_months_are_matched(seed: int, tmp_path: Path) -> None:
    check(seed, tmp_path)


def test_every_kind_of_mess_is_in_it() -> None:
    kinds = Counter(truth.mess for truth in practice_month(1).bill.truth.values())
    assert kinds.keys() >= KINDS | {"plain", "stranger", "paid twice"}
