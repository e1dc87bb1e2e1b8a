"""What every drawing shares: colours, marks, charts, fonts, and the files that a browser fetches."""
