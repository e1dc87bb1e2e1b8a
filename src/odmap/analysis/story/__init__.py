"""The story that an advocate tells: its script, and its stops as told of a directory."""
