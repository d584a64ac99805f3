"""Questions, choices and doubts as the store keeps them: JSON that reads back the same."""

from __future__ import annotations

import json
from collections.abc import Sequence

from leaderdesk.features.community.rules.model import Doubt, DoubtCode, Heads, Option, Picks, Question


def questions_json(questions: Sequence[Question]) -> str:
    """Return the questions as JSON."""
    return _dumped(
        [
            {
                "text": one.text,
                "several": one.several,
                "options": [[option.key, option.label] for option in one.options],
            }
            for one in questions
        ]
    )


def questions_of(kept: str) -> tuple[Question, ...]:
    """Return the questions that were kept."""
    return tuple(
        Question(one["text"], tuple(Option(key, label) for key, label in one["options"]), one["several"])
        for one in json.loads(kept)
    )


def picks_json(picks: Picks) -> str:
    """Return choices as JSON."""
    return _dumped([list(keys) for keys in picks])


def picks_of(kept: str) -> Picks:
    """Return the choices that were kept."""
    return tuple(tuple(keys) for keys in json.loads(kept))


def doubt_json(doubt: Doubt | None) -> str:
    """Return a doubt as JSON, "" for none."""
    if doubt is None:
        return ""
    heads = [[one.adults, one.children, one.others] for one in doubt.heads]
    return _dumped([str(doubt.code), doubt.words, list(doubt.people), list(doubt.keys), heads])


def doubt_of(kept: str) -> Doubt | None:
    """Return the doubt that was kept, None for ""."""
    if not kept:
        return None
    code, words, people, keys, heads = json.loads(kept)
    return Doubt(DoubtCode(code), words, tuple(people), tuple(keys), tuple(Heads(*one) for one in heads))


def _dumped(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
