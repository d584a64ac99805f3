"""What is written to a neighbour about her claim; it is only ever copied, never sent."""

from __future__ import annotations

from leaderdesk.core.amount import amount_text
from leaderdesk.core.i18n import N_, _
from leaderdesk.core.money import format_yuan
from leaderdesk.features.claims.rules import Claim, Wish

_HEARD = (
    N_("{who}, thank you for the picture of the {product}. I am looking into it and will tell you today."),
    N_("{who}, I have seen what happened to the {product}, sorry about that. I will come back to you."),
)
_BACK = (
    N_("{who}, sorry about the {product}. I have sent {sum} back to you, please have a look."),
    N_("{who}, the {product} should not have come like that. {sum} is on its way back to you. Thank you for telling."),
)
_CREDIT = (
    N_("{who}, sorry about the {product}. {sum} is on your balance and goes off the next order."),
    N_("{who}, the {product} should not have come like that. I have put {sum} on your balance. Thank you for telling."),
)
_LESS = (
    N_("{who}, sorry about the {product}. I have taken {sum} off what you pay for this round."),
    N_("{who}, the {product} should not have come like that. This round is {sum} less for you. Thank you for telling."),
)
_ANOTHER = (
    N_("{who}, sorry about the {product}. Another {amount} goes into your bag next round, for nothing."),
    N_("{who}, the {product} should not have come like that. Next round I add {amount} for you, nothing to pay."),
)
_THANKS = (
    N_("{who}, thank you for telling me about the {product}. I will have a word with the grower."),
    N_("{who}, good that you said it. I will look at the {product} more closely next time. Thank you."),
)
TEXTS = len(_HEARD)
"""How many ways of saying it there are."""


def claim_text(claim: Claim, way: int) -> str:
    """Return what is written to the neighbour, said in the way of that number, counted from 0."""
    texts = _texts(claim)
    return _(texts[way % len(texts)]).format(
        who=claim.neighbour_name,
        product=claim.product,
        sum=format_yuan(claim.refund_fen),
        amount=_("{amount} {unit}").format(amount=amount_text(claim.amount_milli), unit=claim.unit).strip(),
    )


def _texts(claim: Claim) -> tuple[str, str]:
    if claim.answer is None:
        return _HEARD
    if claim.answer is Wish.REPLACEMENT:
        return _ANOTHER
    if claim.answer is Wish.THANKS:
        return _THANKS
    if claim.paid_fen:
        return _BACK
    # What had not been paid yet is simply less to pay.
    return _LESS if claim.due_fen >= 0 else _CREDIT
