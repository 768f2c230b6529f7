import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { RecordName } from '../../records/keys';
import { findRecord } from '../find-record';
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

/** Starts what the example workflows of the project in a folder need. */
export async function openExample(projectDirectory: string): Promise<Example> {
  const calendar = await startSalespersonCalendar();
  const secretsFile = join(dirname(localPaths(projectDirectory).secrets), `demo-secrets-${process.pid}.json`);
  writeSecrets(secretsFile, calendar);
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

function writeSecrets(file: string, { url, apiKey }: SalespersonCalendar): void {
  mkdirSync(dirname(file), { recursive: true });
  sweepDeadProcesses(dirname(file), /^demo-secrets-(\d+)\.json$/);
  writeFileSync(file, JSON.stringify({ CALENDAR_URL: url, CALENDAR_API_KEY: apiKey }), { mode: 0o600 });
}

async function freeSampleId(session: LocalSession): Promise<string> {
  for (let id = firstSampleId; ; id++) {
    const objectId = String(id);
    if ((await findRecord({ objectType: 'contact', objectId }, session.table)) === undefined) return objectId;
  }
}
