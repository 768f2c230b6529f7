import { differences, sameOutcome, sameWording } from './compare';
import type { ConformanceCase } from './conformance-case';
import type { Observation } from './observation';
import type { Interpreter } from './replay';
import { SKIPS } from './skips';

/** How an interpreter did on one case. */
export interface Verdict {
  id: string;
  queryLanguage: string;
  /** The test folder: the first part of the id. */
  folder: string;
  skipped?: string;
  problems: string[];
  /** The final status and output alone were right. */
  outcomeRight: boolean;
  /** Of a cause that AWS worded. */
  sameWording?: boolean | undefined;
}

/** Runs every case through an interpreter, one after the other. */
export async function score(cases: readonly ConformanceCase[], interpreter: Interpreter): Promise<Verdict[]> {
  const verdicts: Verdict[] = [];
  for (const each of cases) verdicts.push(await judge(each, interpreter));
  return verdicts;
}

async function judge(each: ConformanceCase, interpreter: Interpreter): Promise<Verdict> {
  const { id } = each;
  const verdict: Verdict = {
    id,
    folder: id.split('.')[0] ?? id,
    queryLanguage: each.languages?.includes('JSONata') ? 'JSONata' : each.queryLanguage,
    problems: [],
    outcomeRight: false,
  };
  const reason = SKIPS.find(({ covers }) => covers(each))?.reason;
  if (reason !== undefined) return { ...verdict, skipped: reason };
  try {
    const observed: Observation = await withinTime(interpreter(each));
    verdict.problems = differences(each, observed);
    verdict.outcomeRight = sameOutcome(each, observed);
    verdict.sameWording = sameWording(each, observed);
  } catch (thrown) {
    verdict.problems = [thrown instanceof Error ? thrown.message : String(thrown)];
  }
  return verdict;
}

/** A case that hangs is a case that fails. */
async function withinTime<T>(work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('did not end within 10 s')), 10_000);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
