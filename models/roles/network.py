"""The network: dense layers over the figures of a window."""
# SPDX-License-Identifier: MIT
import torch
from torch import nn

WIDTH, EMBEDDING = 160, 48


class RoleNetwork(nn.Module):
    """Figures [window, figure], brought to a mean of 0 and a deviation of 1, to scores [window, role]."""

    def __init__(self, figures, roles):
        super().__init__()
        self.hear = nn.Linear(figures, WIDTH)
        self.embed = nn.Linear(WIDTH, EMBEDDING)
        self.score = nn.Linear(EMBEDDING, roles)
        self.lose, self.drop = nn.Dropout(0.1), nn.Dropout(0.3)

    def forward(self, x):
        return self.score(torch.relu(self.embed(self.drop(torch.relu(self.hear(self.lose(x)))))))


def weights(model, mean, deviation):
    """{name: array}; what was done to the figures becomes part of the first layer."""
    first = model.hear.weight / deviation
    out = {"hear.weight": first, "hear.bias": model.hear.bias - first @ mean}
    for name in ("embed", "score"):
        layer = getattr(model, name)
        out[f"{name}.weight"], out[f"{name}.bias"] = layer.weight, layer.bias
    return {name: array.detach().numpy() for name, array in out.items()}
