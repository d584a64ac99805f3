"""The page of rounds: list, steps, header, cut-off, and what shows when there is little or nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget
from pytestqt.qtbot import QtBot

from leaderdesk.core.errors import StorageTrouble
from leaderdesk.features.desk import Desk
from leaderdesk.features.places import Page, Place, Step
from leaderdesk.features.rounds import actions
from leaderdesk.features.rounds.queries import RoundSlots
from leaderdesk.features.rounds.rules import Ordered, RoundFigures, RoundState, StepFact
from leaderdesk.features.rounds.screen.round_list import WIDTH
from leaderdesk.features.rounds.screen.rounds_side import PAGE, STRIP
from leaderdesk.features.rounds.tables import RoundRow
from leaderdesk.storage.reading import Reading
from leaderdesk.ui.buttons import Button
from leaderdesk.ui.states import ErrorCard
from tests.features.rounds.desks import screens
from tests.features.rounds.shop import Shop, dump, filled, offers, read


class Intake:
    """A step of a feature above, for the test."""

    def __init__(self, _desk: Desk) -> None:
        self.label = QLabel("intake")
        self.shown: list[tuple[int, Place]] = []
        self.printed = 0

    def widget(self) -> QWidget:
        return self.label

    def header_actions(self) -> Sequence[QWidget]:
        return (Button("Print"),)

    def show_round(self, round_id: int, place: Place) -> None:
        self.shown.append((round_id, place))

    def print_page(self) -> None:
        self.printed += 1


def steps_of(page: QWidget) -> list[QAbstractButton]:
    """Return the nine steps of the bar."""
    found = [button for button in page.findChildren(QAbstractButton) if button.accessibleName()[:2].strip().isdigit()]
    return [button for button in found if button.isVisible()]


def test_nothing_yet(qtbot: QtBot, shop: Shop) -> None:
    with screens(qtbot, shop) as desk:
        desk.go()
        assert desk.page.first_button.isVisible()
        assert desk.page.side.isHidden()
        assert not desk.page.header.copy_button.isEnabled()
        desk.page.first_button.click()
        desk.settle()
        assert desk.opening().fields.name.text() == "Round 1"
        assert desk.page.side.isVisible()
        assert desk.opening().state.text() == "Add what you want to sell."


def test_arriving_goes_to_the_round_and_step(qtbot: QtBot, shop: Shop) -> None:
    first, second = filled(shop).round_id, filled(shop, title="耙耙柑").round_id
    made: list[Intake] = []

    def intake(desk: Desk) -> Intake:
        made.append(Intake(desk))
        return made[-1]

    with screens(qtbot, shop, step_pages={Step.INTAKE: intake}) as desk:
        actions.open_round(shop.store, first)
        desk.go()
        assert desk.opening().fields.name.text() == "Round 1 · 草莓季"
        desk.go(second, Step.INTAKE)
        assert [round_id for round_id, _place in made[0].shown] == [second]
        assert made[0].label.isVisible()
        assert desk.page.side.isHidden()
        assert desk.page.header.new_button.isHidden()
        desk.go(step=Step.CLOSE)
        assert desk.closing().isVisible()
        desk.go(second, Step.PICKUP)
        assert desk.opening().isVisible()
        desk.go(wants_new=True)
        assert desk.opening().fields.name.text() == "Round 3"
        assert len(made) == 1


def test_the_bar_shows_nine_steps_and_only_pages_are_buttons(qtbot: QtBot, shop: Shop) -> None:
    round_id = filled(shop).round_id
    actions.open_round(shop.store, round_id)
    with screens(qtbot, shop, step_pages={Step.INTAKE: Intake}) as desk:
        desk.go(round_id)
        steps = steps_of(desk.page)
        assert len(steps) == 9
        assert [place + 1 for place, step in enumerate(steps) if step.isEnabled()] == [1, 3, 4]
        steps[2].click()
        desk.settle()
        assert desk.page.header.crumb_clicked is not None
        crumbs = [button for button in desk.page.header.findChildren(Button) if button.plain_text() == "Rounds"]
        crumbs[-1].click()
        desk.settle()
        assert desk.opening().isVisible()


def test_the_list_has_groups_filters_and_pages(qtbot: QtBot, shop: Shop) -> None:
    with shop.store.write("Many") as writing:
        writing.session.add_all(
            RoundRow(
                number=number,
                cutoff="2026-01-26T22:00",
                pickup_from="2026-02-01T10:00",
                pickup_until="2026-02-01T18:00",
                opened_at_ms=1 if number < 1500 else None,
                closed_at_ms=2 if number < 1499 else None,
                settled_at_ms=3 if number < 1490 else None,
            )
            for number in range(1, 1501)
        )
    figures = RoundSlots(figures=lambda _c, ids: {one: RoundFigures(98, 331_200, 78_600) for one in ids})
    with screens(qtbot, shop, slots=figures) as desk:
        desk.go()
        side = desk.page.side
        assert side.count_words() == "1500 rounds"
        assert len(side.list.round_ids()) == PAGE
        model = side.list.view.model()
        spoken = [str(model.index(row, 0).data()) for row in range(model.rowCount())]
        assert spoken[0] == "Not open yet"
        assert spoken[2] == "Open now"
        assert spoken[3].startswith("Round 1499, taking orders")
        assert "Round 1489, settled, 98 orders · ¥3,312.00, earned ¥786.00" in spoken
        assert spoken[-1] == f"{PAGE} more rounds"
        side.list.more_wanted.emit()
        desk.settle()
        assert len(side.list.round_ids()) == 2 * PAGE
        assert len(set(side.list.round_ids())) == 2 * PAGE
        side.list.filtered.emit(RoundState.CLOSED)
        desk.settle()
        assert len(side.list.round_ids()) == 9


def test_the_keyboard_walks_through_the_list(qtbot: QtBot, shop: Shop) -> None:
    first, second = filled(shop, title="one").round_id, filled(shop, title="two").round_id
    with screens(qtbot, shop) as desk:
        desk.go(second)
        view = desk.page.side.list.view
        view.setFocus()
        QTest.keyClick(view, Qt.Key.Key_Down)
        desk.settle()
        assert desk.opening().fields.name.text() == "Round 1 · one"
        assert read(shop, first).title == "one"
        view.more_wanted.emit()
        desk.settle()
        assert desk.page.side.list.round_ids() == [second, first]


def test_a_narrow_window_folds_the_list_to_a_strip(qtbot: QtBot, shop: Shop) -> None:
    filled(shop)
    second = filled(shop, title="two").round_id
    with screens(qtbot, shop, size=(1180, 640)) as desk:
        desk.go(second)
        side = desk.page.side
        assert side.width() == STRIP
        side.unfold_button.click()
        assert side.width() == WIDTH
        QTest.keyClick(side.list.view, Qt.Key.Key_Escape)
        assert side.width() == STRIP
        desk.page.resize(1366, 768)
        desk.settle()
        assert side.width() == WIDTH


def test_closing_and_reopening(qtbot: QtBot, shop: Shop) -> None:
    round_id = filled(shop).round_id
    first, second = offers(shop, round_id)[:2]
    slots = RoundSlots(
        step_facts=(lambda _c, ids: {one: {Step.INTAKE: StepFact(False, True, "31 orders")} for one in ids},),
        figures=lambda _c, ids: {one: RoundFigures(31, 225_200) for one in ids},
        ordered=lambda _c, _id: {first.id: Ordered(47_000, 31, 169_200), second.id: Ordered(24_000, 20, 56_000)},
    )
    actions.open_round(shop.store, round_id)
    before = dump(shop.store)
    with screens(qtbot, shop, slots=slots) as desk:
        desk.go(round_id, Step.CLOSE)
        page = desk.closing()
        cells = [str(page.rows.index(0, column).data()) for column in range(7)]
        assert cells == [
            "隔壁村王大叔家的草莓, 500 g",
            "31",
            "47 盒",
            "5 cases of 10 盒",
            "50 盒",
            "3 盒 to the full case",
            "¥1,692.00",
        ]
        assert str(page.rows.index(1, 5).data()) == "just fits"
        assert str(page.rows.index(4, 3).data()) == "loose"
        assert "王大叔草莓: 3 盒 more and the case is full" in page.text.text().splitlines()
        page.text.button.click()
        assert QGuiApplication.clipboard().text() == page.text.text()
        page.go_button.click()
        desk.settle()
        assert read(shop, round_id).state is RoundState.CLOSED
        assert desk.latest() == "Round 1 · 草莓季 is closed."
        assert page.text.text().startswith("Round 1 · 草莓季 is closed.")
        assert page.go_button.isHidden()
        page.again_button.click()
        desk.settle()
        assert read(shop, round_id).state is RoundState.OPEN
        for _sentence, undo in reversed(desk.said.notices[-2:]):
            assert undo is not None
            shop.store.undo(undo)
        desk.settle()
        assert dump(shop.store) == before


def test_what_cannot_be_read_says_so_and_is_tried_again(qtbot: QtBot, shop: Shop) -> None:
    round_id = filled(shop).round_id
    asleep = [False]

    def figures(_reading: Reading, _ids: Sequence[int]) -> Mapping[int, RoundFigures]:
        if asleep[0]:
            raise StorageTrouble("The disk did not answer.")
        return {}

    with screens(qtbot, shop, slots=RoundSlots(figures=figures)) as desk:
        desk.go(round_id)
        desk.go(round_id, Step.CLOSE)
        asleep[0] = True
        parts = (desk.page.side, desk.opening(), desk.closing())
        for part in parts:
            part.refresh()
        desk.settle()
        errors = [part.findChildren(ErrorCard)[0] for part in parts]
        assert all(
            "The disk did not answer." in [label.text() for label in card.findChildren(QLabel)] for card in errors
        )
        assert not errors[2].isHidden()
        asleep[0] = False
        for card in errors:
            card.retried.emit()
        desk.settle()
        assert errors[2].isHidden()
        desk.go(round_id, Step.OPEN)
        assert desk.opening().fields.isVisible()
        assert desk.page.side.list.round_ids() == [round_id]


def test_every_control_has_a_name(qtbot: QtBot, shop: Shop) -> None:
    round_id = filled(shop).round_id
    with screens(qtbot, shop) as desk:
        for step in (Step.OPEN, Step.CLOSE):
            desk.go(round_id, step)
            unnamed = [
                widget
                for widget in desk.page.findChildren(QWidget)
                if widget.isVisible()
                and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
                and not widget.accessibleName()
                and widget.objectName() != "qt_scrollarea_viewport"
            ]
            assert unnamed == []


def test_the_place_is_kept(qtbot: QtBot, shop: Shop) -> None:
    round_id = filled(shop).round_id
    with screens(qtbot, shop) as desk:
        desk.go(round_id, Step.CLOSE)
        desk.page.arrive(Place(Page.ROUNDS))
        desk.settle()
        assert desk.closing().isVisible()
