"""Processes that make the files that take long, and the queue before them."""
