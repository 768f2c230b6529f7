/** What a synth tells of itself when it is done: times in ms, memory in MB. */
export function measured(started: number, constructed: number): Record<string, number> {
  const { user, system } = process.cpuUsage();
  return {
    constructMs: constructed - started,
    synthMs: performance.now() - constructed,
    cpuMs: (user + system) / 1000,
    peakMb: process.resourceUsage().maxRSS / 1024,
  };
}
