"""The account of a neighbour in her profile: how it stands, what moved, and money kept for her or paid out."""

from __future__ import annotations

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from leaderdesk.core.i18n import _
from leaderdesk.core.money import format_yuan
from leaderdesk.features.desk import Desk
from leaderdesk.features.neighbours.screen.columns import ago_text
from leaderdesk.features.payments.actions import pay_out_balance, put_on_balance
from leaderdesk.features.payments.papers import statement_paper
from leaderdesk.features.payments.queries import credit_of
from leaderdesk.features.payments.queries.statement import statement_of
from leaderdesk.features.payments.rules import Method
from leaderdesk.features.payments.rules.statement import Statement, latest, signed_yuan, statement_text
from leaderdesk.features.payments.screen.sum_line import SumLine
from leaderdesk.features.printing import print_paper
from leaderdesk.storage.business import read_business
from leaderdesk.ui.buttons import Button
from leaderdesk.ui.cards import Rule, SectionHead
from leaderdesk.ui.flow_layout import FlowLayout
from leaderdesk.ui.labels import Label
from leaderdesk.ui.timeline import Event, Piece, Timeline

_SHOWN = 6


class AccountBox(QWidget):
    """A part of the profile of a neighbour."""

    def __init__(self, desk: Desk, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._neighbour_id: int | None = None
        self._found: Statement | None = None
        self._credit_fen = 0
        self.head = SectionHead(_("Account"))
        self.standing = Label("", role="strong")
        self.timeline = Timeline(_("What moved on the account"), compact=True)
        self.pay_out = Button(_("Pay out"), kind="link", size=28)
        self.keep = Button(_("Keep money for her"), kind="link", size=28)
        self.copy = Button(_("Copy the account"), kind="link", size=28, icon="copy")
        self.print = Button(_("Print the account"), kind="link", size=28, icon="printer")
        self.line = SumLine()
        self._lay_out()
        self.pay_out.clicked.connect(lambda: self.line.begin(_("Pay out"), self._pay_out, fen=self._credit_fen))
        self.keep.clicked.connect(lambda: self.line.begin(_("Keep"), self._keep_money))
        self.copy.clicked.connect(self._copy)
        self.print.clicked.connect(self._print)

    def widget(self) -> QWidget:
        """Return the section."""
        return self

    def show_neighbour(self, neighbour_id: int) -> None:
        """Show the account of that neighbour."""
        if neighbour_id != self._neighbour_id:
            self.line.close_line()
        self._neighbour_id = neighbour_id
        store = self._desk.store

        def work() -> tuple[Statement | None, int]:
            with store.read() as connection:
                return statement_of(connection, neighbour_id), credit_of(connection, neighbour_id).fen

        self._desk.tasks.read(self, work, self._show, latest="account")

    def _lay_out(self) -> None:
        # They wrap in large type, where they do not fit beside the heading.
        deeds = FlowLayout(gap=16)
        for button in (self.keep, self.pay_out, self.copy, self.print):
            deeds.addWidget(button)
        inside = QVBoxLayout()
        inside.setContentsMargins(20, 10, 20, 12)
        inside.setSpacing(6)
        for part in (self.head, self.line, self.standing, self.timeline):
            inside.addWidget(part)
        inside.addLayout(deeds)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(inside)
        column.addWidget(Rule())

    def _show(self, read: tuple[Statement | None, int]) -> None:
        found, self._credit_fen = read
        self._found = found
        if found is None:
            return
        self.standing.setText(_standing(found.balance_fen, self._credit_fen))
        self.timeline.show_events(
            [
                Event(
                    key=place,
                    who="",
                    when=ago_text(line.at_ms, self._desk.clock),
                    pieces=(Piece(line.words), Piece(signed_yuan(line.amount_fen))),
                    tone="brand" if line.amount_fen > 0 else "neutral",
                )
                for place, line in enumerate(latest(found.lines, _SHOWN))
            ]
        )
        self.timeline.setVisible(bool(found.lines))
        self.pay_out.setVisible(self._credit_fen > 0)
        for button in (self.copy, self.print):
            button.setVisible(bool(found.lines))

    def _copy(self) -> None:
        if self._found is not None:
            QGuiApplication.clipboard().setText(statement_text(self._found))
            self._desk.notice(_("Copied. Paste it into the chat."))

    def _print(self) -> None:
        found, store = self._found, self._desk.store
        if found is None:
            return

        def work() -> bytes:
            # What draws on paper is imported by the first paper.
            from leaderdesk.documents.table_pdf import table_pdf

            with store.read() as connection:
                business = read_business(connection)
            return table_pdf(statement_paper(found, business, printed_ms=store.clock.now_ms()))

        print_paper(self._desk, self, work, title=_("Account of {who}").format(who=found.name))

    def _pay_out(self, fen: int, method: Method, note: str) -> None:
        store, person = self._desk.store, self._neighbour_id
        if person is not None:
            self._desk.tasks.write(
                self,
                lambda: pay_out_balance(store, neighbour_id=person, amount_fen=fen, method=method, note=note),
                lambda action: self._done(_("{sum} paid out").format(sum=format_yuan(fen)), action),
                lambda refusal: self.line.show_refusal(str(refusal)),
            )

    def _keep_money(self, fen: int, method: Method, note: str) -> None:
        store, person = self._desk.store, self._neighbour_id
        if person is not None:
            self._desk.tasks.write(
                self,
                lambda: put_on_balance(store, neighbour_id=person, amount_fen=fen, method=method, note=note),
                lambda action: self._done(_("{sum} kept for her").format(sum=format_yuan(fen)), action),
                lambda refusal: self.line.show_refusal(str(refusal)),
            )

    def _done(self, sentence: str, action: int) -> None:
        self.line.close_line()
        self._desk.notice(sentence, undo=action)


def _standing(balance_fen: int, credit_fen: int) -> str:
    if balance_fen < 0 and credit_fen:
        return _("{open} open, and {credit} to her credit").format(
            open=format_yuan(credit_fen - balance_fen), credit=format_yuan(credit_fen)
        )
    if balance_fen < 0:
        return _("{sum} open").format(sum=format_yuan(-balance_fen))
    return _("Her balance is {sum}").format(sum=format_yuan(balance_fen)) if balance_fen else _("Nothing open")
