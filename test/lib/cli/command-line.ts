import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { ExitCode } from '../../../lib/cli/command-context';
import { runCommandLine, type Surroundings } from '../../../lib/cli/program';

/** What a command line printed, and what its process would exit with. */
export interface CommandOutcome {
  readonly code: ExitCode;
  readonly output: string;
  readonly errors: string;
}

/** Runs a command where nobody is asked and nobody interrupts, and keeps what it prints. */
export async function outcomeOf(
  command: (around: Surroundings) => Promise<ExitCode>,
): Promise<CommandOutcome> {
  const output: string[] = [];
  const errors: string[] = [];
  const code = await command({
    directory: '/',
    print: (text) => void output.push(text),
    printError: (text) => void errors.push(text),
    readStandardInput: async () => '',
    askHidden: async () => '',
    interactive: false,
    color: false,
    environment: {},
    untilStopped: () => new Promise(() => {}),
  });
  return { code, output: output.join('\n'), errors: errors.join('\n') };
}

/** A user's project in a folder of its own. */
export class SampleProject {
  readonly directory = realpathSync(mkdtempSync(join(tmpdir(), 'coded-actions-')));

  constructor(files: Readonly<Record<string, unknown>>) {
    for (const [path, content] of Object.entries(files)) this.write(path, content);
  }

  /** Writes a file: a text as it is, anything else as JSON. */
  write(path: string, content: unknown): void {
    const file = join(this.directory, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content, undefined, 2));
  }

  /** Runs `coded-actions …` in the project. */
  async run(words: readonly string[], surroundings: Partial<Surroundings> = {}): Promise<CommandOutcome> {
    return outcomeOf((around) =>
      runCommandLine(words, { ...around, directory: this.directory, ...surroundings }),
    );
  }

  remove(): void {
    rmSync(this.directory, { recursive: true, force: true });
  }
}

/** Properties of contacts, as the sample workflows use them. */
export const recordsSchema = {
  objectTypes: {
    contact: {
      properties: {
        email: { type: 'string', indexed: true },
        firstname: { type: 'string' },
        country: { type: 'string' },
        lead_status: { type: 'enumeration', choices: ['new', 'greeted'] },
      },
    },
  },
};

/** A workflow of a code step, a delay of three days, a branch, and a property set. */
export const welcome = {
  name: 'welcome',
  title: 'Welcome a new contact',
  objectType: 'contact',
  enrollment: {
    triggers: [{ event: 'record.created' }],
    where: "{% $record.country in ['ES', 'PT'] %}",
  },
  steps: [
    {
      id: 'greeting',
      type: 'code',
      action: './greeting.js',
      inputs: { firstname: '{% $record.firstname %}' },
      outputs: { text: 'string' },
    },
    { id: 'wait', type: 'delay', for: '3 days' },
    {
      id: 'polite',
      type: 'branch',
      branches: [
        {
          when: "{% $steps.greeting.text = 'Hello, Ana!' %}",
          steps: [{ id: 'mark', type: 'setProperties', properties: { lead_status: 'greeted' } }],
        },
      ],
    },
  ],
};

/** The action of `welcome`. */
export const greeting = `exports.main = async (event, callback) => {
  console.log('greeting', event.inputFields.firstname);
  callback({ outputFields: { text: 'Hello, ' + event.inputFields.firstname + '!' } });
};
`;

/** A project that holds `welcome`. */
export function welcomeProject(): SampleProject {
  return new SampleProject({
    'package.json': { name: 'sample' },
    'records.schema.json': recordsSchema,
    'workflows/welcome/workflow.json': welcome,
    'workflows/welcome/greeting.js': greeting,
    'ana.json': {
      objectType: 'contact',
      objectId: '1001',
      properties: { firstname: 'Ana', country: 'ES' },
    },
  });
}
