"""The self-check: whether this installation does what it promises.

``examination`` goes through the list of checks and gives a result for each::

    for result in examine(this_installation()):
        print(result.status, result.title, result.found)

A check is one function that looks at a :class:`~workbench.doctor.base.Subject` (which
history, which folders, which engines) and gives a ``Finding``: ok, warning, failed or
skipped, what was found, and what helps. It is registered where it is written, and its
file is imported by a line in ``examination``. A reference case is a part of
``assets/reference/cases.json`` and the function in ``recomputed`` that recomputes it.

Nothing is imported here, since worker processes import this package for their tasks.
"""
