import type { RecordName } from '../records/keys';
import { putRecord, putRecordRequests } from '../records/put-record';
import { recordFromItem } from '../records/record-item';
import type { CommandContext } from './command-context';
import { findRecord } from './find-record';
import { checkRecordProperties, projectSchema } from './input-properties';
import type { AddCommand } from './program';
import { readInput } from './read-input';
import { recordInput } from './record-input';
import { RecordNotFoundError } from './record-not-found-error';
import { openRecordsTable } from './records-table';
import { addTargetOptions, describeTarget, type TargetOptions, targetToChange, targetToRead } from './target';

/** `coded-actions records get|put`: records, so that a machine started by hand has one to find. */
export const addRecords: AddCommand = (program, context) => {
  const records = program.command('records').description('Read and store records.');
  addTargetOptions(
    records
      .command('get')
      .description('Print a record as {"objectType", "objectId", "properties", "version", …}.')
      .argument('<objectType>', 'such as contact')
      .argument('<objectId>', "the record's id")
      .option('--json', 'print the record alone, without the target'),
    'reads',
  )
    .addHelpText('after', '\nExample:\n  npx coded-actions records get contact 1001 --stage dev')
    .action(async (objectType: string, objectId: string, options: TargetOptions) => {
      await get({ objectType, objectId }, options, context);
    });
  addTargetOptions(
    records
      .command('put')
      .description('Create a record, or merge properties into it; a property that is null is cleared.')
      .argument('<file>', 'a file with {"objectType", "objectId", "properties"}, or - for standard input')
      .option('--json', 'print the record alone, without the target'),
    'changes',
  )
    .addHelpText(
      'after',
      '\nA property that records.schema.json does not know, or a value of another type, is warned of and stored all the' +
        '\nsame, as in AWS: the table takes what an API gives it.' +
        '\n\nExample:\n  npx coded-actions records put ana.json --stage dev',
    )
    .action(async (file: string, options: TargetOptions) => {
      await put(file, options, context);
    });
};

async function get(name: RecordName, options: TargetOptions, context: CommandContext) {
  const target = targetToRead(options, context, (where) => `Reading from ${describeTarget(where)}.`);
  const table = await openRecordsTable(target, context);
  try {
    const record = await findRecord(name, table);
    if (record === undefined) throw new RecordNotFoundError(name, describeTarget(target));
    context.print(JSON.stringify(record, undefined, 2));
  } finally {
    await table.close();
  }
}

async function put(file: string, options: TargetOptions, context: CommandContext) {
  const record = await readInput(file, recordInput, context, checkRecordProperties(projectSchema(context)));
  const target = await targetToChange(options, context, (where) => `Writing to ${describeTarget(where)}.`);
  const table = await openRecordsTable(target, context);
  try {
    const requests = putRecordRequests(table.name, record, new Date().toISOString());
    const item = await putRecord(requests, table.update);
    context.print(JSON.stringify(recordFromItem(item), undefined, 2));
  } finally {
    await table.close();
  }
}
