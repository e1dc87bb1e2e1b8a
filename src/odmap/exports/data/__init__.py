"""Views as data: CSV, GeoJSON, JSON."""
