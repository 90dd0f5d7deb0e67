"""Makes adapters of both kinds with random numbers over one base model, and the logits that they give."""

import sys
from pathlib import Path

import torch
from peft import MultitaskPromptTuningConfig, PromptTuningConfig, TaskType, get_peft_model
from safetensors.torch import load_file, save_file

from base_model import base_model

base_folder, given_file, out_folder = sys.argv[1:]
given = load_file(given_file)


def config(kind, encoder_decoder, tasks, rank):
    common = {
        "task_type": TaskType.SEQ_2_SEQ_LM if encoder_decoder else TaskType.SEQ_CLS,
        "num_virtual_tokens": 4,
        "num_transformer_submodules": 1,
    }
    if kind == "plain":
        return PromptTuningConfig(**common)
    return MultitaskPromptTuningConfig(**common, num_tasks=tasks, num_ranks=rank)


for kind, tasks, rank in [("plain", 1, 1), ("multitask", 3, 2)]:
    torch.manual_seed(7)
    model, more = base_model(base_folder, given)
    encoder_decoder = model.config.is_encoder_decoder
    model = get_peft_model(model, config(kind, encoder_decoder, tasks, rank)).eval()
    for name, parameter in model.named_parameters():
        if "prompt" in name or "prefix" in name:
            torch.nn.init.normal_(parameter.data)
    numbers = {
        name: given[name]
        for name in ("input_ids", "attention_mask", "labels", "pooler_weight", "pooler_bias")
        if name in given
    }
    numbers["task_ids"] = torch.arange(len(given["input_ids"])) % tasks
    if kind == "multitask":
        more["task_ids"] = numbers["task_ids"]
    with torch.no_grad():
        numbers["logits"] = model(
            input_ids=given["input_ids"], attention_mask=given["attention_mask"], **more
        ).logits
    folder = Path(out_folder) / kind
    model.save_pretrained(folder)
    save_file({name: tensor.contiguous() for name, tensor in numbers.items()}, folder / "expected.safetensors")
