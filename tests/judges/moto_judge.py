"""moto as an outside judge: its server, with its Step Functions interpreter mended from outside.

moto 5.2.1 carries a whole interpreter of the Amazon States Language, but runs it without an evaluator of JSONata, against
Lambda in Docker only, and in real time. Here JSONata is evaluated by jsonata-python, Lambda is what answers at
REDKITE_JUDGE_FUNCTIONS, and time is virtual: branches take turns, and whoever sleeps is passed over until all sleep.

    python3 moto_judge.py PORT     # listens on 127.0.0.1; ends with the signal TERM
"""

import copy
import datetime
import functools
import io
import json
import os
import re
import sys
import time
import types
import urllib.parse
import urllib.request

from jsonata import jsonata
from moto.core.config import default_user_config
from moto.server import main
from moto.stepfunctions.models import StateMachine
from moto.stepfunctions.parser.asl.component.common.retry import retrier_decl
from moto.stepfunctions.parser.asl.component.state import state
from moto.stepfunctions.parser.asl.component.state.exec.state_parallel import branches_decl
from moto.stepfunctions.parser.asl.component.state.exec.state_parallel.branch_worker import BranchWorker
from moto.stepfunctions.parser.asl.component.state.exec.state_task import lambda_eval_utils
from moto.stepfunctions.parser.asl.eval import states, variable_store
from moto.stepfunctions.parser.asl.jsonata import jsonata as asl_jsonata
from moto.stepfunctions.parser.backend.execution_worker import ExecutionWorker
from moto.stepfunctions.parser.models import StepFunctionsParserBackend
from turns import TURNS

FUNCTIONS = os.environ.get("REDKITE_JUDGE_FUNCTIONS", "")


class VirtualTime:
    """Stands where the interpreter's module has the name `time`."""

    @staticmethod
    def sleep(seconds):
        TURNS.sleep(seconds)


class VirtualDatetime(datetime.datetime):
    """Stands where the module that enters states has the class `datetime`: its clock begins in 1970."""

    @classmethod
    def now(cls, tz=None):
        return cls.fromtimestamp(round(TURNS.seconds, 3), tz)


def run_in_turn(logic):
    def routine(self):
        TURNS.take(self.ticket)
        try:
            logic(self)
        finally:
            TURNS.leave()
    return routine


def start_with_a_ticket(start):
    def started(self):
        self.ticket = TURNS.ticket()
        start(self)
    return started


def resume_when_ended(on_terminated):
    """The state around the branches goes on, in its turn, after the last of them or the first that failed."""
    def told(self, env):
        ended_before = self._termination_event.is_set()
        on_terminated(self, env)
        if self._termination_event.is_set() and not ended_before:
            self.resumed = TURNS.ticket()
    return told


def leave_until_ended(self):
    TURNS.leave()
    self._termination_event.wait()
    TURNS.take(self.resumed)


class Functions:
    """As much of a Lambda client as the interpreter uses; says when it calls, and lets pass what the call took."""

    def invoke(self, FunctionName, Payload):
        url = "%s/2015-03-31/functions/%s/invocations" % (FUNCTIONS, urllib.parse.quote(FunctionName, safe=""))
        request = urllib.request.Request(url, data=Payload, headers={
            "Content-Type": "application/json",
            "X-Judge-Seconds": "%.3f" % TURNS.seconds,
            "X-Amz-Invocation-Type": "RequestResponse"})
        with urllib.request.urlopen(request) as answer:
            payload = answer.read()
            error = answer.headers.get("X-Amz-Function-Error")
            TURNS.sleep(float(answer.headers.get("X-Judge-Seconds", "0")))
        invocation = {"StatusCode": 200, "Payload": io.BytesIO(payload)}
        return {**invocation, "FunctionError": error} if error else invocation


BINDINGS = {}
BINDING = re.compile(r"/\*binding (\d+)\*/")


def remember_bindings(bindings):
    """In place of declarations written into the expression, which moto forgets to escape: a comment with a number."""
    number = len(BINDINGS)
    BINDINGS[number] = {name.lstrip("$"): copy.deepcopy(value) for name, value in bindings.items()}
    return "/*binding %d*/" % number


@functools.lru_cache(maxsize=None)
def parsed(expression):
    return jsonata.Jsonata(expression)


def evaluate(expression):
    try:
        query = parsed(BINDING.sub("", expression))
        frame = query.create_frame()
        for number in BINDING.findall(expression):
            for name, value in BINDINGS[int(number)].items():
                frame.bind(name, value)
        return json.loads(json.dumps(query.evaluate(None, frame)))
    except Exception as failure:
        raise asl_jsonata.JSONataException("UNKNOWN", str(failure)) from failure


def unhurried(describe):
    """Whoever asks again and again after a running execution takes its time away: each answer comes a little late."""
    def described(self, execution_arn):
        if describe(self, execution_arn).status == "RUNNING":
            time.sleep(0.1)
        return describe(self, execution_arn)
    return described


def mend():
    default_user_config["stepfunctions"] = {"execute_state_machine": True}
    # An execution copies its machine, and with the machine the whole backend, which holds threads and cannot be copied.
    StateMachine.__deepcopy__ = lambda self, memo: copy.copy(self)
    lambda_eval_utils.boto_client_for = lambda **_: Functions()
    retrier_decl.time = VirtualTime
    state.datetime = types.SimpleNamespace(**{**vars(datetime), "datetime": VirtualDatetime})
    ExecutionWorker.start = start_with_a_ticket(ExecutionWorker.start)
    ExecutionWorker._execution_logic = run_in_turn(ExecutionWorker._execution_logic)
    BranchWorker.start = start_with_a_ticket(BranchWorker.start)
    BranchWorker._thread_routine = run_in_turn(BranchWorker._thread_routine)
    pool = branches_decl.BranchWorkerPool
    pool.on_terminated = resume_when_ended(pool.on_terminated)
    pool.wait = leave_until_ended
    StepFunctionsParserBackend.describe_execution = unhurried(StepFunctionsParserBackend.describe_execution)
    asl_jsonata._eval_jsonata = evaluate
    for user in (states, variable_store):
        user.encode_jsonata_variable_declarations = remember_bindings


if __name__ == "__main__":
    mend()
    os.environ["MOTO_IAM_LOAD_MANAGED_POLICIES"] = "true"
    main(["--port", sys.argv[1]])
