"""The columns of the list of polls, and of the people of one."""

from __future__ import annotations

from collections.abc import Callable

from leaderdesk.core.clock import local
from leaderdesk.core.i18n import _, ngettext
from leaderdesk.features.community.queries import ListedPoll
from leaderdesk.features.community.rules.tally import State, Tally, Voice
from leaderdesk.features.community.rules.words import answer_text, title_of
from leaderdesk.ui.cells import Lines, Pill, Text
from leaderdesk.ui.columns import Column


def poll_columns() -> tuple[Column[ListedPoll], ...]:
    """Return the columns of the list of polls."""
    return (
        Column("title", _("Asked"), _asked, width=0),
        Column("state", _("State"), _poll_state, width=118),
    )


def _asked(row: ListedPoll) -> Lines:
    if row.poll.is_sign_up:
        what = ngettext("{count} person", "{count} people", row.heads).format(count=row.heads)
    else:
        what = ngettext("{count} answer", "{count} answers", row.voices).format(count=row.voices)
    return Lines(title_of(row.poll.asked), _(" · ").join((f"{local(row.poll.created_ms):%m-%d}", what)))


def _poll_state(row: ListedPoll) -> Pill:
    if row.open:
        return Pill(_("{count} to look at").format(count=row.open), "warn")
    if row.poll.closed_ms is not None:
        return Pill(_("ended"), "neutral")
    return Pill(_("taking answers"), "brand")


def voice_columns(counted: Callable[[], Tally | None]) -> tuple[Column[Voice], ...]:
    """Return the columns of the people of the poll that `counted` gives."""

    def answer(voice: Voice) -> Text:
        now = counted()
        return Text("" if now is None else answer_text(now.poll.asked, voice.picks, voice.heads))

    def state(voice: Voice) -> Pill:
        now = counted()
        if voice.state is State.WITHDRAWN:
            return Pill(_("withdrawn"), "danger")
        if now is not None and voice in now.waiting:
            return Pill(_("waiting"), "warn")
        return Pill(_("changed her mind"), "info") if voice.earlier else Pill(_("counts"), "brand")

    return (
        Column("name", _("Neighbour"), _name, width=150),
        Column("room", _("Room"), lambda voice: Text(voice.room if voice.name else "", color="text2"), width=90),
        Column("answer", _("Answer"), answer, width=150),
        Column("note", _("Note"), lambda voice: Text(voice.note, color="text2"), width=0),
        Column("state", _("State"), state, width=112),
    )


def _name(voice: Voice) -> Text:
    return Text(voice.who, bold=True, struck=voice.state is State.WITHDRAWN)
