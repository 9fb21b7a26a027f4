"""ministack as an outside judge: its server, mended from outside where it cannot go on as AWS does.

ministack 1.5.33 has CloudFormation, EventBridge and a Step Functions interpreter of its own, but runs Java in Docker only,
and in real time. Here every invocation is answered at REDKITE_JUDGE_FUNCTIONS, and time is virtual. Each further mend is
tried against the unmended server first: one that is no longer needed ends this script.

    python3 ministack_judge.py PORT     # listens on 127.0.0.1; ends with the signal TERM
"""

import asyncio
import datetime
import json
import os
import sys
import threading
import types
import urllib.error
import urllib.parse
import urllib.request

os.environ.update(GATEWAY_PORT=sys.argv[1], BIND_HOST="127.0.0.1", MINISTACK_REGION="us-west-2", LOG_LEVEL="WARNING")
sys.argv = sys.argv[:1]

from ministack import app  # noqa: E402  the server reads its environment when it is imported
from ministack.services import lambda_svc, stepfunctions  # noqa: E402
from ministack.services import cloudformation  # noqa: E402
from ministack.services.cloudformation import provisioners, stacks  # noqa: E402
from turns import TURNS  # noqa: E402

FUNCTIONS = os.environ.get("REDKITE_JUDGE_FUNCTIONS", "")


def execute(func, config, event, request_id, started):
    """In place of Docker. What an invocation took passes for whoever waits for it, which is the interpreter alone."""
    if "ResponseURL" in event:
        return of_custom_resource(config, event)
    with urllib.request.urlopen(invocation(config, event)) as answer:
        body = json.loads(answer.read())
        failed = answer.headers.get("X-Amz-Function-Error") is not None
        # The bus delivers on a thread that has no turn, and nobody waits for what it calls.
        if "detail-type" not in event:
            TURNS.sleep(float(answer.headers.get("X-Judge-Seconds", "0")))
    return {"body": body, "error": True} if failed else {"body": body}


def invocation(config, event):
    url = "%s/2015-03-31/functions/%s/invocations" % (FUNCTIONS, urllib.parse.quote(config["FunctionArn"], safe=""))
    return urllib.request.Request(url, data=json.dumps(event).encode(), headers={
        "Content-Type": "application/json", "X-Judge-Seconds": "%.3f" % TURNS.seconds})


def of_custom_resource(config, event):
    """CloudFormation asks on a thread of its own, which has no turn. Where no handlers are while SAM deploys and deletes, it is
    answered here, as the stack's guard answers where no environment stands."""
    try:
        with urllib.request.urlopen(invocation(config, event)) as answer:
            return {"body": json.loads(answer.read())}
    except urllib.error.URLError as nobody:
        if not isinstance(nobody.reason, ConnectionRefusedError):
            raise
    answer = {key: event[key] for key in ("StackId", "RequestId", "LogicalResourceId")}
    answer.update(Status="SUCCESS", PhysicalResourceId=event.get("PhysicalResourceId", "stack-guard"))
    request = urllib.request.Request(event["ResponseURL"], data=json.dumps(answer).encode(), method="PUT")
    with urllib.request.urlopen(request):
        return {"body": {}}


class TurnThread(threading.Thread):
    """A thread of the interpreter: an execution, or a branch of one whose parent goes on at the moment in which it ends."""

    ended = False
    resumed = None
    awaited = False

    def start(self):
        self.ticket = TURNS.ticket()
        super().start()

    def run(self):
        TURNS.take(self.ticket)
        try:
            super().run()
        finally:
            self.ended = True
            self.resumed = TURNS.ticket() if self.awaited else None
            TURNS.leave()

    def join(self, timeout=None):
        if not self.ended:
            self.awaited = True
            TURNS.leave()
            super().join(timeout)
            TURNS.take(self.resumed)


def with_outputs(run_branches):
    """A Parallel state of JSONata has Output and Assign like every other; ministack passes the branches' results on."""
    def run(state, raw_input, execution, context):
        results, following = run_branches(state, raw_input, execution, context)
        if stepfunctions._state_query_language(state, context) != "JSONata":
            return results, following
        output = stepfunctions._apply_jsonata_output(state, raw_input, context, result=results, default=results)
        stepfunctions._apply_state_assign(state, raw_input, context, result=results)
        return output, following
    return run


def with_its_own_scope(run_branch):
    """A branch has the context object and variables of its own, as it found them: what it does to them nobody else sees."""
    def run(states, start_at, input_data, execution, context):
        own = {**context, "State": dict(context["State"]), "variables": dict(context.get("variables", {}))}
        return run_branch(states, start_at, input_data, execution, own)
    return run


def virtual_now():
    """Its clock begins in 1970."""
    moment = datetime.datetime.fromtimestamp(round(TURNS.seconds, 3), datetime.timezone.utc)
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def with_metric_math(record):
    """An alarm over an expression, which ministack refuses, is kept as one over its first metric, with all of them beside."""
    def recorded(name, properties):
        if not properties.get("Metrics"):
            return record(name, properties)
        metric = next(each["MetricStat"] for each in properties["Metrics"] if "MetricStat" in each)
        plain = {key: value for key, value in properties.items() if key != "Metrics"}
        alarm = record(name, {**plain, **metric["Metric"], "Statistic": metric["Stat"], "Period": metric["Period"]})
        return {**alarm, "Metrics": properties["Metrics"]}
    return recorded


def while_nothing_needs_it(delete):
    """What could not be deleted keeps what it depends on; ministack deletes that all the same."""
    def deleted(resource_type, physical_id, properties, stack_name, logical_id):
        stack = cloudformation._stacks[stack_name]
        if stack["StackStatus"] == "DELETE_IN_PROGRESS":
            definitions = stack["_template"]["Resources"]
            for other in stack["_resources"]:
                if other != logical_id and logical_id in stacks._extract_deps(definitions.get(other, {}), {logical_id}):
                    raise RuntimeError("%s depends on it and is not deleted" % other)
        return delete(resource_type, physical_id, properties, stack_name, logical_id)
    return deleted


def without_a_cap(*values):
    """In place of `min`, which shortens every pause before a retry to a minute."""
    return values[0] if len(values) == 2 and values[1] == 60 else min(*values)


def caps_pauses():
    pauses = []

    def attempt():
        if pauses:
            return "done"
        raise stepfunctions._ExecutionError("Probe", "as a probe")

    usual, stepfunctions._scaled_sleep = stepfunctions._scaled_sleep, pauses.append
    retry = {"ErrorEquals": ["Probe"], "IntervalSeconds": 90, "BackoffRate": 1}
    stepfunctions._with_retry_and_catch({"Retry": [retry]}, {}, {"State": {}}, attempt)
    stepfunctions._scaled_sleep = usual
    return pauses == [60]


def deletes_what_is_needed():
    deleted = []

    def delete(resource_type, physical_id, properties, stack_name, logical_id):
        if logical_id == "Refusing":
            raise RuntimeError("as a probe")
        deleted.append(logical_id)

    definitions = {"Needed": {"Type": "AWS::SNS::Topic"}, "Refusing": {"Type": "AWS::SNS::Topic", "DependsOn": "Needed"}}
    cloudformation._stacks["probe"] = {
        "StackStatus": "CREATE_COMPLETE", "_template": {"Resources": definitions},
        "_resources": {each: {"ResourceType": "AWS::SNS::Topic", "PhysicalResourceId": each} for each in definitions}}
    usual, stacks._delete_resource = stacks._delete_resource, delete
    asyncio.run(stacks._delete_stack_async("probe", "probe"))
    stacks._delete_resource = usual
    del cloudformation._stacks["probe"]
    return deleted == ["Needed"]


def refuses_metric_math():
    try:
        provisioners._cw_metric_alarm_record("probe", {"Metrics": [{}]})
        return False
    except ValueError as refusal:
        return "metric math" in str(refusal)


def ignores_outputs():
    passes = {"StartAt": "Pass", "States": {"Pass": {"Type": "Pass", "End": True}}}
    state = {"Type": "Parallel", "Branches": [passes], "Output": "its own", "End": True}
    return stepfunctions._run_parallel_branches(state, {}, {}, {"QueryLanguage": "JSONata", "State": {}})[0] == [{}]


def shares_the_scope_of_branches():
    context = {"QueryLanguage": "JSONata", "State": {}, "variables": {}}
    assigns = {"Type": "Pass", "Assign": {"inner": "1"}, "End": True}
    stepfunctions._run_sub_machine({"Pass": assigns}, "Pass", {}, {}, context)
    return context["variables"] == {"inner": "1"} and context["State"]["Name"] == "Pass"


def mend():
    for still_needed, what in (
            (refuses_metric_math, "alarms over an expression"),
            (ignores_outputs, "Output of Parallel"),
            (shares_the_scope_of_branches, "variables and context of a branch"),
            (caps_pauses, "a pause of more than a minute before a retry"),
            (deletes_what_is_needed, "what a resource needs that could not be deleted")):
        if not still_needed():
            sys.exit("ministack no longer %s: take the mend out" % still_needed.__name__.replace("_", " "))
        print("known difference: %s: ministack 1.5.33 %s, and is mended from outside"
              % (what, still_needed.__name__.replace("_", " ")), flush=True)
    provisioners._cw_metric_alarm_record = with_metric_math(provisioners._cw_metric_alarm_record)
    stacks._delete_resource = while_nothing_needs_it(stacks._delete_resource)
    stepfunctions._run_parallel_branches = with_outputs(stepfunctions._run_parallel_branches)
    stepfunctions._run_sub_machine = with_its_own_scope(stepfunctions._run_sub_machine)
    stepfunctions._scaled_sleep = TURNS.sleep
    stepfunctions.min = without_a_cap
    stepfunctions.now_iso = virtual_now
    stepfunctions.threading = types.SimpleNamespace(**{**vars(threading), "Thread": TurnThread})
    lambda_svc._execute_function_dispatch = execute


if __name__ == "__main__":
    mend()
    app.main()
