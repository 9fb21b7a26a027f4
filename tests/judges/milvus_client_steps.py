"""What a person does first with MilvusClient of pymilvus 2.6 and later, quick creation included: a line of JSON for each step.

Usage: milvus_client_steps.py PORT. As milvus_steps.py has it: figures that a client sees, numbers to four digits, and never a
text of the server or an id that it gave, so that two servers can be compared line by line.
"""
import json
import random
import sys
import time
from unittest import mock

from pymilvus import DataType, MilvusClient, MilvusException

ROWS, DIMENSION = 200, 8
NAME, KEYLESS = "redkite_quick", "redkite_keyless"


def told(step, figure):
    print(json.dumps([step, figure], sort_keys=True), flush=True)


def refused(step, action):
    """Tells that the server refuses, and that it does so at once: a client tries for minutes what it takes for a failure.

    It sleeps between its trials, which is what is counted: how long a call takes is the machine's affair.
    """
    with mock.patch("time.sleep", wraps=time.sleep) as sleep:
        try:
            action()
            told(step, "taken")
        except MilvusException:
            told(step, "refused late" if sleep.called else "refused at once")


def near(results):
    return [[[hit["id"], round(hit["distance"], 4), hit["entity"]] for hit in hits] for hits in results]


def rows(vectors):
    return [{"id": i, "vector": vectors[i], "color": "red" if i % 2 else "blue", "weight": i / 4, "tag": {"shelf": i % 5}}
            for i in range(ROWS)]


def quick(client, vectors):
    """A collection by its name and dimension only; members that no schema names."""
    told("has a collection that is not there", client.has_collection(NAME))
    client.create_collection(NAME, dimension=DIMENSION, consistency_level="Strong")
    told("collections", client.list_collections())
    described = client.describe_collection(NAME)
    told("fields", [[field["name"], DataType(field["type"]).name] for field in described["fields"]])
    told("takes members beyond them", described["enable_dynamic_field"])
    told("makes keys", described["auto_id"])
    told("loaded", client.get_load_state(NAME)["state"].name)
    told("inserted", client.insert(NAME, rows(vectors))["insert_count"])
    told("search", near(client.search(NAME, vectors[:2], limit=3, output_fields=["id"])))
    told("search for members", near(client.search(NAME, vectors[:1], limit=2, output_fields=["color", "weight"])))
    told("search by a member", near(client.search(NAME, vectors[:1], filter='color == "red"', limit=2, output_fields=["color"])))
    told("query by a member", [row["id"] for row in client.query(NAME, filter="weight >= 48.5", output_fields=["id"])])
    told("query by a member of a member", len(client.query(NAME, filter='tag["shelf"] == 3', output_fields=["id"])))
    told("query by $meta", len(client.query(NAME, filter='$meta["color"] == "red"', output_fields=["id"])))
    told("query by an absent member", client.query(NAME, filter='absent == "red"', output_fields=["id"]))
    told("query for a member that is absent", client.query(NAME, filter="id == 1", output_fields=["absent", "color"]))
    told("query for everything", sorted(client.query(NAME, filter="id == 7", output_fields=["*"])[0]))
    told("get", client.get(NAME, [7], output_fields=["color", "tag"]))
    told("count", client.query(NAME, filter="", output_fields=["count(*)"]))


def change(client, vectors):
    told("upserted", client.upsert(NAME, [{"id": 7, "vector": vectors[8], "color": "green"}])["upsert_count"])
    told("get after it", client.get(NAME, [7], output_fields=["color", "weight"]))
    client.delete(NAME, ids=[0, 1])
    told("get of what is deleted", client.get(NAME, [0, 1]))
    client.delete(NAME, filter='color == "red"')
    told("count after a deletion by a member", client.query(NAME, filter="", output_fields=["count(*)"]))
    refused("search in another dimension", lambda: client.search(NAME, [[0.0] * 5], limit=1))
    refused("insert without a vector", lambda: client.insert(NAME, [{"id": 1, "color": "red"}]))


def partitions(client, vectors):
    told("partitions", client.list_partitions(NAME))
    client.create_partition(NAME, "autumn")
    told("has it then", [client.has_partition(NAME, "autumn"), client.has_partition(NAME, "winter")])
    told("partitions then", client.list_partitions(NAME))
    client.insert(NAME, [{"id": 1000, "vector": vectors[0], "color": "brown"}], partition_name="autumn")
    told("search in it", near(client.search(NAME, vectors[:1], limit=3, partition_names=["autumn"], output_fields=["color"])))
    told("query beside it", client.query(NAME, filter="id == 1000", partition_names=["_default"]))
    told("get in it", client.get(NAME, [1000], partition_names=["autumn"], output_fields=["color"]))
    refused("search in an absent partition", lambda: client.search(NAME, vectors[:1], limit=1, partition_names=["winter"]))
    refused("insert into an absent partition", lambda: client.insert(
        NAME, [{"id": 1001, "vector": vectors[0]}], partition_name="winter"))
    refused("drop of the default partition", lambda: client.drop_partition(NAME, "_default"))
    client.release_collection(NAME)
    client.drop_partition(NAME, "autumn")
    client.load_collection(NAME)
    told("partitions after the drop", client.list_partitions(NAME))
    told("its rows", client.get(NAME, [1000]))


def aliases(client):
    client.create_alias(NAME, "current")
    told("aliases", client.list_aliases(NAME)["aliases"])
    told("stands for", client.describe_alias("current")["collection_name"])
    told("get by an alias", client.get("current", [2], output_fields=["color"]))
    refused("alias that is given already", lambda: client.create_alias(KEYLESS, "current"))
    refused("alias of a collection's name", lambda: client.create_alias(NAME, KEYLESS))
    refused("collection of an alias's name", lambda: client.create_collection("current", dimension=DIMENSION))
    client.alter_alias(KEYLESS, "current")
    told("stands for then", client.describe_alias("current")["collection_name"])
    refused("alias of nothing", lambda: client.create_alias("redkite_absent", "other"))
    client.drop_alias("current")
    told("aliases after the drop", client.list_aliases(KEYLESS)["aliases"])
    refused("description of an absent alias", lambda: client.describe_alias("current"))


def keyless(client, vectors):
    client.create_collection(KEYLESS, dimension=DIMENSION, auto_id=True, metric_type="L2", consistency_level="Strong")
    answer = client.insert(KEYLESS, [{"vector": vectors[i], "color": "red"} for i in range(3)])
    told("inserted without keys", answer["insert_count"])
    told("keys that were made", len(set(answer["ids"])))
    told("search of those", [[round(hit["distance"], 4), hit["entity"]] for hit in client.search(
        KEYLESS, vectors[1:2], limit=3, output_fields=["color"])[0]])
    told("get by such a key", client.get(KEYLESS, [answer["ids"][0]], output_fields=["color"])[0]["color"])


def main():
    random.seed(19530)
    vectors = [[round(random.random(), 6) for _ in range(DIMENSION)] for _ in range(ROWS)]
    client = MilvusClient(uri="http://127.0.0.1:" + sys.argv[1])
    quick(client, vectors)
    change(client, vectors)
    partitions(client, vectors)
    keyless(client, vectors)
    aliases(client)
    for name in [NAME, KEYLESS]:
        client.drop_collection(name)
    told("collections after the drop", client.list_collections())


if __name__ == "__main__":
    main()
