"""A Milvus that nobody here wrote, on a port of this machine, until it is told to end: PyPI's milvus 2.2.13.post3 or 2.3.5.

Usage: milvus_server.py DIRECTORY PORT [works|rows|index|login]. Where rows or index cannot be stored, a plain file stands in
place of their directory. DIRECTORY is made and not removed. "ready" is printed once it says that it is well and its port is
open. Only one server runs at a time (/run/milvus), so it ends only when its server has.
"""
import pathlib
import shutil
import signal
import socket
import sys
import time
import urllib.request

from milvus import MilvusServer, MilvusServerConfig

BROKEN = {"rows": "insert_log", "index": "index_files"}
LONGEST_START = 180


def well(server, port):
    try:
        with urllib.request.urlopen("http://127.0.0.1:%d/healthz" % server.webservice_port, timeout=5) as answer:
            if "OK" not in answer.read().decode():
                return False
        socket.create_connection(("127.0.0.1", port), timeout=5).close()
        return True
    except OSError:
        return False


def await_start(server, port):
    for _ in range(LONGEST_START):
        if server.server_proc.poll() is not None:
            sys.exit("the server ended with %d" % server.server_proc.returncode)
        if well(server, port):
            return
        time.sleep(1)
    sys.exit("the server was not well within %d s" % LONGEST_START)


def end(server):
    process = server.server_proc
    if process and process.poll() is None:
        process.terminate()
        try:
            process.wait(timeout=10)
        except Exception:
            process.kill()
            process.wait()


def interrupted(*_):
    raise KeyboardInterrupt


def main():
    signal.signal(signal.SIGTERM, interrupted)
    directory, port, state = pathlib.Path(sys.argv[1]).resolve(), int(sys.argv[2]), (sys.argv[3:] or ["works"])[0]
    server = MilvusServer(MilvusServerConfig(data_dir=str(directory), proxy_port=port), wait_for_started=False)
    if state == "login":
        server.config.set("common.security.authorizationEnabled", True)
    try:
        server.start()
        await_start(server, port)
        if state in BROKEN:
            storage = directory / "data" / BROKEN[state]
            shutil.rmtree(storage, ignore_errors=True)
            storage.parent.mkdir(parents=True, exist_ok=True)
            storage.touch()
        print("ready", flush=True)
        server.server_proc.wait()
    except KeyboardInterrupt:
        pass
    finally:
        end(server)


if __name__ == "__main__":
    main()
