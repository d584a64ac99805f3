"""The pages of a PDF, which say once for all of them how large they are and what they are drawn with."""

from __future__ import annotations

from reportlab.pdfbase import pdfdoc
from reportlab.pdfgen.canvas import Canvas

_INHERITED = ("MediaBox", "Resources")


class PageTree:
    """Takes the place of `Canvas.showPage`, by which every page of a roll of labels says all that for itself."""

    def __init__(self, canvas: Canvas) -> None:
        """Begin without a page; they get the size of `canvas` and its faces."""
        self._document = canvas._doc  # noqa: SLF001 (reportlab has no other way to its document)
        self._pages = self._document.Pages
        resources = pdfdoc.PDFResourceDictionary()
        resources.basicFonts()
        resources.basicProcs()
        self._pages.__NoDefault__ = [*pdfdoc.PDFPages.__NoDefault__, *_INHERITED]
        self._pages.MediaBox = pdfdoc.PDFArray([0, 0, *canvas._pagesize])  # noqa: SLF001 (the same)
        self._pages.Resources = resources

    def add(self, strokes: str) -> None:
        """Let these strokes be the next page."""
        page = pdfdoc.PDFPage()
        page.Override_default_compilation = 1
        page.Parent = self._pages
        page.Contents = pdfdoc.PDFStream(content=strokes + "\n", filters=[pdfdoc.PDFZCompress])
        self._document.addPage(page)
