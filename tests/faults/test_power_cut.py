"""What was acknowledged is there after a power cut: writes that were not synced are lost, or arrive in part.

The system calls of a real run are recorded by strace and played again into images of the disk: at every
acknowledgement the image holds what had been synced by then, and of the rest nothing, or any sectors by chance.
"""

from __future__ import annotations

import random
import re
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from leaderdesk.core.paths import StorePaths
from tests.faults.programs import WRITER, run
from tests.faults.test_kill import check, strace

SECTOR = 512
CALLS = "openat,close,pwrite64,ftruncate,fdatasync,fsync,write"
_CALL = re.compile(r"(?P<name>\w+)\((?P<words>.*)\)\s+= (?P<result>-?\d+)")
_TEXT = re.compile(r'"((?:\\x[0-9a-f]{2})*)"')


@dataclass
class File:
    """One file of the store: what is on the disk for certain, and what was written since the last sync."""

    synced: bytearray = field(default_factory=bytearray)
    waiting: list[tuple[int, bytes | None]] = field(default_factory=list)

    def sync(self) -> None:
        """Bring everything that waits to the disk."""
        for place, content in self.waiting:
            _put(self.synced, place, content)
        self.waiting.clear()

    def after_cut(self, chance: random.Random | None) -> bytes:
        """Return what a power cut leaves: of what waits nothing, or each sector by chance."""
        image = bytearray(self.synced)
        for place, content in self.waiting if chance is not None else ():
            if content is None:
                continue
            for start in range(0, len(content), SECTOR):
                if chance is not None and chance.random() < 0.5:
                    _put(image, place + start, content[start : start + SECTOR])
        return bytes(image)


class Disk:
    """Plays the recorded calls into the files of one store."""

    def __init__(self, home: Path) -> None:
        self._home = str(home)
        self._open: dict[int, str] = {}
        self.files: dict[str, File] = {}

    def play(self, line: str) -> int | None:
        """Take in one call; return the number that was acknowledged by it, if one was."""
        call = _CALL.search(line)
        if call is None or int(call["result"]) < 0:
            return None
        words, result = call["words"], int(call["result"])
        if call["name"] == "openat":
            name = _decoded(words).decode()
            if name.startswith(self._home) and name.endswith((".sqlite", ".sqlite-wal")):
                self._open[result] = name
                self.files.setdefault(name, File())
            return None
        handle = int(words.split(",")[0])
        if call["name"] == "write":
            return self._acknowledged(_decoded(words)) if handle == 1 else None
        self._change(call["name"], handle, words, result)
        return None

    def _change(self, name: str, handle: int, words: str, result: int) -> None:
        file = self.files.get(self._open.get(handle, ""))
        if name == "close":
            self._open.pop(handle, None)
        elif file is None:
            return
        elif name in {"fdatasync", "fsync"}:
            file.sync()
        elif name == "ftruncate":
            file.waiting.append((int(words.split(",")[1]), None))
        elif name == "pwrite64":
            file.waiting.append((int(words.rsplit(",", 1)[1]), _decoded(words)[:result]))

    def _acknowledged(self, said: bytes) -> int | None:
        text = said.decode().strip()
        return int(text) if text.isdigit() else None


def _decoded(words: str) -> bytes:
    found = _TEXT.search(words)
    return bytes.fromhex(found[1].replace("\\x", "")) if found else b""


def _put(image: bytearray, place: int, content: bytes | None) -> None:
    if content is None:
        del image[place:]
        return
    if len(image) < place:
        image.extend(bytes(place - len(image)))
    image[place : place + len(content)] = content


def cut_at_every_acknowledgement(paths: StorePaths, folder: Path, *, writes: int, tears: int) -> int:
    record = folder / "calls"
    under = [strace(), "-qq", "-xx", "-s", "200000", "-e", f"trace={CALLS}", "-o", str(record)]
    ran = run(WRITER, paths.home, writes, under=under)
    assert ran.returncode == 0, ran.stderr
    disk, chance, cuts = Disk(paths.home), random.Random(1), 0
    for line in record.read_text(encoding="ascii").splitlines():
        number = disk.play(line)
        if number is None:
            continue
        for tear in range(tears + 1):
            image = StorePaths(folder / f"cut-{number}-{tear}")
            image.home.mkdir()
            for name, file in disk.files.items():
                (image.home / Path(name).name).write_bytes(file.after_cut(chance if tear else None))
            check(image, number)
            cuts += 1
    return cuts


def test_a_power_cut_loses_nothing_that_was_acknowledged(paths: StorePaths, tmp_path: Path) -> None:
    assert cut_at_every_acknowledgement(paths, tmp_path, writes=6, tears=1) == 12


@pytest.mark.sweep
def test_a_hundred_power_cuts_lose_nothing_that_was_acknowledged(paths: StorePaths, tmp_path: Path) -> None:
    assert cut_at_every_acknowledgement(paths, tmp_path, writes=50, tears=3) == 200
