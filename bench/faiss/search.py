"""FAISS's flat index over stores of descriptors; see io.github.diffusion4j.bench.Answer."""

import json
import os
import sys
import time


def say(answer, **values):
    print(json.dumps({"answer": answer, **values}), flush=True)


def peak_bytes():
    with open("/proc/self/status") as status:
        for line in status:
            if line.startswith("VmHWM:"):
                return 1024 * int(line.split()[1])
    return 0


def rows(path, width):
    """The rows of a store, whose records are digest, checksum and floats."""
    with open(path, "rb") as file:
        file.seek(12)
        header = 28 + int.from_bytes(file.read(4), "little")
        file.seek(16)
        count = int.from_bytes(file.read(8), "little")
    record = np.dtype([("picture", "V32"), ("checksum", "<u4"), ("row", "<f4", (width,))])
    records = np.memmap(path, record, mode="r", offset=header, shape=(count,))
    return np.ascontiguousarray(records["row"])


def peak(size=2048):
    matrix = np.random.default_rng(1).standard_normal((size, size), dtype=np.float32)
    fastest = float("inf")
    for _ in range(8):
        start = time.perf_counter()
        matrix @ matrix
        fastest = min(fastest, time.perf_counter() - start)
    return 2 * size**3 / fastest / 1e9


def main():
    work = json.loads(sys.argv[1])
    folder, width = work["folder"], work["width"]
    peak_gflops = peak() if work["peak"] else 0.0
    queries = rows(os.path.join(folder, f"queries-{work['queries']}"), width)
    index = faiss.IndexFlatIP(width)
    index.add(rows(os.path.join(folder, f"rows-{work['rows']}"), width))
    threads = faiss.omp_get_max_threads()
    say("ready", title=f"FAISS {faiss.__version__}, {threads} threads", parameters=0)
    similarities = None
    for line in sys.stdin:
        command = line.split()
        if command[0] == "end":
            break
        taken = []
        for _ in range(int(command[1])):
            start = time.perf_counter()
            similarities, _found = index.search(queries, work["nearest"])
            taken.append((time.perf_counter() - start) * 1000)
        say("times", milliseconds=taken)
    figures = {"similaritySum": float(similarities.sum(dtype=np.float64))}
    if work["peak"]:
        figures["sgemmGflops"] = peak_gflops
    say("done", peakBytes=peak_bytes(), figures=figures)


try:
    import faiss
    import numpy as np
except ImportError as missing:
    say("absent", reason=f"{sys.executable} has no FAISS ({missing})")
else:
    main()
