"""Who brought whom, in frozen rows: programmes, gifts, referrals, what is known of newcomers, where each stands."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum, StrEnum

from leaderdesk.core.i18n import N_, _


class GiftKind(StrEnum):
    """What a gift is."""

    ARTICLE = "article"
    PRODUCT = "product"
    VOUCHER = "voucher"
    """So much on the neighbour's balance; it needs no stock."""


@dataclass(frozen=True, slots=True)
class Gift:
    """A gift; `value_fen` is what a voucher is worth, `cost_fen` what one piece cost the leader."""

    id: int
    name: str
    kind: GiftKind
    product_id: int | None = None
    cost_fen: int = 0
    value_fen: int = 0
    archived_at_ms: int | None = None

    @property
    def is_stocked(self) -> bool:
        """Whether it lies on a shelf and can run out."""
        return self.kind is not GiftKind.VOUCHER


class Reason(StrEnum):
    """What a gift is for."""

    REFERRER = "referrer"
    NEWCOMER = "newcomer"
    THIRD = "third"
    TENTH = "tenth"
    DISH = "dish"
    WELCOME = "welcome"


MILESTONES: Mapping[Reason, int] = {Reason.THIRD: 3, Reason.TENTH: 10}
"""At which number of neighbours brought there is a gift of its own."""


@dataclass(frozen=True, slots=True)
class Terms:
    """What the rules ask for: the first order's minimum, days for returns, the most in a month (0: no cap).

    `trial_product_id` is the trial pack that each household gets once.
    """

    minimum_fen: int = 0
    window_days: int = 3
    monthly_cap: int = 0
    trial_product_id: int | None = None


@dataclass(frozen=True, slots=True)
class Programme:
    """The rules from `starts_on` on; `ends_on` None is until others begin, `monthly_cap` 0 is no cap."""

    id: int
    name: str
    starts_on: dt.date
    ends_on: dt.date | None
    minimum_fen: int
    window_days: int
    monthly_cap: int
    gifts: Mapping[Reason, Gift]
    trial_product_id: int | None = None
    at_ms: int = 0


class How(StrEnum):
    """How it was said who brought a neighbour."""

    NEWCOMER = "newcomer"
    LIST = "list"
    TYPED = "typed"

    @property
    def label(self) -> str:
        """How it was said, in the language in force."""
        return _(_HOW[self])


_HOW = {
    How.NEWCOMER: N_("the newcomer said so"),
    How.LIST: N_("it stood in the list"),
    How.TYPED: N_("noted by hand"),
}


@dataclass(frozen=True, slots=True)
class Referral:
    """That a neighbour (by id) named who brought her, under the programme of then; None where there was none."""

    id: int
    referrer_id: int
    newcomer_id: int
    programme: Programme | None
    said_at_ms: int
    how: How = How.TYPED
    words: str = ""
    withdrawn_at_ms: int | None = None


class Verdict(StrEnum):
    """What the leader decided on a referral."""

    COUNTS = "counts"
    NOT = "not"
    LATER = "later"
    LET_BE = "let_be"
    """A gift that was given for nothing in the end is not asked back."""


class Flag(StrEnum):
    """Why the leader is asked about a referral."""

    SAME_HOUSEHOLD = "same_household"
    SAME_PHONE = "same_phone"
    KNOWN_HOUSEHOLD = "known_household"
    MANY_AT_ONCE = "many_at_once"
    OVER_CAP = "over_cap"


@dataclass(frozen=True, slots=True)
class Decision:
    """What the leader decided, and which questions stood then."""

    verdict: Verdict
    flags: frozenset[Flag]
    at_ms: int
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Award:
    """A gift that was put to a round for a neighbour; who has it has `given_at_ms`, unless it came back."""

    id: int
    reason: Reason
    neighbour_id: int
    gift: Gift
    referral_id: int | None = None
    dish_id: int | None = None
    round_id: int | None = None
    given_at_ms: int | None = None
    order_id: int | None = None
    returned_at_ms: int | None = None

    @property
    def is_given(self) -> bool:
        """Whether the neighbour has it."""
        return self.given_at_ms is not None and self.returned_at_ms is None


@dataclass(frozen=True, slots=True)
class FirstOrder:
    """A newcomer's first order that stands: what it comes to, what is open of it, and when all of it was picked up."""

    id: int
    round_id: int
    at_ms: int
    value_fen: int
    due_fen: int
    picked_up_ms: int | None = None


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a neighbour who takes part: her door, her phone, and what she bought.

    `first_handed_ms` is when goods were handed to her for the first time, `order_times` when her first two orders that
    stand were taken. `also_bought_ms` is when somebody of the same phone or the same name and door first had goods.
    `household_bought_ms` is the same of others behind her door.
    """

    id: int
    name: str = ""
    room: str = ""
    household_id: int | None = None
    phone: str = ""
    first: FirstOrder | None = None
    first_handed_ms: int | None = None
    order_times: tuple[int, ...] = ()
    also_bought: Mapping[int, int] | None = None
    household_bought: Mapping[int, int] | None = None
    agreed: bool | None = None


class Stage(IntEnum):
    """How far a referral came, as the five dots of the page."""

    NAMED = 1
    ORDERED = 2
    PICKED_UP = 3
    DUE = 4
    GIVEN = 5


class Why(StrEnum):
    """Why a referral comes to nothing."""

    WITHDRAWN = "withdrawn"
    ONESELF = "oneself"
    RING = "ring"
    TWICE = "twice"
    BOUGHT_BEFORE = "bought_before"
    OTHER_NUMBER = "other_number"
    NOT_COUNTED = "not_counted"


REFUSED = frozenset({Why.ONESELF, Why.RING, Why.TWICE, Why.BOUGHT_BEFORE, Why.OTHER_NUMBER})
"""What the rules themselves turn away."""


@dataclass(frozen=True, slots=True)
class Due:
    """A gift that a neighbour (by id) is to get for a referral and that nobody has put to a round yet."""

    reason: Reason
    neighbour_id: int
    gift: Gift


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a referral stands: all of it follows from facts.

    `why` says that it comes to nothing. `asks` are the questions that nobody has answered; while there are any no gift
    is due. `reversed` says that a gift was given whose cause is gone, and that nobody decided what becomes of it.
    `waits_until_ms` is when the window for returns is over.
    """

    referral: Referral
    referrer: Known
    newcomer: Known
    stage: Stage
    why: Why | None = None
    flags: frozenset[Flag] = frozenset()
    asks: frozenset[Flag] = frozenset()
    decision: Decision | None = None
    dues: tuple[Due, ...] = ()
    awards: tuple[Award, ...] = ()
    waits_until_ms: int | None = None
    reversed: bool = False

    @property
    def id(self) -> int:
        """The id of the referral."""
        return self.referral.id

    @property
    def counts(self) -> bool:
        """Whether it brought a neighbour: her first order was paid, fetched and kept."""
        return self.why is None and self.stage >= Stage.DUE and not self.reversed

    @property
    def is_due(self) -> bool:
        """Whether a gift of it is to be given."""
        return self.why is None and self.stage is Stage.DUE

    @property
    def wants_look(self) -> bool:
        """Whether the leader is asked something about it."""
        put_off = self.decision is not None and self.decision.verdict is Verdict.LATER
        return self.reversed or (self.why is None and bool(self.asks) and not put_off)

    @property
    def open_awards(self) -> tuple[Award, ...]:
        """The gifts that were put to a round and not given yet."""
        return tuple(award for award in self.awards if not award.is_given)
