"""Maps, live in a browser and as pictures."""
