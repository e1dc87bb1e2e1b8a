"""The website: what answers over HTTP, and what Streamlit draws."""
