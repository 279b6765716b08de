"""The network: convolutions over time, each hearing all bands, then what they found on the average and at most."""
# SPDX-License-Identifier: MIT
import torch
from torch import nn

from roles.features import BANDS

CHANNELS, WIDTHS, EMBEDDING = (64, 64, 96), (5, 3, 3), 48


class RoleNetwork(nn.Module):
    """Patches [batch, frame, band] to scores [batch, role]; their softmax is the share of each role."""

    def __init__(self, roles):
        super().__init__()
        before, self.convolutions, self.norms = BANDS, nn.ModuleList(), nn.ModuleList()
        for channels, width in zip(CHANNELS, WIDTHS):
            self.convolutions.append(nn.Conv1d(before, channels, width, stride=2, padding=width // 2))
            self.norms.append(nn.BatchNorm1d(channels))
            before = channels
        self.drop = nn.Dropout(0.3)
        self.embed = nn.Linear(2 * before, EMBEDDING)
        self.score = nn.Linear(EMBEDDING, roles)

    def embedding(self, patches):
        x = patches.transpose(1, 2)
        for convolution, norm in zip(self.convolutions, self.norms):
            x = torch.relu(norm(convolution(x)))
        return torch.relu(self.embed(self.drop(torch.cat([x.mean(2), x.amax(2)], 1))))

    def forward(self, patches):
        return self.score(self.embedding(patches))


def weights(model):
    """{name: array} without the norms, which become part of the convolutions; those as [step, input, output]."""
    out = {}
    for i, (convolution, norm) in enumerate(zip(model.convolutions, model.norms)):
        scale = norm.weight / torch.sqrt(norm.running_var + norm.eps)
        out[f"convolution{i}.weight"] = (convolution.weight * scale[:, None, None]).permute(2, 1, 0)
        out[f"convolution{i}.bias"] = (convolution.bias - norm.running_mean) * scale + norm.bias
    for name in ("embed", "score"):
        layer = getattr(model, name)
        out[f"{name}.weight"], out[f"{name}.bias"] = layer.weight, layer.bias
    return {name: array.detach().numpy() for name, array in out.items()}
