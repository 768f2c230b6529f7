"""Prints, as JSON, what CloudFormation's own schemas say of resource types: the schemas that cfn-lint brings."""

import json
import sys
from pathlib import Path

import cfnlint
from cfnlint.data.schemas.providers import us_east_1

FOLDER = Path(cfnlint.__file__).parent / "data" / "schemas" / "resources"


def schema_of(resource_type):
    schema = json.loads((FOLDER / f"{us_east_1.types[resource_type]}.json").read_text())
    return {
        "properties": sorted(schema["properties"]),
        "createOnly": sorted(path.removeprefix("/properties/") for path in schema.get("createOnlyProperties", [])),
    }


print(json.dumps({name: schema_of(name) for name in sys.argv[1:]}))
