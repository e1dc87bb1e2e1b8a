"""The one step of the build that pyproject.toml cannot say: what lies beside src/ travels inside the package.

A checkout keeps the server, its pages, its settings and the data at its top, where people edit them. A wheel has no
such place, so it holds them in ``odmap/bundled``, where :mod:`odmap.settings` looks for them.
"""

import shutil
from pathlib import Path

from setuptools import setup
from setuptools.command.build_py import build_py

HERE = Path(__file__).parent
BESIDE = ("app.py", "pages/*.py", ".streamlit/config.toml", "data/*.*", "data/derived/*.*")


def beside() -> list[str]:
    """Return the files to bundle, relative to the top of the checkout."""
    return sorted(path.relative_to(HERE).as_posix() for pattern in BESIDE for path in HERE.glob(pattern))


class BuildWithBundle(build_py):
    """Copies the modules, and what they need beside them; an editable installation uses what lies in the checkout."""

    def run(self) -> None:
        """Copy all of it into the folder that becomes the wheel."""
        if self.editable_mode:
            super().run()
            return
        package = Path(self.build_lib, "odmap")
        shutil.rmtree(package, ignore_errors=True)  # of an earlier build, which may hold what is gone by now
        super().run()
        for name in beside():
            target = package / "bundled" / name
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(HERE / name, target)

    def get_source_files(self) -> list[str]:
        """Return what a source distribution has to hold."""
        return [*super().get_source_files(), *beside()]


setup(cmdclass={"build_py": BuildWithBundle})
