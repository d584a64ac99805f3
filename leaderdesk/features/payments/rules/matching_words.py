"""The sentences of matching: why a line is sure, what is asked about it, and what the answers do."""

from __future__ import annotations

from collections.abc import Sequence

from leaderdesk.core.i18n import _, ngettext
from leaderdesk.core.money import format_yuan
from leaderdesk.features.payments.rules.bills import BillLine
from leaderdesk.features.payments.rules.matching import Answer, Deed, Doubt, Due, OpenLine
from leaderdesk.features.payments.rules.matching_state import DAY_MS, shares
from leaderdesk.features.payments.rules.payers import Payer, People, plain_name

_MINUTE_MS, _HOUR_MS = 60_000, 3_600_000


def noted_already() -> str:
    """Return the answer that nothing is to be booked any more."""
    return _("Noted already")


def exact(payer: Payer, way: Sequence[Due], *, refunded_fen: int) -> str:
    """Return why a payment is sure: who it is from, and that the sum is right."""
    if refunded_fen:
        return _("{who}; {back} went back, the rest is exact").format(who=payer.words, back=format_yuan(refunded_fen))
    if len(way) > 1:
        return ngettext(
            "{who}, and it is exactly her {count} order", "{who}, and it is exactly her {count} orders", len(way)
        ).format(who=payer.words, count=len(way))
    return _("{who}, the sum too").format(who=payer.words)


def rounded_up(payer: Payer, more_fen: int) -> str:
    """Return why a payment rounded up is sure."""
    return _("{who}, rounded up: {more} into her balance").format(who=payer.words, more=format_yuan(more_fen))


def noted_by_hand(payer: Payer) -> str:
    """Return why a payment needs no booking."""
    return _("{who}, and it was noted by hand already").format(who=payer.words)


def noted_and_open() -> str:
    """Return what is asked where the same sum was noted by hand and is open once more."""
    return _("The same sum was noted by hand, and it is open once more. Which is it?")


def refund_noted(back_fen: int) -> str:
    """Return why money that went back needs no booking."""
    return _("{sum} went back, and it was noted already").format(sum=format_yuan(back_fen))


def refunded_since(back_fen: int) -> str:
    """Return what is new in a payment that was booked before."""
    return _("booked before; {sum} went back since").format(sum=format_yuan(back_fen))


def unsettled(status: str) -> str:
    """Return what is asked of a payment that may not have come."""
    return _("The bill says “{status}”. Did it come?").format(status=status or "/")


def late(who: str, late_ms: int) -> str:
    """Return what is asked of a payment long after its round."""
    weeks = max(1, late_ms // (7 * DAY_MS))
    return ngettext(
        "It fits {who}, but came {count} week late", "It fits {who}, but came {count} weeks late", weeks
    ).format(who=who, count=weeks)


def which_order(fen: int) -> str:
    """Return what is asked where several orders of one neighbour fit."""
    return _("Several of her orders are {sum}. Which one?").format(sum=format_yuan(fen))


def which_person(count: int, fen: int) -> str:
    """Return what is asked where nothing but the sum says whose payment it is."""
    if count == 1:
        return _("Only one neighbour owes {sum}. Is it her?").format(sum=format_yuan(fen))
    return ngettext(
        "{count} neighbour owes {sum}. Which one is it?", "{count} neighbours owe {sum}. Which one is it?", count
    ).format(count=count, sum=format_yuan(fen))


def of_round(way: Sequence[Due]) -> str:
    """Return the words for orders by their rounds."""
    return "、".join(due.round_name for due in way)


def owes_only(who: str, owed_fen: int) -> str:
    """Return why a payment far above what somebody owes is left alone."""
    return _("{who} owes {sum} only").format(who=who, sum=format_yuan(owed_fen))


def several_of_that_name(count: int) -> str:
    """Return why a payment of one of several with that name is left alone."""
    return ngettext(
        "{count} neighbour may be meant, and the sum fits nobody",
        "{count} neighbours may be meant, and the sum fits nobody",
        count,
    ).format(count=count)


def for_another(payer: str, other: str) -> str:
    """Return what is asked where somebody who owes nothing pays what one other owes."""
    return _("{payer} owes nothing, {other} exactly this").format(payer=payer, other=other)


def nobody(line: BillLine, owing: int) -> str:
    """Return why nothing fits: no such name, and no such sum or too many of it."""
    named = bool(plain_name(line.payer)) and line.kind != plain_name(line.payer)
    if owing:
        words = ngettext(
            "{count} order has this sum, and no name helps", "{count} orders have this sum, and no name helps", owing
        )
        return words.format(count=owing)
    if named:
        return _("no neighbour of that name, and nobody owes this sum")
    return _("no name, and nobody owes {sum}").format(sum=format_yuan(line.net_fen))


def paid_twice(after_ms: int) -> str:
    """Return what is asked of the same payment once more."""
    if after_ms < _HOUR_MS:
        minutes = max(1, after_ms // _MINUTE_MS)
        return ngettext(
            "The same came {count} minute before, as if paid twice",
            "The same came {count} minutes before, as if paid twice",
            minutes,
        ).format(count=minutes)
    hours = after_ms // _HOUR_MS
    return ngettext(
        "The same came {count} hour before, as if paid twice",
        "The same came {count} hours before, as if paid twice",
        hours,
    ).format(count=hours)


def books(words: str, way: Sequence[Due], fen: int) -> Answer:
    """Return the answer that books the sum for these orders."""
    return Answer(words, Deed.BOOK, shares(way, fen))


def not_her() -> Answer:
    """Return the answer that it is somebody else."""
    return Answer(_("Not her"), Deed.LOOSE)


def none_of_them(count: int) -> Answer:
    """Return the answer that it is none of so many."""
    return not_her() if count == 1 else Answer(_("None of them"), Deed.LOOSE)


def for_both(line: OpenLine, people: People, owing: tuple[Sequence[Due], Sequence[Due]]) -> Doubt:
    """Return the question whether a payment is for two neighbours."""
    (first, second), net = owing, line.line.net_fen
    named = [(people.name_of.get(dues[0].neighbour_id, ""), sum(due.due_fen for due in dues)) for dues in owing]
    reason = _("Exactly {first} {first_sum} and {second} {second_sum}").format(
        first=named[0][0], first_sum=format_yuan(named[0][1]), second=named[1][0], second_sum=format_yuan(named[1][1])
    )
    both = Answer(_("Share it between them"), Deed.BOOK, (*shares(first, named[0][1]), *shares(second, named[1][1])))
    return Doubt(line, reason, (both, books(_("Only {who}").format(who=named[0][0]), first, net)))


def rounded_down(line: OpenLine, who: str, way: Sequence[Due], less_fen: int) -> Doubt:
    """Return the question what becomes of the cents that are missing."""
    net, less = line.line.net_fen, format_yuan(less_fen)
    parts = shares(way, net)
    answers = (
        Answer(_("It is her, let {sum} go").format(sum=less), Deed.WAIVE, parts, waived_fen=less_fen),
        Answer(_("It is her, {sum} still open").format(sum=less), Deed.BOOK, parts),
        not_her(),
    )
    return Doubt(line, _("{who}, rounded down: {sum} is missing").format(who=who, sum=less), answers)


def wrong_sum(line: OpenLine, lead: str, dues: Sequence[Due]) -> Doubt:
    """Return the question about a payment that is more or less than what is owed."""
    net, chosen = line.line.net_fen, _nearest(dues, line.line.net_fen)
    owed = sum(due.due_fen for due in chosen)
    difference = format_yuan(abs(net - owed))
    if net < owed:
        reason = _("{lead}, but {owed} is due: {less} short").format(lead=lead, owed=format_yuan(owed), less=difference)
        first = books(_("It is her, {sum} still open").format(sum=difference), chosen, net)
    elif net > owed:
        reason = _("{lead}, but {owed} is due: {more} over").format(lead=lead, owed=format_yuan(owed), more=difference)
        first = books(_("It is her, the rest into her balance"), chosen, net)
    else:
        reason = _("{lead}, and the sum is right").format(lead=lead)
        first = books(_("It is her"), chosen, net)
    return Doubt(line, reason, (first, not_her()))


def resembles(line: OpenLine, who: str, dues: Sequence[Due]) -> Doubt:
    """Return the question whether a payer is the neighbour whose name looks like hers."""
    return wrong_sum(line, _("The name is like {who}").format(who=who), dues)


def _nearest(dues: Sequence[Due], fen: int) -> Sequence[Due]:
    """Return the order whose sum is nearest to the payment, or all of them if that is nearer still."""
    one = min(dues, key=lambda due: (abs(due.due_fen - fen), due.from_ms))
    return dues if abs(sum(due.due_fen for due in dues) - fen) < abs(one.due_fen - fen) else (one,)
