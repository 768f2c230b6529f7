import type { CaseStep, OperationCase } from './operation-case';

/** What a service said: the body of its answer, or its error's name, message and details. */
export type CaseAnswer =
  | { readonly answer: unknown }
  | { readonly error: string; readonly message?: string; readonly details?: unknown };

/** Sends one request. */
export type CaseCall = (operation: string, request: unknown) => Promise<CaseAnswer>;

/** The answers to a case, in a form in which order counts only where the service promises one. */
export async function runCase(call: CaseCall, operationCase: OperationCase): Promise<CaseAnswer[]> {
  const answers: CaseAnswer[] = [];
  for (const step of operationCase.steps)
    answers.push(comparable(await call(step.operation, step.request), step));
  return answers;
}

/** An error as an answer, from the JSON body that the service sends with it. */
export function errorAnswer(body: Readonly<Record<string, unknown>>): CaseAnswer {
  const { __type, message, Message, ...details } = body;
  const text = message ?? Message;
  return {
    error: String(__type).replace(/.*#/, ''),
    ...(typeof text === 'string' ? { message: text } : {}),
    ...(Object.keys(details).length === 0 ? {} : { details }),
  };
}

function comparable(answer: CaseAnswer, step: CaseStep): CaseAnswer {
  const sorted: CaseAnswer = JSON.parse(JSON.stringify(answer), (name, value) => inOrder(name, value));
  return isUnordered(step)
    ? JSON.parse(JSON.stringify(sorted), (name, value) => itemsInOrder(name, value))
    : sorted;
}

/** Sets have no order, and neither have the names of an object; what a request costs is nobody's concern here. */
function inOrder(name: string, value: unknown): unknown {
  if (Array.isArray(value)) return ['SS', 'NS', 'BS'].includes(name) ? value.sort() : value;
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(([member]) => member !== 'ConsumedCapacity');
  return Object.fromEntries(entries.sort(([one], [two]) => (one < two ? -1 : 1)));
}

/** A scan and a batch come in any order, and so do the items of one place of an index. */
function isUnordered({ operation, request }: CaseStep): boolean {
  return operation === 'Scan' || operation === 'BatchGetItem' || request.IndexName === 'by-tag';
}

function itemsInOrder(name: string, value: unknown): unknown {
  if (!Array.isArray(value) || (name !== 'Items' && name !== 'cases')) return value;
  return value.sort((one, two) => (JSON.stringify(one) < JSON.stringify(two) ? -1 : 1));
}
