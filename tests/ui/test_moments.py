"""Times are read the way people write them, and a wrong one is never guessed."""

from __future__ import annotations

import datetime as dt

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from leaderdesk.core.clock import FixedClock
from leaderdesk.core.errors import UserError
from leaderdesk.core.i18n import language
from leaderdesk.ui.moments import MomentEdit, moment_text, read_moment
from leaderdesk.ui.theme import Theme

NOW = dt.datetime(2026, 1, 25, 15, 12)  # A Sunday.
BEFORE = dt.datetime(2026, 2, 1, 10, 0)


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("1-26 22:00", (2026, 1, 26, 22, 0)),
        ("2026-01-26 22:00", (2026, 1, 26, 22, 0)),
        ("2026-01-26T22:00", (2026, 1, 26, 22, 0)),
        ("2026年1月26日 22:00", (2026, 1, 26, 22, 0)),
        ("1月26日晚上10点", (2026, 1, 26, 22, 0)),
        ("1 月 26 日 周一 22:00", (2026, 1, 26, 22, 0)),
        ("１月２６号 8点半", (2026, 1, 26, 8, 30)),
        ("Mon 1/26 22:00", (2026, 1, 26, 22, 0)),
        ("周一 22:00", (2026, 1, 26, 22, 0)),
        ("星期天 9:30", (2026, 1, 25, 9, 30)),
        ("明天 9:30", (2026, 1, 26, 9, 30)),
        ("今晚8点", (2026, 1, 25, 20, 0)),
        ("tomorrow 7:05", (2026, 1, 26, 7, 5)),
        ("下午3点15分", (2026, 2, 1, 15, 15)),
        ("18:00", (2026, 2, 1, 18, 0)),
        ("2-2", (2026, 2, 2, 10, 0)),
        ("12-30 20:00", (2025, 12, 30, 20, 0)),
        ("今天 24:00", (2026, 1, 25, 23, 59)),
    ],
)
def test_understood(text: str, moment: tuple[int, int, int, int, int]) -> None:
    assert read_moment(text, now=NOW, before=BEFORE) == dt.datetime(*moment)


@pytest.mark.parametrize("text", ["", "很快", "25:00", "2-30 10:00", "13-45 10:00", "1-26 10:75", "🍓", "0"])
def test_not_understood(text: str) -> None:
    with pytest.raises(UserError):
        read_moment(text, now=NOW)


@pytest.mark.parametrize("text", ["22:00", "1-26"])
def test_half_a_time_needs_one_before(text: str) -> None:
    with pytest.raises(UserError):
        read_moment(text, now=NOW)


@pytest.mark.parametrize("code", ["zh_CN", "en"])
def test_what_is_shown_can_be_read_again(code: str) -> None:
    with language(code):
        for days in range(0, 180, 7):
            moment = NOW.replace(minute=30) + dt.timedelta(days=days)
            assert read_moment(moment_text(moment), now=NOW) == moment


def test_arrows_move_the_day_and_the_half_hour(look: Theme, qtbot: QtBot) -> None:
    edit = MomentEdit("截单", FixedClock(NOW))
    qtbot.addWidget(edit)
    edit.set_value(BEFORE)
    edit.show()
    with qtbot.waitSignal(edit.edited) as told:
        QTest.keyClick(edit, Qt.Key.Key_Up)
    assert told.args == [BEFORE + dt.timedelta(days=1)]
    QTest.keyClick(edit, Qt.Key.Key_Down, Qt.KeyboardModifier.ControlModifier)
    assert edit.value() == BEFORE + dt.timedelta(hours=23, minutes=30)


def test_a_day_of_the_calendar_keeps_the_hour(look: Theme, qtbot: QtBot) -> None:
    edit = MomentEdit("截单", FixedClock(NOW))
    qtbot.addWidget(edit)
    edit.set_value(BEFORE)
    edit.show()
    edit.open_calendar()
    assert edit._calendar is not None
    edit._calendar.month.clicked.emit(QDate(2026, 3, 3))
    assert edit.value() == dt.datetime(2026, 3, 3, 10, 0)
    assert not edit._calendar.isVisible()
