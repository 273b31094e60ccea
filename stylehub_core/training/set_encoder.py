"""A set encoder and its customers: both become points of one space.

After Kim, Seol, Lim and Lee, False Negative Distillation and Contrastive Learning for Personalized Outfit
Recommendation, 2021 (arXiv 2110.06483). `outfits.set_network` computes the same without PyTorch.
"""

import torch
from torch import Tensor, nn

from stylehub_core.training.outfit_config import SetEncoderConfig


class Block(nn.Module):
    """Self-attention over the articles of a set, and then two layers for each article (Vaswani et al. 2017).

    Both start with a layer normalisation, and add to their input.
    """

    def __init__(self, config: SetEncoderConfig) -> None:
        super().__init__()
        width = config.width
        self.heads = config.heads
        self.before, self.between = nn.LayerNorm(width), nn.LayerNorm(width)
        self.attend, self.mix = nn.Linear(width, 3 * width), nn.Linear(width, width)
        self.up, self.down = nn.Linear(width, 2 * width), nn.Linear(2 * width, width)
        self.dropout = nn.Dropout(config.dropout)

    def forward(self, items: Tensor, present: Tensor) -> Tensor:
        """items: (n, m, width). present: (n, m), False for padding."""
        query, key, value = self.attend(self.before(items)).chunk(3, dim=-1)
        items = items + self.dropout(self.mix(attention(query, key, value, present, self.heads)))
        outputs: Tensor = items + self.dropout(self.down(torch.relu(self.up(self.between(items)))))
        return outputs


class SetEncoder(nn.Module):
    """Outfits and customers as unit vectors: the nearer, the better the outfit suits the customer."""

    def __init__(self, inputs: int, config: SetEncoderConfig) -> None:
        super().__init__()
        width = config.width
        self.config = config
        self.place = nn.Linear(inputs, width)
        self.blocks = nn.ModuleList(Block(config) for _ in range(config.blocks))
        self.after = nn.LayerNorm(width)
        self.query = nn.Parameter(torch.randn(width) * width**-0.5)
        self.read = nn.Linear(width, 2 * width)
        self.pool = nn.Linear(width, width)
        self.anybody = nn.Parameter(nn.functional.normalize(torch.randn(width), dim=0))
        self.taste = nn.Linear(width, width, bias=False)
        nn.init.normal_(self.taste.weight, std=0.1 * width**-0.5)

    def outfits(self, items: Tensor, present: Tensor) -> Tensor:
        """(n, width) unit rows. items: (n, m, width) articles as `place` gives them. present: (n, m)."""
        return nn.functional.normalize(self.pool(self.pooled(items, present)).float(), dim=1)

    def pooled(self, items: Tensor, present: Tensor) -> Tensor:
        """(n, width) what the query reads of each outfit."""
        for block in self.blocks:
            items = block(items, present)
        key, value = self.read(self.after(items)).chunk(2, dim=-1)
        query = self.query.expand(len(items), 1, -1)
        return attention(query, key, value, present, self.config.heads)[:, 0]

    def customers(self, worn: Tensor, share: Tensor) -> Tensor:
        """(n, width) unit rows.

        worn: (n, width) the mean of the articles that a customer wears. share: (n,) how much it counts, from 0 for
        nothing known, which gives everybody's vector, to 1.
        """
        vectors = self.anybody + share[:, None] * self.taste(worn).float()
        return nn.functional.normalize(vectors, dim=1)


def attention(query: Tensor, key: Tensor, value: Tensor, present: Tensor, heads: int) -> Tensor:
    """(n, q, width) for each query the values of what is present, by scaled dot products, head by head.

    query: (n, q, width). key, value: (n, m, width).
    """
    query, key, value = (part.reshape(*part.shape[:2], heads, -1).transpose(1, 2) for part in (query, key, value))
    like = (query * query.shape[-1] ** -0.5) @ key.transpose(2, 3)  # for such small sets faster than PyTorch's own
    like = like.masked_fill(~present[:, None, None, :], float("-inf"))
    return (torch.softmax(like, dim=-1) @ value).transpose(1, 2).flatten(2)
