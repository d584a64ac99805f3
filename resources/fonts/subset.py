"""Makes the font files of this folder from their published packages; run by hand when a source changes.

    .venv/bin/python resources/fonts/subset.py

Needs npm and, on Debian or Ubuntu, apt-get and dpkg-deb; writes into this folder and leaves nothing else behind.
What each file holds, and under which licence, stands in README.md beside this script.
"""

from __future__ import annotations

import bz2
import hashlib
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

HERE = Path(__file__).resolve().parent
STANDARD_LIST = HERE / "standard_hanzi.txt"
STANDARD_COUNT = 8105

NPM_PACKAGES = ("@expo-google-fonts/noto-sans-sc@0.4.3", "@expo-google-fonts/noto-emoji@0.4.7")
DEBIAN_PACKAGES = ("fonts-hanazono", "unicode-data")
GOOGLE = Path("node_modules/@expo-google-fonts")
HANAZONO = Path("usr/share/fonts/truetype/hanazono")
UNIHAN = Path("usr/share/unicode")

# Signs that a leader's papers use beside GBK: Latin with accents, punctuation, currencies, arrows, numbers in circles,
# boxes, common symbols, kana and full-width forms.
SIGN_RANGES = (
    (0x20, 0x7E), (0xA0, 0x17F), (0x2000, 0x206F), (0x20A0, 0x20CF), (0x2100, 0x21FF), (0x2200, 0x22FF),
    (0x2460, 0x25FF), (0x2600, 0x27BF), (0x3000, 0x30FF), (0xFF00, 0xFFEF),
)  # fmt: skip
HAN_RANGES = ((0x3400, 0x9FFF), (0xF900, 0xFAFF), (0x20000, 0x323AF))
# Character sources of the Unihan database that collect the names of living people and of places.
NAME_SOURCES = ("GIDC", "GRM", "GDM", "GPGLG", "GZJW", "GXC", "GZH", "GOCD", "GLGYJ")


def main() -> int:
    """Write every font file and its licence into this folder; return the exit code."""
    with tempfile.TemporaryDirectory(prefix="fonts-") as scratch:
        folder = Path(scratch)
        fetch(folder)
        standard = standard_hanzi(folder)
        STANDARD_LIST.write_text(_in_lines("".join(map(chr, sorted(standard)))), encoding="utf-8")
        make_faces(folder, standard)
        copy_licences(folder)
    for face in sorted(HERE.glob("*.ttf")):
        size = face.stat().st_size / 1e6
        print(f"{face.name}: {size:.2f} MB, sha256 {hashlib.sha256(face.read_bytes()).hexdigest()}")
    return 0


def fetch(folder: Path) -> None:
    """Put the published packages, unpacked, into `folder`."""
    (folder / "package.json").write_text('{"private": true}', encoding="utf-8")
    npm = shutil.which("npm") or "npm"
    subprocess.run(
        [npm, "install", "--no-audit", "--no-fund", "--ignore-scripts", *NPM_PACKAGES], cwd=folder, check=True
    )
    for package in DEBIAN_PACKAGES:
        subprocess.run(["apt-get", "download", package], cwd=folder, check=True)
    for archive in folder.glob("*.deb"):
        subprocess.run(["dpkg-deb", "-x", str(archive), str(folder)], check=True)


def standard_hanzi(folder: Path) -> set[int]:
    """Return the 8,105 code points of 通用规范汉字表 (2013): field kTGH of the Unihan database."""
    found = {code for code, _value in _unihan(folder, "Unihan_OtherMappings.txt.bz2", "kTGH")}
    if len(found) != STANDARD_COUNT:
        raise SystemExit(f"kTGH names {len(found)} characters, not {STANDARD_COUNT}")
    return found


def make_faces(folder: Path, standard: set[int]) -> None:
    """Write the faces: the everyday one in two weights, its rest, the rare hanzi and the emoji."""
    sans = folder / GOOGLE / "noto-sans-sc"
    regular = sans / "400Regular" / "NotoSansSC_400Regular.ttf"
    everyday = gbk() | standard | {code for first, last in SIGN_RANGES for code in range(first, last + 1)}
    write_subset(regular, everyday, "LeaderDeskSans-Regular")
    write_subset(sans / "700Bold" / "NotoSansSC_700Bold.ttf", everyday, "LeaderDeskSans-Bold")
    drawn = covered(regular)
    write_subset(regular, drawn - everyday, "LeaderDeskSans-More")
    # The first Hanazono face holds what some national standard holds, as 𠮷; the second has the outlines of both.
    standards = {code for code in covered(folder / HANAZONO / "HanaMinA.ttf") if is_hanzi(code)}
    rare = (hanzi_of_names(folder) | standards) - drawn
    write_subset(folder / HANAZONO / "HanaMinB.ttf", rare, "LeaderDeskRare-Regular")
    emoji = folder / GOOGLE / "noto-emoji" / "400Regular" / "NotoEmoji_400Regular.ttf"
    write_subset(emoji, covered(emoji) - drawn, "LeaderDeskEmoji-Regular")


def hanzi_of_names(folder: Path) -> set[int]:
    """Return the hanzi that a name may hold.

    Those with a Mandarin reading, and those that a register of persons or places brought into Unicode.
    """
    read = {code for code, _value in _unihan(folder, "Unihan_Readings.txt.bz2", "kMandarin")}
    sources = _unihan(folder, "Unihan_IRGSources.txt.bz2", "kIRG_GSource")
    registered = {code for code, source in sources if source.split("-")[0] in NAME_SOURCES}
    return {code for code in read | registered if is_hanzi(code)}


def is_hanzi(code: int) -> bool:
    """Return whether `code` is in one of Unicode's blocks of hanzi."""
    return any(first <= code <= last for first, last in HAN_RANGES)


def gbk() -> set[int]:
    """Return every code point of GBK."""
    pairs = (bytes((lead, trail)) for lead in range(0x81, 0xFF) for trail in range(0x40, 0xFF))
    return {ord(sign) for pair in pairs if len(sign := pair.decode("gbk", "ignore")) == 1}


def covered(path: Path) -> set[int]:
    """Return the code points that the face at `path` draws."""
    with TTFont(path, lazy=True) as face:
        return set(face.getBestCmap())


def write_subset(source: Path, codes: Iterable[int], name: str) -> None:
    """Write the glyphs of `codes` from the face `source` as `name`.ttf: outlines only, under a name of its own."""
    options = Options()
    options.set(
        hinting=False, layout_features=[], glyph_names=False, notdef_outline=True, recalc_timestamp=False,
        name_IDs=[0, 1, 2, 4, 5, 6, 13, 14], name_languages=[0x409],
    )  # fmt: skip
    options.drop_tables += ["BASE", "GDEF", "GPOS", "GSUB", "STAT", "vhea", "vmtx", "FFTM", "prop", "gasp", "DSIG"]
    with TTFont(source, recalcTimestamp=False) as face:
        subsetter = Subsetter(options)
        subsetter.populate(unicodes=set(codes) & set(face.getBestCmap()))
        subsetter.subset(face)
        family, _dash, style = name.partition("-")
        for number, text in ((1, family), (2, style), (4, f"{family} {style}"), (6, name)):
            face["name"].setName(text, number, 3, 1, 0x409)
        face.save(HERE / f"{name}.ttf", reorderTables=False)


def copy_licences(folder: Path) -> None:
    """Put the licence of each source beside the faces."""
    for package, target in (("noto-sans-sc", "LICENSE-NotoSansSC.txt"), ("noto-emoji", "LICENSE-NotoEmoji.txt")):
        shutil.copyfile(folder / GOOGLE / package / "LICENSE_FONT", HERE / target)
    shutil.copyfile(folder / "usr/share/doc/fonts-hanazono/copyright", HERE / "LICENSE-Hanazono.txt")


def _unihan(folder: Path, file: str, field: str) -> list[tuple[int, str]]:
    with bz2.open(folder / UNIHAN / file, "rt", encoding="utf-8") as lines:
        cells = (line.rstrip("\n").split("\t") for line in lines if line.startswith("U+"))
        return [(int(cell[0].removeprefix("U+"), 16), cell[2]) for cell in cells if cell[1] == field]


def _in_lines(text: str) -> str:
    return "".join(f"{text[start : start + 50]}\n" for start in range(0, len(text), 50))


if __name__ == "__main__":
    sys.exit(main())
