"""The one row that belongs to no feature."""

from __future__ import annotations

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from leaderdesk.storage.rows import Row


class SettingRow(Row):
    """One named value of the business."""

    __tablename__ = "setting"

    name: Mapped[str] = mapped_column(String)
    value: Mapped[str] = mapped_column(String)
