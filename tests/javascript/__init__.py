"""The browser's scripts: their own tests, run by Node, and their bundles."""
