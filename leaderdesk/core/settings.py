"""Settings of this machine, kept in one TOML file; those of the business are in the store."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any, Literal, cast

from leaderdesk.core.files import write_whole
from leaderdesk.core.text import cleaned

Theme = Literal["light", "dark", "system"]
THEMES: tuple[Theme, ...] = ("light", "dark", "system")
TEXT_ZOOMS = (100, 115, 130, 150)


@dataclass(frozen=True, slots=True)
class MachineSettings:
    """How the program looks and sounds on this machine; every field has a value that works."""

    language: str = "zh_CN"
    paper_language: str = "zh_CN"
    theme: Theme = "light"
    text_zoom: int = 100
    sound: bool = True
    window: str = ""
    label_printer: str = ""
    label_corrections: str = ""
    label_choices: str = ""
    label_stock: str = "60x40"
    workbook_folder: str = ""
    scanner_address: str = ""
    scanner_port: int = 0


def read_settings(path: Path) -> MachineSettings:
    """Return the settings stored at `path`; what is missing, unreadable or of the wrong kind has its first value."""
    if not path.exists():
        return MachineSettings()
    # Imported late: the first start has nothing to read.
    import tomllib

    try:
        found = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, RecursionError):
        return MachineSettings()
    first = asdict(MachineSettings())
    fitting: dict[str, Any] = {name: found[name] for name in first if type(found.get(name)) is type(first[name])}
    settings = MachineSettings(**fitting)
    if settings.theme not in THEMES:
        settings = replace(settings, theme="light")
    return settings if settings.text_zoom in TEXT_ZOOMS else replace(settings, text_zoom=100)


def write_settings(path: Path, settings: MachineSettings) -> None:
    """Keep `settings` at `path`, whole or not at all."""
    lines = [f"{name} = {_toml(value)}" for name, value in asdict(settings).items()]
    write_whole(path, ("\n".join(lines) + "\n").encode())


def _toml(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    escaped = cleaned(cast("str", value)).replace("\\", "\\\\").replace('"', '\\"')
    return '"' + "".join(sign if sign.isprintable() else f"\\U{ord(sign):08x}" for sign in escaped) + '"'
