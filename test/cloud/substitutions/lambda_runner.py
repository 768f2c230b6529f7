"""
Functions of nodejs run as in Lambda: AWS's own runtime client on Node 24, one process an environment, over the Runtime
API that ministack serves for runtimes of one's own. The environment is Lambda's and the function's; nothing of this
machine's is in it.
"""

import os
import stat

from ministack.core import lambda_runtime
from ministack.services import lambda_svc

# How Lambda starts Node: the flags of its images ("bootstrap" of the base images).
BOOTSTRAP = """#!/bin/sh
exec '{node}' --expose-gc --max-semi-space-size=7 --require '{http_client}' '{client}'
"""

settings = {}


def code_dir_with_bootstrap(original):
    def code_dir(code_zip):
        folder = original(code_zip)
        bootstrap = os.path.join(folder, "bootstrap")
        if not os.path.exists(bootstrap):
            with open(bootstrap, "w") as file:
                file.write(
                    BOOTSTRAP.format(
                        node=settings["node"], http_client=settings["httpClient"], client=settings["runtimeClient"]
                    )
                )
            os.chmod(bootstrap, stat.S_IRWXU)
        return folder

    return code_dir


def environment_of(original):
    """ministack's, without what it takes from its own process, and with what it leaves out."""

    def environment(config, code_dir, port):
        made = original(config, code_dir, port)
        own = (config.get("Environment") or {}).get("Variables") or {}
        kept = {
            name: value
            for name, value in made.items()
            if name in own or name not in os.environ or name.startswith(("AWS_", "_HANDLER", "LAMBDA_"))
        }
        logging = config.get("LoggingConfig") or {}
        kept.update(
            AWS_EXECUTION_ENV=f"AWS_Lambda_{config['Runtime']}",
            AWS_LAMBDA_INITIALIZATION_TYPE="on-demand",
            AWS_LAMBDA_LOG_FORMAT=logging.get("LogFormat", "Text"),
            AWS_LAMBDA_LOG_GROUP_NAME=logging.get("LogGroup", f"/aws/lambda/{config['FunctionName']}"),
            AWS_ENDPOINT_URL=settings["endpoint"],
            NODE_EXTRA_CA_CERTS=settings["certificate"],
            # The SDK that Lambda's Node comes with.
            NODE_PATH=settings["sdkFolder"],
            PATH="/usr/local/bin:/usr/bin:/bin",
            LANG="en_US.UTF-8",
            TZ=":UTC",
        )
        return kept

    return environment


def install(given):
    settings.update(given)
    lambda_svc._provided_runtime_code_dir = code_dir_with_bootstrap(lambda_svc._provided_runtime_code_dir)
    lambda_svc._provided_worker_env = environment_of(lambda_svc._provided_worker_env)
    lambda_svc._execute_function_warm = lambda_svc._execute_function_provided_warm
    lambda_runtime._worker_class_for = lambda config: lambda_runtime.ProvidedWorker
