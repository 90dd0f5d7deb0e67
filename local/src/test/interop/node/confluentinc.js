// @confluentinc/schemaregistry: Confluent's own client for Node.
const {
  SchemaRegistryClient,
  SerdeType,
  AvroSerializer,
  AvroDeserializer,
} = require('@confluentinc/schemaregistry');
const scenario = require('./scenario');

const client = new SchemaRegistryClient({ baseURLs: [scenario.registryUrl] });
const serializer = new AvroSerializer(client, SerdeType.VALUE, { useLatestVersion: true });
const deserializer = new AvroDeserializer(client, SerdeType.VALUE, {});

async function main() {
  for (const [name, topic] of [
    ['TextEvent', scenario.topics.events],
    ['Feedback', scenario.topics.feedback],
  ]) {
    await client.register(`${topic}-value`, {
      schemaType: 'AVRO',
      schema: scenario.schemaText(name),
    });
  }
  const predictions = await scenario.run({
    encode: (name, topic, value) => serializer.serialize(topic, value),
    decode: (topic, bytes) => deserializer.deserialize(topic, bytes),
  });

  const subject = `${scenario.topics.events}-value`;
  const latest = await client.getLatestSchemaMetadata(subject);
  const other = { schemaType: 'AVRO', schema: '"int"' };
  return {
    predictions,
    versions: await client.getAllVersions(subject),
    sameId: (await client.getId(subject, { schemaType: 'AVRO', schema: latest.schema })) === latest.id,
    compatible: await client.testSubjectCompatibility(subject, other),
    level: await client.updateCompatibility(subject, 'FULL'),
    levelRead: await client.getCompatibility(subject),
    listed: (await client.getAllSubjects()).includes(subject),
  };
}

scenario.finish(main());
