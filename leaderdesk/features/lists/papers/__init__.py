"""Lists on paper and as workbooks."""

from __future__ import annotations

from leaderdesk.features.lists.papers.filling import fill, goods_of
from leaderdesk.features.lists.papers.sheets import list_pdf, write_list
from leaderdesk.features.lists.papers.workbook import write_list_book

__all__ = ["fill", "goods_of", "list_pdf", "write_list", "write_list_book"]
