"""The command line: ``odmap serve``, ``check``, ``locate``, ``brief`` and ``export``."""
