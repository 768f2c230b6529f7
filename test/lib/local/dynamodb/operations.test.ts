import { openStore } from '../../../../lib/local/dynamodb/store';
import { operationCases } from './cases';
import { embeddedCall } from './cases/embedded-call';
import { answerDifferences, messageDifferences } from './cases/known-differences';
import { caseTable, type OperationCase } from './cases/operation-case';
import recordedAnswers from './cases/recorded-answers.json';
import { runCase } from './cases/run-case';
import { withKnownDifferences } from './cases/with-known-differences';

const recorded: Readonly<Record<string, unknown>> = recordedAnswers;

/** Answers recorded from DynamoDB Local 3.3.1 by test/e2e/dynamodb/record.ts. */
describe('the operations of the embedded store', () => {
  it.each(operationCases.map((operationCase) => [operationCase.name.slice(0, 150), operationCase] as const))(
    'answers as DynamoDB Local does: %s',
    async (_, operationCase) => {
      const answers = await answersOfStore(operationCase);

      const expected = recorded[operationCase.name];
      const same = withKnownDifferences(answers, expected);
      if (answerDifferences.has(operationCase.name)) expect(same).not.toEqual(expected);
      else expect(same).toEqual(expected);
    },
  );

  it('has a name of its own for each case', () => {
    expect(new Set(operationCases.map(({ name }) => name)).size).toBe(operationCases.length);
  });

  it('knows of no difference in words that there is not', async () => {
    const words = JSON.stringify(recorded);

    const unused = messageDifferences.filter(
      ({ dynamoDbLocal }) => !words.includes(JSON.stringify(dynamoDbLocal)),
    );

    expect(unused).toEqual([]);
  });
});

async function answersOfStore(operationCase: OperationCase) {
  const store = await openStore({ tables: [caseTable], clock: Date });
  try {
    return await runCase(embeddedCall(store), operationCase);
  } finally {
    await store.close();
  }
}
