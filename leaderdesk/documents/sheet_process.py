"""Has a workbook read in a process of its own, and stops it when it takes too long or is no longer wanted."""

from __future__ import annotations

import json
import multiprocessing
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from leaderdesk.core.i18n import _
from leaderdesk.documents.file_kind import refused
from leaderdesk.documents.sheet_rows import Cancelled, Limits, PipeEnd, ReadRow, ReadSheet, Watch

_GLANCE = 0.05
"""Seconds between two looks at the clock and at whoever may want to stop."""


def read_workbook(path: Path, limits: Limits, watch: Watch) -> tuple[ReadSheet, ...]:
    """Return the sheets of the workbook; Refused if it cannot be read within the limits, Cancelled if unwanted."""
    sheets: list[ReadSheet] = []
    rows: list[ReadRow] = []
    with _reader(path, limits) as receiver:
        for message in _messages(receiver, path, limits=limits, watch=watch):
            if "refused" in message:
                raise refused(message["refused"], path)
            if "read" in message:
                watch.moved(message["read"])
            elif "rows" in message:
                rows += [ReadRow(number, tuple(texts), frozenset(spread)) for number, texts, spread in message["rows"]]
            else:
                if sheets:
                    sheets[-1] = replace(sheets[-1], rows=tuple(rows))
                rows = []
                if "sheet" in message:
                    sheets.append(_sheet(message))
    return tuple(sheets)


@contextmanager
def _reader(path: Path, limits: Limits) -> Iterator[PipeEnd]:
    # A fresh interpreter: it has nothing of the store in its memory, and it is the same on every system.
    context = multiprocessing.get_context("spawn")
    receiver, sender = context.Pipe(duplex=False)
    process = context.Process(target=_serve, args=(sender, str(path), limits), daemon=True)
    process.start()
    sender.close()
    try:
        yield receiver
    finally:
        process.kill()
        process.join()
        process.close()
        receiver.close()


def _serve(sender: PipeEnd, path: str, limits: Limits) -> None:
    # openpyxl is only ever imported over there.
    from leaderdesk.documents.sheet_reading import serve

    serve(sender, path, limits)


def _messages(receiver: PipeEnd, path: Path, *, limits: Limits, watch: Watch) -> Iterator[dict[str, Any]]:
    until = time.monotonic() + limits.seconds
    while True:
        if watch.cancelled():
            raise Cancelled(_("Stopped; nothing was imported."))
        if time.monotonic() > until:
            raise refused("time", path)
        try:
            if not receiver.poll(_GLANCE):
                continue
            message = json.loads(receiver.recv_bytes().decode("utf-8", errors="surrogatepass"))
        except EOFError as end:
            # It went without a word: out of memory, or over something no workbook holds.
            raise refused("damaged", path) from end
        yield message
        if "end" in message:
            return


def _sheet(message: dict[str, Any]) -> ReadSheet:
    return ReadSheet(
        name=message["sheet"],
        rows=(),
        hidden=message["hidden"],
        hidden_columns=frozenset(message["hidden_columns"]),
        hidden_rows=message["hidden_rows"],
        formulas=message["formulas"],
        unread=tuple(message["unread"]),
    )
