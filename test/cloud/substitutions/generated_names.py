"""
Names that CloudFormation makes up are new for each resource that it creates, also for one of the same logical id as a
resource that was kept. ministack makes them of the stack's and the resource's name alone.
"""

import uuid

from ministack.services.cloudformation import provisioners, stacks


def provision(*args):
    # ministack itself keeps the seed with the resource, for its later updates.
    token = provisioners._NAME_SEED.set(uuid.uuid4().hex[:8])
    try:
        return stacks._provision_resource(*args), provisioners._NAME_SEED.get()
    finally:
        provisioners._NAME_SEED.reset(token)


def install(_settings):
    stacks._provision_keeping_seed = provision
