"""A closed round with orders of which something went wrong, in a real store with the real ledger."""

from __future__ import annotations


import pytest

from tests.practice import Shop


@pytest.fixture(autouse=True)
def spoken(english: None) -> None:
    """Every test here reads English."""


@pytest.fixture
def shop(closed_shop: Shop) -> Shop:
    """Give a shop whose round takes no more orders."""
    return closed_shop
