"""What is typed as one line for an order: 3502 草莓2 酸奶1, read while it is typed, saved with Enter."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget
from typing_extensions import override

from leaderdesk.core.amount import amount_text
from leaderdesk.core.clock import local_now
from leaderdesk.core.i18n import _
from leaderdesk.core.money import line_total
from leaderdesk.features.desk import Desk
from leaderdesk.features.orders.actions import QuickTaken, save_quick_line
from leaderdesk.features.orders.queries.ground import ground_of_round
from leaderdesk.features.orders.queries.quick_line import quick_line
from leaderdesk.features.orders.rules.ground import Ground
from leaderdesk.features.orders.rules.quick_line import QuickLine, completions, head_of
from leaderdesk.features.orders.screen.slots import OrderSlots
from leaderdesk.ui.buttons import Button
from leaderdesk.ui.chip_row import ChipRow
from leaderdesk.ui.edits import LineEdit
from leaderdesk.ui.pills import Chip, Mark, StatusPill

_TABLES = frozenset({"orders", "line", "offer", "product", "product_alias", "neighbour", "household", "round"})


class QuickEntry(QObject):
    """The field and what is understood of it as chips; what is not clear stays, with an amber word.

    Whoever owns it lays out `field`, `understood` and `choices`. `read` tells each time what was understood, `saved`
    what was taken into the orders.
    """

    read = Signal(object)
    saved = Signal(object)

    def __init__(self, desk: Desk, slots: OrderSlots, *, parent: QWidget, height: int = 36) -> None:
        super().__init__(parent)
        self._desk, self._slots = desk, slots
        self._round_id = 0
        self._ground: Ground | None = None
        self._line = QuickLine("")
        self._saving = False
        self._wanted = False
        self._begun_for: int | None = None
        self.field = LineEdit(
            _("Quick line: room or name, then goods"), placeholder=_("3502 草莓2 酸奶1"), icon="pen", size=height
        )
        self.field.textChanged.connect(lambda _text: self._read())
        self.field.returnPressed.connect(self.enter)
        self.field.installEventFilter(self)
        self.field.setMinimumWidth(220)
        self.understood = ChipRow(())
        self.choices = QHBoxLayout()
        self.choices.setSpacing(6)
        desk.bridge.on_tables(self, _TABLES, lambda _changed: self._load())

    @property
    def total_fen(self) -> int:
        """What the goods that were understood come to at the prices of the round."""
        offers = {} if self._ground is None else self._ground.offers
        prices = ((offers[offer_id].price_fen, milli) for offer_id, milli in self._line.said if offer_id in offers)
        return sum(line_total(price_fen, milli) for price_fen, milli in prices if price_fen is not None)

    def show_round(self, round_id: int) -> None:
        """Take lines for that round; what was typed stays."""
        self._round_id = round_id
        self._load()

    def begin(self, neighbour_id: int) -> None:
        """Begin a line for that neighbour and put the keyboard behind her name."""
        self._begun_for = neighbour_id
        self._load()

    # Reading while it is typed.

    def _load(self) -> None:
        store, round_id, guards = self._desk.store, self._round_id, self._slots.guards
        today = local_now(self._desk.clock).date()

        def work() -> Ground | None:
            with store.read() as connection:
                return ground_of_round(connection, round_id, today=today, guards=guards)

        self._desk.tasks.read(self, work, self._loaded, latest="ground")

    def _loaded(self, ground: Ground | None) -> None:
        self._ground = ground
        self._read()
        person = None if ground is None or self._begun_for is None else ground.people.get(self._begun_for)
        self._begun_for = None
        if ground is not None and person is not None:
            self.field.selectAll()
            self.field.insert(f"{head_of(person, ground)} ")
            self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _read(self) -> None:
        text, ground, store = self.field.text(), self._ground, self._desk.store
        if ground is None or not text.strip():
            self._line = QuickLine(text)
            self._show()
            return

        def work() -> QuickLine:
            with store.read() as connection:
                return quick_line(connection, text, ground)

        self._desk.tasks.read(self, work, lambda line: self._done(text, line), latest="line")

    def _done(self, text: str, line: QuickLine) -> None:
        if text != self.field.text():
            return
        self._line = line
        self._show()
        if self._wanted:
            self._wanted = False
            self._save()

    def _show(self) -> None:
        marks: list[Mark] = []
        line, ground = self._line, self._ground
        who = f"{line.room} {line.name}".strip()
        if who:
            marks.append(Chip(who))
        if ground is not None:
            marks += [
                Chip(ground.offers[offer_id].label, f"×{amount_text(milli)}", look="changed")
                for offer_id, milli in line.said
                if offer_id in ground.offers
            ]
        if line.is_new:
            marks.append(StatusPill(_("new neighbour"), "info"))
        if line.doubts or line.asks:
            marks.append(StatusPill(line.doubts[0] if line.doubts else line.asks, "warn"))
        self.understood.set_marks(marks)
        self._show_choices(line)
        self.read.emit(line)

    def _show_choices(self, line: QuickLine) -> None:
        while (item := self.choices.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for person in line.candidates[:3]:
            button = Button(f"{person.room or ''} {person.name}".strip(), kind="warn", size=28)
            button.clicked.connect(lambda _checked=False, room=person.room or person.name: self._take_person(room))
            self.choices.addWidget(button)
        if line.asks and not line.doubts:
            leave = Button(_("the same") if line.repeats else _("leave it"), kind="warn", size=28)
            leave.clicked.connect(self._leave)
            more = Button(_("more, count both") if line.repeats else _("take it all the same"), kind="warn", size=28)
            more.clicked.connect(self._add)
            self.choices.addWidget(leave)
            self.choices.addWidget(more)

    def _leave(self) -> None:
        """Nothing is added: it was the same order, or a second pack for one household."""
        self.field.clear()
        self._desk.notice(_("Left as it is; nothing was added."))
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _add(self) -> None:
        """It is more: what was typed comes on top; what else is asked comes next."""
        self._line = replace(self._line, repeats="", once=self._line.once if self._line.repeats else "")
        self._show()
        self._save()

    def _take_person(self, room: str) -> None:
        rest = self.field.text().strip().partition(" ")[2]
        self.field.setText(f"{room} {rest}")
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    # Keys.

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        return (watched is self.field and _is_tab(event) and self._complete()) or super().eventFilter(watched, event)

    def _complete(self) -> bool:
        """Finish the word that is being typed, if goods of the round go on with it."""
        text = self.field.text()
        if self._ground is None or " " not in text.strip():
            return False
        found = completions(text, self._ground, limit=1)
        head, _space, word = text.rpartition(" ")
        if not found or found[0] == word:
            return False
        self.field.setText(f"{head} {found[0]}")
        return True

    def enter(self) -> None:
        """Save what is understood; if the last keys are still being read, right after that."""
        if self._line.text == " ".join(self.field.text().split()):
            self._save()
        else:
            self._wanted = True
            self._read()

    def _save(self) -> None:
        line = self._line
        if self._saving or not line.clear:
            return
        self._saving = True
        store, round_id, guards = self._desk.store, self._round_id, self._slots.guards
        self._desk.tasks.write(
            self, lambda: save_quick_line(store, round_id, line, guards=guards), self._taken, self._refused
        )

    def _taken(self, taken: QuickTaken) -> None:
        self._saving = False
        self.field.clear()
        self.saved.emit(taken)

    def words_of(self, taken: QuickTaken) -> str:
        """Return what was taken, in one line: who, and which goods."""
        goods = _(", ").join(
            f"{self._ground.offers[each].label} ×{amount_text(milli)}"
            for each, milli in taken.line.said
            if self._ground is not None and each in self._ground.offers
        )
        who = f"{taken.line.room} {taken.line.name}".strip()
        return _("{who}: {goods} noted").format(who=who, goods=goods)

    def _refused(self, error: Exception) -> None:
        self._saving = False
        self.understood.set_marks([StatusPill(str(error), "warn")])


def _is_tab(event: QEvent) -> bool:
    return isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Tab
