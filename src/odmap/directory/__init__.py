"""The directory: what people edit by hand, read and validated."""
