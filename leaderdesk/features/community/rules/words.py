"""Polls in words: the answer of one person, and the result as a text for the group, without rooms and phones."""

from __future__ import annotations

from leaderdesk.core.i18n import _, ngettext
from leaderdesk.features.community.rules.heads import heads_text
from leaderdesk.features.community.rules.model import Asked, Heads, Picks
from leaderdesk.features.community.rules.tally import OptionCount, Tally, Voice

_NAMELESS = "…"


def answer_text(asked: Asked, picks: Picks, heads: Heads | None) -> str:
    """Return an answer as it is shown: "A 草莓", "2大1小"."""
    if heads is not None:
        return heads_text(heads)
    parts = []
    for place, question in enumerate(asked.questions):
        chosen = picks[place] if place < len(picks) else ()
        named = [option.text for option in question.options if option.key in chosen]
        if named:
            parts.append("、".join(named))
    return " | ".join(parts)


def voice_text(asked: Asked, voice: Voice) -> str:
    """Return what a person answered, with her note."""
    return " · ".join(part for part in (answer_text(asked, voice.picks, voice.heads), voice.note) if part)


def heads_sum_text(heads: Heads) -> str:
    """Return heads in whole words: "12 grown-ups, 9 children"."""
    parts = []
    if heads.adults:
        parts.append(ngettext("{count} grown-up", "{count} grown-ups", heads.adults).format(count=heads.adults))
    if heads.children:
        parts.append(ngettext("{count} child", "{count} children", heads.children).format(count=heads.children))
    if heads.others:
        parts.append(ngettext("{count} person", "{count} people", heads.others).format(count=heads.others))
    return _(", ").join(parts)


def group_text(tally: Tally) -> str:
    """Return the result for the group: names as in the group, no room, no phone, no note."""
    return _sign_up_text(tally) if tally.poll.is_sign_up else _poll_text(tally)


def title_of(asked: Asked) -> str:
    """Return what a poll is called."""
    if asked.title:
        return asked.title
    return _("Sign-up without a title") if not asked.questions else _("Poll without a title")


def _poll_text(tally: Tally) -> str:
    lines = [_("【Result】{title}").format(title=title_of(tally.poll.asked))]
    for place, counted in enumerate(tally.questions, start=1):
        if len(tally.questions) > 1:
            lines.append(_("Question {number}").format(number=place))
        lines += [_option_line(each) for each in counted.counts]
    people = len(tally.voices)
    lines.append(ngettext("{count} neighbour answered.", "{count} neighbours answered.", people).format(count=people))
    if tally.keyed:
        lines.append(keyed_text(tally.keyed))
    return "\n".join(lines)


def keyed_text(count: int) -> str:
    """Return how many votes were counted by key while the stream was live."""
    return ngettext(
        "{count} vote was called out in the stream.", "{count} votes were called out in the stream.", count
    ).format(count=count)


def _option_line(counted: OptionCount) -> str:
    votes = ngettext("{count} vote", "{count} votes", counted.count).format(count=counted.count)
    names = _names(counted.voices)
    return _("{option}: {votes}").format(option=counted.option.text, votes=votes) + (f" ({names})" if names else "")


def _sign_up_text(tally: Tally) -> str:
    asked = tally.poll.asked
    lines = [_("【Sign-up】{title}").format(title=title_of(asked))]
    for place, voice in enumerate(tally.coming, start=1):
        lines.append(f"{place}. {_shown(voice)} {answer_text(asked, (), voice.heads)}".rstrip())
    total = tally.heads.total
    summed = ngettext("{count} person in all", "{count} people in all", total).format(count=total)
    lines.append(
        summed if not (tally.heads.adults or tally.heads.children) else f"{summed} ({heads_text(tally.heads)})"
    )
    if tally.free_seats is not None:
        free = tally.free_seats
        lines.append(
            ngettext("{count} seat left", "{count} seats left", free).format(count=free) if free else _("Full.")
        )
    if tally.waiting:
        lines.append(_("Waiting in this order: {names}").format(names=_names(tally.waiting)))
    return "\n".join(lines)


def _names(voices: tuple[Voice, ...]) -> str:
    return "、".join(_shown(voice) for voice in voices)


def _shown(voice: Voice) -> str:
    """Return a name for the group; whoever is known by her room alone is not named."""
    return voice.name or _NAMELESS
