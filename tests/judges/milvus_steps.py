"""What a person does first with pymilvus 2.2.13, and what such a server refuses: each step's figure as one line of JSON.

Usage: milvus_steps.py PORT. The figures are what a client sees, numbers to four digits, and never a text of the server
or an id that it gave, so that two servers can be compared line by line.
"""
import json
import random
import sys

from pymilvus import (
    Collection, CollectionSchema, DataType, FieldSchema, MilvusException, connections, utility)

ROWS, DIMENSION = 3000, 8
NAME = "redkite_steps"


def told(step, figure):
    print(json.dumps([step, figure]), flush=True)


def refused(step, action):
    """Tells by which code the server refuses, or that it does not."""
    try:
        told(step, ["taken", plain(action())])
    except MilvusException as refusal:
        told(step, ["refused", refusal.code])


def plain(answer):
    return answer if isinstance(answer, (int, float, str, bool, list)) else None


def near(hits):
    return [[[hit.id, round(hit.distance, 4)] for hit in each] for each in hits]


def hello(vectors):
    """Connect, create, insert, index, load, search, query, delete: in this order, and each as the SDK's example has it."""
    told("has a collection that is not there", utility.has_collection(NAME))
    fields = [
        FieldSchema("pk", DataType.VARCHAR, is_primary=True, auto_id=False, max_length=100),
        FieldSchema("random", DataType.DOUBLE),
        FieldSchema("embeddings", DataType.FLOAT_VECTOR, dim=DIMENSION)]
    collection = Collection(NAME, CollectionSchema(fields, "steps"), consistency_level="Strong")
    told("has it then", utility.has_collection(NAME))
    told("entities of an empty collection", collection.num_entities)
    weights = [round(random.random(), 6) for _ in range(ROWS)]
    result = collection.insert([[str(i) for i in range(ROWS)], weights, vectors])
    told("inserted", result.insert_count)
    collection.flush()
    told("entities once flushed", collection.num_entities)
    index = {"index_type": "IVF_FLAT", "metric_type": "L2", "params": {"nlist": 128}}
    told("index made", collection.create_index("embeddings", index).code)
    utility.wait_for_index_building_complete(NAME)
    told("progress of the index", utility.index_building_progress(NAME)["indexed_rows"])
    told("parameters of the index", collection.index().params)
    collection.load()
    told("progress of the load", utility.loading_progress(NAME))
    search = {"metric_type": "L2", "params": {"nprobe": 128}}
    told("search", near(collection.search(vectors[-2:], "embeddings", search, limit=3, output_fields=["random"])))
    told("query", len(collection.query("random > 0.5", output_fields=["random"])))
    told("query with a vector", [len(row["embeddings"]) for row in collection.query(
        'pk in ["0"]', output_fields=["random", "embeddings"])])
    told("page of a query", [row["pk"] for row in collection.query("random > 0.5", limit=4, output_fields=["random"])] != [])
    told("filtered search", near(collection.search(
        vectors[-2:], "embeddings", search, limit=3, expr="random > 0.5", output_fields=["random"])))
    told("rows before they are deleted", len(collection.query('pk in ["0" , "1"]')))
    told("deleted", collection.delete('pk in ["0" , "1"]').delete_count)
    told("rows after", len(collection.query('pk in ["0" , "1"]')))
    collection.flush()
    told("entities after a deletion", collection.num_entities)
    return collection


def odd(collection, vectors):
    """What clients do less often."""
    told("deletion of an absent key", collection.delete('pk in ["absent"]').delete_count)
    collection.insert([["7"], [2.5], [vectors[8]]])
    told("rows of a key that was given twice", [row["random"] for row in collection.query('pk in ["7"]', output_fields=["random"])])
    twice = collection.search([vectors[8]], "embeddings", {"metric_type": "L2", "params": {"nprobe": 128}}, limit=3)
    told("ids of a search when a key was given twice", sorted(hit.id for hit in twice[0])[:2] == sorted({hit.id for hit in twice[0]})[:2])
    told("search without parameters", near(collection.search([vectors[9]], "embeddings", {}, limit=1)))
    search = {"metric_type": "L2", "params": {"nprobe": 8}}
    refused("search with another metric", lambda: collection.search(vectors[:1], "embeddings", {**search, "metric_type": "IP"}, limit=1))
    refused("search with another dimension", lambda: collection.search([[0.0] * 5], "embeddings", search, limit=1))
    refused("search for too many", lambda: collection.search(vectors[:1], "embeddings", search, limit=16385))
    refused("search in an absent field", lambda: collection.search(vectors[:1], "absent", search, limit=1))
    refused("expression that cannot be read", lambda: collection.query("random >"))
    refused("expression over an absent field", lambda: collection.query("absent > 1"))
    refused("count of rows", lambda: collection.query("", output_fields=["count(*)"]))
    refused("deletion by another field", lambda: collection.delete("random > 0.5"))
    refused("second index of a field", lambda: collection.create_index(
        "embeddings", {"index_type": "HNSW", "metric_type": "L2", "params": {"M": 8, "efConstruction": 64}}))
    refused("drop of an index that is loaded", collection.drop_index)


def indexes(collection):
    collection.release()
    refused("search of what is not loaded", lambda: collection.search([[0.0] * DIMENSION], "embeddings", {"metric_type": "L2", "params": {}}, limit=1))
    refused("query of what is not loaded", lambda: collection.query('pk in ["1"]'))
    refused("drop of an index", collection.drop_index)
    told("has an index then", collection.has_index())
    refused("load without an index", collection.load)
    for kind, parameters in [
            ("IVF_PQ", {"nlist": 16, "m": 4, "nbits": 8}), ("IVF_SQ8", {"nlist": 16}), ("HNSW", {"M": 8, "efConstruction": 64}),
            ("FLAT", {}), ("NONSENSE", {}), ("HNSW", {"M": 1, "efConstruction": 64}), ("HNSW", {"M": 8}), ("IVF_FLAT", {"nlist": 0}),
            ("IVF_FLAT", {"nlist": 65537}), ("IVF_FLAT", {})]:
        refused("index %s %s" % (kind, json.dumps(parameters)), lambda: collection.create_index(
            "embeddings", {"index_type": kind, "metric_type": "L2", "params": parameters}).code)
        if collection.has_index():
            collection.drop_index()
    refused("index by cosine", lambda: collection.create_index("embeddings", {"index_type": "FLAT", "metric_type": "COSINE", "params": {}}))
    refused("index of an absent field", lambda: collection.create_index("absent", {"index_type": "FLAT", "metric_type": "L2", "params": {}}))
    refused("index of a scalar field", lambda: collection.create_index("random", index_name="of_random").code)


def schemas():
    """Collections that are refused, by what is wrong with them."""
    key = FieldSchema("pk", DataType.INT64, is_primary=True)
    vector = FieldSchema("v", DataType.FLOAT_VECTOR, dim=4)
    for step, name, fields in [
            ("name with a digit first", "1bad-name", [key, vector]),
            ("name of too many letters", "a" * 256, [key, vector]),
            ("dimension of one", "redkite_one", [key, FieldSchema("v", DataType.FLOAT_VECTOR, dim=1)]),
            ("dimension above the largest", "redkite_huge", [key, FieldSchema("v", DataType.FLOAT_VECTOR, dim=32769)]),
            ("no vector", "redkite_none", [key, FieldSchema("w", DataType.DOUBLE)]),
            ("two vectors", "redkite_two", [key, vector, FieldSchema("u", DataType.FLOAT_VECTOR, dim=4)])]:
        refused("collection with " + step, lambda: plain(Collection(name, CollectionSchema(fields)).name))
    refused("collection of that name with another schema", lambda: connections._fetch_handler("default").create_collection(
        NAME, CollectionSchema([key, vector])))


def main():
    random.seed(19530)
    connections.connect("default", host="127.0.0.1", port=sys.argv[1])
    told("version", utility.get_server_version().removesuffix("-lite"))
    for name in [NAME, "redkite_one"]:
        if utility.has_collection(name):
            utility.drop_collection(name)
    vectors = [[random.random() for _ in range(DIMENSION)] for _ in range(ROWS)]
    collection = hello(vectors)
    odd(collection, vectors)
    indexes(collection)
    schemas()
    utility.drop_collection(NAME)
    told("has it after the drop", utility.has_collection(NAME))
    refused("drop once more", lambda: connections._fetch_handler("default").drop_collection(NAME))


if __name__ == "__main__":
    main()
