"""Places and shapes of the world; nothing here knows of organisations."""
