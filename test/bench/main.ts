import { measure as cost } from './cost';
import { measure as interpreter } from './interpreter';
import { measure as scale } from './scale';
import { measure as synth } from './synth';
import { measure as wrapper } from './wrapper';

/** One measurement: prints what it finds, unless it is to be machine-read, and gives it. */
export type Measurement = (options: { json: boolean }) => Promise<Record<string, unknown>>;

/** Every measurement by the name that `npm run bench -- <name>` takes; one file each. */
const MEASUREMENTS: Readonly<Record<string, Measurement>> = { cost, interpreter, scale, synth, wrapper };

/** `npm run bench -- <name> [--json]`: exit status 1 for an unknown name or a figure out of reach. */
async function main(parameters: string[]): Promise<void> {
  const json = parameters.includes('--json');
  const [name = ''] = parameters.filter((parameter) => !parameter.startsWith('--'));
  const measure = Object.hasOwn(MEASUREMENTS, name) ? MEASUREMENTS[name] : undefined;
  if (!measure) {
    console.error(
      `There is no measurement '${name}': choose one of ${Object.keys(MEASUREMENTS).join(', ')}.`,
    );
    process.exitCode = 1;
    return;
  }
  const found = await measure({ json });
  if (json) console.log(JSON.stringify(found));
}

void main(process.argv.slice(2));
