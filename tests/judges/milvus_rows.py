"""Rows that a person keeps in a Milvus, written by an old client and read by a new one.

Usage: milvus_rows.py PORT write|read. Writing takes pymilvus 2.2, reading takes 2.6; what is read is a line of JSON for each figure.
"""
import json
import random
import sys

ROWS, FLUSHED, DIMENSION, NAME = 500, 400, 8, "kept"


def vectors():
    random.seed(19)
    return [[round(random.random(), 4) for _ in range(DIMENSION)] for _ in range(ROWS)]


def write(port):
    """The last hundred rows are acknowledged, and flushed by nobody."""
    from pymilvus import Collection, CollectionSchema, DataType, FieldSchema, connections
    connections.connect(host="127.0.0.1", port=port)
    fields = [FieldSchema("id", DataType.INT64, is_primary=True, auto_id=False),
              FieldSchema("vector", DataType.FLOAT_VECTOR, dim=DIMENSION)]
    collection = Collection(NAME, CollectionSchema(fields))
    collection.create_index("vector", {"index_type": "IVF_FLAT", "metric_type": "L2", "params": {"nlist": 16}})
    collection.load()
    rows = vectors()
    collection.insert([list(range(FLUSHED)), rows[:FLUSHED]])
    collection.flush()
    collection.insert([list(range(FLUSHED, ROWS)), rows[FLUSHED:]])


def read(port):
    from pymilvus import MilvusClient
    client = MilvusClient(uri=f"http://127.0.0.1:{port}")
    print(json.dumps(["collections", client.list_collections()]))
    found = client.query(NAME, filter="id >= 0", output_fields=["id"], consistency_level="Strong")
    print(json.dumps(["every row once", sorted(row["id"] for row in found) == list(range(ROWS))]))
    hits = client.search(NAME, vectors()[::50], limit=1, consistency_level="Strong")
    print(json.dumps(["found by their own vectors", [hit[0]["id"] for hit in hits]]))
    print(json.dumps(["loaded", client.get_load_state(NAME)["state"].name]))


if __name__ == "__main__":
    {"write": write, "read": read}[sys.argv[2]](sys.argv[1])
