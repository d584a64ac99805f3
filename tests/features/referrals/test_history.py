"""Who stands in the imported past has bought before: nobody brings an old customer."""

from __future__ import annotations

import sqlite3
from contextlib import closing

from leaderdesk.features.referrals.rules import Why
from tests.features.referrals.village import Village


def put_history(village: Village, *lines: tuple[str, str]) -> None:
    """Let a file of past orders stand in the store: the day and whom each line names."""
    with closing(sqlite3.connect(village.store.paths.store)) as connection:
        connection.execute("INSERT INTO history_file (id, name, at_ms, lines) VALUES (1, 'old.csv', 1, 1)")
        connection.executemany(
            "INSERT INTO history_line (file_id, day, neighbour, product, amount_milli, price_fen, outside_key)"
            " VALUES (1, ?, ?, '草莓', 1000, 100, ?)",
            [(day, who, str(number)) for number, (day, who) in enumerate(lines)],
        )
        connection.commit()


def test_who_stands_in_the_imported_past_has_bought_before(village: Village) -> None:
    found = [
        village.brought(village.old[2], village.newcomer(name, room))
        for name, room in (
            ("晓雯阿姨", "9-901"),
            ("江姐", "9-902"),
            ("江姐", "9-903"),
            ("邓姨", "9-904"),
            ("新人", "9-905"),
        )
    ]
    put_history(
        village, ("2024-05-01", "晓雯阿姨"), ("2024-05-01", "江姐"), ("2024-05-01", "9-904 邓姨"), ("2024-05-01", "邓")
    )
    assert [village.standing(id_).why for id_ in found] == [
        Why.BOUGHT_BEFORE, None, None, Why.BOUGHT_BEFORE, None,
    ]  # fmt: skip
    with closing(sqlite3.connect(village.store.paths.store)) as connection:
        connection.execute("DELETE FROM history_file")
        connection.commit()
    assert village.standing(found[0]).why is None
