"""
What ministack does on our shapes, without any substitution: one small experiment a row. Prints a JSON object of rows:
true where it does what AWS does, else what was seen.

The environment says which emulator, as for any tool of AWS's.
"""

import io
import json
import sys
import time
import uuid
import zipfile

import boto3
from botocore.config import Config

CONFIG = Config(retries={"total_max_attempts": 1}, read_timeout=60)


def client(name):
    return boto3.client(name, config=CONFIG)


lambdas, states, tables, formation = client("lambda"), client("stepfunctions"), client("dynamodb"), client("cloudformation")
events, queues, iam, logs = client("events"), client("sqs"), client("iam"), client("logs")

TRUST = {
    "Version": "2012-10-17",
    "Statement": [
        {
            "Effect": "Allow",
            "Principal": {"Service": ["lambda.amazonaws.com", "states.amazonaws.com"]},
            "Action": "sts:AssumeRole",
        }
    ],
}


def unique(name):
    return f"{name}-{uuid.uuid4().hex[:6]}"


def role(statements=()):
    name = unique("probe-role")
    arn = iam.create_role(RoleName=name, AssumeRolePolicyDocument=json.dumps(TRUST))["Role"]["Arn"]
    if statements:
        document = {"Version": "2012-10-17", "Statement": list(statements)}
        iam.put_role_policy(RoleName=name, PolicyName="inline", PolicyDocument=json.dumps(document))
    return arn


def function(source, **more):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("index.js", source)
    name = unique("probe-function")
    lambdas.create_function(
        FunctionName=name,
        Runtime="nodejs24.x",
        Handler="index.handler",
        Role=role(),
        Code={"ZipFile": packed.getvalue()},
        Timeout=5,
        **more,
    )
    return name


def invoke(name):
    answer = lambdas.invoke(FunctionName=name, Payload=b"{}")
    return json.loads(answer["Payload"].read() or b"null")


def start(states_by_name, given="{}"):
    definition = {"QueryLanguage": "JSONata", "StartAt": next(iter(states_by_name)), "States": states_by_name}
    machine = states.create_state_machine(
        name=unique("probe-machine"), definition=json.dumps(definition), roleArn=role()
    )["stateMachineArn"]
    return machine, states.start_execution(stateMachineArn=machine, input=given)["executionArn"]


def ended(execution):
    for _ in range(100):
        described = states.describe_execution(executionArn=execution)
        if described["status"] != "RUNNING":
            return described
        time.sleep(0.05)
    return described


def output(states_by_name, given="{}"):
    described = ended(start(states_by_name, given)[1])
    return json.loads(described["output"]) if described["status"] == "SUCCEEDED" else described.get("error")


def table():
    name = unique("probe-table")
    tables.create_table(
        TableName=name,
        BillingMode="PAY_PER_REQUEST",
        AttributeDefinitions=[{"AttributeName": "pk", "AttributeType": "S"}],
        KeySchema=[{"AttributeName": "pk", "KeyType": "HASH"}],
    )
    return name


def deploy(name, resources):
    body = json.dumps({"Resources": resources})
    try:
        formation.describe_stacks(StackName=name)
        formation.update_stack(StackName=name, TemplateBody=body, Capabilities=["CAPABILITY_NAMED_IAM"])
    except formation.exceptions.ClientError as problem:
        if "does not exist" not in str(problem):
            raise
        formation.create_stack(StackName=name, TemplateBody=body, Capabilities=["CAPABILITY_NAMED_IAM"])
    for _ in range(200):
        status = formation.describe_stacks(StackName=name)["Stacks"][0]["StackStatus"]
        if not status.endswith("_IN_PROGRESS"):
            return status
        time.sleep(0.05)
    return status


def physical(stack, logical):
    return formation.describe_stack_resource(StackName=stack, LogicalResourceId=logical)["StackResourceDetail"][
        "PhysicalResourceId"
    ]


KEPT = {"DeletionPolicy": "RetainExceptOnCreate", "UpdateReplacePolicy": "Retain"}
ROLE = {"Type": "AWS::IAM::Role", "Properties": {"AssumeRolePolicyDocument": TRUST}}
CODE = "exports.handler = async () => 1;"


def template_function(code=CODE):
    return {
        "Type": "AWS::Lambda::Function",
        "Properties": {
            "Runtime": "nodejs24.x",
            "Handler": "index.handler",
            "Role": {"Fn::GetAtt": ["Role", "Arn"]},
            "Code": {"ZipFile": code},
        },
    }


def version():
    return {"Type": "AWS::Lambda::Version", "Properties": {"FunctionName": {"Ref": "Function"}}}


def role_exists(name):
    try:
        iam.get_role(RoleName=name)
        return True
    except iam.exceptions.NoSuchEntityException:
        return False


# --- CloudFormation ---------------------------------------------------------------------------------------------------


def retention():
    stack = unique("probe")
    deploy(stack, {"Kept": {**ROLE, **KEPT}, "Gone": ROLE, "Stays": ROLE})
    kept, gone = physical(stack, "Kept"), physical(stack, "Gone")
    deploy(stack, {"Stays": ROLE})
    return role_exists(kept) and not role_exists(gone)


def retained_replacement():
    stack = unique("probe")
    deploy(stack, {"Kept": {**ROLE, **KEPT}})
    first = physical(stack, "Kept")
    deploy(stack, {"Kept": {"Type": "AWS::IAM::Role", "Properties": {**ROLE["Properties"], "Path": "/other/"}, **KEPT}})
    return role_exists(first) and physical(stack, "Kept") != first


def generated_names():
    stack = unique("probe")
    deploy(stack, {"Kept": {**ROLE, **KEPT}, "Stays": ROLE})
    first = physical(stack, "Kept")
    deploy(stack, {"Stays": ROLE})
    deploy(stack, {"Kept": {**ROLE, **KEPT}, "Stays": ROLE})
    return physical(stack, "Kept") != first


def log_group_names():
    stack = unique("probe")
    deploy(stack, {"Logs": {"Type": "AWS::Logs::LogGroup", "Properties": {"RetentionInDays": 7}}})
    name = physical(stack, "Logs")
    return name.startswith(f"{stack}-Logs-") or name


def versions():
    stack = unique("probe")
    deploy(stack, {"Role": ROLE, "Function": template_function(), "Version1": {**version(), **KEPT}})
    first = physical(stack, "Version1")
    deploy(stack, {"Role": ROLE, "Function": template_function("exports.handler = async () => 2;"), "Version2": version()})
    second = physical(stack, "Version2")
    return (
        first.endswith(":1")
        and second.endswith(":2")
        and invoke(first) == 1
        and invoke(second) == 2
    )


def rollback():
    stack = unique("probe")
    deploy(stack, {"Stays": ROLE})
    before = physical(stack, "Stays")
    status = deploy(
        stack,
        {
            "Stays": ROLE,
            "Broken": {
                "Type": "AWS::Lambda::Url",
                "Properties": {
                    "AuthType": "AWS_IAM",
                    "TargetFunctionArn": "arn:aws:lambda:eu-west-1:000000000000:function:none",
                },
                "DependsOn": "Stays",
            },
        },
    )
    return (status == "UPDATE_ROLLBACK_COMPLETE" and role_exists(before)) or status


def unchanged_version_is_refused():
    stack = unique("probe")
    deploy(stack, {"Role": ROLE, "Function": template_function(), "Version1": {**version(), **KEPT}})
    status = deploy(stack, {"Role": ROLE, "Function": template_function(), "Version2": version()})
    return status == "UPDATE_ROLLBACK_COMPLETE" or status


def table_settings():
    stack = unique("probe")
    deploy(
        stack,
        {
            "Table": {
                "Type": "AWS::DynamoDB::Table",
                "Properties": {
                    "BillingMode": "PAY_PER_REQUEST",
                    "AttributeDefinitions": [{"AttributeName": "pk", "AttributeType": "S"}],
                    "KeySchema": [{"AttributeName": "pk", "KeyType": "HASH"}],
                    "TimeToLiveSpecification": {"AttributeName": "expiresAt", "Enabled": True},
                    "PointInTimeRecoverySpecification": {"PointInTimeRecoveryEnabled": True},
                    "StreamSpecification": {"StreamViewType": "NEW_AND_OLD_IMAGES"},
                },
            }
        },
    )
    name = physical(stack, "Table")
    live = tables.describe_time_to_live(TableName=name)["TimeToLiveDescription"]
    backups = tables.describe_continuous_backups(TableName=name)["ContinuousBackupsDescription"]
    return (
        live.get("TimeToLiveStatus") == "ENABLED"
        and backups["PointInTimeRecoveryDescription"]["PointInTimeRecoveryStatus"] == "ENABLED"
        and "LatestStreamArn" in tables.describe_table(TableName=name)["Table"]
    ) or {"ttl": live, "pitr": backups["PointInTimeRecoveryDescription"]["PointInTimeRecoveryStatus"]}


def delete_by_arn():
    stack = unique("probe")
    deploy(stack, {"Role": ROLE})
    name = physical(stack, "Role")
    arn = formation.describe_stacks(StackName=stack)["Stacks"][0]["StackId"]
    formation.delete_stack(StackName=arn)
    for _ in range(100):
        if not role_exists(name):
            return True
        time.sleep(0.05)
    return False


def absent_change_set():
    """`cdk deploy` deletes a change set of its name before it makes one."""
    stack = unique("probe")
    deploy(stack, {"Role": ROLE})
    formation.delete_change_set(StackName=stack, ChangeSetName="cdk-deploy-change-set")
    return True


# --- Step Functions ---------------------------------------------------------------------------------------------------


def expressions():
    cases = {
        "$states.input.list[$ > 1]": [2, 3],
        "$map($states.input.list, function($v) { $v * 2 })": [2, 4, 6],
        "($x := 2; $x + 1)": 3,
        "$partition([1, 2, 3], 2)": [[1, 2], [3]],
        "$hash('a', 'SHA-256')[0] != null ? 1 : 0": 1,
        "$fromMillis(0)": "1970-01-01T00:00:00.000Z",
        "$sort($states.input.list, function($a, $b) { $a < $b })": [3, 2, 1],
    }
    given = json.dumps({"list": [1, 2, 3]})
    wrong = {}
    for expression, expected in cases.items():
        found = output({"It": {"Type": "Pass", "Output": f"{{% {expression} %}}", "End": True}}, given)
        if found != expected:
            wrong[expression] = found
    return not wrong or wrong


def atomic_assign():
    swapped = output(
        {
            "Set": {"Type": "Pass", "Assign": {"x": 1, "y": 2}, "Next": "Swap"},
            "Swap": {"Type": "Pass", "Assign": {"x": "{% $y %}", "y": "{% $x %}"}, "Next": "Show"},
            "Show": {"Type": "Pass", "Output": ["{% $x %}", "{% $y %}"], "End": True},
        }
    )
    return swapped == [2, 1] or swapped


def parallel_scopes():
    found = output(
        {
            "Both": {
                "Type": "Parallel",
                "Branches": [
                    {"StartAt": "Left", "States": {"Left": {"Type": "Pass", "Assign": {"left": 1}, "End": True}}}
                ],
                "Next": "Show",
            },
            "Show": {"Type": "Pass", "Output": "{% $left %}", "End": True},
        }
    )
    return found == "States.QueryEvaluationError" or found


def map_items():
    inner = {"StartAt": "It", "States": {"It": {"Type": "Pass", "Output": "{% $states.input * 2 %}", "End": True}}}
    found = output(
        {"All": {"Type": "Map", "Items": "{% $states.input.list %}", "ItemProcessor": inner, "End": True}},
        json.dumps({"list": [1, 2]}),
    )
    return found == [2, 4] or found


def wait_by_expression():
    began = time.time()
    found = output({"It": {"Type": "Wait", "Seconds": "{% 1 + 1 %}", "Output": "waited", "End": True}})
    return (found == "waited" and time.time() - began >= 2) or [found, time.time() - began]


def retry_counts():
    """A task that fails is tried again as often as its retrier says, and can read how often it was."""
    name = table()
    found = output(
        {
            "It": {
                "Type": "Task",
                "Resource": "arn:aws:states:::dynamodb:getItem",
                "Arguments": {
                    "TableName": f"{{% $states.context.State.RetryCount < 2 ? 'no-such-table' : '{name}' %}}",
                    "Key": {"pk": {"S": "a"}},
                },
                "Retry": [{"ErrorEquals": ["States.ALL"], "IntervalSeconds": 1, "MaxAttempts": 2}],
                "Output": "{% $states.context.State.RetryCount %}",
                "End": True,
            }
        }
    )
    return found == 2 or found


def output_of_succeed():
    found = output({"It": {"Type": "Succeed", "Output": {"a": 1}}})
    return found == {"a": 1} or found


def undefined_result():
    found = output({"It": {"Type": "Pass", "Output": "{% $states.input.none %}", "End": True}})
    return found == "States.QueryEvaluationError" or found


def attribute_value_spelling():
    name = table()
    found = output(
        {
            "It": {
                "Type": "Task",
                "Resource": "arn:aws:states:::aws-sdk:dynamodb:putItem",
                "Arguments": {"TableName": name, "Item": {"pk": {"S": "a"}, "b": {"Bool": True}, "n": {"Nul": True}}},
                "Output": 1,
                "End": True,
            }
        }
    )
    return found == 1 or found


def optimized_error_names():
    name = table()
    found = output(
        {
            "It": {
                "Type": "Task",
                "Resource": "arn:aws:states:::dynamodb:updateItem",
                "Arguments": {
                    "TableName": name,
                    "Key": {"pk": {"S": "a"}},
                    "UpdateExpression": "SET x = :x",
                    "ConditionExpression": "attribute_exists(pk)",
                    "ExpressionAttributeValues": {":x": {"S": "x"}},
                },
                "End": True,
            }
        }
    )
    return found == "DynamoDB.ConditionalCheckFailedException" or found


def cancellation_cause():
    name = table()
    tables.put_item(TableName=name, Item={"pk": {"S": "a"}})
    condition = "attribute_not_exists(pk)"
    puts = [{"Put": {"TableName": name, "Item": {"pk": {"S": key}}, "ConditionExpression": condition}} for key in "ba"]
    task = {
        "Type": "Task",
        "Resource": "arn:aws:states:::aws-sdk:dynamodb:transactWriteItems",
        "Arguments": {"TransactItems": puts},
        "End": True,
    }
    described = ended(start({"It": task})[1])
    found = [described.get("error"), described.get("cause")]
    return (
        found[0] == "DynamoDb.TransactionCanceledException" and "[None, ConditionalCheckFailed]" in (found[1] or "")
    ) or found


def sdk_error_names():
    found = [
        output({"It": {"Type": "Task", "Resource": f"arn:aws:states:::aws-sdk:{api}", "Arguments": given, "End": True}})
        for api, given in (
            ("dynamodb:getItem", {"TableName": "no-such-table", "Key": {"pk": {"S": "a"}}}),
            (
                "sfn:describeExecution",
                {"ExecutionArn": "arn:aws:states:eu-west-1:000000000000:execution:no-such-machine:none"},
            ),
        )
    ]
    return found == ["DynamoDb.ResourceNotFoundException", "Sfn.ExecutionDoesNotExistException"] or found


def timeout_by_expression():
    name = table()
    found = output(
        {
            "It": {
                "Type": "Task",
                "Resource": "arn:aws:states:::aws-sdk:dynamodb:putItem.waitForTaskToken",
                "Arguments": {"TableName": name, "Item": {"pk": {"S": "{% $states.context.Task.Token %}"}}},
                "TimeoutSeconds": "{% 1 %}",
                "End": True,
            }
        }
    )
    return found == "States.Timeout" or found


def iam_of_machines():
    """A machine whose role may nothing writes nothing."""
    name = table()
    found = output(
        {
            "It": {
                "Type": "Task",
                "Resource": "arn:aws:states:::dynamodb:putItem",
                "Arguments": {"TableName": name, "Item": {"pk": {"S": "a"}}},
                "Output": "written",
                "End": True,
            }
        }
    )
    return found != "written" or "written without a permission"


def iam_paths():
    """A user who may list the tags of the roles under a path can list them."""
    name = unique("probe-role")
    arn = iam.create_role(RoleName=name, Path="/probes/", AssumeRolePolicyDocument=json.dumps(TRUST))["Role"]["Arn"]
    user = unique("probe-user")
    iam.create_user(UserName=user)
    statement = {"Effect": "Allow", "Action": "iam:ListRoleTags", "Resource": arn}
    document = {"Version": "2012-10-17", "Statement": [statement]}
    iam.put_user_policy(UserName=user, PolicyName="inline", PolicyDocument=json.dumps(document))
    key = iam.create_access_key(UserName=user)["AccessKey"]
    own = boto3.client(
        "iam",
        config=CONFIG,
        aws_access_key_id=key["AccessKeyId"],
        aws_secret_access_key=key["SecretAccessKey"],
    )
    try:
        return own.list_role_tags(RoleName=name)["Tags"] == []
    except iam.exceptions.ClientError as problem:
        return problem.response["Error"]["Code"]


def iam_of_callers():
    """Somebody without a policy may do nothing."""
    user = unique("probe-user")
    iam.create_user(UserName=user)
    key = iam.create_access_key(UserName=user)["AccessKey"]
    own = boto3.client(
        "dynamodb",
        config=CONFIG,
        aws_access_key_id=key["AccessKeyId"],
        aws_secret_access_key=key["SecretAccessKey"],
    )
    try:
        return own.list_tables()["TableNames"]
    except own.exceptions.ClientError as problem:
        return problem.response["Error"]["Code"] == "AccessDeniedException" or problem.response["Error"]["Code"]


def running_definition():
    machine, execution = start({"First": {"Type": "Wait", "Seconds": 2, "Next": "Told"}, "Told": {"Type": "Pass", "Output": "first", "End": True}})
    states.update_state_machine(
        stateMachineArn=machine,
        definition=json.dumps({"StartAt": "Second", "States": {"Second": {"Type": "Succeed"}}}),
    )
    described = ended(execution)
    return described.get("output") == '"first"' or [described.get("output"), described.get("error")]


def payload_limit():
    machine, _ = start({"It": {"Type": "Pass", "End": True}})
    try:
        states.start_execution(stateMachineArn=machine, input=json.dumps({"text": "x" * 300_000}))
        return "taken"
    except states.exceptions.ClientError as problem:
        return problem.response["Error"]["Code"] in ("InvalidExecutionInput", "ValidationException")


def definition_of_execution():
    machine, execution = start({"First": {"Type": "Wait", "Seconds": 30, "End": True}})
    states.update_state_machine(
        stateMachineArn=machine,
        definition=json.dumps({"StartAt": "Second", "States": {"Second": {"Type": "Succeed"}}}),
    )
    described = states.describe_state_machine_for_execution(executionArn=execution)
    return "First" in described["definition"]


def machine_with_open_executions():
    """AWS keeps it as DELETING until they have ended."""
    machine, execution = start({"First": {"Type": "Wait", "Seconds": 30, "End": True}})
    states.delete_state_machine(stateMachineArn=machine)
    try:
        return states.describe_state_machine(stateMachineArn=machine)["status"] == "DELETING"
    except states.exceptions.ClientError as problem:
        return problem.response["Error"]["Code"]


def redrive():
    _, execution = start({"It": {"Type": "Fail", "Error": "Bad"}})
    ended(execution)
    try:
        states.redrive_execution(executionArn=execution)
        return True
    except states.exceptions.ClientError as problem:
        return problem.response["Error"]["Code"]


# --- EventBridge, DynamoDB, IAM ----------------------------------------------------------------------------------------


def status_events():
    queue = queues.create_queue(QueueName=unique("probe"))["QueueUrl"]
    arn = queues.get_queue_attributes(QueueUrl=queue, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
    rule = unique("probe")
    pattern = {"source": ["aws.states"], "detail-type": ["Step Functions Execution Status Change"]}
    events.put_rule(Name=rule, EventPattern=json.dumps(pattern))
    events.put_targets(Rule=rule, Targets=[{"Id": "1", "Arn": arn}])
    output({"It": {"Type": "Pass", "End": True}})
    seen = []
    for _ in range(20):
        for message in queues.receive_message(QueueUrl=queue, MaxNumberOfMessages=10).get("Messages", []):
            seen.append(json.loads(message["Body"])["detail"]["status"])
            queues.delete_message(QueueUrl=queue, ReceiptHandle=message["ReceiptHandle"])
        if "RUNNING" in seen and "SUCCEEDED" in seen:
            return True
        time.sleep(0.1)
    return seen


def begin_schedule():
    """A rule of every minute, which is looked at in the end."""
    queue = queues.create_queue(QueueName=unique("probe"))["QueueUrl"]
    arn = queues.get_queue_attributes(QueueUrl=queue, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
    rule = unique("probe")
    events.put_rule(Name=rule, ScheduleExpression="rate(1 minute)")
    events.put_targets(Rule=rule, Targets=[{"Id": "1", "Arn": arn}])
    return queue, time.time()


def schedules():
    queue, began = SCHEDULE
    while time.time() - began < 75:
        if queues.receive_message(QueueUrl=queue).get("Messages"):
            return True
        time.sleep(0.5)
    return False


def dead_letters():
    queue = queues.create_queue(QueueName=unique("probe"))["QueueUrl"]
    arn = queues.get_queue_attributes(QueueUrl=queue, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
    bus, rule = unique("probe"), unique("probe")
    events.create_event_bus(Name=bus)
    events.put_rule(Name=rule, EventBusName=bus, EventPattern=json.dumps({"source": ["probe"]}))
    target = {
        "Id": "1",
        "Arn": "arn:aws:states:eu-west-1:000000000000:stateMachine:none",
        "RoleArn": role(),
        "DeadLetterConfig": {"Arn": arn},
        "RetryPolicy": {"MaximumRetryAttempts": 0, "MaximumEventAgeInSeconds": 60},
    }
    events.put_targets(Rule=rule, EventBusName=bus, Targets=[target])
    events.put_events(Entries=[{"EventBusName": bus, "Source": "probe", "DetailType": "d", "Detail": "{}"}])
    for _ in range(30):
        if queues.receive_message(QueueUrl=queue).get("Messages"):
            return True
        time.sleep(0.1)
    return False


PATTERNS = [
    ({"detail": {"a": [{"prefix": "x"}]}}, {"a": "xy"}, True),
    ({"detail": {"a": [{"suffix": "x"}]}}, {"a": "xy"}, False),
    ({"detail": {"a": [{"anything-but": ["x"]}]}}, {"a": "y"}, True),
    ({"detail": {"a": [{"numeric": [">", 1, "<=", 5]}]}}, {"a": 5}, True),
    ({"detail": {"a": [{"exists": False}]}}, {"b": 1}, True),
    ({"detail": {"a": [{"equals-ignore-case": "AbC"}]}}, {"a": "abc"}, True),
    ({"detail": {"a": [{"wildcard": "*/b/*"}]}}, {"a": "x/b/y"}, True),
    ({"detail": {"a": ["x", None]}}, {"a": None}, True),
    ({"detail": {"a": ["x"]}}, {"a": ["y", "x"]}, True),
]


def patterns():
    wrong = []
    for pattern, detail, expected in PATTERNS:
        event = {
            **{"id": "1", "account": "1", "source": "s", "time": "2026-01-01T00:00:00Z", "region": "eu-west-1"},
            **{"resources": [], "detail-type": "d", "version": "0", "detail": detail},
        }
        found = events.test_event_pattern(EventPattern=json.dumps(pattern), Event=json.dumps(event))["Result"]
        if found != expected:
            wrong.append([pattern, detail, found])
    return not wrong or wrong


def cancellation_reasons():
    name = table()
    tables.put_item(TableName=name, Item={"pk": {"S": "a"}})
    put = {"Put": {"TableName": name, "Item": {"pk": {"S": "b"}}}}
    refused = {
        "Put": {
            "TableName": name,
            "Item": {"pk": {"S": "a"}},
            "ConditionExpression": "attribute_not_exists(pk)",
        }
    }
    try:
        tables.transact_write_items(TransactItems=[put, refused])
        return False
    except tables.exceptions.TransactionCanceledException as problem:
        codes = [reason["Code"] for reason in problem.response["CancellationReasons"]]
        return codes == ["None", "ConditionalCheckFailed"] and "[None, ConditionalCheckFailed]" in str(problem)


# --- Lambda -------------------------------------------------------------------------------------------------------------


def error_types():
    name = function("exports.handler = async () => { const e = new Error('m'); e.name = 'Own.Name'; throw e; };")
    found = invoke(name)
    return found.get("errorType") == "Own.Name" or found.get("errorType")


def clean_environment():
    name = function("exports.handler = async () => process.env.MINISTACK_REGION ?? null;")
    found = invoke(name)
    return found is None or found


def loop_drains():
    name = function(
        "exports.handler = () => new Promise((resolve) => process.once('beforeExit', () => resolve('drained')));"
    )
    found = invoke(name)
    return found == "drained" or found


def context_names():
    name = function("exports.handler = async (event, context) => [context.functionName, context.functionVersion];")
    found = invoke(name)
    return found == [name, "$LATEST"] or found


def node_version():
    found = invoke(function("exports.handler = async () => process.version;"))
    return found.startswith("v24.") or found


ROWS = [
    retention,
    retained_replacement,
    generated_names,
    log_group_names,
    versions,
    unchanged_version_is_refused,
    rollback,
    table_settings,
    delete_by_arn,
    absent_change_set,
    expressions,
    atomic_assign,
    parallel_scopes,
    map_items,
    wait_by_expression,
    retry_counts,
    output_of_succeed,
    undefined_result,
    attribute_value_spelling,
    optimized_error_names,
    cancellation_cause,
    sdk_error_names,
    timeout_by_expression,
    iam_of_machines,
    iam_of_callers,
    iam_paths,
    running_definition,
    definition_of_execution,
    payload_limit,
    machine_with_open_executions,
    redrive,
    status_events,
    dead_letters,
    patterns,
    cancellation_reasons,
    error_types,
    clean_environment,
    loop_drains,
    context_names,
    node_version,
    schedules,
]


SCHEDULE = begin_schedule()


def main():
    found = {}
    for row in ROWS:
        try:
            found[row.__name__] = row()
        except Exception as problem:
            found[row.__name__] = f"{type(problem).__name__}: {problem}"
    json.dump(found, sys.stdout)


main()
