"""The program's log: what it did, never whom it concerned."""

from __future__ import annotations

import logging
import traceback
from pathlib import Path

NAME = "leaderdesk"


def start_log(folder: Path) -> None:
    """Write the log of this run into `folder`, at most four files of 512 KiB; one that cannot be written is let be."""
    # Imported late: it brings sockets and pickles along, and the first paint waits for neither.
    from logging.handlers import RotatingFileHandler

    logger = logging.getLogger(NAME)
    logger.setLevel(logging.INFO)
    logger.propagate = False
    for handler in tuple(logger.handlers):
        logger.removeHandler(handler)
        handler.close()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handler = RotatingFileHandler(
            folder / "leaderdesk.log", maxBytes=512 * 1024, backupCount=3, encoding="utf-8", delay=True
        )
    except OSError:
        return
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    logger.addHandler(handler)


def log(room: str) -> logging.Logger:
    """Return the log of one room ("storage", "orders"); messages carry numbers and codes, no names, phones or rooms."""
    return logging.getLogger(f"{NAME}.{room}")


def where(mistake: BaseException) -> str:
    """Return the kind of a mistake and the lines of the program it came through; its words may name somebody."""
    frames = traceback.extract_tb(mistake.__traceback__)
    ways = (f"{Path(frame.filename).stem}:{frame.lineno} {frame.name}" for frame in frames)
    return " < ".join((type(mistake).__name__, *reversed(tuple(ways))))


# Before the log is started nothing may be written anywhere; without a handler Python would write to the terminal.
logging.getLogger(NAME).addHandler(logging.NullHandler())
