"""Reads the trust network: programmes, referrals, gifts and their book."""

from __future__ import annotations

from leaderdesk.features.referrals.queries.ground import (
    awards,
    gifts,
    living_ids,
    programme_of_day,
    programmes,
    referrals,
)
from leaderdesk.features.referrals.queries.standings import (
    TABLES,
    Trust,
    due_count,
    figures,
    month_of,
    roll_of,
    standing_of,
    trust,
)
from leaderdesk.features.referrals.queries.stock import StockLine, balances, left_of, stock_lines

__all__ = [
    "TABLES",
    "StockLine",
    "Trust",
    "awards",
    "balances",
    "due_count",
    "figures",
    "gifts",
    "left_of",
    "living_ids",
    "month_of",
    "programme_of_day",
    "programmes",
    "referrals",
    "roll_of",
    "standing_of",
    "stock_lines",
    "trust",
]
