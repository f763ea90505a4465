"""A page never pays for how deep on the stack it happens to stand."""

import resource

from mmn_events.room import with_room


def fresh_pages(call):
    """How many pages of memory the system hands out while `call()` runs."""
    before = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
    call()
    return resource.getrusage(resource.RUSAGE_SELF).ru_minflt - before


def loop_at_every_depth(deepest=300):
    """Call a small function a hundred times, from each depth of the stack once."""

    def nothing():
        return None

    def deeper(left):
        for _turn in range(100):
            nothing()
        if left:
            deeper(left - 1)

    deeper(deepest)


def test_nothing_is_asked_of_the_system_at_any_depth():
    assert fresh_pages(with_room(loop_at_every_depth)) < 100


def test_it_takes_and_gives_back_what_the_function_does():
    assert with_room(divmod)(7, 2) == (3, 1)
    assert with_room(dict)(a=1) == {"a": 1}
