"""Writing out by hand what a line of the list means: whose it is, what is wanted, and what is to be remembered."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from leaderdesk.core.amount import amount_text
from leaderdesk.core.i18n import _
from leaderdesk.features.orders.rules.answers import Answer, NotAnOrder, Wants
from leaderdesk.features.orders.rules.correction import Person, Teaching, person_answers, read_person, teachings
from leaderdesk.features.orders.rules.quick_line import GoodsRead, read_goods
from leaderdesk.features.orders.rules.review import Review, Row
from leaderdesk.ui.buttons import Button
from leaderdesk.ui.edits import LineEdit
from leaderdesk.ui.labels import ElidedLabel, plain_tooltip
from leaderdesk.ui.page import Bar


class CorrectionBar(Bar):
    """One line above the action bar: who, what she wants in words, and what of it is understood."""

    corrected = Signal(str, object)
    """The key of the line and the answer."""
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(52, fill="surface", line_on_top=True, parent=parent)
        self._row: Row | None = None
        self._review: Review | None = None
        self._first = ("", "")
        self.who = LineEdit(_("Whose it is"), placeholder=_("for example 3-502 张阿姨"))
        self.field = LineEdit(_("What she wants"), placeholder=_("for example 草莓2 酸奶1"))
        for field in (self.who, self.field):
            field.textEdited.connect(self._show_doubt)
            field.returnPressed.connect(self._save)
        self._doubt = ElidedLabel("", role="small", ink="warnText", least=60)
        self.keep_button = Button(_("always read it so"), kind="link", size=28)
        self.keep_button.setCheckable(True)
        self.keep_button.clicked.connect(lambda _checked: self._show_doubt())
        none = Button(_("Not an order"), kind="quiet", size=28)
        none.clicked.connect(self._none)
        leave = Button(_("Leave it for now"), size=28)
        leave.clicked.connect(self.close_bar)
        self.save_button = Button(_("That is it"), kind="primary", size=28, keys="Enter")
        self.save_button.clicked.connect(self._save)
        for widget, stretch in ((self.who, 2), (self.field, 3), (self._doubt, 1)):
            self.row.addWidget(widget, stretch)
        for button in (self.keep_button, none, leave, self.save_button):
            self.row.addWidget(button)
        self.hide()

    def correct(self, row: Row, review: Review) -> None:
        """Open for a row of the list; the fields hold what was understood so far."""
        self._row, self._review = row, review
        offers = review.ground.offers
        goods = " ".join(f"{offers[each].label}{amount_text(milli)}" for each, milli in row.after.items())
        self._first = (f"{row.room} {row.name}".strip(), goods)
        self.who.setText(self._first[0])
        self.field.setText(goods)
        self.keep_button.setChecked(True)
        self._show_doubt()
        self._doubt.setText("")
        self.show()
        asks_who = row.ask is not None and row.ask.code in ("who", "room", "moved")
        field = self.who if asks_who else self.field
        field.setFocus(Qt.FocusReason.OtherFocusReason)
        field.selectAll()

    def close_bar(self) -> None:
        """Close without an answer."""
        self.hide()
        self._row = None
        self.closed.emit()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_bar()
            return
        super().keyPressEvent(event)

    def _read(self) -> tuple[Person | None, GoodsRead | None]:
        """Return what the fields say; None for one that was left as it was."""
        if self._review is None:
            return None, None
        changed = " ".join(self.who.text().split()) != self._first[0]
        person = read_person(self.who.text(), self._review.ground) if changed else None
        only_who = person is not None and self.field.text() == self._first[1]
        return person, None if only_who else read_goods(self.field.text(), self._review.ground)

    def _show_doubt(self) -> None:
        person, goods = self._read()
        review = self._review
        if review is None:
            return
        doubts = [person.doubt] if person is not None and person.doubt else []
        doubts += goods.doubts if goods is not None else ()
        offers = review.ground.offers
        said = [_who(person)] if person is not None and not person.doubt else []
        said += [
            f"{offers[each].label} ×{amount_text(milli)}" for each, milli in (goods.amounts if goods else {}).items()
        ]
        self._doubt.setText(doubts[0] if doubts else _(", ").join(said))
        self._doubt.set_ink("warnText" if doubts else "brandTintText")
        self.save_button.setEnabled(not doubts)
        self._show_teachings(() if doubts else self._teachings())

    def _show_teachings(self, found: tuple[Teaching, ...]) -> None:
        self.keep_button.setVisible(bool(found))
        if not found:
            return
        said = _("; ").join(
            _("always read “{words}” as {product}").format(words=each.words, product=each.meaning) for each in found
        )
        self.keep_button.setToolTip(plain_tooltip(said))
        if len(found) > 1:
            said = _("remember {words}").format(words="".join(_("“{note}”").format(note=each.words) for each in found))
        self.keep_button.set_text(f"✓ {said}" if self.keep_button.isChecked() else said)

    def _teachings(self) -> tuple[Teaching, ...]:
        person, goods = self._read()
        if self._review is None or self._row is None:
            return ()
        return teachings(self._review, self._row, person, goods.amounts if goods is not None else {})

    def _save(self) -> None:
        person, goods = self._read()
        row = self._row
        if row is None or (person is not None and person.doubt) or (goods is not None and goods.doubts):
            self._show_doubt()
            return
        given: list[Answer] = []
        if person is not None:
            given += person_answers(person)
        if goods is not None:
            given.append(Wants(tuple(goods.amounts.items())))
        if self.keep_button.isChecked():
            given += [each.answer for each in self._teachings()]
        key = row.ask.key if row.ask is not None else row.key
        self.hide()
        self.corrected.emit(key, tuple(given))
        self.closed.emit()

    def _none(self) -> None:
        if self._row is not None:
            key = self._row.ask.key if self._row.ask is not None else self._row.key
            self.hide()
            self.corrected.emit(key, (NotAnOrder(),))
            self.closed.emit()


def _who(person: Person) -> str:
    if person.known is not None:
        return f"{person.known.room or ''} {person.known.name}".strip()
    return _("new: {who}").format(who=f"{person.room} {person.name}".strip())
