"""The sentences about a shortage: what a policy comes to, and what is written to each neighbour."""

from __future__ import annotations

from collections.abc import Sequence

from leaderdesk.core.amount import amount_text
from leaderdesk.core.i18n import N_, _, ngettext
from leaderdesk.core.money import format_yuan
from leaderdesk.features.arrivals.rules.counting import Count, quantity
from leaderdesk.features.arrivals.rules.portions import Policy
from leaderdesk.features.arrivals.rules.sharing import Compared, Cut, Sharing

POLICY_NAMES = {
    Policy.FIRST_COME: N_("First come"),
    Policy.IN_PROPORTION: N_("In proportion"),
    Policy.ONE_EACH: N_("One for each door"),
    Policy.LEAST_SHORT: N_("Take turns"),
    Policy.BY_HAND: N_("By hand"),
}
POLICY_RULES = {
    Policy.FIRST_COME: N_("who came late goes without"),
    Policy.IN_PROPORTION: N_("who ordered more gives more"),
    Policy.ONE_EACH: N_("one for everybody, then by turn"),
    Policy.LEAST_SHORT: N_("who went short before comes first"),
    Policy.BY_HAND: N_("decide door by door"),
}
_SHORT_TEXTS = (
    N_(
        "{who}, only {came} of {product} came this time, and I wanted every door to have a taste: "
        "yours is {now} this time. {money} Sorry about that."
    ),
    N_("{who}, {product} came short, only {came} in all. I could keep {now} for you. {money} Thank you."),
    N_("{who}, a word about {product}: the van brought {came}, less than we asked for. You get {now}. {money}"),
)
_NONE_TEXTS = (
    N_("{who}, only {came} of {product} came and it did not reach you. {money} So sorry, you first next time."),
    N_("{who}, I could not keep any {product} for you this time: only {came} came. {money} Please do not mind."),
    N_("{who}, {product} came short, {came} in all, and yours is not among it. {money} I owe you one."),
)
TEXTS = len(_SHORT_TEXTS)
"""How many ways of saying it there are."""


def result_words(sharing: Sharing, unit: str) -> str:
    """Return what a policy comes to, before it is chosen: 5 户各少 1 盒."""
    if sharing.emptied:
        words = ngettext("{count} door gets none", "{count} doors get none", len(sharing.emptied))
        return words.format(count=len(sharing.emptied))
    if sharing.policy is Policy.ONE_EACH and sharing.cuts:
        return _("nobody goes without")
    return cut_words(sharing, unit)


def cut_words(sharing: Sharing, unit: str) -> str:
    """Return how many give way by how much."""
    less = sorted({cut.party.ordered_milli - cut.now_milli for cut in sharing.cuts})
    if not less:
        return _("nobody has to give way")
    count = len(sharing.cuts)
    if len(less) == 1:
        words = ngettext("{count} door gives up {amount}", "{count} doors give up {amount} each", count)
        return words.format(count=count, amount=quantity(less[0], unit))
    words = ngettext("{count} door gives up {least} to {most}", "{count} doors give up {least} to {most}", count)
    return words.format(count=count, least=amount_text(less[0]), most=quantity(less[-1], unit))


def compared_words(others: Sequence[Compared]) -> str:
    """Return whom a policy treats otherwise than first come, first served: 4 户多拿，4 户让一让."""
    gain = sum(1 for each in others if each.more_milli > 0)
    give = len(others) - gain
    if not others:
        return _("just like first come, first served")
    return _("{gain} get more than first come, {give} get less").format(gain=gain, give=give)


def money_words(cut: Cut, *, refunded: bool = False) -> str:
    """Return what happens to her money, in a text to her; empty where nothing does."""
    parts = []
    if cut.back_fen:
        words = _("I send you back {sum} by WeChat.") if refunded else _("{sum} is on your balance for the next time.")
        parts.append(words.format(sum=format_yuan(cut.back_fen)))
    if cut.owes_less_fen:
        parts.append(_("You pay {sum} less.").format(sum=format_yuan(cut.owes_less_fen)))
    if cut.adds_fen:
        parts.append(_("Please add {sum} at pickup.").format(sum=format_yuan(cut.adds_fen)))
    if cut.waived_fen:
        parts.append(_("The {sum} more is on me.").format(sum=format_yuan(cut.waived_fen)))
    return " ".join(parts)


def short_text(cut: Cut, count: Count, *, variant: int = 0, refunded: bool = False) -> str:
    """Return what is written to a neighbour who goes short; `variant` turns through the ways of saying it."""
    texts = _NONE_TEXTS if cut.now_milli == 0 else _SHORT_TEXTS
    unit = count.offer.unit
    return _plain(
        _(texts[variant % len(texts)]).format(
            who=cut.party.name,
            product=count.offer.label,
            came=quantity(count.received_milli or 0, unit),
            now=quantity(cut.now_milli, unit),
            money=money_words(cut, refunded=refunded),
        )
    )


def weight_text(cut: Cut, count: Count, *, refunded: bool = False) -> str:
    """Return what is written to a neighbour whose goods weigh otherwise than ordered."""
    unit = count.offer.unit
    return _plain(
        _("{who}, your {product} weighs {now} (ordered {was}). {money}").format(
            who=cut.party.name,
            product=count.offer.label,
            now=quantity(cut.now_milli, unit),
            was=quantity(cut.party.ordered_milli, unit),
            money=money_words(cut, refunded=refunded),
        )
    )


def _plain(text: str) -> str:
    # Sentences are joined by a space, which Chinese does without.
    return " ".join(text.split()).replace("。 ", "。").replace("， ", "，")
