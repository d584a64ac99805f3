"""Settings of the business: they live in the store, so that they travel with the backup."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

from leaderdesk.core.text import masked_phone

if TYPE_CHECKING:
    # Today greets the leader by name before SQLAlchemy is there.
    from sqlalchemy.orm import Session

    from leaderdesk.storage.reading import Reading


@dataclass(frozen=True, slots=True)
class Business:
    """Who the leader is and where she hands out; empty text stands for what she has not said yet."""

    leader_name: str = ""
    leader_phone: str = ""
    estate_name: str = ""
    pickup_place: str = ""
    cold_place: str = ""
    frozen_place: str = ""
    ambient_place: str = ""
    practice: str = ""
    shop_key: str = ""
    weight_waived_fen: str = ""
    credit_by_hand: str = ""
    quiet_hours: str = ""

    @property
    def contact(self) -> str:
        """The leader's name and her phone, masked, as papers end with it; empty if neither is known."""
        return f"{self.leader_name} {masked_phone(self.leader_phone)}".strip()

    @property
    def waived_up_to_fen(self) -> int:
        """Up to which sum in fen a neighbour need not add what her goods cost more by weight; 0 while none was said."""
        return int(self.weight_waived_fen or 0)

    @property
    def uses_credit(self) -> bool:
        """Whether what a neighbour has to her credit pays for her next order by itself: until the leader says no."""
        return self.credit_by_hand != "1"

    @property
    def is_practice(self) -> bool:
        """Whether everything in this store is invented, for playing with."""
        return self.practice == "1"


def read_business(reading: Reading) -> Business:
    """Return the settings of the business as they stand."""
    known = {field.name for field in fields(Business)}
    stored = reading.exec_driver_sql("SELECT name, value FROM setting")
    return Business(**{row.name: row.value for row in stored if row.name in known})


def write_business(session: Session, name: str, value: str) -> None:
    """Make `value` the setting of that name, one of the fields of Business."""
    if name not in {field.name for field in fields(Business)}:
        raise KeyError(name)
    session.connection().exec_driver_sql(
        "INSERT INTO setting (name, value) VALUES (:name, :value)"
        " ON CONFLICT (name) DO UPDATE SET value = excluded.value WHERE value <> excluded.value",
        {"name": name, "value": value},
    )


def ensure_shop_key(session: Session) -> None:
    """See to it that the shop has its own secret, 32 random bytes as hex, which signs its QR codes."""
    import secrets

    if not read_business(session.connection()).shop_key:
        write_business(session, "shop_key", secrets.token_hex(32))
