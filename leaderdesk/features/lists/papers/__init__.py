"""Lists on paper and as workbooks."""

from __future__ import annotations

from leaderdesk.features.lists.papers.filling import fill
from leaderdesk.features.lists.papers.sheets import list_pdf, write_list
from leaderdesk.features.lists.papers.workbook import write_list_book

__all__ = ["fill", "list_pdf", "write_list", "write_list_book"]
