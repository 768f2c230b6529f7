"""
Runs state machines through ministack's Step Functions interpreter, in this process: no server, no request, and
without the 0.15 s that it sleeps before each execution.

The same requests and answers as moto_interpreter.py.
"""

import json
import logging
import os
import sys
import time

os.environ.update({"BIND_HOST": "127.0.0.1", "IOT_MTLS_ENABLED": "0", "SFN_WAIT_SCALE": "0"})

from ministack.services import stepfunctions  # noqa: E402

logging.disable(logging.CRITICAL)
stepfunctions.time.sleep = lambda _seconds: None
stepfunctions._emit_execution_status_event = lambda _execution: None

ARN = "arn:aws:states:us-east-1:000000000000"


answers = {}
attempts = {}
execute_task = stepfunctions._execute_task


def named_task(state_def, raw_input, execution, ctx):
    attempts["state"] = ctx["State"]["Name"]
    attempts["count"] = 0
    return execute_task(state_def, raw_input, execution, ctx)


def answer_task(_resource, _arguments, *_more):
    given = answers[attempts["state"]]
    attempt = given[min(attempts["count"], len(given) - 1)]
    attempts["count"] += 1
    if "error" in attempt:
        raise stepfunctions._ExecutionError(attempt["error"], attempt.get("cause", ""))
    return attempt["result"]


stepfunctions._execute_task = named_task
stepfunctions._invoke_resource = answer_task
stepfunctions._invoke_resource_with_timeout = answer_task


def run(given, number):
    arn = f"{ARN}:execution:machine:run-{number}"
    stepfunctions._executions[arn] = {
        "executionArn": arn,
        "stateMachineArn": f"{ARN}:stateMachine:machine",
        "name": f"run-{number}",
        "status": "RUNNING",
        "startDate": "2026-01-01T00:00:00.000Z",
        "input": json.dumps(given),
        "output": None,
        "events": [{"id": 1, "type": "ExecutionStarted"}],
    }
    stepfunctions._run_execution(arn)
    execution = stepfunctions._executions.pop(arn)
    if execution["status"] == "SUCCEEDED":
        return {"status": "SUCCEEDED", "output": json.loads(execution["output"])}
    return {"status": execution["status"], "error": execution.get("error"), "cause": execution.get("cause")}


def answer(request):
    answers.clear()
    answers.update(request.get("tasks", {}))
    stepfunctions._state_machines[f"{ARN}:stateMachine:machine"] = {
        "name": "machine",
        "definition": json.dumps(request["definition"]),
        "roleArn": "arn:aws:iam::000000000000:role/machine",
    }
    result = None
    done = 0
    start = time.perf_counter()
    processor = time.process_time()
    while done < request.get("repeat", 1) and time.perf_counter() - start < request.get("seconds", 60):
        result = run(request.get("input", {}), done)
        done += 1
    return {**result, "executions": done, "seconds": time.process_time() - processor}


for line in sys.stdin:
    try:
        print(json.dumps(answer(json.loads(line))), flush=True)
    except Exception as problem:  # the caller decides what a failure of ministack's own means
        print(json.dumps({"status": "FAULT", "cause": repr(problem)}), flush=True)
