"""No part of Qt that is offered under the GPL alone gets into the one-folder build."""

from __future__ import annotations

import re
from importlib.metadata import files
from pathlib import Path

import pytest

from installer import build
from installer.environment import ROOT
from installer.licences import GPL_ONLY, gpl_only_files, gpl_only_modules, is_gpl_only

SPEC = (ROOT / "installer" / "leaderdesk.spec").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "file",
    [
        "PySide6/Qt/lib/libQt6Charts.so.6", "PySide6/QtDataVisualization.abi3.so", "PySide6/QtGraphsWidgets.pyd",
        "PySide6/Qt6VirtualKeyboard.dll", "PySide6/Qt/plugins/platforminputcontexts/libqtvirtualkeyboardplugin.so",
        r"PySide6\plugins\platforminputcontexts\qtvirtualkeyboardplugin.dll", "libQt6VirtualKeyboardQml.so.6",
        "PySide6/Qt/lib/QtQuick3D.framework/Versions/A/QtQuick3D", "PySide6/QtNetworkAuth.abi3.so",
    ],
)  # fmt: skip
def test_what_is_under_the_gpl_alone_is_known_by_its_file(file: str) -> None:
    assert is_gpl_only(file)


@pytest.mark.parametrize(
    "file",
    [
        "PySide6/Qt/lib/libQt6Core.so.6", "PySide6/QtNetwork.abi3.so", "libQt6Quick.so.6", "libQt6Multimedia.so.6",
        "PySide6/Qt/plugins/platforminputcontexts/libibusplatforminputcontextplugin.so", "leaderdesk/charts.pyc",
        "libqt.so", "PySide6/Qt/plugins/multimedia/libffmpegmediaplugin.so",
    ],
)  # fmt: skip
def test_what_may_be_handed_on_is_left_alone(file: str) -> None:
    assert not is_gpl_only(file)


def test_every_such_part_of_the_installed_qt_would_be_found() -> None:
    """The binding of each part that PySide6-Addons holds is among those that are left out."""
    bindings = {path.name.split(".")[0] for path in files("PySide6-Addons") or () if path.suffix == ".pyi"}
    assert bindings
    found = {f"PySide6.{name}" for name in bindings if is_gpl_only(name)}
    assert found
    assert found <= set(gpl_only_modules())


def test_the_build_excludes_them_as_modules_and_as_files() -> None:
    assert re.search(r"excludes=.*gpl_only_modules\(\)", SPEC)
    for kind in ("binaries", "datas"):
        assert f"program.{kind} = [entry for entry in program.{kind} if not is_gpl_only(entry[0])]" in SPEC


def test_a_build_with_one_of_them_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plugin = tmp_path / "_internal/PySide6/plugins/libqtvirtualkeyboardplugin.so"
    plugin.parent.mkdir(parents=True)
    plugin.touch()
    (tmp_path / "leaderdesk").touch()
    assert gpl_only_files(tmp_path) == [str(plugin.relative_to(tmp_path))]
    monkeypatch.setattr(build, "PROGRAM", tmp_path)
    monkeypatch.setattr(build, "prepare", lambda *_given, **_named: Path("python"))
    monkeypatch.setattr(build, "_freeze", lambda _python: None)
    monkeypatch.setattr(build, "_self_test", lambda: 0)
    assert build.main([]) == 1
    plugin.unlink()
    assert build.main([]) == 0


def test_the_licences_name_what_is_left_out() -> None:
    said = (ROOT / "THIRD-PARTY-LICENSES.md").read_text(encoding="utf-8")
    assert "installer/licences.py" in said
    assert "Qt Virtual Keyboard" in said
    assert len(GPL_ONLY) == len(set(GPL_ONLY))
