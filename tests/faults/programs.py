"""Programs of one purpose that tests start, kill and look into."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).parents[2]
HEAD = f"import sys\nsys.path.insert(0, {str(ROOT)!r})\n"

# Prints the number of each tag once it is committed, until it is killed or has written `most`.
WRITER = """
from pathlib import Path
from leaderdesk.core.paths import StorePaths
from leaderdesk.storage.database import open_store

store = open_store(StorePaths(Path(sys.argv[1])))
sys.stdout.write("ready\\n")
sys.stdout.flush()
with store.read() as connection:
    first = connection.exec_driver_sql("SELECT coalesce(max(id), 0) + 1 FROM tag").scalar()
for number in range(first, first + int(sys.argv[2])):
    with store.write("Add {what}", about={"what": str(number)}) as writing:
        connection = writing.connection
        connection.exec_driver_sql("INSERT INTO tag (id, name) VALUES (?, ?)", (number, f"{number} " + "x" * 200))
        connection.exec_driver_sql("INSERT INTO neighbour (id, name) VALUES (?, ?)", (number, str(number)))
    sys.stdout.write(f"{number}\\n")
    sys.stdout.flush()
store.close()
"""

# Opens the store and dies before statement number `argv[2]`; prints how many there were if it lives.
OPENER = """
import os
from pathlib import Path
from sqlalchemy import event
from sqlalchemy.engine import Engine
from leaderdesk.core.paths import StorePaths
from leaderdesk.storage import migrate
from leaderdesk.storage.database import open_store

count = 0

@event.listens_for(Engine, "before_cursor_execute")
def kill(*_words):
    global count
    count += 1
    if count == int(sys.argv[2]):
        os._exit(9)

if "second" in sys.argv:
    first = migrate.steps()
    columns = "(id INTEGER PRIMARY KEY, tag_id INTEGER REFERENCES tag (id))"
    statements = tuple(f"CREATE TABLE later_{n} {columns} STRICT" for n in range(3))
    moved = ("INSERT INTO later_0 (id, tag_id) SELECT id, id FROM tag", "UPDATE tag SET tint = 'moved'")
    second = migrate.Step(number=2, statements=(*statements, *moved))
    migrate.steps = lambda: (*first, second)
open_store(StorePaths(Path(sys.argv[1]))).close()
sys.stdout.write(str(count))
"""


def command(program: str, *words: object) -> list[str]:
    """Return the command that runs the program with these words."""
    return [sys.executable, "-c", HEAD + program, *(str(word) for word in words)]


def run(program: str, *words: object, under: Sequence[str] = ()) -> subprocess.CompletedProcess[str]:
    """Run the program to its end, however it ends."""
    return subprocess.run([*under, *command(program, *words)], capture_output=True, text=True, check=False, timeout=120)
