"""Says which YAML documents do not pass a JSON Schema: validate.py SCHEMA DOCUMENT...; status 1 if any, 77 without the means."""
# SPDX-License-Identifier: MIT
import json
import re
import sys

try:
    import jsonschema
    import yaml
except ImportError as missing:
    print(missing)
    sys.exit(77)


class Loader(yaml.SafeLoader):
    """YAML 1.2: `on` and `yes` are texts, and so is 1:04.5."""


Loader.yaml_implicit_resolvers = {}
for tag, pattern, first in [
    ("null", "~|null|Null|NULL|", ["~", "n", "N", ""]),
    ("bool", "true|True|TRUE|false|False|FALSE", list("tTfF")),
    ("int", "[-+]?[0-9]+", list("-+0123456789")),
    ("float", r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?", list("-+.0123456789")),
]:
    Loader.add_implicit_resolver("tag:yaml.org,2002:" + tag, re.compile(f"^({pattern})$"), first)


def named(value):
    """Keys as JSON has them."""
    if isinstance(value, dict):
        return {key if isinstance(key, str) else json.dumps(key): named(inner) for key, inner in value.items()}
    return [named(element) for element in value] if isinstance(value, list) else value


with open(sys.argv[1], encoding="utf-8") as file:
    schema = json.load(file)
jsonschema.Draft7Validator.check_schema(schema)
validator = jsonschema.Draft7Validator(schema)
wrong = 0
for path in sys.argv[2:]:
    with open(path, encoding="utf-8") as file:
        document = named(yaml.load(file, Loader))
    for error in validator.iter_errors(document):
        wrong += 1
        while error.context:
            error = max(error.context, key=lambda inner: len(inner.absolute_path))
        print(f"{path}: {'.'.join(map(str, error.absolute_path))}: {error.message[:200]}")
sys.exit(1 if wrong else 0)
