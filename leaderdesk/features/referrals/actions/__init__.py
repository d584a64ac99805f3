"""What can be done about referrals: rules, naming, gifts and their stock."""

from __future__ import annotations

from leaderdesk.features.referrals.actions.giving import (
    give_along,
    give_award,
    give_referral,
    put_to_round,
    return_gifts,
    take_along_back,
)
from leaderdesk.features.referrals.actions.naming import (
    decide,
    name_referral,
    put_referral,
    set_name_consent,
    withdraw_referral,
)
from leaderdesk.features.referrals.actions.programmes import add_gift, archive_gift, write_programme
from leaderdesk.features.referrals.actions.stock import (
    buy_gifts,
    count_gifts,
    put_surplus,
    spoil_gifts,
    take_back_surplus_gift,
)

__all__ = [
    "add_gift",
    "archive_gift",
    "buy_gifts",
    "count_gifts",
    "decide",
    "give_along",
    "give_award",
    "give_referral",
    "name_referral",
    "put_referral",
    "put_surplus",
    "put_to_round",
    "return_gifts",
    "set_name_consent",
    "spoil_gifts",
    "take_along_back",
    "take_back_surplus_gift",
    "withdraw_referral",
    "write_programme",
]
