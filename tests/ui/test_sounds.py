"""Tones that never wait and never fail."""

from __future__ import annotations

import io
import stat
import wave
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from leaderdesk.ui.sounds import FOUND, NOT_FOUND, RATE, Sounds, wave_bytes


@pytest.fixture
def sounds(qtbot: QtBot) -> Iterator[Sounds]:
    sounds = Sounds()
    yield sounds
    sounds.stop()


def player(folder: Path, script: str) -> tuple[str, ...]:
    path = folder / "play"
    path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return (str(path), "-q")


@pytest.mark.parametrize("tones", [FOUND, NOT_FOUND])
def test_the_tones_are_short_waves_that_begin_and_end_in_silence(tones: tuple[tuple[float, float], ...]) -> None:
    with wave.open(io.BytesIO(wave_bytes(tones))) as file:
        assert (file.getnchannels(), file.getsampwidth(), file.getframerate()) == (1, 2, RATE)
        count = file.getnframes()
        frames = memoryview(file.readframes(count)).cast("h")
    assert abs(count / RATE - sum(seconds for _, seconds in tones)) < 0.01
    assert count / RATE < 0.6
    assert max(map(abs, frames)) > 5000
    assert abs(frames[0]) < 500
    assert abs(frames[-1]) < 1500


def test_found_is_one_high_tone_and_not_found_two_low_ones() -> None:
    heard = [hertz for hertz, _ in NOT_FOUND if hertz]
    assert len(FOUND) == 1
    assert len(heard) == 2
    assert max(heard) < FOUND[0][0] / 2


def test_the_systems_player_gets_the_file(sounds: Sounds, qtbot: QtBot, tmp_path: Path) -> None:
    sounds._player = player(tmp_path, f'cp "$2" {tmp_path}/played.wav')
    sounds.found()
    qtbot.waitUntil(lambda: (tmp_path / "played.wav").exists() and not any(p.state().value for p in sounds._playing))
    assert (tmp_path / "played.wav").read_bytes() == wave_bytes(FOUND)


def test_off_plays_nothing(sounds: Sounds, tmp_path: Path) -> None:
    sounds._player = player(tmp_path, "exit 0")
    sounds.on = False
    sounds.found()
    assert sounds._playing == []


def test_a_missing_or_hanging_player_disturbs_nobody(sounds: Sounds, qtbot: QtBot, tmp_path: Path) -> None:
    sounds._player = ("/nowhere/aplay",)
    sounds.found()
    qtbot.waitUntil(lambda: sounds._player == ())
    sounds.not_found()
    sounds._player = player(tmp_path, "exec sleep 60")
    for _ in range(10):
        sounds.not_found()
    assert len(sounds._playing) <= 4
    sounds.stop()
    assert sounds._playing == []
