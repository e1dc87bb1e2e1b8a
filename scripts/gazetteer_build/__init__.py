"""The steps that build data/derived/gazetteer.sqlite; see scripts/README.md."""
