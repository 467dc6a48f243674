"""The threads that answer: as many as needed, the last one first, each told what its work raised."""

import threading

from micrographia.server.threads import Threads


def test_all_work_is_done_by_at_most_so_many_threads():
    threads, names, inside, most = Threads(3), set(), [], []
    lock = threading.Lock()

    def work():
        with lock:
            inside.append(1)
            most.append(len(inside))
            names.add(threading.current_thread().name)
        threading.Event().wait(0.01)
        with lock:
            inside.pop()

    for _ in range(20):
        threads.give(work, print)
    threads.end()
    assert len(most) == 20
    assert max(most) == 3
    assert len(names) == 3


def test_the_thread_that_was_free_last_works_next():
    threads = Threads(2)
    both = threading.Barrier(3)
    hold = [threading.Event(), threading.Event()]
    names = [None, None]

    def keep(number):
        names[number] = threading.current_thread().name
        both.wait(10)
        hold[number].wait(10)

    for number in (0, 1):
        threads.give(lambda number=number: keep(number), print)
    both.wait(10)
    for number in (0, 1):
        hold[number].set()
        while sum(seat.task is None for seat in threads._free) <= number:
            threading.Event().wait(0.001)
    found = []
    threads.give(lambda: found.append(threading.current_thread().name), print)
    threads.end()
    assert found == [names[1]]


def test_what_work_raises_is_told_and_the_thread_goes_on():
    threads, told, done = Threads(1), [], threading.Event()

    def broken():
        raise ValueError("broken")

    threads.give(broken, told.append)
    threads.give(done.set, told.append)
    assert done.wait(10)
    threads.end()
    assert [str(error) for error in told] == ["broken"]


def test_each_thread_begins_once():
    begun = []
    threads = Threads(1, lambda: begun.append(threading.current_thread().name))
    for _ in range(5):
        threads.give(lambda: None, print)
    threads.end()
    assert begun == ["request_0"]
