"""Whole processes, measured in interleaved pairs: whatever else the machine does meets both sides alike."""
import os
import resource
import statistics
import subprocess
import sys
import time


def measured(command, **options):
    """CPU seconds of the process and of all that it waited for, and seconds of wall clock; it has to succeed."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    since = time.monotonic()
    done = subprocess.run(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, **options)
    wall = time.monotonic() - since
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode:
        sys.exit(f"{command} ended with {done.returncode}:\n{done.stdout.decode()[-2000:]}")
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, wall


def output(command):
    """What the process writes to its standard output; it has to succeed."""
    done = subprocess.run(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    if done.returncode:
        sys.exit(f"{command} ended with {done.returncode}:\n{done.stderr[-2000:]}")
    return done.stdout


def table(rows, before, after, pairs):
    """Prints a line for each (name, goal, run before, run after): medians, and the median of the pairs' ratios in CPU seconds."""
    print(f"{'':44}{before + ', CPU s':>20}{after + ', CPU s':>20}{'ratio':>7}{'wall s':>16}   goal")
    for name, goal, first, second in rows:
        samples = [(first(), second()) for _ in range(pairs)]
        cpu = [statistics.median(pair[i][0] for pair in samples) for i in (0, 1)]
        wall = [statistics.median(pair[i][1] for pair in samples) for i in (0, 1)]
        ratio = statistics.median(pair[1][0] / pair[0][0] for pair in samples)
        print(f"{name:44}{cpu[0]:20.2f}{cpu[1]:20.2f}{ratio:7.2f}{wall[0]:8.1f}{wall[1]:8.1f}   {goal}", flush=True)


HOME = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
