"""One page is drawn at a time, a page that hangs stops nobody, and a turn always goes back."""

import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest

from odmap.web.ui.run_queue import Turns


def together(number: int, act: Callable[[], None]) -> None:
    """Let so many threads do something at the same time, and pass on what goes wrong in them."""
    with ThreadPoolExecutor(number) as pool:
        for done in [pool.submit(act) for _ in range(number)]:
            done.result(timeout=30)


def test_only_one_draws_at_a_time() -> None:
    """Whoever has the turn is alone, however many wait for it."""
    turns, inside, most = Turns(patience=30), 0, 0

    def draw() -> None:
        nonlocal inside, most
        with turns.taken():
            inside += 1
            most = max(most, inside)
            time.sleep(0.01)
            inside -= 1

    together(8, draw)
    assert most == 1


def test_one_that_hangs_stops_nobody() -> None:
    """After a while the others draw all the same, and what they did not take they do not give back."""
    turns, hangs, over = Turns(patience=0.05), threading.Event(), threading.Event()

    def hang() -> None:
        with turns.taken():
            hangs.set()
            assert over.wait(30)

    hanging = threading.Thread(target=hang)
    hanging.start()
    assert hangs.wait(30)
    drawn = 0
    for _ in range(2):
        with turns.taken():
            drawn += 1
    over.set()
    hanging.join(30)
    assert drawn == 2
    assert turns._one.acquire(blocking=False)
    assert not turns._one.acquire(blocking=False)  # one turn, and not three


def test_a_page_that_breaks_off_gives_its_turn_back() -> None:
    """Streamlit ends a run by raising an exception; the next visitor need not wait for that."""
    turns = Turns(patience=30)
    with pytest.raises(KeyError), turns.taken():
        raise KeyError
    with turns.taken():
        assert not turns._one.acquire(blocking=False)


def test_others_go_on_while_one_only_waits() -> None:
    """A turn that is given back for a while goes to the next, and is taken up again afterwards."""
    turns, order = Turns(patience=30), []
    waiting, drawn = threading.Event(), threading.Event()

    def waits() -> None:
        with turns.taken():
            with turns.given_back():
                waiting.set()
                assert drawn.wait(30)
            order.append("after")
            assert not turns._one.acquire(blocking=False)

    def draws() -> None:
        assert waiting.wait(30)
        with turns.taken():
            order.append("between")
        drawn.set()

    threads = [threading.Thread(target=each) for each in (waits, draws)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert order == ["between", "after"]


def test_without_a_turn_there_is_nothing_to_give_back() -> None:
    """A part of a page that is drawn by itself may wait as well: no second turn comes out of it."""
    turns = Turns()
    with turns.given_back():
        pass
    assert turns._one.acquire(blocking=False)
    assert not turns._one.acquire(blocking=False)
