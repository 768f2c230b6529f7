import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../../lib/package-root';
import { operationCases } from '../../lib/local/dynamodb/cases';
import { startDynamoDbLocal } from './dynamodb-local';
import { answerOnFreshTable } from './fresh-table';
import { httpCall } from './http-call';

/**
 * Records what DynamoDB Local answers to every case, for the unit tests:
 * `node bin/launch.mjs test/e2e/dynamodb/record.ts`, and then `npm run format`.
 */
async function record(): Promise<void> {
  const service = await startDynamoDbLocal();
  try {
    const call = httpCall(service.url);
    const answers: Record<string, unknown> = {};
    for (const operationCase of operationCases)
      answers[operationCase.name] = await answerOnFreshTable(call, operationCase);
    const file = join(packageRoot(), 'test/lib/local/dynamodb/cases/recorded-answers.json');
    writeFileSync(file, `${JSON.stringify(answers, null, 1)}\n`);
    console.log(`${operationCases.length} cases recorded in ${file}.`);
  } finally {
    await service.stop();
  }
}

void record();
