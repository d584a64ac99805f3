"""The sentences of referrals: where each stands, why it was turned away, what is asked, thanks and welcome."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import reduce

from leaderdesk.core.clock import local
from leaderdesk.core.i18n import N_, _, ngettext
from leaderdesk.core.money import format_yuan
from leaderdesk.features.referrals.rules import Award, Flag, Known, Reason, Stage, Standing, Why
from leaderdesk.features.referrals.rules.honour import Honoured

STAGE_WORDS = {
    Stage.NAMED: N_("named"),
    Stage.ORDERED: N_("has ordered"),
    Stage.PICKED_UP: N_("has picked up"),
    Stage.DUE: N_("gift due"),
    Stage.GIVEN: N_("given"),
}

_WHY = {
    Why.WITHDRAWN: N_("taken back"),
    Why.ONESELF: N_("She named herself."),
    Why.RING: N_("They brought each other in a ring."),
    Why.TWICE: N_("Somebody else brought her before."),
    Why.BOUGHT_BEFORE: N_("She had bought before."),
    Why.OTHER_NUMBER: N_("Somebody of the same phone or name and door had bought before."),
    Why.NOT_COUNTED: N_("not counted, as you decided"),
}

_FLAGS = {
    Flag.SAME_HOUSEHOLD: N_("same household"),
    Flag.SAME_PHONE: N_("same phone"),
    Flag.KNOWN_HOUSEHOLD: N_("household known"),
    Flag.MANY_AT_ONCE: N_("many at once"),
    Flag.OVER_CAP: N_("over the monthly cap"),
}

_REASONS = {
    Reason.REFERRER: N_("thanks for bringing {who}"),
    Reason.NEWCOMER: N_("welcome; {who} brought her"),
    Reason.THIRD: N_("the third neighbour she brought"),
    Reason.TENTH: N_("the tenth neighbour she brought"),
    Reason.DISH: N_("thanks for the dish she showed"),
    Reason.WELCOME: N_("welcome"),
}


def stage_word(standing: Standing) -> str:
    """Return the word beside the dots."""
    if standing.reversed:
        return _("refunded")
    if standing.why is not None:
        return _("taken back") if standing.why is Why.WITHDRAWN else _("does not count")
    return _(STAGE_WORDS[standing.stage])


def why_words(why: Why) -> str:
    """Return why a referral comes to nothing."""
    return _(_WHY[why])


def flag_words(flags: Iterable[Flag]) -> str:
    """Return what makes a referral be looked at, in a few words."""
    return _(", ").join(_(_FLAGS[flag]) for flag in sorted(flags))


def person_words(one: Known) -> str:
    """Return the name and the room: 张阿姨 3-502."""
    return f"{one.name} {one.room}".strip()


def question(standing: Standing) -> str:
    """Return the question about a referral, whole."""
    if standing.reversed:
        return _("The gift was given, and then {who} got her money back. Did the gift come back?").format(
            who=standing.newcomer.name
        )
    parts = []
    if Flag.SAME_HOUSEHOLD in standing.asks:
        parts.append(_("Both live in {room}, like one family.").format(room=standing.newcomer.room))
    if Flag.SAME_PHONE in standing.asks:
        parts.append(_("Both have the same phone number."))
    if Flag.KNOWN_HOUSEHOLD in standing.asks:
        parts.append(_("Somebody else of {room} has bought before.").format(room=standing.newcomer.room))
    if Flag.MANY_AT_ONCE in standing.asks:
        parts.append(_("{who} named many new neighbours within a day.").format(who=standing.referrer.name))
    if Flag.OVER_CAP in standing.asks and standing.referral.programme is not None:
        cap = standing.referral.programme.monthly_cap
        parts.append(_("{who} has brought {cap} this month already.").format(who=standing.referrer.name, cap=cap))
    return " ".join([*parts, _("Does it count as brought?")])


def detail(standing: Standing) -> str:
    """Return what is to say of a referral beside its state: what is missing, what is due, when it was given."""
    if standing.why is not None:
        return why_words(standing.why)
    if standing.asks or standing.reversed:
        return flag_words(standing.asks) or _("refunded after the gift")
    if standing.stage is Stage.GIVEN:
        return _given(standing)
    if standing.stage is Stage.DUE:
        return gift_names(standing)
    if standing.stage is Stage.PICKED_UP:
        if standing.waits_until_ms is None:
            return _("no rules held then")
        day = local(standing.waits_until_ms)
        return _("returns until {month}/{day}").format(month=day.month, day=day.day)
    return _waiting(standing)


def listed(names: Iterable[str]) -> str:
    """Return names one after the other: 尝鲜杯、小面包券."""
    return reduce(lambda before, name: _("{names}, {name}").format(names=before, name=name), names)


def gift_names(standing: Standing) -> str:
    """Return the names of the gifts that are due or put to a round, each once."""
    names = [award.gift.name for award in standing.open_awards] + [due.gift.name for due in standing.dues]
    return listed(dict.fromkeys(names)) if names else ""


def gift_reason(award: Award, other: str) -> str:
    """Return what a gift is for; `other` is the name of the one at the other end of the referral."""
    return _(_REASONS[award.reason]).format(who=other)


def label_words(count: int) -> str:
    """Return what the label says of gifts: how many, as the rest is said at the table."""
    return ngettext("{count} gift", "{count} gifts", count).format(count=count)


@dataclass(frozen=True, slots=True)
class Shortage:
    """Of a gift less is there than is due."""

    name: str
    wanted_milli: int
    left_milli: int


def shortage_words(found: Sequence[Shortage]) -> str:
    """Return in a sentence what is missing of the gifts; empty if nothing is."""
    parts = [
        _("{gift}: {left} there, {wanted} due").format(
            gift=one.name, left=max(one.left_milli, 0) // 1000, wanted=one.wanted_milli // 1000
        )
        for one in found
    ]
    return _("; ").join(parts)


def thanks_text(lines: Sequence[Honoured], *, names: bool = True) -> str:
    """Return the thanks for the group: those who agreed by name, the others counted."""
    named = [line for line in lines if names and line.neighbour.agreed]
    others = len(lines) - len(named)
    if not lines:
        return _("Thank you for telling your neighbours about us.")
    parts = [_("Thank you for bringing new neighbours:")]
    parts += [
        ngettext("{who}, {count} neighbour", "{who}, {count} neighbours", line.count).format(
            who=line.neighbour.name, count=line.count
        )
        for line in named
    ]
    if others and named:
        words = ngettext("and {count} more who likes to stay quiet", "and {count} more who like to stay quiet", others)
        parts.append(words.format(count=others))
    elif others:
        words = ngettext("{count} of us brought somebody.", "{count} of us brought somebody.", others)
        parts.append(words.format(count=others))
    parts.append(_("The gifts lie with your bags."))
    return "\n".join(parts)


def greeting_text(newcomer: str, referrer: str = "", leader: str = "") -> str:
    """Return the greeting for a newcomer, ready to paste."""
    first = (
        _("Hello {who}, welcome! {referrer} told us about you.").format(who=newcomer, referrer=referrer)
        if referrer
        else _("Hello {who}, welcome!").format(who=newcomer)
    )
    second = _("Write your room and what you would like below the list; I tell you when it comes.")
    third = _("If anything is not right, tell me. {leader}").format(leader=leader).strip()
    return f"{first}\n{second}\n{third}"


def first_bag_text(newcomer: str) -> str:
    """Return the question after the first bag, ready to paste."""
    return _("{who}, how was the first bag? From 0 to 10, would you tell a neighbour about us?").format(who=newcomer)


def refusals_text(found: Iterable[Standing]) -> str:
    """Return how many referrals the rules turned away, with the reasons; empty if none."""
    counts = Counter(one.why for one in found if one.why is not None and one.why not in _LEADERS)
    return "\n".join(f"{why_words(why)} ×{count}" for why, count in sorted(counts.items()))


_LEADERS = frozenset({Why.WITHDRAWN, Why.NOT_COUNTED})


def _given(standing: Standing) -> str:
    moments = [award.given_at_ms for award in standing.awards if award.given_at_ms is not None]
    if not moments:
        return _("nothing was to be given")
    day = local(max(moments))
    words = _("both have it since {month}/{day}") if len(standing.awards) > 1 else _("given on {month}/{day}")
    return words.format(month=day.month, day=day.day)


def _waiting(standing: Standing) -> str:
    first, programme = standing.newcomer.first, standing.referral.programme
    if standing.stage is Stage.ORDERED:
        return _("not fetched yet")
    if first is None:
        return _("nothing ordered yet")
    if programme is not None and first.value_fen < programme.minimum_fen:
        return _("{sum} to the minimum").format(sum=format_yuan(programme.minimum_fen - first.value_fen))
    return _("not paid yet: {sum}").format(sum=format_yuan(first.due_fen))
