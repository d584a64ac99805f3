"""Rows of series, streams and their cues, and of what happened while they were live."""

from __future__ import annotations

from sqlalchemy import ForeignKey, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from leaderdesk.storage.rows import Row


class SeriesRow(Row):
    """A fixed slot; `weekday` 1 is Monday and None does not repeat, `starts_at` is HH:MM, days are ISO text."""

    __tablename__ = "series"

    name: Mapped[str] = mapped_column(String)
    colour: Mapped[str] = mapped_column(String, default="green")
    kind: Mapped[str] = mapped_column(String, default="themed")
    audience: Mapped[str] = mapped_column(String, default="all")
    weekday: Mapped[int | None] = mapped_column(Integer)
    starts_at: Mapped[str] = mapped_column(String)
    length_s: Mapped[int] = mapped_column(Integer)
    from_on: Mapped[str] = mapped_column(String, default="")
    until_on: Mapped[str] = mapped_column(String, default="")
    template_id: Mapped[int | None] = mapped_column(ForeignKey("template.id"))
    template: Mapped[str] = mapped_column(String, default="")
    archived_at_ms: Mapped[int | None] = mapped_column(Integer)


class TemplateRow(Row):
    """A template of the leader's own; its cues are rows of `cue`."""

    __tablename__ = "template"

    name: Mapped[str] = mapped_column(String)
    kind: Mapped[str] = mapped_column(String, default="themed")
    audience: Mapped[str] = mapped_column(String, default="all")
    length_s: Mapped[int] = mapped_column(Integer)
    archived_at_ms: Mapped[int | None] = mapped_column(Integer)


class StreamRow(Row):
    """One livestream; `starts_at` is local ISO text to the minute, `slot_on` the day of its series it stands for."""

    __tablename__ = "stream"

    series_id: Mapped[int | None] = mapped_column(ForeignKey("series.id"))
    slot_on: Mapped[str | None] = mapped_column(String)
    round_id: Mapped[int | None] = mapped_column(ForeignKey("round.id"))
    theme: Mapped[str] = mapped_column(String, default="")
    kind: Mapped[str] = mapped_column(String)
    audience: Mapped[str] = mapped_column(String, default="all")
    starts_at: Mapped[str] = mapped_column(String)
    length_s: Mapped[int] = mapped_column(Integer)
    note: Mapped[str] = mapped_column(String, default="")
    archived_at_ms: Mapped[int | None] = mapped_column(Integer)


class CueRow(Row):
    """One timed part of a stream or of a template; when it begins follows from those before, unless `hard_at` says."""

    __tablename__ = "cue"

    stream_id: Mapped[int | None] = mapped_column(ForeignKey("stream.id"))
    template_id: Mapped[int | None] = mapped_column(ForeignKey("template.id"))
    position: Mapped[int] = mapped_column(Integer)
    kind: Mapped[str] = mapped_column(String)
    title: Mapped[str] = mapped_column(String, default="")
    length_s: Mapped[int] = mapped_column(Integer)
    locked: Mapped[int] = mapped_column(Integer, default=0)
    hard_at: Mapped[str | None] = mapped_column(String)
    part: Mapped[str] = mapped_column(String, default="")
    colour: Mapped[str] = mapped_column(String, default="")
    skipped: Mapped[int] = mapped_column(Integer, default=0)
    shows: Mapped[str] = mapped_column(String, default="blank")
    # The poll is above the streams: only its number is known here.
    poll_id: Mapped[int | None] = mapped_column(Integer)


class CuePointRow(Row):
    """One talking point of a cue, ticked when it was said."""

    __tablename__ = "cue_point"

    cue_id: Mapped[int] = mapped_column(ForeignKey("cue.id"))
    position: Mapped[int] = mapped_column(Integer)
    text: Mapped[str] = mapped_column(String)
    ticked: Mapped[int] = mapped_column(Integer, default=0)


class CueProductRow(Row):
    """A product that a cue is about."""

    __tablename__ = "cue_product"

    cue_id: Mapped[int] = mapped_column(ForeignKey("cue.id"))
    product_id: Mapped[int] = mapped_column(ForeignKey("product.id"))
    position: Mapped[int] = mapped_column(Integer)


class CuePropRow(Row):
    """Something that has to lie ready before the stream."""

    __tablename__ = "cue_prop"

    cue_id: Mapped[int] = mapped_column(ForeignKey("cue.id"))
    position: Mapped[int] = mapped_column(Integer)
    text: Mapped[str] = mapped_column(String)
    ready: Mapped[int] = mapped_column(Integer, default=0)


class CueMediaRow(Row):
    """A picture of the store, or a video by the path where it lies."""

    __tablename__ = "cue_media"

    cue_id: Mapped[int] = mapped_column(ForeignKey("cue.id"))
    position: Mapped[int] = mapped_column(Integer)
    photo_id: Mapped[int | None] = mapped_column(ForeignKey("photo.id"))
    path: Mapped[str] = mapped_column(String, default="")
    caption: Mapped[str] = mapped_column(String, default="")


class LiveMarkRow(Row):
    """One thing that happened while a stream was live; where the stream stands follows from all of them."""

    __tablename__ = "live_mark"

    stream_id: Mapped[int] = mapped_column(ForeignKey("stream.id"))
    at_ms: Mapped[int] = mapped_column(Integer)
    kind: Mapped[str] = mapped_column(String)
    cue_id: Mapped[int | None] = mapped_column(Integer)
    seconds: Mapped[int | None] = mapped_column(Integer)
    shows: Mapped[str] = mapped_column(String, default="")
    ref_id: Mapped[int | None] = mapped_column(Integer)
    title: Mapped[str] = mapped_column(String, default="")


class StreamQuestionRow(Row):
    """A question that was asked in a stream; answered when `answered_at_ms` is set."""

    __tablename__ = "stream_question"

    stream_id: Mapped[int] = mapped_column(ForeignKey("stream.id"))
    at_ms: Mapped[int] = mapped_column(Integer)
    cue_id: Mapped[int | None] = mapped_column(Integer)
    text: Mapped[str] = mapped_column(String)
    asker: Mapped[str] = mapped_column(String, default="")
    neighbour_id: Mapped[int | None] = mapped_column(ForeignKey("neighbour.id"))
    product_id: Mapped[int | None] = mapped_column(ForeignKey("product.id"))
    answer: Mapped[str] = mapped_column(String, default="")
    answered_at_ms: Mapped[int | None] = mapped_column(Integer)
    fact_id: Mapped[int | None] = mapped_column(Integer)
    search_key: Mapped[str] = mapped_column(String, default="")
