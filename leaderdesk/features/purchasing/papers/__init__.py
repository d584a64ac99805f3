"""What goes to the suppliers, without anybody's name, and the summary of a round for the leader."""

from __future__ import annotations

from leaderdesk.features.purchasing.papers.purchase import supplier_paper, write_purchase
from leaderdesk.features.purchasing.papers.summary import write_summary

__all__ = ["supplier_paper", "write_purchase", "write_summary"]
