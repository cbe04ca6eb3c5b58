"""Sensor readings by seed, as many as asked for: a fact table in many Parquet files.

Readings of a few sensors that report often and many that report seldom (the share of
sensor k falls as k^(−2/3)), six measured columns, the state of the machine that they
were taken on, and a second table that says where each sensor stands. A row depends on
the seed, its file and its place there alone, so files can be made in any order, by any
number of processes, and none of them ever holds more than one file's rows.

Every measured value is a whole number of :data:`QUANTUM` = 2⁻¹⁶, as what an
analogue-digital converter gives. A double holds it exactly, and sums over whole numbers
do not depend on their order: whoever adds them up, in whatever parts, gets the same
bits. Random bits are those of Philox (Salmon et al., Parallel random numbers: as easy
as 1, 2, 3, SC 2011), whose stream NumPy promises to keep.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import msgspec

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Columns = dict[str, NDArray[Any]]

FORMAT = 1
"""Of the content: another number makes other rows, and so another folder."""
PER_ONE = 1 << 16
QUANTUM = 1.0 / PER_ONE
"""What every measured value is a whole number of."""
FEATURES = (
    "temperature",
    "pressure",
    "vibration",
    "humidity",
    "current",
    "flow",
)
STATES = ("normal", "worn", "faulty")
SITES = 40
ROW_GROUP = 65_536
"""Rows of a row group, and of what is made at once."""
ROW_BYTES = 58.0
"""A row in a file, which is written without compression: a folder of so many megabytes
is as many megabytes to read. Seen; the sensor and the state take few bits."""
SENSORS_FILE = "sensors.parquet"
MEGABYTE = 1_000_000

_WORDS = 1 + len(FEATURES)
"""Random words of 64 bits for a row."""
# By feature: the middle and the spread of the normal state, in quanta.
_LEVELS = tuple(v * PER_ONE for v in (60, 101, 4, 45, 12, 30))
_SPREADS = tuple(round(v * PER_ONE) for v in (6, 3, 0.7, 9, 1.6, 4))
# By state: how far the middle lies off, in hundredths of the spread, and how much
# wider the values scatter, in hundredths.
_OFFSETS = ((0,) * 6, (60, -30, 90, 0, 45, -20), (120, -75, 160, 20, 130, -110))
_WIDER = ((100,) * 6, (110, 100, 160, 100, 120, 110), (150, 170, 240, 100, 190, 160))
_WORN_FROM, _FAULTY_FROM = round(0.7 * PER_ONE), round(0.9 * PER_ONE)


class Readings(msgspec.Struct, frozen=True, kw_only=True):
    """Which rows: everything that their content depends on."""

    seed: int
    rows: int
    rows_per_file: int
    sensors: int

    @classmethod
    def of_size(
        cls, *, seed: int, megabytes: float, file_megabytes: float, sensors: int
    ) -> Readings:
        """About so many megabytes (10⁶ bytes) of Parquet, in files of that or less."""
        rows = max(1, round(megabytes * MEGABYTE / ROW_BYTES))
        files = min(rows, max(1, math.ceil(megabytes / file_megabytes)))
        return cls(
            seed=seed, rows=rows, rows_per_file=-(-rows // files), sensors=sensors
        )

    @property
    def files(self) -> int:
        """How many files of readings there are."""
        return -(-self.rows // self.rows_per_file)

    @property
    def disk_bytes(self) -> int:
        """About what they take in a folder."""
        return round(self.rows * ROW_BYTES + self.sensors * 20)

    @property
    def memory_bytes(self) -> int:
        """What all columns of both tables take in memory, as arrays."""
        return self.rows * (8 + 4 + 8 * len(FEATURES) + 1) + self.sensors * 18

    @property
    def key(self) -> str:
        """A fingerprint of the content, for a name."""
        what = (FORMAT, self.seed, self.rows, self.rows_per_file, self.sensors)
        return hashlib.sha256(repr(what).encode()).hexdigest()[:12]

    def names(self) -> list[str]:
        """The files of readings, in their order."""
        return [f"readings-{number:05d}.parquet" for number in range(self.files)]

    def rows_of(self, file: int) -> int:
        """How many rows a file has."""
        return min(self.rows_per_file, self.rows - file * self.rows_per_file)


class Mark(msgspec.Struct, frozen=True, kw_only=True):
    """By what a written file is known again."""

    name: str
    size: int
    mtime_ns: int
    digest: str


def columns(readings: Readings, file: int) -> Columns:
    """The rows of one file."""
    import numpy as np

    blocks = list(_blocks(readings, file))
    return {name: np.concatenate([b[name] for b in blocks]) for name in blocks[0]}


def sensor_columns(readings: Readings) -> Columns:
    """Where each sensor stands, its calibration per mille, and its limit."""
    import numpy as np

    words = _words(readings.seed, 1 << 63, readings.sensors)
    limit = _LEVELS[0] + _SPREADS[0] * (100 + (words >> np.uint64(32)) % 150) // 100
    return {
        "sensor": np.arange(readings.sensors, dtype=np.int32),
        "site": (words % SITES).astype(np.int16),
        "factor": (900 + (words >> np.uint64(16)) % 201).astype(np.int32),
        "highest": limit.astype(np.float64) * QUANTUM,
    }


def write_file(readings: Readings, file: int, folder: str) -> Mark:
    """Make one file of readings, whole or not at all."""
    return _write(columns(readings, file), Path(folder), readings.names()[file])


def write_sensors(readings: Readings, folder: str) -> Mark:
    """Make the table of sensors."""
    return _write(sensor_columns(readings), Path(folder), SENSORS_FILE)


def mark(path: Path) -> Mark:
    """What a file is known by now; reads all of it."""
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "blake2b").hexdigest()[:32]
    found = path.stat()
    return Mark(
        name=path.name, size=found.st_size, mtime_ns=found.st_mtime_ns, digest=digest
    )


def _write(table: Columns, folder: Path, name: str) -> Mark:
    import duckdb

    unfinished = folder / f"{name}.{uuid4().hex[:8]}.part"
    target = str(unfinished).replace("'", "''")
    try:
        with duckdb.connect(":memory:", config={"threads": 1}) as connection:
            connection.execute("SET enable_progress_bar=false")
            connection.register("made", table)
            connection.execute(
                f"COPY (SELECT * FROM made) TO '{target}' (FORMAT parquet, "
                f"COMPRESSION uncompressed, ROW_GROUP_SIZE {ROW_GROUP})"
            )
        unfinished.replace(folder / name)
    finally:
        unfinished.unlink(missing_ok=True)
    return mark(folder / name)


def _blocks(readings: Readings, file: int) -> Iterator[Columns]:
    """The rows of a file, a row group at a time."""
    rows = readings.rows_of(file)
    first = file * readings.rows_per_file
    for number, begin in enumerate(range(0, rows, ROW_GROUP)):
        count = min(ROW_GROUP, rows - begin)
        words = _words(readings.seed, file << 32 | number, _WORDS * count)
        yield _block(readings, first + begin, words.reshape(_WORDS, count))


def _block(readings: Readings, first: int, words: NDArray[Any]) -> Columns:
    import numpy as np

    count = words.shape[1]
    state = _state(words[0])
    table: Columns = {
        "reading": np.arange(first, first + count, dtype=np.int64),
        "sensor": _sensor(words[0], readings.sensors),
    }
    offsets, wider = np.array(_OFFSETS), np.array(_WIDER)
    noises = [_noise(word) for word in words[1:]]
    noises[1] = noises[1] + noises[0] // 2  # pressure follows temperature
    for place, name in enumerate(FEATURES):
        # Noise has a standard deviation of about 0.58, so 1.73 of it are one spread.
        around = noises[place] * 173 // 100 * wider[state, place] // 100
        around += offsets[state, place] * PER_ONE // 100
        value = _LEVELS[place] + (around * _SPREADS[place] >> 16)
        table[name] = value.astype(np.float64) * QUANTUM
    table["state"] = state
    return table


def _words(seed: int, stream: int, count: int) -> NDArray[Any]:
    import numpy as np

    key = np.array([seed, stream], dtype=np.uint64)
    return np.random.Philox(key=key).random_raw(count)


def _sensor(word: NDArray[Any], sensors: int) -> NDArray[Any]:
    """The cube of a uniform number, times the number of sensors: few have most rows."""
    import numpy as np

    u = word >> np.uint64(32)
    cube = (u * u >> np.uint64(32)) * u >> np.uint64(32)
    return (cube * np.uint64(sensors) >> np.uint64(32)).astype(np.int32)


def _state(word: NDArray[Any]) -> NDArray[Any]:
    import numpy as np

    low = word & np.uint64(PER_ONE - 1)
    return (low >= _WORN_FROM).astype(np.int8) + (low >= _FAULTY_FROM).astype(np.int8)


def _noise(word: NDArray[Any]) -> NDArray[Any]:
    """Four uniform numbers of 16 bits of a word, added: nearly normal, in quanta."""
    import numpy as np

    low = np.uint64(PER_ONE - 1)
    total = (word & low).astype(np.int64)
    for shift in (16, 32, 48):
        total += (word >> np.uint64(shift) & low).astype(np.int64)
    return total - 2 * (PER_ONE - 1)
