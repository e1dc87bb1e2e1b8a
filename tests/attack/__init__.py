"""Bounded attacks on a server of our own, on this machine: each asserts a bound, and ends by itself."""
