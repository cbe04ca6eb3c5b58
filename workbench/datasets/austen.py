"""A real set of texts: passages of Jane Austen's novels (assets/datasets/README.md)."""

from __future__ import annotations

import gzip
from collections.abc import Mapping

import numpy as np

from workbench.core import assets
from workbench.core.messages import QT_TRANSLATE_NOOP, Message
from workbench.core.parameters import ParamValue
from workbench.datasets.base import DATASETS, Dataset, DatasetEntry
from workbench.datasets.texts import column_of, settings_of, text_parameters

_TITLE = Message(QT_TRANSLATE_NOOP("Message", "Jane Austen’s novels"))
_ROWS, _NOVELS, _WIDEST = 1200, 6, 482


def _load(params: Mapping[str, ParamValue], seed: int) -> Dataset:
    packed = assets.path("datasets", "austen.tsv.gz").read_bytes()
    _, *lines = gzip.decompress(packed).decode().splitlines()
    novels, passages = zip(*(line.split("\t") for line in lines), strict=True)
    classes, y = np.unique(novels, return_inverse=True)
    return Dataset(
        name="austen",
        title=_TITLE,
        kind="classification",
        X=column_of(passages),
        y=y.astype(np.int64),
        features=("passage",),
        target="novel",
        classes=tuple(map(str, classes)),
        categories={},
        text=settings_of(params),
    )


DATASETS.add(
    "austen",
    DatasetEntry(
        name="austen",
        title=_TITLE,
        kind="classification",
        help=Message(
            QT_TRANSLATE_NOOP(
                "Message",
                "From which of six novels is this passage? 1,200 English texts of 40 "
                "to 75 words by one author, so that style tells little and words must. "
                "Every model learns from how often terms occur.",
            )
        ),
        source="Jane Austen, 1811 to 1818, public domain; cut from the texts of the R "
        "package janeaustenr 1.0.0 (J. Silge, MIT)",
        rows=_ROWS,
        n_features=1,
        n_classes=_NOVELS,
        load=_load,
        feature_names=lambda params: ("passage",),
        parameters=text_parameters(),
        text_bytes=lambda params: _WIDEST,
    ),
)
