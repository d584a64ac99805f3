"""Reads the codes on a photo that a phone has sent, under limits of its own."""

from __future__ import annotations

from leaderdesk.core.errors import UserError
from leaderdesk.core.i18n import _
from leaderdesk.documents.qr import read_grey
from leaderdesk.ui.grey import grey_of_image
from leaderdesk.ui.pictures import decoded

MOST_PIXELS = 52_000_000
"""What the largest sensors of phones deliver; more is no photo, and is not even begun to be read."""


def codes_on(content: bytes) -> tuple[str, ...]:
    """Return the text of every QR code on the photo; UserError for what is no photo. Works on any thread."""
    try:
        grey = grey_of_image(decoded(content, most_pixels=MOST_PIXELS))
    except UserError as refused:
        raise UserError(_("This photo could not be read. Take it once more, or type the room.")) from refused
    return () if grey is None else read_grey(grey.pixels, grey.width, grey.height)
