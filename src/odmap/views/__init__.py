"""What the visitor asked for, and which organisations match."""
