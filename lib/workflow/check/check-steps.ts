import { didYouMean } from '../did-you-mean';
import type { OutlinedStep } from '../outline';
import { whyReserved } from '../reserved-secret-names';
import type { StepCheck, StepPath } from '../steps/step-check';
import type { ProblemList } from './problem-list';

/** Words of JSONata that cannot stand behind a dot, so that no expression could name such a step or output. */
const jsonataWords: ReadonlySet<string> = new Set(['true', 'false', 'null']);

/** What the checks of steps know of the workflow around them. */
export type StepSurroundings = Omit<StepCheck, 'report'>;

/** Checks each step by itself, as its type's own file says, and the ids of all of them. */
export function checkSteps(
  steps: readonly OutlinedStep[],
  surroundings: StepSurroundings,
  problems: ProblemList,
): void {
  checkIds(steps, problems);
  for (const { step, mended, type, path } of steps) {
    if (step === undefined || type === undefined) continue;
    const isMended = (at: StepPath) => mended.some((place) => place.every((key, index) => at[index] === key));
    type.check?.(step, {
      ...surroundings,
      report({ at, pointAt, character, ...finding }) {
        if (isMended(at)) return;
        const text = character === undefined ? undefined : problems.document.nodeAt([...path, ...at]);
        if (text?.type === 'string' && character !== undefined) problems.inString(text, character, finding);
        else if (pointAt === 'key') problems.atKey([...path, ...at], finding);
        else problems.atValue([...path, ...at], finding);
      },
    });
    for (const name of type.outputs(step)) {
      if (jsonataWords.has(name)) reportWord(name, [...path, 'outputs', name], 'key', problems);
    }
  }
}

/** Checks that a workflow names the secrets that its steps use, and no others. */
export function checkSecrets(
  steps: readonly OutlinedStep[],
  declared: readonly string[] | undefined,
  problems: ProblemList,
): void {
  // What cannot be read may name anything.
  if (declared === undefined) return;
  declared.forEach((name, index) => {
    const why = whyReserved(name);
    if (why === undefined) return;
    problems.atValue(['secrets', index], {
      code: 'reserved-name',
      message: `A secret cannot be called \`${name}\`: it becomes \`process.env.${name}\`, and ${why}.`,
      remedy: `Give it another name: \`MY_${name.replace(/^_+/, '')}\`.`,
    });
  });
  const used = new Set<string>();
  let everyStepIsKnown = problems.document.nodeAt(['steps'])?.type === 'array';
  for (const { step, mended, type, path } of steps) {
    everyStepIsKnown &&= step !== undefined && mended.every(([key]) => key !== 'secrets');
    for (const { name, at } of (step && type?.secrets(step)) ?? []) {
      used.add(name);
      if (declared.includes(name) || problems.isReported([...path, ...at])) continue;
      problems.atValue([...path, ...at], {
        code: 'undeclared-secret',
        message: `The workflow does not name the secret \`${name}\`.`,
        remedy:
          declared.length === 0
            ? `Add \`"secrets": ["${name}"]\` to the workflow.`
            : `${didYouMean(name, declared, 'secrets of the workflow')} Or add it to the workflow's \`secrets\`.`,
      });
    }
  }
  declared.forEach((name, index) => {
    if (declared.indexOf(name) < index) {
      problems.atValue(['secrets', index], {
        severity: 'warning',
        code: 'duplicate-secret',
        message: `The secret \`${name}\` is named twice.`,
        remedy: 'Take it out once.',
      });
    } else if (everyStepIsKnown && !used.has(name) && !problems.isReported(['secrets', index])) {
      problems.atValue(['secrets', index], {
        severity: 'warning',
        code: 'unused-secret',
        message: `No step uses the secret \`${name}\`.`,
        remedy: "Name it in a step's `secrets`, or take it out.",
      });
    }
  });
}

function checkIds(steps: readonly OutlinedStep[], problems: ProblemList): void {
  const seen = new Map<string, OutlinedStep>();
  for (const step of steps) {
    const { id, path } = step;
    if (id === undefined) continue;
    const place = [...path, 'id'];
    if (jsonataWords.has(id)) reportWord(id, place, 'value', problems);
    const other = seen.get(id.toLowerCase());
    seen.set(id.toLowerCase(), other ?? step);
    if (other === undefined) continue;
    const line = problems.document.source.locationAt(other.node.offset).line;
    if (other.id === id) {
      problems.atValue(place, {
        code: 'duplicate-step-id',
        message: `The step in line ${line} has the id \`${id}\` too.`,
        remedy: 'Give one of the two another id; `goto` and expressions name steps by it.',
      });
    } else {
      problems.atValue(place, {
        severity: 'warning',
        code: 'similar-step-id',
        message: `\`${id}\` differs from \`${String(other.id)}\`, in line ${line}, only in capital letters.`,
        remedy: 'Give one of the two another id, so that nobody mistakes them.',
      });
    }
  }
}

function reportWord(
  word: string,
  path: OutlinedStep['path'],
  pointAt: 'key' | 'value',
  problems: ProblemList,
): void {
  const finding = {
    code: 'reserved-name',
    message: `\`${word}\` is a word of JSONata, so that no expression could name it.`,
    remedy: `Give it another name: \`${word}Value\`.`,
  };
  if (pointAt === 'key') problems.atKey(path, finding);
  else problems.atValue(path, finding);
}
