"""A tiny base model with what the reference numbers say about it."""

import torch
from transformers import AutoConfig, AutoModelForSeq2SeqLM, BertForSequenceClassification


def base_model(folder, expected):
    """The model, and what its forward pass needs beside ids and mask."""
    config = AutoConfig.from_pretrained(folder)
    if config.model_type == "bert":
        config.num_labels = expected["logits"].shape[1]
        model = BertForSequenceClassification.from_pretrained(folder, config=config)
        with torch.no_grad():
            model.bert.pooler.dense.weight.copy_(expected["pooler_weight"])
            model.bert.pooler.dense.bias.copy_(expected["pooler_bias"])
        return model, {}
    model = AutoModelForSeq2SeqLM.from_pretrained(folder)
    # PEFT 0.21 looks for a method under the name it had before transformers 5.
    if not hasattr(model, "_prepare_encoder_decoder_kwargs_for_generation"):
        model._prepare_encoder_decoder_kwargs_for_generation = None
    return model, {"labels": expected["labels"]}
