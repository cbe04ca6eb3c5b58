"""Kernels over data that are placed: matrix product, sorting, words, memory."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

import numpy as np

from workbench.core.data import DataHandle
from workbench.core.messages import QT_TRANSLATE_NOOP, Message
from workbench.core.parameters import whole
from workbench.workloads.kernels.base import (
    Cut,
    Facts,
    Kernel,
    Params,
    Piece,
    count_parameter,
    cut_range,
    in_proportion,
    taller,
    tasks_parameter,
)

# ---- matrix product


def product_of_rows(data: DataHandle, begin: int, end: int) -> tuple[int, bool]:
    """Rows of A · B: the sum of their entries, and whether A · (B · 1) agrees.

    Entries are small whole numbers, so both are exact in whatever order they are added.
    """
    arrays = data.arrays()
    a, b = arrays["A"][begin:end], arrays["B"]
    sums = (a @ b).sum(axis=1)
    return int(sums.sum()), bool(np.array_equal(sums, a @ b.sum(axis=1)))


def _matrices(params: Params, seed: int) -> dict[str, Any]:
    n = whole(params, "size")
    rng = np.random.default_rng(seed)
    b = rng.integers(-4, 5, (n, n)).astype(float)
    return {"A": rng.integers(-4, 5, (whole(params, "rows"), n)).astype(float), "B": b}


def _cut_rows(params: Params, seed: int) -> Cut:
    return cut_range(params, "rows", whole(params, "size") ** 2 * 6e-11)


def _matrix_bytes(params: Params) -> int:
    return 8 * whole(params, "size") * (whole(params, "size") + whole(params, "rows"))


def _product(params: Params, values: Sequence[Any]) -> Facts:
    return {
        "sum of entries": sum(total for total, _ in values),
        "check": "A · (B · 1) agrees" if all(ok for _, ok in values) else "wrong",
    }


Kernel(
    name="matrix_product",
    title=Message(QT_TRANSLATE_NOOP("Message", "Matrix product")),
    help=Message(
        QT_TRANSLATE_NOOP(
            "Message",
            "A · B by blocks of rows, in the BLAS library. Teaches that a library may "
            "use all cores by itself: with its own number of threads, more workers "
            "only get into each other's way.",
        )
    ),
    parameters=(
        count_parameter(
            "size",
            Message(QT_TRANSLATE_NOOP("Message", "Rows and columns")),
            default=1_500,
            maximum=20_000,
        ),
        tasks_parameter(12),
    ),
    run=product_of_rows,
    cut=_cut_rows,
    combine=_product,
    growth=taller(Message(QT_TRANSLATE_NOOP("Message", "rows of A"))),
    arrays=_matrices,
    array_bytes=_matrix_bytes,
).register()

# ---- sorting
#
# In weak scaling the workers sort p times as many parts of the same length, which is
# p times the work. The merge of all parts grows with them, and stays the program's.


def sorted_part(data: DataHandle, begin: int, end: int) -> Any:
    """A part of the numbers, sorted by merging (a copy)."""
    return np.sort(data.arrays()["X"][begin:end], kind="stable")


def _numbers(params: Params, seed: int) -> dict[str, Any]:
    count = whole(params, "numbers")
    return {"X": np.random.default_rng(seed).integers(0, 2**62, count)}


def _cut_numbers(params: Params, seed: int) -> Cut:
    return cut_range(params, "numbers", 1e-7)


def merged(parts: Sequence[Any]) -> Any:
    """Sorted parts as one, two by two."""
    rest = list(parts)
    while len(rest) > 1:
        pairs = [rest[i : i + 2] for i in range(0, len(rest), 2)]
        rest = [_merge(*pair) if len(pair) == 2 else pair[0] for pair in pairs]
    return rest[0]


def _merge(a: Any, b: Any) -> Any:
    places = np.searchsorted(a, b, side="right") + np.arange(len(b))
    out = np.empty(len(a) + len(b), a.dtype)
    mine = np.ones(len(out), bool)
    mine[places] = False
    out[places], out[mine] = b, a
    return out


def _sorting(params: Params, values: Sequence[Any]) -> Facts:
    whole_list = merged(values)
    return {
        "smallest": int(whole_list[0]),
        "median": int(whole_list[len(whole_list) // 2]),
        "in order": "yes" if bool(np.all(whole_list[1:] >= whole_list[:-1])) else "no",
    }


Kernel(
    name="sorting",
    title=Message(QT_TRANSLATE_NOOP("Message", "Sorting by merging")),
    help=Message(
        QT_TRANSLATE_NOOP(
            "Message",
            "Workers sort parts, the program merges them. Teaches that all data travel "
            "back, and that the merge is a serial part which no worker takes away.",
        )
    ),
    parameters=(
        count_parameter(
            "numbers",
            Message(QT_TRANSLATE_NOOP("Message", "Numbers")),
            default=4_000_000,
            maximum=1_000_000_000,
        ),
        tasks_parameter(16),
    ),
    run=sorted_part,
    cut=_cut_numbers,
    combine=_sorting,
    growth=in_proportion(
        Message(QT_TRANSLATE_NOOP("Message", "numbers")), "numbers", "tasks"
    ),
    arrays=_numbers,
    array_bytes=lambda params: 8 * whole(params, "numbers"),
).register()

# ---- word count

_WORD_BYTES = 8
"""Every word has seven letters and a space, so that a part never cuts one."""
_VOCABULARY = 5_000


def words_of_part(data: DataHandle, begin: int, end: int) -> dict[str, int]:
    """How often each word occurs in words ``begin`` to ``end``: the map step."""
    text = data.arrays()["text"][begin * _WORD_BYTES : end * _WORD_BYTES]
    return dict(Counter(text.tobytes().decode("ascii").split()))


def _corpus(params: Params, seed: int) -> dict[str, Any]:
    rng = np.random.default_rng(seed)
    letters = rng.integers(ord("a"), ord("z") + 1, (_VOCABULARY, _WORD_BYTES))
    letters[:, -1] = ord(" ")
    # Zipf's law: the n-th word is n times rarer than the first.
    weights = 1.0 / np.arange(1, _VOCABULARY + 1)
    picks = rng.choice(_VOCABULARY, whole(params, "words"), p=weights / weights.sum())
    return {"text": letters.astype(np.uint8)[picks].ravel()}


def _cut_words(params: Params, seed: int) -> Cut:
    return cut_range(params, "words", 1.2e-7)


def _reduce(params: Params, values: Sequence[Any]) -> Facts:
    total: Counter[str] = Counter()
    for counts in values:
        total.update(counts)
    (word, count), *_ = sorted(total.items(), key=lambda item: (-item[1], item[0]))
    return {
        "words": sum(total.values()),
        "different words": len(total),
        "most frequent": f"{word} ({count})",
    }


Kernel(
    name="word_count",
    title=Message(QT_TRANSLATE_NOOP("Message", "Word count")),
    help=Message(
        QT_TRANSLATE_NOOP(
            "Message",
            "The classic of map and reduce: workers count the words of their part, the "
            "program adds the counts. Teaches what the reduce step and the way back "
            "cost.",
        )
    ),
    parameters=(
        count_parameter(
            "words",
            Message(QT_TRANSLATE_NOOP("Message", "Words")),
            default=4_000_000,
            maximum=200_000_000,
        ),
        tasks_parameter(16),
    ),
    run=words_of_part,
    cut=_cut_words,
    combine=_reduce,
    growth=in_proportion(
        Message(QT_TRANSLATE_NOOP("Message", "words")), "words", "tasks"
    ),
    arrays=_corpus,
    array_bytes=lambda params: _WORD_BYTES * whole(params, "words"),
).register()

# ---- memory bandwidth


def swept(number: int, megabytes: int, sweeps: int) -> int:
    """Add one to every element of an array of its own, ``sweeps`` times; their sum."""
    array = np.full(megabytes * 131_072, number, np.int64)
    for _ in range(sweeps):
        array += 1
    return int(array.sum())


def _cut_sweeps(params: Params, seed: int) -> Cut:
    megabytes, sweeps = whole(params, "megabytes"), whole(params, "sweeps")
    seconds = megabytes * (sweeps + 3) * 1.5e-4
    tasks = whole(params, "tasks")
    return Cut(
        count=tasks,
        seconds=tasks * seconds,
        pieces=lambda: [
            Piece(args=(i, megabytes, sweeps), part=str(i), seconds=seconds)
            for i in range(tasks)
        ],
    )


def _swept_sum(params: Params, values: Sequence[Any]) -> Facts:
    elements = whole(params, "megabytes") * 131_072
    expected = sum(
        elements * (number + whole(params, "sweeps")) for number in range(len(values))
    )
    return {
        "sum": sum(values),
        "check": "right" if sum(values) == expected else "wrong",
    }


Kernel(
    name="memory_bandwidth",
    title=Message(QT_TRANSLATE_NOOP("Message", "Memory bandwidth")),
    help=Message(
        QT_TRANSLATE_NOOP(
            "Message",
            "Large arrays are swept again and again; there is next to nothing to "
            "compute. Teaches why more cores stop helping: they share one way to the "
            "memory, and wait for it without being idle.",
        )
    ),
    parameters=(
        count_parameter(
            "megabytes",
            Message(QT_TRANSLATE_NOOP("Message", "MB per task")),
            default=64,
            maximum=16_384,
        ),
        count_parameter(
            "sweeps",
            Message(QT_TRANSLATE_NOOP("Message", "Sweeps")),
            default=20,
            maximum=100_000,
        ),
        tasks_parameter(12, 10_000),
    ),
    run=swept,
    cut=_cut_sweeps,
    combine=_swept_sum,
    growth=in_proportion(Message(QT_TRANSLATE_NOOP("Message", "arrays")), "tasks"),
).register()
