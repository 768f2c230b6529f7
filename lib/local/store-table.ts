import type { LocalTable } from './assembly/local-resources';
import { readObject, readObjects, readText } from './assembly/property-readers';
import type { TemplateObject } from './assembly/template';
import type { IndexDefinition, TableDefinition } from './dynamodb/table-definition';

/** A table of an assembly as the embedded store takes it. */
export function storeTable({ name, properties }: LocalTable): TableDefinition {
  const timeToLive = readObject(properties.TimeToLiveSpecification);
  return {
    TableName: name,
    AttributeDefinitions: readObjects(properties.AttributeDefinitions).map((attribute) => ({
      AttributeName: readText(attribute.AttributeName, ''),
      AttributeType: readText(attribute.AttributeType, ''),
    })),
    KeySchema: readKeySchema(properties.KeySchema),
    GlobalSecondaryIndexes: readObjects(properties.GlobalSecondaryIndexes).map(readIndex),
    LocalSecondaryIndexes: readObjects(properties.LocalSecondaryIndexes).map(readIndex),
    ...(timeToLive.AttributeName === undefined
      ? {}
      : {
          TimeToLiveSpecification: {
            AttributeName: readText(timeToLive.AttributeName, ''),
            Enabled: timeToLive.Enabled !== false && timeToLive.Enabled !== 'false',
          },
        }),
  };
}

function readIndex(index: TemplateObject): IndexDefinition {
  const { ProjectionType, NonKeyAttributes } = readObject(index.Projection);
  return {
    IndexName: readText(index.IndexName, ''),
    KeySchema: readKeySchema(index.KeySchema),
    Projection: {
      ProjectionType: readText(ProjectionType, 'ALL'),
      ...(Array.isArray(NonKeyAttributes) ? { NonKeyAttributes: NonKeyAttributes.map(String) } : {}),
    },
  };
}

function readKeySchema(schema: unknown): { AttributeName: string; KeyType: string }[] {
  return readObjects(schema).map((element) => ({
    AttributeName: readText(element.AttributeName, ''),
    KeyType: readText(element.KeyType, ''),
  }));
}
