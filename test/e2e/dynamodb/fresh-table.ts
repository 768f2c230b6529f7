import { caseTable, type OperationCase } from '../../lib/local/dynamodb/cases/operation-case';
import { type CaseAnswer, type CaseCall, runCase } from '../../lib/local/dynamodb/cases/run-case';

/** The answers of a service that makes tables, each case on one of its own. */
export async function answerOnFreshTable(
  call: CaseCall,
  operationCase: OperationCase,
): Promise<CaseAnswer[]> {
  const made = await call('CreateTable', { ...caseTable, BillingMode: 'PAY_PER_REQUEST' });
  if ('error' in made) throw new Error(`The table was not made: ${JSON.stringify(made)}`);
  try {
    return await runCase(call, operationCase);
  } finally {
    await call('DeleteTable', { TableName: caseTable.TableName });
  }
}
