"""What the frozen program holds beside the Python modules that it imports.

Of the packages that the product asks for, only shared libraries, plugins and data are
dropped, no Python modules but the few named here: which of those a library imports in
some corner of its own cannot be seen from outside, and dropping them broke frozen
programs more than once. Packages that only the build asks for stay out as a whole.
"""

from __future__ import annotations

import importlib.metadata
import re
from collections.abc import Iterable
from typing import TypeVar

import hollow
import interpreter
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

METADATA = (
    *("duckdb", "msgspec", "numpy", "pyqtgraph", "scikit-learn", "scipy", "skops"),
    "threadpoolctl",
)
"""Distributions whose version the program shows or stores with each run."""

HIDDEN_IMPORTS = (
    *(*interpreter.HIDDEN_IMPORTS, "PySide6.QtNetwork", "PySide6.QtSvg"),
    # skops imports these by name, all of them whenever it is imported.
    *(f"skops.io._{name}" for name in ("general", "numpy", "scipy", "sklearn")),
    "skops.io._quantile_forest",
    *(f"skops.io.old._{name}" for name in ("general_v0", "numpy_v0", "numpy_v1")),
)

EXCLUDED_MODULES = (
    *("tkinter", "pyqtgraph.examples", "pyqtgraph.opengl", "PySide6.QtTest"),
    *hollow.MODULES,
    *("_gdbm", "readline"),
)
"""Optional parts that nothing of ours reaches, each with libraries of its own; those of
the last line are under the GPL, and Python does without them where they are missing."""

_FROM_THE_SYSTEM = (
    # They must fit the graphics drivers, which are loaded from the system and bring
    # newer ones along; every desktop has them, and the package's Depends names them.
    *("libstdc++", "libgcc_s", "libexpat", "libz", "libzstd", "libdrm"),
    *("libX11", "libX11-xcb", "libxcb", "libXau", "libXdmcp", "libXext"),
    *("libGL", "libEGL", "libGLX", "libOpenGL", "libGLdispatch", "libbsd", "libmd"),
    # They read the system's configuration or talk to its services.
    *("libfontconfig", "libfreetype", "libpng16", "libbrotlidec", "libbrotlicommon"),
    *("libdbus-1", "libsystemd", "libcap", "libgcrypt", "libgpg-error", "liblz4"),
    *("libglib-2.0", "libgthread-2.0", "libpcre2-8", "libxkbcommon"),
    *("libgssapi_krb5", "libkrb5", "libkrb5support", "libk5crypto", "libcom_err"),
    *("libkeyutils", "libresolv", "libuuid"),
)
_LEFT_OUT = (
    # GTK and what it draws with: its platform theme is left out, too.
    r"lib(gtk|gdk)-3\.so",
    (
        r"lib(gdk_pixbuf|gio|gobject|gmodule|atk|atk-bridge|atspi|cairo|cairo-gobject|"
        r"pango|pangocairo|pangoft2|harfbuzz|epoxy|fribidi|thai|datrie|graphite2|pixman-1|"
        r"Xcomposite|Xcursor|Xdamage|Xfixes|Xi|Xinerama|Xrandr|Xrender|mount|blkid|selinux|"
        r"jpeg|tiff|webp|ffi_pic)(-[\d.]+)?\.so"
    ),
    # Parts of Qt for other kinds of screens, and formats that the program never reads.
    r"libQt6(EglF|EglFs|Pdf|Qml|Quick|Test|VirtualKeyboard|Wayland|WlShell)\w*\.so",
    r"plugins/(egldeviceintegrations|generic|networkinformation|tls)/",
    r"plugins/(wayland[\w-]*|xcbglintegrations)/",
    r"plugins/platforminputcontexts/libqtvirtualkeyboard",
    r"plugins/imageformats/libq(icns|pdf|tga|tiff|wbmp|webp|gif|jpeg)",
    r"plugins/platforms/libq(eglfs|linuxfb|minimalegl|vkkhrdisplay|vnc|wayland)",
    r"plugins/platformthemes/libqgtk3",
    # Of Qt's translations the program's languages only; English is in the sources.
    r"translations/(?!qtbase_zh_CN\.qm$)",
    # Test data, and photographs and archives of data sets that it does not offer.
    r"/tests/",
    r"sklearn/datasets/(images|tests)/",
    r"scipy/.*\.(f|f90|c|h|pxd|pyx)$",
    # Files in the Matrix Market format, which scipy reads with this when asked to.
    r"scipy/io/_fast_matrix_market/_fmm_core",
    r"numpy/(_core|core)/(include|lib)/",
)
_NAMES = "|".join(re.escape(name) for name in _FROM_THE_SYSTEM)
_DROPPED = re.compile("|".join((rf"(^|/)({_NAMES})\.so", *_LEFT_OUT)))

Row = TypeVar("Row", bound=tuple[str, ...])


def product_packages() -> set[str]:
    """The distributions that ``workbench[gui,privacy]`` asks for, and what they do."""
    found: set[str] = set()
    waiting = [("workbench", frozenset({"gui", "privacy"}))]
    while waiting:
        name, extras = waiting.pop()
        if name in found:
            continue
        found.add(name)
        for line in importlib.metadata.requires(name) or ():
            asked = Requirement(line)
            chosen = [{"extra": extra} for extra in (extras or {""})]
            if asked.marker is None or any(map(asked.marker.evaluate, chosen)):
                waiting.append((canonicalize_name(asked.name), frozenset(asked.extras)))
    return found


def build_only_modules() -> list[str]:
    """Top-level modules of the environment that only the build's own tools need."""
    ours = product_packages()
    brought = importlib.metadata.packages_distributions()
    return sorted(
        module
        for module, names in brought.items()
        if module.isidentifier() and not ours & set(map(canonicalize_name, names))
    )


def kept(rows: Iterable[Row]) -> list[Row]:
    """Those of PyInstaller's rows ``(place, source, kind)`` that ship."""
    return [row for row in rows if ships(row[0])]


def ships(place: str) -> bool:
    """Whether the file that would lie at ``place`` in the program is needed."""
    return _DROPPED.search(place.replace("\\", "/")) is None
