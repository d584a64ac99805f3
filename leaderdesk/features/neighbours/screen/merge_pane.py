"""Making one neighbour of two: chosen side by side, said beforehand, done in one step."""

from __future__ import annotations

from dataclasses import dataclass, replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from leaderdesk.core.i18n import _
from leaderdesk.core.money import format_yuan
from leaderdesk.features.desk import Desk
from leaderdesk.features.neighbours.actions import hold_apart, merge_neighbours
from leaderdesk.features.neighbours.queries import neighbour_card
from leaderdesk.features.neighbours.queries.merging import NeighbourTies
from leaderdesk.features.neighbours.rules import NeighbourCard
from leaderdesk.features.neighbours.rules.merging import Belongings, Merge, SharedRound, what_happens
from leaderdesk.features.neighbours.screen.action_row import ActionRow
from leaderdesk.features.neighbours.screen.merge_sides import MergeSides
from leaderdesk.features.neighbours.screen.whom import Whom
from leaderdesk.ui.buttons import Button
from leaderdesk.ui.cards import Box, Rule, SectionHead
from leaderdesk.ui.choices import Segments
from leaderdesk.ui.drawer import DrawerHead, lay_drawer
from leaderdesk.ui.labels import Label
from leaderdesk.ui.showing import show_if
from leaderdesk.ui.states import InlineError

_TOGETHER, _APART = "together", "apart"


@dataclass(frozen=True, slots=True)
class _Read:
    kept: NeighbourCard
    gone: NeighbourCard
    belongings: Belongings


class MergePane(QWidget):
    """Asks who the other is, shows both, says what would happen. `done` tells who is both now, `closed` that not."""

    done = Signal(int)
    closed = Signal()

    def __init__(self, desk: Desk, ties: NeighbourTies, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._ties = desk, ties
        self._kept_id, self._gone_id = 0, 0
        self._read: _Read | None = None
        self._rounds: dict[int, Segments] = {}
        self._head = DrawerHead(_("Merge two neighbours"))
        self.whom = Whom(desk)
        self.sides = MergeSides()
        self._shared = QWidget()
        self._shared_column = QVBoxLayout(self._shared)
        self._shared_column.setContentsMargins(0, 0, 0, 0)
        self._shared_column.setSpacing(8)
        self.preview = Label("", role="small", wrap=True)
        self._refused = InlineError()
        self.merge_button = Button(_("Merge"), kind="primary")
        self.apart_button = Button(_("They are not the same"), kind="quiet")
        self._leave = Button(_("Leave it"))
        self._buttons = ActionRow(self._leave, self.merge_button, at_left=self.apart_button)
        self._choosing, self._comparing = self._choosing_part(), self._comparing_part()
        self._lay_out()
        self._head.closed.connect(self.closed)
        self._leave.clicked.connect(self.closed)
        self.whom.chosen.connect(self._compare)
        self.sides.changed.connect(self._say)
        self.merge_button.clicked.connect(self._merge)
        self.apart_button.clicked.connect(self._hold_apart)

    def begin(self, kept_id: int, gone_id: int | None = None) -> None:
        """Begin with the neighbour who stays; without the other one, ask who she is."""
        self._kept_id, self._gone_id, self._read = kept_id, gone_id or 0, None
        self._refused.clear()
        show_if(self._choosing, gone_id is None)
        show_if(self._comparing, False)
        show_if(self._buttons, False)
        if gone_id is None:
            self._head.show_title(_("Merge two neighbours"), _("Who is the same person? Nothing is merged yet."))
            self.whom.begin(kept_id)
        self.refresh()

    def refresh(self) -> None:
        """Read both again, as soon as both are known; what was chosen begins anew."""
        if not self._kept_id or not self._gone_id:
            return
        store, ties, kept_id, gone_id = self._desk.store, self._ties, self._kept_id, self._gone_id

        def work() -> _Read | None:
            with store.read() as connection:
                kept, gone = neighbour_card(connection, kept_id), neighbour_card(connection, gone_id)
                if kept is None or gone is None or kept.archived_at_ms or gone.archived_at_ms:
                    return None
                return _Read(kept, gone, ties.belongings(connection, kept_id, gone_id))

        self._desk.tasks.read(self, work, self._show, latest="both")

    # Putting it together.

    def _choosing_part(self) -> QWidget:
        part = QWidget()
        column = QVBoxLayout(part)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.whom)
        return part

    def _comparing_part(self) -> QWidget:
        part = QWidget()
        column = QVBoxLayout(part)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(SectionHead(_("What stays")))
        column.addWidget(self.sides)
        column.addWidget(self._shared)
        column.addWidget(Rule())
        column.addWidget(SectionHead(_("What will happen")))
        box = Box(fill="canvas", line=None, radius=6, padding=12)
        box.body.addWidget(self.preview)
        column.addWidget(box)
        column.addWidget(self._refused)
        return part

    def _lay_out(self) -> None:
        lay_drawer(self, self._head, self._choosing, self._comparing, foot=self._buttons)

    # Showing.

    def _compare(self, gone_id: int) -> None:
        self._gone_id = gone_id
        self.refresh()

    def _show(self, read: _Read | None) -> None:
        if read is None:
            self.closed.emit()
            return
        if (read.kept.id, read.gone.id) != (self._kept_id, self._gone_id):
            return
        if read == self._read:
            return
        self._read = read
        title = _("Merge {first} and {second}").format(first=read.kept.name, second=read.gone.name)
        self._head.show_title(title, _("Choose what stays. It can be undone afterwards."))
        show_if(self._choosing, False)
        show_if(self._comparing, True)
        show_if(self._buttons, True)
        self.sides.show_cards(read.kept, read.gone)
        self._show_shared(read.belongings.shared)
        self._say()
        self.merge_button.setFocus()

    def _show_shared(self, shared: tuple[SharedRound, ...]) -> None:
        while (item := self._shared_column.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self._rounds = {}
        if shared:
            self._shared_column.addWidget(SectionHead(_("Rounds in which both ordered")))
        for each in shared:
            self._shared_column.addWidget(self._round_row(each))

    def _round_row(self, shared: SharedRound) -> QWidget:
        box = Box(radius=6, padding=10)
        head = SectionHead(shared.name, format_yuan(shared.sum_fen))
        box.body.addWidget(head)
        said = _("{first} and {second}").format(first=shared.kept_goods, second=shared.gone_goods)
        box.body.addWidget(Label(said, role="small", ink="text2", wrap=True))
        if shared.hindrance:
            stays = _("{reason} Both orders stay as they are.").format(reason=shared.hindrance)
            box.body.addWidget(Label(stays, role="small", ink="warnText", wrap=True))
            return box
        ways = Segments(
            _("What becomes of the orders of {round}").format(round=shared.name),
            [(_TOGETHER, _("Put together")), (_APART, _("Keep both"))],
        )
        ways.choose(_TOGETHER if shared.is_open else _APART)
        ways.chosen.connect(lambda _key: self._say())
        self._rounds[shared.round_id] = ways
        head.add_right(ways)
        return box

    def _say(self) -> None:
        if self._read is None:
            return
        said = what_happens(self._read.kept, self._read.gone, self._chosen(), self._read.belongings)
        self.preview.setText("\n".join(f"· {sentence}" for sentence in said))

    def _chosen(self) -> Merge:
        joined = frozenset(round_id for round_id, ways in self._rounds.items() if ways.current() == _TOGETHER)
        return Merge(self._kept_id, self._gone_id, self.sides.sides(), self.sides.tag_ids(), joined)

    # Writing.

    def _merge(self) -> None:
        read, store, ties = self._read, self._desk.store, self._ties
        if read is None:
            return
        merge = self._chosen()
        self.merge_button.setEnabled(False)

        def merged(action: int) -> None:
            self.merge_button.setEnabled(True)
            words = _("{first} and {second} are one now").format(first=read.kept.name, second=read.gone.name)
            self._desk.notice(words, undo=action)
            self.done.emit(merge.kept_id)

        def refused(error: Exception) -> None:
            self.merge_button.setEnabled(True)
            self._read = replace(read, belongings=Belongings())
            self._refused.show_error(str(error))
            self.refresh()

        self._desk.tasks.write(self, lambda: merge_neighbours(store, merge, ties=ties), merged, refused)

    def _hold_apart(self) -> None:
        store, kept_id, gone_id = self._desk.store, self._kept_id, self._gone_id

        def kept(action: int | None) -> None:
            if action is not None:
                self._desk.notice(_("Remembered: these are two people"), undo=action)
            self.closed.emit()

        self._desk.tasks.write(self, lambda: hold_apart(store, kept_id, gone_id), kept)
