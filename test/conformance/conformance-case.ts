import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Json, JsonObject } from '../../lib/local/states';

/** One execution recorded from AWS: the fields that a replay uses. The format is explained in the folder's README. */
export interface ConformanceCase {
  id: string;
  queryLanguage: string;
  languages: string[];
  stateTypes: string[];
  features: string[];
  definition: JsonObject;
  input: Json;
  tasks: RecordedTask[];
  expected: {
    status: 'SUCCEEDED' | 'FAILED' | 'TIMED_OUT' | 'ABORTED';
    output?: Json;
    error?: string;
    cause?: string;
    causeFrom?: 'definition' | 'task' | 'service';
    causeFormat?: 'json';
  };
  states: RecordedVisit[];
  evaluationFailures?: { state: string; error: string; location?: string; cause?: string }[];
  /** Tokens that stand for any text. */
  masked?: string[];
  unordered?: boolean;
  unpairedExits?: number;
}

/** The enclosing Map iterations, the outermost first. */
export type MapPath = [mapStateName: string, index: number][];

/** One task attempt. */
export interface RecordedTask {
  state: string;
  path?: MapPath;
  resource?: string;
  parameters?: Json;
  timeoutInSeconds?: number;
  heartbeatInSeconds?: number;
  result?: Json;
  error?: string;
  cause?: string;
  aborted?: boolean;
}

/** One visit of a state. */
export interface RecordedVisit {
  name: string;
  path?: MapPath;
  input: Json;
  output?: Json;
  assignedVariables?: JsonObject;
}

/** What a case may leave out. */
const DEFAULTS = {
  queryLanguage: 'JSONPath',
  languages: [],
  stateTypes: [],
  features: [],
  tasks: [],
  states: [],
};

/** Every case of a folder, by name. */
export function readCases(folder: string): ConformanceCase[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.json'))
    .sort()
    .map((file) => ({ ...DEFAULTS, ...JSON.parse(readFileSync(join(folder, file), 'utf8')) }));
}
