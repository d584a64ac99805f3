"""What was committed reaches the window from any thread."""

from __future__ import annotations

import threading

from PySide6.QtCore import QCoreApplication, QEvent, QObject
from pytestqt.qtbot import QtBot

from leaderdesk.core.events import Changed
from leaderdesk.ui.bridge import Bridge


def changed(action_id: int, *tables: str) -> Changed:
    return Changed(tables=frozenset(tables), action_id=action_id)


def test_what_one_turn_tells_arrives_as_one(qtbot: QtBot) -> None:
    bridge = Bridge()
    heard: list[Changed] = []
    bridge.changed.connect(heard.append)
    bridge.tell(changed(1, "orders"))
    bridge.tell(changed(2, "lines"))
    assert heard == []
    qtbot.waitUntil(lambda: len(heard) == 1)
    assert heard == [changed(2, "orders", "lines")]
    bridge.tell(changed(3, "orders"))
    qtbot.waitUntil(lambda: len(heard) == 2)
    assert heard[1] == changed(3, "orders")


def test_from_many_threads_nothing_is_lost_and_all_is_heard_here(qtbot: QtBot) -> None:
    bridge = Bridge()
    tables: set[str] = set()
    where: set[int] = set()

    def hear(told: Changed) -> None:
        tables.update(told.tables)
        where.add(threading.get_ident())

    bridge.changed.connect(hear)
    threads = [threading.Thread(target=bridge.tell, args=(changed(number, f"t{number}"),)) for number in range(40)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    qtbot.waitUntil(lambda: len(tables) == 40)
    assert where == {threading.get_ident()}


def test_a_listener_hears_its_tables_until_its_owner_is_gone(qtbot: QtBot) -> None:
    bridge = Bridge()
    all_of_it: list[Changed] = []
    mine: list[Changed] = []
    owner = QObject()
    bridge.changed.connect(all_of_it.append)
    bridge.on_tables(owner, ("orders",), mine.append)
    bridge.tell(changed(1, "orders", "lines"))
    qtbot.waitUntil(lambda: len(all_of_it) == 1)
    bridge.tell(changed(2, "products"))
    qtbot.waitUntil(lambda: len(all_of_it) == 2)
    assert [told.action_id for told in mine] == [1]
    owner.deleteLater()
    QCoreApplication.sendPostedEvents(owner, QEvent.Type.DeferredDelete.value)
    bridge.tell(changed(3, "orders"))
    qtbot.waitUntil(lambda: len(all_of_it) == 3)
    assert len(mine) == 1
