"""PyTorch and Keras as everything here loads them: quiet, and held to one thread.

One thread, since workers are what is parallel here, and since the order of a sum, and
with it the last bits of a score, would depend on the number of threads. Nothing is
imported before it is asked for.
"""

from __future__ import annotations

import contextlib
import logging
import os
import threading
import warnings
from functools import lru_cache
from typing import Any

_IMPORTING = threading.Lock()


def torch() -> Any:
    """PyTorch, with one thread for what this thread computes."""
    with _IMPORTING, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of libraries about each other
        import torch as library
    library.set_num_threads(1)
    return library


def keras() -> tuple[Any, Any]:
    """Keras and its TensorFlow."""
    with _IMPORTING:
        return _keras()


@lru_cache(maxsize=1)
def _keras() -> tuple[Any, Any]:
    # Read when the library is loaded: it tells errors only, and leaves out oneDNN,
    # which orders sums by the kind of processor.
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    os.environ.setdefault("TF_ENABLE_ONEDNN_OPTS", "0")
    os.environ["KERAS_BACKEND"] = "tensorflow"
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import keras as library
        import tensorflow as tf
    for name in ("tensorflow", "absl"):
        logging.getLogger(name).setLevel(logging.ERROR)
    with contextlib.suppress(RuntimeError):  # somebody has computed with it already
        tf.config.threading.set_intra_op_parallelism_threads(1)
        tf.config.threading.set_inter_op_parallelism_threads(1)
    return library, tf
