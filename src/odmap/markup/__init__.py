"""The only place where text becomes HTML."""
