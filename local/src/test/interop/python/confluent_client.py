"""confluent-kafka: produce events, read predictions, give feedback on each of them."""

import json
import os
import sys
import time
import uuid
from datetime import datetime, timezone

from confluent_kafka import Consumer, Producer
from confluent_kafka.schema_registry import Schema, SchemaRegistryClient
from confluent_kafka.schema_registry.avro import AvroDeserializer, AvroSerializer
from confluent_kafka.serialization import MessageField, SerializationContext

BOOTSTRAP = os.environ["MPT_BOOTSTRAP"]
EVENTS = os.environ["MPT_EVENTS"]
PREDICTIONS = os.environ["MPT_PREDICTIONS"]
FEEDBACK = os.environ["MPT_FEEDBACK"]
WHEN = datetime.fromtimestamp(1767225600.123, timezone.utc)

registry = SchemaRegistryClient({"url": os.environ["MPT_REGISTRY"]})
producer = Producer({"bootstrap.servers": BOOTSTRAP})


def schema(name):
    with open(os.path.join(os.environ["MPT_SCHEMAS"], name + ".avsc"), encoding="utf-8") as f:
        return f.read()


def send(serializer, topic, key, value):
    context = SerializationContext(topic, MessageField.VALUE)
    producer.produce(topic, key=key.encode(), value=serializer(value, context))


def read_predictions():
    deserializer = AvroDeserializer(
        schema_registry_client=registry, schema_str=schema("Prediction")
    )
    consumer = Consumer(
        {
            "bootstrap.servers": BOOTSTRAP,
            "group.id": str(uuid.uuid4()),
            "auto.offset.reset": "earliest",
            "isolation.level": "read_committed",
        }
    )
    consumer.subscribe([PREDICTIONS])
    found = []
    deadline = time.monotonic() + 40
    while len(found) < int(os.environ["MPT_EXPECTED"]) and time.monotonic() < deadline:
        message = consumer.poll(1.0)
        if message is not None and message.error() is None:
            context = SerializationContext(PREDICTIONS, MessageField.VALUE)
            found.append(deserializer(message.value(), context))
    consumer.close()
    return found


def main():
    events = AvroSerializer(schema_registry_client=registry, schema_str=schema("TextEvent"))
    send(
        events,
        EVENTS,
        "n-1",
        {"text": "grüße 🎬 from python", "task": "mr", "tasks": [], "occurred_at": WHEN},
    )
    send(
        events,
        EVENTS,
        "n-2",
        {"text": "two texts", "text_pair": "the second", "tasks": ["mr", "cr"]},
    )
    predictions = read_predictions()
    feedback = AvroSerializer(schema_registry_client=registry, schema_str=schema("Feedback"))
    for prediction in predictions:
        send(
            feedback,
            FEEDBACK,
            prediction["event_id"],
            {
                "event_id": prediction["event_id"],
                "task": prediction["task"],
                "label": prediction["label"],
                "source": "python",
                "given_at": WHEN,
            },
        )
    producer.flush(30)

    subject = EVENTS + "-value"
    latest = registry.get_latest_version(subject)
    result = {
        "predictions": predictions,
        "versions": registry.get_versions(subject),
        "sameId": registry.lookup_schema(subject, Schema(schema("TextEvent"), "AVRO")).schema_id
        == latest.schema_id,
        "compatible": registry.test_compatibility(subject, Schema('"int"', "AVRO")),
        "listed": subject in registry.get_subjects(),
    }
    print("RESULT " + json.dumps(result, default=str))


if __name__ == "__main__":
    sys.exit(main())
