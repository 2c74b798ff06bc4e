#!/usr/bin/env python3
"""Asks a GradBench tool for some of the evals' default workloads, with random inputs, and prints a table of the tool's own timings.

usage: measure.py 'TOOL COMMAND' [EVAL ...]
"""
import json
import os
import random
import subprocess
import sys

DATA = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "tests", "GradBench.Tests", "Data")
RANDOM = random.Random(31337)
MIN_RUNS, MIN_SECONDS = 3, 1


def uniform(*shape):
    return [uniform(*shape[1:]) for _ in range(shape[0])] if shape else RANDOM.random()


def normal(*shape):
    return [normal(*shape[1:]) for _ in range(shape[0])] if shape else RANDOM.gauss(0, 1)


def first_input(name):
    with open(os.path.join(DATA, f"{name}.jsonl")) as lines:
        return json.loads(next(lines))["input"]


def gmm(d, k, n=1000):
    return dict(d=d, k=k, n=n, m=0, gamma=1.0, x=normal(n, d), alpha=normal(k), mu=uniform(k, d), q=normal(k, d), l=normal(k, d * (d - 1) // 2))


def ba(n, m, p):
    return dict(first_input("ba"), n=n, m=m, p=p)


def ht(vertices, points):
    """The small hand, its vertices repeated, with random places on random triangles."""
    with open(os.path.join(DATA, "ht-model.json")) as text:
        model = json.load(text)
    repeat = -(-vertices // len(model["base_positions"]))
    for name in "base_positions", "weights":
        model[name] = (model[name] * repeat)[:vertices]
    triangles = [RANDOM.randrange(len(model["triangles"])) for _ in range(points)]
    return dict(theta=first_input("ht")["theta"], us=uniform(points, 2), data=dict(model=model, correspondences=triangles, points=uniform(points, 3)))


def lstm(layers, length, width=14):
    sequence = [[float(RANDOM.random() < 0.5) for _ in range(width)] for _ in range(length)]
    return dict(main_params=uniform(2 * layers, 4 * width), extra_params=uniform(3, width), state=uniform(2 * layers, width), sequence=sequence)


WORKLOADS = [
    ("gmm", "d=10, k=25", lambda: gmm(10, 25)),
    ("gmm", "d=32, k=50", lambda: gmm(32, 50)),
    ("gmm", "d=64, k=100", lambda: gmm(64, 100)),
    ("ba", "p=31,843", lambda: ba(49, 7776, 31843)),
    ("ba", "p=1,255,268", lambda: ba(356, 226730, 1255268)),
    ("ht", "544 vertices, 100 points", lambda: ht(544, 100)),
    ("ht", "10,000 vertices, 1,600 points", lambda: ht(10000, 1600)),
    ("ht", "10,000 vertices, 25,600 points", lambda: ht(10000, 25600)),
    ("lstm", "l=2, c=1024", lambda: lstm(2, 1024)),
    ("lstm", "l=6, c=8192", lambda: lstm(6, 8192)),
    ("lse", "n=2,500", lambda: dict(x=uniform(2500))),
    ("lse", "n=1,280,000", lambda: dict(x=uniform(1280000))),
    ("llsq", "n=16", lambda: dict(x=uniform(128), n=16)),
    ("llsq", "n=16,392", lambda: dict(x=uniform(128), n=16392)),
    ("ode", "n=1,000, s=1", lambda: dict(x=uniform(1000), s=1)),
    ("ode", "n=1,000, s=100", lambda: dict(x=uniform(1000), s=100)),
    ("ode", "n=100,000, s=100", lambda: dict(x=uniform(100000), s=100)),
    ("det", "5", lambda: dict(A=uniform(25), ell=5)),
    ("det", "9", lambda: dict(A=uniform(81), ell=9)),
    ("det", "11", lambda: dict(A=uniform(121), ell=11)),
]
FUNCTIONS = {"gmm": ("objective", "jacobian"), "ba": ("objective", "jacobian"), "ht": ("objective", "jacobian"), "lstm": ("objective", "jacobian")}


class Tool:
    def __init__(self, command):
        self.process = subprocess.Popen(command, shell=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.id = 0

    def ask(self, kind, **fields):
        self.process.stdin.write(json.dumps(dict(id=self.id, kind=kind, **fields)) + "\n")
        self.process.stdin.flush()
        self.id += 1
        return json.loads(self.process.stdout.readline())

    def close(self):
        self.process.stdin.close()
        self.process.wait()


def mean(tool, name, function, data):
    answer = tool.ask("evaluate", module=name, function=function, input=dict(data, min_runs=MIN_RUNS, min_seconds=MIN_SECONDS))
    if not answer["success"]:
        raise RuntimeError(f"{name} {function}: {answer['error']}")
    times = [timing["nanoseconds"] for timing in answer["timings"] if timing["name"] == "evaluate"]
    return sum(times) / len(times)


def text(nanoseconds):
    for unit, factor in ("s", 1e9), ("ms", 1e6), ("µs", 1e3):
        if nanoseconds >= factor:
            return f"{nanoseconds / factor:.3g} {unit}"
    return f"{nanoseconds:.0f} ns"


def main():
    command, only = sys.argv[1], sys.argv[2:]
    print("| eval | workload | primal | derivative | ratio |\n|---|---|---|---|---|")
    for name in dict.fromkeys(name for name, _, _ in WORKLOADS):
        if only and name not in only:
            continue
        tool = Tool(command)
        tool.ask("start", eval=name)
        if tool.ask("define", module=name)["success"]:
            for _, description, make in (workload for workload in WORKLOADS if workload[0] == name):
                data = make()
                primal, derivative = (mean(tool, name, function, data) for function in FUNCTIONS.get(name, ("primal", "gradient")))
                print(f"| {name} | {description} | {text(primal)} | {text(derivative)} | {derivative / primal:.1f} |", flush=True)
        tool.close()


main()
