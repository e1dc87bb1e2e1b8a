"""The steps that write data/derived/countries.csv; see scripts/README.md."""
