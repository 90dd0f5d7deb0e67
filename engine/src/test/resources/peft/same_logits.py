"""Opens one base model twice, with two adapters, and prints how far their logits are apart."""

import sys

import torch
from peft import PeftModel
from safetensors.torch import load_file
from transformers import AutoConfig, AutoModelForSeq2SeqLM, BertForSequenceClassification

base_folder, expected_file, *adapters = sys.argv[1:]
expected = load_file(expected_file)
config = AutoConfig.from_pretrained(base_folder)


def logits(adapter):
    torch.manual_seed(0)
    if config.model_type == "bert":
        config.num_labels = expected["logits"].shape[1]
        model = BertForSequenceClassification.from_pretrained(base_folder, config=config)
        with torch.no_grad():
            model.bert.pooler.dense.weight.copy_(expected["pooler_weight"])
            model.bert.pooler.dense.bias.copy_(expected["pooler_bias"])
        more = {}
    else:
        model = AutoModelForSeq2SeqLM.from_pretrained(base_folder)
        # PEFT 0.21 looks for a method under the name it had before transformers 5.
        if not hasattr(model, "_prepare_encoder_decoder_kwargs_for_generation"):
            model._prepare_encoder_decoder_kwargs_for_generation = None
        more = {"labels": expected["labels"]}
    model = PeftModel.from_pretrained(model, adapter).eval()
    with torch.no_grad():
        return model(
            input_ids=expected["input_ids"],
            attention_mask=expected["attention_mask"],
            task_ids=expected["task_ids"],
            **more,
        ).logits


for adapter in adapters:
    print((logits(adapter) - expected["logits"]).abs().max().item())
