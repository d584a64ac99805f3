"""The bar where labels are printed: how many, on how many sheets, and what has changed since the last print."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal

from leaderdesk.core.i18n import _, ngettext
from leaderdesk.features.labels.papers import BagLabel
from leaderdesk.ui.buttons import Button
from leaderdesk.ui.page import ActionBar


class LabelBar(ActionBar):
    """Tells `print_wanted` with "all", "changed" or "cold"; the likeliest of them is the green button."""

    print_wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._all = Button("", kind="primary", size=44, icon="printer", keys="Ctrl P")
        self._changed = Button("", kind="primary", size=44, icon="printer", keys="Ctrl P")
        self._again = Button("", size=44)
        self._cold = Button("", size=44)
        for button, which in (
            (self._all, "all"),
            (self._changed, "changed"),
            (self._again, "all"),
            (self._cold, "cold"),
        ):
            button.clicked.connect(lambda _checked=False, which=which: self.print_wanted.emit(which))
            button.hide()
        self.set_buttons(self._cold, self._again, self._changed, self._all)

    def show_totals(
        self, labels: Sequence[BagLabel], *, pages: int, left_over: int, printed_before: bool, changed: int
    ) -> None:
        """Show how many labels there are; `pages` is 0 on a roll, `left_over` the places free on the last sheet."""
        count = len(labels)
        cold = sum(1 for label in labels if label.bag.is_cold)
        totals = [(str(count), ngettext("label", "labels", count))]
        if pages:
            totals.append((str(pages), ngettext("sheet", "sheets", pages)))
        self.set_totals(totals, self._state(count, printed_before=printed_before, changed=changed, left_over=left_over))
        only_changed = printed_before and 0 < changed < count
        self._all.setVisible(not only_changed)
        self._all.setEnabled(count > 0)
        self._changed.setVisible(only_changed)
        self._again.setVisible(only_changed)
        self._cold.setVisible(not only_changed and 0 < cold < count)
        self._all.set_text(ngettext("Print {count} label", "Print {count} labels", count).format(count=count))
        self._again.set_text(_("Print all {count}").format(count=count))
        self._changed.set_text(_("Print only what changed: {count}").format(count=changed))
        self._cold.set_text(_("Only the cold ones: {count}").format(count=cold))

    def print_likeliest(self) -> None:
        """Do what the green button does."""
        button = self._changed if self._changed.isVisible() else self._all
        if button.isVisible() and button.isEnabled():
            button.click()

    def _state(self, count: int, *, printed_before: bool, changed: int, left_over: int) -> str:
        if not count:
            return ""
        if not printed_before:
            words = _("Not printed yet")
        elif changed:
            words = ngettext("Printed before, {count} changed", "Printed before, {count} changed", changed)
            words = words.format(count=changed)
        else:
            words = _("All printed")
        if left_over > 0:
            free = ngettext(
                "{count} place is left on the last sheet", "{count} places are left on the last sheet", left_over
            )
            return f"{words} · {free.format(count=left_over)}"
        return words
