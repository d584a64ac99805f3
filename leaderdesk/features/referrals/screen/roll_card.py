"""The roll of those who brought neighbours, of this month or of this year."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from leaderdesk.core.i18n import _, ngettext
from leaderdesk.features.referrals.rules.honour import Honoured
from leaderdesk.ui.buttons import Button, IconButton
from leaderdesk.ui.cards import Box, Rule, SectionHead
from leaderdesk.ui.choices import Segments
from leaderdesk.ui.labels import ElidedLabel, Label
from leaderdesk.ui.pills import StatusPill

_MOST = 8


class RollCard(Box):
    """`certificate_wanted` asks for that of a neighbour (by id), `consent_wanted` that she may be named or not."""

    certificate_wanted = Signal(int)
    consent_wanted = Signal(int, bool)

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._month: tuple[Honoured, ...] = ()
        self._year: tuple[Honoured, ...] = ()
        self.span = Segments(_("Which roll"), [("month", _("This month")), ("year", _("This year"))])
        self.span.chosen.connect(lambda _key: self._show())
        head = SectionHead(_("Roll of honour"), large=True)
        head.add_right(self.span)
        self._rows = QWidget()
        self._column = QVBoxLayout(self._rows)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)
        self.body.addWidget(head)
        self.body.addWidget(self._rows)
        note = _("Only who agreed is named where others see it.")
        self.thanks_button = Button(_("Into the thanks cue"), size=28, icon="video")
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(Label(note, role="caption", ink="text2", wrap=True), 1)
        foot.addWidget(self.thanks_button)
        self.body.addLayout(foot)

    def show_rolls(self, month: tuple[Honoured, ...], year: tuple[Honoured, ...]) -> None:
        """Show these rolls."""
        if (month, year) != (self._month, self._year):
            self._month, self._year = month, year
        self._show()

    def lines(self) -> tuple[Honoured, ...]:
        """Return the roll that is in view."""
        return self._month if self.span.current() == "month" else self._year

    def _show(self) -> None:
        while (item := self._column.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for line in self.lines()[:_MOST]:
            self._column.addWidget(Rule())
            self._column.addWidget(self._row(line))
        self.thanks_button.setEnabled(any(line.neighbour.agreed for line in self._month))
        if not self.lines():
            self._column.addWidget(Label(_("Nobody yet. The first neighbour counts."), role="small", ink="text2"))

    def _row(self, line: Honoured) -> QWidget:
        part = QWidget()
        name = f"{line.neighbour.name}  {line.neighbour.room}".strip()
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(ElidedLabel(name, role="strong"))
        if line.remark:
            words.addWidget(ElidedLabel(line.remark, role="caption", ink="text2"))
        agreed = bool(line.neighbour.agreed)
        words_of = _("{who} may be named") if agreed else _("{who} is not to be named")
        consent = IconButton("eye" if agreed else "eye-off", words_of.format(who=line.neighbour.name), size=28)
        consent.clicked.connect(partial(self._consent, line.id, not agreed))
        paper = IconButton("printer", _("Certificate of {who}").format(who=line.neighbour.name), size=28)
        paper.clicked.connect(partial(self._certificate, line.id))
        row = QHBoxLayout(part)
        row.setContentsMargins(0, 2, 0, 2)
        row.setSpacing(8)
        row.addWidget(Label(str(line.place), role="strong", ink="text2"))
        row.addLayout(words, 1)
        if line.has_title:
            row.addWidget(StatusPill(_("honoured"), "gift", dot=False))
        row.addWidget(consent)
        row.addWidget(paper)
        count = ngettext("{count} neighbour", "{count} neighbours", line.count).format(count=line.count)
        number = Label(str(line.count), role="strong", bold=True)
        number.setAccessibleName(count)
        number.setToolTip(count)
        row.addWidget(number)
        return part

    def _consent(self, neighbour_id: int, agreed: bool, *_clicked: object) -> None:
        self.consent_wanted.emit(neighbour_id, agreed)

    def _certificate(self, neighbour_id: int, *_clicked: object) -> None:
        self.certificate_wanted.emit(neighbour_id)
