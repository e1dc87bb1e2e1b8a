"""Numbers, and the sentences that say them."""
