"""Room on Python's stack, so that no page asks the system for memory at every call.

CPython keeps the frames of running functions in chunks of 16 KiB. A chunk goes back to the system when the last frame
on it ends, so a loop that happens to stand at the end of one asks for a new chunk, empty pages and all, with every call
it makes. Which loop that is depends on nothing but how deep the caller stands: the same page took between 31 and 45 ms.
A chunk is made large enough for the frame that opens it; what that frame leaves is there for those above it.

Read in CPython 3.11 to 3.13, Python/pystate.c: push_chunk, _PyThreadState_PopFrame.
"""

from functools import wraps

# In words of eight bytes: as much room again is left for others, a thousand frames as Django has them. None of it is
# touched before it is used.
WORDS = 2**16


def with_room(function):
    """Return `function`, which will find room on the stack for all that it calls."""

    @wraps(function)
    def roomy(*args, **kwargs):
        return function(*args, **kwargs)

    roomy.__code__ = roomy.__code__.replace(co_stacksize=WORDS)
    return roomy
