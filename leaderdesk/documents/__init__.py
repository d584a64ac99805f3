"""Papers and workbooks: the only place that knows how a PDF or a workbook is made."""
