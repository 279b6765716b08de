"""Where training begins: a network of random memories whose outputs are fitted by least squares, which costs seconds."""
# SPDX-License-Identifier: MIT
import math

import torch

PIECES, LENGTH, SETTLING = 128, 12288, 4096  # sounds that are fitted to; their frames; those before memories are full


def spread_memories(model, rate):
    """Memories of 0.1 to 200 ms (after Tallec and Ollivier, 2018) of levels; random gates let some fill faster than they empty."""
    cells = model.turn.in_features
    memory = torch.logspace(math.log10(0.0001 * rate), math.log10(0.2 * rate), cells)
    keep, forget, new, give = range(4)
    with torch.no_grad():
        model.listener.weight_hh_l0.mul_(0.2)
        model.listener.bias_hh_l0.zero_()
        bias, weight = model.listener.bias_ih_l0.view(4, cells), model.listener.weight_ih_l0.view(4, cells, 3)
        bias.zero_()
        bias[keep], bias[forget], bias[give] = -torch.log(memory), torch.log(memory), 2.0
        weight[new, :, 1].abs_().mul_(2)
        weight[give].mul_(0.2)


def solve(features, wanted, ridge=1e-4):
    """The weights, and their residue's power, that bring features [frames, n] nearest to `wanted`."""
    features, wanted = features.double(), wanted.double()
    square = features.t() @ features
    square += ridge * square.diagonal().mean() * torch.eye(len(square), dtype=torch.float64)
    return torch.linalg.solve(square, features.t() @ wanted).float()


def fit_bend(model, loud, wanted):
    """The curve: the weights of its tanh are spread by hand, what they add up to is solved."""
    with torch.no_grad():
        count = model.bend.out_features
        model.bend.weight.copy_(torch.logspace(-0.5, 1.5, count).unsqueeze(1))
        model.bend.bias.copy_(0.3 * torch.linspace(-1, 1, count))
        features = torch.cat([torch.tanh(model.bend(loud)), torch.ones_like(loud)], dim=1)
        weights = solve(features, (wanted - loud)[:, 0])
        model.unbend.weight.copy_(weights[:-1].unsqueeze(0))
        model.unbend.bias.copy_(weights[-1:])


def begin(model, pairs, rate):
    """Fits the model's outputs to `pairs` [sound, before and after, frames]."""
    spread_memories(model, rate)
    places = torch.randint(pairs.shape[2] - LENGTH, (PIECES,))
    pieces = torch.stack([pairs[piece % len(pairs), :, place : place + LENGTH] for piece, place in enumerate(places)])
    with torch.no_grad():
        heard, _ = model.listener(model.features(pieces[:, 0, :, None]))
        x, wanted = (pieces[:, side, SETTLING:].reshape(-1, 1) for side in (0, 1))
        heard = torch.cat([heard[:, SETTLING:].reshape(len(x), -1), torch.ones_like(x)], dim=1)
        turn = torch.zeros(heard.shape[1])
        turn[-1] = torch.log((x * wanted).sum() / (x * x).sum())
        for _ in range(3):  # Gauss and Newton: the curve for what the listener says, then what it says for the curve
            said = (heard @ turn).clamp(-3, 3).unsqueeze(1)
            loud = x * torch.exp(said)
            fit_bend(model, loud, wanted)
            bent = torch.tanh(model.bend(loud))
            slope = loud * (1 + ((1 - bent**2) * model.bend.weight[:, 0]) @ model.unbend.weight[0].unsqueeze(1))
            made = loud + model.unbend(bent)
            print(f"fitted: error {float(((made - wanted) ** 2).sum() / (wanted**2).sum()):.4f}", flush=True)
            turn = turn + solve(slope * heard, (wanted - made)[:, 0])
        model.turn.weight.copy_(turn[:-1].unsqueeze(0))
        model.turn.bias.copy_(turn[-1:])
        fit_bend(model, x * torch.exp((heard @ turn).clamp(-3, 3).unsqueeze(1)), wanted)
