"""What is copied into the group to be answered there: one question, or all that are open; no phone number in it."""

from __future__ import annotations

import re

from leaderdesk.core.i18n import _
from leaderdesk.core.text import masked_phone
from leaderdesk.features.orders.rules.review import Review

_PHONE = re.compile(r"(?<![0-9])1[3-9][0-9]{9}(?![0-9])")


def question_to(asked: str) -> str:
    """Return a question as it may stand in the group: phone numbers masked."""
    return _PHONE.sub(lambda match: masked_phone(match[0]), asked)


def questions_to_group(review: Review) -> tuple[str, int]:
    """Return one polite text with every question that neighbours can answer, and how many they are."""
    asked = [row.ask.ask_her for row in review.open_rows if row.ask is not None and row.ask.ask_her]
    if not asked:
        return "", 0
    lines = [_("Neighbours, I want to be sure of these, please answer when you have a moment:")]
    lines += [f"{number}. {question_to(words)}" for number, words in enumerate(asked, start=1)]
    lines.append(_("Thank you!"))
    return "\n".join(lines), len(asked)
