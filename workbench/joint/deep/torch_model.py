"""One of our models as a PyTorch module, in float64."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from workbench.core import deep_learning
from workbench.joint.base import Floats, Shape
from workbench.joint.deep.forms import Form

_KEPT = threading.local()


def kept(form: Form, shape: Shape) -> Any:
    """A network of this thread's own, for calls that bring the parameters along.

    Such a call puts them in for its time, so threads may not share one.
    """
    networks = _KEPT.__dict__.setdefault("networks", {})
    if (form, shape) not in networks:
        networks[form, shape] = module(form, shape)
    return networks[form, shape]


def module(form: Form, shape: Shape) -> Any:
    """The network, its parameters not set yet."""
    nn = deep_learning.torch().nn
    stack: list[Any] = []
    for inputs, outputs, biased in form.layers(shape):
        if stack:
            stack.append(nn.Tanh() if form.activation == "tanh" else nn.ReLU())
        empty = nn.utils.skip_init(
            nn.Linear, inputs, outputs, bias=biased, dtype=deep_learning.torch().float64
        )
        stack.append(empty)
    return nn.Sequential(*stack)


def parts(network: Any, w: Any) -> Iterator[tuple[str, Any, Any]]:
    """Of a flat ``w`` each parameter's part, in PyTorch's shape: name, parameter, part.

    PyTorch has matrices as (outputs, inputs). The parts are views.
    """
    first = 0
    for name, parameter in network.named_parameters():
        part = w[first : first + parameter.numel()]
        first += parameter.numel()
        turned = tuple(parameter.shape)[::-1]
        yield name, parameter, part.view(turned).t() if len(turned) == 2 else part


def row_losses(form: Form, scores: Any, y: Any) -> Any:
    """Of each row, (rows,)."""
    torch = deep_learning.torch()
    if form.head == "classes":
        return torch.nn.functional.cross_entropy(scores, y, reduction="none")
    return 0.5 * (scores[:, 0] - y).square()


def targets(form: Form, y: NDArray[Any]) -> Any:
    """Class indices or values as a tensor."""
    torch = deep_learning.torch()
    dtype = torch.int64 if form.head == "classes" else torch.float64
    return torch.tensor(np.asarray(y), dtype=dtype)


def floats(values: Floats) -> Any:
    """A tensor of its own: arrays that were placed cannot be written to."""
    return deep_learning.torch().tensor(values, dtype=deep_learning.torch().float64)
