"""Asks for another name of the leader's own label paper."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from leaderdesk.core.i18n import _
from leaderdesk.features.labels.screen.form_dialog import FormDialog
from leaderdesk.ui.edits import LineEdit
from leaderdesk.ui.forms import Field


class RenameDialog(FormDialog):
    """`keep` gets the name; it closes the window or refuses."""

    def __init__(self, asker: QWidget, name: str, keep: Callable[[str], None]) -> None:
        super().__init__(asker, title=_("Another name for this paper"), verb=_("Rename"))
        self.name = LineEdit(_("Name"))
        self.name.setText(name)
        self.name.selectAll()
        self.body.addWidget(Field(_("Name"), self.name))
        self.verb_button.clicked.connect(lambda: keep(self.name.plain_text()))
