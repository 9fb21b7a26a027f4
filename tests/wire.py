#!/usr/bin/env python3
"""Takes from the published AWS API models (as packed in botocore) how each operation that Redkite calls stands on the
wire, and the errors that it names: what contract/wire holds the SDK's clients and AwsErrors against.

    pip install botocore && python3 tests/wire.py

The operations are those of permission/operations.json; the result is src/test/resources/contract/wire.json.
"""
import json, os, sys

HERE = os.path.dirname(os.path.abspath(__file__))
SANDBOX = os.path.join(HERE, "../sandbox")
sys.path.insert(0, SANDBOX)
import botocore
from constraints import SERVICES, model

OPERATIONS = os.path.join(SANDBOX, "src/main/resources/dev/redkite/sandbox/permission/operations.json")
OUT = os.path.join(HERE, "src/test/resources/contract/wire.json")


def place(name, member, protocol):
    """Where a member of a request stands, and by what name; 'body' is as the protocol writes it."""
    named = member.get("locationName", name)
    if protocol == "ec2":
        named = member.get("queryName", named[0].upper() + named[1:])
    return {"in": member.get("location", "body"), "as": named}


def error(shape, name):
    said = shape.get("error", {})
    return {"code": said.get("code", name), "status": said.get("httpStatusCode", 500 if shape.get("fault") else 400)}


def operation(source, name):
    described = source["operations"][name]
    shapes = source["shapes"]
    shape = shapes[described["input"]["shape"]] if "input" in described else {}
    protocol = source["metadata"]["protocol"]
    return {"method": described["http"]["method"], "uri": described["http"]["requestUri"], "name": name,
            "payload": shape.get("payload", ""),
            "members": {each: place(each, member, protocol) for each, member in sorted(shape.get("members", {}).items())},
            "errors": sorted((error(shapes[each["shape"]], each["shape"]) for each in described.get("errors", [])),
                             key=lambda each: each["code"])}


def service(client, operations):
    source = model(SERVICES[client])
    # the SDK for Java writes CreateOpenIdConnectProvider where the model has CreateOpenIDConnectProvider
    names = {each.lower(): each for each in source["operations"]}
    about = source["metadata"]
    return {"protocol": about["protocol"], "version": about["apiVersion"], "target": about.get("targetPrefix", ""),
            "json": about.get("jsonVersion", ""),
            "operations": {each: operation(source, names[each.lower()]) for each in sorted(operations)}}


def lines(document):
    """One operation a line, so that a difference can be read."""
    for client, of in document.items():
        about = {key: value for key, value in of.items() if key != "operations"}
        operations = ",\n".join("  %s: %s" % (json.dumps(name), json.dumps(each)) for name, each in of["operations"].items())
        yield '%s: {%s, "operations": {\n%s}}' % (json.dumps(client), json.dumps(about)[1:-1], operations)


def main():
    asked = json.load(open(OPERATIONS))
    document = {client: service(client, of["operations"]) for client, of in sorted(asked.items()) if client in SERVICES}
    with open(OUT, "w") as out:
        out.write('{"source": "botocore %s", "services": {\n%s\n}}\n' % (botocore.__version__, ",\n".join(lines(document))))


if __name__ == "__main__":
    main()
