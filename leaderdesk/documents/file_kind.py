"""What a file is, by its first bytes and never by its name, and the sentence for what cannot be read."""

from __future__ import annotations

import codecs
from pathlib import Path

from leaderdesk.core.i18n import N_, _
from leaderdesk.documents.sheet_rows import Refused

WORKBOOK, TEXT = "workbook", "text"

BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_FIRST_BYTES = 4096
_SIGNATURES = (
    (b"PK\x03\x04", WORKBOOK),
    (b"PK\x05\x06", "packed"),
    (b"\xd0\xcf\x11\xe0", "old"),
    (b"%PDF", "pdf"),
    (b"\x89PNG", "picture"),
    (b"\xff\xd8\xff", "picture"),
    (b"GIF8", "picture"),
    (b"BM", "picture"),
    (b"II*\x00", "picture"),
    (b"MM\x00*", "picture"),
    (b"Rar!", "packed"),
    (b"7z\xbc\xaf", "packed"),
    (b"\x1f\x8b", "packed"),
)
_SENTENCES = {
    "empty": N_("{name} is empty. Export it once more and choose the new file."),
    "old": N_(
        "{name} is an old Excel file, or it has a password. Open it in Excel or WPS, save it as .xlsx without a"
        " password, and choose that."
    ),
    "packed": N_("{name} is a packed folder, not a workbook. Unpack it and choose the .xlsx or .csv inside."),
    "locked": N_("{name} has a password. Open it, save it without the password, and choose that."),
    "sealed": N_(
        "{name} is a packed folder with a password. WeChat and Alipay send the password in a message of their own."
        " Unpack it and choose the file inside."
    ),
    "word": N_("{name} is a text document or slides. Copy the table into Excel or WPS and save it as .xlsx."),
    "other_table": N_("{name} is a table of another kind. Open it in Excel or WPS and save it as .xlsx."),
    "pdf": N_("{name} is a PDF. Export the table as .xlsx or .csv and choose that."),
    "picture": N_("{name} is a picture. Export the table as .xlsx or .csv and choose that."),
    "web": N_("{name} is a web page inside. Open it in Excel or WPS and save it as .xlsx."),
    "other": N_("{name} is not a table that can be read. Save it as .xlsx, or as CSV in UTF-8, and choose that."),
    "size": N_("{name} unpacks to far more than a table needs. Copy just the table into a new workbook and save that."),
    "rows": N_("{name} has too many rows for one go. Split it into smaller files."),
    "columns": N_("{name} has cells far to the right of the table. Copy just the table into a new workbook."),
    "time": N_("Reading {name} takes too long. Copy just the table into a new workbook and save that."),
    "damaged": N_(
        "{name} is damaged or too heavy to read. Open it in Excel or WPS, save it as a new .xlsx, choose that."
    ),
    "gone": N_("{name} cannot be read. Check that it is still there and not open in another program."),
    "long": N_("{name} has a cell without an end, a quotation mark may be missing. Save it as .xlsx and choose that."),
}


def refused(code: str, path: Path) -> Refused:
    """Return the refusal for one of the known reasons."""
    return Refused(_(_SENTENCES[code]).format(name=path.name))


def kind_of(path: Path) -> str:
    """Return WORKBOOK or TEXT by what the file begins with; Refused says what else it is and what to do."""
    try:
        with path.open("rb") as file:
            head = file.read(_FIRST_BYTES)
    except (OSError, ValueError) as trouble:
        raise refused("gone", path) from trouble
    kind = _kind(head)
    if kind in (WORKBOOK, TEXT):
        return kind
    raise refused(kind, path)


def is_picture(path: Path) -> bool:
    """Return whether the file begins like a picture; False for one that cannot be read."""
    try:
        with path.open("rb") as file:
            return _kind(file.read(_FIRST_BYTES)) == "picture"
    except (OSError, ValueError):
        return False


def _kind(head: bytes) -> str:
    if not head:
        return "empty"
    for signature, kind in _SIGNATURES:
        if head.startswith(signature):
            return kind
    if head[:4] == b"RIFF" or head[4:8] == b"ftyp":
        return "picture"
    if any(head.startswith(bom) for bom, _encoding in BOMS):
        return TEXT
    start = head.lstrip()[:64].lower()
    if start.startswith((b"<svg",)):
        return "picture"
    if start.startswith((b"<html", b"<!doctype", b"<table", b"<?xml", b"<meta")):
        return "web"
    return "other" if b"\x00" in head else TEXT
