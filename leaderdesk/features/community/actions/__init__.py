"""Verbs that change polls and sign-ups; each is one step that can be undone."""

from __future__ import annotations

from leaderdesk.features.community.actions.answers import answer_open, dismiss, set_answer, withdraw, write_answer
from leaderdesk.features.community.actions.key_votes import vote_by_key
from leaderdesk.features.community.actions.pasting import TakenPoll, empty_poll, new_poll, paste_again
from leaderdesk.features.community.actions.polls import (
    archive_poll,
    close_poll,
    edit_poll,
    reopen_poll,
    restore_poll,
    winner_round,
)

__all__ = [
    "TakenPoll",
    "answer_open",
    "archive_poll",
    "close_poll",
    "dismiss",
    "edit_poll",
    "empty_poll",
    "new_poll",
    "paste_again",
    "reopen_poll",
    "restore_poll",
    "set_answer",
    "vote_by_key",
    "winner_round",
    "withdraw",
    "write_answer",
]
