"""Rows of polls and sign-ups, the texts that were pasted into them, and the answers."""

from __future__ import annotations

from sqlalchemy import ForeignKey, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from leaderdesk.features.streams.tables import StreamRow
from leaderdesk.storage.rows import Row


class PollRow(Row):
    """One poll or sign-up; `questions` is JSON, `round_id` the draft that its winner became."""

    __tablename__ = "poll"

    kind: Mapped[str] = mapped_column(String)
    title: Mapped[str] = mapped_column(String, default="")
    questions: Mapped[str] = mapped_column(String, default="[]")
    seats: Mapped[int | None] = mapped_column(Integer)
    seats_by: Mapped[str] = mapped_column(String, default="heads")
    wants_heads: Mapped[int] = mapped_column(Integer, default=0)
    round_id: Mapped[int | None] = mapped_column(ForeignKey("round.id"))
    created_at_ms: Mapped[int] = mapped_column(Integer)
    closed_at_ms: Mapped[int | None] = mapped_column(Integer)
    archived_at_ms: Mapped[int | None] = mapped_column(Integer)


class PollPasteRow(Row):
    """One text as it came, kept for ever; `listed` (0 or 1): a numbered list that carries everybody."""

    __tablename__ = "poll_paste"

    poll_id: Mapped[int] = mapped_column(ForeignKey("poll.id"))
    at_ms: Mapped[int] = mapped_column(Integer)
    text: Mapped[str] = mapped_column(String)
    listed: Mapped[int] = mapped_column(Integer, default=0)


class PollAnswerRow(Row):
    """What one person answers now and the line it came from; `picks` and `doubt` are JSON.

    `earlier` is what she said before in the same text, a line each. `arrived` counts up over the poll, `settled`
    (0 or 1): the leader wrote or answered it herself.
    """

    __tablename__ = "poll_answer"

    poll_id: Mapped[int] = mapped_column(ForeignKey("poll.id"))
    person: Mapped[str] = mapped_column(String)
    neighbour_id: Mapped[int | None] = mapped_column(ForeignKey("neighbour.id"))
    name: Mapped[str] = mapped_column(String, default="")
    room: Mapped[str] = mapped_column(String, default="")
    picks: Mapped[str] = mapped_column(String, default="[]")
    adults: Mapped[int] = mapped_column(Integer, default=0)
    children: Mapped[int] = mapped_column(Integer, default=0)
    others: Mapped[int] = mapped_column(Integer, default=0)
    note: Mapped[str] = mapped_column(String, default="")
    state: Mapped[str] = mapped_column(String)
    doubt: Mapped[str] = mapped_column(String, default="")
    said: Mapped[str] = mapped_column(String, default="")
    earlier: Mapped[str] = mapped_column(String, default="")
    paste_id: Mapped[int | None] = mapped_column(ForeignKey("poll_paste.id"))
    line: Mapped[int | None] = mapped_column(Integer)
    arrived: Mapped[int] = mapped_column(Integer)
    settled: Mapped[int] = mapped_column(Integer, default=0)
    at_ms: Mapped[int] = mapped_column(Integer)


class PollKeyVoteRow(Row):
    """One vote counted by key in a stream: nobody's name belongs to it; `option` is the key of the option."""

    __tablename__ = "poll_key_vote"

    poll_id: Mapped[int] = mapped_column(ForeignKey("poll.id"))
    question: Mapped[int] = mapped_column(Integer, default=0)
    option: Mapped[str] = mapped_column(String)
    stream_id: Mapped[int | None] = mapped_column(ForeignKey(StreamRow.id))
    at_ms: Mapped[int] = mapped_column(Integer)
