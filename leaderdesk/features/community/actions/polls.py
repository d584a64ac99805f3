"""Verbs that change a poll as a whole: its title and seats, closing, the bin, the draft of its winner."""

from __future__ import annotations

from collections.abc import Sequence

from leaderdesk.core.errors import UserError
from leaderdesk.core.i18n import N_, _
from leaderdesk.features.community.actions.rows import about, poll_row
from leaderdesk.features.community.queries import tally_of, winners
from leaderdesk.features.community.rules.kept import questions_json, questions_of
from leaderdesk.features.community.rules.model import (
    LONGEST_LABEL,
    LONGEST_TITLE,
    Option,
    Question,
    SeatsBy,
    tidy,
)
from leaderdesk.features.rounds.actions import put_offer, put_round
from leaderdesk.storage.database import Store

MOST_SEATS = 999


def edit_poll(
    store: Store,
    poll_id: int,
    *,
    title: str | None = None,
    seats: int | None = None,
    seats_by: SeatsBy | None = None,
    several: bool | None = None,
    labels: Sequence[str] | None = None,
) -> int:
    """Change what is given and return the id of the step; 0 `seats` is no limit.

    `labels` rename the options of the first question in their order. UserError for seats that cannot be.
    """
    with store.write(N_("Change {title}"), about=about(store, poll_id)) as writing:
        row = poll_row(writing.session, poll_id)
        if title is not None:
            row.title = tidy(title, LONGEST_TITLE)
        if seats is not None:
            if not 0 <= seats <= MOST_SEATS:
                raise UserError(
                    _("Seats are a number from 1 to {most}, or empty for no limit.").format(most=MOST_SEATS)
                )
            row.seats = seats or None
        if seats_by is not None:
            row.seats_by = seats_by
        if several is not None or labels is not None:
            row.questions = questions_json(_changed(questions_of(row.questions), several=several, labels=labels))
    return writing.action_id


def close_poll(store: Store, poll_id: int) -> int:
    """Close the poll to more answers and return the id of the step."""
    with store.write(N_("Close {title}"), about=about(store, poll_id)) as writing:
        row = poll_row(writing.session, poll_id)
        row.closed_at_ms = row.closed_at_ms or writing.at_ms
    return writing.action_id


def reopen_poll(store: Store, poll_id: int) -> int:
    """Let the poll take answers again and return the id of the step."""
    with store.write(N_("Reopen {title}"), about=about(store, poll_id)) as writing:
        poll_row(writing.session, poll_id).closed_at_ms = None
    return writing.action_id


def archive_poll(store: Store, poll_id: int) -> int:
    """Put the poll into the bin and return the id of the step."""
    with store.write(N_("Put away {title}"), about=about(store, poll_id)) as writing:
        row = poll_row(writing.session, poll_id)
        row.archived_at_ms = row.archived_at_ms or writing.at_ms
    return writing.action_id


def restore_poll(store: Store, poll_id: int) -> int:
    """Bring the poll back from the bin and return the id of the step."""
    with store.write(N_("Bring back {title}"), about=about(store, poll_id)) as writing:
        poll_row(writing.session, poll_id).archived_at_ms = None
    return writing.action_id


def winner_round(store: Store, poll_id: int) -> tuple[int, int]:
    """Make a draft round with the goods that won and return its id and that of the step.

    UserError while nobody has answered, or where the winning option means no product, or several.
    """
    with store.write(N_("Draft from {title}"), about=about(store, poll_id)) as writing:
        row, connection = poll_row(writing.session, poll_id), writing.connection
        counted = tally_of(connection, poll_id)
        won = () if counted is None else winners(connection, counted)
        if not won:
            raise UserError(_("Nobody has answered yet."))
        if any(len(each.product_ids) != 1 for each in won):
            raise UserError(_("The winner is not one of the products. Add it in Products first, under this name."))
        goods = tuple(dict.fromkeys(each.product_ids[0] for each in won))
        round_id = put_round(writing, title="、".join(each.option.label for each in won))
        for product_id in goods:
            put_offer(writing, round_id=round_id, product_id=product_id)
        row.round_id = round_id
    return round_id, writing.action_id


def _changed(
    questions: tuple[Question, ...], *, several: bool | None, labels: Sequence[str] | None
) -> tuple[Question, ...]:
    changed = []
    for place, one in enumerate(questions):
        options = one.options
        if labels is not None and place == 0:
            given = [tidy(label, LONGEST_LABEL) for label in labels]
            options = tuple(
                Option(option.key, given[at] if at < len(given) and given[at] else option.label)
                for at, option in enumerate(one.options)
            )
        changed.append(Question(one.text, options, one.several if several is None else several))
    return tuple(changed)
