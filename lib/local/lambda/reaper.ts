import { type ChildProcess, spawn } from 'node:child_process';

/**
 * Reads `+ <group>` and `- <group>` for each group of processes that began and ended, and kills those that are left when
 * nobody can write any more: SIGKILL gives the writer no time to do so itself.
 */
const script = `
left=' '
while read -r sign group; do
  case $sign in
    +) left="$left$group ";;
    -) left="\${left%%" $group "*} \${left#*" $group "}";;
  esac
done
for group in $left; do kill -9 "-$group"; done`;

/**
 * A shell beside this process, in a session of its own, which outlives it for the moment that it takes to kill the groups
 * of processes that this process was killed over. It keeps nobody from ending, and what it watches knows nothing of it.
 */
export class Reaper {
  private readonly shell: ChildProcess;

  constructor() {
    this.shell = spawn('/bin/sh', ['-c', script], {
      detached: true,
      // Where the process was started may be deleted meanwhile.
      cwd: '/',
      env: {},
      stdio: ['pipe', 'ignore', 'ignore'],
    });
    this.shell.unref();
    // Where there is no such shell, or it was killed, all is as it would be without it.
    this.shell.on('error', () => {});
    const { stdin } = this.shell;
    stdin?.on('error', () => {});
    if (stdin !== null && 'unref' in stdin && typeof stdin.unref === 'function') stdin.unref();
  }

  /** A group of processes has begun. @param group the id of the process that leads it */
  watch(group: number): void {
    this.shell.stdin?.write(`+ ${group}\n`);
  }

  /** A group has ended: its id may soon be another's. */
  forget(group: number): void {
    this.shell.stdin?.write(`- ${group}\n`);
  }
}
