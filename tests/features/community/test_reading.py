"""Polls and sign-ups as groups write them, read."""

from __future__ import annotations

import pytest

from leaderdesk.features.community.rules.model import Answer, Draft
from leaderdesk.features.community.rules.reading import read
from tests.features.community.texts import TEXTS, Text


def said(answer: Answer) -> str:
    """Return an answer as the texts write it."""
    if answer.withdrawn:
        return "-"
    if answer.heads is not None:
        return f"{answer.heads.adults}+{answer.heads.children}+{answer.heads.others}"
    return "|".join(",".join(keys) for keys in answer.picks)


def options(draft: Draft) -> str:
    """Return the options as the texts write them."""
    return " | ".join(
        " ".join(f"{option.key}={option.label}" for option in question.options) for question in draft.asked.questions
    )


@pytest.mark.parametrize("case", TEXTS, ids=lambda case: case.name)
def test_text_is_read(case: Text) -> None:
    draft = read(case.text)
    assert options(draft) == case.options
    assert str(draft.asked.kind) == case.kind
    assert {answer.who: said(answer) for answer in draft.current.values()} == case.said
    assert tuple(answer.line for answer in draft.open) == case.asked
    notes = {answer.who: answer.note for answer in draft.current.values() if answer.note}
    assert notes == case.notes
    assert draft.asked.seats == case.seats
    assert [question.several for question in draft.asked.questions] == [case.several] * len(draft.asked.questions)


@pytest.mark.parametrize("case", TEXTS, ids=lambda case: case.name)
def test_every_line_is_accounted_for(case: Text) -> None:
    draft = read(case.text)
    assert [line.number for line in draft.lines] == list(range(1, case.text.count("\n") + 2))
