"""Verbs that change what belongs to a cue: talking points, things to prepare, products, pictures and videos."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from sqlalchemy import func, select

from leaderdesk.core.errors import UserError
from leaderdesk.core.i18n import N_, _
from leaderdesk.core.text import name_text
from leaderdesk.features.products.actions.photos import keep_photo
from leaderdesk.features.products.rules import Added
from leaderdesk.features.streams.actions.rows import about_cue, cue_row
from leaderdesk.features.streams.actions.sheets import put_points, put_products, put_props
from leaderdesk.features.streams.tables import CueMediaRow, CuePointRow, CuePropRow
from leaderdesk.storage.database import Store, Writing
from leaderdesk.storage.rows import row_of, value_of

MOST_MEDIA = 20
_NO_POINT = N_("This talking point is not there any more.")
_NO_PROP = N_("This is not on the list to prepare any more.")
_NO_MEDIA = N_("This picture is not there any more.")


def set_points(store: Store, cue_id: int, lines: Sequence[str]) -> int | None:
    """Make the lines the talking points of the cue; return the action, None if they were. Known ones stay ticked."""
    with store.write(N_("Talking points of {cue}"), about=about_cue(store, cue_id)) as writing:
        cue_row(writing.session, cue_id)
        changed = put_points(writing.session, cue_id, lines)
    return writing.action_id if changed else None


def tick_point(store: Store, point_id: int, *, ticked: bool) -> int | None:
    """Note that the talking point was said, or not; return the action, None if that was noted."""
    cue_id = value_of(store, CuePointRow.cue_id, point_id, gone=_NO_POINT)
    with store.write(N_("Tick a talking point of {cue}"), about=about_cue(store, cue_id)) as writing:
        row = row_of(writing.session, CuePointRow, point_id, gone=_NO_POINT)
        if bool(row.ticked) is ticked:
            return None
        row.ticked = int(ticked)
    return writing.action_id


def set_props(store: Store, cue_id: int, lines: Sequence[str]) -> int | None:
    """Make the lines what has to lie ready; return the action, None if they were. Known ones keep their tick."""
    with store.write(N_("What to prepare for {cue}"), about=about_cue(store, cue_id)) as writing:
        cue_row(writing.session, cue_id)
        changed = put_props(writing.session, cue_id, lines)
    return writing.action_id if changed else None


def tick_prop(store: Store, prop_id: int, *, ready: bool) -> int | None:
    """Note that the thing lies ready, or not; return the action, None if that was noted."""
    cue_id = value_of(store, CuePropRow.cue_id, prop_id, gone=_NO_PROP)
    with store.write(N_("Tick what is ready for {cue}"), about=about_cue(store, cue_id)) as writing:
        row = row_of(writing.session, CuePropRow, prop_id, gone=_NO_PROP)
        if bool(row.ready) is ready:
            return None
        row.ready = int(ready)
    return writing.action_id


def set_products(store: Store, cue_id: int, product_ids: Sequence[int]) -> int | None:
    """Let the cue be about these products, in that order; return the action, None if it was."""
    with store.write(N_("Products of {cue}"), about=about_cue(store, cue_id)) as writing:
        cue_row(writing.session, cue_id)
        changed = put_products(writing.session, cue_id, product_ids)
    return writing.action_id if changed else None


def add_picture(store: Store, cue_id: int, jpeg: bytes, *, caption: str = "") -> Added:
    """Put a picture behind the others of the cue; `jpeg` tells nothing of where it was taken."""
    with store.write(N_("Picture for {cue}"), about=about_cue(store, cue_id)) as writing:
        row = _media_row(writing, cue_id, caption)
        row.photo_id = keep_photo(writing.session, jpeg)
        writing.session.add(row)
        writing.session.flush()
    return Added(row.id, writing.action_id)


def add_video(store: Store, cue_id: int, path: Path, *, caption: str = "") -> Added:
    """Put a video behind the others of the cue; it stays where it lies. UserError if no file is there."""
    if not path.is_file():
        raise UserError(_("{name} is not there any more. Look for it again.").format(name=path.name))
    with store.write(N_("Video for {cue}"), about=about_cue(store, cue_id)) as writing:
        row = _media_row(writing, cue_id, caption or path.stem)
        row.photo_id, row.path = None, str(path)
        writing.session.add(row)
        writing.session.flush()
    return Added(row.id, writing.action_id)


def caption_media(store: Store, media_id: int, caption: str) -> int | None:
    """Write a few words under the picture or video; return the action, None if they stand there."""
    words = name_text(caption)
    cue_id = value_of(store, CueMediaRow.cue_id, media_id, gone=_NO_MEDIA)
    with store.write(N_("Words under a picture of {cue}"), about=about_cue(store, cue_id)) as writing:
        row = row_of(writing.session, CueMediaRow, media_id, gone=_NO_MEDIA)
        if row.caption == words:
            return None
        row.caption = words
    return writing.action_id


def remove_media(store: Store, media_id: int) -> int:
    """Take the picture or video off the cue and return the action; a video's file stays where it lies."""
    cue_id = value_of(store, CueMediaRow.cue_id, media_id, gone=_NO_MEDIA)
    with store.write(N_("Take a picture off {cue}"), about=about_cue(store, cue_id)) as writing:
        writing.session.delete(row_of(writing.session, CueMediaRow, media_id, gone=_NO_MEDIA))
    return writing.action_id


def _media_row(writing: Writing, cue_id: int, caption: str) -> CueMediaRow:
    session = writing.session
    cue_row(session, cue_id)
    mine = select(func.count(), func.max(CueMediaRow.position)).where(CueMediaRow.cue_id == cue_id)
    count, last = session.execute(mine).one()
    if count >= MOST_MEDIA:
        raise UserError(_("A cue shows at most {most} pictures. Take one out first.").format(most=MOST_MEDIA))
    return CueMediaRow(cue_id=cue_id, position=(last or 0) + 1, caption=name_text(caption))
