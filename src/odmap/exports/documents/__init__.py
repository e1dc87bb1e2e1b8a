"""Documents for paper: PDF."""
