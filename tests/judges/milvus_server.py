"""A Milvus that nobody here wrote, on a port of this machine, until it is interrupted: PyPI's milvus 2.2.13.post3 or 2.3.5.

Usage: milvus_server.py DIRECTORY PORT [works|rows|index|login]. Where rows or index cannot be stored, a plain file stands in
place of their directory. DIRECTORY is made and not removed. Only one server runs at a time (/run/milvus).
"""
import pathlib
import shutil
import sys

from milvus import MilvusServer, MilvusServerConfig

BROKEN = {"rows": "insert_log", "index": "index_files"}


def main():
    directory, port, state = pathlib.Path(sys.argv[1]).resolve(), int(sys.argv[2]), (sys.argv[3:] or ["works"])[0]
    server = MilvusServer(MilvusServerConfig(data_dir=str(directory), proxy_port=port))
    if state == "login":
        server.config.set("common.security.authorizationEnabled", True)
    server.start()
    if state in BROKEN:
        storage = directory / "data" / BROKEN[state]
        shutil.rmtree(storage, ignore_errors=True)
        storage.touch()
    print("ready", flush=True)
    try:
        server.server_proc.wait()
    except KeyboardInterrupt:
        server.stop()


if __name__ == "__main__":
    main()
