#!/usr/bin/env python3
"""Takes from CloudFormation's published schemas (as packed in cfn-lint) what the handlers of each kind of resource in
template.yaml are permitted: what contract/DeployerPermissionsContractTest holds the doctor's deployment.json against. The
kinds are those of the template as SAM's own translator expands it, so a function's versions and aliases are among them.

    pip install -r .ci/requirements.txt && python3 sandbox/handlers.py

The result lies in tests/src/test/resources/contract/handlers.json; run it again after template.yaml has learnt a kind of
resource. With --compare nothing is written, and it ends with 1 where the file is not what would be: so .ci/run asks. Earlier
packages of cfn-lint (1.51.0, say) have the schemas without their handlers.
"""
import glob, json, os, sys
from importlib.metadata import version

import boto3
import cfnlint
from samtranslator.parser.parser import Parser
from samtranslator.translator.translator import Translator
from samtranslator.yaml_helper import yaml_parse

HERE = os.path.dirname(os.path.abspath(__file__))
TEMPLATE = os.path.join(HERE, "../template.yaml")
OUT = os.path.join(HERE, "../tests/src/test/resources/contract/handlers.json")
# What a deployment, an update, its rollback and a removal go through; the others are asked by nobody of those.
VERBS = ("create", "update", "delete")
MANAGED = ("service-role/AWSLambdaBasicExecutionRole", "AWSXRayDaemonWriteAccess", "AWSXrayWriteOnlyAccess")


def kinds():
    """Types of resources, as CloudFormation sees them."""
    template = yaml_parse(open(TEMPLATE).read())
    for resource in template["Resources"].values():
        for name in ("CodeUri", "ContentUri", "DefinitionUri"):
            if name in resource.get("Properties", {}):
                resource["Properties"][name] = {"Bucket": "uploaded", "Key": "uploaded"}
    managed = {name.split("/")[-1]: "arn:aws:iam::aws:policy/" + name for name in MANAGED}
    translator = Translator(managed, Parser(), boto_session=boto3.Session(region_name="us-west-2"))
    defaults = {name: str(parameter.get("Default", "given")) for name, parameter in template["Parameters"].items()}
    return {resource["Type"] for resource in translator.translate(template, defaults)["Resources"].values()}


def schemas():
    """By type, those that still say what their handlers are permitted."""
    found = {}
    for path in glob.glob(os.path.join(os.path.dirname(cfnlint.__file__), "data/schemas/**/*.json"), recursive=True):
        schema = json.load(open(path))
        if isinstance(schema, dict) and schema.get("handlers"):
            found[schema["typeName"]] = schema
    return found


def main():
    published = schemas()
    permitted = {kind: {verb: sorted(set(published[kind]["handlers"].get(verb, {}).get("permissions", []))) for verb in VERBS}
                 for kind in sorted(kinds()) if not kind.startswith("Custom::")}
    lines = ",\n".join("  %s: %s" % (json.dumps(kind), json.dumps(verbs)) for kind, verbs in permitted.items())
    text = ('{"source": "cfn-lint %s, aws-sam-translator %s", "handlers": {\n%s\n}}\n'
            % (version("cfn-lint"), version("aws-sam-translator"), lines))
    if "--compare" not in sys.argv:
        with open(OUT, "w") as out:
            out.write(text)
    elif open(OUT).read() != text:
        sys.exit("%s is not what sandbox/handlers.py makes of template.yaml: run it without --compare, and read the difference"
                 % os.path.relpath(OUT))


if __name__ == "__main__":
    main()
