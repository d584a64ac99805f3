"""Makes the pictures of the README from the practice neighbourhood, in the development environment."""

from __future__ import annotations

import os
import sqlite3
import sys
import tempfile
from contextlib import closing
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from leaderdesk.app import features, parts
from leaderdesk.core.clock import SystemClock, local_now, plan
from leaderdesk.core.paths import StorePaths
from leaderdesk.features.places import Page, Place, Step
from leaderdesk.features.practice.feature import make_practice
from leaderdesk.window.start import Window

FOLDER = Path(__file__).parent / "pictures"
SIZE = (1366, 768)
SETTLE_MS = 900


def main() -> int:
    """Write every picture anew; the result is the exit code."""
    app = QApplication.instance() or QApplication(sys.argv[:1])
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        home = Path(scratch) / "practice"
        made = make_practice(home, [each for each in features() if each.name != "practice"])
        assert isinstance(made.data, dict)
        round_id = int(str(made.data["round"]))
        window = Window(parts(), StorePaths(home), language=None)
        window.frame.resize(*SIZE)
        window.show()
        for name, place in places(round_id, next_stream_id(home)):
            window.session.go(place)
            settle(window)
            window.frame.grab().save(str(FOLDER / f"{name}.png"))
        window.frame.close()
    app.processEvents()
    return 0


def next_stream_id(home: Path) -> int:
    """Return the stream that comes next and has a run-sheet."""
    with closing(sqlite3.connect(f"file:{StorePaths(home).store}?mode=ro", uri=True)) as store:
        (found,) = store.execute(
            "SELECT id FROM stream WHERE starts_at > ? AND EXISTS (SELECT 1 FROM cue WHERE stream_id = stream.id)"
            " ORDER BY starts_at LIMIT 1",
            (plan(local_now(SystemClock())),),
        ).fetchone()
    return int(found)


def places(round_id: int, stream_id: int) -> tuple[tuple[str, Place], ...]:
    """Return what is on each picture; the first place lets the window open its store."""

    def step(step: Step) -> Place:
        return Place(Page.ROUNDS, round_id=round_id, step=step)

    return (
        ("today", Place(Page.TODAY)),
        ("today", Place(Page.TODAY)),
        ("rounds", step(Step.OPEN)),
        ("intake", step(Step.INTAKE)),
        ("purchase", step(Step.PURCHASE)),
        ("labels", step(Step.LABELS)),
        ("pickup", step(Step.PICKUP)),
        ("payments", step(Step.SETTLE)),
        ("products", Place(Page.PRODUCTS)),
        ("neighbours", Place(Page.NEIGHBOURS)),
        ("streams", Place(Page.STREAMS)),
        ("runsheet", Place(Page.STREAMS, stream_id=stream_id)),
        ("console", Place(Page.STREAMS, stream_id=stream_id, live=True)),
        ("referrals", Place(Page.REFERRALS)),
        ("settings", Place(Page.SETTINGS)),
    )


def settle(window: Window) -> None:
    """Let the background lanes deliver and the page paint."""
    loop = QEventLoop()
    QTimer.singleShot(SETTLE_MS, loop.quit)
    loop.exec()
    window.tasks.wait()


if __name__ == "__main__":
    sys.exit(main())
