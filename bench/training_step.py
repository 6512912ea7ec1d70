"""The network of TrainingStep.java in PyTorch, layer by layer, timed the same way."""

import math
import sys
import time

import torch
import torch.nn.functional as F
from torch import nn

torch.manual_seed(0)
torch.set_num_threads(2)
batch, size, channels, base, blocks, attention, head, classes, steps = map(int, sys.argv[1:10])
MULTIPLIERS = (1, 2, 2)


def groups(width):
    return min(32, max(1, width // 4))


class Residual(nn.Module):
    def __init__(self, inner, outer, embedding):
        super().__init__()
        self.norm1 = nn.GroupNorm(groups(inner), inner)
        self.conv1 = nn.Conv2d(inner, outer, 3, padding=1)
        self.affine = nn.Linear(embedding, 2 * outer)
        self.norm2 = nn.GroupNorm(groups(outer), outer)
        self.conv2 = nn.Conv2d(outer, outer, 3, padding=1)
        self.skip = nn.Identity() if inner == outer else nn.Conv2d(inner, outer, 1)

    def forward(self, x, embedded):
        h = self.conv1(F.silu(self.norm1(x)))
        scale, shift = self.affine(embedded)[:, :, None, None].chunk(2, 1)
        return self.skip(x) + self.conv2(F.silu(torch.addcmul(shift, self.norm2(h), scale + 1)))


class Attention(nn.Module):
    def __init__(self, width):
        super().__init__()
        self.heads = max(1, width // head)
        self.norm = nn.GroupNorm(groups(width), width)
        self.qkv = nn.Conv2d(width, 3 * width, 1)
        self.out = nn.Conv2d(width, width, 1)

    def forward(self, x):
        n, c, h, w = x.shape
        parts = self.qkv(self.norm(x)).chunk(3, 1)
        q, k, v = (p.reshape(n * self.heads, c // self.heads, h * w) for p in parts)
        weights = torch.softmax(torch.bmm(q.transpose(1, 2), k) / math.sqrt(q.shape[1]), -1)
        return x + self.out(torch.bmm(v, weights.transpose(1, 2)).reshape(n, c, h, w))


class Stage(nn.Module):
    """A residual block, with attention behind it where the resolution asks for it."""

    def __init__(self, inner, outer, embedding, resolution):
        super().__init__()
        self.block = Residual(inner, outer, embedding)
        self.attention = Attention(outer) if resolution == attention else nn.Identity()

    def forward(self, x, embedded):
        return self.attention(self.block(x, embedded))


class UNet(nn.Module):
    def __init__(self):
        super().__init__()
        e = 4 * base
        self.first, self.second = nn.Linear(base, e), nn.Linear(e, e)
        self.classes = nn.Embedding(classes + 1, e) if classes else None
        self.input = nn.Conv2d(channels, base, 3, padding=1)
        self.down, self.up = nn.ModuleList(), nn.ModuleList()
        width, skips, last = base, [base], len(MULTIPLIERS) - 1
        for level, m in enumerate(MULTIPLIERS):
            for _ in range(blocks):
                self.down.append(Stage(width, base * m, e, size >> level))
                width = base * m
                skips.append(width)
            if level < last:
                self.down.append(nn.Conv2d(width, width, 3, stride=2, padding=1))
                skips.append(width)
        self.middle = nn.ModuleList(
            [Residual(width, width, e), Attention(width), Residual(width, width, e)]
        )
        for level in range(last, -1, -1):
            for _ in range(blocks + 1):
                outer = base * MULTIPLIERS[level]
                self.up.append(Stage(width + skips.pop(), outer, e, size >> level))
                width = outer
            if level > 0:
                self.up.append(nn.Conv2d(width, width, 3, padding=1))
        self.norm = nn.GroupNorm(groups(width), width)
        self.output = nn.Conv2d(width, channels, 3, padding=1)

    def forward(self, x, noise, labels):
        rates = torch.exp(-math.log(10000) * torch.arange(base // 2) / (base // 2 - 1))
        waves = noise[:, None] * rates
        embedded = self.second(F.silu(self.first(torch.cat([waves.sin(), waves.cos()], 1))))
        if self.classes is not None:
            embedded = embedded + self.classes(labels)
        embedded = F.silu(embedded)
        h = self.input(x)
        skips = [h]
        for layer in self.down:
            h = layer(h, embedded) if isinstance(layer, Stage) else layer(h)
            skips.append(h)
        h = self.middle[0](h, embedded)
        h = self.middle[2](self.middle[1](h), embedded)
        for layer in self.up:
            if isinstance(layer, Stage):
                h = layer(torch.cat([h, skips.pop()], 1), embedded)
            else:
                h = layer(F.interpolate(h, scale_factor=2, mode="nearest"))
        return self.output(F.silu(self.norm(h)))


network = UNet()
weights = list(network.parameters())
averages = [p.detach().clone() for p in weights]
optimiser = torch.optim.AdamW(weights, 1e-4, weight_decay=0)
x = torch.randn(batch, channels, size, size)
noise, labels = torch.zeros(batch), torch.zeros(batch, dtype=torch.long)
taken = []
for _ in range(steps):
    start = time.time()
    optimiser.zero_grad()
    ((network(x, noise, labels) - x) ** 2).mean().backward()
    nn.utils.clip_grad_norm_(weights, 1)
    optimiser.step()
    with torch.no_grad():
        torch._foreach_mul_(averages, 0.999)
        torch._foreach_add_(averages, weights, alpha=0.001)
    taken.append((time.time() - start) * 1000)
counted = sorted(taken[steps // 3 :])
median = counted[len(counted) // 2]
print(
    f"pytorch {torch.__version__}: {sum(p.numel() for p in weights):,} parameters, "
    f"median {median:.0f} ms, fastest {counted[0]:.0f} ms, "
    f"{batch * 1000 / median:.1f} pictures a second"
)
