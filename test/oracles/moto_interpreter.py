"""
Runs state machines through moto's Step Functions interpreter, its JSONata hook filled with jsonata-python.

One request a line on standard input, one answer a line on standard output, both JSON:

  {"definition": {...}, "input": ..., "tasks": {"State": [{"result": ...} | {"error": "...", "cause": "..."}]},
   "repeat": 1, "seconds": 60}

Each entry of a state's tasks answers one attempt, counted anew in each visit. With `repeat` the same execution runs
that often, or until `seconds` have passed; the answer then says how many, and how many seconds of processor time they took.
"""

import json
import logging
import sys
import time

from jsonata_hook import fill

from moto.stepfunctions.parser.api import StateMachineType
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

fill()


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


def run(definition, given, tasks):
    # As moto's own worker does for each execution.
    program = AmazonStateLanguageParser.parse(definition)[0]
    arn = "arn:aws:states:us-east-1:111111111111"
    environment = Environment(
        aws_execution_details=AWSExecutionDetails("111111111111", "us-east-1", "arn:aws:iam::111111111111:role/machine"),
        execution_type=StateMachineType.STANDARD,
        context=ContextObjectData(
            Execution=ExecutionData(
                Id=f"{arn}:execution:machine:run",
                Input=given,
                Name="run",
                RoleArn="arn:aws:iam::111111111111:role/machine",
                StartTime="2026-01-01T00:00:00.000Z",
            ),
            StateMachine=StateMachineData(Id=f"{arn}:stateMachine:machine", Name="machine"),
        ),
        event_history_context=EventHistoryContext.of_program_start(),
        cloud_watch_logging_session=None,
        activity_store={},
        mock_test_case=mocked(tasks),
    )
    program.eval(environment)
    state = environment.program_state()
    if isinstance(state, ProgramEnded):
        return {"status": "SUCCEEDED", "output": environment.states.get_input()}
    if isinstance(state, ProgramTimedOut):
        return {"status": "TIMED_OUT"}
    failure = (state.error or {}) if isinstance(state, ProgramError) else {}
    return {"status": "FAILED", "error": failure.get("error"), "cause": failure.get("cause")}


def answer(request):
    definition = json.dumps(request["definition"])
    result = None
    done = 0
    start = time.perf_counter()
    processor = time.process_time()
    while done < request.get("repeat", 1) and time.perf_counter() - start < request.get("seconds", 60):
        result = run(definition, request.get("input", {}), request.get("tasks", {}))
        done += 1
    return {**result, "executions": done, "seconds": time.process_time() - processor}


for line in sys.stdin:
    try:
        print(json.dumps(answer(json.loads(line))), flush=True)
    except Exception as problem:  # the caller decides what a failure of moto's own means
        print(json.dumps({"status": "FAULT", "cause": repr(problem)}), flush=True)
