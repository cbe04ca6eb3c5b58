"""Networks of PyTorch on the processor and on an NVIDIA GPU: same answers, seconds.

The MLP and the CNN of the program's own list are fitted to the digits and to a larger
made-up table, once on each device, with the same seed. Compared are the probabilities
on rows held out, and the share of rows for which both say the same; timed is the
second fit of each, since the first one on a GPU loads its libraries. Without CUDA it
says so and is content.

A GPU adds in another order. On the digits both end at the same answers; on the larger
table, thousands of steps take such differences apart, and only how often both are right
can be compared.
"""

from __future__ import annotations

import time
from dataclasses import asdict, dataclass
from typing import Any

import common
import numpy as np
from sklearn.datasets import load_digits, make_classification
from sklearn.model_selection import train_test_split

from workbench.core.libraries import TORCH, is_here
from workbench.estimators import ESTIMATORS

ALIKE = 0.99
APART = 0.02
AIM = (
    f"both devices say the same of at least {ALIKE:.0%} of the digits, and are right "
    f"equally often within {APART:g} everywhere"
)
DIGITS = "digits"
MODELS = ("torch_mlp", "torch_cnn")


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One model on one data set, on both devices."""

    model: str
    data: str
    cpu_s: float
    cuda_s: float
    alike: float
    """Share of the rows with the same label."""
    furthest: float
    """The largest difference of two probabilities."""
    cpu_accuracy: float
    cuda_accuracy: float

    @property
    def good(self) -> bool:
        """Whether both devices made the same of it."""
        near = abs(self.cpu_accuracy - self.cuda_accuracy) <= APART
        return near and (self.data != DIGITS or self.alike >= ALIKE)


def main() -> None:
    """Fit, compare and print."""
    options = common.parser(__doc__, AIM).parse_args()
    why = without_cuda()
    if why:
        print(why)
        common.conclude("cuda", {"device": None, "reason": why, "found": []})
        return
    import torch

    found = [
        one(model, name, *rows)
        for name, rows in data(quick=options.quick).items()
        for model in MODELS
    ]
    common.show(
        f"Networks on the processor and on {torch.cuda.get_device_name()}",
        ("", "data", "CPU s", "CUDA s", "alike", "furthest", "accuracy"),
        [
            (
                f.model,
                f.data,
                f"{f.cpu_s:.2f}",
                f"{f.cuda_s:.2f}",
                f"{f.alike:.1%}",
                f"{f.furthest:.1e}",
                f"{f.cpu_accuracy:.3f} / {f.cuda_accuracy:.3f}",
            )
            for f in found
        ],
    )
    common.conclude(
        "cuda",
        {
            "device": torch.cuda.get_device_name(),
            "torch": torch.__version__,
            "met": all(f.good for f in found),
            "found": [asdict(f) for f in found],
        },
    )


def without_cuda() -> str:
    """Why there is nothing to compare, or nothing."""
    if not is_here(TORCH):
        return "PyTorch is not installed, so there is nothing to compare."
    import torch

    if not torch.cuda.is_available():
        return f"PyTorch {torch.__version__} finds no CUDA device here."
    return ""


def data(*, quick: bool) -> dict[str, tuple[Any, Any]]:
    """X and y by name."""
    found = {DIGITS: load_digits(return_X_y=True)}
    if not quick:
        found["made up, 20,000 × 400"] = make_classification(
            20_000, 400, n_informative=40, n_classes=5, random_state=0
        )
    return found


def one(model: str, name: str, X: Any, y: Any) -> Found:
    """The same fit on both devices."""
    X, X_test, y, y_test = train_test_split(X, y, random_state=0, stratify=y)
    seconds, probabilities = {}, {}
    for device in ("cpu", "cuda"):
        for _ in range(2):
            made = ESTIMATORS.get(model).make({"device": device}, seed=0)
            begin = time.perf_counter()
            made.fit(X, y)
            seconds[device] = time.perf_counter() - begin
        probabilities[device] = made.predict_proba(X_test)
    labels = {device: p.argmax(axis=1) for device, p in probabilities.items()}
    return Found(
        model=model,
        data=name,
        cpu_s=seconds["cpu"],
        cuda_s=seconds["cuda"],
        alike=float(np.mean(labels["cpu"] == labels["cuda"])),
        furthest=float(np.abs(probabilities["cpu"] - probabilities["cuda"]).max()),
        cpu_accuracy=float(np.mean(labels["cpu"] == y_test)),
        cuda_accuracy=float(np.mean(labels["cuda"] == y_test)),
    )


if __name__ == "__main__":
    main()
