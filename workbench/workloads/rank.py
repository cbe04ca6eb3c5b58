"""One process of a training that a library makes by itself; see :mod:`ranks`."""

from __future__ import annotations

import os
import pickle
import shutil
import signal
import sys
import threading
import warnings
from pathlib import Path

from workbench.joint.deep.training import Diary
from workbench.workloads import ranks

_PERIOD_S = 0.25
_ORPHANED = 70


def main() -> None:
    """The arguments are the folder and the rank."""
    folder, rank = Path(sys.argv[1]), int(sys.argv[2])
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the program's business
    for name in ("OMP_NUM_THREADS", "MKL_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
        os.environ[name] = "1"
    order: ranks.Order = pickle.loads(ranks.order_file(folder, rank).read_bytes())
    threading.Thread(target=_watch, args=(order.parent, folder), daemon=True).start()
    warnings.simplefilter("ignore")
    answer = ranks.answer_file(folder, rank)
    unfinished = answer.with_suffix(".part")
    unfinished.write_bytes(pickle.dumps(_diaries(order, folder)))
    unfinished.replace(answer)
    # Nothing is left to do, and libraries' threads may take seconds to notice.
    sys.stderr.flush()
    os._exit(0)


def _diaries(order: ranks.Order, folder: Path) -> list[Diary]:
    if order.trainer == "keras":
        from workbench.joint.deep import keras_replicas

        assert order.everyone is not None
        return keras_replicas.train(order.training, order.parts, order.everyone)
    from workbench.joint.deep import torch_ranks

    (part,) = order.parts
    store = folder / ranks.STORE
    return [torch_ranks.train(order.training, part, order.everyone, order.rank, store)]


def _watch(parent_pid: int, folder: Path) -> None:
    """End this process, and leave nothing, once ``parent_pid`` is gone.

    Known by pid and creation time; POSIX gives an orphan a new parent at once.
    """
    import psutil

    pause = threading.Event()
    try:
        parent = psutil.Process(parent_pid)
        while parent.is_running() and (
            sys.platform == "win32" or os.getppid() == parent_pid
        ):
            pause.wait(_PERIOD_S)
    except psutil.Error:
        pass  # it is gone already
    shutil.rmtree(folder, ignore_errors=True)
    os._exit(_ORPHANED)
