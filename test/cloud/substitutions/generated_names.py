"""
Names that CloudFormation makes up begin with the stack's, and are new for each resource that it creates, also for one of
the same logical id as a resource that was kept. ministack makes them of the stack's and the resource's name alone, and
those of log groups in another form.
"""

import uuid

from ministack.services.cloudformation import provisioners, stacks

LOG_GROUP = "AWS::Logs::LogGroup"


def provision(*args):
    # ministack itself keeps the seed with the resource, for its later updates.
    token = provisioners._NAME_SEED.set(uuid.uuid4().hex[:8])
    try:
        return stacks._provision_resource(*args), provisioners._NAME_SEED.get()
    finally:
        provisioners._NAME_SEED.reset(token)


def create_log_group(create):
    def named(logical_id, props, stack_name):
        name = props.get("LogGroupName") or provisioners._physical_name(stack_name, logical_id, max_len=512)
        return create(logical_id, {**props, "LogGroupName": name}, stack_name)

    return named


def update_log_group(update):
    def named(physical_id, old_props, new_props, *rest):
        old, new = ({"LogGroupName": physical_id, **props} for props in (old_props, new_props))
        return update(physical_id, old, new, *rest)

    return named


def install(_settings):
    stacks._provision_keeping_seed = provision
    handlers = provisioners._RESOURCE_HANDLERS[LOG_GROUP]
    handlers["create"] = create_log_group(handlers["create"])
    handlers["update"] = update_log_group(handlers["update"])
