"""Every country and region, measured against what the directory lists there."""
