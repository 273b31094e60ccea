"""LARS: each step against the paper's algorithm, written out in numpy."""

import numpy as np
import torch
from torch import nn

from stylehub_core.training.lars import Lars


def test_a_layer_steps_in_proportion_to_its_weights_and_a_bias_as_with_momentum() -> None:
    torch.manual_seed(0)
    weight, bias = nn.Parameter(torch.randn(4, 3)), nn.Parameter(torch.randn(4))
    optimizer = Lars([weight, bias], lr=0.5, momentum=0.9, weight_decay=0.01, trust=0.02)
    expected = [parameter.detach().numpy().astype(np.float64) for parameter in (weight, bias)]
    velocity = [np.zeros_like(value) for value in expected]
    for step in range(3):
        gradients = [torch.randn(4, 3) * (step + 1), torch.randn(4)]
        weight.grad, bias.grad = gradients
        optimizer.step()
        slope = gradients[0].numpy() + 0.01 * expected[0]
        rate = 0.02 * np.linalg.norm(expected[0]) / np.linalg.norm(slope)
        velocity[0] = 0.9 * velocity[0] + 0.5 * rate * slope
        velocity[1] = 0.9 * velocity[1] + 0.5 * gradients[1].numpy()
        expected = [value - speed for value, speed in zip(expected, velocity, strict=True)]
    np.testing.assert_allclose(weight.detach().numpy(), expected[0], rtol=1e-5)
    np.testing.assert_allclose(bias.detach().numpy(), expected[1], rtol=1e-5)


def test_a_layer_of_zeros_can_leave_them() -> None:
    weight = nn.Parameter(torch.zeros(2, 2))
    weight.grad = torch.ones(2, 2)
    Lars([weight], lr=0.1).step()
    assert (weight < 0).all()
