"""The translations: from the sources to the file that the window loads.

``update``
    Collect every translatable text of ``workbench/`` into ``assets/i18n/zh_CN.ts``;
    translations that are there stay.
``release``
    Compile them to ``assets/i18n/zh_CN.qm``.
``check``
    Say what is missing, out of date or does not fit; exit 1 if anything is.
``font``
    Cut the Chinese glyphs that the translations need out of Noto Sans CJK SC, for
    systems that have none (needs the font and fonttools installed).

A change of a text: ``update``, translate in the ``.ts`` file (Qt Linguist or any
editor), ``release``, and ``font`` if new characters came in.
"""

from __future__ import annotations

import argparse
import shutil
import string
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SOURCES = ROOT / "workbench"
TS = ROOT / "assets" / "i18n" / "zh_CN.ts"
QM = TS.with_suffix(".qm")
FONT = ROOT / "assets" / "fonts" / "NotoSansSC-subset.otf"
FAMILY = "Noto Sans CJK SC"
_UPDATE = (
    *("-source-language", "en", "-target-language", "zh_CN"),
    *("-locations", "none", "-no-obsolete", "-sort-messages", "-silent"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One text of the translation file; ``translation`` is empty while unfinished."""

    context: str
    source: str
    translation: str


def entries(ts: Path) -> Iterator[Entry]:
    """All texts in the file, in its order."""
    for context in ET.parse(ts).getroot().iter("context"):
        name = context.findtext("name", "")
        for message in context.iter("message"):
            found = message.find("translation")
            done = found is not None and found.get("type") != "unfinished"
            yield Entry(
                context=name,
                source=message.findtext("source", ""),
                translation=message.findtext("translation", "") if done else "",
            )


_NEEDLESS = {"&apos;": "'", "&quot;": '"', "&#xa0;": "\N{NO-BREAK SPACE}"}
"""What only some versions of lupdate escape: a change would touch a thousand lines."""


def update(ts: Path = TS) -> None:
    """Collect the texts of the sources into ``ts``."""
    files = sorted(str(file) for file in SOURCES.rglob("*.py"))
    _qt_tool("lupdate", *files, "-ts", str(ts), *_UPDATE)
    text = ts.read_text(encoding="utf-8")
    for escaped, character in _NEEDLESS.items():
        text = text.replace(escaped, character)
    ts.write_text(text, encoding="utf-8")


def release(ts: Path = TS, qm: Path = QM) -> None:
    """Compile ``ts`` to ``qm``."""
    _qt_tool("lrelease", str(ts), "-qm", str(qm), "-silent")


def problems() -> list[str]:
    """What is wrong with the committed files, one line each."""
    with tempfile.TemporaryDirectory() as folder:
        fresh = Path(folder, TS.name)
        shutil.copy(TS, fresh)
        update(fresh)
        qm = Path(folder, QM.name)
        release(TS, qm)
        committed, now = _texts(TS), _texts(fresh)
        found = [f"not collected yet, run update: {text}" for text in now - committed]
        found += [f"gone from the sources: {text}" for text in committed - now]
        found += [line for entry in entries(TS) for line in _faults(entry)]
        if not QM.exists() or QM.read_bytes() != qm.read_bytes():
            found.append(f"{QM.name} is out of date, run release")
    return sorted(found)


def characters() -> set[str]:
    """Every character that the window may show: of translations, data and ASCII."""
    from workbench.datasets import topic_words

    texts = (entry.source + entry.translation for entry in entries(TS))
    shown = set("".join(texts)) | set(string.printable.strip()) | {" "}
    return shown | topic_words.characters()


def cut_font() -> None:
    """Write the subset of the system's Noto Sans CJK SC."""
    from fontTools.subset import Options, Subsetter
    from fontTools.ttLib import TTCollection

    command = ["fc-match", "-f", "%{file}", FAMILY]
    file = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    fonts = TTCollection(file, lazy=True).fonts
    font = next((f for f in fonts if f["name"].getBestFamilyName() == FAMILY), None)
    if font is None:
        sys.exit(f"{FAMILY} is not installed (Debian: apt install fonts-noto-cjk)")
    options = Options(hinting=False)
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=sorted(map(ord, characters())))
    subsetter.subset(font)
    FONT.parent.mkdir(parents=True, exist_ok=True)
    font.save(FONT)
    print(f"{FONT.relative_to(ROOT)}: {FONT.stat().st_size / 1024:.0f} KiB")


def main() -> int:
    """Carry out the command; the exit status."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=_Plain)
    parser.add_argument("command", choices=["update", "release", "check", "font"])
    match parser.parse_args().command:
        case "update":
            update()
            missing = sum(not entry.translation for entry in entries(TS))
            print(f"{TS.relative_to(ROOT)}: {missing} texts to translate")
        case "release":
            release()
        case "check":
            found = problems()
            print("\n".join(found) or "complete")
            return 1 if found else 0
        case "font":
            cut_font()
    return 0


class _Plain(argparse.RawDescriptionHelpFormatter):
    """Keeps the lines of the description as they are."""


def _texts(ts: Path) -> set[str]:
    return {f"{entry.context}: {entry.source}" for entry in entries(ts)}


def _faults(entry: Entry) -> Iterator[str]:
    where = f"{entry.context}: {entry.source}"
    if not entry.translation:
        yield f"not translated: {where}"
    elif _fields(entry.source) != _fields(entry.translation):
        yield f"other placeholders than the original: {where}"


def _fields(text: str) -> set[str]:
    """The names of the values that a template is filled with."""
    try:
        return {name for _, name, _, _ in string.Formatter().parse(text) if name}
    except ValueError:
        return {text}  # not a template at all: only the same text has the same fields


def _qt_tool(name: str, *arguments: str) -> None:
    """Run one of the tools that come with PySide6, whichever system this is."""
    code = f"from PySide6.scripts.pyside_tool import {name}; {name}()"
    subprocess.run([sys.executable, "-c", code, *arguments], check=True, cwd=ROOT)


if __name__ == "__main__":
    sys.exit(main())
