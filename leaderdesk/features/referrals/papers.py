"""The certificate of who brought neighbours, as a page and as a picture for the group."""

from __future__ import annotations

import datetime as dt

from leaderdesk.core.i18n import _, ngettext
from leaderdesk.documents.page import Paper
from leaderdesk.documents.render import PageImage, Pages
from leaderdesk.features.referrals.rules.honour import Honoured
from leaderdesk.storage.business import Business

_WIDTH, _HEIGHT = 210.0, 148.0
_PX_PER_MM = 6.0
_INSIDE = 28.0


def certificate(line: Honoured, business: Business, *, day: dt.date) -> bytes:
    """Return the PDF of the certificate: landscape A5, black on white; the same line gives the same bytes."""
    paper = Paper(_WIDTH, _HEIGHT, title=_("Referrer of honour"))
    paper.frame(8, 8, _WIDTH - 16, _HEIGHT - 16, line=1.2)
    paper.frame(10.5, 10.5, _WIDTH - 21, _HEIGHT - 21, line=0.3)
    title = _("Referrer of honour") if line.has_title else _("Thank you")
    _centred(paper, 40, title, size=16, bold=True)
    _centred(paper, 52, business.estate_name or _("Neighbours help each other"), size=6)
    paper.line(70, 58, _WIDTH - 70, 58, width=0.4)
    _centred(paper, 80, line.neighbour.name, size=15, bold=True)
    words = ngettext(
        "brought {count} new neighbour to our table.", "brought {count} new neighbours to our table.", line.ever
    )
    _centred(paper, 95, words.format(count=line.ever), size=6.5)
    _centred(paper, 105, _("Trust grows from neighbour to neighbour. Thank you."), size=5.5)
    foot = " · ".join(part for part in (business.leader_name, day.isoformat()) if part)
    _centred(paper, 128, foot, size=5)
    return paper.to_bytes()


def certificate_picture(pdf: bytes) -> PageImage:
    """Return the certificate as pixels, sharp enough for a phone."""
    with Pages(pdf) as pages:
        return pages.image(0, px_per_mm=_PX_PER_MM)


def _centred(paper: Paper, y: float, text: str, *, size: float, bold: bool = False) -> None:
    room = _WIDTH - 2 * _INSIDE
    paper.fitted(_WIDTH / 2, y, text, size=size, width=room, smallest=size / 2, bold=bold, align="center")
