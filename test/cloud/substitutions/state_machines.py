"""
State machines run in moto's interpreter. What its tasks call, they call over HTTP and in the name of the machine's role,
so that ministack's IAM judges each call.
"""

import hashlib
import json
import uuid

import boto3
import botocore.session
from botocore.config import Config

from ministack.core.responses import error_response_json, get_account_id, get_region, json_response
from ministack.services import stepfunctions, sts
from moto.stepfunctions.parser.api import ExecutionStartedEventDetails, HistoryEventType, StateMachineType
from moto.stepfunctions.parser.asl.component.state.exec.state_task import lambda_eval_utils
from moto.stepfunctions.parser.asl.component.state.exec.state_task.service import (
    state_task_service_aws_sdk,
    state_task_service_dynamodb,
    state_task_service_events,
    state_task_service_sfn,
)
from moto.stepfunctions.parser.asl.component.state.exec.state_task.service.state_task_service_aws_sdk import (
    StateTaskServiceAwsSdk,
)
from moto.stepfunctions.parser.asl.eval.callback.callback import (
    CallbackNotifyConsumerError,
    CallbackOutcomeFailure,
    CallbackOutcomeSuccess,
)
from moto.stepfunctions.parser.asl.eval.environment import Environment
from moto.stepfunctions.parser.asl.eval.evaluation_details import AWSExecutionDetails
from moto.stepfunctions.parser.asl.eval.event.event_detail import EventDetails
from moto.stepfunctions.parser.asl.eval.event.event_manager import EventHistoryContext
from moto.stepfunctions.parser.asl.eval.program_state import (
    ProgramEnded,
    ProgramError,
    ProgramStopped,
    ProgramTimedOut,
)
from moto.stepfunctions.parser.asl.eval.states import ContextObjectData, ExecutionData, StateMachineData
from moto.stepfunctions.parser.asl.parse.asl_parser import AmazonStateLanguageParser
from moto.stepfunctions.parser.asl.utils import boto_client

from jsonata_hook import fill

from .virtual_clock import jsonata_functions

# The modules of moto that call services.
CALLERS = (
    boto_client,
    lambda_eval_utils,
    state_task_service_aws_sdk,
    state_task_service_dynamodb,
    state_task_service_events,
    state_task_service_sfn,
)

# By ARN, what a running execution is made of.
environments = {}
# By region, service and role.
clients = {}
settings = {}


def session_of(role_arn):
    """Credentials of a role, as ministack itself makes them for a function's."""
    account = role_arn.split(":")[4]
    role = role_arn.rsplit("/", 1)[-1]
    digest = hashlib.sha256(f"states:{role_arn}".encode()).hexdigest()
    session = {
        "aws_access_key_id": f"ASIA{digest[:16].upper()}",
        "aws_secret_access_key": hashlib.sha256(f"secret:{digest}".encode()).hexdigest(),
        "aws_session_token": hashlib.sha256(f"token:{digest}".encode()).hexdigest(),
    }
    sts.register_session(
        session["aws_access_key_id"],
        {
            "Arn": f"arn:aws:sts::{account}:assumed-role/{role}/states",
            "UserId": f"{role}:states",
            "SecretAccessKey": session["aws_secret_access_key"],
            "SessionToken": session["aws_session_token"],
        },
    )
    return session


def with_request_id(parsed, **_):
    """moto tells the id of each request that failed; ministack's IAM gives its refusals none."""
    parsed.setdefault("ResponseMetadata", {}).setdefault("RequestId", str(uuid.uuid4()))


def client_for(region, service, state_credentials=None):
    key = (region, service, state_credentials.role_arn)
    if key not in clients:
        clients[key] = boto3.session.Session().client(
            service,
            region_name=region,
            endpoint_url=settings["endpoint"],
            verify=settings["certificate"],
            config=Config(
                parameter_validation=False,
                retries={"total_max_attempts": 1},
                connect_timeout=10,
                read_timeout=900,
                max_pool_connections=64,
            ),
            **session_of(state_credentials.role_arn),
        )
        clients[key].meta.events.register("after-call", with_request_id)
    return clients[key]


def operation_of(task):
    model = botocore.session.get_session().get_service_model(task._get_boto_service_name())
    return model.operation_model(task.resource.api_action[0].upper() + task.resource.api_action[1:])


def normalise_parameters(task, parameters, boto_service_name=None, service_action_name=None):
    """
    Step Functions spells what it hands to the SDK, and what comes back, in PascalCase, whatever the service does. moto has
    that, and calls it nowhere.
    """
    task._to_boto_request(parameters, operation_of(task).input_shape)


def normalise_response(task, response, boto_service_name=None, service_action_name=None):
    task._from_boto_response(response, operation_of(task).output_shape)


def begin(execution, machine, start_at=None, given=None, variables=None):
    """What an execution runs: a program and its environment. With `start_at` it goes on there."""
    program = AmazonStateLanguageParser.parse(machine["definition"])[0]
    if start_at is not None:
        program.start_at.start_at_name = start_at
    arn = execution["executionArn"]
    inpt = json.loads(execution["input"])
    environment = Environment(
        aws_execution_details=AWSExecutionDetails(get_account_id(), get_region(), machine["roleArn"]),
        execution_type=StateMachineType.STANDARD,
        context=ContextObjectData(
            Execution=ExecutionData(
                Id=arn,
                Input=inpt,
                Name=execution["name"],
                RoleArn=machine["roleArn"],
                StartTime=execution["startDate"],
                RedriveCount=execution.get("redriveCount", 0),
            ),
            StateMachine=StateMachineData(Id=execution["stateMachineArn"], Name=machine["name"]),
        ),
        event_history_context=EventHistoryContext.of_program_start(),
        cloud_watch_logging_session=None,
        activity_store={},
    )
    # Whoever asks for the history while the execution runs sees it grow.
    environment.event_manager._history_event_list = execution["events"]
    environment.event_manager._event_id_gen._next_id = len(execution["events"]) + 1
    if start_at is not None:
        environment.states.reset(given)
        for name, value in variables.items():
            environment.variable_store.set(name, value)
        # They are not this state's own assignments.
        environment.variable_store.reset_tracing()
    return program, environment


def run_execution(arn):
    execution = stepfunctions._executions.get(arn)
    machine = dict(stepfunctions._state_machines[execution["stateMachineArn"]])
    execution["machine"] = machine
    execution["events"] = []
    program, environment = begin(execution, machine)
    environment.event_manager.add_event(
        context=environment.event_history_context,
        event_type=HistoryEventType.ExecutionStarted,
        event_details=EventDetails(
            executionStartedEventDetails=ExecutionStartedEventDetails(
                input=execution["input"], inputDetails={"truncated": False}, roleArn=machine["roleArn"]
            )
        ),
        update_source_event_id=False,
    )
    run(execution, program, environment)


def run(execution, program, environment):
    """Runs to the end, and writes that down."""
    arn = execution["executionArn"]
    environments[arn] = environment
    try:
        program.eval(environment)
    finally:
        environments.pop(arn, None)
    conclude(execution, environment)


def conclude(execution, environment):
    state = environment.program_state()
    if execution["status"] != "RUNNING":
        return
    execution["stopDate"] = stepfunctions.now_iso()
    execution["variables"] = dict(environment.variable_store._inner_scope)
    if isinstance(state, ProgramEnded):
        execution["output"] = json.dumps(environment.states.get_input())
        execution["status"] = "SUCCEEDED"
    elif isinstance(state, ProgramError):
        failure = state.error or {}
        execution.update(error=failure.get("error"), cause=failure.get("cause"))
        execution["status"] = "FAILED"
    elif isinstance(state, ProgramTimedOut):
        execution["status"] = "TIMED_OUT"
    elif isinstance(state, ProgramStopped):
        execution.update(error=state.error, cause=state.cause)
        execution["status"] = "ABORTED"
    stepfunctions._emit_execution_status_event(execution)


def stop_execution(data):
    arn = data.get("executionArn")
    execution = stepfunctions._executions.get(arn)
    environment = environments.get(arn)
    if execution is None or environment is None:
        return error_response_json("ExecutionDoesNotExist", f"Execution Does Not Exist: '{arn}'", 400)
    stopped = stepfunctions.now_iso()
    environment.set_stop(stop_date=stopped, cause=data.get("cause"), error=data.get("error"))
    # A task that waits for its token goes on waiting, in a thread that nobody listens to any more.
    conclude(execution, environment)
    return json_response({"stopDate": stopped})


def notify(token, outcome):
    for environment in list(environments.values()):
        try:
            if environment.callback_pool_manager.notify(callback_id=token, outcome=outcome):
                return json_response({})
        except CallbackNotifyConsumerError:
            return error_response_json("TaskTimedOut", "Task Timed Out", 400)
    # AWS tells a token of a task that has ended from one that never was; this cannot.
    return error_response_json("TaskTimedOut", "Task Timed Out", 400)


def send_task_success(data):
    token = data.get("taskToken")
    return notify(token, CallbackOutcomeSuccess(callback_id=token, output=data.get("output", "{}")))


def send_task_failure(data):
    token = data.get("taskToken")
    outcome = CallbackOutcomeFailure(callback_id=token, error=data.get("error"), cause=data.get("cause"))
    return notify(token, outcome)


def install(given):
    settings.update(given)
    fill(jsonata_functions())
    for module in CALLERS:
        module.boto_client_for = client_for
    StateTaskServiceAwsSdk._normalise_parameters = normalise_parameters
    StateTaskServiceAwsSdk._normalise_response = normalise_response
    stepfunctions._run_execution = run_execution
    stepfunctions._stop_execution = stop_execution
    stepfunctions._send_task_success = send_task_success
    stepfunctions._send_task_failure = send_task_failure
