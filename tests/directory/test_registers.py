"""Ids of institutions in registers of the world."""

import pytest

from odmap.directory.registers import ror_address


def test_any_one_slip_in_an_id_of_ror_is_found() -> None:
    """Whichever letter or digit of an id is another one, its check digits do not fit."""
    address = "https://ror.org/05xg72x27"
    assert ror_address(address) == address
    start = len("https://ror.org/0")
    for place in range(start, len(address)):
        digits = "0123456789" if place >= len(address) - 2 else "0123456789abcdefghjkmnpqrstvwxyz"
        for other in set(digits) - {address[place]}:
            with pytest.raises(ValueError, match="do not fit"):
                ror_address(f"{address[:place]}{other}{address[place + 1 :]}")
