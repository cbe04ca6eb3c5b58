"""The workshop kit: one folder to hand out on a stick, for a room without a network.

    packaging/run cli --version            (once: sets up the environment)
    .venv/bin/python packaging/kit.py      writes dist/kit/

It holds the installers that lie in ``dist/``, a hand-out of one page in English and one
in Chinese, sample data, the experiments of the hand-out, and checksums of everything.
The pictures and sentences on the hand-out come from runs of the live program on the
computer that makes the kit, and the hand-out says which one that was.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import os
import shutil
import string
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from msgspec import structs
from PySide6.QtCore import QMarginsF, QSizeF, QUrl
from PySide6.QtGui import (
    QFont,
    QFontMetricsF,
    QImage,
    QPageLayout,
    QPageSize,
    QPdfWriter,
    QTextDocument,
)

import workbench
from workbench.core.messages import Message
from workbench.core.spec import DatasetSpec, RepeatSpec, to_json
from workbench.core.state import RunState, fold
from workbench.datasets import load
from workbench.gui.app import application
from workbench.gui.i18n import Language, say
from workbench.gui.plots import AccuracyPlot, AnatomyPlot, Plot, SpeedupPlot
from workbench.gui.plots.export import image
from workbench.gui.theme import Theme
from workbench.planner import PRESETS
from workbench.session import Session

ROOT = Path(__file__).resolve().parents[1]
HANDOUTS = Path(__file__).with_name("handouts")
LANGUAGES: Mapping[str, str] = {"en": "hand-out.pdf", "zh_CN": "讲义.pdf"}
INSTALLERS = ("*.deb", "*.run", "*.exe", "*.dmg", "*.whl")
EXPERIMENT = "digits-models"
"""What is measured for the hand-out."""
EXERCISES = ("iris-vote", "digits-models", "oversubscription", "squares")
SAMPLES = ("iris", "wine", "breast_cancer")
MESSY = """\
height_cm;weight_kg;smoker;active
171;68,5;no;yes
;74,2;yes;no
182;n/a;no;yes
165;59,1;no;yes
158;;yes;no
190;95,0;yes;no
"""
"""What data of one's own look like: another dialect, and cells without a value."""
PICTURES: tuple[type[Plot], ...] = (SpeedupPlot, AccuracyPlot, AnatomyPlot)
_PICTURE_SIZE = (600, 330)
_MARGIN_MM = 14.0
_DPI = 96


def main() -> None:
    """Make the kit."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--to", type=Path, default=ROOT / "dist" / "kit")
    parser.add_argument("--installers", type=Path, default=ROOT / "dist")
    parser.add_argument("--quick", action="store_true", help="measure less")
    options = parser.parse_args()
    kit: Path = options.to
    if kit.exists():
        shutil.rmtree(kit)
    kit.mkdir(parents=True)
    application(["workbench"])
    state = measured(kit, quick=options.quick)
    for language, name in LANGUAGES.items():
        write_handout(kit / name, language, state)
    write_samples(kit / "data")
    write_experiments(kit / "experiments")
    found = copy_installers(options.installers, kit)
    shutil.copy(ROOT / "LICENSE", kit / "LICENSE.txt")
    write_checksums(kit)
    for file in files(kit):
        print(f"{file.stat().st_size / 1e6:8.2f} MB  {file.relative_to(kit)}")
    if not found:
        print(
            f"No installer lies in {options.installers}: make them with "
            "packaging/build, then make the kit again.",
            file=sys.stderr,
        )


def measured(scratch: Path, *, quick: bool) -> RunState:
    """The experiment of the hand-out, run here and now; its history is thrown away."""
    repeats = 2 if quick else 5
    spec = structs.replace(
        PRESETS["iris-vote" if quick else EXPERIMENT].spec,
        repeats=RepeatSpec(minimum=repeats, maximum=repeats),
    )
    history = scratch / "history.sqlite"
    with Session(history=history) as session:
        state = fold(session.start(spec))
    for file in scratch.glob("history.sqlite*"):
        file.unlink()
    if state.status != "done":
        raise SystemExit(f"the experiment of the hand-out ended as {state.status}")
    return state


def write_handout(file: Path, language: str, state: RunState) -> None:
    """One page of A4, in the words of the program itself."""
    chosen = Language(code=language)  # type: ignore[arg-type]  # one of LANGUAGES
    theme = Theme(name="light")
    try:
        text = page_text(language, state)
        font = theme_font()
        missing = sorted(set(plain(text)) - shown_by(font, plain(text)))
        if missing:
            raise SystemExit(
                f"no font here shows {''.join(missing[:8])} …: install one "
                "(Debian: apt install fonts-noto-cjk) and make the kit again"
            )
        print_page(file, text, font, dict(pictures(theme, state)))
    finally:
        chosen.remove()


def page_text(language: str, state: RunState) -> str:
    """The page as HTML, with what was found filled in."""
    template = (HANDOUTS / f"{language}.html").read_text(encoding="utf-8")
    verdict = state.estimate.verdict if state.estimate is not None else None
    sentences: tuple[Message, ...] = verdict.sentences if verdict is not None else ()
    environment = state.environment
    values = {
        "version": workbench.__version__,
        "title": say(PRESETS[state.spec.title].title) if state.spec else "",
        "verdict": "<br/>".join(map(say, sentences)),
        "cpu": str(environment.get("cpu", "")),
        "cores": str(environment.get("cores", {}).get("usable", "")),
    }
    return string.Template(template).substitute(values)


def theme_font() -> QFont:
    """The program's own font, as large as a page wants it."""
    from PySide6.QtWidgets import QApplication

    font = QApplication.font()
    font.setPointSizeF(9.0)
    return font


def plain(html: str) -> str:
    """The characters that a reader sees."""
    document = QTextDocument()
    document.setHtml(html)
    return "".join(c for c in document.toPlainText() if c.isprintable() and c != "￼")


def shown_by(font: QFont, text: str) -> set[str]:
    """Those that the font, or one that stands in for it, has a glyph for."""
    from PySide6.QtGui import QRawFont, QTextLayout

    shown = set()
    metrics = QFontMetricsF(font)
    for character in set(text):
        layout = QTextLayout(character, font)
        layout.beginLayout()
        layout.createLine()
        layout.endLayout()
        runs = layout.glyphRuns()
        raws: list[QRawFont] = [run.rawFont() for run in runs]
        if metrics.inFontUcs4(ord(character)) or any(
            raw.supportsCharacter(ord(character)) for raw in raws
        ):
            shown.add(character)
    return shown


def pictures(theme: Theme, state: RunState) -> Iterator[tuple[str, QImage]]:
    """Each picture of the run, by its name, as the program would export it."""
    for make in PICTURES:
        plot = make(theme)  # type: ignore[call-arg]  # each knows its axes
        plot.resize(*_PICTURE_SIZE)
        plot.show()
        plot.draw(state)
        yield plot.name, image(plot)
        plot.close()
        plot.deleteLater()


def print_page(
    file: Path, text: str, font: QFont, images: Mapping[str, QImage]
) -> None:
    """Lay the page out and write it; raises ``SystemExit`` if it became two."""
    writer = QPdfWriter(str(file))
    writer.setTitle("Workbench")
    writer.setCreator(f"Workbench {workbench.__version__}")
    writer.setResolution(_DPI)
    margins = QMarginsF(_MARGIN_MM, _MARGIN_MM, _MARGIN_MM, _MARGIN_MM)
    size = QPageSize(QPageSize.PageSizeId.A4)
    layout = QPageLayout(
        size, QPageLayout.Orientation.Portrait, margins, QPageLayout.Unit.Millimeter
    )
    writer.setPageLayout(layout)
    document = QTextDocument()
    document.setDefaultFont(font)
    document.setDocumentMargin(0)
    for name, picture in images.items():
        document.addResource(
            QTextDocument.ResourceType.ImageResource, QUrl(f"{name}.png"), picture
        )
    document.setPageSize(QSizeF(layout.paintRectPixels(_DPI).size()))
    document.setHtml(text)
    if document.pageCount() != 1:
        raise SystemExit(f"{file.name} became {document.pageCount()} pages, not one")
    document.print_(writer)


def write_samples(folder: Path) -> None:
    """Data sets of the program as tables, and one as untidy as real ones are."""
    folder.mkdir()
    for name in SAMPLES:
        data = load(DatasetSpec(name=name), seed=0)
        with (folder / f"{name}.csv").open("w", newline="", encoding="utf-8") as file:
            rows = csv.writer(file)
            rows.writerow([*data.features, data.target])
            for x, y in zip(data.X.tolist(), data.y.tolist(), strict=True):
                rows.writerow([*x, data.classes[y] if data.classes else y])
    (folder / "untidy.csv").write_text(MESSY, encoding="utf-8")


def write_experiments(folder: Path) -> None:
    """The experiments of the hand-out, to be opened by a double click."""
    folder.mkdir()
    for name in EXERCISES:
        file = folder / f"{name}.wbexp"
        file.write_text(to_json(PRESETS[name].spec), encoding="utf-8")


def copy_installers(source: Path, kit: Path) -> bool:
    """Put what can be installed beside the hand-out; whether there was anything."""
    found = [file for kind in INSTALLERS for file in sorted(source.glob(kind))]
    for file in found:
        shutil.copy(file, kit / file.name)
    return bool(found)


def write_checksums(kit: Path) -> None:
    """Checksums of all files, to be checked by ``sha256sum -c SHA256SUMS``."""
    lines = []
    for file in files(kit):
        with file.open("rb") as data:
            digest = hashlib.file_digest(data, "sha256").hexdigest()
        lines.append(f"{digest}  {file.relative_to(kit).as_posix()}\n")
    (kit / "SHA256SUMS").write_text("".join(lines), encoding="utf-8")


def files(kit: Path) -> list[Path]:
    """All files of the kit, in order."""
    return sorted(path for path in kit.rglob("*") if path.is_file())


if __name__ == "__main__":
    main()
