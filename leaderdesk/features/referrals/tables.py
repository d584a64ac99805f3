"""Rows of programmes, referrals, gifts and their book, dishes and welcomes."""

from __future__ import annotations

from sqlalchemy import ForeignKey, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from leaderdesk.storage.rows import Row


class GiftRow(Row):
    """A thing of its own, goods of the shop, or a voucher of `value_fen` on the balance."""

    __tablename__ = "gift"

    name: Mapped[str] = mapped_column(String)
    kind: Mapped[str] = mapped_column(String)
    product_id: Mapped[int | None] = mapped_column(ForeignKey("product.id"))
    cost_fen: Mapped[int] = mapped_column(Integer, default=0)
    value_fen: Mapped[int] = mapped_column(Integer, default=0)
    archived_at_ms: Mapped[int | None] = mapped_column(Integer)


class ProgrammeRow(Row):
    """The rules as they hold from a day on; `monthly_cap` 0 is no cap."""

    __tablename__ = "programme"

    name: Mapped[str] = mapped_column(String, default="")
    starts_on: Mapped[str] = mapped_column(String)
    ends_on: Mapped[str] = mapped_column(String, default="")
    minimum_fen: Mapped[int] = mapped_column(Integer, default=0)
    window_days: Mapped[int] = mapped_column(Integer, default=3)
    monthly_cap: Mapped[int] = mapped_column(Integer, default=0)
    referrer_gift_id: Mapped[int | None] = mapped_column(ForeignKey("gift.id"))
    newcomer_gift_id: Mapped[int | None] = mapped_column(ForeignKey("gift.id"))
    third_gift_id: Mapped[int | None] = mapped_column(ForeignKey("gift.id"))
    tenth_gift_id: Mapped[int | None] = mapped_column(ForeignKey("gift.id"))
    trial_product_id: Mapped[int | None] = mapped_column(ForeignKey("product.id"))
    at_ms: Mapped[int] = mapped_column(Integer)


class ReferralRow(Row):
    """That a neighbour named who brought her; how far it came follows from orders, money and pickups."""

    __tablename__ = "referral"

    referrer_id: Mapped[int] = mapped_column(ForeignKey("neighbour.id"))
    newcomer_id: Mapped[int] = mapped_column(ForeignKey("neighbour.id"))
    programme_id: Mapped[int | None] = mapped_column(ForeignKey("programme.id"))
    how: Mapped[str] = mapped_column(String)
    words: Mapped[str] = mapped_column(String, default="")
    said_at_ms: Mapped[int] = mapped_column(Integer)
    withdrawn_at_ms: Mapped[int | None] = mapped_column(Integer)


class ReferralDecisionRow(Row):
    """What the leader decided on a referral, with the questions that stood then, joined by commas."""

    __tablename__ = "referral_decision"

    referral_id: Mapped[int] = mapped_column(ForeignKey("referral.id"))
    answer: Mapped[str] = mapped_column(String)
    reason: Mapped[str] = mapped_column(String, default="")
    flags: Mapped[str] = mapped_column(String, default="")
    at_ms: Mapped[int] = mapped_column(Integer)


class DishRow(Row):
    """What a neighbour cooked and showed, and where it may be seen."""

    __tablename__ = "dish"

    neighbour_id: Mapped[int] = mapped_column(ForeignKey("neighbour.id"))
    product_id: Mapped[int | None] = mapped_column(ForeignKey("product.id"))
    photo_id: Mapped[int] = mapped_column(ForeignKey("photo.id"))
    title: Mapped[str] = mapped_column(String, default="")
    recipe: Mapped[str] = mapped_column(String, default="")
    consent: Mapped[str] = mapped_column(String, default="ask")
    picked_at_ms: Mapped[int | None] = mapped_column(Integer)
    at_ms: Mapped[int] = mapped_column(Integer)
    archived_at_ms: Mapped[int | None] = mapped_column(Integer)


class AwardRow(Row):
    """A gift that was put to a round for a neighbour; given and perhaps returned."""

    __tablename__ = "award"

    reason: Mapped[str] = mapped_column(String)
    neighbour_id: Mapped[int] = mapped_column(ForeignKey("neighbour.id"))
    gift_id: Mapped[int] = mapped_column(ForeignKey("gift.id"))
    referral_id: Mapped[int | None] = mapped_column(ForeignKey("referral.id"))
    dish_id: Mapped[int | None] = mapped_column(ForeignKey("dish.id"))
    round_id: Mapped[int | None] = mapped_column(ForeignKey("round.id"))
    at_ms: Mapped[int] = mapped_column(Integer)
    given_at_ms: Mapped[int | None] = mapped_column(Integer)
    order_id: Mapped[int | None] = mapped_column(ForeignKey("orders.id"))
    returned_at_ms: Mapped[int | None] = mapped_column(Integer)


class GiftEntryRow(Row):
    """One movement of gifts; its lines sum to zero for each gift."""

    __tablename__ = "gift_entry"

    kind: Mapped[str] = mapped_column(String)
    at_ms: Mapped[int] = mapped_column(Integer)
    award_id: Mapped[int | None] = mapped_column(Integer)
    surplus_id: Mapped[int | None] = mapped_column(Integer)
    note: Mapped[str] = mapped_column(String, default="")
    reverses_id: Mapped[int | None] = mapped_column(ForeignKey("gift_entry.id"))


class GiftLineRow(Row):
    """So many thousandths of a gift that one place gets (above zero) or loses (below zero)."""

    __tablename__ = "gift_line"

    entry_id: Mapped[int] = mapped_column(ForeignKey("gift_entry.id"))
    gift_id: Mapped[int] = mapped_column(Integer)
    place: Mapped[str] = mapped_column(String)
    amount_milli: Mapped[int] = mapped_column(Integer)


class WelcomeRow(Row):
    """What became of a newcomer in her first rounds; `score` is 0 to 10."""

    __tablename__ = "welcome"

    neighbour_id: Mapped[int] = mapped_column(ForeignKey("neighbour.id"))
    greeted_at_ms: Mapped[int | None] = mapped_column(Integer)
    introduced_at_ms: Mapped[int | None] = mapped_column(Integer)
    asked_at_ms: Mapped[int | None] = mapped_column(Integer)
    score: Mapped[int | None] = mapped_column(Integer)
    words: Mapped[str] = mapped_column(String, default="")


class NameConsentRow(Row):
    """Whether a neighbour agreed (1) to be named where others see it."""

    __tablename__ = "name_consent"

    neighbour_id: Mapped[int] = mapped_column(ForeignKey("neighbour.id"))
    agreed: Mapped[int] = mapped_column(Integer)
    at_ms: Mapped[int] = mapped_column(Integer)
