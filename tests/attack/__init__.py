"""Bounded attacks on a server of our own, over loopback: each asserts a bound, not a time."""
