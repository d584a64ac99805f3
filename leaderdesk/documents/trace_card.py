"""What a trace card holds: goods, the batch, what is known of it line by line, and the words of its code."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TraceRow:
    """One thing a neighbour may ask; `missing` names what is lacking, both are given where it is known in part."""

    heading: str
    value: str
    missing: str = ""


@dataclass(frozen=True, slots=True)
class TraceSheetCard:
    """One card: `code` is what a phone shows that looks at it, `shop` who stands for it, `warning` a recall."""

    product: str
    batch: str
    rows: tuple[TraceRow, ...]
    code: str
    story: str = ""
    shop: str = ""
    warning: str = ""
