import { type Claim, claimsInTitle } from './claims';

/** What the reporter tells of one test. */
export interface TestRun {
  readonly project: string;
  /** From the root of the repository. */
  readonly file: string;
  readonly title: string;
  readonly passed: boolean;
}

/**
 * Whether a run of this suite has shown a claim: each file that it names has tests of it, and all of them have passed.
 * Claims of other suites are shown by those; here they count as not shown.
 */
export function isShownBy(run: readonly TestRun[], { id, tests = [], wholeSuite }: Claim): boolean {
  const groups = [
    ...tests.map((file) =>
      run.filter((test) => test.file === file && claimsInTitle(test.title).includes(id)),
    ),
    ...(wholeSuite === undefined ? [] : [run.filter(({ project }) => project === wholeSuite)]),
  ];
  // A test of it in a file that it does not name counts too, if it fails.
  const everywhere = run.filter(({ title }) => claimsInTitle(title).includes(id));
  return (
    groups.length > 0 &&
    groups.every((group) => group.length > 0) &&
    [...groups.flat(), ...everywhere].every(({ passed }) => passed)
  );
}
