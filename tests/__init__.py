"""The tests of odmap."""
