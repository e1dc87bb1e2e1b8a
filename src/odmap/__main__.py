"""``python -m odmap``: the same as the command ``odmap``."""

import sys

from odmap.cli.main import main

sys.exit(main())
