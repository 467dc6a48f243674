import threading

import pytest

from micrographia.web.slots import Slots, TooManyWait


def never():
    """A checkpoint of somebody who waits for ever."""


def until(condition):
    for _ in range(2000):
        if condition():
            return
        threading.Event().wait(0.005)
    raise AssertionError("it did not happen")


def draw(slots, inside, leave):
    with slots.taken(never):
        inside.append(threading.current_thread().name)
        leave.wait(20)


def test_so_many_draw_so_many_wait_and_the_next_is_refused():
    slots, inside, leave = Slots(2, 1), [], threading.Event()
    threads = [threading.Thread(target=draw, args=(slots, inside, leave)) for _ in range(3)]
    for thread in threads:
        thread.start()
    until(lambda: slots.counts().waiting == 1)
    assert len(inside) == 2
    with pytest.raises(TooManyWait) as raised, slots.taken(never):
        pass
    assert raised.value.retry_after == 1
    assert slots.counts().refused == 1
    leave.set()
    for thread in threads:
        thread.join()
    assert len(inside) == 3
    counts = slots.counts()
    assert (counts.drawing, counts.waiting) == (0, 0)


def test_first_come_first_served():
    slots, inside, leave = Slots(1, 10), [], threading.Event()
    threads = []
    for number in range(5):
        threads.append(threading.Thread(target=draw, args=(slots, inside, leave), name=str(number)))
        threads[-1].start()
        until(lambda number=number: slots.counts().waiting == number)
    leave.set()
    for thread in threads:
        thread.join()
    assert inside == ["0", "1", "2", "3", "4"]


def test_who_has_gone_leaves_the_queue():
    slots, inside, leave, gone = Slots(1, 5), [], threading.Event(), []
    holder = threading.Thread(target=draw, args=(slots, inside, leave))
    holder.start()
    until(lambda: inside)

    def checkpoint():
        if gone:
            raise KeyboardInterrupt

    raised = []

    def wait():
        try:
            with slots.taken(checkpoint):
                raise AssertionError("drawn for nobody")
        except KeyboardInterrupt:
            raised.append(True)

    waiter = threading.Thread(target=wait)
    waiter.start()
    until(lambda: slots.counts().waiting == 1)
    gone.append(True)
    waiter.join()
    assert raised
    assert slots.counts().waiting == 0
    leave.set()
    holder.join()


def test_a_slot_is_free_again_after_an_error():
    slots = Slots(1, 0)
    for _ in range(2):
        with pytest.raises(KeyError), slots.taken(never):
            raise KeyError
    assert slots.counts().drawing == 0


def test_who_waits_for_another_machine_lends_her_slot():
    slots, leave = Slots(1, 10), threading.Event()
    inside = []

    def far():
        with slots.taken(never):
            with slots.lent():
                inside.append("away")
                leave.wait(20)
            inside.append("back")

    thread = threading.Thread(target=far)
    thread.start()
    until(lambda: inside == ["away"])
    with slots.taken(never):
        assert slots.counts().drawing == 1
        leave.set()
        until(lambda: inside == ["away", "back"])  # she does not wait for those inside, who may wait for her
    thread.join()
    assert slots.counts().drawing == 0


def test_who_has_no_slot_lends_none():
    slots = Slots(1, 10)
    with slots.lent():
        assert slots.counts().drawing == 0
    assert slots.counts().drawing == 0


def test_long_work_steps_aside_while_something_is_drawn():
    slots, inside, leave, went_on = Slots(1, 1), [], threading.Event(), threading.Event()

    def work():
        slots.step_aside(20)
        went_on.set()

    slots.step_aside(20)  # nothing is drawn: at once
    holder = threading.Thread(target=draw, args=(slots, inside, leave))
    holder.start()
    until(lambda: slots.counts().drawing == 1)
    slots.step_aside(0.01)  # no longer than that
    worker = threading.Thread(target=work)
    worker.start()
    assert not went_on.wait(0.1)
    leave.set()
    assert went_on.wait(10)
    holder.join()
    worker.join()
