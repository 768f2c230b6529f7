"""
RedriveExecution: an execution goes on from the state that failed, with the definition, the role, the input and the
variables that it had ("Restarting state machine executions with redrive in Step Functions"), unless its state machine is
gone (`redriveStatusReason` in "DescribeExecution"). Our belief of it.
"""

import contextvars
import json
import threading

from ministack.core.responses import error_response_json, json_response
from ministack.services import eventbridge, stepfunctions
from moto.stepfunctions.parser.asl.eval.event.event_detail import EventDetails

from .state_machines import begin, run

REDRIVABLE = ("FAILED", "ABORTED", "TIMED_OUT")


def reason_against(execution):
    """Why it cannot be redriven, in AWS's words; None where it can."""
    if execution["stateMachineArn"] not in stepfunctions._state_machines:
        return "State machine is in DELETING status."
    if execution["status"] not in REDRIVABLE:
        return f"Execution is {execution['status']} and cannot be redriven"
    return None


def last_entered(execution):
    for event in reversed(execution["events"]):
        details = event.get("stateEnteredEventDetails")
        if details is not None:
            return details["name"], json.loads(details["input"])
    return None, None


def redrive_execution(data):
    arn = data.get("executionArn")
    execution = stepfunctions._executions.get(arn)
    if execution is None:
        return error_response_json("ExecutionDoesNotExist", f"Execution Does Not Exist: '{arn}'", 400)
    reason = reason_against(execution)
    if reason is not None:
        return error_response_json("ExecutionNotRedrivable", reason, 400)
    state, given = last_entered(execution)
    count = execution.get("redriveCount", 0) + 1
    redriven = stepfunctions.now_iso()
    execution.update(
        status="RUNNING", redriveCount=count, redriveDate=redriven, stopDate=None, output=None, error=None, cause=None
    )
    program, environment = begin(execution, execution["machine"], state, given, execution.get("variables", {}))
    environment.event_manager.add_event(
        context=environment.event_history_context,
        event_type="ExecutionRedriven",
        event_details=EventDetails(executionRedrivenEventDetails={"redriveCount": count}),
    )
    stepfunctions._emit_execution_status_event(execution)
    context = contextvars.copy_context()
    threading.Thread(target=context.run, args=(run, execution, program, environment), daemon=True).start()
    return json_response({"redriveDate": redriven})


def describe_execution(original):
    def describe(data):
        status, headers, body = original(data)
        execution = stepfunctions._executions.get(data.get("executionArn"))
        if execution is None:
            return status, headers, body
        described = json.loads(body)
        described["redriveCount"] = execution.get("redriveCount", 0)
        reason = reason_against(execution)
        described["redriveStatus"] = "REDRIVABLE" if reason is None else "NOT_REDRIVABLE"
        if reason is not None:
            described["redriveStatusReason"] = reason
        if "redriveDate" in execution:
            described["redriveDate"] = execution["redriveDate"]
        return json_response(described)

    return describe


def with_redrive_count(put_events):
    """Status events tell the count; in ministack's own it is always 0."""

    def put(request, **options):
        for entry in request.get("Entries", []):
            if entry.get("Source") == "aws.states":
                detail = json.loads(entry["Detail"])
                execution = stepfunctions._executions.get(detail.get("executionArn")) or {}
                entry["Detail"] = json.dumps({**detail, "redriveCount": execution.get("redriveCount", 0)})
        return put_events(request, **options)

    return put


def install(_settings):
    handle = stepfunctions.handle_request

    async def handle_request(method, path, headers, body, query_params):
        if headers.get("x-amz-target", "").endswith(".RedriveExecution"):
            return stepfunctions._finalize_response(redrive_execution(json.loads(body)))
        return await handle(method, path, headers, body, query_params)

    stepfunctions.handle_request = handle_request
    stepfunctions._describe_execution = describe_execution(stepfunctions._describe_execution)
    eventbridge._put_events = with_redrive_count(eventbridge._put_events)
