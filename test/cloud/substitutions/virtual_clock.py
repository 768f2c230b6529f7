"""Time that the harness moves on, for all that an execution waits for and all the times that it tells."""

import datetime as real_datetime
import itertools
import threading as real_threading
import time as real_time
from types import SimpleNamespace

from moto.stepfunctions.parser.asl.component.common.retry import retrier_decl
from moto.stepfunctions.parser.asl.component.state import state
from moto.stepfunctions.parser.asl.component.state.exec import execute_state
from moto.stepfunctions.parser.asl.component.state.wait.wait_function import timestamp, wait_function
from moto.stepfunctions.parser.asl.eval.callback import callback
from moto.stepfunctions.parser.asl.eval.event.event_manager import EventManager
from ministack.services import stepfunctions

# How often a thread that waits looks at the clock, in seconds.
GLANCE = 0.02


class VirtualClock:
    """Runs as the machine's does, and some seconds ahead of it."""

    def __init__(self):
        self._ahead = 0.0
        self._waits = {}
        self._ids = itertools.count()

    def now(self):
        return real_time.time() + self._ahead

    def advance(self, seconds):
        self._ahead += seconds

    def waits(self):
        """What is waited for now: (`wait`, `retry` or `timeout`; seconds until then), the next first."""
        now = self.now()
        return sorted(((kind, due - now) for kind, due in list(self._waits.values())), key=lambda wait: wait[1])

    def wait(self, kind, seconds, is_over):
        """Returns when the time is up, or it is over before that; whether it was over before."""
        due = self.now() + seconds
        one = next(self._ids)
        self._waits[one] = (kind, due)
        try:
            while not is_over():
                if self.now() >= due:
                    return False
                real_time.sleep(GLANCE)
            return True
        finally:
            del self._waits[one]


CLOCK = VirtualClock()


class ClockEvent(real_threading.Event):
    """An event whose time-out follows the clock."""

    def wait(self, timeout=None):
        # moto's "no time-out" is a number of seconds that nobody lives to see.
        if timeout is None or timeout > 10**7:
            return super().wait(None if timeout is None else 10**6)
        return CLOCK.wait("timeout", timeout, self.is_set)


class ClockDatetime(real_datetime.datetime):
    @classmethod
    def now(cls, tz=None):
        return real_datetime.datetime.fromtimestamp(CLOCK.now(), tz)


def wait_interval(_self, env, wait_seconds):
    CLOCK.wait("wait", wait_seconds, lambda: not env.is_running())


def iso(seconds):
    return real_datetime.datetime.fromtimestamp(seconds, real_datetime.timezone.utc).strftime(
        "%Y-%m-%dT%H:%M:%S.%f"
    )[:-3] + "Z"


def jsonata_functions():
    """JSONata's own functions that tell the time."""
    return {"now": lambda: iso(CLOCK.now()), "millis": lambda: int(CLOCK.now() * 1000)}


def install(_settings):
    dates = SimpleNamespace(
        datetime=ClockDatetime, timezone=real_datetime.timezone, timedelta=real_datetime.timedelta
    )
    wait_function.WaitFunction._wait_interval = wait_interval
    timestamp.datetime = dates
    state.datetime = dates
    retrier_decl.time = SimpleNamespace(sleep=lambda seconds: CLOCK.wait("retry", seconds, lambda: False))
    execute_state.threading = SimpleNamespace(Event=ClockEvent, Thread=real_threading.Thread)
    callback.Event = ClockEvent
    EventManager._get_current_timestamp = staticmethod(
        lambda: real_datetime.datetime.fromtimestamp(CLOCK.now(), real_datetime.timezone.utc)
    )
    stepfunctions.now_iso = lambda: iso(CLOCK.now())
