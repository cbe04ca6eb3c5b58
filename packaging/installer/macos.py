"""The app and the disk image for macOS."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Any

import product
import sbom

IDENTIFIER = "workbench.app"


def info_plist() -> dict[str, Any]:
    """What the app says of itself: languages, and the files that it opens."""
    suffixes = {
        "experiment": (product.EXPERIMENT_SUFFIX, "public.json"),
        "run": (product.BUNDLE_SUFFIX, "public.zip-archive"),
    }
    titles = {"experiment": "Workbench experiment", "run": "Workbench run bundle"}
    return {
        "CFBundleDisplayName": product.NAME,
        "CFBundleShortVersionString": product.version(),
        "CFBundleLocalizations": ["en", "zh-Hans"],
        "LSMinimumSystemVersion": "13.0",
        "NSHighResolutionCapable": True,
        "NSRequiresAquaSystemAppearance": False,
        "CFBundleDocumentTypes": [
            {
                "CFBundleTypeName": titles[kind],
                "CFBundleTypeRole": "Viewer",
                "LSHandlerRank": "Owner",
                "LSItemContentTypes": [f"{IDENTIFIER}.{kind}"],
            }
            for kind in suffixes
        ],
        "UTExportedTypeDeclarations": [
            {
                "UTTypeIdentifier": f"{IDENTIFIER}.{kind}",
                "UTTypeDescription": titles[kind],
                "UTTypeConformsTo": [base],
                "UTTypeTagSpecification": {"public.filename-extension": [suffix]},
            }
            for kind, (suffix, base) in suffixes.items()
        ],
    }


def build(frozen: Path, target: Path) -> Path:
    """Write the disk image of the app into the folder ``target``; its file."""
    output = target / f"workbench-{product.version()}-{sbom.system()}.dmg"
    with tempfile.TemporaryDirectory(prefix="workbench-dmg-") as folder:
        shutil.copytree(frozen, Path(folder, frozen.name), symlinks=True)
        # The usual picture: the app beside the folder that it is dragged into.
        Path(folder, "Applications").symlink_to("/Applications")
        line = ["hdiutil", "create", "-volname", product.NAME, "-srcfolder", folder]
        line += ["-format", "UDZO", "-ov", "-quiet", str(output)]
        subprocess.run(line, check=True)
    return output
