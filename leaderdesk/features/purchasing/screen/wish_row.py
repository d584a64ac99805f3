"""One late wish: who, what, in her own words, whether it fits, and the two answers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from leaderdesk.core.amount import amount_text
from leaderdesk.core.clock import local
from leaderdesk.core.i18n import _
from leaderdesk.features.purchasing.rules.late import Fit, FitKind, Wish
from leaderdesk.features.purchasing.rules.words import when_words
from leaderdesk.features.rounds.rules import Offer
from leaderdesk.ui.buttons import Button, IconButton
from leaderdesk.ui.icons import IconName
from leaderdesk.ui.labels import IconLine, Label
from leaderdesk.ui.pills import Chip, StatusPill
from leaderdesk.ui.tokens import ColorName

_LOOKS: dict[FitKind, tuple[IconName, ColorName]] = {
    FitKind.SPARE: ("check", "brand"),
    FitKind.OPENED: ("box", "warnText"),
    FitKind.UNSENT: ("box", "warnText"),
    FitKind.CASE: ("box", "warnText"),
    FitKind.SLIP: ("box", "warnText"),
    FitKind.LACKING: ("warning", "dangerText"),
}


@dataclass(frozen=True, slots=True)
class WishVerbs:
    """What the buttons of a wish do; `undo` is given the action of the journal."""

    take: Callable[[Wish, Fit], None]
    decline: Callable[[Wish], None]
    undo: Callable[[int], None]
    copy: Callable[[Wish], None]


class WishRow(QWidget):
    """A wish with its answer, or the buttons for it."""

    def __init__(self, wish: Wish, offer: Offer, fit: Fit, *, now: dt.datetime, verbs: WishVerbs) -> None:
        super().__init__()
        self.wish = wish
        self.take_button: Button | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 8, 16, 8)
        column.setSpacing(4)
        top = QHBoxLayout()
        top.setSpacing(8)
        name = Label(wish.name, role="strong", bold=True)
        top.addWidget(name)
        if wish.room:
            top.addWidget(Label(wish.room, role="small", ink="text2"))
        top.addWidget(Chip(offer.label, f"×{amount_text(wish.amount_milli)}"))
        top.addStretch(1)
        top.addWidget(Label(when_words(local(wish.at_ms), now), role="caption", ink="text2"))
        column.addLayout(top)
        if wish.words:
            column.addWidget(Label(_("“{words}”").format(words=wish.words), role="small", ink="text2", wrap=True))
        bottom = QHBoxLayout()
        bottom.setSpacing(6)
        if not wish.answer:
            icon, ink = _LOOKS[fit.kind]
            bottom.addWidget(IconLine(icon, fit.words, ink=ink, role="small"))
        bottom.addStretch(1)
        for widget in self._answers(fit, verbs):
            bottom.addWidget(widget)
        column.addLayout(bottom)

    def _answers(self, fit: Fit, verbs: WishVerbs) -> list[QWidget]:
        wish = self.wish
        if wish.answer:
            taken = wish.answer == "taken"
            pill = StatusPill(_("taken") if taken else _("declined"), "brand" if taken else "neutral", icon="check")
            copy = IconButton("copy", _("Copy the answer to {who}").format(who=wish.who), size=28)
            copy.clicked.connect(lambda: verbs.copy(wish))
            undo = Button(_("Undo"), kind="link", size=28)
            undo.setAccessibleDescription(wish.who)
            undo.clicked.connect(lambda: verbs.undo(wish.action_id or 0))
            return [pill, copy, undo]
        decline = Button(_("Decline"), kind="quiet", size=28)
        decline.clicked.connect(lambda: verbs.decline(wish))
        take = Button(_("Take it"), size=28)
        take.setAccessibleDescription(wish.who)
        take.clicked.connect(lambda: verbs.take(wish, fit))
        take.setEnabled(fit.kind is not FitKind.LACKING)
        self.take_button = take
        return [decline, take]
