"""The network of io.github.diffusion4j.nn.UNet, layer by layer; over clips if it has frames."""

import math

import torch
import torch.nn.functional as F
from torch import nn


class Parts:
    """What the layers of one network are made of."""

    def __init__(self, work):
        self.video = work["frames"] > 0
        self.embedding = 4 * work["base"]
        self.head = work["headChannels"]

    def norm(self, width):
        return nn.GroupNorm(min(32, max(1, width // 4)), width)

    def conv(self, inner, outer, kernel=3, zero=False):
        kind = nn.Conv3d if self.video else nn.Conv2d
        layer = kind(inner, outer, kernel, padding=kernel // 2)
        if zero:
            nn.init.zeros_(layer.weight)
        nn.init.zeros_(layer.bias)
        return layer

    def halve(self, width):
        if self.video:
            return nn.Conv3d(width, width, 3, stride=(1, 2, 2), padding=1)
        return nn.Conv2d(width, width, 3, stride=2, padding=1)

    def double(self, x):
        return F.interpolate(x, scale_factor=(1, 2, 2) if self.video else 2, mode="nearest")


class Residual(nn.Module):
    def __init__(self, parts, inner, outer):
        super().__init__()
        self.norm1 = parts.norm(inner)
        self.conv1 = parts.conv(inner, outer)
        self.affine = nn.Linear(parts.embedding, 2 * outer)
        self.norm2 = parts.norm(outer)
        self.conv2 = parts.conv(outer, outer, zero=True)
        self.skip = nn.Identity() if inner == outer else parts.conv(inner, outer, 1)

    def forward(self, x, embedded):
        h = self.conv1(F.silu(self.norm1(x)))
        affine = self.affine(embedded)
        scale, shift = affine.reshape(affine.shape + (1,) * (x.dim() - 2)).chunk(2, 1)
        return self.skip(x) + self.conv2(F.silu(torch.addcmul(shift, self.norm2(h), scale + 1)))


class Attention(nn.Module):
    def __init__(self, parts, width):
        super().__init__()
        self.size = min(parts.head, width)
        self.norm = parts.norm(width)
        self.qkv = parts.conv(width, 3 * width, 1)
        self.out = parts.conv(width, width, 1, zero=True)

    def forward(self, x):
        projected = self.qkv(self.norm(x)).chunk(3, 1)
        heads = x.shape[0] * x.shape[1] // self.size
        q, k, v = (part.reshape(heads, self.size, -1) for part in projected)
        scores = torch.bmm((q / math.sqrt(self.size)).transpose(1, 2), k)
        mixed = torch.bmm(v, torch.softmax(scores, -1).transpose(1, 2))
        return x + self.out(mixed.reshape(x.shape))


class Stage(nn.Module):
    """A residual block, with attention behind it where the resolution asks for it."""

    def __init__(self, parts, inner, outer, attends):
        super().__init__()
        self.block = Residual(parts, inner, outer)
        self.attention = Attention(parts, outer) if attends else nn.Identity()

    def forward(self, x, embedded):
        return self.attention(self.block(x, embedded))


class UNet(nn.Module):
    def __init__(self, work):
        super().__init__()
        parts = self.parts = Parts(work)
        base, channels, multipliers = work["base"], work["channels"], work["multipliers"]
        steps, last = base // 2, len(multipliers) - 1
        rates = torch.exp(-math.log(10000) / max(1, steps - 1) * torch.arange(steps))
        self.register_buffer("rates", rates)
        self.register_buffer("noise", torch.zeros(work["batch"], 1))
        self.first = nn.Linear(base, parts.embedding)
        self.second = nn.Linear(parts.embedding, parts.embedding)
        self.input = parts.conv(channels, base)
        self.down, self.up = nn.ModuleList(), nn.ModuleList()
        width, skips = base, [base]

        def attends(level):
            return work["size"] >> level == work["attention"]

        for level, multiplier in enumerate(multipliers):
            for _ in range(work["blocks"]):
                self.down.append(Stage(parts, width, base * multiplier, attends(level)))
                width = base * multiplier
                skips.append(width)
            if level < last:
                self.down.append(parts.halve(width))
                skips.append(width)
        self.middle1 = Stage(parts, width, width, True)
        self.middle2 = Residual(parts, width, width)
        for level in range(last, -1, -1):
            outer = base * multipliers[level]
            for _ in range(work["blocks"] + 1):
                self.up.append(Stage(parts, width + skips.pop(), outer, attends(level)))
                width = outer
            if level > 0:
                self.up.append(parts.conv(width, width))
        self.norm = parts.norm(width)
        self.output = parts.conv(width, channels, zero=True)

    def forward(self, x):
        waves = self.noise * self.rates
        embedded = self.second(F.silu(self.first(torch.cat([waves.sin(), waves.cos()], 1))))
        embedded = F.silu(embedded)
        h = self.input(x)
        skips = [h]
        for layer in self.down:
            h = layer(h, embedded) if isinstance(layer, Stage) else layer(h)
            skips.append(h)
        h = self.middle2(self.middle1(h, embedded), embedded)
        for layer in self.up:
            if isinstance(layer, Stage):
                h = layer(torch.cat([h, skips.pop()], 1), embedded)
            else:
                h = layer(self.parts.double(h))
        return self.output(F.silu(self.norm(h)))
