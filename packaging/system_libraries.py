"""The system libraries that Qt needs on Linux: which are missing, and how to get them.

Qt's wheels bring Qt along, but not the X11, GL and font libraries that a desktop has
and a bare machine lacks. They are installed with apt (as root or with sudo), unpacked
beside the project (on Debian and Ubuntu without root), or named with the command that
installs them. The tests of the optional engines need Java as well, for Apache Spark.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple


class Library(NamedTuple):
    """A shared library and the packages that bring it."""

    file: str
    apt: str
    dnf: str
    pacman: str


FONT = Library("a font", "fonts-dejavu-core", "dejavu-sans-fonts", "ttf-dejavu")
"""Not a library, but without any font Qt draws no text."""

ALWAYS = (
    Library("libstdc++.so.6", "libstdc++6", "libstdc++", "gcc-libs"),
    Library("libz.so.1", "zlib1g", "zlib", "zlib"),
    Library("libzstd.so.1", "libzstd1", "libzstd", "zstd"),
    Library("libGL.so.1", "libgl1", "libglvnd-glx", "libglvnd"),
    Library("libEGL.so.1", "libegl1", "libglvnd-egl", "libglvnd"),
    Library("libX11.so.6", "libx11-6", "libX11", "libx11"),
    Library("libxkbcommon.so.0", "libxkbcommon0", "libxkbcommon", "libxkbcommon"),
    Library("libglib-2.0.so.0", "libglib2.0-0", "glib2", "glib2"),
    Library("libfontconfig.so.1", "libfontconfig1", "fontconfig", "fontconfig"),
    Library("libfreetype.so.6", "libfreetype6", "freetype", "freetype2"),
    Library("libdbus-1.so.3", "libdbus-1-3", "dbus-libs", "dbus"),
    Library("libgssapi_krb5.so.2", "libgssapi-krb5-2", "krb5-libs", "krb5"),
    Library("libbrotlidec.so.1", "libbrotli1", "libbrotli", "brotli"),
)
"""Needed even to draw into memory (the tests)."""

SCREEN = (
    Library("libX11-xcb.so.1", "libx11-xcb1", "libX11-xcb", "libx11"),
    Library("libxcb.so.1", "libxcb1", "libxcb", "libxcb"),
    Library(
        "libxcb-cursor.so.0", "libxcb-cursor0", "xcb-util-cursor", "xcb-util-cursor"
    ),
    Library("libxcb-icccm.so.4", "libxcb-icccm4", "xcb-util-wm", "xcb-util-wm"),
    Library("libxcb-image.so.0", "libxcb-image0", "xcb-util-image", "xcb-util-image"),
    Library(
        "libxcb-keysyms.so.1", "libxcb-keysyms1", "xcb-util-keysyms", "xcb-util-keysyms"
    ),
    Library("libxcb-randr.so.0", "libxcb-randr0", "libxcb", "libxcb"),
    Library("libxcb-render.so.0", "libxcb-render0", "libxcb", "libxcb"),
    Library(
        "libxcb-render-util.so.0",
        "libxcb-render-util0",
        "xcb-util-renderutil",
        "xcb-util-renderutil",
    ),
    Library("libxcb-shape.so.0", "libxcb-shape0", "libxcb", "libxcb"),
    Library("libxcb-shm.so.0", "libxcb-shm0", "libxcb", "libxcb"),
    Library("libxcb-sync.so.1", "libxcb-sync1", "libxcb", "libxcb"),
    Library("libxcb-util.so.1", "libxcb-util1", "xcb-util", "xcb-util"),
    Library("libxcb-xfixes.so.0", "libxcb-xfixes0", "libxcb", "libxcb"),
    Library("libxcb-xkb.so.1", "libxcb-xkb1", "libxcb", "libxcb"),
    Library(
        "libxkbcommon-x11.so.0",
        "libxkbcommon-x11-0",
        "libxkbcommon-x11",
        "libxkbcommon-x11",
    ),
    Library(
        "libwayland-client.so.0", "libwayland-client0", "libwayland-client", "wayland"
    ),
    Library(
        "libwayland-cursor.so.0", "libwayland-cursor0", "libwayland-cursor", "wayland"
    ),
)
"""Needed in addition to open a window on X11 or Wayland."""

BUILD_TOOLS = {"strip": "binutils", "dpkg-shlibdeps": "dpkg-dev", "xz": "xz-utils"}
"""What making installers needs, and Debian's packages that bring it."""

JAVA = {17: "openjdk-17-jre-headless", 21: "openjdk-21-jre-headless"}
"""What Apache Spark runs on; which of them a system has depends on its age."""

_PROBE = """
import ctypes, sys
for name in sys.argv[1:]:
    try:
        ctypes.CDLL(name)
    except OSError:
        print(name)
"""

_ANSWERS = """
import ctypes, os, sys
calls = {
    "WAYLAND_DISPLAY": ("libwayland-client.so.0", "wl_display_connect"),
    "DISPLAY": ("libX11.so.6", "XOpenDisplay"),
}
for variable, (library, call) in calls.items():
    if os.environ.get(variable):
        connect = getattr(ctypes.CDLL(library), call)
        connect.restype = ctypes.c_void_p
        if connect(None):
            sys.exit(0)
sys.exit(1)
"""


def ensure(*, screen: bool, beside: Path, say: Callable[[str], None]) -> dict[str, str]:
    """Have the libraries; the environment variables with which they are found.

    ``beside`` is the folder that takes unpacked libraries. Gives up with
    :class:`SystemExit` and the command to run when there is no other way.
    """
    if not sys.platform.startswith("linux"):
        return {}
    wanted = (*ALWAYS, *SCREEN) if screen else ALWAYS
    variables = unpacked_variables(beside)
    lacking = missing(wanted, variables)
    if not lacking:
        return variables
    if shutil.which("apt-get"):
        packages = package_names(lacking, "apt")
        if install(packages, say) and not missing(wanted, variables):
            return variables
        if unpack(packages, beside, say):
            variables = unpacked_variables(beside)
        lacking = missing(wanted, variables)
    if lacking:
        raise SystemExit(advice(lacking))
    return variables


def ensure_build_tools(say: Callable[[str], None]) -> None:
    """Have what makes installers; gives up with :class:`SystemExit` and a command."""
    if not sys.platform.startswith("linux"):
        return
    lacking = [name for tool, name in BUILD_TOOLS.items() if not shutil.which(tool)]
    if lacking and not (shutil.which("apt-get") and install(lacking, say)):
        names = " ".join(lacking)
        raise SystemExit(
            f"Making installers needs more tools. Please run this, then start the "
            f"command again:\n  sudo apt-get install {names}"
        )


def ensure_java(say: Callable[[str], None]) -> None:
    """Have the Java that Spark needs; gives up with :class:`SystemExit` and a command.

    Only Linux's package managers are asked: elsewhere the engine itself says what to
    do, and so do the tests that need it.
    """
    if not sys.platform.startswith("linux") or java_release() >= min(JAVA):
        return
    if shutil.which("apt-get"):
        for package in JAVA.values():
            if install([package], say) and java_release() >= min(JAVA):
                return
    raise SystemExit(
        f"Apache Spark needs Java {min(JAVA)} or newer. Please run this, then start "
        f"the command again:\n  sudo apt-get install {JAVA[min(JAVA)]}"
    )


def java_release() -> int:
    """The feature release of the Java that Spark would take: 8, 17, 21; 0 for none."""
    home = os.environ.get("JAVA_HOME")
    program = str(Path(home, "bin", "java")) if home else "java"
    try:
        said = subprocess.run(
            [program, "-version"], capture_output=True, text=True, check=False
        )
    except OSError:
        return 0
    found = re.search(r'version "(?:1\.)?(\d+)', said.stderr)
    return int(found[1]) if found else 0


def missing(wanted: Iterable[Library], variables: Mapping[str, str]) -> list[Library]:
    """Which of ``wanted`` cannot be loaded, asked of a new process."""
    by_file = {library.file: library for library in wanted}
    answer = subprocess.run(
        [sys.executable, "-c", _PROBE, *by_file],
        env={**os.environ, **variables},
        capture_output=True,
        text=True,
        check=True,
    )
    lacking = [by_file[name] for name in answer.stdout.split()]
    if not any(_has_fonts(folder) for folder in _font_folders(variables)):
        lacking.append(FONT)
    return lacking


def screen_answers(variables: Mapping[str, str]) -> bool:
    """Whether the X or Wayland server named in the environment can be reached."""
    if not sys.platform.startswith("linux"):
        return True
    return (
        subprocess.run(
            [sys.executable, "-c", _ANSWERS],
            env={**os.environ, **variables},
            stderr=subprocess.DEVNULL,
            check=False,
        ).returncode
        == 0
    )


def package_names(libraries: Iterable[Library], manager: str) -> list[str]:
    """The packages of ``libraries`` in the words of a package manager, each once."""
    return list(dict.fromkeys(getattr(library, manager) for library in libraries))


def advice(lacking: Sequence[Library]) -> str:
    """What a person can do about missing libraries, as commands for their system."""
    commands = {
        "apt-get": f"sudo apt-get install {' '.join(package_names(lacking, 'apt'))}",
        "dnf": f"sudo dnf install {' '.join(package_names(lacking, 'dnf'))}",
        "pacman": f"sudo pacman -S {' '.join(package_names(lacking, 'pacman'))}",
    }
    here = [line for name, line in commands.items() if shutil.which(name)]
    files = ", ".join(library.file for library in lacking)
    return "\n  ".join(
        [
            f"Qt needs these from the system, which lacks them: {files}.",
            "Please run this, then start the command again:",
            *(here or commands.values()),
        ]
    )


def root_prefix() -> list[str] | None:
    """What to put before a command to run it as root; ``None`` when we cannot."""
    if os.geteuid() == 0:
        return []
    if not shutil.which("sudo"):
        return None
    return ["sudo"] if sys.stdin.isatty() else ["sudo", "-n"]


def install(packages: Sequence[str], say: Callable[[str], None]) -> bool:
    """Install with apt as root or with sudo; whether that worked."""
    prefix = root_prefix()
    if prefix is None:
        return False
    say(f"Installing with apt: {' '.join(packages)}")
    quiet = ["env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-q"]
    # Another set-up that runs beside this one may be installing just now.
    quiet += ["-o", "DPkg::Lock::Timeout=300"]
    update = [*prefix, *quiet, "update"]
    add = [*prefix, *quiet, "install", "-y", "--no-install-recommends", *packages]
    return all(
        subprocess.run(command, stdout=subprocess.DEVNULL, check=False).returncode == 0
        for command in (update, add)
    )


def unpack(packages: Sequence[str], beside: Path, say: Callable[[str], None]) -> bool:
    """Download packages and what they need, and unpack them into ``beside``.

    Needs no root: apt keeps its lists and downloads inside that folder.
    """
    say(f"No root here: unpacking libraries into {beside.name}/")
    archives, lists, cache = (beside / name for name in ("archives", "lists", "cache"))
    for folder in (archives, lists / "partial", cache):
        folder.mkdir(parents=True, exist_ok=True)
    apt = ["apt-get", "-q", "-o", f"Dir::State::Lists={lists}"]
    apt += ["-o", f"Dir::Cache={cache}"]
    try:
        _in(archives, [*apt, "update"])
        simulate = [*apt, "install", "-s", "--no-install-recommends", *packages]
        _in(archives, [*apt, "download", *planned(_in(archives, simulate))])
        for archive in archives.glob("*.deb"):
            _in(archives, ["dpkg-deb", "-x", archive.name, str(beside)])
    except (OSError, subprocess.CalledProcessError) as error:
        say(f"That did not work: {getattr(error, 'stderr', '') or error}")
        return False
    finally:
        for folder in (archives, lists, cache):
            shutil.rmtree(folder, ignore_errors=True)
    return True


def _in(folder: Path, command: Sequence[str]) -> str:
    """Run ``command`` in ``folder``; what it printed."""
    return subprocess.run(
        command, cwd=folder, text=True, capture_output=True, check=True
    ).stdout


def planned(simulation: str) -> list[str]:
    """The packages that a simulated ``apt-get install -s`` would install."""
    lines = (line.split() for line in simulation.splitlines())
    return [words[1] for words in lines if len(words) > 1 and words[0] == "Inst"]


def unpacked_variables(beside: Path) -> dict[str, str]:
    """The variables with which unpacked libraries and fonts are found, if any are."""
    folders = [*beside.glob("usr/lib/*-linux-*"), *beside.glob("lib/*-linux-*")]
    if not folders:
        return {}
    before = os.environ.get("LD_LIBRARY_PATH")
    paths = [*map(str, folders), *([before] if before else [])]
    variables = {"LD_LIBRARY_PATH": os.pathsep.join(paths)}
    if not _has_fonts(Path("/usr/share/fonts")):
        config = beside / "fonts.conf"
        share = beside / "usr" / "share"
        text = _FONT_CONFIG.format(
            fonts=share / "fonts",
            names=share / "fontconfig" / "conf.avail" / "60-latin.conf",
        )
        config.write_text(text, encoding="utf-8")
        variables["FONTCONFIG_FILE"] = str(config)
    return variables


_FONT_CONFIG = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>{fonts}</dir>
  <dir prefix="xdg">fonts</dir>
  <cachedir prefix="xdg">fontconfig</cachedir>
  <include ignore_missing="yes">{names}</include>
</fontconfig>
"""


def _font_folders(variables: Mapping[str, str]) -> list[Path]:
    folders = [Path("/usr/share/fonts"), Path("/usr/local/share/fonts")]
    folders += [Path.home() / ".local/share/fonts", Path.home() / ".fonts"]
    if config := variables.get("FONTCONFIG_FILE"):
        folders.append(Path(config).parent / "usr/share/fonts")
    return folders


def _has_fonts(folder: Path) -> bool:
    return any(
        file.suffix.lower() in (".ttf", ".otf", ".ttc", ".pfb")
        for file in folder.rglob("*")
    )
