"""Whole training steps, and forward passes without gradients."""

import torch
from torch import nn


class TrainingStep:
    """Forward, loss, backward, clipped norm, AdamW, averaged weights."""

    def __init__(self, network, shape):
        self.network = network
        self.weights = list(network.parameters())
        self.averages = [weight.detach().clone() for weight in self.weights]
        self.optimiser = torch.optim.AdamW(self.weights, 1e-4, weight_decay=0)
        self.x = torch.randn(shape)
        self.loss = 0.0

    def parameters(self):
        return sum(weight.numel() for weight in self.weights)

    def repeat(self):
        self.optimiser.zero_grad(set_to_none=True)
        loss = nn.functional.mse_loss(self.network(self.x), self.x)
        loss.backward()
        self.loss = loss.item()
        nn.utils.clip_grad_norm_(self.weights, 1)
        self.optimiser.step()
        with torch.no_grad():
            torch._foreach_mul_(self.averages, 0.999)
            torch._foreach_add_(self.averages, self.weights, alpha=0.001)

    def figures(self):
        return {"loss": self.loss}


class ForwardPass:
    def __init__(self, network, shape):
        self.network = network
        self.x = torch.randn(shape)

    def parameters(self):
        return sum(weight.numel() for weight in self.network.parameters())

    def repeat(self):
        with torch.no_grad():
            self.network(self.x)

    def figures(self):
        return {}
