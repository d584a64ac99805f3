"""What a file that was dropped on the window says."""

from __future__ import annotations

from pathlib import Path

from leaderdesk.core.errors import StorageTrouble, UserError
from leaderdesk.core.files import disk_sentence
from leaderdesk.core.i18n import _
from leaderdesk.core.text_file import decoded

_MOST_BYTES = 2_000_000


def is_text(path: Path) -> bool:
    """Return whether it is a list of the group that was saved as text; everything else is looked over as a table."""
    return path.suffix.lower() in {".txt", ".text"}


def list_text(path: Path) -> str:
    """Return the text of a text file; UserError for what is none, StorageTrouble from the disk."""
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise UserError(_("This text is far too long for a list. Copy only the list itself."))
        content = path.read_bytes()
    except OSError as error:
        raise StorageTrouble(disk_sentence(error, path)) from error
    text = decoded(content)
    if text is None:
        raise UserError(_("{name} is not a text file. Copy the list in the group and paste it.").format(name=path.name))
    return text
