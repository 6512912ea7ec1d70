"""The encoder that io.github.diffusion4j.bench.TransformerWork describes."""

import math

import torch
import torch.nn.functional as F
from torch import nn


def attention(q, k, v):
    if hasattr(F, "scaled_dot_product_attention"):
        return F.scaled_dot_product_attention(q, k, v)
    scores = (q / math.sqrt(q.shape[-1])) @ k.transpose(-2, -1)
    return torch.softmax(scores, -1) @ v


class Layer(nn.Module):
    def __init__(self, width, heads, hidden):
        super().__init__()
        self.heads = heads
        self.norm1 = nn.LayerNorm(width)
        self.qkv = nn.Linear(width, 3 * width)
        self.out = nn.Linear(width, width)
        self.norm2 = nn.LayerNorm(width)
        self.first = nn.Linear(width, hidden)
        self.second = nn.Linear(hidden, width)

    def forward(self, x):
        n, t, width = x.shape
        parts = self.qkv(self.norm1(x)).reshape(n, t, 3, self.heads, -1)
        mixed = attention(*parts.permute(2, 0, 3, 1, 4))
        x = x + self.out(mixed.transpose(1, 2).reshape(n, t, width))
        return x + self.second(F.gelu(self.first(self.norm2(x))))


class Transformer(nn.Module):
    def __init__(self, work):
        super().__init__()
        width, hidden = work["width"], work["expansion"] * work["width"]
        layers = [Layer(width, work["heads"], hidden) for _ in range(work["layers"])]
        self.layers = nn.Sequential(*layers)
        self.norm = nn.LayerNorm(width)

    def forward(self, x):
        return self.norm(self.layers(x))
