"""What can be said of the installers without building any."""

from __future__ import annotations

import ast
import configparser
import importlib
import io
import json
import os
import re
import shutil
import struct
import subprocess
import sys
import tarfile
import xml.etree.ElementTree as ET
import zlib
from pathlib import Path

import build
import check_system
import contents
import dev
import freeze
import interpreter
import product
import pytest
import screen
import trees

import workbench
from workbench.core.spec import from_json
from workbench.planner import validate

ROOT = Path(__file__).resolve().parents[2]
INSTALLER = ROOT / "packaging" / "installer"
MIME = "{http://www.freedesktop.org/standards/shared-mime-info}"
posix = pytest.mark.skipif(os.name == "nt", reason="these scripts are for sh")


@pytest.fixture
def entry():
    parser = configparser.ConfigParser(interpolation=None)
    parser.optionxform = str  # keys are told apart by case
    file = INSTALLER / "linux" / "workbench.desktop"
    parser.read_string(product.filled(file, {"PROGRAM": "/usr/bin/workbench"}))
    return parser["Desktop Entry"]


@pytest.fixture
def types():
    return ET.parse(INSTALLER / "linux" / "workbench-mime.xml").getroot()


def test_that_the_checks_of_an_installation_open_an_experiment_that_can_run():
    spec = from_json(json.dumps(check_system.EXPERIMENT))
    assert validate(spec, cores=2) == []


def test_that_the_version_is_the_one_of_the_package():
    assert product.version() == workbench.__version__


def test_that_the_menu_entry_names_the_program_its_icon_and_its_files(entry, types):
    assert entry["Exec"] == "/usr/bin/workbench %f"
    assert entry["Icon"] == product.ICON.stem
    assert entry["StartupWMClass"] == "workbench"
    listed = [kind.get("type") for kind in types.iter(f"{MIME}mime-type")]
    assert entry["MimeType"].rstrip(";").split(";") == listed


def test_that_what_the_menu_shows_is_there_in_chinese(entry):
    shown = ("Name", "GenericName", "Comment", "Keywords")
    assert all(f"{key}[zh_CN]" in entry for key in shown)


def test_that_the_desktop_knows_our_files_by_their_suffix(types):
    patterns = [glob.get("pattern") for glob in types.iter(f"{MIME}glob")]
    assert patterns == [f"*.{product.EXPERIMENT_SUFFIX}", f"*.{product.BUNDLE_SUFFIX}"]
    for kind in types.iter(f"{MIME}mime-type"):
        languages = [
            comment.get("{http://www.w3.org/XML/1998/namespace}lang")
            for comment in kind.iter(f"{MIME}comment")
        ]
        assert languages == [None, "zh_CN"]


def test_that_the_windows_set_up_is_told_all_that_its_script_asks_for(tmp_path):
    windows_setup = pytest.importorskip("windows_setup", reason="draws icons with Qt")
    told = windows_setup.values(tmp_path, tmp_path / "a.exe", tmp_path / "a.ico")
    script = windows_setup.SCRIPT.read_text(encoding="utf-8")
    asked = set(re.findall(r"\$\{([A-Z_]+)\}", script))
    own = set(re.findall(r"!define (\w+)", script)) | {"UN", "CLASS", "SUFFIX", "TITLE"}
    brought = {name for name in asked if name.startswith(("LANG_", "MUI_"))}
    assert asked - own - brought == set(told)


def test_that_every_sentence_of_the_windows_set_up_is_in_both_languages():
    script = (INSTALLER / "windows" / "workbench.nsi").read_text(encoding="utf-8")
    texts = re.findall(r"LangString (\w+) \$\{LANG_(\w+)\}", script)
    names = {name for name, _ in texts}
    assert names
    expected = {(n, lang) for n in names for lang in ("ENGLISH", "SIMPCHINESE")}
    assert set(texts) == expected


def test_that_the_mac_app_opens_our_files():
    macos = pytest.importorskip("macos")
    plist = macos.info_plist()
    tags = [t["UTTypeTagSpecification"] for t in plist["UTExportedTypeDeclarations"]]
    assert [t["public.filename-extension"] for t in tags] == [["wbexp"], ["wbrun"]]
    exported = [t["UTTypeIdentifier"] for t in plist["UTExportedTypeDeclarations"]]
    opened = [t["LSItemContentTypes"] for t in plist["CFBundleDocumentTypes"]]
    assert [[kind] for kind in exported] == opened


# -- the frozen program's first file ---------------------------------------------------

TRACK = f"from {interpreter.TRACKER} import main; main(5, False)"
WORKER = ("-m", interpreter.WORKER, "--process-name", "LokyProcess-1", "--pipe", "7")


def flags():
    return subprocess._args_from_interpreter_flags()


def test_that_joblibs_own_calls_are_recognised():
    assert interpreter.is_worker(WORKER)
    assert interpreter.tracker_call([*flags(), "-c", TRACK]) == (5, False)


@pytest.mark.parametrize(
    "words",
    [
        (),
        ("run", "iris-vote"),
        ("my experiment.wbexp",),
        ("-c", "import os; os.remove('precious')"),
        ("-c", TRACK + "; import os"),
        ("-c", TRACK.replace("resource_tracker", "other")),
        ("-c", TRACK.replace("5", "__import__('os')")),
        ("--history", "-c", TRACK),
        ("-m", "http.server"),
        ("-m", interpreter.WORKER),
        ("-m", interpreter.WORKER + ".other", *WORKER[2:]),
        (*WORKER[:-1], "seven"),
        (*WORKER, "more"),
        ("-c", "from multiprocessing.resource_tracker import main;main(5)"),
    ],
)
def test_that_nothing_else_is_run_as_code(words, monkeypatch):
    monkeypatch.setattr(sys, "argv", ["workbench", *words])
    assert not interpreter.is_worker(words)
    assert interpreter.tracker_call(words) is None
    interpreter.serve(words)
    assert sys.argv == ["workbench", *words]


def test_that_the_installed_joblib_still_starts_its_helpers_with_these_words():
    worker = importlib.import_module(interpreter.WORKER)
    tracker = importlib.import_module(interpreter.TRACKER)
    started = Path(worker.__file__).read_text(encoding="utf-8")
    assert '"-m", self.__module__' in started
    assert '"--process-name"' in started
    assert '"--pipe"' in started
    text = Path(tracker.__file__).read_text(encoding="utf-8")
    assert "from {main.__module__} import main; main({r}, {VERBOSE})" in text
    assert str(tracker.VERBOSE) in interpreter._VERBOSE


def test_that_helpers_are_looked_for_before_anything_of_ours_is_imported():
    tree = ast.parse((INSTALLER / "entry.py").read_text(encoding="utf-8"))
    guarded = next(node for node in tree.body if isinstance(node, ast.If))
    lines = [ast.unparse(node) for node in guarded.body]
    assert lines[0] == "multiprocessing.freeze_support()"
    ours = next(i for i, line in enumerate(lines) if line.startswith("from workbench"))
    assert "interpreter.serve(sys.argv[1:])" in lines[:ours]


# -- what ships ------------------------------------------------------------------------


def imported(folder: Path) -> set[str]:
    """Every module that the files under ``folder`` name in an import."""
    names: set[str] = set()
    for file in folder.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                names |= {alias.name for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                names |= {f"{node.module}.{alias.name}" for alias in node.names}
                names.add(node.module)
    return names


def test_that_no_module_that_the_product_imports_is_left_out():
    names = imported(ROOT / "workbench")
    assert "PySide6.QtWidgets" in names
    for excluded in contents.EXCLUDED_MODULES:
        assert not {n for n in names if n == excluded or n.startswith(f"{excluded}.")}


def test_that_no_part_of_qt_that_the_product_imports_is_left_out():
    parts = {n.split(".")[1] for n in imported(ROOT / "workbench") if "PySide6." in n}
    parts |= {"QtNetwork", "QtSvg", "QtDBus"}
    assert "QtGui" in parts
    for part in parts:
        library = f"PySide6/Qt/lib/libQt6{part.removeprefix('Qt')}.so.6"
        assert contents.ships(library), library
        assert contents.ships(f"PySide6/{part}.abi3.so")


@pytest.mark.parametrize(
    "place",
    [
        "PySide6/Qt/plugins/platforms/libqxcb.so",
        "PySide6/Qt/plugins/platforms/libqoffscreen.so",
        "PySide6/Qt/plugins/platformthemes/libqxdgdesktopportal.so",
        "PySide6/Qt/plugins/imageformats/libqsvg.so",
        "PySide6/Qt/plugins/iconengines/libqsvgicon.so",
        "PySide6/Qt/translations/qtbase_zh_CN.qm",
        "PySide6/translations/qtbase_zh_CN.qm",
        "PySide6\\plugins\\platforms\\qwindows.dll",
        "libxcb-cursor.so.0",
        "libxcb-icccm.so.4",
        "assets/icons/workbench.svg",
        "assets/fonts/NotoSansSC-subset.otf",
        "sklearn/datasets/data/iris.csv",
        "sklearn/datasets/descr/iris.rst",
        "libpython3.11.so.1.0",
    ],
)
def test_that_what_is_needed_ships(place):
    assert contents.ships(place)


@pytest.mark.parametrize(
    "place",
    [
        "libstdc++.so.6",
        "libxcb.so.1",
        "libgtk-3.so.0",
        "PySide6/Qt/plugins/tls/libqopensslbackend.so",
        "PySide6/Qt/translations/qtbase_de.qm",
        "sklearn/datasets/images/china.jpg",
    ],
)
def test_that_what_is_not_needed_stays_out(place):
    assert not contents.ships(place)


def test_that_every_version_the_program_shows_travels_with_it():
    shown = set()
    for file in ("runner/environment.py", "gui/widgets/about.py"):
        text = (ROOT / "workbench" / file).read_text(encoding="utf-8")
        for list_ in re.findall(
            r"_(?:PACKAGES|LIBRARIES) = \((.*?)\n?\)\n", text, re.DOTALL
        ):
            shown |= {name.lower() for name in re.findall(r'"([\w-]+)"', list_)}
    assert shown
    assert shown <= set(contents.METADATA)


# -- the same every time ---------------------------------------------------------------


def tree(folder: Path, *, umask: int) -> None:
    before = os.umask(umask)
    for name in ("b/two.txt", "a.txt", "b/run"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(name, encoding="utf-8")
    (folder / "b" / "run").chmod(0o700)
    os.umask(before)


@posix
def test_that_an_archive_depends_on_its_contents_only(tmp_path):
    archives = []
    for name, umask in (("one", 0o022), ("two", 0o077)):
        tree(tmp_path / name, umask=umask)
        trees.normalise(tmp_path / name, 1_000_000_000)
        stream = io.BytesIO()
        trees.write_tar(tmp_path / name, stream, 1_000_000_000)
        archives.append(stream.getvalue())
    assert archives[0] == archives[1]
    with tarfile.open(fileobj=io.BytesIO(archives[0])) as archive:
        members = archive.getmembers()
    assert [m.name for m in members] == ["a.txt", "b", "b/run", "b/two.txt"]
    assert [m.mode for m in members] == [0o644, 0o755, 0o755, 0o644]


def test_that_differences_of_two_builds_are_named():
    before = {"same": "1", "changed": "1", "gone": "1"}
    after = {"same": "1", "changed": "2", "new": "1"}
    assert list(build.differences(before, after)) == [
        "different: changed",
        "only the first time: gone",
        "only the second time: new",
    ]


def test_that_a_template_with_an_unknown_name_is_refused(tmp_path):
    (tmp_path / "template").write_text("@VERSION@ @NOBODY@", encoding="utf-8")
    with pytest.raises(KeyError, match="NOBODY"):
        product.filled(tmp_path / "template", {"VERSION": "1"})


# -- icons, papers ---------------------------------------------------------------------


@pytest.fixture
def icons():
    return pytest.importorskip("icons", reason="draws with Qt")


def test_that_the_icon_is_drawn_in_every_size(icons, tmp_path):
    icons.write_theme(tmp_path)
    for size in icons.SIZES:
        data = (tmp_path / f"{size}x{size}/apps/workbench.png").read_bytes()
        assert struct.unpack(">II", data[16:24]) == (size, size)
    assert (tmp_path / "scalable/apps/workbench.svg").exists()


def test_that_the_icons_of_windows_and_macos_hold_whole_pictures(icons):
    ico = icons.ico()
    count = struct.unpack("<HHH", ico[:6])[2]
    for number in range(count):
        length, place = struct.unpack("<II", ico[14 + 16 * number : 22 + 16 * number])
        assert ico[place : place + 4] == b"\x89PNG"
        assert ico[place + length - 8 : place + length - 4] == b"IEND"
    icns = icons.icns()
    assert icns[:4] == b"icns"
    assert struct.unpack(">I", icns[4:8])[0] == len(icns)


def test_that_the_man_page_tells_of_every_command():
    desktop = pytest.importorskip("desktop", reason="draws icons with Qt")
    page = desktop.man_page()
    assert "@" not in page
    assert workbench.__version__ in page
    assert {"run", "list", "show", "export"} <= set(desktop.commands())
    for name, text in desktop.commands().items():
        assert f".B {name}\n" in page
        assert text[1:] in page


def test_that_the_licence_is_whole_in_debians_form():
    debian = pytest.importorskip("debian", reason="draws icons with Qt")
    text = debian.copyright_file()
    words = (ROOT / "LICENSE").read_text(encoding="utf-8").split()
    assert " ".join(words[-60:]) in " ".join(text.split())
    assert all(line[:1] in (" ", "") or ":" in line for line in text.splitlines())


# -- the installer for one person ------------------------------------------------------


@pytest.fixture
def installer(tmp_path):
    """A .run file with a program of one line in it."""
    runfile = pytest.importorskip("runfile", reason="draws icons with Qt")
    for tool in ("xz", "tar", "sha256sum"):
        if not shutil.which(tool):
            pytest.skip(f"needs {tool}")
    frozen = tmp_path / "frozen"
    frozen.mkdir()
    (frozen / "workbench").write_text("#!/bin/sh\necho it runs\n", encoding="utf-8")
    (frozen / "workbench").chmod(0o755)
    sbom = tmp_path / "sbom.json"
    sbom.write_text("{}", encoding="utf-8")
    return runfile.build(frozen, sbom, tmp_path)


def sh(own_home: Path, *words: object) -> subprocess.CompletedProcess[str]:
    variables = {"HOME": str(own_home), "PATH": os.environ["PATH"]}
    line = ["sh", *map(str, words)]
    return subprocess.run(line, env=variables, capture_output=True, text=True)


@posix
def test_that_the_installer_installs_upgrades_and_goes_without_a_trace(
    installer, own_home
):
    data = own_home / ".local/share/workbench/history.sqlite"
    data.parent.mkdir(parents=True)
    data.write_text("what the person measured with workbench", encoding="utf-8")
    program = own_home / ".local/lib/workbench"
    for _ in ("install", "upgrade"):
        done = sh(own_home, installer)
        assert done.returncode == 0, done.stderr
        assert sh(own_home, own_home / ".local/bin/workbench").stdout == "it runs\n"
        entry = own_home / ".local/share/applications/workbench.desktop"
        assert f'Exec="{program}/workbench" %f' in entry.read_text(encoding="utf-8")
        (program / "old").touch()
    removed = sh(own_home, program / "uninstall")
    assert removed.returncode == 0, removed.stderr
    assert str(data.parent) in removed.stdout
    left = {file for file in own_home.rglob("*") if file.is_file()}
    # The desktop's own indexes of types and icons are made anew, without us in them.
    indexes = {file for file in left if "workbench" not in file.read_text("latin-1")}
    assert left - indexes == {data}
    share = own_home / ".local/share"
    caches = (share / "mime", share / "icons", share / "applications")
    assert all(any(file.is_relative_to(c) for c in caches) for file in indexes)


@posix
def test_that_a_damaged_installer_installs_nothing(installer, own_home):
    with installer.open("r+b") as file:
        file.seek(-40, os.SEEK_END)
        file.write(b"damage")
    done = sh(own_home, installer)
    assert done.returncode == 1
    assert "this file is damaged" in done.stderr
    assert not (own_home / ".local").exists()


@posix
def test_that_the_installer_does_not_overwrite_what_is_not_its_own(installer, own_home):
    (own_home / "papers").mkdir()
    (own_home / "papers" / "thesis.txt").touch()
    done = sh(own_home, installer, "--to", own_home / "papers")
    assert done.returncode == 1
    assert "in use by something else" in done.stderr
    assert (own_home / "papers" / "thesis.txt").exists()


@posix
def test_that_the_installer_finds_a_folder_with_odd_characters(installer, own_home):
    odd = own_home / 'the "best" $HOME 100%'
    done = sh(own_home, installer, "--to", odd)
    assert done.returncode == 0, done.stderr
    assert sh(own_home, own_home / ".local/bin/workbench").stdout == "it runs\n"
    entry = (own_home / ".local/share/applications/workbench.desktop").read_text()
    assert 'the \\\\"best\\\\" \\\\$HOME 100%%/workbench" %f' in entry
    assert sh(own_home, odd / "uninstall").returncode == 0
    assert not odd.exists()


@posix
@pytest.mark.parametrize("script", ["install.sh", "register", "refresh", "uninstall"])
def test_that_the_scripts_are_plain_sh(script):
    read = subprocess.run(["sh", "-n", INSTALLER / "linux" / script], check=False)
    assert read.returncode == 0


# -- the screen ------------------------------------------------------------------------


def picture(*, button: tuple[int, int, int, int]) -> screen.Picture:
    left, top, right, bottom = button
    rows = []
    for y in range(200):
        row = bytearray(b"\xff\xff\xff\0" * 300)
        if top <= y < bottom:
            inset = 3 if y in (top, bottom - 1) else 0
            for x in range(left + inset, right - inset):
                row[4 * x : 4 * x + 4] = b"\xeb\x63\x25\0"
            if top + 8 < y < bottom - 8:  # its text
                row[4 * (left + 40) : 4 * (left + 60)] = b"\xff\xff\xff\0" * 20
        rows.append(bytes(row))
    return screen.Picture(width=300, height=200, rows=tuple(rows))


def test_that_a_button_is_found_by_its_colour():
    found = picture(button=(20, 100, 180, 136)).button("#2563eb")
    assert found == (99, 118)


def test_that_no_button_is_found_where_none_is():
    assert picture(button=(20, 100, 180, 110)).button("#2563eb") is None
    assert picture(button=(20, 100, 180, 136)).button("#2563ec") is None


def test_that_a_picture_is_written_as_png(tmp_path):
    picture(button=(20, 100, 180, 136)).save(tmp_path / "a.png")
    data = (tmp_path / "a.png").read_bytes()
    at = data.index(b"IDAT")
    length = struct.unpack(">I", data[at - 4 : at])[0]
    lines = zlib.decompress(data[at + 4 : at + 4 + length])
    assert lines[118 * 901 + 1 + 3 * 30 :][:3] == b"\x25\x63\xeb"


# -- the release workflow --------------------------------------------------------------


@pytest.fixture
def workflow():
    return (ROOT / ".github" / "workflows" / "release.yml").read_text(encoding="utf-8")


def test_that_the_commands_of_the_workflow_exist(workflow, capsys):
    paths = set(re.findall(r"\bpackaging/[\w./-]*\w", workflow))
    assert "packaging/dev.py" in paths
    for path in paths:
        assert (ROOT / path).exists(), path
    used = set(re.findall(r"packaging/dev\.py ([\w-]+)", workflow))
    assert used == {"build", "check-installed"}
    dev.main(["--help"])
    told = capsys.readouterr().out
    assert all(f"packaging/run {command}" in told for command in used)


def test_that_the_workflow_serves_all_systems_and_checks_last(workflow):
    assert re.findall(r"system: (\w+)", workflow) == ["linux", "windows", "macos"]
    steps = re.findall(r"^      - (.*)$", workflow, re.MULTILINE)
    last = workflow[workflow.rindex("      - ") :]
    assert len(steps) > 4
    assert "check-installed --frozen" in last
    assert "if:" not in last


def test_that_what_was_not_run_is_called_so():
    text = (ROOT / "packaging" / "README.md").read_text(encoding="utf-8")
    for word in ("Windows", "macOS", "release.yml"):
        line = next(row for row in text.splitlines() if row.startswith(f"| {word}"))
        assert "not yet run" in line or "never run" in line


def test_that_without_a_frozen_program_one_is_told_how_to_get_it(monkeypatch, tmp_path):
    monkeypatch.setattr(freeze, "FROZEN", tmp_path / "nothing")
    with pytest.raises(SystemExit, match="packaging/build"):
        freeze.present()


def test_that_pictures_are_drawn_without_the_modules_that_stay_out() -> None:
    code = (
        "import sys; sys.path.insert(0, sys.argv[1]); import hollow; hollow.install();"
        "import pyqtgraph; from PySide6 import QtWidgets;"
        "app = QtWidgets.QApplication([]); plot = pyqtgraph.PlotWidget();"
        "plot.plot([1, 2, 4]); plot.grab();"
        "print(sorted(n for n, m in sys.modules.items()"
        " if 'QtOpenGL' in n and type(m).__name__ != '_Hollow'))"
    )
    folder = ROOT / "packaging" / "installer"
    done = subprocess.run(
        [sys.executable, "-c", code, str(folder)],
        capture_output=True,
        text=True,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == "[]"
