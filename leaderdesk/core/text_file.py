"""Reading text that other programs wrote: from a file, or from what is piped in."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from leaderdesk.core.errors import UserError
from leaderdesk.core.i18n import _

_ENCODINGS = ("utf-8-sig", "gb18030")
"""How text files are written: by most programs, and by older ones of Windows in Chinese."""


def decoded(content: bytes) -> str | None:
    """Return `content` as text; None if it is none."""
    for encoding in _ENCODINGS:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return None


def text_of(file: str, *, most_bytes: int) -> str:
    """Return the text of a file, or of what is piped in for "-"; of a longer one only one byte beyond `most_bytes`.

    UserError for a file that cannot be read or is no text.
    """
    path = Path(file)
    try:
        content = sys.stdin.buffer.read(most_bytes + 1) if file == "-" else _bytes(path, most_bytes)
    except OSError as trouble:
        raise _unreadable(path) from trouble
    text = decoded(content)
    if text is None:
        raise UserError(_("{name} is not a text. Save it as text first.").format(name=path.name))
    return text


def json_of(path: Path, *, most_bytes: int) -> object:
    """Return what a JSON file says; UserError if it cannot be read, is none, or is longer than `most_bytes`."""
    try:
        return json.loads(_bytes(path, most_bytes).decode("utf-8-sig"))
    except OSError as trouble:
        raise _unreadable(path) from trouble
    except (ValueError, RecursionError) as trouble:
        raise UserError(_("{name} is not a JSON file.").format(name=path.name)) from trouble


def _bytes(path: Path, most_bytes: int) -> bytes:
    with path.open("rb") as file:
        return file.read(most_bytes + 1)


def _unreadable(path: Path) -> UserError:
    return UserError(_("{name} cannot be read. Check the name and the folder.").format(name=path.name))
