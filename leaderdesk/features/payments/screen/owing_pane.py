"""The right side of collecting: who has not paid, a friendly word for each, and what goes back to neighbours."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from leaderdesk.core.i18n import _, ngettext
from leaderdesk.core.money import format_yuan
from leaderdesk.features.payments.queries.collecting import Collection
from leaderdesk.features.payments.rules import Method
from leaderdesk.features.payments.rules.chasing import (
    Owing,
    Quiet,
    group_text,
    next_to_remind,
    reminder_text,
    since_text,
    was_reminded_today,
)
from leaderdesk.features.payments.rules.matching import Deed
from leaderdesk.ui.buttons import Button
from leaderdesk.ui.cards import Box, Rule, SectionHead
from leaderdesk.ui.cells import Lines, money
from leaderdesk.ui.columns import Column
from leaderdesk.ui.drawer import Pane, Scroll, SidePane
from leaderdesk.ui.flow_layout import FlowLayout
from leaderdesk.ui.labels import IconLine, Label
from leaderdesk.ui.row_table import RowTable
from leaderdesk.ui.showing import show_if
from leaderdesk.ui.table_view import TableView
from leaderdesk.ui.theme import theme

_KEYS: tuple[tuple[str, Method], ...] = (("F2", "wechat"), ("F3", "cash"))


class OwingPane(SidePane):
    """The list works by key: F2 and F3 book what is open, F4 leaves it for today."""

    booked = Signal(int, str)
    """An order, and the way it was paid."""
    left = Signal(object)
    """This Owing is not spoken of today."""
    reminded = Signal(object, str)
    """An Owing, and the text that goes to her."""
    copied = Signal(str)
    opened = Signal(object)

    def __init__(self, now: Callable[[], dt.datetime], parent: QWidget | None = None) -> None:
        super().__init__(320, growing=1, parent=parent)
        self._now = now
        self._found: Collection | None = None
        self._variant = 0
        self._goes_on = False
        self.head = SectionHead(_("Not paid yet"))
        self.rows: RowTable[Owing] = RowTable(self._columns(), row_id=lambda row: row.order_id)
        self.view = TableView(self.rows)
        self.view.setAccessibleName(_("Not paid yet"))
        self.view.horizontalHeader().hide()
        self.view.current_changed.connect(lambda _id: self._show_text())
        self.view.opened.connect(self.opened)
        self._pay_buttons = {
            method: Button(words, keys=key, size=28)
            for (key, method), words in zip(_KEYS, (_("WeChat"), _("Cash")), strict=True)
        }
        self._later = Button(_("On the tab"), keys="F4", size=28)
        self._text = Label("", wrap=True)
        self.other_button = Button(_("Another wording"), kind="quiet", size=28)
        self.copy_button = Button(_("Copy one by one"), icon="copy", size=28)
        self.group_button = Button(_("For the group"), kind="quiet", size=28)
        self._quiet = Label("", role="small", ink="text2", wrap=True)
        self._back = QVBoxLayout()
        self._back.setSpacing(6)
        self._back_head = SectionHead(_("To give back"))
        self._lay_out()
        self._connect()

    def show_collection(self, found: Collection) -> None:
        """Show who owes for this round; the one the keyboard is on stays."""
        self._found = found
        waiting = found.waiting
        count, fen = len(waiting), sum(each.due_fen for each in waiting)
        people = ngettext("{count} neighbour · {sum}", "{count} neighbours · {sum}", count)
        self.head.set_note(people.format(count=count, sum=format_yuan(fen)) if count else _("everybody has paid"))
        self.rows.set_rows(waiting)
        if count and (self._goes_on or self.view.current_id() is None):
            self._goes_on = False
            self.view.go_to((next_to_remind(waiting, self._now(), found.quiet) or waiting[0]).order_id)
        self._show_text()
        self._show_back(_to_give_back(found))

    def current(self) -> Owing | None:
        """Return who the keyboard is on."""
        order_id = self.view.current_id()
        return next((each for each in self.rows.all_rows if each.order_id == order_id), None)

    def text(self) -> str:
        """Return the text for who the keyboard is on."""
        owing, found = self.current(), self._found
        if owing is None or found is None or found.round is None:
            return ""
        over = found.round.pickup_until <= f"{self._now():%Y-%m-%dT%H:%M}"
        return reminder_text(owing, round_name=found.round.name, handed_out=over, variant=self._variant)

    # What the person does.

    def book(self, method: Method) -> None:
        """Book what is open of who the keyboard is on."""
        owing = self.current()
        if owing is not None:
            self.booked.emit(owing.order_id, method)

    def leave(self) -> None:
        """Let her be for today."""
        owing = self.current()
        if owing is not None:
            self.left.emit(owing)

    def copy_next(self) -> None:
        """Copy the text of who the keyboard is on; once that is kept, the keyboard goes on to the next."""
        owing = self.current()
        if owing is not None and self.copy_button.isEnabled():
            self.reminded.emit(owing, self.text())

    def go_on(self) -> None:
        """Put the keyboard on who is next to be reminded, once what was just kept is shown."""
        self._goes_on = True

    def _another(self) -> None:
        self._variant += 1
        self._show_text()

    def _copy_group(self) -> None:
        found = self._found
        if found is not None and found.round is not None:
            self.copied.emit(group_text(found.waiting, round_name=found.round.name))

    # Showing.

    def _show_text(self) -> None:
        owing, now = self.current(), self._now()
        self._text.setText(self.text() if owing is not None else _("Everybody has paid. Thank you all!"))
        for button in (*self._pay_buttons.values(), self._later, self.other_button, self.group_button):
            button.setEnabled(owing is not None)
        told = owing is not None and was_reminded_today(owing, now)
        quiet = Quiet() if self._found is None else self._found.quiet
        self.copy_button.setEnabled(owing is not None and not told and not quiet.holds(now))
        words = quiet.sentence if quiet.holds(now) else ""
        self._quiet.setText(words or (_("Reminded today; tomorrow is soon enough.") if told else ""))
        show_if(self._quiet, bool(self._quiet.text()))

    def _show_back(self, lines: Sequence[tuple[str, str, int]]) -> None:
        while (item := self._back.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for words, whom, fen in lines:
            self._back.addWidget(_line(words, whom, format_yuan(fen)))
        show_if(self._back_head, bool(lines))

    def _columns(self) -> tuple[Column[Owing], ...]:
        return (
            Column("name", _("Neighbour"), self._person, 0),
            Column("sum", _("Still open"), lambda row: money(row.due_fen, bold=True), 104, "right"),
        )

    def _person(self, row: Owing) -> Lines:
        return Lines(f"{row.name}  {row.room}", self._remark(row))

    def _remark(self, row: Owing) -> str:
        now = self._now()
        if was_reminded_today(row, now):
            return _("✓ reminded today")
        if self._found is not None and row.order_id in self._found.asked_about:
            return _("waits for you")
        since = since_text(row.since_ms, now)
        return _("a part is open, {since}").format(since=since) if row.is_short else since

    def _lay_out(self) -> None:
        head = _padded(self.head)
        head.setContentsMargins(16, 14, 16, 8)
        pay = QWidget()
        flow = FlowLayout(pay)
        for button in (*self._pay_buttons.values(), self._later):
            flow.addWidget(button)
        said = Box(fill="canvas", line="border", radius=10, padding=12)
        said.body.addWidget(self._text)
        actions = QWidget()
        row = FlowLayout(actions)
        for button in (self.other_button, self.group_button, self.copy_button):
            row.addWidget(button)
        inside = Pane("surface")
        below = QVBoxLayout(inside)
        below.setContentsMargins(16, 10, 16, 10)
        below.setSpacing(8)
        for part in (pay, SectionHead(_("A friendly word")), said, actions, self._quiet, Rule(), self._back_head):
            below.addWidget(part)
        below.addLayout(self._back)
        below.addStretch(1)
        foot = IconLine("lock", _("No reminder ever names a deadline"), ink="text2", role="small")
        last = QHBoxLayout()
        last.setContentsMargins(16, 8, 16, 8)
        last.addWidget(foot)
        self.view.setMinimumHeight(2 * theme().grown(44, "body"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(Rule())
        column.addWidget(self.view, 2)
        column.addWidget(Scroll(inside), 3)
        column.addWidget(Rule())
        column.addLayout(last)

    def _connect(self) -> None:
        for method, button in self._pay_buttons.items():
            button.clicked.connect(lambda _checked=False, method=method: self.book(method))
        self._later.clicked.connect(self.leave)
        self.other_button.clicked.connect(self._another)
        self.copy_button.clicked.connect(self.copy_next)
        self.group_button.clicked.connect(self._copy_group)

    def bind_keys(self, page: QWidget) -> None:
        """Let the keys of this pane work anywhere on the page."""
        acts: list[tuple[str, Callable[[], None]]] = [
            ("F2", lambda: self.book("wechat")),
            ("F3", lambda: self.book("cash")),
            ("F4", self.leave),
            ("Ctrl+Shift+C", self.copy_next),
        ]
        for keys, act in acts:
            shortcut = QShortcut(QKeySequence(keys), page)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)


def _to_give_back(found: Collection) -> list[tuple[str, str, int]]:
    lines = []
    if found.credits:
        people = ngettext("{count} neighbour", "{count} neighbours", len(found.credits)).format(
            count=len(found.credits)
        )
        lines.append((_("On their balances"), people, sum(found.credits.values())))
    for doubt in found.matching.doubts:
        if any(answer.deed is Deed.RETURNED for answer in doubt.answers):
            words = _("{who} paid twice").format(who=doubt.open.line.payer)
            lines.append((words, _("waits for you"), doubt.open.line.net_fen))
    return lines


def _line(words: str, whom: str, figure: str) -> QWidget:
    line = QWidget()
    row = QHBoxLayout(line)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(8)
    row.addWidget(Label(words, wrap=True), 1)
    row.addWidget(Label(whom, role="small", ink="text2"))
    row.addWidget(Label(figure, role="strong"))
    return line


def _padded(widget: QWidget) -> QVBoxLayout:
    column = QVBoxLayout()
    column.addWidget(widget)
    return column
