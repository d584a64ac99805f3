"""Verbs of templates: beginning a run-sheet with one, and keeping a run-sheet as one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy import select

from leaderdesk.core.errors import UserError
from leaderdesk.core.i18n import N_, _
from leaderdesk.core.text import name_text
from leaderdesk.features.products.rules import Added
from leaderdesk.features.products.tables import ProductRow
from leaderdesk.features.rounds.tables import OfferRow
from leaderdesk.features.streams.actions.rows import about_stream, stream_row, template_row
from leaderdesk.features.streams.actions.sheets import drop_cues, put_cues, sheet_of_stream
from leaderdesk.features.streams.queries.cues import cues_of, cues_of_template
from leaderdesk.features.streams.rules import CueKind
from leaderdesk.features.streams.rules.planning import NewCue, new_of
from leaderdesk.features.streams.rules.templates import filled, template_by_key
from leaderdesk.features.streams.tables import StreamRow, TemplateRow
from leaderdesk.storage.database import Store, Writing

MOST_GOODS = 4
"""Products of the round that a template puts into the cues that are about goods."""


def use_template(
    store: Store,
    stream_id: int,
    *,
    key: str = "",
    template_id: int | None = None,
    lines: Mapping[CueKind, Sequence[str]] | None = None,
) -> int:
    """Make the run-sheet that of a template and return the action: what stood there before goes.

    `key` names one that comes with the program, `template_id` one of the leader's own. The products of the stream's
    round go into the cues that are about goods, and `lines` behind the talking points of the cues of each kind: names.
    UserError if there is no such template.
    """
    with store.write(N_("Begin {stream} with a template"), about=about_stream(store, stream_id)) as writing:
        row = stream_row(writing.session, stream_id)
        drop_cues(writing.session, sheet_of_stream(writing.session, stream_id))
        if not put_template(writing, row, key=key, template_id=template_id, lines=lines):
            raise UserError(_("This template is not there any more."))
    return writing.action_id


def put_template(
    writing: Writing,
    row: StreamRow,
    *,
    key: str = "",
    template_id: int | None = None,
    lines: Mapping[CueKind, Sequence[str]] | None = None,
) -> bool:
    """Put the cues of a template into an empty run-sheet within a transaction; False if there is no such template."""
    cues = _cues(writing, key, template_id)
    if cues is None:
        return False
    goods = _goods(writing, row.round_id)
    put_cues(writing.session, filled(cues, goods=goods, lines=lines or {}), stream_id=row.id)
    return True


def save_template(store: Store, stream_id: int, name: str) -> Added:
    """Keep the run-sheet as a template of that name: with everything but ticks and products.

    UserError without a name or without a cue.
    """
    words = name_text(name)
    if not words:
        raise UserError(_("A template needs a name."))
    with store.write(N_("Keep template {template}"), about={"template": words}) as writing:
        session, source = writing.session, stream_row(writing.session, stream_id)
        cues = cues_of(writing.connection, stream_id)
        if not cues:
            raise UserError(_("There is no cue yet to keep. Add one first."))
        row = TemplateRow(name=words, kind=source.kind, audience=source.audience, length_s=source.length_s)
        session.add(row)
        session.flush()
        put_cues(session, [new_of(cue) for cue in cues], template_id=row.id)
    return Added(row.id, writing.action_id)


def rename_template(store: Store, template_id: int, name: str) -> int | None:
    """Give the template that name and return the action, None if it had it. UserError without one."""
    words = name_text(name)
    if not words:
        raise UserError(_("A template needs a name."))
    with store.write(N_("Rename template {template}"), about={"template": words}) as writing:
        row = template_row(writing.session, template_id)
        if row.name == words:
            return None
        row.name = words
    return writing.action_id


def archive_template(store: Store, template_id: int) -> int:
    """Put the template into the bin and return the action; run-sheets that began with it stay as they are."""
    with store.write(N_("Delete template {template}"), about=_about(store, template_id)) as writing:
        row = template_row(writing.session, template_id)
        row.archived_at_ms = row.archived_at_ms or writing.at_ms
    return writing.action_id


def restore_template(store: Store, template_id: int) -> int:
    """Take the template out of the bin and return the action."""
    with store.write(N_("Take template {template} out of the bin"), about=_about(store, template_id)) as writing:
        template_row(writing.session, template_id).archived_at_ms = None
    return writing.action_id


def _cues(writing: Writing, key: str, template_id: int | None) -> tuple[NewCue, ...] | None:
    if template_id is not None:
        found = writing.session.get(TemplateRow, template_id)
        return (
            None if found is None else tuple(new_of(cue) for cue in cues_of_template(writing.connection, template_id))
        )
    given = template_by_key(key)
    return None if given is None else given.cues()


def _goods(writing: Writing, round_id: int | None) -> tuple[int, ...]:
    if round_id is None:
        return ()
    offered = (
        select(OfferRow.product_id)
        .join(ProductRow, ProductRow.id == OfferRow.product_id)
        .where(OfferRow.round_id == round_id)
        .order_by(OfferRow.position, OfferRow.id)
        .limit(MOST_GOODS)
    )
    return tuple(writing.connection.scalars(offered))


def _about(store: Store, template_id: int) -> dict[str, str]:
    with store.read() as connection:
        return {"template": connection.scalar(select(TemplateRow.name).where(TemplateRow.id == template_id)) or ""}
