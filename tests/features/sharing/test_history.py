"""Orders of the past: kept as given, by the hundred thousand, once."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from leaderdesk.core.errors import UserError
from leaderdesk.core.i18n import language
from leaderdesk.documents.sheet_rows import Cancelled, Watch
from leaderdesk.features.sharing.actions import import_history
from leaderdesk.features.sharing.queries import history_count
from tests.features.orders.estate import Estate
from tests.features.sharing.books import sheet

HEAD = "date,neighbour,product,quantity,unit_price,round\n"


def written(path: Path, lines: str, *, head: str = HEAD, encoding: str = "utf-8") -> Path:
    path.write_bytes((head + lines).encode(encoding))
    return path


def count(estate: Estate) -> int:
    with estate.store.read() as connection:
        return history_count(connection)


def test_lines_are_kept_as_given_and_the_same_file_changes_nothing(estate: Estate, tmp_path: Path) -> None:
    lines = "2024-03-01,u-17,p-9,2,36.00,第 1 期\n2024-03-01,u-17,p-9,2,36.00,第 1 期\n2024/3/2,张阿姨,草莓,0.5,19.9,\n"
    path = written(tmp_path / "a.csv", lines, encoding="gb18030")
    review = import_history(estate.store, path)
    assert (review.new, review.same, review.skipped) == (3, 0, 0)
    kept = [row[2:8] for row in estate.dump()["history_line"]]
    assert sorted(kept, key=repr) == [
        ("2024-03-01", "u-17", "p-9", 2000, 3600, "第 1 期"),
        ("2024-03-01", "u-17", "p-9", 2000, 3600, "第 1 期"),
        ("2024-03-02", "张阿姨", "草莓", 500, 1990, ""),
    ]
    before = estate.dump()
    again = import_history(estate.store, path)
    assert (again.new, again.same, again.action_id) == (0, 3, None)
    assert estate.dump() == before


def test_a_longer_list_adds_only_what_is_new(estate: Estate, tmp_path: Path) -> None:
    line = "2024-03-01,a,b,1,5,\n"
    import_history(estate.store, written(tmp_path / "a.csv", line))
    review = import_history(estate.store, written(tmp_path / "b.csv", line * 2 + "2024-03-08,a,b,1,5,\n"))
    assert (review.new, review.same) == (2, 1)
    assert count(estate) == 3


def test_a_workbook_of_the_past_gives_the_same_lines_as_its_csv(estate: Estate, tmp_path: Path) -> None:
    import_history(estate.store, written(tmp_path / "a.csv", "2024-03-01,a,b,2,5.50,\n"))
    rows = [HEAD.strip().split(","), [dt.date(2024, 3, 1), "a", "b", 2, 5.5, None]]
    assert import_history(estate.store, sheet(tmp_path / "b.xlsx", rows)).same == 1  # type: ignore[arg-type]


def test_what_cannot_be_read_is_named_with_its_row(estate: Estate, tmp_path: Path) -> None:
    bad = ["2024-02-30", "0000-00-00", "2027-01-01", "3月1日", ""]
    lines = "".join(f"{day},a,b,1,5,\n" for day in bad)
    lines += (
        "2024-03-01,,b,1,5,\n2024-03-01,a,b,NaN,5,\n2024-03-01,a,b,1,1e309,\n2024-03-01,a,b,0,5,\n2024-03-01,a,b,1,5,\n"
    )
    review = import_history(estate.store, written(tmp_path / "a.csv", lines))
    assert (review.new, review.skipped) == (1, 9)
    assert [row.row for row in review.rows] == [2, 3, 4, 5, 6, 7, 8, 9, 10]


def test_the_day_can_be_said_for_a_file_without_dates(estate: Estate, tmp_path: Path) -> None:
    path = written(tmp_path / "a.csv", "a,b,1,5\n", head="neighbour,product,quantity,unit_price\n")
    with language("en"), pytest.raises(UserError, match="--date"):
        import_history(estate.store, path)
    assert import_history(estate.store, path, day=dt.date(2024, 5, 1)).new == 1
    assert [row[2] for row in estate.dump()["history_line"]] == ["2024-05-01"]


def test_a_rehearsal_a_stop_and_a_wrong_file_change_nothing(estate: Estate, tmp_path: Path) -> None:
    path, before = written(tmp_path / "a.csv", "2024-03-01,a,b,1,5,\n" * 3000), estate.dump()
    assert import_history(estate.store, path, rehearsal=True).new == 3000
    with pytest.raises(Cancelled):
        import_history(estate.store, path, watch=Watch(cancelled=lambda: True))
    with pytest.raises(UserError):
        import_history(estate.store, written(tmp_path / "b.csv", "1,2,3\n", head="x,y,z\n"))
    assert estate.dump() == before


def test_it_is_one_step_to_undo_and_to_do_again(estate: Estate, tmp_path: Path) -> None:
    path = written(tmp_path / "a.csv", "2024-03-01,a,b,1,5,\n2024-03-02,a,b,1,5,\n")
    review = import_history(estate.store, path)
    assert review.action_id is not None
    undone = estate.store.undo(review.action_id)
    assert count(estate) == 0
    estate.store.undo(undone)
    assert count(estate) == 2
    estate.store.undo(review.action_id)
    assert import_history(estate.store, path).new == 2
    assert count(estate) == 2


@pytest.mark.slow
def test_half_a_million_lines_come_in_with_progress(estate: Estate, tmp_path: Path) -> None:
    lines = "".join(
        f"2024-{1 + n % 12:02d}-{1 + n % 28:02d},u-{n % 5000},p-{n % 900},{1 + n % 4},36.50,{n % 52}\n"
        for n in range(500_000)
    )
    seen: list[int] = []
    path = written(tmp_path / "a.csv", lines)
    assert import_history(estate.store, path, watch=Watch(moved=seen.append)).new == 500_000
    assert len(seen) >= 200
    assert import_history(estate.store, path).same == 500_000
