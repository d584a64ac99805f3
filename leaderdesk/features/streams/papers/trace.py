"""The trace cards of a round, or of one batch, on paper."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from leaderdesk.core.i18n import _
from leaderdesk.documents.trace_card import TraceRow, TraceSheetCard
from leaderdesk.documents.trace_card_pdf import trace_cards_pdf, write_trace_cards
from leaderdesk.features.streams.rules.trace import TraceCard, code_text
from leaderdesk.storage.business import Business


def trace_cards(cards: Sequence[TraceCard], business: Business) -> bytes:
    """Return the PDF of the cards, four of A6 on a page of A4."""
    return trace_cards_pdf(_sheet(cards, business), title=_("Trace cards"))


def write_traces(path: Path, cards: Sequence[TraceCard], business: Business) -> None:
    """Make `path` the PDF of the cards, whole or untouched."""
    write_trace_cards(path, _sheet(cards, business), title=_("Trace cards"))


def shop_words(business: Business) -> str:
    """Return who stands for the goods: the leader and her estate, no phone."""
    parts = (business.estate_name, business.leader_name)
    return " · ".join(part for part in parts if part)


def _sheet(cards: Sequence[TraceCard], business: Business) -> tuple[TraceSheetCard, ...]:
    shop = shop_words(business)
    return tuple(
        TraceSheetCard(
            product=card.product,
            batch=_("batch {code}").format(code=card.code) if card.code else _("no batch written down yet"),
            rows=tuple(TraceRow(line.trace.title, line.value, line.missing) for line in card.lines),
            code=code_text(card, shop),
            story=card.story,
            shop=shop,
            warning=_("Called back") if card.recalled else "",
        )
        for card in cards
    )
