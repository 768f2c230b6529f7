import type { Fault } from './fault-plan';

/** Told of each fault that strikes, with what it strikes, as a phrase. */
export type FaultListener = (fault: Fault, what: string) => void;

/** The faults of one edge, and how many calls each has seen. */
export class FaultCounter<F extends Fault> {
  private readonly seen = new Map<F, number>();

  constructor(
    private readonly faults: readonly F[],
    private readonly onFault?: FaultListener,
  ) {}

  /**
   * Counts a call for every fault that is about it.
   *
   * @param what the call, as a phrase for people
   * @returns the first fault that strikes it
   */
  next(isAbout: (fault: F) => boolean, what: string): F | undefined {
    let striking: F | undefined;
    for (const fault of this.faults) {
      if (!isAbout(fault)) continue;
      const count = (this.seen.get(fault) ?? 0) + 1;
      this.seen.set(fault, count);
      const last = fault.times === 'always' ? Number.POSITIVE_INFINITY : fault.call + fault.times - 1;
      if (count >= fault.call && count <= last) striking ??= fault;
    }
    if (striking) this.onFault?.(striking, what);
    return striking;
  }
}
