"""The window: a thin view over a session, and the only place that knows Qt.

Everything gets what it needs through its constructor: the session, the draft, the job
queue, theme, language, preferences. State lives in those, so pages can be thrown away
and built again at any time, which is how the language changes without a restart::

    app > main_window > pages > plots | models | widgets
        > actions | bridge | crash | draft > preferences > theme | i18n
"""
