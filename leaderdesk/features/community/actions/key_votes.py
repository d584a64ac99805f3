"""Votes counted by key while a stream is live: somebody called out, and one more counts."""

from __future__ import annotations

from leaderdesk.core.errors import UserError
from leaderdesk.core.i18n import N_, _
from leaderdesk.features.community.actions.rows import open_row
from leaderdesk.features.community.rules.kept import questions_of
from leaderdesk.features.community.tables import PollKeyVoteRow
from leaderdesk.storage.database import Store


def vote_by_key(store: Store, poll_id: int, key: str, *, question: int = 0, stream_id: int | None = None) -> int:
    """Count one vote for the option of that key and return the id of the step; `question` counts from 0.

    UserError if the poll is closed or gone, or has no such option any more.
    """
    with store.write(N_("A vote for {option}")) as writing:
        questions = questions_of(open_row(writing.session, poll_id).questions)
        options = questions[question].options if question < len(questions) else ()
        chosen = next((option for option in options if option.key == key), None)
        if chosen is None:
            raise UserError(_("This is no longer one of the choices."))
        writing.say_about({"option": chosen.text})
        writing.session.add(
            PollKeyVoteRow(poll_id=poll_id, question=question, option=key, stream_id=stream_id, at_ms=writing.at_ms)
        )
    return writing.action_id
