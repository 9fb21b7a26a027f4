"""What is left in the deployed stack's account once SAM has deleted it: the registry, which is kept on purpose, and nothing.

    python3 left.py ENDPOINT
"""

import sys

from botocore.session import get_session

# Each operation that lists, with the member that it lists in and the one that names.
LISTS = {
    "lambda": ("list_functions", "Functions", "FunctionName"),
    "stepfunctions": ("list_state_machines", "stateMachines", "name"),
    "events": ("list_event_buses", "EventBuses", "Name"),
    "sqs": ("list_queues", "QueueUrls", None),
    "sns": ("list_topics", "Topics", "TopicArn"),
    "dynamodb": ("list_tables", "TableNames", None),
    "iam": ("list_roles", "Roles", "RoleName"),
    "logs": ("describe_log_groups", "logGroups", "logGroupName"),
    "cloudwatch": ("describe_alarms", "MetricAlarms", "AlarmName"),
    "scheduler": ("list_schedule_groups", "ScheduleGroups", "Name"),
    "apigatewayv2": ("get_apis", "Items", "Name"),
}


def main():
    session = get_session()
    session.set_credentials("123456789012", "judge")
    left = []
    for service, (operation, member, name) in LISTS.items():
        client = session.create_client(service, region_name="us-west-2", endpoint_url=sys.argv[1])
        for each in getattr(client, operation)().get(member, []):
            called = each[name] if name else each
            if "redkite" in called:
                left.append("%s %s" % (service, called))
    if len(left) != 1 or not left[0].startswith("dynamodb redkite-Registry-"):
        sys.exit("once the stack is deleted only its registry should be left, and there is: %s" % left)
    print("agreed: only the registry is left")


if __name__ == "__main__":
    main()
