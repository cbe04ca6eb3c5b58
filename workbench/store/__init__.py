"""The history: every run's events on disk, and the runs as a list.

:class:`Store` is one SQLite file. What can be relied upon:

- **Written, then shown.** :meth:`Store.record` passes an event on once it is safe. A
  trial's end and a run's end are on the disk before anybody sees them. All other events
  are committed in groups, on a thread of their own: a group is due 100 ms after its
  first event, whether or not another event comes, and an event that comes when it is
  due waits until it is committed. So when the program or the machine dies, at most the
  last 100 ms of what was shown are not in the file.
- **Nothing is lost by trouble with the file.** A broken file is renamed and kept, a
  newer or foreign one is refused and stays as it is, byte by byte. If writing fails
  during a run the run goes on, and an event in its stream says so.
- **Several processes** (the window, a terminal) may use one file at a time. Each writes
  through one connection; readers hold the file for the length of one query.
- **Interrupted runs** are recognised: a run without its end whose process (number and
  creation time) is gone.

``database`` opens and checks the file, ``migrations`` hold the schema's steps,
``writer`` is the writing thread, ``recording`` one run on its way to it, ``summary``
the columns of the list, ``costs`` what tasks took, ``export`` a run as JSON or CSV,
``bundle`` a run in a file to be handed on, ``experiment_file`` its set-up alone.
"""

from __future__ import annotations

from workbench.store.history import Imported, Store
from workbench.store.newer import copy_newer
from workbench.store.summary import RunSummary
from workbench.store.trouble import NewerHistory, UnwritableHistory

__all__ = [
    "Imported",
    "NewerHistory",
    "RunSummary",
    "Store",
    "UnwritableHistory",
    "copy_newer",
]
