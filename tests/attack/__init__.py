"""Attacks with a bound: on loopback, for seconds, a counted number of requests."""
