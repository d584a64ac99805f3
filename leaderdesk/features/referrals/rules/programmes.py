"""Which rules hold on a day, and what they say in words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from leaderdesk.core.errors import UserError
from leaderdesk.core.i18n import _, ngettext
from leaderdesk.core.money import format_yuan
from leaderdesk.features.referrals.rules import Programme, Reason

MOST_DAYS = 60
MOST_CAP = 999


def in_force(programmes: Iterable[Programme], day: dt.date) -> Programme | None:
    """Return the programme that holds on `day`: the latest that has begun, unless it has ended; None without one."""
    begun = [one for one in programmes if one.starts_on <= day]
    if not begun:
        return None
    latest = max(begun, key=lambda one: (one.starts_on, one.id))
    return None if latest.ends_on is not None and latest.ends_on < day else latest


def check(programme: Programme) -> None:
    """Refuse, with a sentence, rules that cannot be."""
    if programme.ends_on is not None and programme.ends_on < programme.starts_on:
        raise UserError(_("The last day lies before the first. Choose a later one."))
    if not 0 <= programme.window_days <= MOST_DAYS:
        raise UserError(_("The days for returns are a number from 0 to {most}.").format(most=MOST_DAYS))
    if not 0 <= programme.monthly_cap <= MOST_CAP:
        raise UserError(_("The most in a month is a number up to {most}, or 0 for no limit.").format(most=MOST_CAP))
    if programme.minimum_fen < 0:
        raise UserError(_("The first order's minimum is a sum of money, or 0."))


def words_of(programme: Programme) -> str:
    """Return the rules as the leader reads them to the group: short, one line each."""
    gifts = programme.gifts
    lines = [programme.name or _("Neighbours help each other")]
    both = {gifts[reason].name for reason in (Reason.REFERRER, Reason.NEWCOMER) if reason in gifts}
    if Reason.REFERRER in gifts and Reason.NEWCOMER in gifts and len(both) == 1:
        lines.append(_("Bring a new neighbour, and both of you get {gift}.").format(gift=both.pop()))
    else:
        if Reason.REFERRER in gifts:
            lines.append(_("Who brings a new neighbour gets {gift}.").format(gift=gifts[Reason.REFERRER].name))
        if Reason.NEWCOMER in gifts:
            lines.append(_("The new neighbour gets {gift}.").format(gift=gifts[Reason.NEWCOMER].name))
    lines += _conditions(programme)
    if Reason.THIRD in gifts:
        lines.append(_("For the third neighbour there is also {gift}.").format(gift=gifts[Reason.THIRD].name))
    if Reason.TENTH in gifts:
        lines.append(_("For the tenth neighbour there is also {gift}.").format(gift=gifts[Reason.TENTH].name))
    lines.append(_("In your first list just write who brought you."))
    return "\n".join(lines)


def _conditions(programme: Programme) -> list[str]:
    lines = []
    if programme.minimum_fen:
        lines.append(_("The first order comes to {sum} or more.").format(sum=format_yuan(programme.minimum_fen)))
    if programme.window_days:
        words = ngettext(
            "The gift comes {count} day after the goods were fetched, if all was well.",
            "The gift comes {count} days after the goods were fetched, if all was well.",
            programme.window_days,
        )
        lines.append(words.format(count=programme.window_days))
    if programme.monthly_cap:
        words = ngettext(
            "Each of us can bring {count} neighbour a month this way.",
            "Each of us can bring {count} neighbours a month this way.",
            programme.monthly_cap,
        )
        lines.append(words.format(count=programme.monthly_cap))
    if programme.ends_on is not None:
        day = programme.ends_on
        lines.append(_("This holds until {month}/{day}.").format(month=day.month, day=day.day))
    return lines
