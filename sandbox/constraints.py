#!/usr/bin/env python3
"""Takes from the published AWS API models (as packed in botocore) what the sandbox needs to refuse a malformed
request: required members, lengths, ranges, patterns and enums of the operations that its fakes support.

    pip install botocore && python3 sandbox/constraints.py

The result lies in src/main/resources/dev/redkite/sandbox/aws/constraints, one file a service; run it again after a
fake has learnt an operation. botocore's version is written into each file.
"""
import gzip, json, os, re
import botocore

HERE = os.path.dirname(os.path.abspath(__file__))
OUT = os.path.join(HERE, "src/main/resources/dev/redkite/sandbox/aws/constraints")
SOURCES = os.path.join(HERE, "src/main/java")
# the SDK for Java's client -> botocore's folder
SERVICES = {"Acm": "acm", "CloudFormation": "cloudformation", "CloudWatchLogs": "logs", "Ec2": "ec2", "Eks": "eks", "ElasticLoadBalancingV2": "elbv2", "EventBridge": "events", "Iam": "iam",
            "Kafka": "kafka", "Kms": "kms", "Lambda": "lambda", "ResourceGroupsTaggingApi": "resourcegroupstaggingapi", "Route53": "route53", "S3": "s3", "Scheduler": "scheduler",
            "ServiceQuotas": "service-quotas",
            "Sns": "sns", "Sqs": "sqs",
            "SecretsManager": "secretsmanager", "Sfn": "stepfunctions", "Sts": "sts",
            "DynamoDb": "dynamodb", "ApplicationAutoScaling": "application-autoscaling"}
KEPT = ("type", "required", "min", "max", "pattern", "enum")


def model(service):
    folder = os.path.join(os.path.dirname(botocore.__file__), "data", service)
    path = os.path.join(folder, sorted(os.listdir(folder))[-1], "service-2.json")
    if os.path.exists(path + ".gz"):
        return json.loads(gzip.open(path + ".gz").read())
    return json.load(open(path))


def reach(shapes, name, found):
    if name in found:
        return
    shape = shapes[name]
    found[name] = kept = {k: shape[k] for k in KEPT if k in shape}
    if "members" in shape:
        kept["members"] = {k: v["shape"] for k, v in sorted(shape["members"].items())}
    for part in ("member", "key", "value"):
        if part in shape:
            kept[part] = shape[part]["shape"]
            reach(shapes, shape[part]["shape"], found)
    for member in shape.get("members", {}).values():
        reach(shapes, member["shape"], found)


def supported(client):
    """Operations that any source of the sandbox overrides: a method that takes an XxxRequest."""
    found = set()
    for folder, _, files in os.walk(SOURCES):
        for file in files:
            if file.endswith(".java"):
                found |= set(re.findall(r"\(\s*(?:final )?(\w+)Request \w+[,)]", open(os.path.join(folder, file)).read()))
    return found


def main():
    os.makedirs(OUT, exist_ok=True)
    for client, service in SERVICES.items():
        source = model(service)
        operations, shapes = {}, {}
        for name, operation in sorted(source["operations"].items()):
            # the SDK for Java writes CreateOpenIdConnectProvider where the model has CreateOpenIDConnectProvider
            java = {one.lower(): one for one in supported(client)}.get(name.lower())
            if "input" in operation and java:
                operations[java] = operation["input"]["shape"]
                reach(source["shapes"], operation["input"]["shape"], shapes)
        if operations:
            document = {"source": "botocore " + botocore.__version__ + " " + service, "operations": operations,
                        "shapes": dict(sorted(shapes.items()))}
            with open(os.path.join(OUT, client + ".json"), "w") as out:
                json.dump(document, out, separators=(",", ":"))
                out.write("\n")


if __name__ == "__main__":
    main()
