"""What was asked for, and what matches."""
