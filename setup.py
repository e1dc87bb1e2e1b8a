"""The one step of the build that pyproject.toml cannot say: what lies beside src/ travels inside the package.

A checkout keeps the server, its pages, its settings and the data at its top, where people edit them. A wheel has no
such place, so it holds them in ``odmap/bundled``, where :mod:`odmap.settings` looks for them.
"""

import shutil
from pathlib import Path

from setuptools import setup
from setuptools.command.build_py import build_py

BESIDE = ("app.py", "pages/*.py", ".streamlit/config.toml", "data/*.*", "data/derived/*.*")


def beside() -> list[str]:
    """Return the files to bundle, relative to this one."""
    here = Path(__file__).parent
    return sorted(path.relative_to(here).as_posix() for pattern in BESIDE for path in here.glob(pattern))


class BuildWithBundle(build_py):
    """Copies modules, and beside them what they need; an editable installation uses what lies in the checkout."""

    def run(self) -> None:
        """Build."""
        if self.editable_mode:
            super().run()
            return
        package = Path(self.build_lib, "odmap")
        shutil.rmtree(package, ignore_errors=True)  # of an earlier build, which may hold what is gone by now
        super().run()
        for name in beside():
            target = package / "bundled" / name
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(name, target)

    def get_source_files(self) -> list[str]:
        """Return what a source distribution has to hold."""
        return [*super().get_source_files(), *beside()]


setup(cmdclass={"build_py": BuildWithBundle})
