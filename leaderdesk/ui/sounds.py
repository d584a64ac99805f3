"""Short tones for the pickup table: one for found, two low ones for not found; made here, played by the system."""

from __future__ import annotations

import array
import contextlib
import importlib
import io
import math
import shutil
import sys
import tempfile
import wave
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QProcess
from PySide6.QtWidgets import QApplication

RATE = 22_050
FOUND = ((880.0, 0.12),)
NOT_FOUND = ((220.0, 0.16), (0.0, 0.06), (196.0, 0.22))
"""Tones as (hertz, seconds); 0 Hz is a pause."""

_PLAYERS: dict[str, tuple[tuple[str, ...], ...]] = {
    "darwin": (("afplay",),),
    "linux": (("paplay",), ("pw-play",), ("aplay", "-q")),
}
_MOST_AT_ONCE = 3


class Sounds(QObject):
    """Plays the two sounds without ever waiting for them; on a machine without sound nothing happens."""

    def __init__(self, *, on: bool = True, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.on = on
        self._folder: tempfile.TemporaryDirectory[str] | None = None
        self._folders: list[tempfile.TemporaryDirectory[str]] = []
        self.destroyed.connect(partial(_take_away, self._folders))
        self._player = _player()
        self._playing: list[QProcess] = []

    def found(self) -> None:
        """Play one short tone."""
        self._play("found", FOUND)

    def not_found(self) -> None:
        """Play two low tones."""
        self._play("not_found", NOT_FOUND)

    def stop(self) -> None:
        """End what still plays and take the tone files away."""
        for process in self._playing:
            process.kill()
            process.waitForFinished(500)
        self._playing.clear()
        self._folder = None
        _take_away(self._folders)

    def _play(self, name: str, tones: Sequence[tuple[float, float]]) -> None:
        if not self.on:
            return
        path = self._path(name, tones)
        if path is None or not (sys.platform == "win32" or self._player):
            QApplication.beep()
        elif sys.platform == "win32":
            _play_on_windows(path)
        else:
            self._start(path)

    def _start(self, path: Path) -> None:
        for process in [one for one in self._playing if one.state() is QProcess.ProcessState.NotRunning]:
            self._playing.remove(process)
            process.deleteLater()
        if len(self._playing) >= _MOST_AT_ONCE:
            return
        process = QProcess(self)
        process.setStandardOutputFile(QProcess.nullDevice())
        process.setStandardErrorFile(QProcess.nullDevice())
        process.errorOccurred.connect(self._give_up)
        self._playing.append(process)
        process.start(self._player[0], [*self._player[1:], str(path)])

    def _give_up(self, error: QProcess.ProcessError) -> None:
        if error is QProcess.ProcessError.FailedToStart:
            self._player = ()

    def _path(self, name: str, tones: Sequence[tuple[float, float]]) -> Path | None:
        """Return the tones as a file, which is what every system's player reads; None if it cannot be written."""
        try:
            if self._folder is None:
                self._folder = tempfile.TemporaryDirectory(prefix="leaderdesk-sound-", ignore_cleanup_errors=True)
                self._folders.append(self._folder)
            path = Path(self._folder.name) / f"{name}.wav"
            if not path.exists():
                path.write_bytes(wave_bytes(tones))
        except OSError:
            return None
        return path


def _take_away(folders: list[tempfile.TemporaryDirectory[str]], *_sender: object) -> None:
    """Delete the tone files; called when the player goes, so it must not hold the player itself."""
    while folders:
        folders.pop().cleanup()


def wave_bytes(tones: Sequence[tuple[float, float]]) -> bytes:
    """Return a WAV of 16 bit mono at RATE with these tones after each other, each without a click at its ends."""
    samples = array.array("h")
    for hertz, seconds in tones:
        count = int(RATE * seconds)
        edge = max(1, int(RATE * 0.008))
        for place in range(count):
            swell = min(1.0, place / edge, (count - place) / edge)
            samples.append(int(11_000 * swell * math.sin(math.tau * hertz * place / RATE)))
    if sys.byteorder == "big":
        samples.byteswap()
    file = io.BytesIO()
    with wave.open(file, "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(RATE)
        out.writeframes(samples.tobytes())
    return file.getvalue()


def _player() -> tuple[str, ...]:
    for command in _PLAYERS.get(sys.platform, ()):
        found = shutil.which(command[0])
        if found:
            return (found, *command[1:])
    return ()


def _play_on_windows(path: Path) -> None:
    # The module exists on Windows only, which the type checker of another system cannot know.
    winsound = importlib.import_module("winsound")
    # It raises RuntimeError when the machine has no sound, which is no trouble of ours.
    with contextlib.suppress(RuntimeError):
        winsound.PlaySound(str(path), winsound.SND_FILENAME | winsound.SND_ASYNC | winsound.SND_NODEFAULT)
