"""Tiny CLIP and SigLIP checkpoints with random weights, as transformers stores them: a few kilobytes each."""

from pathlib import Path
from typing import Literal

import torch
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, processors
from transformers import CLIPConfig, CLIPModel, SiglipConfig, SiglipModel
from transformers.models.clip.image_processing_pil_clip import CLIPImageProcessorPil
from transformers.models.siglip.image_processing_pil_siglip import SiglipImageProcessorPil

Kind = Literal["clip", "siglip"]
WORDS = ("<s>", "</s>", "<pad>", "<unk>", "red", "blue", "dark", "dress", "coat", "wool", "a", "of", "!")
LENGTH = 8
_PART = {"hidden_size": 16, "intermediate_size": 32, "num_hidden_layers": 2, "num_attention_heads": 2}
_TEXT = {**_PART, "vocab_size": len(WORDS), "max_position_embeddings": LENGTH}
_TEXT |= {"bos_token_id": 0, "eos_token_id": 1, "pad_token_id": 2}


def write_checkpoint(folder: Path, kind: Kind, *, seed: int = 0, pixels: int = 32) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(seed)
    vision = {**_PART, "image_size": pixels, "patch_size": 8}
    network = (
        CLIPModel(CLIPConfig(text_config=_TEXT, vision_config=vision, projection_dim=12))
        if kind == "clip"
        else SiglipModel(SiglipConfig(text_config=_TEXT, vision_config=vision))
    )
    with torch.no_grad():  # fresh networks hardly tell inputs apart
        for name, weights in network.named_parameters():
            if weights.ndim > 1:
                weights.normal_(0, 1.0 if "embed" in name else 0.4)
    network.save_pretrained(folder)
    size = {"height": pixels, "width": pixels}
    prepared = (
        CLIPImageProcessorPil(size={"shortest_edge": pixels}, crop_size=size)
        if kind == "clip"
        else SiglipImageProcessorPil(size=size)
    )
    prepared.save_pretrained(folder)
    tokenizer(kind).save(str(folder / "tokenizer.json"))
    return folder


def tokenizer(kind: Kind) -> Tokenizer:
    """One token a word; CLIP's have a start and an end, SigLIP's an end."""
    words = Tokenizer(models.WordLevel({word: number for number, word in enumerate(WORDS)}, "<unk>"))
    words.normalizer = normalizers.Lowercase()
    words.pre_tokenizer = pre_tokenizers.Whitespace()
    single = "<s> $A </s>" if kind == "clip" else "$A </s>"
    words.post_processor = processors.TemplateProcessing(single, special_tokens=[("<s>", 0), ("</s>", 1)])
    return words
