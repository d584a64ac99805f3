"""What a file that was dropped on the window says."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from leaderdesk.core.errors import StorageTrouble, UserError
from leaderdesk.core.files import disk_sentence
from leaderdesk.core.i18n import _

_MOST_BYTES = 2_000_000
_ENCODINGS = ("utf-8-sig", "gb18030")
"""How text files are written: by most programs, and by older ones of Windows in Chinese."""


def list_text(paths: Sequence[Path]) -> str:
    """Return the text of the one text file among `paths`; UserError for anything else, StorageTrouble from the disk."""
    if len(paths) != 1:
        raise UserError(_("One file at a time, please."))
    path = paths[0]
    if path.suffix.lower() not in {".txt", ".text"}:
        raise UserError(
            _("{name} cannot be read here. Save the list as a text file (.txt), or copy and paste it.").format(
                name=path.name
            )
        )
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise UserError(_("This text is far too long for a list. Copy only the list itself."))
        content = path.read_bytes()
    except OSError as error:
        raise StorageTrouble(disk_sentence(error, path)) from error
    for encoding in _ENCODINGS:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise UserError(_("{name} is not a text file. Copy the list in the group and paste it.").format(name=path.name))
