import { tagNames } from '../../stacks/tag-names';
import { nearest } from '../../workflow/did-you-mean';
import type { LocalFunction, LocalResources } from '../assembly/local-resources';
import { operations } from '../dynamodb/operations';
import { compileEventPattern } from '../events/pattern/event-pattern';
import { InvalidEventPatternError } from '../events/pattern/invalid-event-pattern-error';
import type { EventFault, Fault, FaultPlan, FunctionFault } from './fault-plan';
import { isAbout } from './faulty-functions';
import { UnknownFaultTargetError } from './unknown-fault-target-error';

type Resources = Pick<LocalResources, 'functions' | 'rules'>;

/**
 * Checks that every fault can strike: a plan with a slip in a name would pass every test.
 *
 * @throws UnknownFaultTargetError for the first that cannot
 */
export function checkFaultPlan({ faults }: FaultPlan, resources: Resources): void {
  for (const [index, fault] of faults.entries()) checkFault(fault, `faults[${index}]`, resources);
}

function checkFault(fault: Fault, place: string, { functions, rules }: Resources): void {
  // A secret is declared nowhere in the assembly.
  if (fault.at === 'function') checkFunction(fault, place, functions);
  if (fault.at === 'table') {
    requireKnown(fault.operation, `${place}.operation`, 'operation of DynamoDB', operations.keys());
  }
  if (fault.at === 'event') {
    const names = rules.flatMap(({ name, logicalId }) => [name, logicalId]);
    requireKnown(fault.rule, `${place}.rule`, 'rule', names, startsWith);
    checkPattern(fault, place);
  }
}

function checkFunction(fault: FunctionFault, place: string, functions: readonly LocalFunction[]): void {
  const tags = (name: string) => functions.flatMap((fn) => fn.tags?.[name] ?? []);
  requireKnown(fault.workflow, `${place}.workflow`, 'workflow', tags(tagNames.workflow));
  requireKnown(fault.step, `${place}.step`, 'code step', tags(tagNames.step));
  const names = functions.flatMap(({ name, logicalId }) => [logicalId, name]);
  requireKnown(fault.function, `${place}.function`, 'function', names, startsWith);
  if (functions.some((fn) => isAbout(fault, fn))) return;
  throw new UnknownFaultTargetError(
    place,
    'no function is all that it says at once.',
    'Name the workflow of the step, or leave one of them out.',
  );
}

function startsWith(candidate: string, name: string): boolean {
  return candidate.startsWith(name);
}

function checkPattern({ pattern }: EventFault, place: string): void {
  if (pattern === undefined) return;
  try {
    compileEventPattern(pattern);
  } catch (error) {
    if (!(error instanceof InvalidEventPatternError)) throw error;
    throw new UnknownFaultTargetError(
      `${place}.pattern`,
      `EventBridge refuses this pattern: ${error.message}.`,
      'Write it as in a rule: {"detail-type": ["record.created"]}.',
    );
  }
}

function requireKnown(
  name: string | undefined,
  place: string,
  kind: string,
  candidates: Iterable<string>,
  isMeant: (candidate: string, name: string) => boolean = (candidate, written) => candidate === written,
): void {
  if (name === undefined) return;
  const all = [...new Set(candidates)].sort();
  if (all.some((candidate) => isMeant(candidate, name))) return;
  const near = nearest(name, all);
  throw new UnknownFaultTargetError(
    place,
    `there is no ${kind} ${name}.`,
    near === undefined ? `There are: ${all.join(', ')}.` : `Did you mean ${near}?`,
  );
}
