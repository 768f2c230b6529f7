import { DynamoDBClient, PutItemCommand, TransactWriteItemsCommand } from '@aws-sdk/client-dynamodb';
import { reservedWords } from '../../../lib/local/dynamodb/reserved-words';
import { openStore } from '../../../lib/local/dynamodb/store';
import { operationCases } from '../../lib/local/dynamodb/cases';
import { embeddedCall } from '../../lib/local/dynamodb/cases/embedded-call';
import { answerDifferences } from '../../lib/local/dynamodb/cases/known-differences';
import { caseTable } from '../../lib/local/dynamodb/cases/operation-case';
import recordedAnswers from '../../lib/local/dynamodb/cases/recorded-answers.json';
import { runCase } from '../../lib/local/dynamodb/cases/run-case';
import { withKnownDifferences } from '../../lib/local/dynamodb/cases/with-known-differences';
import { type DynamoDbLocal, startDynamoDbLocal, whyNoDynamoDbLocal } from './dynamodb-local';
import { answerOnFreshTable } from './fresh-table';
import { httpCall } from './http-call';

const recorded: Readonly<Record<string, unknown>> = recordedAnswers;
const reason = whyNoDynamoDbLocal();
const describeWithJava = reason === undefined ? describe : describe.skip;

describeWithJava(
  `DynamoDB Local and the embedded store${reason === undefined ? '' : ` (skipped: ${reason})`}`,
  () => {
    let service: DynamoDbLocal;
    beforeAll(async () => {
      service = await startDynamoDbLocal();
    }, 400_000);
    afterAll(() => service?.stop());

    it('answer every case alike, at their endpoints, and as the unit tests have it recorded', async () => {
      const wrong: unknown[] = [];
      for (const operationCase of operationCases) {
        const theirs = await answerOnFreshTable(httpCall(service.url), operationCase);
        const store = await openStore({ tables: [caseTable], clock: Date });
        const { url } = await store.listen();
        const ours = withKnownDifferences(await runCase(httpCall(url), operationCase), theirs);
        await store.close();
        const sameAsRecorded = JSON.stringify(theirs) === JSON.stringify(recorded[operationCase.name]);
        const alike =
          JSON.stringify(ours) === JSON.stringify(theirs) || answerDifferences.has(operationCase.name);
        if (!sameAsRecorded || !alike) wrong.push({ name: operationCase.name, theirs, ours, sameAsRecorded });
      }

      expect(wrong).toEqual([]);
    }, 300_000);

    it('reserve the same words', async () => {
      const call = httpCall(service.url);
      await call('CreateTable', { ...caseTable, BillingMode: 'PAY_PER_REQUEST' });
      const store = await openStore({ tables: [caseTable], clock: Date });

      const different: unknown[] = [];
      for (const word of [...reservedWords, ...unreservedWords]) {
        const request = {
          TableName: caseTable.TableName,
          Item: { pk: { S: 'a' }, sk: { S: '1' } },
          ConditionExpression: `attribute_not_exists(${word.toLowerCase()})`,
        };
        const theirs = await call('PutItem', request);
        const ours = await embeddedCall(store)('PutItem', request);
        if (JSON.stringify(ours) !== JSON.stringify(theirs) && !onlyInTheGuide.includes(word))
          different.push({ word, theirs, ours });
      }
      await call('DeleteTable', { TableName: caseTable.TableName });
      await store.close();

      expect(different).toEqual([]);
    }, 60_000);
  },
);

/** Attributes of our items that could be taken for such words. */
const unreservedWords = ['properties', 'version', 'writer', 'execution', 'enrollments', 'workflow', 'remove'];

/** "Reserved words in DynamoDB" has these, which DynamoDB Local takes for names all the same. */
const onlyInTheGuide = ['CONVERT', 'SIZE'];

describe("the SDK's client at the embedded store's endpoint", () => {
  it('sees errors by their classes, with what they carry', async () => {
    const store = await openStore({ tables: [caseTable], clock: Date });
    const { url } = await store.listen();
    const client = new DynamoDBClient({
      endpoint: url,
      region: 'us-east-1',
      credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    });
    const put = {
      TableName: caseTable.TableName,
      Item: { pk: { S: 'a' }, sk: { S: '1' } },
      ConditionExpression: 'attribute_not_exists(pk)',
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    } as const;
    await client.send(new PutItemCommand(put));

    const single = client.send(new PutItemCommand(put));
    const transaction = client.send(new TransactWriteItemsCommand({ TransactItems: [{ Put: put }] }));

    await expect(single).rejects.toMatchObject({ name: 'ConditionalCheckFailedException', Item: put.Item });
    await expect(transaction).rejects.toMatchObject({
      name: 'TransactionCanceledException',
      message: expect.stringContaining('[ConditionalCheckFailed]'),
      CancellationReasons: [{ Code: 'ConditionalCheckFailed', Item: put.Item }],
    });
    client.destroy();
    await store.close();
  });
});
