"""The line that says from which round a draft was copied, and what differs from it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QWidget

from leaderdesk.core.i18n import _, ngettext
from leaderdesk.features.rounds.rules.difference import Difference
from leaderdesk.ui.buttons import Button
from leaderdesk.ui.cards import Box
from leaderdesk.ui.labels import ElidedLabel, IconLabel, Label

MOST_NAMED = 2
"""Differences that the line itself names; all of them stand below when it is unfolded."""


class DifferenceLine(QWidget):
    """照搬自第 22 期，改了 2 处：… with a button that unfolds `all` of them, which the page puts below."""

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._line = ElidedLabel("", role="small", ink="text2")
        self.button = Button("", kind="link", size=28)
        self.button.clicked.connect(self._turn)
        self.all = Box(padding=10)
        self.all.body.setSpacing(2)
        self._labels: list[Label] = []
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(IconLabel("copy"))
        row.addWidget(self._line, 1)
        row.addWidget(self.button)
        self.fold()
        self.hide()

    def show_differences(self, number: int, found: Sequence[Difference]) -> None:
        """Say that the round was copied from round `number` and what differs now."""
        if found:
            named = _("; ").join(difference_words(one) for one in found[:MOST_NAMED])
            line = ngettext(
                "Copied from round {number}, {count} thing differs: {named}",
                "Copied from round {number}, {count} things differ: {named}",
                len(found),
            ).format(number=number, count=len(found), named=named)
        else:
            line = _("Copied from round {number}, nothing differs but the dates").format(number=number)
        self._line.setText(line)
        self.button.setVisible(bool(found))
        for label in self._labels:
            self.all.body.removeWidget(label)
            label.deleteLater()
        self._labels = [Label(difference_words(one), role="small", ink="text2", wrap=True) for one in found]
        for label in self._labels:
            self.all.body.addWidget(label)
        if not found:
            self.fold()
        self.show()

    def text(self) -> str:
        """Return what the line says."""
        return self._line.text()

    def hide_all(self) -> None:
        """Show nothing: the round is no copy."""
        self.fold()
        self.hide()

    def fold(self) -> None:
        """Show the line alone."""
        self.all.hide()
        self.button.set_text(_("Compare"))

    def _turn(self) -> None:
        if not self.all.isHidden():
            self.fold()
        else:
            self.all.show()
            self.button.set_text(_("Fold"))


def difference_words(one: Difference) -> str:
    """Return one difference as it is said: 王大叔草莓卖价 ¥38.00 → ¥36.00."""
    what = " ".join(part for part in (one.of, one.what) if part)
    if not one.before or not one.after:
        return _("{what} {value}").format(what=what, value=one.after or one.before).strip()
    return _("{what} {before} → {after}").format(what=what, before=one.before, after=one.after)
