"""Shows the certificate before it is printed, and puts it as a picture on the clipboard for the group."""

from __future__ import annotations

from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QWidget

from leaderdesk.core.clock import today
from leaderdesk.core.i18n import _, language
from leaderdesk.features.desk import Desk
from leaderdesk.features.printing import preview
from leaderdesk.features.referrals.papers import certificate, certificate_picture
from leaderdesk.features.referrals.rules.honour import Honoured
from leaderdesk.storage.business import Business


def show_certificate(desk: Desk, asker: QWidget, line: Honoured, business: Business) -> None:
    """Make the certificate in the background, put its picture on the clipboard, and show it before it is printed."""
    spoken, day = desk.settings().paper_language, today(desk.clock)

    def work() -> tuple[bytes, QImage]:
        with language(spoken):
            pdf = certificate(line, business, day=day)
        found = certificate_picture(pdf)
        image = QImage(found.rgba, found.width, found.height, 4 * found.width, QImage.Format.Format_RGBA8888)
        # The pixels belong to the bytes, which end with this function.
        return pdf, image.copy()

    def show(made: tuple[bytes, QImage]) -> None:
        pdf, image = made
        QGuiApplication.clipboard().setImage(image)
        desk.notice(_("The certificate is on the clipboard as a picture. Paste it into the chat."))
        title = _("Certificate of {who}").format(who=line.neighbour.name)
        preview(desk, asker, pdf, title=title)

    desk.tasks.read(asker, work, show)
