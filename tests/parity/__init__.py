"""What Python and JavaScript both know, compared: each says what it makes of the same values."""
