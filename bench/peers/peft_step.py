"""One training step of PEFT's multitask prompt tuning, the peer of `mpt bench engine`.

Batch 16 x 32 tokens, prompt 20, a BERT of MiniLM's sizes (the weights do not change the time), on a
CPU in float32. Needs torch, transformers and peft. Prints {"train_step_ms": ...}: the best of a
number of steps, after a warm-up, of forward, backward and clearing gradients.

    python peft_step.py [--threads 2] [--steps 40]
"""

import argparse
import json
import time

import torch
from peft import MultitaskPromptTuningConfig, TaskType, get_peft_model
from transformers import BertConfig, BertForSequenceClassification


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--steps", type=int, default=40)
    parser.add_argument("--cpu-clock", action="store_true", help="processor time; with --threads 1")
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    clock = time.thread_time if args.cpu_clock else time.perf_counter

    sizes = dict(hidden_size=384, num_hidden_layers=6, num_attention_heads=12, intermediate_size=1536)
    backbone = BertForSequenceClassification(BertConfig(num_labels=2, **sizes))
    config = MultitaskPromptTuningConfig(
        task_type=TaskType.SEQ_CLS, num_tasks=1, num_virtual_tokens=20, num_ranks=1
    )
    model = get_peft_model(backbone, config)
    model.train()
    inputs = dict(
        input_ids=torch.randint(1000, 20000, (16, 32)),
        attention_mask=torch.ones(16, 32, dtype=torch.long),
        labels=torch.randint(0, 2, (16,)),
        task_ids=torch.zeros(16, dtype=torch.long),
    )
    best = float("inf")
    for step in range(args.steps + 5):
        start = clock()
        model(**inputs).loss.backward()
        model.zero_grad()
        if step >= 5:
            best = min(best, clock() - start)
    print(json.dumps({"train_step_ms": best * 1e3}))


if __name__ == "__main__":
    main()
