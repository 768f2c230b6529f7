"""
Runs state machines through moto's Step Functions interpreter, its JSONata hook filled with jsonata-python.

One request a line on standard input, one answer a line on standard output, both JSON:

  {"definition": {...}, "input": ..., "tasks": {"State": [{"result": ...} | {"error": "...", "cause": "..."}]},
   "repeat": 1, "seconds": 60}

Each entry of a state's tasks answers one attempt, counted anew in each visit. With `answers` instead of tasks, a list
of the same, each call takes the next one, whatever state makes it, and the answer has the history. With `repeat` the same execution runs
that often, or until `seconds` have passed; the answer then says how many, and how many seconds of processor time they took.
"""

import copy
import datetime
import functools
import json
import logging
import sys
import time
from types import SimpleNamespace

from jsonata_hook import fill

from moto.stepfunctions.parser.api import StateMachineType
from moto.stepfunctions.parser.asl.component.common.retry import retrier_decl
from moto.stepfunctions.parser.asl.component.state import state as state_module
from moto.stepfunctions.parser.asl.component.state.wait.wait_function.wait_function import WaitFunction
from moto.stepfunctions.parser.asl.eval.environment import Environment
from moto.stepfunctions.parser.asl.eval.evaluation_details import AWSExecutionDetails
from moto.stepfunctions.parser.asl.eval.event.event_manager import EventHistoryContext
from moto.stepfunctions.parser.asl.eval.program_state import ProgramEnded, ProgramError, ProgramTimedOut
from moto.stepfunctions.parser.asl.eval.states import ContextObjectData, ExecutionData, StateMachineData
from moto.stepfunctions.parser.asl.parse.asl_parser import AmazonStateLanguageParser
from moto.stepfunctions.parser.mocking.mock_config import (
    MockedResponseReturn,
    MockedResponseThrow,
    MockTestCase,
    StateMockedResponses,
)

logging.disable(logging.CRITICAL)

# 2026-01-01, in milliseconds since the epoch.
START = 1767225600000

def mocked(tasks):
    def responses(name, attempts):
        made = []
        for i, attempt in enumerate(attempts):
            # The last answer stands for every further attempt.
            end = i if i < len(attempts) - 1 else i + 1000
            if "error" in attempt:
                made.append(MockedResponseThrow(i, end, attempt["error"], attempt.get("cause", "")))
            else:
                made.append(MockedResponseReturn(i, end, attempt["result"]))
        return StateMockedResponses(name, name, made)

    return MockTestCase("machine", "case", [responses(name, attempts) for name, attempts in tasks.items()])


class InOrder:
    """Answers for all tasks, in the order in which they are called."""

    def __init__(self, answers):
        self.waiting = list(answers)

    def next(self):
        if not self.waiting:
            return MockedResponseThrow(0, 0, "NoAnswer", "there are no further calls in the run that is replayed")
        answer = self.waiting.pop(0)
        if "error" in answer:
            return MockedResponseThrow(0, 0, answer["error"], answer.get("cause", ""))
        return MockedResponseReturn(0, 0, answer["result"])


is_mocked = Environment.is_mocked_mode
mocked_response = Environment.get_current_mocked_response
Environment.is_mocked_mode = lambda self: isinstance(self.mock_test_case, InOrder) or is_mocked(self)
Environment.get_current_mocked_response = lambda self: (
    self.mock_test_case.next() if isinstance(self.mock_test_case, InOrder) else mocked_response(self)
)


@functools.lru_cache(maxsize=8)
def parsed(definition):
    return AmazonStateLanguageParser.parse(definition)[0]


def run(definition, given, tasks, about=None):
    # As moto's own worker does for each execution; a program counts its retries, so each has a copy of its own.
    program = copy.deepcopy(parsed(definition))
    arn = "arn:aws:states:us-east-1:111111111111"
    about = about or {"arn": f"{arn}:execution:machine:run", "name": "run", "machine": "machine"}
    environment = Environment(
        aws_execution_details=AWSExecutionDetails("111111111111", "us-east-1", "arn:aws:iam::111111111111:role/machine"),
        execution_type=StateMachineType.STANDARD,
        context=ContextObjectData(
            Execution=ExecutionData(
                Id=about["arn"],
                Input=given,
                Name=about["name"],
                RoleArn="arn:aws:iam::111111111111:role/machine",
                StartTime=Clock.iso(),
                RedriveCount=0,
            ),
            StateMachine=StateMachineData(Id=f"{arn}:stateMachine:{about['machine']}", Name=about["machine"]),
        ),
        event_history_context=EventHistoryContext.of_program_start(),
        cloud_watch_logging_session=None,
        activity_store={},
        mock_test_case=InOrder(tasks) if isinstance(tasks, list) else mocked(tasks),
    )
    program.eval(environment)
    state = environment.program_state()
    history = {"history": environment.event_manager.get_event_history()} if isinstance(tasks, list) else {}
    if isinstance(state, ProgramEnded):
        return {"status": "SUCCEEDED", "output": environment.states.get_input(), **history}
    if isinstance(state, ProgramTimedOut):
        return {"status": "TIMED_OUT", **history}
    failure = (state.error or {}) if isinstance(state, ProgramError) else {}
    return {"status": "FAILED", "error": failure.get("error"), "cause": failure.get("cause"), **history}


class Clock:
    """Nobody waits for a test: time stands still but for waits and retries, which it jumps over."""

    seconds = 0.0

    @classmethod
    def jump(cls, seconds):
        cls.seconds += max(seconds, 0)

    @classmethod
    def iso(cls):
        return ClockDatetime.now(datetime.timezone.utc).isoformat(timespec="milliseconds").replace("+00:00", "Z")


class ClockDatetime(datetime.datetime):
    @classmethod
    def now(cls, tz=None):
        return datetime.datetime.fromtimestamp(Clock.seconds, tz)


fill({"now": Clock.iso, "millis": lambda: int(Clock.seconds * 1000)})
WaitFunction._wait_interval = lambda self, env, wait_seconds: Clock.jump(wait_seconds)
retrier_decl.time = SimpleNamespace(sleep=Clock.jump)
state_module.datetime = SimpleNamespace(datetime=ClockDatetime, timezone=datetime.timezone)


def answer(request):
    definition = json.dumps(request["definition"])
    result = None
    done = 0
    start = time.perf_counter()
    processor = time.process_time()
    while done < request.get("repeat", 1) and time.perf_counter() - start < request.get("seconds", 60):
        Clock.seconds = request.get("about", {}).get("now", START) / 1000
        tasks = request["answers"] if "answers" in request else request.get("tasks", {})
        result = run(definition, request.get("input", {}), tasks, request.get("about"))
        done += 1
    return {**result, "executions": done, "seconds": time.process_time() - processor}


for line in sys.stdin:
    try:
        print(json.dumps(answer(json.loads(line))), flush=True)
    except Exception as problem:  # the caller decides what a failure of moto's own means
        print(json.dumps({"status": "FAULT", "cause": repr(problem)}), flush=True)
