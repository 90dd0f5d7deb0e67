// What every Node client does: produce events, read predictions, give feedback on each of them.
// The caller brings the two functions under test; the rest is the same for all of them.
const fs = require('fs');
const path = require('path');
const { Kafka, logLevel } = require('kafkajs');

const env = (name) => {
  if (!process.env[name]) throw new Error(`${name} is not set`);
  return process.env[name];
};

exports.registryUrl = env('MPT_REGISTRY');

exports.schemaText = (name) =>
  fs.readFileSync(path.join(env('MPT_SCHEMAS'), `${name}.avsc`), 'utf8');

exports.topics = {
  events: env('MPT_EVENTS'),
  predictions: env('MPT_PREDICTIONS'),
  feedback: env('MPT_FEEDBACK'),
};

exports.run = async ({ encode, decode }) => {
  const kafka = new Kafka({
    clientId: 'interop',
    brokers: [env('MPT_BOOTSTRAP')],
    logLevel: logLevel.ERROR,
  });
  const producer = kafka.producer();
  await producer.connect();
  const send = async (topic, key, value) =>
    producer.send({ topic, messages: [{ key, value }] });

  await send(
    exports.topics.events,
    'n-1',
    await encode('TextEvent', exports.topics.events, {
      text: 'grüße 🎬 from node',
      text_pair: null,
      task: 'mr',
      tasks: [],
      occurred_at: 1767225600123,
    }),
  );
  await send(
    exports.topics.events,
    'n-2',
    await encode('TextEvent', exports.topics.events, {
      text: 'two texts',
      text_pair: 'the second',
      task: null,
      tasks: ['mr', 'cr'],
      occurred_at: null,
    }),
  );

  const predictions = await readPredictions(kafka, decode);
  for (const prediction of predictions) {
    await send(
      exports.topics.feedback,
      prediction.event_id,
      await encode('Feedback', exports.topics.feedback, {
        event_id: prediction.event_id,
        task: prediction.task,
        label: prediction.label,
        source: 'node',
        text: null,
        text_pair: null,
        given_at: 1767225600123,
        reason: null,
      }),
    );
  }
  await producer.disconnect();
  return predictions;
};

async function readPredictions(kafka, decode) {
  const expected = Number(env('MPT_EXPECTED'));
  const consumer = kafka.consumer({ groupId: `interop-${process.pid}-${Date.now()}` });
  await consumer.connect();
  await consumer.subscribe({ topic: exports.topics.predictions, fromBeginning: true });
  const predictions = [];
  await new Promise((resolve, reject) => {
    consumer
      .run({
        eachMessage: async ({ message }) => {
          try {
            predictions.push(await decode(exports.topics.predictions, message.value));
            if (predictions.length === expected) resolve();
          } catch (error) {
            reject(error);
          }
        },
      })
      .catch(reject);
  });
  await consumer.disconnect();
  return predictions;
}

exports.finish = (work) =>
  work.then(
    (result) => {
      const plain = (key, value) => (typeof value === 'bigint' ? Number(value) : value);
      console.log(`RESULT ${JSON.stringify(result, plain)}`);
      process.exit(0);
    },
    (error) => {
      console.error(error);
      process.exit(1);
    },
  );
