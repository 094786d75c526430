"""Asks for what takes minutes, on as many threads as the first argument says, and is interrupted in the middle. A program of its own, which test_interrupt.py runs."""

import signal
import sys
import threading
import traceback

import numpy
import passung

market = passung.market(mentees=1000, vacancies=3000, seed=3, today="2026-03-02")
everybody = market.mentees.take(numpy.zeros(300_000, dtype=numpy.int64))
asking = threading.main_thread().ident
assert asking is not None


def interrupt() -> None:
    """Once the main thread is in rank_all, where this thread only runs because the engine has let go of Python's lock."""
    while sys._current_frames()[asking].f_code.co_name != "rank_all":
        pass
    signal.pthread_kill(asking, signal.SIGINT)


threading.Thread(target=interrupt).start()
try:
    market.snapshot.rank_all(everybody, as_of="2026-03-02", limit=50, explain=True, threads=int(sys.argv[1]))
except KeyboardInterrupt as stopped:
    print("interrupted in", traceback.extract_tb(stopped.__traceback__)[-1].name)
