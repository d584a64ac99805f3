"""Tables as text: what a spreadsheet would compute stays text, numbers stay numbers, rows stay on their line."""

from __future__ import annotations

import csv
from pathlib import Path

from leaderdesk.documents.book import Fen, Milli
from leaderdesk.documents.csv_file import write_csv


def test_text_stays_text_and_numbers_stay_numbers(tmp_path: Path) -> None:
    path = tmp_path / "books.csv"
    rows = [
        ("=1+1", Fen(-1230), 7, Milli(1500), None),
        ("-2", Fen(5), 0, Milli(3), 'a\nb\u202e, "c"'),
        ("  @SUM(A1)", Fen(10**12), -1, Milli(0), "\t+x"),
    ]
    write_csv(path, ["一", "=二"], rows)
    content = path.read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    assert content.count(b"\r\n") == 4
    with path.open(encoding="utf-8-sig", newline="") as file:
        assert list(csv.reader(file)) == [
            ["一", "'=二"],
            ["'=1+1", "-12.30", "7", "1.500", ""],
            ["'-2", "0.05", "0", "0.003", 'a b, "c"'],
            ["'@SUM(A1)", "10000000000.00", "-1", "0.000", "'+x"],
        ]
