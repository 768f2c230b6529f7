"""DescribeStateMachineForExecution tells the definition and the role that an execution began with. Our belief of it."""

from ministack.core.responses import error_response_json, json_response
from ministack.services import stepfunctions


def describe(data):
    arn = data.get("executionArn")
    execution = stepfunctions._executions.get(arn)
    if execution is None or "machine" not in execution:
        return error_response_json("ExecutionDoesNotExist", f"Execution Does Not Exist: '{arn}'", 400)
    machine = execution["machine"]
    return json_response(
        {
            "stateMachineArn": machine["stateMachineArn"],
            "name": machine["name"],
            "definition": machine["definition"],
            "roleArn": machine["roleArn"],
            "updateDate": machine.get("creationDate"),
        }
    )


def install(_settings):
    stepfunctions._describe_state_machine_for_execution = describe
