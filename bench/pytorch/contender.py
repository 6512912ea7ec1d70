"""The process in which PyTorch does a work; see io.github.diffusion4j.bench.Answer."""

import json
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


def contender(work):
    from step import ForwardPass, TrainingStep

    if work["kind"] == "unet":
        from unet import UNet

        shape = [work["batch"], work["channels"], work["size"], work["size"]]
        if work["frames"]:
            shape.insert(2, work["frames"])
        return (TrainingStep if work["training"] else ForwardPass)(UNet(work), shape)
    if work["kind"] == "transformer":
        from transformer import Transformer

        return TrainingStep(Transformer(work), [work["batch"], work["length"], work["width"]])
    from neighbours import Neighbours

    return Neighbours(work)


def run(contender, repetitions):
    taken = []
    for _ in range(repetitions):
        start = time.perf_counter()
        contender.repeat()
        taken.append((time.perf_counter() - start) * 1000)
    return taken


def main():
    work = json.loads(sys.argv[1])
    try:
        import torch
    except ImportError as missing:
        say("absent", reason=f"{sys.executable} has no PyTorch ({missing})")
        return
    torch.manual_seed(1)
    chosen = contender(work)
    title = f"PyTorch {torch.__version__}, {torch.get_num_threads()} threads"
    say("ready", title=title, parameters=chosen.parameters())
    for line in sys.stdin:
        command = line.split()
        if command[0] == "end":
            break
        say("times", milliseconds=run(chosen, int(command[1])))
    say("done", peakBytes=peak_bytes(), figures=chosen.figures())


main()
