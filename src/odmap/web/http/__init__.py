"""What answers a request without Streamlit: files, the public API, headers, caches."""
