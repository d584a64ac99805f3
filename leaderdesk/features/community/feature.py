"""What the community offers to the program: reading a poll on the command line, and showing those that are kept."""

from __future__ import annotations

import argparse

from leaderdesk.core.arguments import row_id
from leaderdesk.core.errors import UserError
from leaderdesk.core.feature import Feature
from leaderdesk.core.i18n import _
from leaderdesk.core.report import Json, Report
from leaderdesk.core.text_file import text_of
from leaderdesk.features.community.actions.pasting import LONGEST_TEXT
from leaderdesk.features.community.queries import people_of, polls, tally_of
from leaderdesk.features.community.rules.likeness import likely_kind
from leaderdesk.features.community.rules.model import Answer, Asked, Draft, Heads, Picks, PollKind
from leaderdesk.features.community.rules.reading import read
from leaderdesk.features.community.rules.tally import Tally
from leaderdesk.features.community.rules.words import answer_text, group_text, title_of
from leaderdesk.features.orders.rules.elsewhere import Elsewhere
from leaderdesk.features.places import Page, Place
from leaderdesk.storage.database import Store

_LARGEST_FILE = 4 * LONGEST_TEXT


def _add_verbs(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    verbs = subparsers.add_parser("poll", help=_("polls and sign-ups of the group")).add_subparsers(
        required=True, metavar="VERB"
    )
    reading = verbs.add_parser("read", help=_("read a text and show what it says; no data is touched"))
    reading.add_argument("file", metavar="FILE|-")
    reading.set_defaults(run=read_file)
    listing = verbs.add_parser("list", help=_("list the polls and sign-ups"))
    listing.set_defaults(run=list_polls)
    showing = verbs.add_parser("show", help=_("show what a poll comes to"))
    showing.add_argument("id", type=row_id, metavar="ID")
    showing.set_defaults(run=show_poll)


FEATURE = Feature(name="community", add_verbs=_add_verbs)


def elsewhere(text: str) -> Elsewhere | None:
    """Return where a text belongs that was pasted for orders and is a poll or a sign-up, else None."""
    kind = likely_kind(text)
    if kind is None:
        return None
    sentence = (
        _("This looks like a sign-up, not like orders.")
        if kind is PollKind.SIGNUP
        else _("This looks like a poll, not like orders.")
    )
    return Elsewhere(sentence, _("Open it in Community"), Place(Page.COMMUNITY, paste=text))


def read_file(store: Store, arguments: argparse.Namespace) -> Report:
    """Return what a text says, with the neighbours of the store known; nothing is written."""
    text = text_of(arguments.file, most_bytes=_LARGEST_FILE)
    with store.read() as connection:
        draft = read(text, people_of(connection))
    return Report(tuple(_draft_lines(draft)), _draft_data(draft))


def list_polls(store: Store, _arguments: argparse.Namespace) -> Report:
    """Return the polls and sign-ups that are not in the bin, the latest first."""
    with store.read() as connection:
        found = polls(connection)
    lines = [f"{one.poll.id}  {title_of(one.poll.asked)}  {one.voices}" for one in found]
    data: list[Json] = [
        {
            "id": one.poll.id,
            "kind": str(one.poll.asked.kind),
            "title": one.poll.asked.title,
            "voices": one.voices,
            "heads": one.heads,
            "open": one.open,
            "closed": one.poll.closed_ms is not None,
        }
        for one in found
    ]
    return Report(tuple(lines), data)


def show_poll(store: Store, arguments: argparse.Namespace) -> Report:
    """Return what a poll comes to; UserError if there is none of that number."""
    with store.read() as connection:
        counted = tally_of(connection, arguments.id)
    if counted is None:
        raise UserError(_("There is no poll with the number {id}.").format(id=arguments.id))
    return Report(tuple(group_text(counted).splitlines()), _tally_data(counted))


def _tally_data(counted: Tally) -> Json:
    asked = counted.poll.asked
    return {
        **_asked_data(asked),
        "id": counted.poll.id,
        "counts": [{each.option.key: each.count for each in question.counts} for question in counted.questions],
        "heads": _heads_data(counted.heads) if counted.poll.is_sign_up else None,
        "answers": [
            {
                "name": voice.name,
                "room": voice.room,
                "neighbour": voice.neighbour_id,
                "picks": _picks_data(voice.picks),
                "heads": _heads_data(voice.heads),
                "note": voice.note,
                "waiting": voice in counted.waiting,
            }
            for voice in counted.voices
        ],
        "open": [{"line": voice.line, "said": voice.said} for voice in counted.open],
    }


def _draft_data(draft: Draft) -> Json:
    return {
        **_asked_data(draft.asked),
        "list": draft.is_list,
        "lines": [{"line": line.number, "kind": str(line.kind)} for line in draft.lines],
        "answers": [_answer_data(answer) for answer in draft.answers],
        "people": {
            answer.who: answer_text(draft.asked, answer.picks, answer.heads) for answer in draft.current.values()
        },
    }


def _asked_data(asked: Asked) -> dict[str, Json]:
    return {
        "kind": str(asked.kind),
        "title": asked.title,
        "questions": [
            {"several": one.several, "options": {option.key: option.label for option in one.options}}
            for one in asked.questions
        ],
        "seats": asked.seats,
        "seats_by": str(asked.seats_by),
    }


def _answer_data(answer: Answer) -> Json:
    return {
        "line": answer.line,
        "name": answer.name,
        "room": answer.room,
        "neighbour": answer.neighbour_id,
        "picks": _picks_data(answer.picks),
        "heads": _heads_data(answer.heads),
        "note": answer.note,
        "withdrawn": answer.withdrawn,
        "asks": None if answer.doubt is None else str(answer.doubt.code),
        "spans": [[span.start, span.end] for span in answer.spans],
    }


def _picks_data(picks: Picks) -> Json:
    return [list(keys) for keys in picks]


def _heads_data(heads: Heads | None) -> Json:
    return None if heads is None else {"adults": heads.adults, "children": heads.children, "others": heads.others}


def _draft_lines(draft: Draft) -> list[str]:
    lines = [title_of(draft.asked)]
    lines += [option.text for question in draft.asked.questions for option in question.options]
    lines += [
        f"{answer.who}  {answer_text(draft.asked, answer.picks, answer.heads)}" for answer in draft.current.values()
    ]
    lines += [_("? line {line}: {words}").format(line=answer.line, words=answer.said) for answer in draft.open]
    return lines
