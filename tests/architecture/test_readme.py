"""The two READMEs say the same: the same commands, the same rooms, and every feature there is."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
TEXTS = [(ROOT / name).read_text(encoding="utf-8") for name in ("README.md", "README.zh-CN.md")]


def blocks(text: str) -> list[list[str]]:
    """Return the first word or command of each line of the code blocks."""
    found = re.findall(r"```\n(.*?)```", text, flags=re.DOTALL)
    return [[re.split(r"\s{2,}", line.strip())[0] for line in block.splitlines()] for block in found]


def test_both_name_the_same_commands_and_rooms() -> None:
    english, chinese = (blocks(text) for text in TEXTS)
    assert english == chinese
    assert len(english) >= 4


def test_both_show_the_same_pictures_and_they_are_there() -> None:
    english, chinese = (re.findall(r"\(installer/pictures/(\w+)\.png\)", text) for text in TEXTS)
    assert english == chinese
    assert all((ROOT / "installer" / "pictures" / f"{name}.png").stat().st_size > 10_000 for name in english)


def test_both_name_every_feature() -> None:
    features = [
        folder.name for folder in (ROOT / "leaderdesk" / "features").iterdir() if (folder / "__init__.py").exists()
    ]
    assert len(features) >= 9
    assert [name for name in features for text in TEXTS if not re.search(rf"\b{name}\b", text)] == []
