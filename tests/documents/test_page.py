"""What a page is written with: only what a printer's reader knows, however odd the text."""

from __future__ import annotations

import re
import zlib

import pytest

from leaderdesk.documents.label_sheet import labels_pdf
from leaderdesk.documents.page import Paper
from leaderdesk.documents.stock import STOCKS, LabelStock
from tests.documents.bags import EXTREMES

_STREAM = re.compile(rb"stream\r?\n(.*?)endstream", re.DOTALL)
_WORDS = re.compile(rb"\((?:\\.|[^\\()])*\)|/[^\s(\[]+|[^\s\[\]<>()/]+", re.DOTALL)
_NUMBER = re.compile(rb"[-+]?(?:\d+\.?\d*|\.\d+)(?:e-?\d+)?")

# ISO 32000-1, annex A: the operators of path, colour, text, state and outside pictures.
_OPERATORS = frozenset(b"q Q cm w J j M d i gs m l c v y h re S s f F f* B B* b b* n W W* g G rg RG k K".split())
_TEXT = frozenset(b"BT ET Td TD Tm T* Tj TJ ' \" Tc Tw Tz TL Tf Tr Ts Do".split())


@pytest.mark.parametrize("text", ["", " ", "\u200b", "李婶", "𠅤㛃䶮𰻞🐱", "𰻞", "(\\)", "a\r\nb", "张阿姨🌸"])
@pytest.mark.parametrize("bold", [False, True])
@pytest.mark.parametrize("white", [False, True])
def test_every_text_is_drawn_with_operators_that_readers_know(text: str, *, bold: bool, white: bool) -> None:
    paper = Paper(60, 40)
    paper.text(2, 5, text, size=4, bold=bold, white=white)
    paper.text(2, 9, "末行", size=4)
    assert _unknown(paper.to_bytes()) == set()


@pytest.mark.parametrize("stock", STOCKS, ids=lambda stock: str(stock.key))
def test_labels_are_drawn_with_operators_that_readers_know(stock: LabelStock) -> None:
    assert _unknown(labels_pdf(EXTREMES, stock)) == set()


def test_an_empty_text_takes_no_room() -> None:
    assert Paper(60, 40).text(2, 5, "", size=4) == 0


def _unknown(pdf: bytes) -> set[bytes]:
    pages = [page for page in map(_inflated, _STREAM.findall(pdf)) if b" cm" in page]
    assert pages
    words = {word for page in pages for word in _WORDS.findall(page) if word[:1] not in b"(/"}
    return {word for word in words if not _NUMBER.fullmatch(word)} - _OPERATORS - _TEXT


def _inflated(stream: bytes) -> bytes:
    try:
        return zlib.decompress(stream.strip(b"\r\n"))
    except zlib.error:
        return b""
