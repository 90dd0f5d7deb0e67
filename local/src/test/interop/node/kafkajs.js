// @kafkajs/confluent-schema-registry: the registry client of the kafkajs community.
const { SchemaRegistry, SchemaType } = require('@kafkajs/confluent-schema-registry');
const scenario = require('./scenario');

const registry = new SchemaRegistry({ host: scenario.registryUrl });

async function main() {
  const ids = {};
  const register = async (name, topic) => {
    const schema = { type: SchemaType.AVRO, schema: scenario.schemaText(name) };
    const { id } = await registry.register(schema, { subject: `${topic}-value` });
    ids[name] = id;
  };
  await register('TextEvent', scenario.topics.events);
  await register('Feedback', scenario.topics.feedback);

  const predictions = await scenario.run({
    encode: (name, topic, value) => registry.encode(ids[name], value),
    decode: (topic, bytes) => registry.decode(bytes),
  });
  const subject = `${scenario.topics.events}-value`;
  const schema = { type: SchemaType.AVRO, schema: scenario.schemaText('TextEvent') };
  return {
    predictions,
    sameId: (await registry.getLatestSchemaId(subject)) === ids.TextEvent,
    found: (await registry.getRegistryIdBySchema(subject, schema)) === ids.TextEvent,
  };
}

scenario.finish(main());
