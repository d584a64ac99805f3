"""The card of language, text size, look and sound of this machine; everything holds at once."""

from __future__ import annotations

from dataclasses import replace
from typing import cast

from PySide6.QtWidgets import QHBoxLayout, QWidget

from leaderdesk.core.i18n import N_, _
from leaderdesk.core.settings import MachineSettings, Theme
from leaderdesk.features.desk import Desk
from leaderdesk.features.settings.screen.theme_choice import ThemeChoice
from leaderdesk.ui.cards import Card, Rule
from leaderdesk.ui.choices import Segments, SwitchRow
from leaderdesk.ui.labels import Label

_LANGUAGES = (("zh_CN", "中文"), ("en", "English"))
_ZOOMS = (
    ("100", N_("usual")),
    ("115", N_("large")),
    ("130", N_("very large")),
    ("150", N_("largest")),
)


class DisplayCard(Card):
    """Shows the settings of this machine as they stand and keeps what is chosen."""

    def __init__(self, desk: Desk, *, parent: QWidget | None = None) -> None:
        super().__init__(_("Language and display"), _("seen at once, no restart"), parent=parent)
        self._desk = desk
        self.screen_language = Segments(_("On the screen"), _LANGUAGES)
        self.paper_language = Segments(_("On paper"), _LANGUAGES)
        self.zoom = Segments(_("Text size"), [(key, _(words)) for key, words in _ZOOMS])
        self.look = ThemeChoice()
        self.sound = SwitchRow(_("Sound when scanning"))
        for words, segments in (
            (_("On the screen"), self.screen_language),
            (_("On paper"), self.paper_language),
            (_("Text size"), self.zoom),
        ):
            self.body.addWidget(Rule())
            self.body.addLayout(_row(words, segments))
        for part in (Rule(), self.look, Rule(), self.sound):
            self.body.addWidget(part)
        self.refresh()
        self.screen_language.chosen.connect(lambda key: self._keep(replace(desk.settings(), language=key)))
        self.paper_language.chosen.connect(lambda key: self._keep(replace(desk.settings(), paper_language=key)))
        self.zoom.chosen.connect(lambda key: self._keep(replace(desk.settings(), text_zoom=int(key))))
        self.look.chosen.connect(lambda wish: self._keep(replace(desk.settings(), theme=cast("Theme", wish))))
        self.sound.switch.clicked.connect(lambda on: self._keep(replace(desk.settings(), sound=on)))

    def refresh(self) -> None:
        """Show what holds now."""
        settings = self._desk.settings()
        self.screen_language.choose(settings.language)
        self.paper_language.choose(settings.paper_language)
        self.zoom.choose(str(settings.text_zoom))
        self.look.choose(settings.theme)
        self.sound.switch.setChecked(settings.sound)

    def _keep(self, settings: MachineSettings) -> None:
        self._desk.set_settings(settings)


def _row(words: str, control: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.addWidget(Label(words))
    row.addStretch(1)
    row.addWidget(control)
    return row
