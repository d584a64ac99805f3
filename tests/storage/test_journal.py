"""The journal: undo by name, to and fro, over restarts, and refused with a sentence where something stands on it."""

from __future__ import annotations

import threading
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError

from leaderdesk.core.clock import FixedClock
from leaderdesk.core.errors import UserError
from leaderdesk.core.i18n import language
from leaderdesk.core.paths import StorePaths
from leaderdesk.storage import journal
from leaderdesk.storage.database import Store, open_store
from tests.storage.dumps import content, dump

pytestmark = pytest.mark.usefixtures("english")


def run(store: Store, *statements: str, name: str = "Change {what}", undoable: bool = True) -> int:
    """Run the statements as one step of the journal and return its id."""
    with store.write(name, about={"what": statements[0][:30]}, undoable=undoable) as writing:
        for statement in statements:
            writing.connection.exec_driver_sql(statement)
    return writing.action_id


def step(store: Store, *, redo: bool) -> bool:
    """Undo or redo one step as the keys do; say whether there was one."""
    with store.read() as connection:
        found = journal.next_redo(connection) if redo else journal.next_undo(connection)
    if found is not None:
        store.undo(found.id)
    return found is not None


def test_a_step_says_what_it_was_in_the_language_in_force(store: Store) -> None:
    with store.write("Add goods for {who}", about={"who": "3-502 {x} 张阿姨"}) as writing:
        writing.connection.exec_driver_sql("INSERT INTO tag (name) VALUES ('x')")
    with store.read() as connection:
        found = journal.next_undo(connection)
    assert found is not None
    assert (found.id, found.title) == (writing.action_id, "Add goods for 3-502 {x} 张阿姨")
    with language("zh_CN"):
        assert found.title == "加单 3-502 {x} 张阿姨"


def test_every_kind_of_change_is_brought_back(store: Store, paths: StorePaths) -> None:
    run(store, "INSERT INTO tag (id, name, tint) VALUES (1, 'a', 'ok'), (2, 'b', 'ok'), (3, 'c', 'ok')")
    before = content(paths)
    action = run(
        store,
        "UPDATE tag SET name = 'x' WHERE id = 1",
        "UPDATE tag SET name = 'a' WHERE id = 2",
        "DELETE FROM tag WHERE id = 3",
        "INSERT INTO tag (id, name) VALUES (4, 'c')",
        "UPDATE tag SET tint = 'gift' WHERE id = 4",
    )
    after = content(paths)
    undone = store.undo(action)
    assert content(paths) == before
    store.undo(undone)
    assert content(paths) == after


def test_what_is_deleted_along_comes_back_along(store: Store, paths: StorePaths) -> None:
    run(
        store,
        "INSERT INTO neighbour (id, name) VALUES (1, '张阿姨')",
        "INSERT INTO neighbour_alias (neighbour_id, alias) VALUES (1, '张姐'), (1, '阿张')",
        "INSERT INTO neighbour_note (neighbour_id, at_ms, text) VALUES (1, 5, '怕辣')",
    )
    before = content(paths)
    action = run(store, "DELETE FROM neighbour WHERE id = 1")
    assert content(paths)["neighbour_alias"] == []
    store.undo(action)
    assert content(paths) == before


def test_a_row_changed_since_is_not_overwritten(store: Store, paths: StorePaths) -> None:
    run(store, "INSERT INTO tag (id, name, tint) VALUES (1, 'a', 'ok')")
    first = run(store, "UPDATE tag SET name = 'b' WHERE id = 1")
    run(store, "UPDATE tag SET name = 'c' WHERE id = 1", name="Rename once more")
    before = dump(paths)
    with pytest.raises(UserError, match=r"“Rename once more” came later and stands on this. Undo that first."):
        store.undo(first)
    assert dump(paths) == before


def test_another_field_of_the_row_may_have_changed_since(store: Store, paths: StorePaths) -> None:
    run(store, "INSERT INTO tag (id, name, tint) VALUES (1, 'a', 'ok')")
    first = run(store, "UPDATE tag SET name = 'b' WHERE id = 1")
    run(store, "UPDATE tag SET tint = 'gift' WHERE id = 1")
    store.undo(first)
    assert content(paths)["tag"] == [(1, "a", "gift")]


@pytest.mark.parametrize(
    ("first", "later", "sentence"),
    [
        ("INSERT INTO tag (id, name) VALUES (1, 'a')", "DELETE FROM tag", "came later"),
        (
            "INSERT INTO neighbour (id, name) VALUES (1, 'a')",
            "INSERT INTO neighbour_tag VALUES (1, 1, 9)",
            "came later|Something later",
        ),
        ("DELETE FROM tag WHERE id = 9", "INSERT INTO tag (id, name) VALUES (10, 'nine')", "taken its place"),
        ("DELETE FROM tag WHERE id = 9", "INSERT INTO tag (id, name) VALUES (9, 'ten')", "came later"),
        (
            "UPDATE tag SET name = 'ten' WHERE id = 9",
            "INSERT INTO tag (id, name) VALUES (10, 'nine')",
            "taken its place",
        ),
    ],
)
def test_what_stands_in_the_way_is_named(
    store: Store, paths: StorePaths, first: str, later: str, sentence: str
) -> None:
    run(store, "INSERT INTO tag (id, name) VALUES (9, 'nine')")
    action = run(store, first)
    run(store, later)
    before = dump(paths)
    if "neighbour_tag" in later:
        # Tags go with their neighbour; nothing is in the way.
        store.undo(action)
        assert content(paths)["neighbour"] == []
        return
    with pytest.raises(UserError, match=sentence):
        store.undo(action)
    assert dump(paths) == before


def test_a_step_is_undone_once_by_however_many_hands(store: Store) -> None:
    action = run(store, *PAYMENT)
    refused: list[str] = []
    gate = threading.Barrier(8)

    def undo() -> None:
        gate.wait()
        try:
            store.undo(action)
        except UserError as refusal:
            refused.append(str(refusal))

    threads = [threading.Thread(target=undo) for _hand in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(refused) == 7
    with store.read() as connection:
        assert ledger(connection) == [500, -500]


def test_a_step_that_may_not_be_undone_says_so(store: Store) -> None:
    action = run(store, "INSERT INTO tag (name) VALUES ('a')", undoable=False)
    with pytest.raises(UserError, match="cannot be undone"):
        store.undo(action)
    with pytest.raises(UserError, match="undone already"):
        store.undo(action + 1000)


PAYMENT = (
    "INSERT INTO ledger_entry (kind, at_ms) VALUES ('payment', 1)",
    "INSERT INTO ledger_line (entry_id, account, neighbour_id, amount_fen) VALUES (1, 'neighbour', 7, 500)",
    "INSERT INTO ledger_line (entry_id, account, amount_fen) VALUES (1, 'cash', -500)",
)


def ledger(connection: Connection) -> list[int]:
    of_neighbours = "SELECT amount_fen FROM ledger_line WHERE account = 'neighbour' AND neighbour_id = 7 ORDER BY id"
    return list(connection.exec_driver_sql(of_neighbours).scalars())


def test_the_book_is_only_added_to(store: Store) -> None:
    action = run(store, *PAYMENT)
    for table in ("ledger_entry", "ledger_line"):
        for statement in (f"UPDATE {table} SET id = 9", f"DELETE FROM {table}"):
            with pytest.raises(IntegrityError, match="never"):
                run(store, statement)
    back = store.undo(action)
    again = store.undo(back)
    store.undo(again)
    with store.read() as connection:
        assert ledger(connection) == [500, -500, 500, -500]
        reversed_ids = connection.exec_driver_sql("SELECT reverses_id FROM ledger_entry ORDER BY id").scalars().all()
    assert reversed_ids == [None, 1, 2, 3]


def test_redo_goes_forward_and_never_to_and_fro(store: Store, paths: StorePaths) -> None:
    states = [content(paths)]
    for number in range(3):
        run(store, f"INSERT INTO tag (name) VALUES ('{number}')")
        states.append(content(paths))
    for state in (states[2], states[1], states[0]):
        assert step(store, redo=False)
        assert content(paths) == state
    assert not step(store, redo=False)
    for state in (states[1], states[2], states[3]):
        assert step(store, redo=True)
        assert content(paths) == state
    assert not step(store, redo=True)
    assert content(paths) == states[3]
    assert step(store, redo=False)
    run(store, "INSERT INTO tag (name) VALUES ('new')")
    assert not step(store, redo=True)


def test_thirty_steps_back_over_a_restart(paths: StorePaths, clock: FixedClock) -> None:
    store = open_store(paths, clock=clock)
    states = []
    for number in range(30):
        states.append(content(paths))
        run(store, f"INSERT INTO tag (name) VALUES ('{number}')", f"UPDATE tag SET tint = '{number}' WHERE id % 3 = 0")
    for state in reversed(states):
        store.close()
        store = open_store(paths, clock=clock)
        assert step(store, redo=False)
        assert content(paths) == state
    store.close()


TAG_NEIGHBOUR = (
    "INSERT OR IGNORE INTO neighbour_tag (neighbour_id, tag_id)"
    " SELECT n.id, t.id FROM neighbour n, tag t WHERE n.id = ?"
)
IDS = st.integers(1, 6)
WORDS = st.sampled_from(["a", "b", "c", "d", "张阿姨", "", "'", '"', "{x}", "\n", "%_"])
CHANGES = st.one_of(
    st.tuples(st.just("INSERT OR IGNORE INTO tag (id, name, tint) VALUES (?, ?, ?)"), st.tuples(IDS, WORDS, WORDS)),
    st.tuples(st.just("UPDATE OR IGNORE tag SET name = ? WHERE id = ?"), st.tuples(WORDS, IDS)),
    st.tuples(st.just("UPDATE tag SET tint = ? WHERE id <> ?"), st.tuples(WORDS, IDS)),
    st.tuples(st.just("DELETE FROM tag WHERE id = ?"), st.tuples(IDS)),
    st.tuples(
        st.just("INSERT OR IGNORE INTO neighbour (id, name, archived_at_ms) VALUES (?, ?, ?)"),
        st.tuples(IDS, WORDS, st.none() | IDS),
    ),
    st.tuples(st.just("DELETE FROM neighbour WHERE id = ?"), st.tuples(IDS)),
    st.tuples(st.just(TAG_NEIGHBOUR), st.tuples(IDS)),
)


@settings(max_examples=40)
@given(st.lists(st.lists(CHANGES, min_size=1, max_size=4), min_size=1, max_size=6))
def test_whatever_was_done_is_undone_and_done_again(
    tmp_path_factory: pytest.TempPathFactory, steps: list[list[tuple[str, tuple[object, ...]]]]
) -> None:
    paths = StorePaths(tmp_path_factory.mktemp("store"))
    store = open_store(paths)
    try:
        states = [content(paths)]
        for changes in steps:
            with store.write("Change") as writing:
                for statement, values in changes:
                    writing.connection.exec_driver_sql(statement, values)
            if content(paths) != states[-1]:
                states.append(content(paths))
        check_to_and_fro(store, paths, states)
    finally:
        store.close()


def check_to_and_fro(store: Store, paths: StorePaths, states: Sequence[object]) -> None:
    """Undo every step, then do every step again, and see each state on the way."""
    seen = [content(paths)]
    while step(store, redo=False):
        seen.append(content(paths))
    assert seen[-1] == states[0]
    assert [state for place, state in enumerate(seen) if not place or state != seen[place - 1]] == states[::-1]
    while step(store, redo=True):
        seen.append(content(paths))
    assert seen[-1] == states[-1]
