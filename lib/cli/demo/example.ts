import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { readSecretsFile } from '../../local/secrets/secrets-file';
import type { RecordName } from '../../records/keys';
import { findRecord } from '../find-record';
import { requireNoFolders } from '../local-file-error';
import { localPaths } from '../local-paths';
import type { LocalSession } from '../local-session';
import { eventInput } from '../record-input';
import { sendEvent } from '../send-event';
import { sweepDeadProcesses } from '../sweep-dead-processes';
import { type SalespersonCalendar, startSalespersonCalendar } from './salesperson-calendar';

/** What the example workflows need beside them: the other system that they ask, and the secrets to ask it with. */
export interface Example {
  readonly secretsFile: string;
  /** Enrolls the next sample record by an event, and lets all that follows happen. */
  enrollSample(session: LocalSession): Promise<RecordName>;
  close(): Promise<void>;
}

/** Where the sample's ids begin; each time the example is enrolled it takes the next one that is free. */
const firstSampleId = 1001;

/**
 * Starts what the example workflows of the project in a folder need. The project's own secrets, as they are now, stand
 * beside those of the example.
 *
 * @throws SecretsFileError, LocalFileError when the project's secrets cannot be read
 */
export async function openExample(projectDirectory: string): Promise<Example> {
  const { secrets } = localPaths(projectDirectory);
  requireNoFolders([secrets]);
  const own = Object.fromEntries(readSecretsFile(secrets));
  const calendar = await startSalespersonCalendar();
  const secretsFile = join(dirname(secrets), `demo-secrets-${process.pid}.json`);
  writeSecrets(secretsFile, own, calendar);
  return {
    secretsFile,
    enrollSample: async (session) => {
      const file = join(projectDirectory, 'workflows', 'rotate-leads', 'sample-event.json');
      const event = eventInput.parse(JSON.parse(readFileSync(file, 'utf8')));
      const name = { objectType: 'contact', objectId: await freeSampleId(session) };
      const idempotencyKey = `signup-${name.objectId}`;
      const detail = { ...event.detail, objectId: name.objectId, idempotencyKey };
      await sendEvent({ ...event, detail }, session.machineName('rotate-leads'), session);
      await session.runtime.idle();
      return name;
    },
    close: async () => {
      rmSync(secretsFile, { force: true });
      await calendar.close();
    },
  };
}

function writeSecrets(
  file: string,
  own: Readonly<Record<string, string>>,
  { url, apiKey }: SalespersonCalendar,
): void {
  mkdirSync(dirname(file), { recursive: true });
  sweepDeadProcesses(dirname(file), /^demo-secrets-(\d+)\.json$/);
  const values = { ...own, CALENDAR_URL: url, CALENDAR_API_KEY: apiKey };
  writeFileSync(file, JSON.stringify(values), { mode: 0o600 });
}

async function freeSampleId(session: LocalSession): Promise<string> {
  for (let id = firstSampleId; ; id++) {
    const objectId = String(id);
    if ((await findRecord({ objectType: 'contact', objectId }, session.table)) === undefined) return objectId;
  }
}
