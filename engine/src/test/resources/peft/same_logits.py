"""Opens adapters over one base model, and prints how far their logits are from those expected, and
from those that the first of them gave here: what was expected was computed on another processor.

An adapter is a folder with its own kind of prompt; "folder#k" is one that holds the prompt of task k
alone, and is asked for the rows of that task.
"""

import sys

import torch
from peft import PeftModel
from safetensors.torch import load_file

from base_model import base_model

base_folder, expected_file, *adapters = sys.argv[1:]
expected = load_file(expected_file)
first = None

for adapter in adapters:
    folder, _, task = adapter.partition("#")
    torch.manual_seed(0)
    model, more = base_model(base_folder, expected)
    model = PeftModel.from_pretrained(model, folder).eval()
    rows = expected["task_ids"] >= 0
    if task:
        rows = expected["task_ids"] == int(task)
    if model.peft_config["default"].peft_type == "MULTITASK_PROMPT_TUNING":
        more["task_ids"] = expected["task_ids"]
    with torch.no_grad():
        logits = model(
            input_ids=expected["input_ids"], attention_mask=expected["attention_mask"], **more
        ).logits
    first = logits if first is None else first
    differences = [(logits - other)[rows].abs().max().item() for other in (expected["logits"], first)]
    print("DIFFERENCES", *differences)
