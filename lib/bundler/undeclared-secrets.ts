import { nearest } from '../workflow/did-you-mean';
import type { Problem } from '../workflow/problem';
import { whyReserved } from '../workflow/reserved-secret-names';
import type { ActionSource } from './bundled-action';
import type { EnvironmentRead } from './environment-reads';

/** A read of an environment variable in one of the author's own files of a bundle. */
export interface PlacedRead extends EnvironmentRead {
  /** Relative to the project's folder. */
  readonly file: string;
}

/**
 * Warnings about the environment variables that actions read and that no step declares as secrets: a function has no
 * others, so that the value is undefined when the step runs. One for each name, at its first place, with all the steps.
 * It says nothing of a name for which the code provides, by a default or a look first, nor of what a step cannot declare.
 *
 * @param readsOf the reads in the bundle of an action's file
 */
export function undeclaredSecrets(
  actions: readonly ActionSource[],
  readsOf: (file: string) => readonly PlacedRead[],
): readonly Problem[] {
  const found = new Map<string, { readonly read: PlacedRead; readonly actions: ActionSource[] }>();
  for (const action of actions) {
    // Where an action runs alone, no step could declare anything.
    if (action.declaration.undeclaredOutputs === 'keep') continue;
    for (const read of requiredReads(readsOf(action.file))) {
      if (action.declaration.secrets.includes(read.name)) continue;
      const place = `${read.file}:${read.line}:${read.column}`;
      const known = found.get(place);
      if (known === undefined) found.set(place, { read, actions: [action] });
      else known.actions.push(action);
    }
  }
  return [...found.values()].map((each) => warning(each.read, each.actions));
}

/** The first required read of each name. */
function requiredReads(reads: readonly PlacedRead[]): readonly PlacedRead[] {
  const settled = new Set(reads.filter(({ use }) => use === 'provided').map(({ name }) => name));
  return reads.filter(({ name, use }) => {
    if (use !== 'required' || settled.has(name) || whyReserved(name) !== undefined) return false;
    settled.add(name);
    return true;
  });
}

function warning(
  { name, file, line, column, isGiven }: PlacedRead,
  actions: readonly ActionSource[],
): Problem {
  const steps = stepsText(actions);
  const declared = actions.flatMap(({ declaration }) => declaration.secrets);
  const meant = nearest(name, declared);
  const written = (secret: string) => (isGiven ? `secrets.${secret}` : `process.env.${secret}`);
  const add = `dd \`"${name}"\` to the \`secrets\` of ${steps} and of the workflow`;
  return {
    severity: 'warning',
    code: 'secret-not-in-step',
    location: { file, line, column },
    message: `\`${written(name)}\` is undefined when ${steps} ${actions.length === 1 ? 'runs: its' : 'run: their'} \`secrets\` do not name it.`,
    remedy:
      meant === undefined
        ? `A${add}, or give a default: \`${written(name)} ?? …\`.`
        : `Did you mean \`${written(meant)}\`? Or a${add}.`,
  };
}

function stepsText(actions: readonly ActionSource[]): string {
  const names = actions.map(({ declaration }) => `\`${declaration.step}\` of \`${declaration.workflow}\``);
  if (names.length === 1) return `the step ${names[0]}`;
  return `the steps ${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}
