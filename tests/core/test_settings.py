"""Settings of this machine: read as written, and never in the way when the file is garbage."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leaderdesk.core.settings import MachineSettings, read_settings, write_settings
from leaderdesk.core.text import cleaned


def test_without_a_file_everything_has_its_first_value(tmp_path: Path) -> None:
    assert read_settings(tmp_path / "machine.toml") == MachineSettings()


@given(printer=st.text(st.characters(codec=None, exclude_categories=()), max_size=20), sound=st.booleans())
def test_what_is_written_is_read_back(tmp_path_factory: pytest.TempPathFactory, printer: str, sound: bool) -> None:
    path = tmp_path_factory.mktemp("home") / "machine.toml"
    settings = replace(
        MachineSettings(), label_printer=printer, sound=sound, theme="dark", text_zoom=115, language="en"
    )
    write_settings(path, settings)
    assert read_settings(path) == replace(settings, label_printer=cleaned(printer))


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\x00\xff\xfe",
        b"language = ",
        b"language = 7\ntheme = 'pink'\ntext_zoom = 99\nsound = 'yes'\nlabel_printer = ['a']",
        b"a = " + b"[" * 100_000,
        b"text_zoom = true",
        b"x" * 1_000_000,
    ],
    ids=["empty", "binary", "cut off", "wrong kinds", "deep", "bool for number", "long"],
)
def test_garbage_gives_the_first_values(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "machine.toml"
    path.write_bytes(content)
    assert read_settings(path) == MachineSettings()


def test_a_folder_in_the_place_of_the_file_gives_the_first_values(tmp_path: Path) -> None:
    assert read_settings(tmp_path) == MachineSettings()


def test_one_bad_value_does_not_cost_the_others(tmp_path: Path) -> None:
    path = tmp_path / "machine.toml"
    path.write_text('theme = "pink"\nlabel_printer = "打印机"\nnew_in_a_later_version = 1\n', encoding="utf-8")
    assert read_settings(path) == replace(MachineSettings(), label_printer="打印机")
