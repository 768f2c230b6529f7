"""
What moto leaves empty for JSONata, filled with jsonata-python: the evaluator, the functions that Step Functions adds, and
the error of an expression that cannot be evaluated (States.QueryEvaluationError: "Handling errors in Step Functions
workflows").
"""

import hashlib
import json
import random
import uuid

from jsonata import Jsonata
from jsonata.jexception import JException

from moto.stepfunctions.parser.api import EvaluationFailedEventDetails, HistoryEventType
from moto.stepfunctions.parser.asl.component.common.error_name.failure_event import (
    FailureEvent,
    FailureEventException,
)
from moto.stepfunctions.parser.asl.component.common.error_name.states_error_name import StatesErrorName
from moto.stepfunctions.parser.asl.component.common.error_name.states_error_name_type import StatesErrorNameType
from moto.stepfunctions.parser.asl.component.common.string import string_expression
from moto.stepfunctions.parser.asl.component.common.string.string_expression import StringJSONata
from moto.stepfunctions.parser.asl.component.state.exec.state_task.service.state_task_service_dynamodb import (
    StateTaskServiceDynamoDB,
)
from moto.stepfunctions.parser.asl.eval.event.event_detail import EventDetails
from moto.stepfunctions.parser.asl.jsonata import jsonata as hook

DIGESTS = {"MD5": "md5", "SHA-1": "sha1", "SHA-256": "sha256", "SHA-384": "sha384", "SHA-512": "sha512"}


def partition(items, size):
    return [items[i : i + int(size)] for i in range(0, len(items), int(size))]


def numbers(first, last, step):
    return list(range(int(first), int(last) + (1 if step > 0 else -1), int(step)))


def digest(data, algorithm="SHA-256"):
    return hashlib.new(DIGESTS[algorithm], data.encode()).hexdigest()


def evaluator(functions=None):
    """What gives the value of an expression that declares its variables itself, with further functions by name."""

    def evaluate(expression):
        compiled = Jsonata(expression)
        compiled.register_lambda("partition", partition)
        compiled.register_lambda("range", numbers)
        compiled.register_lambda("hash", digest)
        compiled.register_lambda("uuid", lambda: str(uuid.uuid4()))
        compiled.register_lambda("parse", json.loads)
        compiled.register_lambda("random", lambda seed=None: random.Random(seed).random())
        for name, function in (functions or {}).items():
            compiled.register_lambda(name, function)
        return compiled.evaluate(None)

    return evaluate


evaluate_string = StringJSONata._eval_body


def evaluation_failed(env, cause):
    name = StatesErrorName(typ=StatesErrorNameType.StatesQueryEvaluationError)
    details = EventDetails(
        evaluationFailedEventDetails=EvaluationFailedEventDetails(
            error=name.error_name, cause=cause, location=env.next_field_name, state=env.next_state_name
        )
    )
    event = FailureEvent(
        env=env, error_name=name, event_type=HistoryEventType.EvaluationFailed, event_details=details
    )
    env.event_manager.add_event(
        context=env.event_history_context, event_type=HistoryEventType.EvaluationFailed, event_details=details
    )
    return FailureEventException(failure_event=event)


def eval_body(self, env):
    try:
        evaluate_string(self, env)
    except JException as problem:
        # AWS's words, as recorded.
        cause = (
            f"The JSONata expression '{self.expression}' specified for the field '{env.next_field_name}' threw an error "
            f"during evaluation. {problem.get_error()}: {problem}"
        )
        raise evaluation_failed(env, cause) from problem


# What moto declares as texts that say so.
NOT_SUPPORTED = {"$hash", "$uuid"}
intrinsic_declarations = string_expression.get_intrinsic_functions_declarations


def declarations(variable_references):
    return intrinsic_declarations(variable_references=set(variable_references) - NOT_SUPPORTED)


dynamodb_error = StateTaskServiceDynamoDB._from_error


def from_error(self, env, ex):
    """moto takes every failure in a DynamoDB task for one of DynamoDB's own, also that of an expression in its Output."""
    return ex.failure_event if isinstance(ex, FailureEventException) else dynamodb_error(self, env, ex)


def fill(functions=None):
    """Fills the hook; `functions` are further ones by name."""
    hook._eval_jsonata = evaluator(functions)
    StringJSONata._eval_body = eval_body
    string_expression.get_intrinsic_functions_declarations = declarations
    StateTaskServiceDynamoDB._from_error = from_error
