import type { ActionDeclaration } from '../../lib/workflow/action-contract';
import type { Conclusion } from './conclude';
import type { LogLevel } from './log-line';
import { executionState } from './outputs';
import type { Ending, Run } from './run';

/** Outputs of which it has been said that they were not given: once in a process, since branches of code differ. */
const told = new Set<string>();

/**
 * Says in the log what a step will miss: HubSpot takes a run that gives nothing for a success, and so do we, but where
 * its step declares outputs that is hardly ever meant.
 */
export function noteAbsentOutputs(
  ending: Ending,
  run: Run,
  outputs: Readonly<Record<string, unknown>>,
  { declaration, log }: Conclusion,
): void {
  const [level, text] = remarkOf(ending, run, outputs, declaration) ?? [];
  if (level !== undefined && text !== undefined) log.write(run.fields, level, text);
}

function remarkOf(
  ending: Ending,
  run: Run,
  outputs: Readonly<Record<string, unknown>>,
  declaration: ActionDeclaration,
): readonly [LogLevel, string] | undefined {
  const declared = Object.keys(declaration.outputs);
  if (declared.length === 0 && declaration.undeclaredOutputs === undefined && run.value === undefined)
    return undefined;
  if (run.remark !== undefined) return ['WARN', `${run.remark} There are no outputs.`];
  if (declared.length === 0 || outputs[executionState] === 'FAIL_CONTINUE') return undefined;
  const given = run.value?.outputFields;
  if (given === undefined || given === null) {
    const what = ending.by === 'exit' ? 'called process.exit(0) before it gave' : 'ended without giving';
    const text = `The action ${what} the outputs that its step declares (${declared.join(', ')}), and later steps find none. Give them by callback({ outputFields: { … } }), or return { outputFields: { … } }.`;
    return ['WARN', text];
  }
  // An output that was given as undefined or null is meant to be absent.
  const absent = declared.filter(
    (name) => typeof given === 'object' && !Object.hasOwn(given, name) && !told.has(name),
  );
  if (absent.length === 0) return undefined;
  for (const name of absent) told.add(name);
  const text = `Declared outputs that the action did not give: ${absent.join(', ')}. Later steps find nothing in their place. (Said once.)`;
  return ['INFO', text];
}
