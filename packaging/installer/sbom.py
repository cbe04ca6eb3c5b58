"""The list of all that ships (SBOM), in CycloneDX's form.

``cyclonedx-py`` describes the packages of the build's environment. Of these only what
lies in the frozen program is kept; Python itself and the system's libraries that
travel along are added. The result is checked against CycloneDX's schema.
"""

from __future__ import annotations

import importlib.metadata
import json
import platform
import re
import shutil
import subprocess
import sys
import tempfile
import uuid
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import product
import trees

_ALWAYS = frozenset({"workbench", "pyinstaller"})
"""Ours; and PyInstaller, whose start program is the frozen one's first part."""


def write(sources: Mapping[str, str], target: Path) -> Path:
    """Write the list for a program whose files came from ``sources``; its file."""
    document = _environment()
    kept = _names(sources.values()) | _ALWAYS
    everything = document["components"]
    document["components"] = [c for c in everything if _plain(c["name"]) in kept]
    ours = next(c for c in document["components"] if _plain(c["name"]) == "workbench")
    document["components"].remove(ours)
    ours = {**ours, "type": "application", "version": product.version()}
    document["metadata"]["component"] = ours
    document["components"] += [
        _python(),
        *map(_debian, system_packages(sources.values())),
    ]
    _restrict_dependencies(document)
    text = json.dumps(document, indent=1, sort_keys=True, ensure_ascii=False)
    # The serial number follows from the contents: the same list has the same one.
    serial = uuid.uuid5(uuid.NAMESPACE_URL, text)
    document["serialNumber"] = f"urn:uuid:{serial}"
    text = json.dumps(document, indent=1, sort_keys=True, ensure_ascii=False)
    check(text)
    file = target / f"workbench-{product.version()}-{system()}.cdx.json"
    file.write_text(text + "\n", encoding="utf-8")
    return file


def system() -> str:
    """The system and processor that the program is for, as in file names."""
    names = {"darwin": "macos", "win32": "windows"}
    return f"{names.get(sys.platform, 'linux')}-{platform.machine()}"


def check(text: str) -> None:
    """Refuse a document that CycloneDX's schema does not accept."""
    from cyclonedx.schema import SchemaVersion
    from cyclonedx.validation.json import JsonStrictValidator

    version = SchemaVersion.from_version(json.loads(text)["specVersion"])
    if error := JsonStrictValidator(version).validate_str(text):
        raise SystemExit(f"The SBOM does not follow CycloneDX's schema: {error}")


def _environment() -> dict[str, Any]:
    """What ``cyclonedx-py`` says of the environment that this runs in."""
    with tempfile.TemporaryDirectory(prefix="workbench-sbom-") as folder:
        file = Path(folder, "environment.json")
        line = [sys.executable, "-m", "cyclonedx_py", "environment", sys.executable]
        line += ["--output-reproducible", "--spec-version", "1.6"]
        line += ["--output-format", "JSON", "--output-file", str(file)]
        environment = trees.reproducible_environment()
        subprocess.run(line, check=True, env=environment, capture_output=True)
        document: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
        return document


def _names(sources: Iterable[str]) -> set[str]:
    """The distributions that the files belong to."""
    shipped = {str(Path(source).resolve()) for source in sources}
    found = set()
    for distribution in importlib.metadata.distributions():
        files = distribution.files or ()
        if any(str(Path(str(f.locate())).resolve()) in shipped for f in files):
            found.add(_plain(distribution.metadata["Name"]))
    return found


def _python() -> dict[str, Any]:
    version = platform.python_version()
    return {
        "bom-ref": f"cpython=={version}",
        "type": "application",
        "name": "CPython",
        "version": version,
        "licenses": [{"license": {"id": "PSF-2.0"}}],
        "purl": f"pkg:generic/cpython@{version}",
    }


def system_packages(sources: Iterable[str]) -> list[str]:
    """Debian's packages whose libraries were taken into the program."""
    if not shutil.which("dpkg-query"):
        return []
    own = (Path(sys.prefix), Path(sys.base_prefix), product.ROOT)
    paths = {Path(source) for source in sources if Path(source).is_absolute()}
    foreign = {p for p in paths if not any(p.is_relative_to(o) for o in own)}
    return sorted(_packages(foreign))


def _packages(files: Iterable[Path]) -> set[str]:
    """Debian's packages that the files belong to."""
    names = set()
    for file in files:
        # /lib is a link to /usr/lib, and dpkg knows a file by one of both only.
        ways = [str(file), str(file.resolve())]
        ways += [way.removeprefix("/usr") for way in ways]
        line = ["dpkg-query", "--search", *ways]
        answer = subprocess.run(line, capture_output=True, text=True, check=False)
        names |= set(
            re.findall(r"^([\w.+-]+)(?::\w+)?: /", answer.stdout, re.MULTILINE)
        )
    return names


def _debian(name: str) -> dict[str, Any]:
    form = "${Version} ${Architecture}"
    line = ["dpkg-query", "--show", f"--showformat={form}\n", name]
    answer = subprocess.run(line, capture_output=True, text=True, check=True)
    version, architecture = answer.stdout.splitlines()[0].split()
    purl = f"pkg:deb/debian/{name}@{version.replace('+', '%2B')}?arch={architecture}"
    return {
        "bom-ref": purl,
        "type": "library",
        "name": name,
        "version": version,
        "purl": purl.replace(":", "%3A").replace("pkg%3A", "pkg:", 1),
    }


def _restrict_dependencies(document: dict[str, Any]) -> None:
    """Keep only those edges whose both ends are in the document."""
    known = {component["bom-ref"] for component in document["components"]}
    known.add(document["metadata"]["component"]["bom-ref"])
    document["dependencies"] = [
        {
            "ref": edge["ref"],
            **(
                {"dependsOn": sorted(known & set(edge["dependsOn"]))}
                if edge.get("dependsOn")
                else {}
            ),
        }
        for edge in document.get("dependencies", ())
        if edge["ref"] in known
    ]


def _plain(name: str) -> str:
    """A package's name in its one normal form."""
    return re.sub(r"[-_.]+", "-", name).lower()
