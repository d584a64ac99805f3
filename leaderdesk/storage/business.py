"""Settings of the business: they live in the store, so that they travel with the backup."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, fields

from sqlalchemy import Connection, String, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from leaderdesk.storage.rows import Row


class SettingRow(Row):
    """One named value."""

    __tablename__ = "setting"

    name: Mapped[str] = mapped_column(String)
    value: Mapped[str] = mapped_column(String)


@dataclass(frozen=True, slots=True)
class Business:
    """Who the leader is and where she hands out; empty text stands for what she has not said yet."""

    leader_name: str = ""
    leader_phone: str = ""
    estate_name: str = ""
    pickup_place: str = ""
    cold_place: str = ""
    practice: str = ""
    shop_key: str = ""

    @property
    def is_practice(self) -> bool:
        """Whether everything in this store is invented, for playing with."""
        return self.practice == "1"


def read_business(connection: Connection) -> Business:
    """Return the settings of the business as they stand."""
    known = {field.name for field in fields(Business)}
    stored = {
        row.name: row.value
        for row in connection.execute(select(SettingRow.name, SettingRow.value))
        if row.name in known
    }
    return Business(**stored)


def write_business(session: Session, name: str, value: str) -> None:
    """Make `value` the setting of that name, one of the fields of Business."""
    if name not in {field.name for field in fields(Business)}:
        raise KeyError(name)
    row = session.scalar(select(SettingRow).where(SettingRow.name == name))
    if row is None:
        session.add(SettingRow(name=name, value=value))
    elif row.value != value:
        row.value = value


def ensure_shop_key(session: Session) -> None:
    """See to it that the shop has its own secret, 32 random bytes as hex, which signs its QR codes."""
    if session.scalar(select(SettingRow.id).where(SettingRow.name == "shop_key")) is None:
        write_business(session, "shop_key", secrets.token_hex(32))
